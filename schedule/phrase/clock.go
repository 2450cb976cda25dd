package phrase

// A wallTime is a time of day as it is written.
type wallTime struct {
	hour, minute int
	half         int  // 1 am, 2 pm, 0 not said
	full         bool // on a 24-hour clock
	strong       bool // a time even without words around it
	bad          bool // no such time
	named        bool // noon or midnight
}

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
	for last := i + 4; i < last && (r.is(i, from) || r.is(i, at) || r.is(i, between) || r.is(i, until) && r.lang == spanish && r.at(i).text == "a"); {
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
	led := lead < i && (r.is(i-1, at) || r.is(i-1, from) || r.is(i-1, until)) || r.afterDays(i) && (r.endsLine(j) || r.timesFollow(j))
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

// wallTime reads one time of day.
func (r *reader) wallTime(i int) (wallTime, int) {
	t := r.at(i)
	switch {
	case i >= len(r.terms):
		return wallTime{}, i
	case t.class == noon:
		return wallTime{hour: 12, half: 2, strong: true, named: true}, i + 1
	case t.class == midnight:
		return wallTime{hour: 12, half: 1, strong: true, named: true}, i + 1
	case t.class == pastHour:
		return r.pastTheHour(i)
	case t.class == numberWord:
		return r.spokenTime(i)
	case t.class != number || t.width > 4 || r.isMark(i-1, "$", "#"):
		return wallTime{}, i
	}
	w, j := wallTime{hour: t.n}, i+1
	switch {
	case t.width >= 3:
		w.hour, w.minute = t.n/100, t.n%100
		if !r.military(j) && !r.militaryRange(i) && !(r.isMark(j, "-") && r.is(j+1, number) && (r.at(j+1).width == t.width || t.width == 3) && r.military(j+2)) {
			return wallTime{}, i
		}
		w.full = t.width == 4 && !r.is(j, ampm) && !r.isLetterHalf(j) && !(r.isMark(j, "-") && r.is(j+2, ampm))
		w.strong = w.full
	case r.minutes(j):
		w.minute, w.strong = r.terms[j+1].n, true
		w.full = t.width == 2 && t.n < 10
		j += 2
		if r.isMark(j, ":") && !r.at(j).gap && r.is(j+1, number) {
			j += 2 // seconds
		}
	}
	w, j = r.timeEnding(w, j)
	if !w.strong && (w.hour > 23 || w.hour == 0) {
		return wallTime{}, i
	}
	return w, j
}

// military reports whether what follows digits makes them a time: "1900
// hours", "630pm".
func (r *reader) military(j int) bool {
	return r.is(j, hours) || r.at(j).text == "hours" && r.at(j-1).width == 4 || r.is(j, ampm) || r.isLetterHalf(j)
}

// militaryRange reports whether the digits at i are one end of a range of
// hours right after weekdays: "Thursdays 1900-2030".
func (r *reader) militaryRange(i int) bool {
	if r.isMark(i-1, "-") && r.is(i-2, number) {
		i -= 2
	}
	return r.at(i).width == 4 && r.isMark(i+1, "-") && r.at(i+2).width == 4 && r.at(i).n < 2400 && r.at(i+2).n <= 2400 && r.afterDays(i)
}

// minutes reports whether a separator and two digits stand at i.
func (r *reader) minutes(i int) bool {
	m := r.at(i + 1)
	if m.class != number || m.width != 2 || m.gap || r.at(i).gap {
		return false
	}
	if r.isMark(i, ":") {
		return true
	}
	if !r.isMark(i, ".") || m.n > 59 {
		return false
	}
	k := i + 2
	if n := r.at(i - 1).n; r.ctx.Language == "en-GB" || n > 12 && n < 24 || r.isMark(i-2, "-") {
		return true
	}
	return r.is(k, ampm) || r.is(k, hours) || r.isMark(k, "-") && !r.isMark(k+1, ".") || r.ctx.DayFirst || r.lang == spanish || r.isLetterHalf(k)
}

// spokenTime reads "seven o'clock" and "las siete y media".
func (r *reader) spokenTime(i int) (wallTime, int) {
	w, j := wallTime{hour: r.terms[i].n}, i+1
	if r.is(j, half) {
		w.minute, w.strong = r.terms[j].n, true
		j++
	}
	w, next := r.timeEnding(w, j)
	ends := r.is(i-1, to) && (r.is(i-2, noon) || r.is(i-2, ampm))
	if w.hour > 12 || !w.strong && !r.is(i-1, at) && !r.is(i-1, until) && !r.is(i-1, from) && !ends {
		return wallTime{}, i
	}
	return w, next
}

// pastTheHour reads "half past six" and "a quarter to 7".
func (r *reader) pastTheHour(i int) (wallTime, int) {
	n, j := r.small(i + 1)
	if n < 1 || n > 12 {
		return wallTime{}, i
	}
	w := wallTime{hour: n, minute: r.terms[i].n, strong: true}
	if w.minute < 0 {
		w.hour, w.minute = (n+10)%12+1, 60+w.minute
	}
	return r.timeEnding(w, j)
}

// timeEnding reads what may follow the digits of a time.
func (r *reader) timeEnding(w wallTime, j int) (wallTime, int) {
	if r.at(j).text == "ish" && j < len(r.terms) { // "6ish pm", "7-ish"
		j++
	} else if r.isMark(j, "-") && r.at(j+1).text == "ish" {
		j += 2
	}
	if r.is(j, half) {
		w.minute, w.strong = r.terms[j].n, true
		j++
	}
	if r.is(j, oclock) || r.is(j, hours) {
		w.full = w.full || r.is(j, hours)
		w.strong = true
		j++
		if r.is(j, number) && !r.at(j).gap && r.at(j).width == 2 && w.full { // 18h30
			w.minute = r.terms[j].n
			j++
		}
	} else if r.at(j).text == "hours" && w.hour*100+w.minute >= 100 && w.full {
		w.strong = true
		j++
	}
	switch {
	case r.is(j, ampm):
		w.half, w.strong = 1+r.terms[j].n, true
		j++
	case r.isLetterHalf(j):
		w.half, w.strong = 1, true
		if r.at(j).text == "p" {
			w.half = 2
		}
		j++
	case r.is(j, part) && r.lang == spanish && r.at(j).text == "de":
		j++
	}
	if r.is(j, noon) && w.hour == 12 {
		w.half, w.strong, j = 2, true, j+1
	} else if r.is(j, midnight) && w.hour == 12 {
		w.half, w.strong, j = 1, true, j+1
	}
	if w.hour > 12 || w.hour == 0 && w.strong {
		w.full, w.strong = true, w.strong || w.full
	}
	w.bad = w.strong && (w.hour > 24 || w.minute > 59 || w.hour == 24 && w.minute > 0)
	return w, j
}

// isLetterHalf reports whether the letter a or p follows a number directly.
func (r *reader) isLetterHalf(j int) bool {
	t := r.at(j)
	return !t.gap && (t.text == "a" || t.text == "p") && j > 0 && r.is(j-1, number)
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
