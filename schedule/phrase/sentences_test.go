package phrase_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

var update = flag.Bool("update", false, "write the readings into testdata")

// describe writes what was read in one line for each schedule.
func describe(r phrase.Result) string {
	if len(r.Schedules) == 0 {
		return "\tnone\n"
	}
	var b strings.Builder
	for _, s := range r.Schedules {
		b.WriteString("\t" + describeOne(s) + "\n")
	}
	return b.String()
}

func describeOne(s phrase.Schedule) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if s.Status == phrase.Ambiguous {
		add("AMBIGUOUS")
	}
	if s.Series.Rule.IsValid() {
		add("%s", strings.ReplaceAll(s.Series.Rule.String(), ";WKST=MO", ""))
	}
	if len(s.Series.Dates) > 0 {
		add("dates %v", s.Series.Dates)
	}
	if !s.Series.Start.IsZero() {
		add("%s", s.Series.Start)
	}
	if s.Series.Length > 0 {
		add("for %d min", int(s.Series.Length/time.Minute))
	}
	if s.Series.Zone != "" {
		add("in %s", s.Series.Zone)
	}
	if !s.Series.First.IsZero() {
		add("first %s", s.Series.First)
	}
	if !s.Series.Last.IsZero() {
		add("last %s", s.Series.Last)
	}
	if s.Series.Count > 0 {
		add("count %d", s.Series.Count)
	}
	for _, w := range s.Without {
		add("without %s", describeWithout(w))
	}
	if len(s.Named) > 0 {
		add("named %v", s.Named)
	}
	if len(s.Missing) > 0 {
		add("missing %v", s.Missing)
	}
	if s.Conflict != "" {
		add("conflict: %s", s.Conflict)
	}
	return strings.Join(parts, " ")
}

func describeWithout(w phrase.Without) string {
	switch w.Kind {
	case phrase.WithoutHolidays:
		return "holidays"
	case phrase.WithoutWeather:
		return "bad weather"
	case phrase.WithoutDate:
		return w.Date.String()
	case phrase.WithoutDay:
		return fmt.Sprintf("%s %d", w.Month, w.Day)
	case phrase.WithoutMonth:
		return w.Month.String()
	case phrase.WithoutNth:
		return fmt.Sprintf("%s no. %d", w.Nth.Day, w.Nth.N)
	}
	return fmt.Sprintf("%q", w.Text)
}

// contextOf reads "es 2024 TH".
func contextOf(t *testing.T, text string) phrase.Context {
	var ctx phrase.Context
	for i, word := range strings.Fields(text) {
		if i == 0 {
			ctx.Language = word
			continue
		}
		if year, err := strconv.Atoi(word); err == nil {
			ctx.Year = year
			continue
		}
		rule, err := schedule.ParseRule("FREQ=WEEKLY;BYDAY=" + word)
		if err != nil {
			t.Fatal(err)
		}
		ctx.HasWeekday, ctx.Weekday = true, rule.Parts().Days[0].Day
	}
	return ctx
}

// A sentence is an entry of testdata: "en 2024 | text" and under it what it
// says, one line for each schedule.
type sentence struct{ head, want string }

func sentences(t *testing.T, name string) (comment string, all []sentence) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	comment, rest, _ := strings.Cut(string(data), "\n\n")
	for entry := range strings.SplitSeq(strings.TrimSpace(rest), "\n\n") {
		head, want, _ := strings.Cut(entry, "\n")
		if want != "" {
			want += "\n"
		}
		all = append(all, sentence{head, want})
	}
	return comment, all
}

func (s sentence) parse(t *testing.T) (text string, r phrase.Result) {
	head, text, ok := strings.Cut(s.head, " | ")
	if !ok {
		t.Fatalf("no | in %q", s.head)
	}
	text = strings.ReplaceAll(text, `\n`, "\n")
	return text, phrase.Parse(text, contextOf(t, head))
}

func TestSentences(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txt")
	total := 0
	for _, name := range names {
		comment, all := sentences(t, name)
		total += len(all)
		var b strings.Builder
		b.WriteString(comment + "\n")
		for _, s := range all {
			text, r := s.parse(t)
			got := describe(r)
			b.WriteString("\n" + s.head + "\n" + got)
			if diff := cmp.Diff(s.want, got); diff != "" && !*update {
				t.Errorf("%s: %s (-want +got):\n%s", name, s.head, diff)
			}
			checkSpans(t, text, r)
			if name == "testdata/friends.txt" && len(r.Schedules) > 0 {
				t.Errorf("%s: %s is no false friend", name, s.head)
			}
		}
		if *update {
			if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if total < 200 {
		t.Errorf("%d sentences, want at least 200", total)
	}
}

// checkSpans reports spans outside the text, out of order or overlapping.
func checkSpans(t *testing.T, text string, r phrase.Result) {
	t.Helper()
	inOrder := func(what string, spans []phrase.Span) {
		at := 0
		for _, s := range spans {
			if s.From < at || s.To <= s.From || s.To > len(text) {
				t.Errorf("%s: span %v of %q after %d", what, s, text, at)
			}
			at = s.To
		}
	}
	var rest, taken []phrase.Span
	for _, n := range r.Rest {
		rest = append(rest, n.Span)
	}
	inOrder("rest", rest)
	for _, s := range r.Schedules {
		inOrder("schedule", s.Spans)
		taken = append(taken, s.Spans...)
		for _, n := range s.Notes {
			inOrder("note", []phrase.Span{n.Span})
		}
	}
	slices.SortFunc(taken, func(a, b phrase.Span) int { return a.From - b.From })
	k := 0
	for _, s := range rest {
		for k < len(taken) && taken[k].To <= s.From {
			k++
		}
		if k < len(taken) && taken[k].From < s.To {
			t.Errorf("%q is both read and not read", text[s.From:s.To])
		}
	}
}

// Every schedule that is read from testdata is written in all styles and both
// languages, and reads back as it was.
func TestSentencesReadBack(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txt")
	for _, name := range names {
		_, all := sentences(t, name)
		for _, s := range all {
			text, r := s.parse(t)
			for _, one := range r.Schedules {
				if !one.Series.Rule.IsValid() && len(one.Series.Dates) == 0 {
					continue
				}
				for _, lang := range []string{"en", "es"} {
					for _, style := range styles {
						checkLaw(t, one.Series, lang, style)
					}
				}
				if t.Failed() {
					t.Fatalf("%s: %s", name, text)
				}
			}
		}
	}
}
