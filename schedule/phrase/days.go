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

// recur reports whether the words themselves say that the days come again.
func (d days) recur() bool { return d.plural || d.every || d.nth() }

// weekdays reads weekdays with all that belongs to them: "every other
// Tuesday", "1st and 3rd Thursdays", "Monday through Friday evenings".
func (r *reader) weekdays(i int) (item, int) {
	if r.is(i, filler) && r.dateAfter(r.skipFiller(i)) {
		return item{}, i // "is Monday, April 8" is a date
	}
	d := days{part: -1}
	j := r.dayPrefix(i, &d)
	count := 0
	if j == i {
		count, j = r.daysCounted(i)
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
	d.bare = d.every && d.oneOrdinal()
	return item{kind: dayItem, days: d, n: count}, j
}

// daysCounted reads the number of "ten Wednesdays".
func (r *reader) daysCounted(i int) (count, next int) {
	n, k := r.small(i)
	if n < 2 || !r.is(k, weekday) || i > 0 && !r.at(i).gap {
		return 0, i
	}
	if r.terms[k].n >= plural || r.lang == spanish && r.is(i, numberWord) && r.sentenceAt(i) {
		return n, k
	}
	return 0, i
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
