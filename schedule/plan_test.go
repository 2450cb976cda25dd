package schedule_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

func TestPlans(t *testing.T) {
	wednesdays := schedule.Series{ID: "p2p", Rule: schedule.Weekly(time.Wednesday), First: d("2022-10-05"), Start: schedule.MustClock("18:00"), Length: 2 * time.Hour}
	closed := func(days ...string) (list []schedule.Closure) {
		for _, day := range days {
			list = append(list, schedule.Closure{First: d(day), Last: d(day), Reason: "library closed"})
		}
		return list
	}
	federal := holidays(t, schedule.HolidaySet{Federal: schedule.Observed, Extra: []string{"day-after-thanksgiving"}})
	tests := []struct {
		name    string
		series  schedule.Series
		options schedule.PlanOptions
		want    []string
	}{
		{"C4 ten Wednesdays without one", wednesdays, schedule.PlanOptions{Sessions: 10, Closures: closed("2022-11-23")},
			[]string{"10 sessions 2022-10-05 to 2022-12-14; no class 11/23"}},
		{"C12 another first date moves every session", func() schedule.Series { s := wednesdays; s.First = d("2022-10-12"); return s }(), schedule.PlanOptions{Sessions: 10, Closures: closed("2022-11-23")},
			[]string{"10 sessions 2022-10-12 to 2022-12-21; no class 11/23"}},
		{"T7 ten Mondays", schedule.Series{Rule: schedule.Weekly(time.Monday), First: d("2017-09-11")}, schedule.PlanOptions{Sessions: 10},
			[]string{"10 sessions 2017-09-11 to 2017-11-13"}},
		{"T7 ten Mondays without Columbus Day", schedule.Series{Rule: schedule.Weekly(time.Monday), First: d("2017-09-11"), OnHoliday: schedule.Skip},
			schedule.PlanOptions{Sessions: 10, Holidays: federal}, []string{"10 sessions 2017-09-11 to 2017-11-20; no class 10/9"}},
		{"T7 twelve Thursdays", schedule.Series{Rule: schedule.Weekly(time.Thursday), First: d("2015-01-08")}, schedule.PlanOptions{Sessions: 12},
			[]string{"12 sessions 2015-01-08 to 2015-03-26"}},
		{"C3 every way to make up, in the order of changes", wednesdays,
			schedule.PlanOptions{Sessions: 4, Closures: closed("2022-10-19"), Allow: schedule.OtherDay | schedule.DoubleDay | schedule.OnlineOnce},
			[]string{
				"4 sessions 2022-10-05 to 2022-11-02; no class 10/19",
				"4 sessions 2022-10-05 to 2022-10-26; 10/20 instead of 10/19",
				"4 sessions 2022-10-05 to 2022-10-26; two sessions on 10/26; no class 10/19",
				"4 sessions 2022-10-05 to 2022-10-26; online on 10/19",
			}},
		{"C3 only what is allowed", wednesdays, schedule.PlanOptions{Sessions: 4, Closures: closed("2022-10-19"), Allow: schedule.OnlineOnce, MaxSpan: 22},
			[]string{"4 sessions 2022-10-05 to 2022-10-26; online on 10/19"}},
		{"C3 online is for once", wednesdays, schedule.PlanOptions{Sessions: 4, Closures: closed("2022-10-12", "2022-10-19"), Allow: schedule.OnlineOnce, MaxSpan: 29},
			[]string{"4 sessions 2022-10-05 to 2022-11-02; online on 10/19; no class 10/12", "4 sessions 2022-10-05 to 2022-11-02; online on 10/12; no class 10/19"}},
		{"C2 the greatest gap holds", wednesdays, schedule.PlanOptions{Sessions: 4, Closures: closed("2022-10-19"), Allow: schedule.OtherDay, MaxGap: 8},
			[]string{"4 sessions 2022-10-05 to 2022-10-26; 10/20 instead of 10/19"}},
		{"C2 the smallest gap holds", wednesdays, schedule.PlanOptions{Sessions: 4, Closures: closed("2022-10-19"), Allow: schedule.OtherDay, MinGap: 7},
			[]string{"4 sessions 2022-10-05 to 2022-11-02; no class 10/19"}},
		{"no day to make up on before the next date", wednesdays,
			schedule.PlanOptions{Sessions: 3, Closures: []schedule.Closure{{First: d("2022-10-12"), Last: d("2022-10-18")}}, Allow: schedule.OtherDay},
			[]string{"3 sessions 2022-10-05 to 2022-10-26; no class 10/12"}},
		{"a double day needs two sessions that are left", wednesdays, schedule.PlanOptions{Sessions: 3, Closures: closed("2022-10-19"), Allow: schedule.DoubleDay},
			[]string{"3 sessions 2022-10-05 to 2022-10-26; no class 10/19"}},
		{"a double day, then another closed day made up for", wednesdays,
			schedule.PlanOptions{Sessions: 3, Closures: closed("2022-10-12", "2022-10-19"), Allow: schedule.DoubleDay | schedule.OtherDay, MaxSpan: 16},
			[]string{"3 sessions 2022-10-05 to 2022-10-20; 10/13 instead of 10/12; 10/20 instead of 10/19"}},
		{"starts one after another, the shortest first", wednesdays, schedule.PlanOptions{Sessions: 3, Closures: closed("2022-10-19"), StartBy: d("2022-10-26")},
			[]string{
				"3 sessions 2022-10-26 to 2022-11-09",
				"3 sessions 2022-10-05 to 2022-10-26; no class 10/19",
				"3 sessions 2022-10-12 to 2022-11-02; no class 10/19",
			}},
		{"C6 a session that fell out is appended, made up for or merged", wednesdays,
			schedule.PlanOptions{Sessions: 5, Held: []schedule.Date{d("2022-10-05"), d("2022-10-12")}, Closures: closed("2022-10-19"), Allow: schedule.OtherDay | schedule.DoubleDay},
			[]string{
				"5 sessions 2022-10-05 to 2022-11-09; no class 10/19",
				"5 sessions 2022-10-05 to 2022-11-02; 10/20 instead of 10/19",
				"5 sessions 2022-10-05 to 2022-11-02; two sessions on 10/26; no class 10/19",
			}},
		{"C14 a training on consecutive days", schedule.Series{Rule: schedule.Weekly(time.Friday, time.Saturday, time.Sunday), First: d("2022-09-01")},
			schedule.PlanOptions{Sessions: 3, MaxSpan: 3, StartBy: d("2022-09-20"), Closures: closed("2022-09-03")},
			[]string{"3 sessions 2022-09-09 to 2022-09-11", "3 sessions 2022-09-16 to 2022-09-18"}},
		{"P4 C15 five times within three weeks", schedule.Series{Rule: schedule.Weekly(time.Tuesday, time.Thursday), First: d("2022-11-08"), OnHoliday: schedule.Skip},
			schedule.PlanOptions{Sessions: 5, MaxSpan: 21, Holidays: federal}, []string{"5 sessions 2022-11-08 to 2022-11-22"}},
		{"the last day is the end", func() schedule.Series { s := wednesdays; s.Last = d("2022-10-26"); return s }(),
			schedule.PlanOptions{Sessions: 3, StartBy: d("2022-12-31")}, []string{"3 sessions 2022-10-05 to 2022-10-19", "3 sessions 2022-10-12 to 2022-10-26"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plans, err := tt.series.Plans(tt.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range plans {
				got = append(got, p.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoPlan(t *testing.T) {
	thursdays := schedule.Series{Rule: schedule.Weekly(time.Thursday), First: d("2022-11-03")}
	closed := func(days ...string) (list []schedule.Closure) {
		for _, day := range days {
			list = append(list, schedule.Closure{First: d(day), Last: d(day)})
		}
		return list
	}
	ended := thursdays
	ended.Last = d("2022-11-17")
	tests := []struct {
		name    string
		series  schedule.Series
		options schedule.PlanOptions
		want    string
	}{
		{"C1 the gap", thursdays, schedule.PlanOptions{Sessions: 8, MaxGap: 14, Closures: closed("2022-11-24", "2022-12-01")},
			"schedule: no plan: closed 11/24 and 12/1; gap of 21 days > 14"},
		{"C1 the span", thursdays, schedule.PlanOptions{Sessions: 4, MaxSpan: 22, Closures: closed("2022-11-24")},
			"schedule: no plan: closed 11/24; span of 29 days > 22"},
		{"C1 the end", ended, schedule.PlanOptions{Sessions: 4, StartBy: d("2022-11-10")}, "schedule: no plan: room for 3 of 4 sessions"},
		{"C1 the rhythm", thursdays, schedule.PlanOptions{Sessions: 4, MinGap: 10}, "schedule: no plan: gap of 7 days < 10"},
		{"C1 no start", thursdays, schedule.PlanOptions{Sessions: 4, StartBy: d("2022-11-09"), Closures: closed("2022-11-03")}, "schedule: no plan: closed 11/3; no open day to start on"},
		{"closed until further notice", thursdays, schedule.PlanOptions{Sessions: 4, Closures: []schedule.Closure{{First: d("2022-11-01")}}},
			"schedule: no plan: closed 11/3, 11/10, 11/17, 11/24, 12/1, 12/8, 12/15, 12/22, 12/29, 1/5, 1/12, 1/19 and 988 more days; no open day to start on"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plans, err := tt.series.Plans(tt.options)
			var pe *schedule.PlanError
			if !errors.As(err, &pe) || err.Error() != tt.want {
				t.Errorf("%v, %v, want\n%s", plans, err, tt.want)
			}
		})
	}
	t.Run("options that make no sense", func(t *testing.T) {
		for field, o := range map[string]schedule.PlanOptions{
			"sessions": {}, "max_gap": {Sessions: 1, MaxGap: -1}, "held": {Sessions: 1, Held: []schedule.Date{d("2022-11-10"), d("2022-11-03")}},
		} {
			var fe *schedule.FieldError
			if _, err := thursdays.Plans(o); !errors.As(err, &fe) || fe.Field != field {
				t.Errorf("%v, want a FieldError for %s", err, field)
			}
		}
		s := thursdays
		s.OnHoliday = schedule.Skip
		if _, err := s.Plans(schedule.PlanOptions{Sessions: 1}); !errors.Is(err, schedule.ErrNoHolidays) {
			t.Error(err)
		}
	})
}

func TestPlanAsSeries(t *testing.T) {
	s := schedule.Series{ID: "p2p", Rule: schedule.Weekly(time.Wednesday), First: d("2022-10-05"), Start: schedule.MustClock("18:00"), Length: 2 * time.Hour}
	var closures []schedule.Closure
	for _, day := range []string{"2022-10-12", "2022-10-19", "2022-10-26"} {
		closures = append(closures, schedule.Closure{First: d(day), Last: d(day)})
	}
	plans, err := s.Plans(schedule.PlanOptions{
		Sessions: 5, Allow: schedule.OtherDay | schedule.DoubleDay | schedule.OnlineOnce, MaxSpan: 29, Closures: closures,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"5 sessions 2022-10-05 to 2022-11-02; 10/13 instead of 10/12; online on 10/19; two sessions on 11/2; no class 10/26",
		"2022-10-05 18:00 on 2h0m0s",
		"2022-10-13 18:00 moved from 2022-10-12: session 2 2h0m0s",
		"2022-10-19 18:00 on: session 3 online 2h0m0s",
		"2022-11-02 18:00 on: sessions 4 and 5 4h0m0s",
	}
	for _, p := range plans {
		series := p.Series()
		if err := series.Validate(); err != nil {
			t.Fatal(err)
		}
		if p.String() != want[0] {
			continue
		}
		got := []string{p.String()}
		for o := range compile(t, series, schedule.CompileOptions{}).Held(schedule.Date{}, schedule.Date{}) {
			got = append(got, o.String()+" "+o.Length.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		return
	}
	t.Errorf("%s is not among %v", want[0], plans)
}

// Every plan must obey its options, whatever closes.
func TestRandomPlansObey(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 3))
	found := 0
	for range 2000 {
		s := schedule.Series{Rule: []schedule.Rule{schedule.Weekly(time.Tuesday), schedule.Weekly(time.Tuesday, time.Thursday), schedule.Daily(), schedule.NthWeekdays(time.Friday, 1, 3)}[rng.IntN(4)], First: d("2022-10-01").AddDays(rng.IntN(60))}
		o := schedule.PlanOptions{
			Sessions: 1 + rng.IntN(12), Allow: schedule.MakeUps(rng.IntN(8)), MinGap: rng.IntN(3), MaxGap: rng.IntN(2) * (7 + rng.IntN(20)), MaxSpan: rng.IntN(2) * rng.IntN(120),
			StartBy: s.First.AddDays(rng.IntN(30)),
		}
		for range rng.IntN(5) {
			first := s.First.AddDays(rng.IntN(100))
			o.Closures = append(o.Closures, schedule.Closure{First: first, Last: first.AddDays(rng.IntN(8))})
		}
		plans, err := s.Plans(o)
		var pe *schedule.PlanError
		if errors.As(err, &pe) && len(pe.Obstacles) > 0 && !strings.HasSuffix(err.Error(), ": ") {
			continue
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		seen := map[string]bool{}
		for _, p := range plans {
			found++
			if why := disobeys(s, o, p); why != "" || seen[p.String()] {
				t.Fatalf("seed %d: %v of %v: %s, or twice: %v", seed, p, s.Rule, why, seen[p.String()])
			}
			seen[p.String()] = true
		}
	}
	if found < 2000 {
		t.Errorf("only %d plans", found)
	}
}

// disobeys says in what a plan goes against its options.
func disobeys(s schedule.Series, o schedule.PlanOptions, p schedule.Plan) string {
	closed := func(d schedule.Date) bool {
		return slices.ContainsFunc(o.Closures, func(c schedule.Closure) bool { return c.Covers(d) })
	}
	online := 0
	for i, session := range p.Sessions {
		ruled := slices.Contains(slowDates(s.Rule, s.First, session.Date, session.Date.AddDays(1)), session.Date)
		switch {
		case session.Number != i+1:
			return "numbers"
		case closed(session.Date) != (session.Kind == schedule.Online):
			return "a closed day"
		case (session.Kind == schedule.MadeUp) == ruled:
			return "a day of the rule"
		case session.Kind == schedule.Online:
			online++
		}
		if i == 0 {
			continue
		}
		gap := session.Date.DaysSince(p.Sessions[i-1].Date)
		if (gap == 0) != (session.Kind == schedule.Doubled) || gap < 0 || (gap > 0 && gap < o.MinGap) || (o.MaxGap > 0 && gap > o.MaxGap) {
			return "gap"
		}
	}
	allowed := map[schedule.SessionKind]schedule.MakeUps{schedule.MadeUp: schedule.OtherDay, schedule.Doubled: schedule.DoubleDay, schedule.Online: schedule.OnlineOnce}
	for _, session := range p.Sessions {
		if need := allowed[session.Kind]; o.Allow&need != need {
			return "not allowed"
		}
	}
	switch {
	case len(p.Sessions) != o.Sessions:
		return "number"
	case online > 1:
		return "online twice"
	case p.Sessions[0].Date.After(o.StartBy):
		return "start"
	case o.MaxSpan > 0 && p.Span() > o.MaxSpan:
		return "span"
	}
	return ""
}
