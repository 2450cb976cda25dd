package phrase

import "slices"

// monthDays reads days of every month: "1st and 15th of the month", "el 15 de
// cada mes", "last day of the month", "monthly on the 15th".
func (r *reader) monthDays(i int) (item, int) {
	list, j := r.dayNumbers(i)
	if len(list) == 0 {
		return item{}, i
	}
	k := j
	if r.is(k, filler) && r.is(k+1, monthly) {
		k++
	}
	if _, left := r.leftDay(i); left && r.is(i, ordinal) && slices.Min(list) >= 1 && slices.Max(list) <= 5 {
		return item{}, i // "Tuesdays, except the first of the month"
	}
	if r.is(k, monthly) {
		switch r.at(k).text {
		case "of", "in", "de", "del", "each", "every", "cada", "monthly":
			return item{kind: mdayItem, list: list, n: r.terms[k].n}, k + 1
		}
	}
	if n, ok := r.everyMonth(i, list); ok && (r.closed(j) || r.is(j, until)) {
		return item{kind: mdayItem, list: list, n: n}, j
	}
	return item{}, i
}

// dayNumbers reads the list "1st and 15th", "1 y 15", "last day".
func (r *reader) dayNumbers(i int) (list []int, next int) {
	for j := i; len(list) < 12; {
		t := r.at(j)
		switch {
		case t.class == ordinal && t.n == -1 && r.at(j+1).class == unit && r.at(j+1).n == 3:
			list, j = append(list, -1), j+2
		case t.class == ordinal && t.n >= 1 && t.n <= 31,
			t.class == number && (r.lang == spanish || r.at(j-1).text == "day") && r.isDay(j) && !(len(list) > 0 && r.clockHere(j)):
			list, j = append(list, t.n), j+1
			if r.at(j).class == unit && r.at(j).n == 3 {
				j++
			}
		default:
			return list, next
		}
		next = j
		k := r.joined(j, ",", "/")
		if k == j {
			break
		}
		j = k
	}
	return list, next
}

// everyMonth reports whether days of a month that stand alone are those of
// every month, or every n months: the word before them says so, as in "monthly
// on the 15th", or there are two of them half a month apart.
func (r *reader) everyMonth(i int, list []int) (n int, ok bool) {
	if !r.at(i).digits && !r.is(i, number) || !r.dayArticle(i) {
		return 0, false
	}
	k := len(r.items) - 1
	for k > 0 && (r.items[k].isCue(unit) || r.items[k].isCue(meeting)) { // "monthly meeting on the 9th", "mensual, el día 15"
		k--
	}
	weeks := slices.Max(list) <= 5 && (len(list) > 1 || r.ctx.HasWeekday || r.anyDays()) // they may count weekdays
	if k >= 0 && !weeks && r.items[k].isCue(monthly) && r.items[k].sentence == r.sentence && i-r.items[k].to <= 4 {
		return r.items[k].n, true
	}
	for _, it := range r.items {
		if it.kind != cue && it.kind != refuseItem && it.kind != timeItem {
			return 0, false
		}
	}
	apart := list[len(list)-1] - list[0]
	return 1, len(list) == 2 && apart >= 14 && apart <= 16
}

// anyDays reports whether weekdays were read so far, which ordinals can count.
func (r *reader) anyDays() bool {
	return slices.ContainsFunc(r.items, func(it item) bool { return it.kind == dayItem })
}

// dayArticle reports whether a word stands before the number at i that makes it
// a day: "the 15th", "on 1st", "el 15", "día 15".
func (r *reader) dayArticle(i int) bool {
	switch r.at(i - 1).text {
	case "the", "on", "el", "los", "dia", "dias", "each", "every", "day":
		return i > 0
	}
	return i == 0 || r.at(i).end
}
