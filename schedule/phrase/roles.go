package phrase

// roles says of each item what it is to the schedule: it marks those that are
// none of its days and times, and finds first and last dates, exceptions and
// dates that are only named.
type roles struct {
	*reader
	start, end    []int       // items that name a first or last day
	without       []int       // items that are left out
	named, added  []int       // items with dates beside the rule
	own           map[int]int // items of months with days of their own in place of those of the rule, and these days
	mode          class       // the cue in force
	modeItem      int
	modeDepth     int
	modeUsed      bool
	refusing      string
	refusingDepth int
}

const (
	notAMeeting = "a deadline or an administrative date"
	notOurHours = "hours of an office, a building or a telephone"
	placeClosed = "days on which a building is closed"
	noLonger    = "cancelled, or no longer so"
	oneDay      = "one date only, which is not said"
	sideEvent   = "a time beside that of the meeting"
	anotherCase = "said of another case"
	partOfYear  = "a time for a part of the year"
)

// assign gives every item its role in one pass.
func (a *roles) assign() {
	sentence := -1
	for i := range a.items {
		it := &a.items[i]
		if it.sentence != sentence {
			a.closeExcept(i)
			sentence, a.mode, a.refusing = it.sentence, noClass, ""
			a.cancelSentence(i)
		}
		if a.refusing == notAMeeting && a.afterStamp(i) || a.refusing != "" && it.depth < a.refusingDepth {
			a.refusing = ""
		}
		if a.mode == except && it.depth < a.modeDepth {
			a.closeExcept(i)
			a.mode = noClass
		}
		switch {
		case it.kind == refuseItem:
		case it.kind == strayItem:
			if it.class == ordinal {
				a.instead(i) // "unless it is Thanksgiving, then the 3rd"
			}
		case it.kind == cue:
			a.cue(i)
		case a.refusing == anotherCase && it.kind == timeItem && a.isMark(it.from-1, ",") && !a.timed(i):
			a.place(i) // "if a holiday, the following Thursday, 6-7 pm"
		case a.refusing != "":
			it.gone = a.refusing
		case it.gone == "":
			a.place(i)
		}
	}
	a.closeExcept(len(a.items))
}

// cue reacts to a word that says how others belong together.
func (a *roles) cue(i int) {
	it := &a.items[i]
	switch it.class {
	case starting, firstOne, lastOne, ending, until, nextOne, also, movedFrom, from, to:
		if a.mode == except && !a.modeUsed || a.mode == movedFrom {
			return
		}
		if it.isCue(from, to, until) && !a.givesWay(i) {
			return
		}
		if it.class == until && a.pause(i) {
			a.setMode(starting, i)
			return
		}
		a.setMode(it.class, i)
	case except:
		a.closeExcept(i)
		a.setMode(except, i)
	case deadline:
		switch {
		case it.n == 1 && a.mode == except && i > 0 && a.items[i-1].gone == oneDay: // "except the Tuesday before Thanksgiving"
		case it.n == 1:
			a.setMode(deadline, i)
		default:
			a.refuse(notAMeeting, i)
		}
	case office:
		a.refuse(notOurHours, i)
		if a.hoursWord(i) {
			a.dropBefore(i, notOurHours)
		}
	case call:
		dialled := a.is(it.to, number) || a.isMark(it.to, "(") && a.is(it.to+1, number)
		if !a.is(it.from-1, noClass) && !a.is(it.from-1, told) || a.sentenceStart(i) || dialled {
			a.refuse(notOurHours, i)
		}
	case open, shut:
		a.openHours(i)
	case optional, doors:
		a.aside(i)
	case neither:
		a.anotherCase(i)
	case weather:
		if a.leaveOut(i); it.n == 1 && !it.left {
			a.except(i)
		}
	case holiday, event, season, school:
		a.leaveOut(i)
		a.limitingEvent(i)
	}
}

// givesWay reports whether the cue in force ends at item i, a word such as "to"
// that has little weight of its own.
func (a *roles) givesWay(i int) bool {
	switch a.mode {
	case noClass, from, to, until:
		return true
	case except:
		return false
	case starting, firstOne:
		return a.items[i].class != from
	}
	return a.gapTo(i) <= 0
}

// afterStamp reports whether days follow the date of a publication: "Updated
// 1/15/2024: Tuesdays at 7 pm".
func (a *roles) afterStamp(i int) bool {
	it := a.items[i]
	return i > 0 && it.kind == dayItem && it.days.recur() && a.items[i-1].kind == dateItem && a.isMark(it.from-1, ":", "-")
}

// anotherCase refuses what follows a word such as "if so", and leaves out the
// holiday that the case is one of.
func (a *roles) anotherCase(i int) {
	n := a.items[i].n
	if n == 1 && a.mode == except {
		return // "except when it is a holiday"
	}
	if n == 1 || a.mode == except && !a.modeUsed { // "except the Tuesday before Thanksgiving"
		a.exceptNext(i)
	}
	a.refuse(anotherCase, i)
}

// timed reports whether the text has a time before item i.
func (a *roles) timed(i int) bool {
	for k := i - 1; k >= max(i-64, 0); k-- {
		if a.items[k].kind == timeItem && a.items[k].gone == "" {
			return true
		}
	}
	return false
}

// pause reports whether the "until" of item i ends a pause rather than the
// schedule: "on summer break until Sept. 10".
func (a *roles) pause(i int) bool {
	if i == 0 || a.items[i-1].sentence != a.items[i].sentence || a.wordsBetween(i-1, i) > 1 || a.items[i-1].kind != cue {
		return false
	}
	switch a.items[i-1].class {
	case event, season, shut, except, cancelled:
	default:
		return false
	}
	for k := i - 1; k >= 0 && a.items[k].sentence == a.items[i].sentence; k-- {
		if a.items[k].kind == dayItem || a.items[k].kind == timeItem {
			return false
		}
	}
	return true
}

func (a *roles) setMode(c class, i int) {
	a.mode, a.modeItem, a.modeDepth, a.modeUsed = c, i, a.items[i].depth, false
}

func (a *roles) refuse(why string, i int) {
	a.refusing, a.refusingDepth = why, a.items[i].depth
	a.mode = noClass
}

func (a *roles) hoursWord(i int) bool {
	last := a.terms[a.items[i].to-1]
	return last.text == "office" || last.text == "business" || last.text == "phone" || last.text == "horario" || last.text == "hours"
}

// dropBefore refuses the items before i in its sentence.
func (a *roles) dropBefore(i int, why string) {
	for k := i - 1; k >= 0 && a.items[k].sentence == a.items[i].sentence; k-- {
		if a.items[k].kind != cue && a.items[k].gone == "" {
			a.items[k].gone = why
		}
	}
}

// sentenceStart reports whether item i begins its sentence.
func (a *roles) sentenceStart(i int) bool {
	return a.items[i].from == 0 || a.terms[a.items[i].from].end
}

// cancelSentence drops the whole sentence that begins with item i if it says
// that a group does not meet any more. Dates alone are then exceptions.
func (a *roles) cancelSentence(i int) {
	s := a.items[i].sentence
	var dates []int
	cancel, rule, timed := -1, false, false
	for k := i; k < len(a.items) && a.items[k].sentence == s; k++ {
		switch it := a.items[k]; {
		case it.kind == cue && it.class == cancelled && it.depth == a.items[i].depth:
			cancel = k
		case it.kind == dateItem:
			dates = append(dates, k)
		case it.kind == dayItem, it.kind == timeItem:
			rule, timed = true, timed || it.kind == timeItem
		}
	}
	if cancel < 0 {
		return
	}
	for k := i; k < len(a.items) && a.items[k].sentence == s; k++ {
		if a.items[k].gone == "" {
			a.items[k].gone = noLonger
		}
	}
	if !timed {
		a.leaveDays(i)
	}
	if !rule {
		for _, k := range dates {
			a.items[k].gone = ""
			a.except(k)
		}
	}
}

// wordsBetween counts the words with weight between two items; "will be" is none.
func (a *roles) wordsBetween(i, k int) int {
	n := 0
	for _, t := range a.terms[a.items[i].to:a.items[k].from] {
		if t.class != mark && t.class != filler && t.class != and && t.class != at && t.class != every && !(t.class == told && t.n == 1) {
			n++
		}
	}
	return n
}

// gapTo is the number of terms since the cue in force.
func (a *roles) gapTo(i int) int { return a.items[i].from - a.items[a.modeItem].to }

// aside drops the time beside a word such as "doors open" or "optional".
func (a *roles) aside(i int) {
	it := a.items[i]
	after, before := i+1, i-1
	if a.beside(i, after, timeItem) && a.items[after].gone == "" && a.wordsBetween(i, after) <= 1 && !a.isMark(it.to, ",") {
		a.drop(after, it.class)
		a.dropDates(i)
		return
	}
	if it.class == doors && after < len(a.items) && a.items[after].isCue(deadline, until, from) {
		a.refuse(sideEvent, i)
		return
	}
	if a.beside(i, before, timeItem) && a.items[before].gone == "" && a.wordsBetween(before, i) == 0 && !a.isMark(a.items[before].to, ",") {
		a.drop(before, it.class)
	}
}

// dropDates refuses the dates in a sentence of item i that has no weekdays and
// only one time.
func (a *roles) dropDates(i int) {
	s := a.items[i].sentence
	times := 0
	from, to := max(i-64, 0), min(i+64, len(a.items))
	for _, it := range a.items[from:to] {
		if it.sentence == s && (it.kind == dayItem || it.kind == timeItem && it.gone == "") {
			times++
		}
	}
	for k := from; k < to; k++ {
		if times == 0 && a.items[k].sentence == s && a.items[k].kind == dateItem {
			a.items[k].gone = sideEvent
		}
	}
}

// drop refuses the time of item k; a time that is merely optional stays if it
// is the only one.
func (a *roles) drop(k int, c class) {
	others := false
	for j := max(k-64, 0); j < min(k+64, len(a.items)); j++ {
		others = others || j != k && a.items[j].kind == timeItem && a.items[j].gone == ""
	}
	if others || c == doors {
		a.items[k].gone = sideEvent
	}
}
