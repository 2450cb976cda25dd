package phrase

import "github.com/withinreach/withinreach/schedule"

// numericDate reads 6/8, 6/8/22, 6/8/2022 and 6-8-2022. The day comes first
// where the context or the language says so, or where nothing else is a date.
// One that is no day, such as 13/45/2027, is read as well if it has a year or
// stands after a word such as "starting": to drop it would hide a mistake.
func (r *reader) numericDate(i int) (partialDate, int) {
	sign := r.at(i + 1).text
	whole := false // with its year
	if sign != "/" && sign != "-" && sign != "." || r.at(i+2).class != number || r.at(i+2).gap || r.at(i+1).gap {
		return partialDate{}, i
	}
	a, b, j := r.terms[i].n, r.at(i+2).n, i+3
	d := partialDate{weekday: -1}
	if y := r.at(i + 4); r.isMark(j, sign) && y.class == number && !y.gap && (y.width == 4 && r.isYear(y) || y.width == 2 && sign == "/") {
		d.year, j, whole = y.n, j+2, true
		if y.width == 2 {
			d.year += 2000
		}
	} else if sign != "/" || r.at(i+2).width > 2 || r.is(j, place) || r.is(j, length) || r.isMark(j, "/") {
		return partialDate{}, i
	}
	dayFirst := r.ctx.DayFirst || r.lang.dayFirst || r.ctx.Language == "en-GB"
	d.month, d.day = a, b
	d.swappable = a <= 12 && b <= 12 && a != b
	d.byLanguage = d.swappable && r.lang.dayFirst && !r.ctx.DayFirst
	if dayFirst && b <= 12 || a > 12 && b <= 12 {
		d.month, d.day = b, a
	}
	if bad := d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31; bad && !whole && !r.dateCue(i-1) {
		return partialDate{}, i
	}
	return d, j
}

// isoDateAt reads 2022-06-08.
func (r *reader) isoDateAt(i int) (partialDate, int) {
	m, d := r.at(i+2), r.at(i+4)
	if !r.isMark(i+1, "-") || !r.isMark(i+3, "-") || m.class != number || d.class != number || m.width != 2 || d.width != 2 || m.gap || d.gap {
		return partialDate{}, i
	}
	return partialDate{year: r.terms[i].n, month: m.n, day: d.n, weekday: -1}, i + 5
}

// dateCue reports whether the term at i leads to a date.
func (r *reader) dateCue(i int) bool {
	switch r.skipBackTo(i).class {
	case starting, firstOne, ending, lastOne, until, except, nextOne, also:
		return true
	}
	return false
}

// skipBackTo returns the term at i, or the one before it if that has no
// weight.
func (r *reader) skipBackTo(i int) term {
	for last := i - 3; i > last && (r.is(i, filler) || r.isMark(i, ":", "-", ",")); {
		i--
	}
	return r.at(i)
}

// isYear reports whether a term is a year that a Date can have.
func (r *reader) isYear(t term) bool {
	return t.class == number && t.width == 4 && t.n >= schedule.MinYear && t.n <= schedule.MaxYear
}
