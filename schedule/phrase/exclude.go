package phrase

import "time"

// noDay reads "no" or "not" right before a day: "no Wed", "not the 3rd
// Monday", "sin los lunes".
func (r *reader) noDay(i int) (item, int) {
	switch r.terms[i].text {
	case "no", "not", "never", "save", "omit", "sin", "nunca":
	case "off", "excluded", "excepted", "omitted", "cancelled", "canceled": // "Wednesdays off"
		if r.is(i-1, weekday) && (r.endsLine(i+1) || r.isMark(i+1, ")")) && len(r.items) > 1 {
			return item{kind: cue, class: except}, i + 1
		}
		return item{}, i
	case "but": // "every day but Sunday"
		if n := len(r.items) - 1; n < 0 || (r.items[n].kind != dayItem || r.items[n].to != i) && r.at(i-1).text != "days" {
			return item{}, i
		}
	default:
		return item{}, i
	}
	if r.terms[i].class == except {
		return item{}, i
	}
	if r.lang == spanish && r.is(i-1, weekday) && (r.endsLine(i+1) || r.isMark(i+1, ",", ")")) {
		return item{kind: cue, class: except}, i + 1 // "los miércoles no"
	}
	k := i + 1
	for last := k + 3; k < last && (r.is(k, filler) || r.is(k, every) || r.is(k, ordinal) && (r.is(k+1, weekday) || r.is(k+1, and))); {
		k++
	}
	switch r.at(k).class {
	case weekday, weekdaySet, event:
		return item{kind: cue, class: except}, i + 1
	case ordinal: // "not the 3rd"
		if k > i+1 && (r.isMark(k+1, ")", ",") || r.endsLine(k+1)) {
			return item{kind: cue, class: except}, i + 1
		}
	case month:
		if k == i+1 {
			return item{kind: cue, class: except}, i + 1
		}
	}
	return item{}, i
}

// shutDays leaves out the weekdays that are said to be closed: "Mon-Fri noon;
// closed Wed", "Wed: closed". Those of an office alone are hours of its own.
func (a *roles) shutDays(i int, follow bool) bool {
	if !follow {
		ends := a.at(a.items[i].to).end || a.items[i].to >= len(a.terms) || a.isMark(a.items[i].to, ",", ")", "/")
		return ends && a.leftDays(i-1)
	}
	if a.beside(i, i+2, timeItem) && a.items[i+2].depth == a.items[i].depth {
		return false
	}
	if a.building(i) && !a.otherDays(i+1, a.items[i].sentence) {
		return false
	}
	a.setMode(except, i)
	return true
}

// leftDays leaves out the weekdays of item k if a word such as "closed" or "no
// meeting" comes right after them and the text has other days.
func (a *roles) leftDays(k int) bool {
	if k < 0 || k+1 >= len(a.items) || a.items[k].kind != dayItem || a.items[k].gone != "" || a.items[k].used ||
		a.items[k].sentence != a.items[k+1].sentence || a.wordsBetween(k, k+1) > 0 || !a.otherDays(k, -1) {
		return false
	}
	a.except(k)
	return true
}

// otherDays reports whether there are weekdays besides those of item k, in one
// sentence or, if that is -1, anywhere near.
func (a *roles) otherDays(k, sentence int) bool {
	for n := max(k-64, 0); n < min(k+64, len(a.items)); n++ {
		if it := a.items[n]; n != k && it.kind == dayItem && it.gone == "" && !it.left && (sentence < 0 || it.sentence == sentence) {
			return true
		}
	}
	return false
}

// ownTime reports whether the weekdays of item i, which are left out, have a
// time of their own: "weekdays at noon except Wednesday at 1 pm".
func (a *roles) ownTime(i int) bool {
	k := i + 1
	for ; k < len(a.items) && k < i+3 && a.items[k].kind == cue; k++ {
	}
	if k >= len(a.items) || a.items[k].kind != timeItem || a.items[k].sentence != a.items[i].sentence || a.wordsBetween(i, k) > 4 {
		return false
	}
	for n := i - 1; n >= max(i-32, 0) && a.items[n].sentence == a.items[i].sentence; n-- {
		if a.items[n].kind == timeItem && a.items[n].gone == "" {
			return true
		}
	}
	return false
}

// holidayCase reports whether "if" at i begins the case of a holiday, such as
// "if Monday is a holiday, Tuesday".
func (r *reader) holidayCase(i int) bool {
	switch r.terms[i].text {
	case "if", "when", "should", "si", "cuando":
	default:
		return false
	}
	for k := i + 1; k < i+10 && k < len(r.terms) && !r.terms[k].end; k++ {
		if r.is(k, holiday) || r.is(k, event) {
			return true
		}
	}
	return false
}

// leftDay returns the weekday that ordinals count where an exception at i has
// none: "Tuesdays (except the 2nd)".
func (r *reader) leftDay(i int) (time.Weekday, bool) {
	n := len(r.items) - 1
	if n < 1 || r.items[n].class != except || r.items[n].kind != cue || r.items[n].to < i-2 {
		return 0, false
	}
	for k := n - 1; k >= max(n-2, 0) && r.items[k].sentence == r.sentence; k-- {
		if it := r.items[k]; it.kind == dayItem && len(it.days.set) == 1 {
			return it.days.set[0].Day, true
		}
	}
	return 0, false
}

// leaveDays leaves out the weekdays of a sentence that says that they are
// cancelled, if the text has other days: "Mon-Fri noon. Wednesdays are
// cancelled."
func (a *roles) leaveDays(i int) {
	for k := i; k < len(a.items) && a.items[k].sentence == a.items[i].sentence; k++ {
		if a.items[k].kind == dayItem && a.items[k].gone == noLonger && a.otherDays(k, -1) {
			a.items[k].gone = ""
			a.except(k)
		}
	}
}

// leaveOut adds item i to the exceptions if such a list is open.
func (a *roles) leaveOut(i int) {
	if a.mode != except || a.refusing != "" {
		return
	}
	if a.items[i].kind == cue && a.gapTo(i) > 10 {
		return
	}
	a.except(i)
	a.setKept(i)
}

// setKept keeps the list of exceptions open after item i.
func (a *roles) setKept(i int) {
	depth := a.modeDepth
	a.modeItem, a.modeUsed, a.modeDepth = i, true, depth
}

// except leaves out what item i names.
func (a *roles) except(i int) {
	if a.items[i].left, a.items[i].used = true, true; len(a.without) < maxBeside {
		a.without = append(a.without, i)
	}
}

// closeExcept ends a list of exceptions before item i. If nothing came after
// the word that opened it, the date right before it is meant: "Nov 23: no
// class".
func (a *roles) closeExcept(i int) {
	if a.mode != except || a.modeUsed {
		return
	}
	a.mode = noClass
	k := a.modeItem - 1
	// free reports whether item n is of a kind, has no role yet, and comes right
	// before the next one.
	free := func(n int, kind kind) bool {
		it := a.items[n]
		return it.kind == kind && it.gone == "" && !it.used && a.wordsBetween(n, n+1) == 0
	}
	switch {
	case a.leftDays(k):
	case k > 0 && a.items[k].isCue(holiday, event) && a.wordsBetween(k, k+1) == 0:
		if free(k-1, dateItem) {
			a.except(k - 1) // "Monday 6 May (bank holiday): no group"
		}
	case k >= 0 && a.items[a.modeItem].depth > 0 && free(k, monthItem):
		a.except(k) // "Dec. (no meeting)"
	case k >= 0 && a.items[k].sentence == a.items[a.modeItem].sentence && free(k, dateItem):
		a.except(k)
	default:
		a.unknownCase()
	}
}

// endExcept ends a list of exceptions at an item that cannot belong to it.
func (a *roles) endExcept(i int) {
	if a.mode == except {
		a.closeExcept(i)
		a.mode = noClass
	}
}

// unknownCase keeps a word such as "unless" that nothing known follows, so that
// the schedule says so: "unless otherwise announced".
func (a *roles) unknownCase() {
	switch a.at(a.items[a.modeItem].from).text {
	case "unless", "except", "a", "excepto", "salvo":
		if a.items[a.modeItem].n == 0 {
			a.except(a.modeItem)
		}
	}
}

// exceptNext leaves out the holiday that item i speaks of: "if it is a holiday".
func (a *roles) exceptNext(i int) {
	for k := i + 1; k < min(i+6, len(a.items)); k++ {
		if it := a.items[k]; it.kind == cue && (it.class == holiday || it.class == event) {
			a.except(k)
			return
		}
	}
}
