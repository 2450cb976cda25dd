package feed

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// FirstDay returns the first day of a series of which a source says only that
// it meets every week: 1 January 2000. It is the same for all of them, so that
// importing once more changes nothing.
func FirstDay() schedule.Date { return schedule.MustDate("2000-01-01") }

// The codes of findings about what Derive has read, or could not.
const (
	CodeDerived   = "schedule-derived" // a note has changed the series
	CodeUnderived = "schedule-in-note" // a note may say when it meets, but not clearly
)

// Derive reads what free text, such as a note beside it, says about a series
// that is known to meet every week, and returns the series that results:
//
//   - "1st and 3rd Wed", as the whole text or with a word such as "only", leaves those Wednesdays of each month;
//   - "no meeting last Thursday" leaves out those Thursdays;
//   - "closed on holidays" makes the policy on holidays Skip.
//
// All of a sentence must be about that, and about the series' own weekday and
// time: "last Saturday: speaker" and "business meeting 2nd Sunday" are
// annotations, which change nothing. There is a finding for each change, and for
// each sentence that may mean one but is not clear, such as "every other Sunday"
// without a first date. derived reports whether the series was changed.
//
// The language is "en", "es", or "" to tell it from the words.
func Derive(s schedule.Series, language string, texts ...string) (got schedule.Series, derived bool, findings []program.Finding) {
	d := deriver{series: s, language: language}
	for _, text := range texts {
		if !mayConcern(text) {
			continue
		}
		clauses := strings.FieldsFunc(strings.ReplaceAll(text, " / ", "\n"), endsClause)
		d.alone = len(clauses) == 1
		for _, clause := range clauses {
			d.clause(strings.TrimSpace(clause))
		}
	}
	return d.result()
}

// endsClause reports whether r ends a sentence or what stands like one in notes.
func endsClause(r rune) bool { return strings.ContainsRune(".;!|\n\r*()[]", r) }

// mayConcern reports whether a text has a word without which no clause concerns
// the dates. It saves most texts from a closer look.
func mayConcern(text string) bool {
	for word := range wordsOf(text) {
		if slices.Contains(holidayWords, word) || ordinal(word) {
			return true
		}
	}
	return false
}

// A deriver collects what the clauses say.
type deriver struct {
	series   schedule.Series
	language string
	alone    bool // the clause is the whole text

	only, not []change
	holidays  string // the clause about them
	findings  []program.Finding
}

// A change is a rule and the clause that it comes from.
type change struct {
	rule   schedule.Rule
	clause string
}

var (
	holidayWords = []string{"holiday", "holidays", "festivos", "feriados"}
	negations    = []string{"no", "not", "closed", "except", "excluding", "doesn't", "don't", "excepto", "salvo", "cerrado", "menos"}
	// fillers are words that a sentence about dates may have besides those of
	// the dates.
	fillers = []string{
		"a", "all", "and", "are", "at", "day", "days", "do", "does", "each", "every", "gathers", "gather", "group", "groups", "held", "in",
		"is", "it", "meet", "meeting", "meetings", "meets", "month", "monthly", "mtg", "mtgs", "occurs", "of", "on", "only", "or",
		"the", "there", "this", "we", "will", "be", "takes", "place", "except",
		"el", "en", "días", "grupo", "la", "las", "los", "nos", "reunimos", "reúne", "reunión", "reuniones", "se", "solamente", "solo", "sólo", "todos", "hay", "mes", "de", "del", "cada",
	}
	// statements are those that make a statement of the bare name of a day,
	// which may else belong to a line above it.
	statements = []string{"gather", "gathers", "held", "meet", "meets", "occurs", "only", "reúne", "reunimos", "solamente", "solo", "sólo"}
	// ofAll are the words that may say which holidays: whatever list the
	// organization has.
	ofAll = []string{"major", "legal", "national", "federal", "statutory", "public", "official", "bank"}
)

// clause reads one clause.
func (d *deriver) clause(text string) {
	var words []string
	for word := range wordsOf(text) {
		words = append(words, word)
	}
	in := func(list []string) func(string) bool {
		return func(word string) bool { return slices.Contains(list, word) }
	}
	holidays := slices.ContainsFunc(words, in(holidayWords))
	negated := slices.ContainsFunc(words, in(negations))
	switch {
	case slices.ContainsFunc(words, ordinal):
		d.ordinals(text, words, negated && !holidays)
	case !holidays:
	case negated && !slices.ContainsFunc(words, func(w string) bool {
		return !in(holidayWords)(w) && !in(negations)(w) && !in(fillers)(w) && !in(ofAll)(w)
	}):
		d.holidays = text
	default:
		d.unclear("on_holiday", text, "a note is about holidays, but not simply about all of them")
	}
}

// ordinals reads a clause with an ordinal in it, "1st" or "every other".
func (d *deriver) ordinals(text string, words []string, negated bool) {
	if negated && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "closed") || strings.HasPrefix(w, "cerrad") }) {
		return // "closed except last Monday" is about who may come
	}
	clause := text
	if negated {
		words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(negations, w) || w == "meeting" || w == "mtg" })
		text = strings.Join(words, " ")
	}
	if !d.alone && !negated && !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(statements, w) }) {
		return // the name of a day that may belong to a line above it
	}
	r := phrase.Parse(text, phrase.Context{Language: d.language})
	if len(r.Schedules) != 1 || !onlyFillers(text, r.Schedules[0].Spans) {
		return
	}
	found := r.Schedules[0]
	if at := found.Series.Start; !at.IsZero() && at != d.series.Start {
		return
	}
	switch day, ok := nthDay(found.Series.Rule); {
	case found.Status != phrase.Resolved || !found.Series.Rule.IsValid():
		if found.Series.Rule.Parts().Interval > 1 || !found.Series.Rule.IsValid() {
			d.unclear("rule", clause, "a note says which weeks it meets, but not clearly; it is listed as every week")
		}
	case !ok || d.series.Rule != schedule.Weekly(day):
		d.unclear("rule", clause, "a note speaks of other days than the record has")
	case negated:
		d.not = add(d.not, change{found.Series.Rule, clause})
	default:
		d.only = add(d.only, change{found.Series.Rule, clause})
		if found.Series.OnHoliday == schedule.Skip {
			d.holidays = clause
		}
	}
}

// add adds a change, unless another clause says the same.
func add(list []change, c change) []change {
	if slices.ContainsFunc(list, func(other change) bool { return other.rule == c.rule }) {
		return list
	}
	return append(list, c)
}

func (d *deriver) unclear(field, text, message string) {
	d.findings = append(d.findings, program.Finding{
		Code: CodeUnderived, Severity: program.Warning, Field: field, Value: text, Message: message,
	})
}

// result applies what was read.
func (d *deriver) result() (schedule.Series, bool, []program.Finding) {
	s, derived := d.series, false
	note := func(field, clause string) {
		derived = true
		d.findings = append(d.findings, program.Finding{
			Code: CodeDerived, Severity: program.Info, Field: field, Value: clause, Message: "read out of a note; look it over",
		})
	}
	switch all := slices.Concat(d.only, d.not); {
	case len(all) == 0:
	case len(d.only) == 1 && len(d.not) == 0:
		s.Rule = d.only[0].rule
		note("rule", d.only[0].clause)
	case len(d.only) == 0 && len(d.not) == 1 && without(d.not[0].rule).IsValid():
		s.Rule = without(d.not[0].rule)
		note("rule", d.not[0].clause)
	default:
		d.unclear("rule", all[0].clause, fmt.Sprintf("%d notes say which weeks it meets, want one", len(all)))
	}
	if d.holidays != "" && s.OnHoliday == schedule.Keep {
		s.OnHoliday = schedule.Skip
		note("on_holiday", d.holidays)
	}
	return s, derived, d.findings
}

// nthDay returns the weekday of a rule of nth weekdays of the month; ok is false
// for any other rule.
func nthDay(r schedule.Rule) (day time.Weekday, ok bool) {
	days := r.Parts().Days
	if len(days) == 0 {
		return 0, false
	}
	nth := make([]int, len(days))
	for i, n := range days {
		nth[i] = n.N
	}
	return days[0].Day, !slices.Contains(nth, 0) && r == schedule.NthWeekdays(days[0].Day, nth...)
}

// without returns the rule of the same weekdays of the month that r does not
// have, or the zero Rule if r counts from both ends of the month.
func without(r schedule.Rule) schedule.Rule {
	var rest []int
	days := r.Parts().Days
	sign := 1
	if days[0].N < 0 {
		sign = -1
	}
	for n := sign; n*sign <= 5; n += sign {
		if !slices.ContainsFunc(days, func(d schedule.NthDay) bool { return d.N == n }) {
			rest = append(rest, n)
		}
	}
	if len(rest)+len(days) != 5 || len(rest) == 0 {
		return schedule.Rule{}
	}
	return schedule.NthWeekdays(days[0].Day, rest...)
}

// onlyFillers reports whether what a text has besides some pieces are words
// that say nothing more about its dates.
func onlyFillers(text string, spans []phrase.Span) bool {
	at := 0
	plain := func(piece string) bool {
		for word := range wordsOf(piece) {
			if !slices.Contains(fillers, word) && !slices.Contains(holidayWords, word) {
				return false
			}
		}
		return true
	}
	for _, s := range spans {
		if s.From >= at && !plain(text[at:s.From]) {
			return false
		}
		at = max(at, s.To)
	}
	return plain(text[at:])
}

// wordsOf yields the words of a text in lower case.
func wordsOf(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }) {
			if !yield(strings.ToLower(word)) {
				return
			}
		}
	}
}

// ordinal reports whether a word may say which of several weeks is meant.
func ordinal(word string) bool {
	switch word {
	case "1st", "2nd", "3rd", "4th", "5th", "first", "second", "third", "fourth", "fifth", "last", "other", "alternate", "alternating",
		"biweekly", "bi", "monthly", "primer", "primero", "segundo", "tercer", "tercero", "cuarto", "quinto", "último", "ultimo", "1er", "2do", "3er", "4to":
		return true
	}
	return false
}
