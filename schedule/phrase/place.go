package phrase

// place gives an item of days, times or dates its role under the cue in force.
func (a *roles) place(i int) {
	switch a.items[i].kind {
	case dateItem, rangeItem:
		a.placeDate(i)
	case monthItem:
		a.placeMonth(i)
	case dayItem:
		a.placeDays(i)
	case mdayItem:
		a.placeMonthDays(i)
	case timeItem:
		a.placeTime(i)
	default:
		a.endExcept(i)
	}
}

func (a *roles) placeDays(i int) {
	it := &a.items[i]
	switch {
	case a.mode == movedFrom && !a.modeUsed && a.gapTo(i) <= 3:
		it.gone = noLonger
		a.setMode(movedFrom, i)
		a.modeUsed = true
	case a.inName(i):
		it.gone = "a part of a name"
	case a.inTitle(i):
		it.gone = "a part of a title"
	case a.shopHours(i):
		a.refuse(notOurHours, i)
		it.gone = notOurHours
	case a.beforeOrAfter(i):
		it.gone = oneDay
	case a.otherCase(i), a.ofHoliday(i), a.instead(i):
	case a.mode == except && a.modeUsed && a.resumes(i):
		a.endExcept(i)
	case a.mode == deadline && a.near(i):
		it.gone = notAMeeting
		a.setMode(deadline, i)
	case a.mode == nextOne && !it.days.recur() && a.gapTo(i) <= 5, it.days.relative && !it.days.plural && !it.days.nth():
		it.gone = oneDay
	case a.mode == except && a.modeUsed && it.days.nth() && it.depth > a.modeDepth:
		it.kind, it.class = strayItem, ordinal // "except Dec. (2nd Sat.)": in its place?
	case a.mode == except && (it.days.nth() || a.near(i)) && a.gapTo(i) <= 6:
		a.leaveOut(i)
		it.apart = it.left && a.ownTime(i)
	default:
		a.endExcept(i)
	}
}

// placeMonthDays does not understand days of the month that are left out, as in
// "Tuesdays, except on the 15th of the month": no rule holds that.
func (a *roles) placeMonthDays(i int) {
	if a.mode != except || a.modeUsed || !a.near(i) {
		a.endExcept(i)
		return
	}
	a.items[i].kind, a.items[i].class = strayItem, ordinal
	a.setKept(i)
}

func (a *roles) placeTime(i int) {
	it := &a.items[i]
	switch {
	case a.mode == deadline && a.near(i), a.mode == movedFrom && a.near(i):
		it.gone = notAMeeting
		used := a.modeUsed
		a.setMode(a.mode, i)
		a.modeUsed = used
	case a.mode == until && a.near(i) && a.endsTime(i):
	case a.otherZone(i):
		it.gone = "the same time in another zone"
	case a.seasonal(i):
		it.gone = partOfYear
	default:
		a.endExcept(i)
	}
}

// beforeOrAfter reports whether the days of item i are those after or before
// another day: "the Monday after the first Sunday".
func (a *roles) beforeOrAfter(i int) bool {
	if i+2 >= len(a.items) || a.items[i].days.plural || a.items[i+1].kind != cue || a.items[i+1].class != deadline || a.items[i+1].n != 1 {
		return false
	}
	other := a.items[i+2]
	return (other.kind == dayItem || other.kind == dateItem || other.class == event && other.kind == cue) &&
		a.wordsBetween(i, i+1) == 0 && a.wordsBetween(i+1, i+2) == 0
}

// inName reports whether the weekday of item i only begins the name of a group
// that meets on other days: "Friday Night Live, Saturdays 7 pm".
func (a *roles) inName(i int) bool {
	d := a.items[i].days
	next := a.at(a.items[i].to)
	if d.plural || d.every || d.nth() || len(d.set) != 1 || next.class != noClass || !next.caps || next.end {
		return false
	}
	k := i + 1
	for k < len(a.items) && (a.items[k].isCue(meeting) || a.items[k].isCue(course)) {
		k++
	}
	if k >= len(a.items) || a.items[k].kind != dayItem || a.items[k].sentence != a.items[i].sentence {
		return false
	}
	for _, t := range a.terms[a.items[i].to:a.items[k].from] {
		if t.class == and || t.text == "/" || t.text == "-" {
			return false
		}
	}
	switch after := a.at(a.items[k].to); after.class {
	case number, at, from, noon, mark, numberWord:
		return a.items[k].days.plural || a.items[k].days.every || a.items[k].days.nth()
	}
	return false
}

// otherCase refuses days that are said of a holiday: "(second Monday if a
// holiday)". The holiday is then left out.
func (a *roles) otherCase(i int) bool {
	k := i + 1
	if k < len(a.items) && a.items[k].class == neither && a.items[k].kind == cue {
		k++
	}
	if a.items[i].depth == 0 || k >= len(a.items) || !a.items[k].isCue(holiday) || a.items[k].from-a.items[i].to > 4 {
		return false
	}
	a.items[i].gone = anotherCase
	a.except(k)
	return true
}

// near reports whether only words without weight lie between the cue in force
// and item i.
func (a *roles) near(i int) bool { return a.wordsBetween(a.modeItem, i) == 0 }

// endsTime makes the time of item i the end of the time before it: "at 6:15 pm
// ... until 7:45 pm".
func (a *roles) endsTime(i int) bool {
	for k := i - 1; k >= 0 && a.items[i].sentence == a.items[k].sentence; k-- {
		it := &a.items[k]
		if it.kind != timeItem || it.gone != "" {
			continue
		}
		last := &it.times[len(it.times)-1]
		if last.hasEnd {
			return false
		}
		last.end, last.hasEnd = a.items[i].times[0].start, true
		a.items[i].gone, a.items[i].used = "the end of a time", true
		it.list = append(it.list, i)
		return true
	}
	return false
}

// otherZone reports whether the time at i says that of the item before it once
// more: "6 pm EST (5 pm CST)".
func (a *roles) otherZone(i int) bool {
	if i == 0 || a.items[i-1].kind != timeItem || a.items[i-1].depth >= a.items[i].depth {
		return false
	}
	before, here := a.items[i-1].times[0].zone, a.items[i].times[0].zone
	return before != "" && here != "" && before != here
}

// seasonal reports whether the time at i is said of a season: "(6 pm in
// summer)".
func (a *roles) seasonal(i int) bool {
	k := i + 1
	return a.items[i].depth > 0 && a.beside(i, k, cue) && a.items[k].class == season && a.wordsBetween(i, k) <= 1
}

func (a *roles) placeDate(i int) {
	it := &a.items[i]
	directly := a.wordsBetweenMode(i) == 0
	switch {
	case it.kind == dateItem && a.instead(i):
		return
	case a.mode == except && a.gapTo(i) <= 8 && !(a.modeUsed && it.kind == rangeItem && it.long()):
		a.leaveOut(i)
		return
	case a.mode == deadline && a.near(i), a.mode == movedFrom && a.gapTo(i) <= 4:
		it.gone = notAMeeting
		return
	case a.mode == nextOne && it.kind == dateItem && a.gapTo(i) <= 8:
		a.name(i)
		return
	case a.mode == also && directly:
		it.added = true
		a.added = append(a.added, i)
	case it.kind == rangeItem:
		a.start, a.end = append(a.start, i), append(a.end, i)
	case (a.mode == starting || a.mode == firstOne) && a.gapTo(i) <= 12 && len(it.dates) == 1:
		a.start = append(a.start, i)
	case (a.mode == ending || a.mode == lastOne) && a.gapTo(i) <= 12 && len(it.dates) == 1:
		a.end = append(a.end, i)
	case a.mode == from && directly && len(it.dates) == 1:
		a.start = append(a.start, i)
	case (a.mode == until || a.mode == to) && directly && len(it.dates) == 1, a.is(it.from-1, ordinal) && a.at(it.from-1).n == -1:
		a.end = append(a.end, i)
	default:
		a.endExcept(i)
		return
	}
	it.used = true
	if a.mode != except {
		a.mode = noClass
	}
}

// long reports whether a range of dates is longer than a vacation: then it is
// the time of the schedule itself, even after a list of exceptions.
func (it item) long() bool {
	a, b := it.dates[0], it.dates[1]
	return (b.month-a.month+12)%12*30+b.day-a.day > 28 || b.year > a.year && a.year > 0
}

func (a *roles) wordsBetweenMode(i int) int {
	if a.mode == noClass {
		return 99
	}
	return a.wordsBetween(a.modeItem, i)
}

func (a *roles) placeMonth(i int) {
	it := &a.items[i]
	single := it.months&(it.months-1) == 0
	switch directly := a.wordsBetweenMode(i) == 0; {
	case a.mode == except && a.gapTo(i) <= 8:
		a.leaveOut(i)
	case a.mode == deadline && directly:
		it.gone = notAMeeting
	case single && !directly && a.limits(a.mode) && a.gapTo(i) <= 5:
		it.kind = strayItem // "starting the first week of October"
	case a.mode == from && a.lang == spanish && a.at(a.items[a.modeItem].from).text == "de" && !it.dated(): // "los jueves de mayo"
	case single && directly && (a.mode == starting || a.mode == from && a.at(a.items[a.modeItem].from).text != "de" || a.mode == firstOne):
		a.start = append(a.start, i)
		it.used = true
	case single && directly && (a.mode == ending || a.mode == until || a.mode == lastOne || a.mode == to && it.dated()):
		a.end = append(a.end, i)
		it.used = true
	case it.dated():
		a.placeDatedMonths(i)
	}
}

// limits reports whether a cue leads to a first or a last day.
func (a *roles) limits(c class) bool {
	return c == starting || c == firstOne || c == ending || c == lastOne || c == until
}

// limitingEvent makes an event or a season that is the first or the last day,
// such as "until Thanksgiving" or "starting after Labor Day", one that is not
// understood, since its date is not said.
func (a *roles) limitingEvent(i int) {
	m := a.modeItem
	after := a.mode == deadline && m > 0 && a.items[m-1].kind == cue && a.limits(a.items[m-1].class) && a.wordsBetween(m-1, m) == 0
	leads := after || a.limits(a.mode) && a.mode != firstOne && a.mode != lastOne
	if leads && a.wordsBetween(m, i) == 0 && a.items[m].sentence == a.items[i].sentence {
		a.items[i].kind = strayItem
	}
}

// name notes the dates of item i as those of a rule that has them anyway.
func (a *roles) name(i int) {
	if a.items[i].named = true; len(a.named) < maxBeside {
		a.named = append(a.named, i)
	}
}

// maxBeside bounds what is left out and what is named, as every schedule of the
// text looks at all of it.
const maxBeside = 500
