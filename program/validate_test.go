package program_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func TestNewRefusesTerms(t *testing.T) {
	pair := program.Team{Min: 2}
	tests := []struct {
		name  string
		terms program.Terms
		want  string
	}{
		{"S1 a price on a free program", program.Terms{Price: program.Price{Amount: 500, Currency: "USD"}}, `price.amount: 500, want 0: the program is free`},
		{"S1 a price below zero", program.Terms{Price: program.Price{Amount: -1, Currency: "USD"}}, `price.amount: -1, want 0 to 100000000`},
		{"a price in no currency", program.Terms{Price: program.Price{Amount: 0, Currency: "dollars"}}, `price.currency: "dollars", want three capital letters such as USD`},
		{"P3 hours that do not add up", program.Terms{Sessions: program.Sessions{Count: 5, Minutes: 180, TotalMinutes: 600}},
			`sessions.total_minutes: 600, want 900 to 900: 5 sessions of 180 to 180 minutes`},
		{"P3 hours beyond the longest sessions", program.Terms{Sessions: program.Sessions{Count: 2, MinMinutes: 60, MaxMinutes: 90, TotalMinutes: 181}},
			`sessions.total_minutes: 181, want 120 to 180: 2 sessions of 60 to 90 minutes`},
		{"P3 a usual length below the least", program.Terms{Sessions: program.Sessions{Minutes: 45, MinMinutes: 60}},
			`sessions.minutes: 45 in 60 to 45, want a length between the least and the greatest`},
		{"P3 a negative count", program.Terms{Sessions: program.Sessions{Count: -1}}, `sessions.count: -1, want 0 to 1000`},
		{"P4 a format without a name", program.Terms{Formats: []program.Format{{SpanDays: 2}}}, `formats[0].name: empty, want a value`},
		{"P4 gaps that contradict each other", program.Terms{Formats: []program.Format{{Name: "a", MinGapDays: 8, MaxGapDays: 7}}},
			`formats[0].min_gap_days: 8, want at most max_gap_days, 7`},
		{"P4 hours of a format that do not add up", program.Terms{Formats: []program.Format{{Name: "a", Sessions: program.Sessions{Count: 2, Minutes: 60, TotalMinutes: 60}}}},
			`formats[0].total_minutes: 60, want 120 to 120: 2 sessions of 60 to 60 minutes`},
		{"P5 a team of nobody", program.Terms{Teams: []program.Team{{}}}, `teams[0].min: 0, want 1 to 100000`},
		{"P5 a team with a maximum below its minimum", program.Terms{Teams: []program.Team{{Min: 3, Max: 2}}}, `teams[0].max: 2, want at least min, 3`},
		{"P5 more of an attribute than the team holds", program.Terms{Teams: []program.Team{{Min: 1, Max: 2, AtLeast: []program.AtLeast{{Count: 3, Attribute: "family"}}}}},
			`teams[0].at_least[0].count: 3, want 1 to 2`},
		{"P5 an attribute without a name", program.Terms{Teams: []program.Team{{Min: 1, AtLeast: []program.AtLeast{{Count: 1}}}}},
			`teams[0].at_least[0].attribute: empty, want a value`},
		{"P17 two teams for one mode", program.Terms{Teams: []program.Team{pair, {Mode: "online", Min: 3}, pair}}, `teams[2].mode: "" a second time, want one team a mode`},
		{"P6 a minimum above the maximum", program.Terms{Capacity: program.Capacity{Min: 13, Max: 12}}, `capacity.max: 12, want at least min, 13, and recommended, 0`},
		{"P6 a recommendation below the minimum", program.Terms{Capacity: program.Capacity{Min: 8, Recommended: 6}}, `capacity.recommended: 6, want at least min, 8`},
		{"P6 a negative maximum", program.Terms{Capacity: program.Capacity{Max: -1}}, `capacity.max: -1, want 0 to 100000`},
		{"P7 an entry mode that does not exist", program.Terms{Entry: program.Entry{Mode: "by post"}},
			`entry.mode: "by post", want drop-in, once per period, per date, closed, closed after or cyclic`},
		{"P7 closed after no session", program.Terms{Entry: program.Entry{Mode: program.EntryClosedAfter}},
			`entry.after_session: 0 with mode "closed after", want it with "closed after" and only there`},
		{"P7 drop-in up to a session", program.Terms{Entry: program.Entry{Mode: program.EntryDropIn, AfterSession: 2}},
			`entry.after_session: 2 with mode "drop-in", want it with "closed after" and only there`},
		{"P8 ages the wrong way round", program.Terms{Audience: program.Audience{MinAge: 30, MaxAge: 18}}, `audience.min_age: 30, want at most max_age, 18`},
		{"P8 a policy on observers that does not exist", program.Terms{Audience: program.Audience{Observers: "maybe"}}, `audience.observers: "maybe", want permitted or not permitted`},
		{"P9 steps in a circle", program.Terms{Steps: []program.Step{
			{Key: "reference", Kind: program.StepReference, After: []string{"interview"}},
			{Key: "interview", Kind: program.StepInterview, After: []string{"reference"}},
		}}, `steps[0].after: "interview", want a step that is listed before "reference"`},
		{"P9 a step after itself", program.Terms{Steps: []program.Step{{Key: "a", Kind: program.StepApproval, After: []string{"a"}}}},
			`steps[0].after: "a", want a step that is listed before "a"`},
		{"P9 a step after one that is not there", program.Terms{Steps: []program.Step{{Key: "a", Kind: program.StepApproval, After: []string{"b"}}}},
			`steps[0].after: "b", want a step that is listed before "a"`},
		{"P9 the same step twice", program.Terms{Steps: []program.Step{{Key: "a", Kind: program.StepMember}, {Key: "a", Kind: program.StepMember}}},
			`steps[1].key: "a" a second time, want each key once`},
		{"P9 a training of no program", program.Terms{Steps: []program.Step{{Key: "a", Kind: program.StepTraining}}},
			`steps[0].program: empty, want the program for a step of kind "training"`},
		{"P9 a training of a program that is not there", program.Terms{Steps: []program.Step{{Key: "a", Kind: program.StepTraining, Program: "yoga"}}},
			`steps[0].program: "yoga", want the key of a program in the catalogue`},
		{"P9 an age of nothing", program.Terms{Steps: []program.Step{{Key: "a", Kind: program.StepAge}}}, `steps[0].min_age: 0, want an age for a step of kind "age"`},
		{"leads in no window", program.Terms{Maintenance: program.Maintenance{Leads: 2}}, `maintenance.window_months: 0 with 2 leads, want both or neither`},
		{"S27 an availability that does not exist", program.Terms{Availability: "perhaps"}, `availability: "perhaps", want "offered", "offered in some places" or "not offered"`},
		{"an empty list", program.Terms{Cadences: []program.Cadence{}}, `cadences: empty, want at least one or no such field`},
		{"empty notices", program.Terms{Notices: map[program.NoticeKind]program.Text{}}, `notices: empty, want at least one or no such field`},
		{"a text without words", program.Terms{Structure: program.Text{}}, `structure: empty, want words in at least one language`},
		{"a text of blanks", program.Terms{Goals: []program.Text{{"en": "  "}}}, `goals[0].en: "  ", want words in UTF-8`},
		{"a text that is not UTF-8", program.Terms{Structure: program.Text{"en": "\xff"}}, `structure.en: "\xff", want words in UTF-8`},
		{"a text in no language", program.Terms{Structure: program.Text{"English": "x"}}, `structure: "English", want a language tag such as en or es-MX`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := withOne(support("group"), edition("it", tt.terms))
			c, err := program.New(all)
			want := `program: edition "it": ` + tt.want
			if err == nil || err.Error() != want {
				t.Errorf("error %v\nwant  %s", err, want)
			}
			if _, ok := errors.AsType[*program.RecordError](err); !ok || c != nil {
				t.Errorf("got catalogue %v and error %T, want none and a RecordError", c, err)
			}
		})
	}
}

func TestNewRefusesRecords(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*program.Program, *program.Edition)
		want  string
	}{
		{"a key with a blank", func(p *program.Program, e *program.Edition) { p.Key, e.Program = "a b", "a b" }, `program "a b": key: "a b", want 1 to 64 letters`},
		{"S1 no name", func(p *program.Program, _ *program.Edition) { p.Name = nil }, `program "group": name: empty, want words`},
		{"S1 no kind", func(p *program.Program, _ *program.Edition) { p.Kind = "" }, `program "group": kind: empty, want a value`},
		{"P18 a program without source", func(p *program.Program, _ *program.Edition) { p.Source = "" }, `program "group": source: empty`},
		{"P18 a program without confidence", func(p *program.Program, _ *program.Edition) { p.Confidence = "" }, `program "group": confidence: "", want high, medium or low`},
		{"P18 an edition without source", func(_ *program.Program, e *program.Edition) { e.Source = " " }, `edition "it": source: empty`},
		{"P18 an edition without confidence", func(_ *program.Program, e *program.Edition) { e.Confidence = "sure" }, `edition "it": confidence: "sure", want high, medium or low`},
		{"dates of unknown confidence", func(_ *program.Program, e *program.Edition) { e.DatesConfidence = "sure" }, `edition "it": dates_confidence: "sure"`},
		{"a support group for leaders of another", func(p *program.Program, _ *program.Edition) { p.For = "group" }, `program "group": for: "group" on a support group`},
		{"a training for a program that is not there", func(p *program.Program, _ *program.Edition) { p.Kind, p.For = program.KindTraining, "yoga" },
			`program "group": for: "yoga", want the key of a program in the catalogue`},
		{"P2 an edition of no program", func(_ *program.Program, e *program.Edition) { e.Program = "" }, `edition "it": program: empty`},
		{"P2 an edition of a program that is not there", func(_ *program.Program, e *program.Edition) { e.Program = "yoga" }, `edition "it": program: "yoga", want the key`},
		{"P2 an edition in no language", func(_ *program.Program, e *program.Edition) { e.Language = "" }, `edition "it": language: "", want a language tag`},
		{"P2 an edition for no place", func(_ *program.Program, e *program.Edition) { e.Jurisdiction = "" }, `edition "it": jurisdiction: "", want the form "us", "us/IL" or "us/FL/jax"`},
		{"P2 an edition that ends before it begins", func(_ *program.Program, e *program.Edition) {
			e.From, e.To = schedule.MustDate("2022-06-02"), schedule.MustDate("2022-06-02")
		}, `edition "it": to: 2022-06-02, want a date after from, 2022-06-02`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, e := support("group"), edition("it", program.Terms{})
			tt.spoil(&p, &e)
			_, err := program.New(withOne(p, e))
			if err == nil || !strings.HasPrefix(err.Error(), "program: "+tt.want) {
				t.Errorf("error %v\nwant  program: %s", err, tt.want)
			}
		})
	}
	t.Run("all problems at once", func(t *testing.T) {
		p, e := support(""), edition("", program.Terms{Availability: "perhaps"})
		_, err := program.New(withOne(p, e))
		if n := len(strings.Split(fmt.Sprint(err), "\n")); n != 4 {
			t.Errorf("%d problems, want 4:\n%v", n, err)
		}
	})
	t.Run("a key twice in one lot", func(t *testing.T) {
		p := support("group")
		_, err := program.New(records(p, p))
		if err == nil || err.Error() != `program: program "group": key: "group" a second time, want each key once` {
			t.Errorf("error %v", err)
		}
		twice := program.Records{Programs: []program.Program{p, p}}
		if _, err := program.New(records(p), twice); err == nil {
			t.Error("a key twice in the second lot was accepted")
		}
	})
}

func TestOverlaps(t *testing.T) {
	base := records(support("group"), support("other"))
	day := func(s string) schedule.Date {
		if s == "" {
			return schedule.Date{}
		}
		return schedule.MustDate(s)
	}
	tests := []struct {
		name       string
		from1, to1 string
		from2, to2 string
		change     func(*program.Edition)
		want       string // "" if both may stand
	}{
		{"P2 one after the other", "2010-02-01", "2020-01-01", "2020-01-01", "", nil, ""},
		{"P2 one day shared", "2010-02-01", "2020-01-02", "2020-01-01", "", nil, "on 2020-01-01"},
		{"P2 one inside the other", "2010-02-01", "", "2012-01-01", "2013-01-01", nil, "on 2012-01-01"},
		{"P2 both without dates", "", "", "", "", nil, "on their first dates"},
		{"P2 both without a beginning", "", "2010-01-01", "", "2011-01-01", nil, "on their first dates"},
		{"P2 another language", "", "", "", "", func(e *program.Edition) { e.Language = "es" }, ""},
		{"P2 another place", "", "", "", "", func(e *program.Edition) { e.Jurisdiction = "us/IL" }, ""},
		{"P2 another program", "", "", "", "", func(e *program.Edition) { e.Program = "other" }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := edition("first", program.Terms{}), edition("second", program.Terms{})
			a.From, a.To, b.From, b.To = day(tt.from1), day(tt.to1), day(tt.from2), day(tt.to2)
			if tt.change != nil {
				tt.change(&b)
			}
			for _, all := range []program.Records{with(with(base, a), b), with(with(base, b), a)} {
				_, err := program.New(all)
				if tt.want == "" {
					if err != nil {
						t.Errorf("error %v, want none", err)
					}
					continue
				}
				wantError(t, err, program.ErrOverlap)
				for _, s := range []string{`"first"`, `"second"`, `both of "group" in "en" for us, ` + tt.want} {
					if !strings.Contains(fmt.Sprint(err), s) {
						t.Errorf("error %v, want %s in it", err, s)
					}
				}
			}
		})
	}
	t.Run("P2 a long edition is compared with all that it covers", func(t *testing.T) {
		all := base
		for i, dates := range [][2]string{{"2000-01-01", "2030-01-01"}, {"2001-01-01", "2002-01-01"}, {"2010-01-01", "2011-01-01"}} {
			e := edition(fmt.Sprint("e", i), program.Terms{})
			e.From, e.To = day(dates[0]), day(dates[1])
			all = with(all, e)
		}
		_, err := program.New(all)
		for _, s := range []string{`"e0" and "e1"`, `"e0" and "e2"`} {
			if !strings.Contains(fmt.Sprint(err), s) {
				t.Errorf("error %v, want %s in it", err, s)
			}
		}
	})
}
