package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// A published line is one line of input of reach phrase.
type published struct {
	ID      json.RawMessage `json:"id"`
	Text    string          `json:"text"`
	Lang    string          `json:"lang"`
	Context struct {
		Year     int    `json:"year"`
		Weekday  string `json:"weekday"` // MO to SU
		Zone     string `json:"zone"`
		DayFirst bool   `json:"dayFirst"`
	} `json:"context"`
}

// A reading is the answer to it: what the text says of each of its schedules,
// and all of them in our own wording.
type reading struct {
	ID     json.RawMessage `json:"id"`
	Truths []truth         `json:"truths"`
	Text   string          `json:"text"`
	Notes  []remark        `json:"notes,omitempty"`
}

// A remark says what was inferred from a piece of the text, what no schedule
// can hold, or what was not understood.
type remark struct {
	Code string `json:"code"`
	Text string `json:"text"` // the piece
	Why  string `json:"why"`
}

// A truth is one schedule as labelled data write it. All fields are always
// there; null is what the text does not say.
type truth struct {
	Kind     string          `json:"kind"`
	RRule    *string         `json:"rrule"`
	Start    *string         `json:"start"`
	End      *string         `json:"end"`
	Starting *schedule.Date  `json:"starting"`
	Ending   *schedule.Date  `json:"ending"`
	Dates    []schedule.Date `json:"dates"`
	Except   []string        `json:"except"`
	Sessions *int            `json:"sessions"`
	Missing  []string        `json:"missing"`
	Conflict *string         `json:"conflict"`
}

func readPhrases(args []string, env environment) error {
	fs := flag.NewFlagSet("reach phrase", flag.ContinueOnError)
	if err := parse(fs, args, env); err != nil {
		return err
	}
	in, err := input(fs, env)
	if err != nil {
		return err
	}
	defer in.Close()
	return eachLine(in, env.out, func(line []byte) (any, json.RawMessage, error) {
		p := published{Text: string(line)}
		if line[0] == '{' {
			p.Text = ""
			if err := json.Unmarshal(line, &p); err != nil {
				return nil, p.ID, err
			}
		}
		r, err := p.read()
		return r, p.ID, err
	})
}

func (p published) read() (reading, error) {
	ctx, err := p.known()
	if err != nil {
		return reading{}, err
	}
	result := phrase.Parse(p.Text, ctx)
	for _, n := range result.Rest {
		if n.Code == phrase.TooMuch {
			return reading{}, fmt.Errorf("text: %s", n.Text)
		}
	}
	r := reading{ID: p.ID, Truths: []truth{}}
	var texts []string
	for _, s := range result.Schedules {
		r.Truths = append(r.Truths, truthOf(s))
		r.remark(p.Text, s.Notes)
		text, _ := phrase.Format(s.Series, result.Language, phrase.Long)
		if text != "" {
			texts = append(texts, text)
		}
	}
	r.remark(p.Text, slices.DeleteFunc(result.Rest, func(n phrase.Note) bool { return n.Code != phrase.Unread }))
	r.Text = strings.Join(texts, "; ")
	if len(r.Truths) == 0 {
		r.Truths = []truth{{Kind: "none"}}
	}
	return r, nil
}

// known checks the language and the context of a line.
func (p published) known() (phrase.Context, error) {
	c := p.Context
	ctx := phrase.Context{Language: p.Lang, Year: c.Year, Zone: c.Zone, DayFirst: c.DayFirst}
	switch primary, _, _ := strings.Cut(strings.ToLower(p.Lang), "-"); primary {
	case "", "en", "es":
	default:
		return ctx, fmt.Errorf("lang %q, want en or es, or a tag that begins so", p.Lang)
	}
	if c.Year != 0 && (c.Year < schedule.MinYear || c.Year > schedule.MaxYear) {
		return ctx, fmt.Errorf("context.year %d, want %d to %d", c.Year, schedule.MinYear, schedule.MaxYear)
	}
	if c.Zone != "" {
		if _, err := schedule.LoadZone(c.Zone); err != nil {
			return ctx, fmt.Errorf("context.zone %q, want an IANA name such as America/New_York", c.Zone)
		}
	}
	if c.Weekday == "" {
		return ctx, nil
	}
	rule, err := schedule.ParseRule("FREQ=WEEKLY;BYDAY=" + c.Weekday)
	if err != nil || len(c.Weekday) != 2 {
		return ctx, fmt.Errorf("context.weekday %q, want MO to SU", c.Weekday)
	}
	ctx.HasWeekday, ctx.Weekday = true, rule.Parts().Days[0].Day
	return ctx, nil
}

// remark adds notes to the answer, each once.
func (r *reading) remark(text string, notes []phrase.Note) {
	for _, n := range notes {
		one := remark{n.Code.String(), text[n.Span.From:n.Span.To], n.Text}
		if n.Code == phrase.Unread {
			one.Why = "it is about days or times, but was not understood"
		}
		if !slices.Contains(r.Notes, one) {
			r.Notes = append(r.Notes, one)
		}
	}
}

func truthOf(s phrase.Schedule) truth {
	t := truth{Kind: kindOf(s), Dates: s.Series.Dates}
	if s.Series.Rule.IsValid() {
		t.RRule = ptr(ruleOf(s))
		t.Dates = append(slices.Clone(t.Dates), s.Named...)
	}
	if c := s.Series.Start; !c.IsZero() {
		t.Start = ptr(fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute()))
		if s.Series.Length > 0 {
			minutes := (c.Seconds()/60 + int(s.Series.Length.Minutes())) % (24 * 60)
			t.End = ptr(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
		}
	}
	if !s.Series.First.IsZero() {
		t.Starting = &s.Series.First
	}
	if !s.Series.Last.IsZero() {
		t.Ending = &s.Series.Last
	}
	if s.Sessions > 0 {
		t.Sessions = &s.Sessions
	}
	for _, w := range s.Without {
		t.Except = append(t.Except, withoutOf(w))
	}
	slices.Sort(t.Except)
	for _, m := range s.Missing {
		t.Missing = append(t.Missing, string(m))
	}
	if s.Conflict != "" {
		t.Conflict = &s.Conflict
	}
	return t
}

func ptr[T any](v T) *T { return &v }

// kindOf names the schedule as the description of the data does: a rule whose
// days are settled keeps its kind if all that is missing beside it is the week
// from which it counts, am or pm of an hour that leaves little doubt, or a
// school calendar.
func kindOf(s phrase.Schedule) string {
	p := s.Series.Rule.Parts()
	switch {
	case s.Status == phrase.Ambiguous && !onlyLacks(s):
		return "ambiguous"
	case p.Frequency == 0:
		return "dates"
	case s.Sessions > 0, !s.Series.First.IsZero() && !s.Series.Last.IsZero():
		return "course"
	case p.Frequency == schedule.PerMonth, p.Frequency == schedule.PerYear:
		return "monthly"
	case p.Interval == 2:
		return "biweekly"
	}
	return "weekly"
}

// onlyLacks reports whether an ambiguous schedule has a rule, and nothing but
// what is missing stands against it.
func onlyLacks(s phrase.Schedule) bool {
	if s.Conflict != "" || !s.Series.Rule.IsValid() || len(s.Readings) > 0 {
		return false
	}
	for _, m := range s.Missing {
		switch m {
		case phrase.Anchor, phrase.Calendar, phrase.Time:
		case phrase.AMPM:
			if h := s.Series.Start.Hour(); h < 10 { // "8-9" can be either half of the day
				return false
			}
		default:
			return false
		}
	}
	return true
}

// ruleOf writes the rule. Weekdays of the month that are left out are among
// the exceptions, so the rule itself is the weekly one.
func ruleOf(s phrase.Schedule) string {
	p := s.Series.Rule.Parts()
	if p.Frequency == schedule.PerMonth && everyWeek(s, p.Days) {
		p.Frequency = schedule.PerWeek
		for i := range p.Days {
			p.Days[i].N = 0
		}
	}
	p.WeekStart = 0
	rule, err := schedule.NewRule(p)
	if err != nil {
		rule = s.Series.Rule
	}
	return strings.Replace(rule.String(), ";WKST=MO", "", 1)
}

// everyWeek reports whether the weekdays of the month that a rule has and those
// that are left out of it are all five weeks.
func everyWeek(s phrase.Schedule, days []schedule.NthDay) bool {
	weeks := map[time.Weekday]int{}
	for _, d := range days {
		weeks[d.Day]++
	}
	left := false
	for _, w := range s.Without {
		if w.Kind == phrase.WithoutNth {
			weeks[w.Nth.Day]++
			left = true
		}
	}
	for _, n := range weeks {
		if n != 5 {
			return false
		}
	}
	return left
}

// withoutOf writes an exception: holidays, weather, 2022-11-23, 11-23,
// month:7, nth:2MO or other.
func withoutOf(w phrase.Without) string {
	switch w.Kind {
	case phrase.WithoutHolidays:
		return "holidays"
	case phrase.WithoutWeather:
		return "weather"
	case phrase.WithoutDate:
		return w.Date.String()
	case phrase.WithoutDay:
		return fmt.Sprintf("%02d-%02d", w.Month, w.Day)
	case phrase.WithoutMonth:
		return fmt.Sprintf("month:%d", w.Month)
	case phrase.WithoutNth:
		return fmt.Sprintf("nth:%d%s", w.Nth.N, strings.ToUpper(w.Nth.Day.String()[:2]))
	}
	return "other"
}
