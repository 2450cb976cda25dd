package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// held returns the dates of a rule in two years.
func held(t *testing.T, rrule string) (dates []schedule.Date) {
	t.Helper()
	rule, err := schedule.ParseRule(rrule)
	if err != nil {
		t.Fatalf("%q: %v", rrule, err)
	}
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	from, to := schedule.MustDate("2024-01-01"), schedule.MustDate("2026-01-01")
	table, err := schedule.Compile(schedule.Series{Rule: rule, First: from, Zone: "America/New_York"}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		t.Fatalf("%q: %v", rrule, err)
	}
	for o := range table.Held(from, to) {
		dates = append(dates, o.Date)
	}
	return dates
}

// dateline is a rule as its dates, without the weeks of the month that are left
// out.
func dateline(t *testing.T, rrule string, except []string) string {
	t.Helper()
	left := map[schedule.Date]bool{}
	for _, e := range except {
		if nth, ok := strings.CutPrefix(e, "nth:"); ok {
			for _, d := range held(t, "FREQ=MONTHLY;BYDAY="+nth) {
				left[d] = true
			}
		}
	}
	var b strings.Builder
	for _, d := range held(t, rrule) {
		if !left[d] {
			fmt.Fprint(&b, d, " ")
		}
	}
	return b.String()
}

func TestRuleAndTextAgree(t *testing.T) {
	names, _ := filepath.Glob("../../schedule/phrase/testdata/*.txt")
	rules := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			head, text, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if !ok || line[0] == '\t' || line[0] == '#' {
				continue
			}
			p := published{Text: strings.ReplaceAll(text, `\n`, "\n")}
			fields := strings.Fields(head)
			p.Lang = fields[0]
			for _, word := range fields[1:] {
				if year, err := strconv.Atoi(word); err == nil {
					p.Context.Year = year
				} else {
					p.Context.Weekday = word
				}
			}
			rules += agree(t, p)
		}
	}
	if rules < 500 {
		t.Errorf("%d rules compared, want 500 at least", rules)
	}
}

// agree reports where the rule of an answer has other dates than the text of
// the same answer, and returns how many rules it has compared.
func agree(t *testing.T, p published) (n int) {
	t.Helper()
	r, err := p.read()
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := p.known()
	result := phrase.Parse(p.Text, ctx)
	for i, s := range result.Schedules {
		text, lost := phrase.Format(s.Series, result.Language, phrase.Long)
		truth := r.Truths[i]
		if truth.RRule == nil || text == "" || slices.ContainsFunc(lost, func(l phrase.Loss) bool { return l.Field == "rule" }) {
			continue
		}
		back := phrase.Parse(text, phrase.Context{Language: result.Language})
		if len(back.Schedules) != 1 || !back.Schedules[0].Series.Rule.IsValid() {
			t.Errorf("%q is written as %q, which reads as %d schedules", p.Text, text, len(back.Schedules))
			continue
		}
		n++
		want := dateline(t, back.Schedules[0].Series.Rule.String(), nil)
		if diff := cmp.Diff(want, dateline(t, *truth.RRule, truth.Except)); diff != "" {
			t.Errorf("%q: the text %q and the rule %s except %v disagree (-text +rule):\n%s", p.Text, text, *truth.RRule, truth.Except, diff)
		}
	}
	return n
}
