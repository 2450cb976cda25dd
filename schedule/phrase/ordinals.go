package phrase

import "github.com/withinreach/withinreach/schedule"

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

// oneOrdinal reports whether the days have one ordinal, the second or a later
// one, so that "every" before it can mean every n weeks.
func (d days) oneOrdinal() bool {
	first := d.set[0].N
	for _, n := range d.set {
		if n.N != first {
			return false
		}
	}
	return first >= 2
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

// either reports whether one of the terms from i to k is "or".
func (r *reader) either(i, k int) bool {
	for ; i < k; i++ {
		if t := r.at(i).text; t == "or" || t == "o" || t == "u" {
			return true
		}
	}
	return false
}
