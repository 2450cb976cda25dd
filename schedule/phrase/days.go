package phrase

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// days are the weekdays of an item and what is said right beside them.
type days struct {
	set      []schedule.NthDay // N is 0 where no ordinal is given
	plural   bool
	interval int  // n of "every other"; of a count: its unit
	every    bool // "every", "each"
	vague    bool // "some", "most"
	relative bool // "next Tuesday"
	bare     bool // an ordinal after "every", as in "every third Thursday"
	dashed   bool // a dash between ordinals
	either   bool // "or" between weekdays
	part     int  // of the day: 0 morning to 3 night, -1 not said
}

func (d days) has(day time.Weekday) bool {
	for _, n := range d.set {
		if n.Day == day {
			return true
		}
	}
	return false
}

func (d days) nth() bool { return len(d.set) > 0 && d.set[0].N != 0 }

// weekdays reads weekdays with all that belongs to them: "every other
// Tuesday", "1st and 3rd Thursdays", "Monday through Friday evenings".
func (r *reader) weekdays(i int) (item, int) {
	if r.is(i, filler) && r.dateAfter(r.skipFiller(i)) {
		return item{}, i // "is Monday, April 8" is a date
	}
	d := days{part: -1}
	j := r.dayPrefix(i, &d)
	var count int
	if n, k := r.small(j); n > 1 && r.is(k, weekday) && (r.terms[k].n >= plural || r.lang == spanish && r.is(j, numberWord) && r.sentenceAt(i)) && j == i && (i == 0 || r.at(i).gap) {
		count, j = n, k // "ten Wednesdays"
	}
	j = r.dayGroup(j, &d)
	if len(d.set) == 0 {
		return item{}, i
	}
	for { // "1st Monday and 3rd Thursday"
		k := r.joined(j, ",")
		if k == j || r.at(k).end {
			break
		}
		next := days{part: -1}
		after := r.dayGroup(k, &next)
		if len(next.set) == 0 || next.nth() != d.nth() || next.dashed || r.dateAt(k) || r.dateAfter(after-1) {
			break
		}
		d.set, j = append(d.set, next.set...), after
	}
	if !d.nth() {
		j = r.ordinalsAfter(j, &d)
	}
	if r.is(j, part) {
		d.part, j = r.terms[j].n, j+1
	} else if r.is(j, filler) && r.is(j+1, part) {
		d.part, j = r.terms[j+1].n, j+2
	}
	d.bare = d.every && r.bareOrdinal(d)
	return item{kind: dayItem, days: d, n: count}, j
}

func (r *reader) skipFiller(i int) int {
	for last := i + 4; i < last && r.is(i, filler); {
		i++
	}
	return i
}

// sentenceAt reports whether the term at i begins a sentence or follows a mark.
func (r *reader) sentenceAt(i int) bool { return i == 0 || r.at(i).end || r.is(i-1, mark) }

// dayPrefix reads "every", "every other", "most", "next".
func (r *reader) dayPrefix(i int, d *days) int {
	for last := i + 8; i < last; i++ {
		switch {
		case r.is(i, every):
			d.every = true
		case r.is(i, everyOther):
			d.interval = r.terms[i].n
		case r.is(i, vague):
			d.vague = true
		case r.is(i, relative), r.is(i, nextOne) && r.at(i).text == "next":
			d.relative = true
		case r.is(i, filler) && (d.every || d.vague || d.interval > 0):
		default:
			return i
		}
	}
	return i
}

// bareOrdinal reports whether "every" and the ordinal can mean every n weeks.
func (r *reader) bareOrdinal(d days) bool {
	first := d.set[0].N
	for _, n := range d.set {
		if n.N != first {
			return false
		}
	}
	return first >= 2
}

// dayGroup reads ordinals, if any, and the weekdays they belong to.
func (r *reader) dayGroup(i int, d *days) int {
	for last := i + 4; i < last && r.is(i, filler); {
		d.relative = d.relative || r.at(i).text == "proximo"
		i++
	}
	nth, j := r.ordinals(i, &d.dashed)
	for len(nth) > 0 && (r.is(j, filler) || r.is(j, part) || r.is(j, every)) && j < i+12 {
		j++
	}
	list, next := r.weekdayList(j, d)
	if len(list) == 0 && len(nth) > 0 && r.ctx.HasWeekday && r.closed(j) {
		list, next = []time.Weekday{r.ctx.Weekday}, j
	}
	if day, ok := r.leftDay(i); ok && len(list) == 0 && len(nth) > 0 && (r.closed(j) || r.is(j, only)) {
		list, next = []time.Weekday{day}, j
	}
	if len(list) == 0 {
		return i
	}
	d.dashed = d.dashed || len(nth) > 0 && r.either(j, next)
	for _, day := range list {
		if len(nth) == 0 {
			d.set = append(d.set, schedule.NthDay{Day: day})
		}
		for _, n := range nth {
			d.set = append(d.set, schedule.NthDay{N: n, Day: day})
		}
	}
	return next
}

// closed reports whether what stands at i cannot be what an ordinal counts.
func (r *reader) closed(i int) bool {
	t := r.at(i)
	switch t.class {
	case mark, monthly, at, from, number, noon, starting, except:
		return true
	}
	return i >= len(r.terms) || t.end
}

// ordinals reads "1st, 3rd & 5th", "second and last".
func (r *reader) ordinals(i int, dashed *bool) (list []int, next int) {
	next = i
	for j := i; r.is(j, ordinal); {
		n := r.terms[j].n
		if n > 5 || n == 0 || len(list) > 10 {
			return nil, i
		}
		list, next = append(list, n), j+1
		k := r.joined(next, ",", "/", "-")
		if k == next && r.is(next, ordinal) && !r.at(next).gap {
			k = next // "1st1st": nobody knows
			*dashed = true
		}
		if r.is(k, ordinal) && (r.isMark(next, "-") || r.either(next, k) || r.isMark(next, "/") && r.isMark(k-1, "-")) {
			*dashed = true
		}
		j = k
	}
	return list, next
}

// either reports whether one of the terms from i to k is "or".
func (r *reader) either(i, k int) bool {
	for ; i < k; i++ {
		if t := r.at(i).text; t == "or" || t == "o" || t == "u" {
			return true
		}
	}
	return false
}

// weekdayList reads "Tuesdays, Wednesdays and Fridays" and "Monday - Friday".
func (r *reader) weekdayList(i int, d *days) (list []time.Weekday, next int) {
	if r.is(i, weekdaySet) {
		for day := range 7 {
			if r.terms[i].n&(1<<day) != 0 {
				list = append(list, time.Weekday(day))
			}
		}
		d.plural = true
		d.part = max(d.part, r.terms[i].n>>partShift-1)
		return list, i + 1
	}
	if !r.is(i, weekday) {
		return nil, i
	}
	list, next = r.addWeekday(list, i, d)
	dashes := 0
	for !r.at(next).end && next < i+40 {
		if k := next; (r.isMark(k, "-") || r.is(k, to) || r.is(k, until)) && r.is(k+1, weekday) && !r.moved(i) {
			dashes++
			if dashes == 1 && !r.isMark(k+2, "-") {
				last := time.Weekday(r.terms[k+1].n % plural)
				for day := (list[len(list)-1] + 1) % 7; day != last; day = (day + 1) % 7 {
					list = append(list, day)
				}
			}
			list, next = r.addWeekday(list, k+1, d)
			continue
		}
		k := r.joined(next, ",", "/")
		for r.is(k, every) {
			k++
		}
		if k == next || !r.is(k, weekday) || r.dateAfter(k) && !r.rangeAfter(k) {
			break
		}
		d.either = d.either || r.either(next, k)
		list, next = r.addWeekday(list, k, d)
	}
	return list, next
}

func (r *reader) addWeekday(list []time.Weekday, i int, d *days) ([]time.Weekday, int) {
	n := r.terms[i].n
	d.plural = d.plural || n >= plural
	day := time.Weekday(n % plural)
	for _, have := range list {
		if have == day {
			return list, i + 1
		}
	}
	return append(list, day), i + 1
}

// moved reports whether the weekday at i is one of the past: "moved from
// Tuesdays to Wednesdays".
func (r *reader) moved(i int) bool {
	return r.is(i-1, movedFrom) || r.is(i-1, filler) && r.is(i-2, movedFrom)
}

// dateAfter reports whether the weekday at i belongs to a date: "Thursday,
// March 5". A plural does not.
func (r *reader) dateAfter(i int) bool {
	return r.is(i, weekday) && r.terms[i].n < plural && r.dateAt(r.skipSmall(i+1))
}

// rangeAfter reports whether the weekday at i is followed by a range of dates,
// so that it is one of its weekdays: "Tues & Thurs 10/1 - 11/7".
func (r *reader) rangeAfter(i int) bool {
	d, j := r.plainDate(r.skipSmall(i + 1))
	if !r.isMark(j, "-") && !r.is(j, to) && !r.is(j, until) {
		return false
	}
	last, next := r.dateOrDay(j+1, d)
	return next > j+1 && last.weekday < 0 && !r.negative()
}

// skipSmall skips what may stand between a weekday and its date.
func (r *reader) skipSmall(i int) int {
	for j := i; j < i+3; j++ {
		if !r.isMark(j, ",") && !(r.is(j, filler) && r.at(j).text != "-" && r.at(j).text != "in") || r.at(j).end {
			return j
		}
	}
	return i
}

// ordinalsAfter reads the ordinals behind a weekday: "Wednesdays (2nd and
// 4th)", "miércoles 2º y 4º".
func (r *reader) ordinalsAfter(i int, d *days) int {
	j := i
	for j < i+4 && (r.isMark(j, "(", ",", "-") || r.is(j, filler)) && !r.at(j).end {
		j++
	}
	dashed := false
	nth, next := r.ordinals(j, &dashed)
	switch {
	case len(nth) == 0 || dashed, r.is(next, weekday), r.is(next, weekdaySet), r.is(next, month),
		len(nth) == 1 && !(r.isMark(j-1, "(") && r.isMark(next, ")")) && !r.is(next, monthly),
		r.is(next, place), r.is(next, unit):
		return i
	}
	if r.isMark(j-1, "(") && r.isMark(next, ")") {
		next++
	}
	var set []schedule.NthDay
	for _, day := range d.set {
		for _, n := range nth {
			set = append(set, schedule.NthDay{N: n, Day: day.Day})
		}
	}
	d.set = set
	return next
}

// lateOrdinals reads ordinals in parentheses after the time of the weekday that
// they count: "Wed 7 pm (1st & 3rd only)".
func (r *reader) lateOrdinals(i int) (item, int) {
	if !r.isMark(i, "(") || !r.is(i+1, ordinal) {
		return item{}, i
	}
	dashed := false
	nth, j := r.ordinals(i+1, &dashed)
	if r.is(j, only) || r.is(j, monthly) {
		j++
	}
	if len(nth) == 0 || dashed || !r.isMark(j, ")") {
		return item{}, i
	}
	for k := len(r.items) - 1; k >= max(len(r.items)-2, 0); k-- {
		it := &r.items[k]
		if it.sentence != r.sentence || it.kind != dayItem && it.kind != timeItem {
			break
		}
		if it.kind == dayItem && len(it.days.set) == 1 && !it.days.nth() && it.days.interval == 0 {
			day := it.days.set[0].Day
			it.days.set = nil
			for _, n := range nth {
				it.days.set = append(it.days.set, schedule.NthDay{N: n, Day: day})
			}
			it.list = append(it.list, len(r.items))
			return item{kind: cue, class: only}, j + 1
		}
	}
	return item{}, i
}
