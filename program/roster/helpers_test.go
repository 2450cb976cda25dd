package roster_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// meet returns a meeting of 90 minutes at 18:00 with seats of the given names,
// or "lead" and "second".
func meet(series, date string, seats ...string) roster.Meeting {
	d := schedule.MustDate(date)
	m := roster.Meeting{
		Key:     schedule.Key{Series: series, Date: d},
		Start:   time.Date(d.Year(), d.Month(), d.Day(), 18, 0, 0, 0, time.UTC),
		Program: "connection",
	}
	m.End = m.Start.Add(90 * time.Minute)
	if len(seats) == 0 {
		seats = []string{"lead", "second"}
	}
	for _, name := range seats {
		m.Seats = append(m.Seats, roster.Seat{Name: name})
	}
	return m
}

// weekly returns n meetings with one seat, a week apart.
func weekly(series, date string, n int) (list []roster.Meeting) {
	for i := range n {
		list = append(list, meet(series, schedule.MustDate(date).AddDays(7*i).String(), "lead"))
	}
	return list
}

// person returns somebody who is certified and always free.
func person(id string, attributes ...program.Attribute) roster.Person {
	return roster.Person{
		ID: id, Attributes: attributes,
		Certifications: []roster.Certification{{Program: "connection"}},
		Availability:   roster.Availability{Default: roster.Yes},
	}
}

func people(ids ...string) (list []roster.Person) {
	for _, id := range ids {
		list = append(list, person(id))
	}
	return list
}

// at returns the id of a seat.
func at(series, date, seat string) roster.SeatID {
	return roster.SeatID{Key: schedule.Key{Series: series, Date: schedule.MustDate(date)}, Seat: seat}
}

// on returns an instant at noon.
func on(date string) time.Time {
	d := schedule.MustDate(date)
	return time.Date(d.Year(), d.Month(), d.Day(), 12, 0, 0, 0, time.UTC)
}

// names lists who has the seats of r, "" where nobody has.
func names(req roster.Request, r roster.Roster) (list []string) {
	who := map[roster.SeatID]string{}
	for _, a := range r.Seats {
		who[a.SeatID] = a.Person
	}
	for _, m := range req.Meetings {
		for _, seat := range m.Seats {
			list = append(list, who[m.ID(seat)])
		}
	}
	return list
}

// loads lists how much each person leads.
func loads(r roster.Roster) (list []int) {
	for _, l := range r.Loads {
		list = append(list, l.Now)
	}
	return list
}

// ruleOf returns the rule of an error, or 0.
func ruleOf(err error) roster.Rule {
	if e, ok := errors.AsType[*roster.RuleError](err); ok {
		return e.Rule
	}
	return 0
}

// open makes a desk whose book has what a solved roster says.
func open(t *testing.T, req roster.Request) *roster.Desk {
	t.Helper()
	d, err := roster.Open(req)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Plan(t.Context(), roster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Publish(r, on("2022-01-01")); err != nil {
		t.Fatal(err)
	}
	return d
}

// holder returns who has a seat in a book, and in what state.
func holder(b roster.Book, seat roster.SeatID) (string, roster.State) {
	for _, h := range b.Holds {
		if h.SeatID == seat && h.State != roster.Declined && h.State != roster.Released {
			return h.Person, h.State
		}
	}
	return "", ""
}

// kinds lists the kinds of events.
func kinds(events []roster.Event) (list []roster.EventKind) {
	for _, e := range events {
		list = append(list, e.Kind)
	}
	return list
}

// compare returns how two values differ, or "".
func compare(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(schedule.Date{}))
}
