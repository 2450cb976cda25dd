package roster

import (
	"math/bits"
	"slices"
)

// A state is who has which seat, while that is being worked out.
type state struct {
	p   *problem
	who []int32   // by seat: a person, or -1
	at  [][]int32 // by person: meetings led, those of History too, ascending
}

func newState(p *problem) *state {
	s := &state{p, make([]int32, len(p.seats)), make([][]int32, p.people())}
	for i := range s.who {
		s.who[i] = -1
	}
	for i := range s.at {
		s.at[i] = slices.Clone(p.past[i])
	}
	return s
}

func (s *state) clone() *state {
	c := &state{s.p, slices.Clone(s.who), make([][]int32, len(s.at))}
	for i := range s.at {
		c.at[i] = slices.Clone(s.at[i])
	}
	return c
}

// load is how many meetings of the request a person leads.
func (s *state) load(person int32) int { return len(s.at[person]) - len(s.p.past[person]) }

// put gives an empty seat to a person.
func (s *state) put(seat, person int32) {
	s.who[seat] = person
	m := s.p.seats[seat].meeting
	i, _ := slices.BinarySearch(s.at[person], m)
	s.at[person] = slices.Insert(s.at[person], i, m)
}

// clear empties a seat and returns who had it, or -1.
func (s *state) clear(seat int32) int32 {
	person := s.who[seat]
	if person < 0 {
		return -1
	}
	s.who[seat] = -1
	i, _ := slices.BinarySearch(s.at[person], s.p.seats[seat].meeting)
	s.at[person] = slices.Delete(s.at[person], i, i+1)
	return person
}

// blocked returns the first rule that keeps a person off an empty seat, apart
// from the rules that are waived.
func (s *state) blocked(person, seat int32, waived rules) Rule {
	if r := s.p.standing(person, seat, waived); r != 0 {
		return r
	}
	m := s.p.seats[seat].meeting
	if r := s.crowded(person, m, waived); r != 0 {
		return r
	}
	return s.spent(person, m, waived)
}

// fits reports whether an empty seat can be given to a person.
func (s *state) fits(person, seat int32) bool {
	m := s.p.seats[seat].meeting
	return s.p.priceOf(person, seat) != never && s.crowded(person, m, 0) == 0 && s.spent(person, m, 0) == 0
}

// crowded checks the rules about who leads together at meeting m.
func (s *state) crowded(person, m int32, waived rules) Rule {
	meet := &s.p.meetings[m]
	team := s.who[meet.first : meet.first+meet.seats]
	if slices.Contains(team, person) { // never waived: one cannot be two
		return RuleOneSeat
	}
	if !waived.has(RuleApart) {
		for _, other := range team {
			if other >= 0 && s.p.apart[int(person)*s.p.people()+int(other)] {
				return RuleApart
			}
		}
	}
	if waived.has(RuleTeam) {
		return 0
	}
	for _, need := range meet.need {
		room := need.room
		for _, other := range team {
			if other >= 0 && !need.has[other] {
				room--
			}
		}
		if !need.has[person] && room < 1 {
			return RuleTeam
		}
	}
	return 0
}

// spent checks the rules about when a person leads: overlaps, limits, rest.
func (s *state) spent(person, m int32, waived rules) Rule {
	l, meet, led := &s.p.limits[person], &s.p.meetings[m], s.at[person]
	var broken rules
	if l.Total > 0 && s.load(person) >= l.Total {
		broken.add(RuleTotal)
	}
	day, week, block, month := 0, 0, 0, 0
	i, _ := slices.BinarySearch(led, m)
	count := func(other *meeting) {
		day += same(other.day, meet.day)
		week += same(other.week, meet.week)
		block += same(other.block, meet.block)
		month += same(other.month, meet.month)
		if s.p.overlap(other, meet) {
			broken.add(RuleOverlap)
		}
		if apart := distance(other.day, meet.day); apart != 0 && int(apart) <= l.RestDays {
			broken.add(RuleRest)
		}
	}
	near := int32(max(31, l.RestDays)) // no period is longer than a month, no meeting than 14 days
	for j := i; j < len(led) && s.p.meetings[led[j]].day-meet.day <= near; j++ {
		count(&s.p.meetings[led[j]])
	}
	for j := i - 1; j >= 0 && meet.day-s.p.meetings[led[j]].day <= near; j-- {
		count(&s.p.meetings[led[j]])
	}
	full := func(limit, led int, r Rule) {
		if limit > 0 && led >= limit {
			broken.add(r)
		}
	}
	full(l.PerDay, day, RuleDay)
	full(l.PerWeek, week, RuleWeek)
	full(l.PerFourWeeks, block, RuleFourWeeks)
	full(l.PerMonth, month, RuleMonth)
	if l.WeeksInARow > 0 && s.weeksInARow(person, m, i) > l.WeeksInARow {
		broken.add(RuleWeeksInARow)
	}
	if broken &^= waived; broken == 0 {
		return 0
	}
	return Rule(bits.TrailingZeros32(uint32(broken))) // the first of them in order
}

// same returns 1 if a is b, else 0, to be counted.
func same(a, b int32) int {
	if a == b {
		return 1
	}
	return 0
}

func distance(a, b int32) int32 { return max(a-b, b-a) }

// weeksInARow returns in how many weeks in a row a person would lead with meeting
// m among them, which belongs at place i of their list.
func (s *state) weeksInARow(person, m int32, i int) int {
	led, weeks := s.at[person], 1
	week := s.p.meetings[m].week
	for j := i; j < len(led) && s.p.meetings[led[j]].week <= week+1; j++ {
		weeks += int(s.p.meetings[led[j]].week - week)
		week = s.p.meetings[led[j]].week
	}
	week = s.p.meetings[m].week
	for j := i - 1; j >= 0 && s.p.meetings[led[j]].week >= week-1; j-- {
		weeks += int(week - s.p.meetings[led[j]].week)
		week = s.p.meetings[led[j]].week
	}
	return weeks
}
