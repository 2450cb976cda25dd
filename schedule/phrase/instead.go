package phrase

import (
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// This file reads what takes the place of an exception: "except in December,
// when we meet on the third Sunday", "unless it is Thanksgiving, then the 3rd".

// instead makes the days or dates of item i, which follow an exception, those
// that take its place, if the words between say so. Months that were left out
// then have these days of their own; what takes the place of a holiday is
// refused, as no rule can hold it.
func (a *roles) instead(i int) bool {
	if a.mode != except || !a.modeUsed || a.items[i].sentence != a.items[a.modeItem].sentence || !a.replacing(i) {
		return false
	}
	last := a.items[a.modeItem]
	switch {
	case last.kind == cue && a.items[i].kind != dateItem:
		a.items[i].gone = anotherCase
		a.items[i].kind = refuseItem
	case last.kind == monthItem && a.items[i].kind == dayItem:
		a.ownDays(i)
		a.modeItem = i // "except Nov. (2nd Thursday) and Dec."
		return true
	case a.items[i].kind == dateItem && (last.kind == monthItem || last.kind == cue):
		a.items[i].added, a.items[i].used = true, true
		a.added = append(a.added, i)
	default:
		return false
	}
	a.mode = noClass
	return true
}

// ownDays gives the months that the open list of exceptions has left out the
// days of item i.
func (a *roles) ownDays(i int) {
	for k := a.modeItem; k >= 0 && a.items[k].sentence == a.items[i].sentence && !a.items[k].isCue(except); k-- {
		if it := &a.items[k]; it.kind == monthItem && it.left {
			it.left, it.used = false, false
			a.without = slices.DeleteFunc(a.without, func(n int) bool { return n == k })
			if a.own == nil {
				a.own = map[int]int{}
			}
			a.own[k] = i
		}
	}
}

// replacing reports whether the words between the last exception and item i say
// that the item takes its place.
func (a *roles) replacing(i int) bool {
	from, to := a.items[a.modeItem].to, a.items[i].from
	if to-from > 10 {
		return false
	}
	if a.items[i].depth > a.items[a.modeItem].depth && a.items[i].kind == dayItem { // "except May (third Monday)"
		return a.items[i].days.nth()
	}
	for k := from; k < a.items[i].to && (k < to || a.is(k, filler)); k++ {
		switch a.terms[k].text {
		case ":", "-", "=", "when", "which", "then", "instead", "where", "cuando", "que", "entonces":
			return true
		}
	}
	return false
}

// resumes reports whether the days of item i are those of the schedule itself
// after a list of exceptions: "Except for July and August, we meet every second
// Friday".
func (a *roles) resumes(i int) bool {
	for _, t := range a.terms[a.items[a.modeItem].to:a.items[i].from] {
		if meetsVerb(t.text) {
			return true
		}
	}
	if last := a.items[a.modeItem]; last.kind == dayItem {
		return !last.left
	}
	others := false
	for k := i - 1; k >= max(i-32, 0); k-- {
		if it := a.items[k]; it.kind == dayItem && it.gone == "" {
			others = true
			if slices.ContainsFunc(a.items[i].days.set, func(d schedule.NthDay) bool { return it.days.has(d.Day) }) {
				return false
			}
		}
	}
	return !others || a.items[i].days.nth() || a.items[i].days.every
}

// ofHoliday refuses the days of item i that only say which of them is meant:
// "except when the 4th Thursday is Thanksgiving". The exception is the holiday.
func (a *roles) ofHoliday(i int) bool {
	k := i + 1
	if a.mode != except || k < len(a.items) && a.items[k].isCue(movedFrom) { // "falls on"
		k++
	}
	if a.mode != except || k >= len(a.items) || a.items[k].sentence != a.items[i].sentence || !a.items[k].isCue(holiday, event) {
		return false
	}
	for n := a.items[i].to; n < a.items[k].from; n++ {
		switch a.terms[n].text {
		case "is", "are", "falls", "fall", "lands", "land", "be", "coincides", "happens", "es", "cae", "sea", "caiga", "coincide":
			a.items[i].gone = anotherCase
			return true
		}
	}
	return false
}
