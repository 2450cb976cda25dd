package directory

import (
	"slices"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// SeatKey returns the key that the seats of a meeting have in a [Roster], by the
// ID of its offering: the IDs of series alone need not differ from one offering
// to another. Its series is the two IDs with "." between them, in which other
// characters than letters, digits, "-" and "_" are written as in "=2E".
func SeatKey(offering string, k schedule.Key) schedule.Key {
	return schedule.Key{Series: seatSeries(offering, k.Series), Date: k.Date}
}

func seatSeries(offering, series string) string {
	if series == "" {
		return ascii(offering)
	}
	return ascii(offering) + "." + ascii(series)
}

// RosterMeetings returns the meetings of an offering that begin on a day from
// from until the day before to, ready for a roster.Request, with the given
// seats at each and the team rule of the program on that day. Their keys are
// those of [SeatKey]. There are none if the offering is not there.
func (s *Snapshot) RosterMeetings(offering string, from, to schedule.Date, seats ...roster.Seat) []roster.Meeting {
	e := s.entry(offering)
	if e == nil {
		return nil
	}
	var list []roster.Meeting
	for m := range e.table.All(from, to) {
		x := roster.Meeting{
			Key: SeatKey(offering, m.Key()), Start: m.Start(), Status: m.Status, Inactive: e.offering.Status != Active && m.Status == schedule.Cancelled,
			Program: e.offering.Program, Place: m.Venue, Seats: slices.Clone(seats),
		}
		if m.Length > 0 {
			x.End = m.End()
		}
		if terms, err := s.Terms(offering, e.listing.Languages[0], m.Date); err == nil {
			x.Team = terms.Team(m.Mode)
		}
		list = append(list, x)
	}
	return list
}

// SeatCalendar returns the calendar of the seats that a person has in a roster,
// with the meetings of its organization: when and where they lead. The seats
// have the keys that [SeatKey] returns. It is private: give it to whoever has
// the token only, see [people.Facilitator.OpensCalendar]. A meeting that was
// moved or cancelled is so here too. Like Calendar it is complete up to
// through, included.
func (s *Snapshot) SeatCalendar(r Roster, person string, through schedule.Date) ical.Calendar {
	dates := map[string][]schedule.Date{}
	for _, h := range r.Book.Holds {
		has := h.State != roster.Declined && h.State != roster.Released
		if h.Person == person && person != "" && has {
			dates[h.Series] = append(dates[h.Series], h.Date)
		}
	}
	c := ical.Calendar{Through: through}
	for l := range s.Listings(r.Organization) {
		for _, e := range s.Events(l.ID) {
			table := seatTable(e.Timetable, dates[seatSeries(l.ID, e.Timetable.Series().ID)])
			if table == nil {
				continue
			}
			e.UID, e.Timetable = "seat."+e.UID, table
			e.Overrides = slices.DeleteFunc(slices.Clone(e.Overrides), func(o ical.Override) bool {
				return !slices.Contains(table.Series().Dates, o.On)
			})
			c.Events = append(c.Events, e)
		}
	}
	return c
}

// seatTable returns a timetable of some dates of another, as they stand there;
// nil if there are none.
func seatTable(t *schedule.Timetable, dates []schedule.Date) *schedule.Timetable {
	s := t.Series()
	s.Rule, s.First, s.Last, s.Count, s.OnHoliday, s.Dates, s.Exceptions = schedule.Rule{}, schedule.Date{}, schedule.Date{}, 0, schedule.Keep, nil, nil
	o := schedule.CompileOptions{Zone: t.Zone()}
	for _, d := range dates {
		x, ok := t.Find(d)
		if !ok || slices.Contains(s.Dates, d) {
			continue
		}
		s.Dates = append(s.Dates, d)
		why := x.Reason.String()
		switch {
		case x.Status == schedule.Unconfirmed:
			o.Closures = append(o.Closures, schedule.Closure{First: x.Date, Last: x.Date, Unconfirmed: true, Reason: why})
		case !x.Status.Held():
			s.Exceptions = append(s.Exceptions, schedule.Exception{On: d, Kind: schedule.Cancel, Reason: why})
		case x.Date != d || x.Clock != s.Start || x.Length != s.Length:
			s.Exceptions = append(s.Exceptions, schedule.Exception{On: d, Kind: schedule.Reschedule, To: x.Date, Start: x.Clock, Length: x.Length, Reason: why})
		}
	}
	if len(s.Dates) == 0 {
		return nil
	}
	table, err := schedule.Compile(s, o)
	if err != nil {
		return nil // a series that was compiled before has nothing wrong
	}
	return table
}
