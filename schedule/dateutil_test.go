package schedule_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

var dateutilRules = flag.Int("dateutil", 20_000, "how many random rules to compare with python-dateutil")

// generatedRule returns a random rule of the kind that we write into
// calendars: days all with or all without ordinals, positions beside days.
// The first date is the beginning of a week where positions count in weeks,
// since dateutil does not count what lies before it in its week.
func generatedRule(rng *rand.Rand) (schedule.Rule, schedule.Date) {
	first := schedule.MustDate("1950-01-01").AddDays(rng.IntN(120 * 365))
	for {
		p := schedule.Parts{Frequency: schedule.Frequency(1 + rng.IntN(4)), WeekStart: rng.IntN(8)}
		p.Interval = 1 + rng.IntN([]int{1, 4, 30}[rng.IntN(3)])
		ordinal := p.Frequency >= schedule.PerMonth && rng.IntN(2) == 0
		for range rng.IntN(4) {
			day := schedule.NthDay{Day: time.Weekday(rng.IntN(7))}
			if ordinal {
				day.N = []int{1, 2, 3, 4, 5, -1, -2, -5}[rng.IntN(8)]
			}
			p.Days = append(p.Days, day)
		}
		if rng.IntN(4) == 0 {
			for range 1 + rng.IntN(3) {
				p.Months = append(p.Months, time.Month(1+rng.IntN(12)))
			}
		}
		if rng.IntN(3) == 0 {
			for range 1 + rng.IntN(3) {
				p.MonthDays = append(p.MonthDays, []int{1 + rng.IntN(31), -1 - rng.IntN(31)}[rng.IntN(2)])
			}
		}
		if len(p.Days) > 0 && rng.IntN(4) == 0 {
			p.Positions = []int{[]int{1, 2, 3, -1, -2}[rng.IntN(5)]}
		}
		r, err := schedule.NewRule(p)
		if err != nil {
			continue
		}
		if p.Frequency == schedule.PerWeek && len(p.Positions) > 0 {
			for int(first.Weekday()) != max(p.WeekStart, 1)%7 {
				first = first.AddDays(1)
			}
		}
		return r, first
	}
}

// TestAgainstDateutil compares the dates of random rules with those of
// python-dateutil, which is another program by other people.
func TestAgainstDateutil(t *testing.T) {
	const python = "/usr/bin/python3"
	if out, err := exec.Command(python, "-c", "import dateutil").CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("python3-dateutil is not installed: %v %s", err, out)
		}
		t.Skip("NOT TESTED: python3-dateutil is not installed")
	}
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 6))
	var in strings.Builder
	var want []string
	for len(want) < *dateutilRules {
		r, first := generatedRule(rng)
		table := compile(t, schedule.Series{Rule: r, First: first}, schedule.CompileOptions{})
		var dates []string
		// dateutil looks for a date until the year 9999, day by day, so ask
		// only for dates that are there.
		for o := range table.Held(first, first.AddDays(10*365)) {
			if dates = append(dates, o.Date.String()); len(dates) == 15 {
				break
			}
		}
		if len(dates) == 0 {
			continue
		}
		want = append(want, strings.Join(dates, " "))
		fmt.Fprintf(&in, "%v|%v|%d\n", r, first, len(dates))
	}
	child := exec.Command(python, "testdata/expand.py")
	child.Stdin = strings.NewReader(in.String())
	child.Stderr = os.Stderr
	out, err := child.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	rules := strings.Split(in.String(), "\n")
	if len(got) != len(want) {
		t.Fatalf("dateutil answers %d of %d rules", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("seed %d: %s\nwe have   %s\ndateutil  %s", seed, rules[i], want[i], got[i])
		}
	}
}
