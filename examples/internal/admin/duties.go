package admin

import (
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// duties are what the rosters of an organization say.
type duties struct {
	seats   map[string][]string      // names of seats, by the series of their keys
	leaders map[roster.SeatID]string // who has a seat, by the name to show
}

// dutyDays is how long a seat that nobody was asked for any more stays on the
// sheets, as an open one.
const dutyDays = 366

// duties reads the rosters of an organization for the dates from a day on.
func (v *visit) duties(organization string, from schedule.Date) duties {
	all := duties{map[string][]string{}, map[roster.SeatID]string{}}
	name := v.namesOfLeaders()
	since := from.AddDays(-dutyDays)
	for _, r := range allOf[directory.Roster](v.dir) {
		if r.Organization != organization {
			continue
		}
		for _, h := range r.Book.Holds {
			if h.Date.Before(since) {
				continue
			}
			if !slices.Contains(all.seats[h.Series], h.Seat) {
				all.seats[h.Series] = append(all.seats[h.Series], h.Seat)
			}
			if h.State != roster.Declined && h.State != roster.Released {
				all.leaders[h.SeatID] = name(h.Person)
			}
		}
	}
	return all
}

// namesOfLeaders returns what to call a person: the name in their record, with
// the ID where others have the same name; else the ID, which is the host's.
func (v *visit) namesOfLeaders() func(person string) string {
	names, same := map[string]string{}, map[string]int{}
	for _, f := range allOf[directory.Facilitator](v.dir) {
		names[f.ID] = f.Name
		same[f.Name]++
	}
	return func(person string) string {
		name := names[person]
		switch {
		case person == "":
			return v.book.say("roster.nameless")
		case name == "":
			return person
		case same[name] > 1:
			return name + " (" + person + ")"
		}
		return name
	}
}

// knows reports whether somebody has a seat of a meeting.
func (d duties) knows(k schedule.Key) bool {
	return slices.ContainsFunc(d.seats[k.Series], func(seat string) bool { return d.leaders[roster.SeatID{Key: k, Seat: seat}] != "" })
}

// seatsOf returns the seats of a meeting: those that the rosters name for its
// series, and as many more, by number, as the program asks for, at least one.
func (d duties) seatsOf(m roster.Meeting) (list []leaderView) {
	names := slices.Clone(d.seats[m.Series])
	for n := 1; len(names) < max(m.Team.Min, 1); n++ {
		if name := strconv.Itoa(n); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	names = names[:min(len(names), maxSeats)]
	for _, seat := range names {
		list = append(list, leaderView{seat, seatLabel(seat, len(names)), d.leaders[roster.SeatID{Key: m.Key, Seat: seat}]})
	}
	return list
}

// maxSeats is how many seats a meeting has at most.
const maxSeats = 20
