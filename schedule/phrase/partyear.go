package phrase

import "slices"

// A part of the year with days or times of its own, such as "Saturdays 10 am
// (June-August: 2nd Sat. only)", makes two schedules: one in the months that
// are named, the other in the rest. This file finds such parts.

// partsOfYear binds months to the days or the time that they are said of, and
// gives the time of the schedule before to days that have none of their own.
// Seasons and ranges of dates have no months, so they leave both open.
func (f *facts) partsOfYear(drafts []draft) []draft {
	f.bound, f.vague = map[int]int{}, map[int]bool{}
	drafts = slices.Clone(drafts)
	for i, it := range f.items {
		season := it.kind == cue && it.class == season
		if it.gone != "" || it.left || !season && it.kind != monthItem && it.kind != rangeItem {
			continue
		}
		x, instead := f.own[i]
		if !instead {
			x = f.boundTo(i)
		}
		n := slices.IndexFunc(drafts, func(d draft) bool { return x >= 0 && (d.days == x || d.time == x) })
		main := f.mainDraft(drafts, i, n)
		if main < 0 {
			continue
		}
		if it.kind != monthItem || it.used || f.items[x].kind == dayItem && !instead && !f.replaces(drafts[main], x) {
			f.vague[drafts[main].first()], f.vague[drafts[n].first()] = true, true
			f.start = slices.DeleteFunc(f.start, func(k int) bool { return k == i })
			f.end = slices.DeleteFunc(f.end, func(k int) bool { return k == i })
			continue
		}
		f.bound[i] = x
		f.bindFirst(drafts[main], drafts[n])
		if drafts[n].time < 0 {
			drafts[n].time, drafts[n].nth = drafts[main].time, drafts[main].nth
		}
	}
	f.aside(drafts)
	return drafts
}

// bindFirst binds the months that stand beside the first of two times of the
// same days to that time, if the other has months of its own.
func (f *facts) bindFirst(a, b draft) {
	if a.days != b.days || a.time < 0 || f.items[b.time].sentence == f.items[a.time].sentence {
		return
	}
	for k := a.time + 1; k < len(f.items) && f.items[k].sentence == f.items[a.time].sentence; k++ {
		if it := f.items[k]; it.kind == monthItem && !it.left && it.gone == "" {
			f.bound[k] = a.time
		}
	}
}

// aside finds days in parentheses that are days of the draft before them at
// another time: "Mon-Fri noon (Wed 1 pm)" can mean one meeting more or none at
// noon.
func (f *facts) aside(drafts []draft) {
	for n := 1; n < len(drafts); n++ {
		a, b := drafts[n-1], drafts[n]
		if a.days < 0 || b.days < 0 || a.time < 0 || b.time < 0 || a.time == b.time || f.items[b.days].depth <= f.items[a.days].depth ||
			f.items[a.days].kind != dayItem || f.items[b.days].kind != dayItem || f.items[b.days].days.nth() {
			continue
		}
		if f.items[a.days].sentence == f.items[b.days].sentence && f.replaces(a, b.days) {
			f.vague[a.first()] = true
		}
	}
}

// mainDraft returns the draft that holds in the rest of the year: the last one
// with a time before item i that is not draft n; -1 if there is none. A time
// can only stand in for one of the same days.
func (f *facts) mainDraft(drafts []draft, i, n int) int {
	if n < 0 {
		return -1
	}
	b := drafts[n]
	for k := n - 1; k >= max(n-8, 0); k-- {
		a := drafts[k]
		own := b.days == a.days && a.time != b.time // the days are shared, the time is not
		if a.days >= 0 && a.days < i && (own && a.time >= 0 && a.time < i || !own && b.days > a.days && f.items[a.days].kind == dayItem) {
			return k
		}
	}
	return -1
}

// boundTo returns the item of days or of a time that the months of item i are
// said of: the one after them, as in "July: 5 pm", or the one before them, as
// in "5 pm in July". It is -1 if they are said of the whole.
func (f *facts) boundTo(i int) int {
	it := f.items[i]
	lead := it.from - 1
	for last := lead - 3; lead > last && (f.is(lead, filler) || f.is(lead, from)) && !f.at(lead+1).end; lead-- {
	}
	led := lead < it.from-1 || f.isMark(lead, "(") // "in July"
	begins := lead < 0 || f.is(lead, mark) || f.at(lead+1).end || f.is(lead, and) || f.at(lead).text == "but" || f.at(lead).text == "however"
	most := 0 // words between: "in April we meet on the 3rd Tuesday"
	if led {
		most = 2
	}
	k := i + 1
	if begins && k < len(f.items) && f.items[k].gathers() {
		most = 2 // "December's meeting is the second Wednesday"
	}
	for (led || begins) && k < min(i+3, len(f.items)) && f.items[k].gathers() {
		k++
	}
	if begins && k < len(f.items) && f.daysOrTime(i, k, most) {
		meeting := most == 2 && f.items[i+1].gathers() && f.items[i+1].from == it.to // right after the months
		if led || meeting || most < 2 && !f.isMark(it.to, ",") {
			return k
		}
	}
	k = i - 1
	if k < 0 {
		return -1
	}
	before := f.items[k]
	if before.kind == timeItem && before.gone == "" && before.to == it.from-1 && it.depth > before.depth && f.isMark(it.from-1, "(") {
		return k // "7 pm (May-September)"
	}
	if !f.daysOrTime(i, k, 0) || f.isMark(before.to, ",", ":", "-") {
		return -1
	}
	opens := it.depth > 0 && (k == 0 || f.items[k-1].depth < it.depth)
	alone := before.kind == timeItem && (before.from == 0 || f.terms[before.from].end)
	if opens || before.kind == timeItem && led || alone || f.onlyAfter(before.to) {
		return k
	}
	return -1
}

// gathers reports whether an item is a word for something people come to.
func (it item) gathers() bool { return it.isCue(meeting) || it.isCue(unit) && it.n == 2 }

// daysOrTime reports whether item k, beside item i in the same clause, has
// weekdays or a time, with at most so many words between them.
func (f *facts) daysOrTime(i, k, most int) bool {
	a, b := f.items[i], f.items[k]
	words := f.wordsBetween(min(i, k), max(i, k))
	return a.sentence == b.sentence && a.depth == b.depth && b.gone == "" && !b.left &&
		(b.kind == timeItem || b.kind == dayItem) && (words <= most || words == 1 && f.onlyAfter(min(a.to, b.to)))
}

func (f *facts) onlyAfter(k int) bool { return f.is(k, only) || f.isMark(k, ",") && f.is(k+1, only) }

// replaces reports whether days are those of a schedule in other months: its
// own weekdays, or what is said to be the only ones.
func (f *facts) replaces(a draft, x int) bool {
	if f.onlyAfter(f.items[x].to) {
		return true
	}
	for _, d := range f.items[x].days.set {
		if !f.items[a.days].days.has(d.Day) {
			return false
		}
	}
	return true
}

// otherMonths reports whether the months of item i are those of another draft
// that replaces this one then.
func (s *settler) otherMonths(i int) bool {
	x := s.bound[i]
	for n, d := range s.drafts {
		if d.days == x || d.time == x {
			main := s.mainDraft(s.drafts, i, n)
			return main >= 0 && s.drafts[main].first() == s.draft.first() && s.drafts[main].sentence(s.items) == s.draft.sentence(s.items)
		}
	}
	return false
}

// during reports whether the word at i limits a schedule to what follows.
func (s *settler) during(i int) bool {
	switch s.at(i).text {
	case "in", "during", "throughout", "en", "durante":
		return true
	}
	return s.is(i, filler) && s.at(i).text != "for" && s.at(i-1).text == "during"
}

// seasons opens a schedule that only a season limits, and notes seasons that
// are merely named.
func (s *settler) seasons() {
	if s.vague[s.draft.first()] {
		s.clash(true, "some of the days, or a part of the year, have other times, and it is not clear which")
	}
	for i, it := range s.items {
		if it.gone == partOfYear && it.sentence == s.draft.sentence(s.items) {
			s.note(Unheld, i, "another time in a part of the year, whose days are not said")
		}
		if it.kind != cue || it.class != season || it.left || len(s.out.Notes) >= maxUnread {
			continue
		}
		sentence := s.draft.sentence(s.items) == it.sentence
		if sentence && s.items[max(i-1, 0)].gone == "" && (s.onlyAfter(it.to) || s.during(it.from-1) || s.at(it.from).text == "en") {
			s.use(i)
			s.doubt(Dates)
			s.note(Inferred, i, "it is limited to a season, whose days are not said")
			continue
		}
		if year := s.at(it.to); sentence && s.isYear(year) && !year.end {
			s.use(i)
			s.doubt(Dates)
			s.note(Inferred, i, "it is limited to a season of one year, whose days are not said")
			continue
		}
		s.note(Unheld, i, "a season, whose days are not said")
	}
}
