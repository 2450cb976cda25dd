package phrase

// A partialDate is a date as it is written, perhaps without a year.
type partialDate struct {
	year, month, day int
	weekday          int // 0 to 6; -1 where none is written
	swappable        bool
	byLanguage       bool // only the language says that the day comes first
	span             Span
}

// date reads dates: "Tuesday, Oct. 11", "6/8/2022", "March 5, 12 and 19",
// "Nov 1-19", "23 de octubre".
func (r *reader) date(i int) (item, int) {
	it, next := r.dateList(i)
	for n := len(it.dates) - 2; n >= 0; n-- { // "Oct 5, Nov 2 and Dec 7, 2022"
		d, later := &it.dates[n], it.dates[n+1]
		if d.year == 0 && later.year > 0 {
			d.year = later.year
			if later.before(*d) {
				d.year--
			}
		}
	}
	return it, next
}

func (r *reader) dateList(i int) (item, int) {
	first, j := r.oneDate(i)
	if j == i {
		return r.monthLast(i)
	}
	it := item{kind: dateItem, dates: []partialDate{first}}
	if k := j; r.isMark(k, "-") || r.is(k, to) || r.is(k, until) && r.at(k).text != "a" { // "a las 11" is a time
		if last, next := r.dateOrDay(k+1, first); next > k+1 {
			if first.weekday >= 0 && last.weekday < 0 && !r.negative() {
				return item{}, i // the weekday is that of all dates: "Mon 2/5-3/25"
			}
			it.kind, it.dates = rangeItem, append(it.dates, last)
			return it, next
		}
	}
	for {
		k := r.joined(j, ",", "/")
		if k == j && r.is(j, month) && !r.at(j).end || r.isMark(j, "*") {
			k = r.skipMarks(j) // "January 11 February 8"
		} else if k == j {
			break
		}
		more, next := r.dateOrDay(k, it.dates[len(it.dates)-1])
		if next == k {
			break
		}
		it.dates, j = append(it.dates, more), next
	}
	return it, j
}

// monthLast reads days with the month after the last one: "4th, 11th and 18th
// July".
func (r *reader) monthLast(i int) (item, int) {
	if k := i + 1; r.isDay(i) && (r.isMark(k, "-") || r.is(k, to) || r.is(k, until)) && !r.isMark(i-1, ":", "-") {
		if last, next := r.plainDate(k + 1); next > k+1 && last.day == r.terms[k+1].n && r.terms[k+1].class != month {
			first := last
			first.day = r.terms[i].n
			return item{kind: rangeItem, dates: []partialDate{first, last}}, next // "4 to 8 March"
		}
	}
	it := item{kind: dateItem}
	for j := i; len(it.dates) < 12; {
		d := partialDate{weekday: -1}
		if r.is(j, weekday) && r.terms[j].n < plural { // "Sat 9th and Sun 10th November"
			d.weekday, j = r.terms[j].n, r.skipSmall(j+1)
		}
		if !r.isDay(j) {
			return item{}, i
		}
		d.day, d.span = r.terms[j].n, r.terms[j].span
		it.dates = append(it.dates, d)
		k := r.joined(j+1, ",", "/")
		if k > j+1 {
			j = k
			continue
		}
		last, next := r.plainDate(j)
		if next == j || last.day != r.terms[j].n || len(it.dates) < 2 || !r.is(j+1, month) && !r.is(j+2, month) {
			return item{}, i
		}
		for n := range it.dates {
			it.dates[n].month, it.dates[n].year = last.month, last.year
		}
		return it, next
	}
	return item{}, i
}

// negative reports whether the sentence so far says what does not take place,
// or until when something has to be done.
func (r *reader) negative() bool {
	for k := len(r.items) - 1; k >= max(len(r.items)-16, 0) && r.items[k].sentence == r.sentence; k-- {
		if r.items[k].isCue(except, shut, cancelled, deadline, office, movedFrom) {
			return true
		}
	}
	return false
}

func (r *reader) skipMarks(i int) int {
	for last := i + 4; i < last && r.isMark(i, "*"); {
		i++
	}
	return i
}

// dateAt reports whether a date begins at i, by its first terms.
func (r *reader) dateAt(i int) bool {
	if _, j := r.plainDate(i); j > i {
		return true
	}
	_, j := r.monthLast(i)
	return j > i
}

// oneDate reads a date with its weekday, if there is one.
func (r *reader) oneDate(i int) (partialDate, int) {
	j := i
	wd := -1
	if r.is(i, weekday) && r.terms[i].n < plural || r.is(i, weekday) && r.lang == spanish && r.at(i).text == "el" {
		wd = r.terms[i].n % plural
		j = r.skipSmall(i + 1)
	}
	d, next := r.plainDate(j)
	if next == j {
		return d, i
	}
	d.weekday = wd
	if wd < 0 && r.isMark(next, "(") && r.is(next+1, weekday) && r.isMark(next+2, ")") {
		d.weekday, next = r.terms[next+1].n%plural, next+3
	}
	d.span = Span{r.terms[i].span.From, r.terms[next-1].span.To}
	return d, next
}

// dateOrDay reads a date or, after one, only its day: "March 5, 12".
func (r *reader) dateOrDay(i int, before partialDate) (partialDate, int) {
	if r.at(i).end {
		return partialDate{}, i
	}
	if d, next := r.oneDate(i); next > i {
		return d, next
	}
	t := r.at(i)
	if t.class != number && !(t.class == ordinal && t.digits) || t.width > 2 || t.n < 1 || t.n > 31 {
		return partialDate{}, i
	}
	switch r.at(i + 1).class {
	case unit, length, counted, weekday, numberWord, oclock:
		return partialDate{}, i
	}
	if r.clockHere(i) {
		return partialDate{}, i
	}
	if k := r.rangeSign(i, i+1); t.n <= 12 && k > i+1 && (r.isMark(i+1, "-") || r.is(i+1, to)) && r.is(k, number) {
		return partialDate{}, i
	}
	d := partialDate{month: before.month, day: t.n, weekday: -1, span: t.span}
	next := r.yearAfter(i+1, &d)
	return d, next
}

// plainDate reads a date without a weekday.
func (r *reader) plainDate(i int) (partialDate, int) {
	t := r.at(i)
	switch {
	case i >= len(r.terms):
	case t.class == month:
		if n := r.at(i + 1); r.isDay(i+1) && !n.end && !r.hourAfter(i) {
			d := partialDate{month: t.n, day: n.n, weekday: -1}
			return d, r.yearAfter(i+2, &d)
		} else if n.class == number && n.width <= 2 && n.n > 31 && !n.end && r.bareHour(wallTime{hour: 1}, i+2) {
			d := partialDate{month: t.n, day: n.n, weekday: -1}
			return d, r.yearAfter(i+2, &d) // "June 45", which resolve finds out
		}
	case t.class == number && t.width == 4:
		return r.isoDateAt(i)
	case t.class == number && t.width == 2 && t.n > 31 && r.is(i+1, from) && r.is(i+2, month) && r.dateCue(i-1):
		d := partialDate{month: r.at(i + 2).n, day: t.n, weekday: -1}
		return d, r.yearAfter(i+3, &d) // "32 de enero", likewise
	case r.isDay(i):
		if d, next := r.numericDate(i); next > i {
			return d, next
		}
		j := i + 1
		for j < i+4 && (r.is(j, filler) && r.at(j).text == "of" || r.is(j, from) && r.lang == spanish) {
			j++
		}
		minutes := r.isMark(i-1, ":") && !t.gap
		owns := t.class == ordinal || j > i+1 || r.lang == spanish || !r.isDay(j+1) // the month: else it has a day after it
		if r.is(j, month) && !r.at(j).end && owns && !minutes {
			d := partialDate{month: r.terms[j].n, day: t.n, weekday: -1}
			return d, r.yearAfter(j+1, &d)
		}
	}
	return partialDate{}, i
}

// isDay reports whether the term at i can be a day of a month.
func (r *reader) isDay(i int) bool {
	t := r.at(i)
	return (t.class == number || t.class == ordinal && t.digits) && t.width <= 2 && t.n >= 1 && t.n <= 31
}

// yearAfter reads the year after a date.
func (r *reader) yearAfter(i int, d *partialDate) int {
	j := i
	for j < i+3 && (r.isMark(j, ",") || r.is(j, from) && r.lang == spanish) {
		j++
	}
	iso := r.isMark(j+1, "-") && r.is(j+2, number) && r.isMark(j+3, "-")
	other := iso || r.isMark(j+1, ":") || r.is(j+1, place) || r.is(j+1, ampm) || r.is(j+1, hours)
	if t := r.at(j); r.isYear(t) && !t.end && !other {
		d.year = t.n
		return j + 1
	}
	return i
}
