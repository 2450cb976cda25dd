package phrase

import "math/bits"

// Months with a year, such as "in April and May 2024", are the first and the
// last month of a schedule rather than months of every year.

// monthsOfYear reads months without days: "June-August", "in Jun, Jul and
// August", "April and May 2024", "Sept. 2024 - May 2025".
func (r *reader) monthsOfYear(i int) (item, int) {
	if !r.is(i, month) || r.dayAfter(i) {
		return item{}, i
	}
	n := r.terms[i].n
	it := item{kind: monthItem, months: 1 << n, n: n, last: n}
	var year, lastYear partialDate
	j := r.yearOfMonth(i+1, &year)
	if k := j + 1; (r.isMark(j, "-") || r.is(j, to) || r.is(j, until)) && r.is(k, month) && !r.dayAfter(k) {
		it.last = r.terms[k].n
		for m := n; m != it.last; m = m%12 + 1 {
			it.months |= 1 << m
		}
		it.months |= 1 << it.last
		j = r.yearOfMonth(k+1, &lastYear)
		it.setYears(year.year, lastYear.year, true)
		return it, j
	}
	lastYear = year
	for last := i + 48; j < last; {
		k := r.joined(j, ",", "/")
		if k == j || !r.is(k, month) || r.dayAfter(k) || r.is(k+1, ordinal) {
			break
		}
		it.last, it.months = r.terms[k].n, it.months|1<<r.terms[k].n
		j = r.yearOfMonth(k+1, &lastYear)
	}
	it.setYears(year.year, lastYear.year, false)
	return it, j
}

// yearOfMonth reads the year after a month: "June 2025", "mayo de 2024".
func (r *reader) yearOfMonth(i int, d *partialDate) int {
	j := r.yearAfter(i, d)
	if t := r.at(i); j == i && r.isYear(t) && !t.end && r.isMark(i+1, ":") && r.at(i+2).gap {
		d.year, j = t.n, i+1 // "(June 2024: 7 pm)"
	}
	if j > i && r.isMark(j, "-") && r.is(j+1, number) && !r.isYear(r.at(j+1)) {
		d.year = 0
		return i
	}
	return j
}

// setYears gives the first and the last month their years; one that is not
// written follows from the other. What cannot be put in order is not
// understood.
func (it *item) setYears(first, last int, ranged bool) {
	if first == 0 && last == 0 {
		return
	}
	if last == 0 || !ranged && last == first && it.last < it.n {
		last = first
		if it.last < it.n {
			last++
		}
	}
	if first == 0 {
		first = last
		if it.last < it.n {
			first--
		}
	}
	it.list = []int{first, last}
	span := (last-first)*12 + it.last - it.n + 1
	if span < 1 || !ranged && it.gaps() && (span > 12 || it.last < it.n) {
		it.kind = strayItem
	}
}

// dated reports whether an item is of months with a year.
func (it item) dated() bool { return it.kind == monthItem && len(it.list) == 2 }

// gaps reports whether months with a year leave out some between the first and
// the last.
func (it item) gaps() bool {
	return (it.list[1]-it.list[0])*12+it.last-it.n+1 > bits.OnesCount16(it.months) && bits.OnesCount16(it.months) < 12
}

// placeDatedMonths makes months with a year the first and the last of the
// schedule, unless a word leads to them that says something else.
func (a *roles) placeDatedMonths(i int) {
	it := &a.items[i]
	before := a.skipBack(it.from - 1)
	switch {
	case a.is(before, noClass) && pastForm(a.at(before).text): // "founded in May 2010"
		it.gone = "a date of the past"
	case a.mode == nextOne, a.mode == also:
		it.kind = strayItem
	case i > 0 && a.items[i-1].kind == dateItem && a.items[i-1].to == it.from-1 && a.isMark(it.from-1, "-"):
		if date := &a.items[i-1]; len(date.dates) > 1 || date.gone != "" || date.used || it.n != it.last {
			it.kind = strayItem
		} else { // "Sept. 5, 2024 - June 2025"
			a.start, a.end = append(a.start, i-1), append(a.end, i)
			date.used, it.used = true, true
		}
	default:
		a.start, a.end = append(a.start, i), append(a.end, i)
		it.used = !it.gaps() // else they limit the rule as well
	}
}

// withoutMonths leaves out the dates of the rule in months with a year.
func (s *settler) withoutMonths(i int) {
	first, _ := s.firstDay(i)
	last, _ := s.lastDay(i, first)
	if s.parts.Frequency == 0 || first.IsZero() || last.IsZero() || last.DaysSince(first) > 366 {
		s.out.Without = append(s.out.Without, Without{Kind: WithoutEvent, Text: "a range of months"})
		s.note(Unheld, i, "these months could not be settled")
		return
	}
	for d := first; !d.After(last) && !d.IsZero(); d = d.AddDays(1) {
		if s.items[i].months&(1<<d.Month()) != 0 && s.fits(d) {
			s.cancel(d)
		}
	}
}

// pastForm reports whether a word says when something came about.
func pastForm(word string) bool {
	switch word {
	case "founded", "established", "est", "formed", "started", "since", "published", "updated", "revised", "fundado", "fundada", "desde":
		return true
	}
	return false
}
