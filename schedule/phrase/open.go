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
	if a.items[i].class == shut && a.shutDates(i) {
		return
	}
	if a.items[i].class == shut && a.building(i) {
		a.refuse(placeClosed, i)
		return
	}
	if a.items[i].class == shut && (next.isCue(event, holiday) || next.isDates()) {
		a.setMode(except, i)
		return
	}
	a.refuse(notOurHours, i)
}

// shutDates leaves out the dates after "closed from" or "closed between". One
// after "closed until" begins the schedule, which the cue "until" sees to.
func (a *roles) shutDates(i int) bool {
	k := i + 1
	if !a.items[k].isCue(from, between, until) || k+1 >= len(a.items) || a.building(i) {
		return false
	}
	if next := a.items[k+1]; next.sentence != a.items[i].sentence || !next.isDates() {
		return false
	}
	if a.items[k].class != until {
		a.setMode(except, i)
	}
	return true
}

// placeClosed notes the dates on which a building is closed. A group that meets
// there does not, but another one does, and nobody knows which it is.
func (s *settler) placeClosed() {
	for i, it := range s.items {
		if it.gone == placeClosed && it.isDates() && len(s.out.Notes) < maxUnread {
			s.note(Unheld, i, "a building is closed then; whether the group meets is not said")
		}
	}
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
	return it.to == it.from+1 && (word == "open" || word == "closed") && len(a.items[i+1].days.set) < 3 &&
		len(times) == 1 && !times[0].hasEnd && a.wordsBetween(i, i+1) == 0 && a.wordsBetween(i+1, i+2) == 0
}

// shopHours reports whether the days of item i with the time after them are
// hours of opening: a long time from one hour to another, labelled with the
// word for a building ("Store: Mon-Sat 10-6") or followed by the days on which
// it is closed.
func (a *roles) shopHours(i int) bool {
	k := i + 1
	if !a.beside(i, k, timeItem) || a.wordsBetween(i, k) > 0 || !a.items[k].times[0].long() {
		return false
	}
	if a.isMark(a.items[i].from-1, ":") && a.building(i) {
		return true
	}
	d := k + 2
	return len(a.items[i].days.set) >= 4 && d < len(a.items) && a.items[k+1].isCue(shut) && a.items[d].kind == dayItem &&
		a.items[d].sentence == a.items[i].sentence && a.wordsBetween(k, k+1) == 0 && a.wordsBetween(k+1, d) == 0
}

// long reports whether a time lasts five hours or more.
func (c clockRange) long() bool {
	if !c.hasEnd {
		return false
	}
	minutes := (c.end.hour-c.start.hour)*60 + c.end.minute - c.start.minute
	if minutes <= 0 && !c.end.full {
		minutes += 12 * 60
	}
	if c.start.half == 1 && c.end.half == 2 && c.end.hour < 12 && c.end.hour > c.start.hour {
		minutes += 12 * 60
	}
	return minutes >= 5*60
}

// building reports whether the sentence speaks of an office or the like before
// item i.
func (a *roles) building(i int) bool {
	for k := a.items[i].from; k > 0 && k > a.items[i].from-8 && !a.terms[k].end; k-- {
		switch a.terms[k-1].text {
		case "office", "offices", "library", "building", "store", "shop", "lobby", "oficina", "biblioteca", "tienda":
			return true
		}
	}
	return false
}
