package phrase

import (
	"slices"
	"strings"
)

// A language is a table of words and phrases, with what each one means.
// Another language is another table.
type language struct {
	tag      string
	dayFirst bool // it writes the day before the month
	entries  map[string][]entry
	words    words
}

// An entry is one phrase of a language.
type entry struct {
	tokens []token
	caps   bool // it counts only with a capital
	meaning
}

// A meaning is a class of words and which of the class it is.
type meaning struct {
	class class
	n     int
}

// A row of a table gives a meaning to phrases with "|" between them. A phrase
// that begins with "^" counts only if it is written with a capital.
type row struct {
	meaning
	phrases string
}

// A class is what a word or phrase can be. The number that goes with it is
// said beside each class.
type class uint8

const (
	noClass     class = iota
	mark              // a mark of punctuation
	number            // its value
	ordinal           // 1 to 31, -1 the last
	numberWord        // its value
	weekday           // 0 Sunday to 6 Saturday, plural 8 more
	weekdaySet        // bits of weekdays, and a part of the day above them
	month             // 1 to 12
	season            // any
	monthSet          // bits of months
	every             // 0
	everyOther        // 2: before a weekday
	vague             // 0: "some", "most"
	weekly            // 0
	fortnightly       // every n weeks: 2
	monthly           // every n months
	onceMonthly       // 0: once a month, no day said
	twice             // 0 twice a month, 1 twice a week
	starting          // 0
	firstOne          // 0: "the first class"
	ending            // 0
	lastOne           // 0: "the last class"
	except            // 0, or 1 for "does not meet"
	neither           // 0: "if not", no schedule follows
	holiday           // 0
	weather           // 0, or 1 where it is an exception by itself
	event             // a named holiday or break
	from              // 0
	to                // 0
	until             // 0
	between           // 0
	and               // 0
	at                // 0
	ampm              // 0 am, 1 pm
	noon              // 0
	midnight          // 0
	hours             // 0: after a number on a 24-hour clock
	oclock            // 0
	half              // minutes after the hour
	pastHour          // minutes before a number, to be added to it: "half past"
	part              // 0 morning, 1 afternoon, 2 evening, 3 night
	unit              // 1 weeks, 2 sessions, 3 days, 4 months
	length            // 0: minutes, hours
	course            // 0: a word for something with an end
	meeting           // 0: a word for something that people come to
	optional          // 0: what precedes or follows is no meeting time
	doors             // 0: likewise, more strictly
	deadline          // 0: what follows is no meeting
	office            // 0: hours of an office or a telephone
	call              // 0: a telephone is meant
	open              // 0: hours of a building, if days or times follow
	shut              // 0: the same
	cancelled         // 0
	movedFrom         // 0: the next days or dates are those of the past
	nextOne           // 0: named dates follow
	also              // 0: further dates follow
	relative          // 0: "this", "next" before a weekday
	place             // 0: after an ordinal, it is a part of an address
	numbered          // 0: before a number, it is a room or an age
	counted           // 0: after a number, it is a count
	zone              // index into zones
	filler            // 0: a word without weight, such as "the"
	falseFriend       // 0: not what it looks like
	onHolidays        // a schedule.HolidayPolicy said of holidays
	consecutive       // 0
	school            // 0: the school year
	only              // 0
	told              // a verb of news: 0 of the past, 1 of the future
)

// newLanguage compiles a table. The phrases are cut by the same scanner as the
// text, so that they may hold marks.
func newLanguage(tag string, dayFirst bool, w words, rows []row) *language {
	l := &language{tag: tag, dayFirst: dayFirst, entries: map[string][]entry{}, words: w}
	for _, r := range slices.Concat(rows, zoneRows) {
		for p := range strings.SplitSeq(r.phrases, "|") {
			text, caps := strings.CutPrefix(p, "^")
			e := entry{scan(text, 0), caps, r.meaning}
			first := e.tokens[0].text
			l.entries[first] = append(l.entries[first], e)
		}
	}
	for _, list := range l.entries {
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.tokens) - len(a.tokens) })
	}
	return l
}

// match returns the longest entry that tokens begin with.
// Minutes in words, such as "y cuarto", count only after a number.
func (l *language) match(tokens []token, before class) (entry, bool) {
	for _, e := range l.entries[tokens[0].text] {
		if e.class == half && before != number && before != numberWord {
			continue
		}
		if len(e.tokens) <= len(tokens) && e.fits(tokens) {
			return e, true
		}
	}
	return entry{}, false
}

func (e entry) fits(tokens []token) bool {
	if e.caps && !tokens[0].caps && !(e.class == weekday && len(tokens) > 1 && len(e.tokens) == 1 && tokens[1].kind == aNumber) {
		return false // "sat" is a day before a number only
	}
	for i, t := range e.tokens {
		if t.kind != tokens[i].kind || t.text != tokens[i].text || t.n != tokens[i].n {
			return false
		}
	}
	return true
}

// languageOf returns the language of a tag, or the one whose words occur more
// often in the text; English if neither says so.
func languageOf(tag, text string) *language {
	switch primary, _, _ := strings.Cut(strings.ToLower(tag), "-"); primary {
	case "en":
		return english
	case "es":
		return spanish
	}
	score := map[*language]int{}
	for _, t := range scan(text[:min(len(text), MaxLine)], 0) {
		for _, l := range []*language{english, spanish} {
			if t.kind == aWord && len(l.entries[t.text]) > 0 {
				score[l]++
			}
		}
	}
	if score[spanish] > score[english] {
		return spanish
	}
	return english
}

// A term is one or more tokens that mean something together.
type term struct {
	meaning
	tokens int // index of the first one
	span   Span
	text   string // of a mark or a word
	width  int    // of a number
	digits bool   // an ordinal in digits
	gap    bool
	caps   bool
	past   bool // a Spanish verb in the past tense
	end    bool // a sentence ends before this term
}

// terms gives each token its meaning. A period that only ends an abbreviation
// is dropped; one that ends a sentence sets end of the next term.
func (l *language) terms(tokens []token) []term {
	all := make([]term, 0, len(tokens))
	end := false
	for i := 0; i < len(tokens); {
		t := tokens[i]
		made := term{tokens: i, span: t.span, text: t.text, width: t.width, gap: t.gap, caps: t.caps, past: t.past, end: end}
		end = false
		size := 1
		var before class
		if len(all) > 0 {
			before = all[len(all)-1].class
		}
		switch e, ok := l.match(tokens[i:], before); {
		case t.kind == aBreak || t.text == ";" || t.text == "•":
			end = true
			i++
			continue
		case ok:
			made.meaning, size = e.meaning, len(e.tokens)
			made.span.To = tokens[i+size-1].span.To
		case t.kind == aNumber:
			made.meaning = meaning{number, t.n}
		case t.kind == anOrdinal:
			made.meaning, made.digits = meaning{ordinal, t.n}, true
		case t.text == "." && !t.gap && i > 0 && (tokens[i-1].kind == aWord || tokens[i-1].kind == anOrdinal || tokens[i-1].kind == aMark),
			t.text == "." && (i+1 == len(tokens) || tokens[i+1].gap):
			end = sentenceEnds(tokens, i) && !l.goesOn(tokens, i) || l.numberFollows(tokens, i)
			if len(all) > 0 && !end && i+1 < len(tokens) && t.span.From == all[len(all)-1].span.To {
				all[len(all)-1].span.To = t.span.To
			}
			i++
			continue
		case t.text == "!" || t.text == "?":
			end = true
			i++
			continue
		case t.kind == aMark:
			made.class = mark
		}
		all = append(all, made)
		i += size
	}
	return all
}

// goesOn reports whether the period at i, after a.m. or p.m., is followed by a
// day rather than by a new sentence: "5 p.m. Tuesdays".
func (l *language) goesOn(tokens []token, i int) bool {
	e, ok := l.match(tokens[i+1:], noClass)
	return ok && tokens[i-1].text == "m" && (e.class == weekday || e.class == zone || e.class == month)
}

// numberFollows reports whether the period at i ends a sentence before one that
// begins with a number: what precedes it is a long number or a word that is no
// abbreviation.
func (l *language) numberFollows(tokens []token, i int) bool {
	if i == 0 || i+1 >= len(tokens) || !tokens[i+1].gap || tokens[i+1].kind != aNumber && tokens[i+1].kind != anOrdinal {
		return false
	}
	before := tokens[i-1]
	return before.kind == aNumber && before.width >= 3 || before.kind == aWord && len(before.text) > 4 && !l.abbreviates(before.text)
}

// abbreviates reports whether a word can be an abbreviation before a number,
// such as "thurs" or "approx": it is in the table, and not as a word that ends
// sentences.
func (l *language) abbreviates(word string) bool {
	for _, e := range l.entries[word] {
		if len(e.tokens) > 1 {
			continue
		}
		switch e.class {
		case season, event, holiday, school, meeting, course, told, weather, optional:
		default:
			return true
		}
	}
	return false
}

// sentenceEnds reports whether the period at i ends a sentence: a word with a
// capital follows, and what precedes is no single letter of an abbreviation
// other than "m" of "p.m.".
func sentenceEnds(tokens []token, i int) bool {
	if i+1 >= len(tokens) || !tokens[i+1].gap || tokens[i+1].kind != aWord || !tokens[i+1].caps {
		return false
	}
	before := tokens[i-min(i, 1)].text
	return len(before) != 1 || before == "m" || before == "h"
}
