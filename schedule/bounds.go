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
// has none. A rule that goes on for good has the last day of the calendar.
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
	n := c.next()
	if n == 0 || n > end {
		return Date{}, Date{}
	}
	if end == maxDay {
		return Date{n}, Date{maxDay}
	}
	c.before(&p, end+1)
	return Date{n}, Date{c.prev()}
}
