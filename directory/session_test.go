package directory_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// tenWednesdays is a course of which one date falls out, one is moved and one
// holds two sessions.
func tenWednesdays(language string) directory.Offering {
	s := on(schedule.Weekly(time.Wednesday), "2022-10-05", "18:00")
	s.Last = d("2022-12-07")
	s.Exceptions = []schedule.Exception{
		{On: d("2022-10-19"), Kind: schedule.Cancel, Reason: "snow"},
		{On: d("2022-11-02"), Kind: schedule.Reschedule, To: d("2022-11-03")},
		{On: d("2022-11-09"), Kind: schedule.Add, Length: 2 * time.Hour},
	}
	o := group("course", s)
	o.Name, o.Program, o.Languages = "Peer-to-Peer", "peer-to-peer", []string{language}
	o.Course = &course.Course{State: course.Running, Sessions: 10}
	return o
}

func TestSessionNumbers(t *testing.T) {
	s := snapshot(t, append(jacksonville(), tenWednesdays("en"))...)
	var got []string
	for m := range s.Timetable("course").All(d("2022-10-01"), d("2022-12-31")) {
		got = append(got, m.Date.String()+" "+m.Sessions.In("en"))
	}
	want := []string{
		"2022-10-05 Session 1 of 10", "2022-10-12 Session 2 of 10", "2022-10-19 ", "2022-10-26 Session 3 of 10", "2022-11-03 Session 4 of 10",
		"2022-11-09 Sessions 5 and 6 of 10", "2022-11-16 Session 7 of 10", "2022-11-23 Session 8 of 10", "2022-11-30 Session 9 of 10", "2022-12-07 Session 10 of 10",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("S48 numbers (-want +got):\n%s", diff)
	}
	t.Run("S48 a search shows which session is next", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: at(t, "2022-10-06T12:00:00Z"), Filter: directory.Filter{Programs: []string{"peer-to-peer"}}})
		if len(r.InPerson) != 1 || r.InPerson[0].Next.Sessions != (directory.Sessions{First: 2, Last: 2, Of: 10}) {
			t.Errorf("%+v", r.InPerson)
		}
	})
	t.Run("S48 titles in calendars", func(t *testing.T) {
		for language, want := range map[string]string{"en": "SUMMARY:Peer-to-Peer: Session 3 of 10\r\n", "es": "SUMMARY:Peer-to-Peer: Sesión 3 de 10\r\n"} {
			var b bytes.Buffer
			s := snapshot(t, append(jacksonville(), tenWednesdays(language))...)
			if err := ical.Write(&b, s.Calendar(d("2022-12-31"), "course")); err != nil || strings.Count(b.String(), want) != 1 {
				t.Errorf("no %q in\n%s, %v", want, &b, err)
			}
		}
	})
	t.Run("with more dates than sessions nobody knows which are meant", func(t *testing.T) {
		o := tenWednesdays("en")
		o.Course.Sessions = 8
		for m := range snapshot(t, append(jacksonville(), o)...).Timetable("course").All(d("2022-10-01"), d("2022-12-31")) {
			if m.Sessions != (directory.Sessions{}) {
				t.Errorf("%v is %+v", m.Date, m.Sessions)
			}
		}
	})
	t.Run("a course without an end is built all the same", func(t *testing.T) {
		o := tenWednesdays("en")
		o.Series[0].Last, o.Status = schedule.Date{}, directory.Suspended
		if snapshot(t, append(jacksonville(), o)...).Timetable("course") == nil {
			t.Error("no timetable")
		}
	})
}

func TestUsualLength(t *testing.T) {
	group := func(length time.Duration) directory.Offering {
		s := on(schedule.Weekly(time.Sunday), "2022-01-01", "19:15")
		s.Length = length
		return group("x", s)
	}
	for _, tt := range []struct {
		name    string
		length  time.Duration
		want    time.Duration
		assumed bool
	}{
		{"D28 19:15 to 08:15 takes what the program takes", 13 * time.Hour, 90 * time.Minute, true},
		{"D28 10:00 to 10:00 too", 0, 90 * time.Minute, true},
		{"D28 what makes sense stays", 75 * time.Minute, 75 * time.Minute, false},
		{"D28 four hours are not too long", 4 * time.Hour, 4 * time.Hour, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := snapshot(t, append(jacksonville(), group(tt.length))...)
			for _, h := range search(t, s, directory.Query{Near: orangePark, Now: at(t, "2022-06-01T12:00:00Z"), Limit: 100}).InPerson {
				if h.Listing.ID == "x" && (h.Next.Length != tt.want || h.Next.LengthAssumed != tt.assumed || h.Next.End().Sub(h.Next.Start()) != tt.want) {
					t.Errorf("%v, assumed %v", h.Next.Length, h.Next.LengthAssumed)
				}
			}
		})
	}
}

func TestSeatsOfTwoOfferings(t *testing.T) {
	org, place, wed := sound()
	other := wed
	other.ID = "wed.wed" // whose series has the same ID
	s := snapshot(t, org, place, wed, other)
	r := directory.Roster{ID: "r", Organization: "jax"}
	for _, m := range s.RosterMeetings("wed.wed", d("2022-06-01"), d("2022-07-01"), roster.Seat{Name: "lead"}) {
		if m.Team.Min != 2 || m.Program != "connection" || len(m.Seats) != 1 || m.End.Sub(m.Start) != 90*time.Minute {
			t.Errorf("%+v", m)
		}
		r.Book.Holds = append(r.Book.Holds, roster.Hold{SeatID: roster.SeatID{Key: m.Key, Seat: "lead"}, Person: "lead-7"})
	}
	c := s.SeatCalendar(r, "lead-7", d("2022-12-31"))
	if len(r.Book.Holds) != 2 || len(c.Events) != 1 || c.Events[0].UID != "seat.wed=2Ewed.wed@jax" {
		t.Errorf("D8 seats %v, events %+v", r.Book.Holds, c.Events)
	}
}
