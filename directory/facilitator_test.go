package directory_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// leader returns the record of somebody with words that must be seen nowhere.
func leader() directory.Facilitator {
	return directory.Facilitator{Facilitator: people.Facilitator{
		ID: "lead-7", Name: "Quince", Contact: "box-4711", Attributes: []program.Attribute{"zebra-attribute"}, Organization: "jax",
		Events: []people.Event{{Kind: people.Interested, Program: "connection", On: d("2022-01-05"), By: "program champion"}},
	}}
}

func seatBook() directory.Roster {
	seat := func(on, name string) roster.SeatID {
		return roster.SeatID{Key: directory.SeatKey("wed", schedule.Key{Series: "wed", Date: d(on)}), Seat: name}
	}
	return directory.Roster{ID: "jax-2022", Organization: "jax", Book: roster.Book{
		Holds: []roster.Hold{
			{SeatID: seat("2022-06-08", "lead"), Person: "lead-7"}, {SeatID: seat("2022-06-08", "second"), Person: "lead-9"},
			{SeatID: seat("2022-06-22", "lead"), Person: "lead-7", State: roster.Confirmed}, {SeatID: seat("2022-05-25", "lead"), Person: "lead-7", State: roster.Declined},
		},
		Overrides: []roster.Override{{SeatID: seat("2022-06-08", "lead"), Person: "lead-7", Rule: roster.RuleTeamSize, Code: "emergency", Role: "coordinator"}},
		Swaps:     []roster.Swap{{ID: "s1", Give: seat("2022-06-08", "lead"), From: "lead-9", To: "lead-7"}},
	}}
}

func TestPrivateRecords(t *testing.T) {
	f, r := leader(), seatBook()
	t.Run("V2 every field survives in a store and unknown ones too", func(t *testing.T) {
		for _, e := range []directory.Entity{&directory.Facilitator{}, &directory.Roster{}} {
			fill(t, reflect.ValueOf(e).Elem())
			if f, ok := e.(*directory.Facilitator); ok {
				f.Availability = roster.Availability{Default: roster.Yes, Exceptions: []roster.Exception{{First: d("2022-07-01"), Last: d("2022-07-09"), Answer: roster.No}}}
			}
			whole := reflect.ValueOf(e).Elem().Interface().(directory.Entity)
			body, err := directory.Encode(whole)
			if err != nil {
				t.Fatal(err)
			}
			back, err := directory.Decode(whole.Key(), body)
			if err != nil || !reflect.DeepEqual(whole, back) {
				t.Errorf("got %+v, %v\nwant %+v", back, err, whole)
			}
		}
	})
	t.Run("V2 V4 they leave by no other way", func(t *testing.T) {
		for _, e := range []directory.Entity{f, r} {
			if text, err := json.Marshal(e); !errors.Is(err, directory.ErrSecret) {
				t.Errorf("marshalled %s, %v", text, err)
			}
			var b bytes.Buffer
			if err := directory.WriteRecords(&b, []directory.Entity{e}); !errors.Is(err, directory.ErrSecret) || b.Len() > 0 {
				t.Errorf("wrote %s, %v", b.String(), err)
			}
		}
		if _, err := directory.ReadRecords(strings.NewReader(`{"facilitator":{"id":"lead-7"}}`)); err == nil || !strings.Contains(err.Error(), "private") {
			t.Errorf("read from a file of records: %v", err)
		}
	})
	t.Run("V16 an error says nothing of what was in a record", func(t *testing.T) {
		for _, kind := range []string{directory.KindFacilitator, directory.KindRoster} {
			_, err := directory.Decode(directory.Key{Kind: kind, ID: "x"}, []byte(`{"id":"x","name":["Quince"]`))
			if err == nil || strings.Contains(err.Error(), "Quince") {
				t.Errorf("error %v", err)
			}
		}
	})
	t.Run("events out of order are refused", func(t *testing.T) {
		bad := leader()
		bad.Events = append(bad.Events, people.Event{Kind: people.Left, Program: "connection", On: d("2022-01-04")})
		if err := bad.Validate(); err == nil || !strings.Contains(err.Error(), "events[1].on") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("V2 they are loaded only by those who ask, and are in no snapshot", func(t *testing.T) {
		store := memstore.New()
		org, _, _ := sound()
		for _, private := range []bool{true, false} {
			dir, err := directory.Open(t.Context(), store, directory.Options{Private: private})
			if err != nil {
				t.Fatal(err)
			}
			defer dir.Close()
			if private {
				if _, err := dir.Commit(t.Context(), "", directory.Change{Put: org}, directory.Change{Put: f}, directory.Change{Put: r}); err != nil {
					t.Fatal(err)
				}
			}
			if _, _, ok := dir.Get(f.Key()); ok != private {
				t.Errorf("with Private %v the record is there: %v", private, ok)
			}
			for l := range dir.Snapshot().Listings("") {
				if strings.Contains(fmt.Sprintf("%+v", l), "Quince") {
					t.Errorf("a listing has it: %+v", l)
				}
			}
		}
	})
}

func TestForgetFacilitator(t *testing.T) {
	store := memstore.New()
	dir, err := directory.Open(t.Context(), store, directory.Options{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	org, _, _ := sound()
	other := leader()
	other.ID, other.Name, other.Contact, other.Attributes = "lead-9", "Ana", "box-1", nil
	for _, e := range []directory.Entity{org, other, leader(), seatBook()} {
		if _, err := dir.Commit(t.Context(), "", directory.Change{Put: e, If: directory.AnyRevision}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := dir.ForgetFacilitator(t.Context(), "forget-1", "lead-7", d("2022-06-15")); err != nil {
		t.Fatal(err)
	}
	t.Run("V15 past seats stay without a name, coming ones are open", func(t *testing.T) {
		e, _, _ := dir.Get(seatBook().Key())
		var got []string
		for _, h := range e.(directory.Roster).Book.Holds {
			got = append(got, h.SeatID.String()+" "+h.Person)
		}
		if diff := cmp.Diff([]string{"wed.wed/2022-06-08/lead ", "wed.wed/2022-06-08/second lead-9"}, got); diff != "" {
			t.Errorf("seats (-want +got):\n%s", diff)
		}
	})
	t.Run("V15 nothing in the store knows them, also not its history", func(t *testing.T) {
		var all strings.Builder
		page, err := store.List(t.Context(), directory.Key{}, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			fmt.Fprintf(&all, "%s %s\n", r.Key.ID, r.Body)
		}
		commits, err := store.Changes(t.Context(), directory.Head{}, 100)
		if err == nil {
			for _, c := range commits {
				for _, r := range c.Records {
					fmt.Fprintf(&all, "%s\n", r.Body)
				}
			}
		} else if !errors.Is(err, directory.ErrCompacted) {
			t.Fatal(err)
		}
		for _, word := range []string{"Quince", "box-4711", "zebra-attribute", `"lead-7"`} {
			if strings.Contains(all.String(), word) {
				t.Errorf("the store still has %q:\n%s", word, all.String())
			}
		}
		if !strings.Contains(all.String(), "lead-9") {
			t.Error("somebody else was forgotten too")
		}
	})
	t.Run("V15 once more does no harm", func(t *testing.T) {
		if _, err := dir.ForgetFacilitator(t.Context(), "forget-2", "lead-7", schedule.DateOf(time.Date(2022, 6, 15, 0, 0, 0, 0, time.UTC))); err != nil {
			t.Error(err)
		}
	})
	t.Run("a directory without private records cannot forget them", func(t *testing.T) {
		public, err := directory.Open(t.Context(), store, directory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer public.Close()
		if _, err := public.ForgetFacilitator(t.Context(), "forget-3", "lead-7", d("2022-06-15")); !errors.Is(err, directory.ErrInvalid) {
			t.Errorf("error %v", err)
		}
	})
}

func TestD56SeatCalendar(t *testing.T) {
	org, place, wed := sound()
	wed.Series[0].Exceptions = []schedule.Exception{
		{On: d("2022-06-22"), Kind: schedule.Cancel, Reason: "no room"}, {On: d("2022-07-13"), Kind: schedule.Reschedule, To: d("2022-07-14")},
	}
	snap, err := directory.NewSnapshot(org, place, wed)
	if err != nil {
		t.Fatal(err)
	}
	r := seatBook()
	hold := func(on string, state roster.State) {
		r.Book.Holds = append(r.Book.Holds, roster.Hold{SeatID: roster.SeatID{Key: directory.SeatKey("wed", schedule.Key{Series: "wed", Date: d(on)}), Seat: "lead"}, Person: "lead-7", State: state})
	}
	hold("2022-07-13", roster.Assigned)
	hold("2022-07-27", roster.Released)
	hold("2022-07-29", roster.Assigned) // not a date of the group
	c := snap.SeatCalendar(r, "lead-7", d("2022-12-31"))
	if len(c.Events) != 1 || strings.Contains(c.Events[0].UID, "lead-7") {
		t.Fatalf("events %+v", c.Events)
	}
	var got []string
	for o := range c.Events[0].Timetable.All(schedule.Date{}, schedule.Date{}) {
		got = append(got, o.String())
	}
	want := []string{"2022-06-08 18:00 on", "2022-06-22 18:00 cancelled: no room", "2022-07-14 18:00 moved from 2022-07-13: changed by the organizers"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("D56 seats (-want +got):\n%s", diff)
	}
	var b bytes.Buffer
	if err := ical.Write(&b, c); err != nil || strings.Count(b.String(), "BEGIN:VEVENT") != 3 {
		t.Errorf("%s, %v", b.String(), err)
	}
	for _, nobody := range []string{"", "lead-8"} {
		if c := snap.SeatCalendar(r, nobody, d("2022-12-31")); len(c.Events) != 0 {
			t.Errorf("D56 %q has seats: %+v", nobody, c.Events)
		}
	}
}
