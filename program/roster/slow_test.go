package roster_test

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A slow is the obvious way to tell whether a set of assignments keeps the
// rules, and what it costs: it asks every question of every pair of meetings.
// It knows what the random requests below use.
type slow struct{ req roster.Request }

type given struct {
	meeting int
	seat    int
	person  int
}

// allowed reports whether one more assignment keeps the rules beside others.
func (s slow) allowed(all []given, g given) bool {
	m, p := &s.req.Meetings[g.meeting], &s.req.People[g.person]
	seat := m.Seats[g.seat]
	if p.Inactive || !s.certified(p, m) || s.answer(p, m) == roster.No {
		return false
	}
	if seat.Attribute != "" && !slices.Contains(p.Attributes, seat.Attribute) {
		return false
	}
	lacking := 0
	for _, rule := range m.Team.AtLeast {
		for _, other := range append(slices.Clone(all), g) {
			if other.meeting == g.meeting && !slices.Contains(s.req.People[other.person].Attributes, rule.Attribute) {
				lacking++
			}
		}
		if lacking > max(0, len(m.Seats)-rule.Count) && !slices.Contains(p.Attributes, rule.Attribute) {
			return false
		}
	}
	for _, other := range all {
		if other.meeting == g.meeting && (other.person == g.person || s.apart(other.person, g.person)) {
			return false
		}
	}
	return s.inTime(all, g)
}

// inTime checks limits, rest, weeks in a row and overlaps.
func (s slow) inTime(all []given, g given) bool {
	m, l := s.req.Meetings[g.meeting], s.req.Limits
	own := s.req.People[g.person].Limits
	if own.Total > 0 {
		l.Total = own.Total
	}
	day, week, block, month, total := 0, 0, 0, 0, 0
	weeks := map[int]bool{weekOf(m.Start): true}
	visit := func(start, end time.Time, place string, now bool) bool {
		gap := time.Duration(s.req.BufferMinutes) * time.Minute
		if place != "" && place == m.Place {
			gap = 0
		}
		if m.Start.Before(end.Add(gap)) && start.Before(m.End.Add(gap)) {
			return false
		}
		days := schedule.DateOf(m.Start).DaysSince(schedule.DateOf(start))
		if days < 0 {
			days = -days
		}
		if days > 0 && days <= l.RestDays {
			return false
		}
		day += one(days == 0)
		week += one(weekOf(start) == weekOf(m.Start))
		block += one(weekOf(start)/4 == weekOf(m.Start)/4)
		month += one(start.Format("2006-01") == m.Start.Format("2006-01"))
		total += one(now)
		weeks[weekOf(start)] = true
		return true
	}
	for _, other := range all {
		o := s.req.Meetings[other.meeting]
		if other.person == g.person && !visit(o.Start, o.End, o.Place, true) {
			return false
		}
	}
	for _, h := range s.req.History {
		if h.Person == s.req.People[g.person].ID && !visit(h.Start, h.End, h.Place, false) {
			return false
		}
	}
	row := 1
	for w := weekOf(m.Start); weeks[w-1]; w-- {
		row++
	}
	for w := weekOf(m.Start); weeks[w+1]; w++ {
		row++
	}
	under := func(limit, n int) bool { return limit == 0 || n < limit }
	return under(l.PerDay, day) && under(l.PerWeek, week) && under(l.PerFourWeeks, block) &&
		under(l.PerMonth, month) && under(l.Total, total) && (l.WeeksInARow == 0 || row <= l.WeeksInARow)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// weekOf numbers weeks from Monday, 2001-01-01, when a four-week period began.
func weekOf(t time.Time) int {
	return (schedule.DateOf(t).DaysSince(schedule.MustDate("2001-01-01")) + 7*4000) / 7
}

func (s slow) certified(p *roster.Person, m *roster.Meeting) bool {
	return slices.ContainsFunc(p.Certifications, func(c roster.Certification) bool {
		on := schedule.DateOf(m.Start)
		return c.Program == m.Program && !on.Before(c.From) && (c.To.IsZero() || on.Before(c.To))
	})
}

func (s slow) answer(p *roster.Person, m *roster.Meeting) roster.Answer {
	for _, a := range p.Availability.Answers {
		if a.Key == m.Key {
			return a.Answer
		}
	}
	return p.Availability.Default
}

func (s slow) apart(a, b int) bool {
	return slices.ContainsFunc(s.req.Apart, func(p roster.Pair) bool {
		x, y := s.req.People[a].ID, s.req.People[b].ID
		return p.A == x && p.B == y || p.A == y && p.B == x
	})
}

// cost is the objective of a set of assignments.
func (s slow) cost(all []given) (o roster.Objective) {
	loads := make([]int, len(s.req.People))
	for i, p := range s.req.People {
		loads[i] = p.Led
		for _, h := range s.req.History {
			loads[i] += one(h.Person == p.ID)
		}
	}
	taken := map[roster.SeatID]string{}
	for i, g := range all {
		m, p := &s.req.Meetings[g.meeting], &s.req.People[g.person]
		loads[g.person]++
		taken[m.ID(m.Seats[g.seat])] = p.ID
		if s.answer(p, m) == roster.IfNeeded {
			o.Wishes += 5
		}
		for _, w := range p.Wishes {
			if w.Series == "" || w.Series == m.Series {
				o.Wishes -= w.Weight
			}
		}
		for _, other := range all[:i] {
			o.Wishes += s.between(g, other)
		}
		for _, h := range s.req.History {
			o.Wishes += one(h.Person == p.ID && s.close(m.Start, h.Start))
		}
	}
	for _, load := range loads {
		o.Fairness += load * load
	}
	for _, m := range s.req.Meetings {
		for _, seat := range m.Seats {
			o.Unfilled += one(taken[m.ID(seat)] == "")
		}
	}
	for _, h := range s.req.Book.Holds {
		o.Changes += one(taken[h.SeatID] != h.Person)
	}
	return o
}

// between is what two assignments cost because of each other.
func (s slow) between(a, b given) (cost int) {
	if a.person == b.person {
		return one(s.close(s.req.Meetings[a.meeting].Start, s.req.Meetings[b.meeting].Start))
	}
	if a.meeting != b.meeting {
		return 0
	}
	x, y := &s.req.People[a.person], &s.req.People[b.person]
	for _, bond := range s.req.Together {
		if bond.A == x.ID && bond.B == y.ID || bond.A == y.ID && bond.B == x.ID {
			cost -= bond.Weight
		}
	}
	return cost + 5*one(x.New && y.New)
}

func (s slow) close(a, b time.Time) bool {
	days := schedule.DateOf(a).DaysSince(schedule.DateOf(b))
	return days != 0 && max(days, -days) < s.req.Weights.SpacingDays
}

// best tries every roster and returns the least cost.
func (s slow) best() roster.Objective {
	best := roster.Objective{Unfilled: 1 << 30}
	var all []given
	var visit func(meeting, seat int)
	visit = func(meeting, seat int) {
		if meeting == len(s.req.Meetings) {
			if o := s.cost(all); o.Compare(best) < 0 {
				best = o
			}
			return
		}
		if seat == len(s.req.Meetings[meeting].Seats) {
			visit(meeting+1, 0)
			return
		}
		visit(meeting, seat+1)
		for person := range s.req.People {
			if g := (given{meeting, seat, person}); s.allowed(all, g) {
				all = append(all, g)
				visit(meeting, seat+1)
				all = all[:len(all)-1]
			}
		}
	}
	visit(0, 0)
	return best
}

// tiny makes a random request of a few seats and people. With pairs it has
// rules that a flow can't keep.
func tiny(seed uint64, pairs bool) roster.Request {
	random := rand.New(rand.NewPCG(seed, 1))
	below := func(n uint64) int { return int(random.Uint64() % n) }
	maybe := func() bool { return below(3) == 0 }
	var req roster.Request
	req.Limits.PerWeek = below(3)
	req.Limits.PerFourWeeks = below(4)
	req.Limits.PerDay = below(2)
	for m := range 2 + below(3) {
		d := schedule.MustDate("2025-01-27").AddDays(m*(1+below(4)) + below(3))
		start := time.Date(d.Year(), d.Month(), d.Day(), 17+below(3), 0, 0, 0, time.UTC)
		meet := roster.Meeting{
			Key:   schedule.Key{Series: string(rune('a' + m)), Date: d},
			Start: start, End: start.Add(90 * time.Minute), Program: "g",
			Seats: []roster.Seat{{Name: "1"}, {Name: "2"}}[:1+below(2)],
		}
		if maybe() {
			meet.Seats[0].Attribute = "x"
		}
		if pairs && maybe() {
			meet.Team.AtLeast = []program.AtLeast{{Count: 1, Attribute: "y"}}
		}
		req.Meetings = append(req.Meetings, meet)
	}
	for p := range 2 + below(3) {
		person := roster.Person{ID: string(rune('p' + p)), Led: below(3)}
		person.Certifications = []roster.Certification{{Program: "g"}}
		if maybe() {
			person.Certifications[0].To = schedule.MustDate("2025-01-30")
		}
		for _, a := range []program.Attribute{"x", "y"} {
			if !maybe() {
				person.Attributes = append(person.Attributes, a)
			}
		}
		person.Availability.Default = roster.Yes
		for _, m := range req.Meetings {
			if maybe() {
				answer := []roster.Answer{roster.No, roster.IfNeeded}[below(2)]
				person.Availability.Answers = append(person.Availability.Answers, roster.MeetingAnswer{Key: m.Key, Answer: answer})
			}
			if maybe() {
				person.Wishes = append(person.Wishes, roster.Wish{Series: m.Series, Weight: 1 + below(10)})
			}
		}
		if maybe() {
			person.Limits.Total = 1 + below(2)
		}
		req.People = append(req.People, person)
	}
	if below(2) == 0 {
		for _, m := range req.Meetings {
			h := roster.Hold{SeatID: m.ID(m.Seats[0]), Person: req.People[below(uint64(len(req.People)))].ID}
			req.Book.Holds = append(req.Book.Holds, h)
		}
	}
	if pairs {
		addPairs(&req, below)
	}
	return req
}

func addPairs(req *roster.Request, below func(uint64) int) {
	n := len(req.People)
	req.Apart = []roster.Pair{{A: req.People[0].ID, B: req.People[1].ID}}
	if n > 2 {
		req.Together = []roster.Bond{{Pair: roster.Pair{A: req.People[n-1].ID, B: req.People[0].ID}, Weight: 1 + below(10)}}
		req.People[1].New, req.People[2].New = true, true
	}
	req.Limits.RestDays = below(3)
	req.Limits.WeeksInARow = below(3)
	req.Limits.PerMonth = below(4)
	req.BufferMinutes = 30 * below(3)
	req.Weights.SpacingDays = 4 * below(3)
	start := req.Meetings[0].Start.AddDate(0, 0, -1-below(9))
	req.History = []roster.Past{{Person: req.People[0].ID, Start: start, End: start.Add(time.Hour)}}
}
