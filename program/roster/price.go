package roster

import (
	"context"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// setAnswers asks every person's availability about every meeting.
func (p *problem) setAnswers() error {
	byKey := map[schedule.Key]int32{}
	for i, m := range p.meetings {
		if m.source >= 0 {
			byKey[m.key] = int32(i)
		}
	}
	zone := schedule.NewZone(time.UTC)
	for _, person := range p.req.People {
		coded, err := person.Availability.answers(p.meetings, zone, byKey)
		if err != nil {
			return err
		}
		p.answers = append(p.answers, coded)
	}
	return nil
}

// setPrices computes what each person costs on each seat in wishes. A context
// that is done leaves the rest of the people out, as if they were never free.
func (p *problem) setPrices(ctx context.Context) {
	p.price = make([]int32, p.people()*len(p.seats))
	for i := range p.req.People {
		row := p.price[i*len(p.seats):][:len(p.seats)]
		stopped := ctx.Err() != nil
		for s := range row {
			if row[s] = never; !stopped && p.standing(int32(i), int32(s), 0) == 0 {
				row[s] = p.liking(int32(i), int32(s))
			}
		}
	}
}

// reprice computes one price anew, after what the person says of the seat has
// changed.
func (p *problem) reprice(person, seat int32) {
	price := &p.price[int(person)*len(p.seats)+int(seat)]
	if *price = never; p.standing(person, seat, 0) == 0 {
		*price = p.liking(person, seat)
		// The person may be half of a pair that was thought not to meet here.
		m := &p.meetings[p.seats[seat].meeting]
		m.coupled = m.seats > 1
	}
}

// priceOf returns the price of a seat for a person.
func (p *problem) priceOf(person, seat int32) int32 {
	return p.price[int(person)*len(p.seats)+int(seat)]
}

// standing returns the first rule that keeps a person off a seat whatever
// others do, apart from the rules that are waived.
func (p *problem) standing(person, s int32, waived rules) Rule {
	who, seat := &p.req.People[person], &p.seats[s]
	m := &p.meetings[seat.meeting]
	spec := &p.req.Meetings[m.source].Seats[s-m.first]
	switch {
	case who.Inactive && !waived.has(RuleInactive):
		return RuleInactive
	case !who.certified(seat.program, m.date) && !waived.has(RuleCertification):
		return RuleCertification
	case spec.Attribute != "" && !slices.Contains(who.Attributes, spec.Attribute) && !waived.has(RuleAttribute):
		return RuleAttribute
	case p.declined[Pin{seat.id, who.ID}] && !waived.has(RuleDeclined):
		return RuleDeclined
	case p.answers[person][seat.meeting] == 0 && !waived.has(RuleAvailability):
		return RuleAvailability
	}
	return 0
}

// certified reports whether a person may lead a program on a date.
func (p *Person) certified(program string, on schedule.Date) bool {
	return program == "" || slices.ContainsFunc(p.Certifications, func(c Certification) bool {
		return c.Program == program && !on.Before(c.From) && (c.To.IsZero() || on.Before(c.To))
	})
}

// liking returns what a person costs on a seat because of wishes and "if
// needed".
func (p *problem) liking(person, s int32) int32 {
	who, seat := &p.req.People[person], &p.seats[s]
	cost := 0
	if p.answers[person][seat.meeting] == 1 {
		cost = orDefault(p.req.Weights.IfNeeded)
	}
	m := &p.meetings[seat.meeting]
	day := program.DaysOf(m.date.Weekday())
	for _, w := range who.Wishes {
		if (w.Series == "" || w.Series == m.key.Series) && (w.Days == 0 || w.Days&day != 0) &&
			(w.Seat == "" || w.Seat == seat.id.Seat) {
			cost -= w.Weight
		}
	}
	return int32(cost)
}

func orDefault(cost int) int {
	if cost == 0 {
		return defaultCost
	}
	return cost
}

// setPairs lists who is never, and who is rather, to lead together. Two new
// people are a bond of negative gain.
func (p *problem) setPairs() {
	n := p.people()
	p.apart, p.bond = make([]bool, n*n), make([]int32, n*n)
	both := func(pair Pair) (int, int) {
		a, b := int(p.personOf[pair.A]), int(p.personOf[pair.B])
		return a*n + b, b*n + a
	}
	for _, pair := range p.req.Apart {
		i, j := both(pair)
		p.apart[i], p.apart[j] = true, true
	}
	for _, b := range p.req.Together {
		i, j := both(b.Pair)
		p.bond[i] += int32(b.Weight)
		p.bond[j] = p.bond[i]
	}
	for a := range p.req.People {
		for b := range p.req.People {
			if a != b && p.req.People[a].New && p.req.People[b].New {
				p.bond[a*n+b] -= int32(orDefault(p.req.Weights.New))
			}
		}
	}
}

// setCoupled finds the meetings where two people may meet whom a pair or team
// rule is about.
func (p *problem) setCoupled() {
	paired := make([]bool, p.people()) // there is a pair rule about the person
	for i := range p.apart {
		if p.apart[i] || p.bond[i] != 0 {
			paired[i/p.people()] = true
		}
	}
	for i := range p.meetings {
		m := &p.meetings[i]
		m.coupled = len(m.need) > 0 && m.seats > 1
		if m.seats < 2 || m.coupled {
			continue
		}
		var may []int
		for person := range p.req.People {
			if paired[person] && p.mayLead(int32(person), m) {
				may = append(may, person)
			}
		}
		m.coupled = slices.ContainsFunc(may, func(a int) bool {
			return slices.ContainsFunc(may, func(b int) bool {
				at := a*p.people() + b
				return p.apart[at] || p.bond[at] != 0
			})
		})
	}
}

// mayLead reports whether a person can have any seat of m, or has one as the
// book says.
func (p *problem) mayLead(person int32, m *meeting) bool {
	for s := m.first; s < m.first+m.seats; s++ {
		if p.priceOf(person, s) != never || p.held[s] == person {
			return true
		}
	}
	return false
}

// setBook notes what the book says of each seat.
func (p *problem) setBook() {
	p.held = make([]int32, len(p.seats))
	for s := range p.held {
		p.held[s] = -1
	}
	for _, h := range p.req.Book.Holds {
		pin := Pin{h.SeatID, h.Person}
		s, known := p.seatOf[h.SeatID]
		person, named := p.personOf[h.Person]
		switch {
		case h.State.holds() && known && named:
			p.held[s] = person
		case !h.State.holds() && !h.Auto:
			p.declined[pin] = true
		}
	}
	p.setWaived()
}

// setWaived notes which rules the book overrides for whom.
func (p *problem) setWaived() {
	clear(p.waived)
	for _, o := range p.req.Book.Overrides {
		waived := p.waived[Pin{o.SeatID, o.Person}]
		waived.add(o.Rule)
		p.waived[Pin{o.SeatID, o.Person}] = waived
	}
}
