package directory

import (
	"slices"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// SeatCalendar returns the calendar of the seats that a person has in a roster,
// with the meetings of its organization: when and where they lead. It is
// private: give it to whoever has the token only, see
// [people.Facilitator.OpensCalendar]. A meeting that was moved or cancelled is
// so here too. Like Calendar it is complete up to through, included.
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
			table := seatTable(e.Timetable, dates[e.Timetable.Series().ID])
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
