package schedule

// Bounds returns the first and the last day on which an occurrence can begin,
// for those who choose among many series in a database before they compile
// them. A zero last is "no end". Both are zero if there is no occurrence at
// all. The days are not always dates: they may lie a little too far apart,
// never too close.
func (s Series) Bounds() (first, last Date) {
	low, high := int32(maxDay+1), int32(0)
	add := func(d Date) {
		low, high = min(low, d.n), max(high, d.n)
	}
	if from, to := s.ruleBounds(); !from.IsZero() {
		add(from)
		add(to)
	}
	for _, d := range s.Dates {
		add(d)
	}
	if s.OnHoliday == Move && high > 0 {
		high = min(high+maxPutOff, maxDay)
	}
	for _, e := range s.Exceptions {
		switch {
		case e.Kind == Add:
			add(e.On)
		case e.Kind == Reschedule && !e.To.IsZero():
			add(e.To)
		}
	}
	switch {
	case high == 0:
		return Date{}, Date{}
	case high >= maxDay:
		return Date{low}, Date{}
	}
	return Date{low}, Date{high}
}

// ruleBounds returns the first and the last date of the rule, both zero if it
// has none.
func (s Series) ruleBounds() (first, last Date) {
	var p pattern
	p.set(s.Rule, s.First)
	end := int32(maxDay)
	if !s.Last.IsZero() {
		end = s.Last.n
	}
	if n := p.nth(s.First.n, s.Count); s.Count > 0 && n > 0 {
		end = min(end, n)
	}
	var c cursor
	c.from(&p, s.First.n)
	if n := c.next(); n == 0 || n > end {
		return Date{}, Date{}
	} else {
		first = Date{n}
	}
	if end == maxDay {
		return first, Date{maxDay}
	}
	c.before(&p, end+1)
	return first, Date{c.prev()}
}

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
