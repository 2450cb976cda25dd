package phrase

import (
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// The law of this package: in a sentence of a schedule, whatever looks like a
// weekday, a date, a time or an ordinal is read, or refused for a reason, or it
// makes the schedule ambiguous. This file holds both halves of it: stray finds
// what no rule could read, and confess takes it to the schedules.

// stray reads what looks like days or times and is none that any other rule
// knows: "45/2027", "the 9th", "starting Febuary 3". It is the last rule.
func (r *reader) stray(i int) (item, int) {
	t := r.terms[i]
	switch {
	case t.class == ordinal && (r.countsWord(i+1) || r.corner(i)):
		return refused("an ordinal of something else than a day", i+1)
	case t.class == ordinal && !t.digits && r.dateAt(i+1):
		return item{}, i // "the last May 3"
	case t.class == ordinal, t.class == month, t.class == noon, t.class == midnight:
		return item{kind: strayItem, class: t.class}, i + 1
	case t.class == everyOther && (r.is(i+1, number) || r.is(i+1, noon)): // "alternating 1 pm and 6 pm"
		return item{kind: strayItem, class: ordinal}, i + 1
	case r.foreignMonth(i):
		return item{kind: strayItem}, i + 2
	case t.class != number:
		return item{}, i
	}
	j := i + 1
	for last := i + 12; j < last && r.isMark(j, "/", ":") && !r.at(j).gap && r.is(j+1, number) && !r.at(j+1).gap; {
		j += 2
	}
	if j > i+1 || r.is(j, ampm) || t.width <= 2 && t.n <= 31 && (r.limitCue(i) || r.besideDays(i)) {
		it := item{kind: strayItem}
		if j == i+1 && r.besideDays(i) {
			it.class = ordinal // "Tuesdays 1, 3"
		}
		return it, j
	}
	if t.width == 4 && r.afterDays(i) && !r.isYear(t) && r.endsLine(i+1) {
		return item{kind: strayItem}, j // "Tuesdays 1830"
	}
	return item{}, i
}

// foreignMonth reports whether a month of another language stands before a
// number at i: "Los martes, starting March 5".
func (r *reader) foreignMonth(i int) bool {
	t := r.at(i)
	if t.class != noClass || !t.caps || !r.is(i+1, number) || r.at(i+1).width > 2 || r.at(i+1).end {
		return false
	}
	for _, l := range []*language{english, spanish} {
		for _, e := range l.entries[t.text] {
			if l != r.lang && e.class == month && len(e.tokens) == 1 {
				return true
			}
		}
	}
	return false
}

// countsWord reports whether the term at i is a word that an ordinal before it
// can count, and no day.
func (r *reader) countsWord(i int) bool {
	switch t := r.at(i); t.class {
	case noClass, unit, course, meeting, length, numbered, counted, told, call, office:
		return i < len(r.terms) && !t.end
	}
	return false
}

// corner reports whether the ordinal at i is a street at a corner: "12th and
// Main", "Elm & 2nd".
func (r *reader) corner(i int) bool {
	name := func(k int) bool { return r.at(k).class == noClass && r.at(k).caps }
	return r.is(i+1, and) && name(i+2) || r.is(i-1, and) && name(i-2)
}

// limitCue reports whether the number at i stands at most two words after one
// such as "starting".
func (r *reader) limitCue(i int) bool {
	for k := i - 1; k >= i-3 && k >= 0 && !r.terms[k+1].end; k-- {
		switch r.terms[k].class {
		case starting, firstOne, ending, lastOne, except:
			return !r.is(i+1, noClass) && !r.is(i+1, numbered)
		}
	}
	return false
}

// besideDays reports whether the number at i comes right after weekdays and is
// followed by nothing that it could count.
func (r *reader) besideDays(i int) bool {
	next := r.at(i + 1)
	list := next.class == and && r.is(i+2, number) && r.at(i+2).width == 1
	return r.afterDays(i) && (list || r.endsLine(i+1) || next.class == mark || next.class == except || next.class == starting)
}

// afterDays reports whether weekdays or a part of the day come right before i.
func (r *reader) afterDays(i int) bool {
	k := i - 1
	for last := i - 3; k > last && r.isMark(k, ",", ":", "-", "("); k-- {
	}
	return r.is(k, weekday) || r.is(k, weekdaySet) || r.is(k, part)
}

func (r *reader) endsLine(i int) bool { return i >= len(r.terms) || r.terms[i].end }

// confess tells each schedule what in its sentences was left unread.
func (f *facts) confess(text string, res *Result) {
	unread := map[int][]int{}
	for i, it := range f.items {
		if it.kind == cue || it.gone != "" || it.said || it.left && it.kind == dayItem {
			continue
		}
		if list := unread[it.sentence]; len(list) < maxUnread {
			unread[it.sentence] = append(list, i)
		}
	}
	if len(unread) == 0 {
		return
	}
	for n := range res.Schedules {
		s := &res.Schedules[n]
		told := map[int]bool{}
		for _, span := range s.Spans {
			at, _ := slices.BinarySearchFunc(f.items, span.From, func(it item, from int) int { return it.span.From - from })
			if at == len(f.items) || told[f.items[at].sentence] {
				continue
			}
			told[f.items[at].sentence] = true
			for _, i := range unread[f.items[at].sentence] {
				s.admit(f.items[i], text)
			}
		}
	}
}

const maxUnread = 8 // notes of a sentence

// admit notes an item that was not read, and opens the schedule unless it is
// only a number of something.
func (s *Schedule) admit(it item, text string) {
	why := fmt.Sprintf("%.40q is not understood", text[it.span.From:it.span.To])
	s.Notes = append(s.Notes, Note{Unread, it.span, why})
	if it.kind == countItem || s.Status == Ambiguous {
		return
	}
	s.Status = Ambiguous
	if it.kind == strayItem && it.class == ordinal {
		s.Series.Rule = schedule.Rule{}
	}
	if s.Conflict == "" {
		s.Conflict = why
	}
}

// weekNumbers reads "weeks 1 & 3", which says of no month or course whose weeks
// they are.
func (r *reader) weekNumbers(i int) (item, int) {
	if !r.is(i, unit) || r.terms[i].n != 1 {
		return item{}, i
	}
	j := i + 1
	for last := i + 12; j < last && r.is(j, number) && r.terms[j].width == 1 && !r.at(j).end; {
		k := r.joined(j+1, ",", "/")
		if k == j+1 || !r.is(k, number) {
			return item{kind: strayItem, class: ordinal}, j + 1
		}
		j = k
	}
	return item{}, i
}
