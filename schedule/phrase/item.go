package phrase

import "slices"

// An item is a piece of the text that means one thing: some weekdays, a time,
// a date, or a word that says how the others belong together.
type item struct {
	kind     kind
	class    class // of a cue or a stray
	n        int   // of a cue: the number of its class
	from, to int   // terms
	span     Span
	sentence int
	depth    int // how many parentheses are open
	days     days
	times    []clockRange
	dates    []partialDate
	months   uint16 // bits 1 to 12
	last     int    // of months: the last one
	list     []int  // days of the month; years of the first and the last month; of weekdays and times: items that belong to them
	gone     string // why it is not part of a schedule; "" if it may be
	used     bool
	named    bool // dates beside the rule that has them
	added    bool // dates beside the rule that it does not have
	left     bool // what is left out
	said     bool // a schedule comes from it
	apart    bool // weekdays left out that have a time of their own
	either   bool // one of its times, nobody knows which
}

type kind uint8

const (
	cue        kind = iota
	dayItem         // weekdays, with ordinals or without
	timeItem        // one time or several
	dateItem        // dates
	rangeItem       // first and last date
	monthItem       // months of the year
	mdayItem        // days of the month
	countItem       // a number of sessions, weeks or days
	yearItem        // a year
	refuseItem      // what only looks like one of the above
	strayItem       // what looks so and was not understood
)

// isCue reports whether an item is a cue of one of the classes.
func (it item) isCue(classes ...class) bool {
	return it.kind == cue && slices.Contains(classes, it.class)
}

// isDates reports whether an item names dates or months.
func (it item) isDates() bool {
	return it.kind == dateItem || it.kind == rangeItem || it.kind == monthItem
}

// A reader goes through the terms of a text once. A rule looks at the terms
// from an index on and returns the index after what it has read, or the same
// index if it does not apply; it looks a bounded number of terms ahead of what
// it reads.
type reader struct {
	lang  *language
	ctx   Context
	terms []term
	items []item

	sentence int
	depth    int
}

// rules are tried in this order at each term.
var rules = []func(*reader, int) (item, int){
	(*reader).noDay,
	(*reader).lateOrdinals,
	(*reader).refuse,
	(*reader).bareOrdinals,
	(*reader).date,
	(*reader).monthDays,
	(*reader).oddWeeks,
	(*reader).weekdays,
	(*reader).time,
	(*reader).count,
	(*reader).monthsOfYear,
	(*reader).everyN,
	(*reader).weekNumbers,
	(*reader).word,
	(*reader).stray,
}

// read makes the items of all terms.
func (r *reader) read() {
	for i := 0; i < len(r.terms); {
		if t := r.terms[i]; t.class == mark && t.text == "(" {
			r.depth++
		} else if t.class == mark && t.text == ")" {
			r.depth = max(r.depth-1, 0)
		}
		i = r.step(i)
	}
}

// step reads one item at i and returns the index after it.
func (r *reader) step(i int) int {
	if r.terms[i].end {
		r.sentence++
	}
	for _, rule := range rules {
		it, next := rule(r, i)
		if next == i {
			continue
		}
		it.from, it.to, it.sentence, it.depth = i, next, r.sentence, r.depth
		it.span = Span{r.terms[i].span.From, r.terms[next-1].span.To}
		for _, t := range r.terms[i+1 : next] {
			if t.end {
				r.sentence++
			}
			if t.class == mark && t.text == "(" {
				r.depth++
			} else if t.class == mark && t.text == ")" {
				r.depth = max(r.depth-1, 0)
			}
		}
		r.items = append(r.items, it)
		return next
	}
	return i + 1
}

// at returns the term at i, or the zero term past the end.
func (r *reader) at(i int) term {
	if i < 0 || i >= len(r.terms) {
		return term{}
	}
	return r.terms[i]
}

func (r *reader) is(i int, c class) bool { return r.at(i).class == c && i >= 0 && i < len(r.terms) }

func (r *reader) isMark(i int, marks ...string) bool {
	if !r.is(i, mark) {
		return false
	}
	for _, m := range marks {
		if r.terms[i].text == m {
			return true
		}
	}
	return false
}

// joined returns the index after what may stand between the entries of a
// list, such as ", and the", or i itself.
func (r *reader) joined(i int, marks ...string) int {
	j := i
	for k := 0; k < 3 && (r.isMark(j, marks...) || r.is(j, and)) && !r.at(j).end; k++ {
		j++
	}
	if j == i {
		return i
	}
	for r.is(j, filler) && !r.at(j).end {
		j++
	}
	return j
}

// beside reports whether item k exists, is in the sentence of item i, and is of
// a kind.
func (r *reader) beside(i, k int, kind kind) bool {
	return k >= 0 && k < len(r.items) && r.items[k].kind == kind && r.items[k].sentence == r.items[i].sentence
}

// word is the rule for all words that say how items belong together.
func (r *reader) word(i int) (item, int) {
	t := r.terms[i]
	if (t.text == "informacion" || t.text == "info") && (r.is(i+1, number) || r.isMark(i+1, ":") && r.is(i+2, number)) {
		return item{kind: cue, class: call}, i + 1
	}
	if t.text == "call" && (r.is(i+1, number) || r.isMark(i+1, "(") && r.is(i+2, number)) {
		return item{kind: cue, class: call}, i + 1
	}
	if t.class == told && t.n == 0 && (r.is(i+1, weekday) || r.is(i+1, weekdaySet)) && r.isMark(i-1, "(", "-", ",") {
		return item{kind: cue, class: movedFrom}, i + 1 // "(was Mondays)"
	}
	if r.holidayCase(i) {
		return item{kind: cue, class: neither, n: 1}, i + 1
	}
	if t.text == "call" && (i == 0 || t.end) && (r.is(i+1, weekday) || r.is(i+1, weekdaySet)) {
		return item{kind: cue, class: call}, i + 1
	}
	switch t.class {
	case everyOther:
		if r.is(i+1, number) || r.is(i+1, noon) {
			return item{}, i
		}
	case noClass, mark, filler, told, only, number, ordinal, numberWord, month, and, at, every, counted, numbered, place,
		ampm, hours, length, half, oclock:
		return item{}, i
	case falseFriend:
		return item{kind: refuseItem, gone: "a fixed expression"}, i + 1
	case monthSet:
		return item{kind: monthItem, months: uint16(t.n)}, i + 1
	}
	return item{kind: cue, class: t.class, n: t.n}, i + 1
}

// everyN reads "every three weeks" and the like. What no rule of weeks or months
// can hold, such as "every ten days", is not understood.
func (r *reader) everyN(i int) (item, int) {
	if k := i + 1; r.is(i, ordinal) {
		if r.at(k).text == "full" || r.at(k).text == "whole" {
			k++
		}
		if r.is(k, unit) && r.at(k).n == 1 && r.is(k+1, monthly) {
			return item{kind: cue, class: twice}, k + 2 // "third week of the month": on which day?
		}
	}
	if r.is(i, falseFriend) && r.is(i+1, monthly) {
		return item{kind: cue, class: twice}, i + 2 // "last week of the month", likewise
	}
	switch first := r.at(i).text; {
	case !r.is(i, every), first == "all", first == "todos", first == "todas":
		return item{}, i // "attend all 8 weeks"
	}
	n, j := r.small(i + 1)
	if r.is(i+1, ordinal) || r.is(i+1, number) {
		n, j = r.terms[i+1].n, i+2
	}
	if n < 2 || !r.is(j, unit) || r.at(j).n == 2 {
		return item{}, i
	}
	switch u := r.terms[j].n; {
	case u == 1 && n <= maxPeriods:
		return item{kind: cue, class: fortnightly, n: n}, j + 1
	case u == 4 && n <= maxPeriods:
		return item{kind: cue, class: monthly, n: n}, j + 1
	case u == 3 && n%7 == 0 && n/7 <= maxPeriods:
		return item{kind: cue, class: fortnightly, n: n / 7}, j + 1
	}
	return item{kind: strayItem, class: ordinal}, j + 1
}

// maxPeriods is the greatest number of weeks or months from one date to the next
// that is read and written.
const maxPeriods = 52

// small returns the value of a number in digits or words and the index after
// it; 0 if there is none.
func (r *reader) small(i int) (n, next int) {
	if t := r.at(i); t.class == numberWord || t.class == number && t.width <= 2 {
		return t.n, i + 1
	}
	return 0, i
}

// count reads "12-week", "eight two-hour weekly sessions", "six consecutive".
func (r *reader) count(i int) (item, int) {
	n, j := r.small(i)
	if n < 2 || n > 60 || r.isMark(i-1, ":", "/", "$") && !r.at(i).gap || r.isMark(j, ":") {
		return item{}, i
	}
	if r.is(j, consecutive) {
		return item{kind: countItem, n: n, class: consecutive}, j + 1
	}
	for k := j; k < j+11 && k < len(r.terms) && !r.terms[k].end; k++ {
		switch t := r.terms[k]; {
		case t.class == unit && t.n != 4 && !r.is(k+1, counted) && !r.countGuarded(i, k+1):
			return item{kind: countItem, n: n, class: unit, days: days{interval: t.n}}, k + 1
		case t.class == length, t.class == weekly, t.class == fortnightly, t.class == numberWord, t.class == and, t.class == half,
			t.text == "-", k > j && t.class == noClass && k <= j+2:
			if k == j && t.class == length {
				return item{}, i // "2 hours"
			}
		default:
			return item{}, i
		}
	}
	return item{}, i
}

// countGuarded reports whether the words around a number of weeks say that it
// is a period and no course.
func (r *reader) countGuarded(i, after int) bool {
	for _, w := range []string{"within", "past", "least", "under", "than", "dentro", "menos", "ultimas"} {
		if r.at(i-1).text == w {
			return true
		}
	}
	for _, w := range []string{"ago", "old", "prior", "notice", "pregnant"} {
		if r.at(after).text == w {
			return true
		}
	}
	return r.is(i-1, every) || r.is(i-1, deadline) || r.is(after, deadline) || r.at(after).text == "in" && r.at(after+1).text == "advance"
}

// dayAfter reports whether a day follows the month at i.
func (r *reader) dayAfter(i int) bool {
	t := r.at(i + 1)
	return t.class == number && t.width <= 2 && !t.end && !r.hourAfter(i)
}

// hourAfter reports whether the number after the month at i is an hour: "March
// 6:30", "March 6 pm", "March 6-8 pm".
func (r *reader) hourAfter(i int) bool {
	k := i + 2
	tight := r.isMark(k, "-") && !r.at(k).gap && r.is(k+1, number) && !r.at(k+1).gap
	return r.minutes(k) || r.is(k, ampm) || tight && r.is(k+2, ampm)
}
