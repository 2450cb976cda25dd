package schedule

// SplitAt divides a series for a change that takes effect on day d: before
// has the dates before d, after those from d on, each with its exceptions.
// Change after, and a group that moves to another day or hour is still one
// group, with two series.
//
// Both keep the ID, so every occurrence keeps its Key. Intervals go on as they
// were: every other week stays the same weeks. Only a date that Move puts off
// can differ, since each part knows no dates but its own. A part without dates
// has neither Rule nor Dates.
func (s Series) SplitAt(d Date) (before, after Series) {
	before, after = s, s
	before.Dates, before.Exceptions, after.Dates, after.Exceptions = nil, nil, nil, nil
	for _, date := range s.Dates {
		if date.Before(d) {
			before.Dates = append(before.Dates, date)
		} else {
			after.Dates = append(after.Dates, date)
		}
	}
	for _, e := range s.Exceptions {
		if e.On.Before(d) {
			before.Exceptions = append(before.Exceptions, e)
		} else {
			after.Exceptions = append(after.Exceptions, e)
		}
	}
	if s.Rule.IsValid() {
		before.endBefore(d)
		after.beginAt(d)
	}
	return before, after
}

// endBefore ends the rule on the day before d.
func (s *Series) endBefore(d Date) {
	if !d.After(s.First) {
		s.dropRule()
		return
	}
	if last := d.AddDays(-1); s.Last.IsZero() || last.Before(s.Last) {
		s.Last = last
	}
}

// beginAt begins the rule with its first date on or after d, which has the
// weekday and the phase that the rule may take from its first date.
func (s *Series) beginAt(d Date) {
	if !d.After(s.First) {
		return
	}
	var p pattern
	p.set(s.Rule, s.First)
	n := p.nth(d.n, 1)
	past := p.count(s.First.n, d.n)
	if n == 0 || (!s.Last.IsZero() && n > s.Last.n) || (s.Count > 0 && past >= s.Count) {
		s.dropRule()
		return
	}
	s.First = Date{n}
	if s.Count > 0 {
		s.Count -= past
	}
}

// dropRule leaves a series only its explicit dates.
func (s *Series) dropRule() { s.Rule, s.First, s.Last, s.Count = Rule{}, Date{}, Date{}, 0 }
