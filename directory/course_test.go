package directory_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// peerToPeer returns a snapshot of a course of ten Wednesdays from 2022-10-05
// without 11-23, with changes.
func peerToPeer(t *testing.T, change func(*directory.Offering)) *directory.Snapshot {
	t.Helper()
	org, place, _ := sound()
	plans, err := course.Request{
		ID: "fall", Format: program.Format{Sessions: program.Sessions{Count: 10, Minutes: 120}},
		Rules: []schedule.Rule{schedule.Weekly(time.Wednesday)}, From: d("2022-10-05"), Start: schedule.MustClock("18:00"),
		Closures: []schedule.Closure{{First: d("2022-11-23"), Last: d("2022-11-23")}},
	}.Plans()
	if err != nil {
		t.Fatal(err)
	}
	o := directory.Offering{
		ID: "p2p", Program: "peer-to-peer", Organization: org.ID, Venue: place.ID,
		Series: []schedule.Series{plans[0].Series()},
		Course: &course.Course{State: course.Enrolling, Sessions: 10, Capacity: program.Capacity{Min: 8, Max: 12}, Enrolled: 3, Interested: 3},
	}
	change(&o)
	snap, err := directory.NewSnapshot(org, place, o)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// offered returns the next session that a search finds at a time, or "".
func offered(t *testing.T, s *directory.Snapshot, now string) string {
	t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Search(t.Context(), directory.Query{Near: earth.LatLng(30.2, -81.7), Now: at})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.InPerson) == 0 {
		return ""
	}
	hit := r.InPerson[0]
	if hit.Distance <= 0 {
		t.Errorf("D9: distance %v", hit.Distance)
	}
	return hit.Next.Date.String() + " " + string(hit.Listing.Course.Places)
}

func TestCoursesInSearch(t *testing.T) {
	asItIs := func(*directory.Offering) {}
	full := func(o *directory.Offering) { o.Course.Enrolled = 12 }
	tests := []struct {
		name   string
		change func(*directory.Offering)
		now    string
		want   string
	}{
		{"D9 by its next start, with open places", asItIs, "2022-09-01T12:00:00Z", "2022-10-05 places open"},
		{"D9 a full one shows its waitlist", full, "2022-09-01T12:00:00Z", "2022-10-05 waitlist only"},
		{"C10 D9 the second session may still be joined", asItIs, "2022-10-06T12:00:00Z", "2022-10-12 places open"},
		{"C10 D9 not offered after session 2", asItIs, "2022-10-12T23:00:00Z", ""},
		{"P7 a closed course is not offered after session 1", func(o *directory.Offering) { o.Entry.Mode = program.EntryClosed }, "2022-10-06T12:00:00Z", ""},
		{"P7 a cycle takes people in any week", func(o *directory.Offering) { o.Entry.Mode = program.EntryCyclic }, "2022-11-17T12:00:00Z", "2022-11-30 places open"},
		{"C17 D9 on the evening of the last day to register", func(o *directory.Offering) { o.Course.RegisterBy = d("2022-09-25") }, "2022-09-26T02:00:00Z", "2022-10-05 places open"},
		{"C17 D9 not offered after the last day to register", func(o *directory.Offering) { o.Course.RegisterBy = d("2022-09-25") }, "2022-09-26T05:00:00Z", ""},
		{"S49 D9 a cancelled course is not offered", func(o *directory.Offering) { o.Course.State, o.Course.Reason = course.Cancelled, "too few" }, "2022-09-01T12:00:00Z", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := offered(t, peerToPeer(t, tt.change), tt.now); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOpenPlaces(t *testing.T) {
	for _, mode := range []program.Mode{program.ModeInPerson, program.ModeOnline} {
		for enrolled, want := range map[int]int{11: 1, 12: 0} {
			s := peerToPeer(t, func(o *directory.Offering) { o.Mode, o.Course.Enrolled = mode, enrolled })
			q := directory.Query{Near: earth.LatLng(30.2, -81.7), Now: time.Date(2022, 9, 1, 12, 0, 0, 0, time.UTC)}
			q.OpenPlaces = true
			r, err := s.Search(t.Context(), q)
			if got := len(r.InPerson) + len(r.Remote); err != nil || got != want {
				t.Errorf("D9 %s with %d of 12 enrolled: found %d, %v; want %d", mode, enrolled, got, err, want)
			}
		}
	}
}

func TestCourseListing(t *testing.T) {
	s := peerToPeer(t, func(*directory.Offering) {})
	l, _ := s.Listing("p2p")
	t.Run("D9 C10 what the public sees", func(t *testing.T) {
		want := &directory.CourseListing{State: course.Enrolling, Places: course.PlacesOpen, Sessions: 10, First: d("2022-10-05"), EntryUntil: d("2022-10-12")}
		if diff := cmp.Diff(want, l.Course, cmp.AllowUnexported(schedule.Date{})); diff != "" {
			t.Errorf("listing (-want +got):\n%s", diff)
		}
	})
	t.Run("V14 C7 no number of people is public", func(t *testing.T) {
		text, err := json.Marshal(l.Course)
		want := `{"state":"enrolling","places":"places open","sessions":10,"first":"2022-10-05","entry_until":"2022-10-12"}`
		if err != nil || string(text) != want {
			t.Errorf("listing %s, %v; want %s", text, err, want)
		}
	})
	t.Run("C4 a course reaches agenda and calendar as a group does", func(t *testing.T) {
		var dates []string
		for m := range s.Timetable("p2p").Held(schedule.Date{}, schedule.Date{}) {
			dates = append(dates, m.Date.String())
		}
		if len(dates) != 10 || dates[9] != "2022-12-14" || slices.Contains(dates, "2022-11-23") {
			t.Errorf("dates %v", dates)
		}
		if events := s.Events("p2p"); len(events) != 1 {
			t.Errorf("%d events, want 1", len(events))
		}
	})
	t.Run("D53 a training is public and says what it is for", func(t *testing.T) {
		training := peerToPeer(t, func(o *directory.Offering) {
			o.Program = "connection-training"
			o.Registration = directory.Registration{URL: "https://example.org/apply"}
			o.Course.RegisterBy = d("2022-09-14")
		})
		l, ok := training.Listing("p2p")
		if !ok || l.Kind != program.KindTraining || l.Course.Qualifies != "connection" || l.Course.RegisterBy != d("2022-09-14") || l.Registration.URL == "" {
			t.Errorf("listing %+v, %v", l.Course, ok)
		}
	})
	t.Run("S40 the monthly support call is for leaders only", func(t *testing.T) {
		call := peerToPeer(t, func(o *directory.Offering) {
			o.Program, o.Course, o.Mode, o.Venue = "connection-support-call", nil, program.ModeTelephone, ""
			o.Series[0] = schedule.Series{ID: "call", Rule: schedule.NthWeekdays(time.Monday, 1), First: d("2022-01-03"), Start: schedule.MustClock("19:00")}
		})
		if _, ok := call.Listing("p2p"); ok || len(call.Events("p2p")) > 0 {
			t.Error("the call is public")
		}
		r, err := call.Search(t.Context(), directory.Query{Now: time.Date(2022, 1, 2, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(r.Remote) > 0 {
			t.Errorf("found %v, %v", r.Remote, err)
		}
		for range call.Timetable("p2p").Held(d("2022-01-01"), d("2022-02-01")) {
			return
		}
		t.Error("leaders have no timetable of the call")
	})
	t.Run("a course that makes no sense is refused", func(t *testing.T) {
		org, place, o := sound()
		o.Course = &course.Course{State: "postponed"}
		if _, err := directory.NewSnapshot(org, place, o); err == nil || !strings.Contains(err.Error(), `course: state "postponed"`) {
			t.Errorf("error %v", err)
		}
	})
}

func TestLintOfCourses(t *testing.T) {
	tests := []struct {
		name   string
		today  string
		change func(*directory.Offering)
		want   []string
	}{
		{"C8 too early to decide", "2022-09-27", func(o *directory.Offering) { o.Course.DecideDays = 7 }, nil},
		{"C8 time to decide, and too few", "2022-09-28", func(o *directory.Offering) { o.Course.DecideDays = 7 }, []string{"warning course-decision course.state"}},
		{"C8 time to decide, and enough", "2022-09-28", func(o *directory.Offering) { o.Course.DecideDays, o.Course.Enrolled = 7, 8 }, []string{"info course-decision course.state"}},
		{"S49 enrolling though it has begun", "2022-10-06", func(*directory.Offering) {}, []string{"warning course-state course.state"}},
		{"S49 running before it begins", "2022-10-04", func(o *directory.Offering) { o.Course.State = course.Running }, []string{"warning course-state course.state"}},
		{"S49 running as it should", "2022-10-06", func(o *directory.Offering) { o.Course.State = course.Running }, nil},
		{"S49 running though it is over", "2022-12-15", func(o *directory.Offering) { o.Course.State = course.Running }, []string{"warning course-state course.state", "warning ended-still-active series"}},
		{"more people than places", "2022-09-01", func(o *directory.Offering) { o.Course.Enrolled = 13 }, []string{"warning course-over-full course.enrolled"}},
		{"C2 other than its series", "2022-09-01", func(o *directory.Offering) { o.Course.Sessions = 8 }, []string{"info course-sessions course.sessions"}},
		{"a support group is no course", "2022-09-01", func(o *directory.Offering) { o.Program = "connection" }, []string{"warning course-not-expected course", "warning length-differs series[0].length"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range peerToPeer(t, tt.change).Lint(d(tt.today)) {
				if f.Code != directory.CodeStale && f.Code != program.CodeSessionCount {
					got = append(got, string(f.Severity)+" "+f.Code+" "+f.Field)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
