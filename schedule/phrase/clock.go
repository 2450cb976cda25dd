package phrase

// A clockRange is a start and, if hasEnd, an end.
type clockRange struct {
	start, end wallTime
	hasEnd     bool
	zone       string
}

// time reads times: "6-7:30 pm", "at 7", "9:30 and 11 am", "de 4 a 5 p. m.".
func (r *reader) time(i int) (item, int) {
	j := r.skipTo(i)
	first, next := r.timeRange(j, i)
	if next == j || r.dateAt(j) {
		return item{}, i
	}
	it := item{kind: timeItem, times: []clockRange{first}}
	for len(it.times) < 8 {
		k := r.joined(next, ",", "/")
		if k == next || r.at(k).end || r.dateAt(r.skipTo(k)) {
			break
		}
		lead := k
		if r.is(k-1, and) && first.hasEnd { // "10-12 & 6-8"
			lead--
		}
		more, after := r.timeRange(r.skipTo(k), lead)
		if after == r.skipTo(k) {
			break
		}
		it.either = it.either || r.either(next, k)
		it.times, next = append(it.times, more), after
	}
	shareHalf(it.times)
	if n := len(it.times); n > 1 && it.times[0].zone != "" && it.times[n-1].zone != "" && it.times[0].zone != it.times[n-1].zone {
		it.times = it.times[:1] // the same time in another zone
	}
	return it, next
}

// skipTo returns the index after words that lead to a time.
func (r *reader) skipTo(i int) int {
	leads := func(t term) bool { // "a las" and "a la" are of the class until
		return t.class == from || t.class == at || t.class == between || t.class == until && r.lang == spanish && t.text == "a"
	}
	for last := i + 4; i < last && i < len(r.terms) && leads(r.terms[i]); {
		i++
	}
	return i
}

// timeRange reads one time or two at i; lead is where the words before it
// begin, which make a bare number a time.
func (r *reader) timeRange(i, lead int) (clockRange, int) {
	start, j := r.wallTime(i)
	if j == i {
		return clockRange{}, i
	}
	c := clockRange{start: start}
	j = r.zoneAfter(&c, j)
	k := r.rangeSign(i, j)
	if k > j {
		if end, next := r.wallTime(k); next > k && r.acceptRange(start, end, i, lead, next) {
			c.end, c.hasEnd = end, true
			return c, r.zoneAfter(&c, next)
		}
	}
	led := lead < i && (r.is(i-1, at) || r.is(i-1, from) || r.is(i-1, until)) ||
		r.is(i-1, doors) || // "doors 6"
		r.afterDays(i) && (r.endsLine(j) || r.timesFollow(j))
	if !start.strong && !(led && r.bareHour(start, j)) {
		return clockRange{}, i
	}
	if k := j; r.is(k, filler) && r.at(k).text == "for" { // "6:45 for 7:00": the second is meant
		if second, next := r.wallTime(k + 1); next > k+1 && second.strong {
			c.start, j = second, next
		}
	}
	return c, j
}

// timesFollow reports whether a list goes on at j with a time: "Fridays 8 and
// 10 pm".
func (r *reader) timesFollow(j int) bool {
	k := r.joined(j, "/")
	w, next := r.wallTime(k)
	return k > j && r.is(k-1, and) && next > k && w.strong
}

// rangeSign returns the index after what joins two times of a range.
func (r *reader) rangeSign(i, j int) int {
	k := j
	for range 3 {
		switch {
		case r.isMark(k, "-"), r.is(k, to), r.is(k, until), r.is(k, and) && r.is(i-1, between):
			k++
		case k > j && (r.is(k, at) || r.is(k, filler) && r.at(k).text != "-"):
			k++
		}
	}
	return k
}

// acceptRange decides whether two numbers are times: one is written as a time,
// or the words before say so and what follows is no unit.
func (r *reader) acceptRange(start, end wallTime, i, lead, next int) bool {
	if r.isMark(next, "/") || r.isMark(next, "-") && !r.at(next).gap && r.is(next+1, number) {
		return false
	}
	if start.strong || end.strong {
		return true
	}
	before := r.skipBack(i - 1)
	led := lead < i || r.afterDate(before) || r.is(before, weekday) || r.is(before, weekdaySet) || r.is(before, part)
	return led && r.bareHour(start, next) && end.hour <= 12
}

// afterDate reports whether the term at i ends a date: "Sat April 6 10-2".
func (r *reader) afterDate(i int) bool {
	n := len(r.items) - 1
	return n >= 0 && (r.items[n].kind == dateItem || r.items[n].kind == rangeItem) && r.items[n].to == i+1
}

func (r *reader) skipBack(i int) int {
	for last := i - 6; i > last && (r.isMark(i, ",", ":", "-", "(") || r.is(i, filler)); {
		i--
	}
	return i
}

// bareHour reports whether a number without minutes may be an hour in view of
// what follows it.
func (r *reader) bareHour(w wallTime, next int) bool {
	t := r.at(next)
	if next >= len(r.terms) || t.end {
		return w.hour >= 1 && w.hour <= 12
	}
	switch t.class {
	case unit, counted, length, course, month, number, ordinal, place, numberWord:
		return false
	case mark:
		return w.hour >= 1 && w.hour <= 12 && t.text != "/" && t.text != "%" && t.text != "#"
	case noClass:
		return w.hour >= 1 && w.hour <= 12 && !t.caps
	}
	return w.hour >= 1 && w.hour <= 12
}

// zoneAfter reads the name of a zone after a time.
func (r *reader) zoneAfter(c *clockRange, j int) int {
	k := j
	if r.isMark(k, "(", ",") {
		k++
	}
	if !r.is(k, zone) {
		return j
	}
	c.zone = zones[r.terms[k].n].id
	if r.isMark(j, "(") && r.isMark(k+1, ")") {
		k++
	}
	return k + 1
}

// shareHalf gives an unmarked time the mark of a later one: "9:30 and 11 am".
func shareHalf(list []clockRange) {
	for i := len(list) - 2; i >= 0; i-- {
		a, b := &list[i], list[i+1]
		if a.marked() || !b.marked() || a.start.full || b.start.named || b.hasEnd && b.start.half == 0 {
			continue
		}
		a.start.half = b.start.half
		if a.hasEnd {
			a.end.half = b.start.half
		}
	}
}

func (c clockRange) marked() bool { return c.start.half > 0 || c.hasEnd && c.end.half > 0 }
