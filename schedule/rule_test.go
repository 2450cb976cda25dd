package schedule_test

import (
	"errors"
	"flag"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
)

var pairs = flag.Int("pairs", 3_000, "how many random rules to compare with the slow reading")

func TestRuleText(t *testing.T) {
	tests := []struct {
		name string
		rule schedule.Rule
		want string
	}{
		{"S2 weekly", schedule.Weekly(time.Tuesday), "FREQ=WEEKLY;BYDAY=TU"},
		{"S2 every other week", schedule.Weekly(time.Wednesday).Every(2), "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=MO"},
		{"S2 nth weekdays", schedule.NthWeekdays(time.Wednesday, 4, 2), "FREQ=MONTHLY;BYDAY=2WE,4WE"},
		{"S2 monthly", schedule.Monthly(15), "FREQ=MONTHLY;BYMONTHDAY=15"},
		{"S2 twice a month", schedule.Monthly(1, 15), "FREQ=MONTHLY;BYMONTHDAY=1,15"},
		{"the last weekday comes last", schedule.NthWeekdays(time.Friday, -1, 1), "FREQ=MONTHLY;BYDAY=1FR,-1FR"},
		{"days of the week begin with Monday", schedule.Weekly(time.Sunday, time.Monday), "FREQ=WEEKLY;BYDAY=MO,SU"},
		{"a season", schedule.Weekly(time.Monday).In(time.September, time.May), "FREQ=WEEKLY;BYMONTH=5,9;BYDAY=MO"},
		{"a day of the year", schedule.Yearly(time.October, 10), "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10"},
		{"every day", schedule.Daily(), "FREQ=DAILY"},
		{"no rule", schedule.Rule{}, ""},
		{"a sixth Wednesday is no rule", schedule.NthWeekdays(time.Wednesday, 6), ""},
		{"a zeroth Wednesday is no rule", schedule.NthWeekdays(time.Wednesday, 0), ""},
		{"no Wednesday is no rule", schedule.NthWeekdays(time.Wednesday), ""},
		{"day 32 is no rule", schedule.Monthly(32), ""},
		{"every zeroth week is no rule", schedule.Daily().Every(0), ""},
		{"every 1,001st day is no rule", schedule.Daily().Every(1001), ""},
		{"an eighth day of the week is no rule", schedule.Weekly(7), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rule.String(); got != tt.want {
				t.Errorf("the rule is %q, want %q", got, tt.want)
			}
			var back schedule.Rule
			if err := back.UnmarshalText([]byte(tt.want)); err != nil || back != tt.rule {
				t.Errorf("%q reads back as %v, %v", tt.want, back, err)
			}
		})
	}
}

func TestParseRuleRefuses(t *testing.T) {
	tests := []struct{ name, in, field string }{
		{"nothing", "", "rule"},
		{"no frequency", "BYDAY=WE", "FREQ"},
		{"hours", "FREQ=HOURLY", "FREQ"},
		{"a part below a day", "FREQ=DAILY;BYHOUR=9", "rule"},
		{"a part twice", "FREQ=WEEKLY;FREQ=DAILY", "FREQ"},
		{"a part without value", "FREQ=WEEKLY;BYDAY=", "rule"},
		{"an ordinal in a weekly rule", "FREQ=WEEKLY;BYDAY=2WE", "BYDAY"},
		{"a sixth Wednesday of the month", "FREQ=MONTHLY;BYDAY=6WE", "BYDAY"},
		{"a 54th Wednesday of the year", "FREQ=YEARLY;BYDAY=54WE", "BYDAY"},
		{"an ordinal beside week numbers", "FREQ=YEARLY;BYWEEKNO=5;BYDAY=2WE", "BYDAY"},
		{"a zeroth Wednesday", "FREQ=MONTHLY;BYDAY=0WE", "BYDAY"},
		{"two signs", "FREQ=MONTHLY;BYDAY=+-1WE", "BYDAY"},
		{"a day that does not exist", "FREQ=WEEKLY;BYDAY=WD", "BYDAY"},
		{"an interval of 0", "FREQ=WEEKLY;INTERVAL=0", "INTERVAL"},
		{"an interval of 1,001", "FREQ=WEEKLY;INTERVAL=1001", "INTERVAL"},
		{"an interval past any number", "FREQ=DAILY;INTERVAL=9223372036854775807", "INTERVAL"},
		{"month 13", "FREQ=YEARLY;BYMONTH=13", "BYMONTH"},
		{"day 0 of the month", "FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"},
		{"day 32 of the month", "FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY"},
		{"week 54", "FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO"},
		{"week numbers in a monthly rule", "FREQ=MONTHLY;BYWEEKNO=5", "BYWEEKNO"},
		{"year days in a weekly rule", "FREQ=WEEKLY;BYYEARDAY=5", "BYYEARDAY"},
		{"positions of nothing", "FREQ=DAILY;BYSETPOS=1", "BYSETPOS"},
		{"position 367", "FREQ=DAILY;BYMONTH=1;BYSETPOS=367", "BYSETPOS"},
		{"a count", "FREQ=WEEKLY;COUNT=10", "COUNT"},
		{"an end", "FREQ=WEEKLY;UNTIL=20220603", "UNTIL"},
		{"two prefixes", "RRULE:RRULE:FREQ=WEEKLY", "rule"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := schedule.ParseRule(tt.in)
			var fe *schedule.FieldError
			if !errors.As(err, &fe) || fe.Field != tt.field || r.IsValid() {
				t.Errorf("ParseRule(%q) = %v, %v, want a FieldError for %s", tt.in, r, err, tt.field)
			}
		})
	}
}

func TestRuleLimits(t *testing.T) {
	list := make([]int, 63)
	for i := range list {
		list[i] = i + 1
	}
	if _, err := schedule.NewRule(schedule.Parts{Frequency: schedule.PerYear, YearDays: list[:62]}); err != nil {
		t.Errorf("62 year days: %v", err)
	}
	if r, err := schedule.NewRule(schedule.Parts{Frequency: schedule.PerYear, YearDays: list}); err == nil {
		t.Errorf("63 year days give %v", r)
	}
	long := "FREQ=WEEKLY;BYDAY=MO"
	for len(long) <= 512 {
		long += ",MO"
	}
	if _, err := schedule.ParseRule(long); err == nil {
		t.Errorf("%d bytes were read", len(long))
	}
}

func TestRandomRulesAgreeWithTheSlowReading(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 0))
	utcZone := zone(t, "UTC")
	low := schedule.MustDate("1900-01-01")
	for range *pairs {
		r := randomRule(rng)
		first := randomDate(rng, low, 299*365)
		from := first.AddDays(rng.IntN(4000) - 300)
		if from.IsZero() {
			from = low
		}
		to := randomDate(rng, from, 1500)
		if to.IsZero() {
			to = schedule.MustDate("2200-12-31")
		}
		want := slowDates(r, first, from, to)
		table, err := schedule.Compile(schedule.Series{Rule: r, First: first}, schedule.CompileOptions{Zone: utcZone})
		if err != nil {
			t.Fatal(err)
		}
		var got []schedule.Date
		for o := range table.Held(from, to) {
			got = append(got, o.Date)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: %v from %v, in [%v, %v) (-slow +fast):\n%s", seed, r, first, from, to, diff)
		}
		if n := table.Count(from, to); n != len(want) {
			t.Fatalf("seed %d: %v from %v: Count(%v, %v) = %d, want %d", seed, r, first, from, to, n, len(want))
		}
		if back, err := schedule.ParseRule(r.String()); err != nil || back != r {
			t.Fatalf("%v reads back as %v, %v", r, back, err)
		}
		if back, err := schedule.NewRule(r.Parts()); err != nil || back != r {
			t.Fatalf("%v from its parts is %v, %v", r, back, err)
		}
	}
}

func FuzzParseRule(f *testing.F) {
	for _, s := range []string{
		"FREQ=MONTHLY;BYDAY=2WE,4WE", "rrule:freq=weekly;byday=we", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=-1MO",
		"FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=30", "ɐɐɐɐ:", "FREQ=WEEKLY;WKST=SU;INTERVAL=2", ";;=", "FREQ=MONTHLY;BYDAY=+1FR,-1FR;BYSETPOS=-1",
	} {
		f.Add(s)
	}
	addHostile(f, "recurrence")
	utcZone, err := schedule.LoadZone("UTC")
	if err != nil {
		f.Fatal(err)
	}
	first := schedule.MustDate("2026-01-07")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := schedule.ParseRule(s)
		if err != nil {
			return
		}
		if back, err := schedule.ParseRule(r.String()); err != nil || back != r {
			t.Fatalf("%q is %v and reads back as %v, %v", s, r, back, err)
		}
		table, err := schedule.Compile(schedule.Series{Rule: r, First: first}, schedule.CompileOptions{Zone: utcZone})
		if err != nil {
			t.Fatal(err)
		}
		want := slowDates(r, first, first, first.AddDays(400))
		var got []schedule.Date
		for o := range table.All(first, first.AddDays(400)) {
			got = append(got, o.Date)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%v (-slow +fast):\n%s", r, diff)
		}
	})
}
