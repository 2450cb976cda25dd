package phrase_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// randomRule returns a rule of one of the forms that people publish, and now
// and then one that has no words.
func randomRule(r *rand.Rand) schedule.Rule {
	days := r.Perm(7)[:1+r.IntN(3)]
	weekdays := make([]time.Weekday, len(days))
	for i, d := range days {
		weekdays[i] = time.Weekday(d)
	}
	nth := []int{1, 2, 3, 4, 5, -1, -2, -3}[:6+r.IntN(3)]
	r.Shuffle(len(nth), func(i, j int) { nth[i], nth[j] = nth[j], nth[i] })
	var rule schedule.Rule
	switch r.IntN(8) {
	case 0, 1, 2:
		rule = schedule.Weekly(weekdays...)
	case 3, 4:
		rule = schedule.NthWeekdays(weekdays[0], nth[:1+r.IntN(3)]...)
	case 5:
		rule = schedule.Monthly(1+r.IntN(31), []int{15, -1, -2}[r.IntN(3)])
	case 6:
		p := schedule.Parts{Frequency: schedule.PerMonth}
		for _, d := range weekdays {
			p.Days = append(p.Days, schedule.NthDay{N: nth[r.IntN(4)], Day: d})
		}
		rule, _ = schedule.NewRule(p)
	case 7:
		rule = schedule.Daily()
	}
	if r.IntN(4) == 0 {
		rule = rule.Every(1 + r.IntN(4))
	}
	if r.IntN(4) == 0 {
		var months []time.Month
		for _, m := range r.Perm(12)[:1+r.IntN(9)] {
			months = append(months, time.Month(m+1))
		}
		rule = rule.In(months...)
	}
	return rule
}

// randomSeries returns a series with all the fields that have words, and some
// that have none.
func randomSeries(r *rand.Rand) schedule.Series {
	date := func() schedule.Date { return schedule.MustDate("2020-01-01").AddDays(r.IntN(4000)) }
	some := func(n int) []schedule.Date {
		var list []schedule.Date
		for range n {
			list = append(list, date())
		}
		slices.SortFunc(list, schedule.Date.Compare)
		return slices.Compact(list)
	}
	s := schedule.Series{Rule: randomRule(r)}
	if r.IntN(8) == 0 {
		s.Rule, s.Dates = schedule.Rule{}, some(1+r.IntN(6))
	} else if r.IntN(6) == 0 {
		s.Dates = some(1 + r.IntN(3))
	}
	if s.Rule.IsValid() && r.IntN(2) == 0 {
		s.First = date()
	}
	if s.Rule.IsValid() && r.IntN(3) == 0 {
		s.Last = later(s.First.AddDays(r.IntN(400)), date(), schedule.Date.Compare)
	}
	if s.Rule.IsValid() && r.IntN(3) == 0 {
		s.Count = 1 + r.IntN(70)
	}
	if r.IntN(5) > 0 {
		s.Start, _ = schedule.NewClock(r.IntN(24), 15*r.IntN(4), 0)
		s.Length = time.Duration(r.IntN(100)) * 5 * time.Minute
		s.Zone = []string{"", "", "America/New_York", "America/Phoenix", "Europe/Madrid"}[r.IntN(5)]
	}
	s.OnHoliday = schedule.HolidayPolicy(r.IntN(4))
	for _, d := range some(r.IntN(4)) {
		s.Exceptions = append(s.Exceptions, schedule.Exception{On: d, Kind: schedule.Cancel})
	}
	if r.IntN(10) == 0 {
		s.ID = "wed"
	}
	return s
}

func later(a, b schedule.Date, compare func(a, b schedule.Date) int) schedule.Date {
	if compare(a, b) > 0 {
		return a
	}
	return b
}

// without returns s without the fields that were lost.
func without(s schedule.Series, lost []phrase.Loss) schedule.Series {
	for _, l := range lost {
		switch l.Field {
		case "id":
			s.ID = ""
		case "rule":
			s.Rule = schedule.Rule{}
		case "first":
			s.First, s.Last, s.Count = schedule.Date{}, schedule.Date{}, 0
		case "count":
			s.Count = 0
		case "start":
			s.Start = schedule.Clock{}
		case "length":
			s.Length = 0
		case "zone":
			s.Zone = ""
		case "dates":
			s.Dates, s.First, s.Last, s.Count, s.Rule, s.Exceptions = nil, schedule.Date{}, schedule.Date{}, 0, schedule.Rule{}, nil
		case "exceptions":
			s.Exceptions = nil
		}
	}
	return s
}

// plain compares the values of package schedule by their text forms.
var plain = cmp.Options{
	cmp.Transformer("rule", schedule.Rule.String),
	cmp.Transformer("date", schedule.Date.String),
	cmp.Transformer("clock", schedule.Clock.String),
}

// checkLaw reports where Parse(Format(s)) differs from s in what was not lost.
func checkLaw(t *testing.T, s schedule.Series, lang string, style phrase.Style) {
	t.Helper()
	text, lost := phrase.Format(s, lang, style)
	if text == "" {
		if !slices.ContainsFunc(lost, func(l phrase.Loss) bool { return l.Field == "rule" }) {
			t.Errorf("%+v: no text, but the rule is not lost: %v", s, lost)
		}
		return
	}
	got := phrase.Parse(text, phrase.Context{Language: lang})
	if len(got.Schedules) != 1 {
		t.Errorf("%q gives %d schedules (%s), want 1", text, len(got.Schedules), s.Rule)
		return
	}
	if diff := cmp.Diff(without(s, lost), without(got.Schedules[0].Series, lost), plain, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%q (rule %s, lost %v), conflict %q (-want +got):\n%s", text, s.Rule, lost, got.Schedules[0].Conflict, diff)
	}
}

var styles = []phrase.Style{phrase.Long, phrase.Short, phrase.Cell}

func TestLaw(t *testing.T) {
	t.Run("S2 what is written reads back, in both languages and all styles", func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for range 1500 {
			s := randomSeries(r)
			for _, lang := range []string{"en", "es"} {
				for _, style := range styles {
					checkLaw(t, s, lang, style)
				}
			}
			if t.Failed() {
				return
			}
		}
	})
}

func FuzzLaw(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Add(uint64(2022), uint64(6))
	f.Fuzz(func(t *testing.T, a, b uint64) {
		s := randomSeries(rand.New(rand.NewPCG(a, b)))
		for _, lang := range []string{"en", "es"} {
			for _, style := range styles {
				checkLaw(t, s, lang, style)
			}
		}
	})
}
