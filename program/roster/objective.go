package roster

import (
	"cmp"
	"errors"
)

// An Objective is what a roster costs under each rule. Whatever comes first
// counts before all that comes after it, and less is better.
type Objective struct {
	Unfilled int `json:"unfilled"` // open seats without anybody
	Pins     int `json:"pins"`     // pins and confirmed seats that a rule forbids
	Changes  int `json:"changes"`  // seats of the published roster that another person has, or nobody
	Fairness int `json:"fairness"` // sum of the squares of what each person led, before and now
	Wishes   int `json:"wishes"`   // all that is only preferred; below 0 where likes prevail
}

// Compare returns -1, 0 or +1 as o is better than, as good as, or worse than v.
func (o Objective) Compare(v Objective) int {
	return cmp.Or(cmp.Compare(o.Unfilled, v.Unfilled), cmp.Compare(o.Pins, v.Pins),
		cmp.Compare(o.Changes, v.Changes), cmp.Compare(o.Fairness, v.Fairness), cmp.Compare(o.Wishes, v.Wishes))
}

// minus returns how much o costs more than v under each rule.
func (o Objective) minus(v Objective) Objective {
	return Objective{o.Unfilled - v.Unfilled, o.Pins - v.Pins, o.Changes - v.Changes, o.Fairness - v.Fairness, o.Wishes - v.Wishes}
}

// A Gap is the first objective at which a roster and its lower bound differ.
// The zero Gap is none.
type Gap struct {
	Objective string `json:"objective,omitzero"` // "unfilled", "changes", "fairness" or "wishes"
	By        int    `json:"by,omitzero"`
}

func gapOf(d Objective) Gap {
	switch {
	case d.Unfilled != 0:
		return Gap{"unfilled", d.Unfilled}
	case d.Changes != 0:
		return Gap{"changes", d.Changes}
	case d.Fairness != 0:
		return Gap{"fairness", d.Fairness}
	case d.Wishes != 0:
		return Gap{"wishes", d.Wishes}
	}
	return Gap{}
}

// levels are the factors that put the objectives of a flow into one number;
// wishes count once.
type levels struct{ fairness, change, empty int64 }

// ErrTooLarge reports a request whose costs, counted in order of priority, do
// not fit into 64 bits, or that has too many seats and people to keep.
var ErrTooLarge = errors.New("roster: request too large")

// setWeights chooses the factors. Two flows differ by simple cycles, and each
// cycle passes each seat once and gives or takes one meeting of at most two
// people. So a factor that no such cycle can outweigh makes the flow of least
// cost the best in order of priority.
func (p *problem) setWeights() error {
	var wishes, most int64 = 1, 1
	others := p.companyBound()
	if p.req.Weights.SpacingDays > 0 {
		others += int64(min(len(p.meetings), 2*p.req.Weights.SpacingDays*p.busiestDay()))
	}
	for s := range p.seats {
		var dearest int64
		for person := range int32(p.people()) {
			if v := p.priceOf(person, int32(s)); v != never {
				dearest = max(dearest, int64(max(v, -v)))
			}
		}
		wishes += 2 * (dearest + others)
	}
	for _, n := range p.before {
		most = max(most, n+int64(len(p.meetings)))
	}
	p.weights.fairness = wishes
	p.weights.change = wishes * (4*most + 4)
	if p.weights.change > 1<<60/int64(len(p.seats)+2) {
		return ErrTooLarge
	}
	p.weights.empty = p.weights.change * int64(len(p.seats)+2)
	return nil
}

// companyBound is the most that the people beside one can cost or gain.
func (p *problem) companyBound() int64 {
	var gain int64
	for _, b := range p.bond {
		gain = max(gain, int64(max(b, -b)))
	}
	return gain * maxSeats
}

// busiestDay is the greatest number of meetings on one day.
func (p *problem) busiestDay() (most int) {
	for i, n := 0, 0; i < len(p.meetings); i++ {
		if n++; i > 0 && p.meetings[i].day != p.meetings[i-1].day {
			n = 1
		}
		most = max(most, n)
	}
	return most
}

// moved reports whether giving a seat to a person, or to nobody with -1, is a
// change of the book.
func (p *problem) moved(person, seat int32) bool {
	return p.held[seat] >= 0 && p.held[seat] != person
}

// company is what a person costs at meeting m beside those who are there.
func (s *state) company(person, m int32) (cost int64) {
	meet := &s.p.meetings[m]
	if !meet.coupled {
		return 0
	}
	for _, other := range s.who[meet.first : meet.first+meet.seats] {
		if other >= 0 && other != person {
			cost -= int64(s.p.bond[int(person)*s.p.people()+int(other)])
		}
	}
	return cost
}

// closeness is how many meetings on other days lie too close to meeting m for
// a person to like it.
func (s *state) closeness(person, m int32) (cost int64) {
	days := int32(s.p.req.Weights.SpacingDays)
	if days == 0 {
		return 0
	}
	for _, other := range s.at[person] {
		if apart := distance(s.p.meetings[other].day, s.p.meetings[m].day); apart > 0 && apart < days {
			cost++
		}
	}
	return cost
}

// wish is what a person costs in wishes on a seat beside what is decided.
func (s *state) wish(person, seat int32) int64 {
	price := int64(s.p.priceOf(person, seat))
	if price == never {
		price = int64(s.p.liking(person, seat)) // a pin with an override
	}
	m := s.p.seats[seat].meeting
	return price + s.company(person, m) + s.closeness(person, m)
}

// objective evaluates the state from scratch.
func (s *state) objective() Objective {
	var o Objective
	seen := newState(s.p)
	for i := range s.p.seats {
		person := s.who[i]
		if s.p.seats[i].open && person < 0 {
			o.Unfilled++
		}
		if s.p.seats[i].open && s.p.moved(person, int32(i)) {
			o.Changes++
		}
		if person >= 0 {
			o.Wishes += int(seen.wish(person, int32(i)))
			seen.put(int32(i), person)
		}
	}
	for person, led := range s.at {
		load := int(s.p.before[person]) + len(led) - len(s.p.past[person])
		o.Fairness += load * load
	}
	return o
}
