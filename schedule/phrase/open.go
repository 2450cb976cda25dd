package phrase

// This file tells hours of a building, such as "Open Mon-Fri 9-5", from meetings
// that are open to all.

// openHours refuses what follows "open" or "closed" if days or times follow at
// once.
func (a *roles) openHours(i int) {
	if a.openMeeting(i) {
		return
	}
	if i+1 >= len(a.items) || a.items[i+1].sentence != a.items[i].sentence {
		if a.items[i].class == shut {
			a.shutDays(i, false)
		}
		return
	}
	next := a.items[i+1]
	between := a.wordsBetween(i, i+1)
	if a.items[i].class == shut && a.shutDays(i, between == 0 && next.kind == dayItem) {
		return
	}
	if between > 0 || next.kind == cue && next.class != from && next.class != until && next.class != event && next.class != holiday {
		return
	}
	if a.items[i].class == shut && a.building(i) {
		a.refuse(notOurHours, i)
		return
	}
	if a.items[i].class == shut && next.kind == cue && (next.class == event || next.class == holiday) || a.items[i].class == shut && (next.kind == dateItem || next.kind == monthItem) {
		a.setMode(except, i)
		return
	}
	a.refuse(notOurHours, i)
}

// openMeeting reports whether the word at i begins a line such as "Open Mondays 7
// pm (O, D)" or "Closed Thursdays 8 pm": one time is no hours of a building, so
// the word says who may come.
func (a *roles) openMeeting(i int) bool {
	it := a.items[i]
	if k := i + 2; i > 0 || k >= len(a.items) || a.items[i+1].kind != dayItem || a.items[k].kind != timeItem {
		return false
	}
	times := a.items[i+2].times
	word := a.at(it.from).text
	return it.to == it.from+1 && (word == "open" || word == "closed") && a.wordsBetween(i, i+1) == 0 && a.wordsBetween(i+1, i+2) == 0 && len(a.items[i+1].days.set) < 3 &&
		len(times) == 1 && !times[0].hasEnd
}

// building reports whether the sentence speaks of an office or the like before
// item i.
func (a *roles) building(i int) bool {
	for k := a.items[i].from; k > 0 && k > a.items[i].from-8 && !a.terms[k].end; k-- {
		switch a.terms[k-1].text {
		case "office", "offices", "library", "building", "store", "lobby", "oficina", "biblioteca", "tienda":
			return true
		}
	}
	return false
}
