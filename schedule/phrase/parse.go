package phrase

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// How a text becomes schedules, stage by stage. Each stage embeds the one before
// it and sees what that one knows.
//
//	tokens    token.go      words, numbers and marks
//	terms     language.go   tokens with a meaning, from the tables of a language
//	                        (english.go, spanish.go, shortforms.go, zone.go)
//	reader    item.go       terms become items: weekdays (days.go, ordinals.go),
//	                        times (clock.go, walltime.go), dates (dates.go,
//	                        figures.go), days of the month and months (monthdays.go,
//	                        monthyear.go), and cues, which say how the others belong
//	                        together. What only looks so is refused (refuse.go),
//	                        what is left is not understood (unread.go)
//	roles     roles.go      what each item is to the schedule under the cue in force
//	                        (place.go): a first or last day, left out (exclude.go,
//	                        instead.go), hours of a building (open.go), a title
//	grouper   group.go      items become drafts: days with one time each
//	facts     facts.go      what holds for several drafts: years (calendar.go), how
//	                        often, in which months (monthscope.go, partyear.go), and
//	                        which of them are news (single.go, story.go)
//	settler   settle.go     a draft becomes a Schedule: am or pm (ampm.go), first and
//	                        last day (limits.go, ranges.go), what is left out
//	                        (without.go), and the rule itself (finish.go)

// Parse reads a line or a paragraph and returns the schedules in it. It takes
// time in proportion to the length of the text. Lines longer than [MaxLine]
// are not read.
func Parse(text string, ctx Context) Result {
	lang := languageOf(ctx.Language, text)
	var tokens []token
	var long []Note
	for from := 0; from < len(text); {
		to := len(text)
		if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
			to = from + n + 1
		}
		if to-from > MaxLine {
			long = append(long, Note{TooMuch, Span{from, to}, fmt.Sprintf("the line is longer than %d bytes", MaxLine)})
		} else {
			tokens = append(tokens, scan(text[from:to], from)...)
		}
		from = to
	}
	r := &reader{lang: lang, ctx: ctx, terms: lang.terms(tokens)}
	r.shortTuesdays()
	r.read()
	a := &roles{reader: r}
	a.assign()
	f := &facts{grouper: &grouper{roles: a}}
	f.group()
	f.collect()
	result := f.result()
	f.confess(text, &result)
	for _, s := range result.Schedules {
		if result.Status != Ambiguous {
			result.Status = s.Status
		}
	}
	result.Language = lang.tag
	result.Rest = append(result.Rest, long...)
	result.Rest = append(result.Rest, f.rest(text, &result)...)
	slices.SortStableFunc(result.Rest, func(a, b Note) int { return a.Span.From - b.Span.From })
	return result
}

// result settles the drafts into schedules.
func (f *facts) result() Result {
	drafts := f.dropTold(f.drafts)
	if len(drafts) == 0 {
		drafts = f.bare()
	}
	var res Result
	if len(drafts) > MaxSchedules {
		at := f.items[drafts[MaxSchedules].first()].span
		res.Rest = append(res.Rest, Note{TooMuch, at, fmt.Sprintf("a text gives %d schedules at most", MaxSchedules)})
		drafts = drafts[:MaxSchedules]
	}
	drafts = f.partsOfYear(f.withoutEchoes(drafts))
	for n := range drafts {
		s := settler{facts: f, draft: drafts[n], drafts: drafts, n: n}
		if one := s.settle(); !slices.ContainsFunc(res.Schedules, one.sameAs) {
			res.Schedules = append(res.Schedules, one)
		}
	}
	f.splitExcepted(&res)
	markDetails(res.Schedules)
	return res
}

// sameAs reports whether two schedules have the same days and time.
func (s Schedule) sameAs(t Schedule) bool {
	a, b := s.Series, t.Series
	known := a.Rule.IsValid() || len(a.Dates) > 0 || s.Status == Ambiguous && s.Conflict == ""
	return s.Status == t.Status && known && !a.Start.IsZero() &&
		a.Rule == b.Rule && a.Start == b.Start && a.Length == b.Length &&
		a.First == b.First && a.Last == b.Last && a.Count == b.Count && slices.Equal(a.Dates, b.Dates)
}

// withoutEchoes drops drafts without a time that repeat the days of another
// one: "First Wed, 7 pm: Poets of the First Wed".
func (f *facts) withoutEchoes(drafts []draft) []draft {
	timed := map[schedule.Rule]bool{}
	rule := func(d draft) schedule.Rule {
		if d.days < 0 || f.items[d.days].kind != dayItem || f.items[d.days].days.interval > 0 {
			return schedule.Rule{}
		}
		p := schedule.Parts{Frequency: schedule.PerMonth, Days: f.items[d.days].days.set}
		r, _ := schedule.NewRule(p)
		return r
	}
	for _, d := range drafts {
		if d.time >= 0 {
			timed[rule(d)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(drafts), func(d draft) bool {
		r := rule(d)
		return d.time < 0 && r.IsValid() && timed[r]
	})
}

// bare returns what there is to settle in a text without days: times, a
// course, a cadence, exceptions or a range of dates. It is nothing if the text
// only says when a group does not meet, or has none of these.
func (f *facts) bare() []draft {
	empty := draft{days: -1, time: -1, check: -1}
	if len(f.orphans) > 0 {
		var list []draft
		for _, i := range f.orphans {
			for n := range f.items[i].times {
				d := empty
				d.time, d.nth = i, n
				list = append(list, d)
			}
		}
		return list
	}
	switch {
	case f.onlyNegative():
		return nil
	case f.sessions >= 0 && f.course, f.line.any() && (f.people || f.onlyWords()), len(f.without) > 0, f.vagueDay():
		return []draft{empty}
	case len(f.start) > 0 && f.at(f.items[f.start[0]].from-1).text == "since": // "sober since March 3"
		return nil
	case len(f.start) > 0 && f.items[f.start[0]].kind != monthItem, len(f.end) > 0 && f.items[f.end[0]].kind == dateItem:
		return []draft{empty}
	case f.ordinalsAlone(), f.onlyEvent():
		return []draft{empty}
	}
	return nil
}

// onlyNegative reports whether all that the text says of days is that a group
// does not meet on some weekday of the month.
func (f *facts) onlyNegative() bool {
	if f.sessions >= 0 || f.line.weeks > 0 || f.line.weekly {
		return false
	}
	for _, i := range f.without {
		if f.items[i].kind == dayItem && !f.which(i) {
			return true
		}
	}
	return false
}

// which reports whether an exception is followed by what takes place instead:
// "except the last Friday, which is".
func (f *facts) which(i int) bool {
	for k := f.items[i].to; k < f.items[i].to+4; k++ {
		if f.at(k).text == "which" {
			return true
		}
	}
	return false
}

// vagueDay reports whether a weekday was refused because the text means one
// date of it.
func (f *facts) vagueDay() bool {
	for _, it := range f.items {
		if it.gone == oneDay {
			return true
		}
	}
	return false
}

// ordinalsAlone reports whether the text has several of 1st to 5th in digits
// that belong to no other word, as if the weekday stood elsewhere.
func (f *facts) ordinalsAlone() bool {
	n := 0
	for i, t := range f.terms {
		if t.class == ordinal && t.digits && t.n <= 5 && f.strayAt(i) {
			n++
		}
	}
	return n >= 2
}

// strayAt reports whether the term at i was not understood.
func (f *facts) strayAt(i int) bool {
	at, found := slices.BinarySearchFunc(f.items, i, func(it item, i int) int { return it.from - i })
	return found && f.items[at].kind == strayItem
}

// onlyEvent reports whether the text is little else than the name of a
// holiday, such as "Day after Columbus Day".
func (f *facts) onlyEvent() bool {
	for i, it := range f.items {
		if it.kind == cue && it.class == event && f.onlyWords() {
			f.except(i)
			return true
		}
	}
	return false
}

// onlyWords reports whether the text has no words with a weight of their own.
func (f *facts) onlyWords() bool {
	for _, t := range f.terms {
		switch t.class {
		case event, filler, neither, deadline, unit, mark, and, from, twice, weekly, fortnightly, monthly, onceMonthly:
		default:
			return false
		}
	}
	return true
}

// markDetails notes schedules whose dates another one of the text has anyway:
// "Saturdays; last Saturday: speaker".
func markDetails(list []Schedule) {
	for i := range list {
		for k := range list {
			if i != k && isDetail(list[i].Series, list[k].Series) {
				list[i].Notes = append(list[i].Notes, Note{Detail, list[i].Spans[0], "another schedule of the text has these dates too"})
				break
			}
		}
	}
}

func isDetail(a, b schedule.Series) bool {
	in := func(months []time.Month, m time.Month) bool { return len(months) == 0 || slices.Contains(months, m) }
	p, q := a.Rule.Parts(), b.Rule.Parts()
	for m := time.January; m <= time.December; m++ {
		if in(p.Months, m) && !in(q.Months, m) {
			return false
		}
	}
	if p.Frequency != schedule.PerMonth || q.Frequency != schedule.PerWeek || q.Interval > 1 || len(p.Days) == 0 {
		return false
	}
	for _, d := range p.Days {
		if !slices.Contains(q.Days, schedule.NthDay{Day: d.Day}) {
			return false
		}
	}
	return a.Start == b.Start || a.Start.IsZero()
}
