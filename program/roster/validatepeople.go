package roster

import "fmt"

func (r *Request) checkPeople(c *checker) map[string]bool {
	people := map[string]bool{}
	for i, p := range r.People {
		at := fmt.Sprintf("people[%d]", i)
		c.id(at+".id", p.ID, people)
		c.limits(at+".limits", p.Limits)
		c.between(at+".led", p.Led, 0, 10_000)
		c.between(at+".notice_hours", p.NoticeHours, 0, 366*24)
		c.length(at+".attributes", len(p.Attributes), 100)
		c.length(at+".certifications", len(p.Certifications), 1_000)
		c.length(at+".travel_minutes", len(p.TravelMinutes), maxMeetings)
		for j, cert := range p.Certifications {
			if !cert.To.IsZero() && !cert.From.Before(cert.To) {
				c.refuse(fmt.Sprintf("%s.certifications[%d].to", at, j), cert.To.String(), "after from")
			}
		}
		c.length(at+".wishes", len(p.Wishes), 20)
		for j, w := range p.Wishes {
			if field := fmt.Sprintf("%s.wishes[%d].weight", at, j); w.Weight == 0 {
				c.refuse(field, "0", "1 to 10, or -10 to -1")
			} else {
				c.between(field, w.Weight, -10, 10)
			}
		}
		p.Availability.check(c, at+".availability")
	}
	return people
}

func (v Availability) check(c *checker, at string) {
	answer := func(field string, a Answer) {
		switch a {
		case "", Yes, IfNeeded, No:
		default:
			c.refuse(field, string(a), `"yes", "if needed" or "no"`)
		}
	}
	answer(at+".default", v.Default)
	c.length(at+".patterns", len(v.Patterns), 100)
	c.length(at+".exceptions", len(v.Exceptions), 1_000)
	c.length(at+".answers", len(v.Answers), maxMeetings)
	for i, t := range v.Patterns {
		field := fmt.Sprintf("%s.patterns[%d]", at, i)
		answer(field+".answer", t.Answer)
		switch {
		case !t.Rule.IsValid():
			c.refuse(field+".rule", "", "a rule such as FREQ=WEEKLY;BYDAY=TU")
		case t.First.IsZero() && needsFirst(t.Rule):
			c.refuse(field+".first", "", "the date from which the rule counts")
		}
	}
	for i, e := range v.Exceptions {
		field := fmt.Sprintf("%s.exceptions[%d]", at, i)
		answer(field+".answer", e.Answer)
		if e.First.IsZero() || !e.Last.IsZero() && e.Last.Before(e.First) {
			c.refuse(field+".first", e.First.String(), "a date, not after last")
		}
	}
	for i, a := range v.Answers {
		answer(fmt.Sprintf("%s.answers[%d].answer", at, i), a.Answer)
	}
}

func (c *checker) limits(at string, l Limits) {
	c.between(at+".per_day", l.PerDay, 0, maxMeetings)
	c.between(at+".per_week", l.PerWeek, 0, maxMeetings)
	c.between(at+".per_four_weeks", l.PerFourWeeks, 0, maxMeetings)
	c.between(at+".per_month", l.PerMonth, 0, maxMeetings)
	c.between(at+".total", l.Total, 0, maxMeetings)
	c.between(at+".rest_days", l.RestDays, 0, 366)
	c.between(at+".weeks_in_a_row", l.WeeksInARow, 0, 53)
}
