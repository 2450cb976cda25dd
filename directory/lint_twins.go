package directory

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A meetingSlot is a place and a time that two offerings share only if they are
// one, or if the place has several rooms.
type meetingSlot struct {
	place string
	start schedule.Clock
	day   time.Weekday
}

// slotDays is how many days are looked at to learn where and when an offering
// meets: long enough for one that meets once a month.
const slotDays = 62

// twins looks for offerings that are most likely one: the same place, day and
// time, and a similar name.
func (l *linter) twins() {
	seen := map[meetingSlot][]*entry{}
	for _, x := range l.s.items {
		if x.offering.Status == Ended {
			continue
		}
		reported := map[string]bool{}
		for _, at := range l.slots(x) {
			for _, y := range seen[at] {
				if reported[y.offering.ID] || !alike(x.listing, y.listing) {
					continue
				}
				reported[y.offering.ID] = true
				l.record = x.offering.Key()
				l.add(program.Warning, CodeDuplicate, "", y.offering.ID,
					"the same place, day and time as offering %q and a similar name: most likely one of them is to go", y.offering.ID)
			}
			seen[at] = append(seen[at], x)
		}
	}
}

// slots returns where and when an offering meets; nothing online, since many
// meet there at one time.
func (l *linter) slots(x *entry) (list []meetingSlot) {
	if x.venue == nil || !inPerson(x.offering.Mode) {
		return nil
	}
	place := x.venue.ID
	switch a := x.venue.Address; {
	case a.Street != "":
		place = plain(a.Street + " " + a.ZIP)
	case !x.venue.Point.IsZero():
		place = x.venue.Point.String()
	}
	for m := range x.table.Held(l.today, l.today.AddDays(slotDays)) {
		at := meetingSlot{place, m.Clock, m.Date.Weekday()}
		if !m.Clock.IsZero() && !slices.Contains(list, at) {
			list = append(list, at)
		}
	}
	return list
}

// plain returns the letters and digits of a text in lower case, with single
// blanks.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// alike reports whether two listings are most likely about one group: they are
// not of two programs, and their names share at least half of the words of the
// shorter one.
func alike(a, b *Listing) bool {
	if a.Program != b.Program && a.Program != "" && b.Program != "" {
		return false
	}
	x, y := strings.Fields(plain(a.Name)), strings.Fields(plain(b.Name))
	if len(x) > len(y) {
		x, y = y, x
	}
	shared := 0
	for _, word := range x {
		if slices.Contains(y, word) {
			shared++
		}
	}
	return len(x) > 0 && 2*shared >= len(x)
}

// maxConflicts bounds the dates that are named for a room: two groups that
// share one do so every week.
const maxConflicts = 100

// rooms looks for offerings that need one room at one time.
func (l *linter) rooms() {
	var bookings []schedule.Booking
	var of []*entry
	for _, x := range l.s.items {
		if x.venue == nil || !inPerson(x.offering.Mode) || x.offering.Status != Active {
			continue
		}
		room := x.offering.Room
		if room == "" {
			room = x.venue.Room
		}
		if room == "" {
			continue // a house has many rooms
		}
		for _, table := range x.table.Series() {
			bookings = append(bookings, schedule.Booking{
				Timetable: table, Resources: []string{x.venue.ID + "\x00" + plain(room)}, Before: l.o.SetUp, After: l.o.SetUp,
			})
			of = append(of, x)
		}
	}
	type pair struct{ a, b *entry }
	seen := map[pair]bool{}
	for c, err := range schedule.Conflicts(context.Background(), bookings, l.today, l.today.AddDays(l.o.AheadDays)) {
		a, b := of[c.FirstBooking], of[c.SecondBooking]
		if err != nil || len(seen) > maxConflicts {
			return
		}
		if seen[pair{a, b}] {
			continue
		}
		seen[pair{a, b}], seen[pair{b, a}] = true, true
		l.record = b.offering.Key()
		l.add(program.Warning, CodeRoom, "room", c.Second.Date.String(),
			"offering %q has the room at the same time, first on %v", a.offering.ID, c.Second.Date)
	}
}
