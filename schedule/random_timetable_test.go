package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
)

func TestRandomTimetablesAgreeWithTheSlowReading(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	check := newTableCheck(t)
	for i := range uint64(*pairs / 10) {
		check(t, seed+i)
	}
}

func FuzzTimetable(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	check := newTableCheck(f)
	f.Fuzz(check)
}

// newTableCheck returns a function that compares a random timetable with the
// slow reading, by every method.
func newTableCheck(t testing.TB) func(*testing.T, uint64) {
	var zones []*schedule.Zone
	for _, name := range []string{"UTC", "America/New_York", "America/Havana", "Europe/London", "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"} {
		zones = append(zones, zone(t, name))
	}
	set := schedule.USFederal(schedule.Both)
	set.Own = []schedule.OwnHoliday{{Name: "break", First: d("1901-12-20"), Last: d("1902-01-05"), Yearly: true}}
	own := holidays(t, set)
	return func(t *testing.T, seed uint64) {
		rng := rand.New(rand.NewPCG(seed, 1))
		s, o, end := randomTable(rng, zones, own)
		fastTable, err := schedule.Compile(s, o)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		c := comparison{t, fmt.Sprintf("seed %d: %v in %s, %s, gap %d, %d exceptions, %d dates, %d closures", seed, s.Rule, o.Zone.Name(),
			s.OnHoliday, o.Gap, len(s.Exceptions), len(s.Dates), len(o.Closures)), fastTable, newSlowTable(s, o, end)}
		c.windows(rng)
		c.instants(rng)
		c.days(rng)
		c.corrected(s, o)
	}
}

// corrected changes the start time, which must leave every date and exception
// where it was (D43).
func (c comparison) corrected(s schedule.Series, o schedule.CompileOptions) {
	s.Start = schedule.MustClock("09:15")
	table, err := schedule.Compile(s, o)
	if err != nil {
		c.t.Fatal(err)
	}
	days := func(table *schedule.Timetable) map[schedule.Key]schedule.Date {
		all := map[schedule.Key]schedule.Date{}
		for o := range table.All(schedule.Date{}, c.slow.end) {
			all[o.Key()] = o.Date
		}
		return all
	}
	c.equal("D43 a corrected start time", days(c.fast), days(table))
}

// A comparison is of one timetable in both readings.
type comparison struct {
	t    *testing.T
	what string
	fast *schedule.Timetable
	slow *slowTable
}

func (c comparison) equal(what string, want, got any) {
	c.t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		c.t.Fatalf("%s\n%s (-slow +fast):\n%s", c.what, what, diff)
	}
}

func held(list []slowMeeting) []slowMeeting {
	return slices.DeleteFunc(slices.Clone(list), func(m slowMeeting) bool { return !m.Status.Held() })
}

func collect(seq func(func(schedule.Occurrence) bool)) (list []slowMeeting) {
	for o := range seq {
		list = append(list, fast(o))
	}
	return list
}

func (c comparison) windows(rng *rand.Rand) {
	start := c.slow.end.AddDays(-700)
	for range 6 {
		from := start.AddDays(rng.IntN(690))
		to := from.AddDays(rng.IntN([]int{2, 30, 700}[rng.IntN(3)]))
		if to.After(c.slow.end) || to.IsZero() {
			to = c.slow.end
		}
		if rng.IntN(6) == 0 {
			from = schedule.Date{}
		}
		want := c.slow.window(from, to)
		c.equal(fmt.Sprintf("All(%v, %v)", from, to), want, collect(c.fast.All(from, to)))
		c.equal(fmt.Sprintf("Held(%v, %v)", from, to), held(want), collect(c.fast.Held(from, to)))
		c.equal(fmt.Sprintf("Count(%v, %v)", from, to), len(held(want)), c.fast.Count(from, to))
		for n, m := range held(want) {
			o, ok := c.fast.Nth(from, n+1)
			c.equal(fmt.Sprintf("Nth(%v, %d)", from, n+1), m, fast(o))
			if !ok {
				c.t.Fatalf("%s\nNth(%v, %d) is not ok", c.what, from, n+1)
			}
		}
		if o, ok := c.fast.Nth(from, len(held(want))+1); ok && o.Date.Before(to) {
			c.t.Fatalf("%s\nNth(%v, %d) = %v", c.what, from, len(held(want))+1, o)
		}
	}
}

func (c comparison) instants(rng *rand.Rand) {
	known := utc(c.slow.end).Unix() - 10*24*3600
	for range 10 {
		at := utc(c.slow.end.AddDays(-20 - rng.IntN(650))).Add(time.Duration(rng.IntN(24*60)) * time.Minute)
		if n := len(c.slow.all); n > 0 && rng.IntN(2) == 0 {
			if m := c.slow.all[rng.IntN(n)]; m.Start < known {
				at = time.Unix(m.Start, int64(rng.IntN(2)))
			}
		}
		var before, after []slowMeeting
		for _, m := range c.slow.all {
			if time.Unix(m.Start, 0).Before(at) {
				before = append(before, m)
			} else if m.Start < known {
				after = append(after, m)
			}
		}
		slices.Reverse(before)
		c.equal(fmt.Sprint("Backward ", at.UTC()), before, collect(c.fast.Backward(at)))
		var got []slowMeeting
		for o := range c.fast.From(at) {
			if !o.Date.Before(c.slow.end) {
				break
			}
			if o.Start().Unix() < known {
				got = append(got, fast(o))
			}
		}
		c.equal(fmt.Sprint("From ", at.UTC()), after, got)
		prev, ok := c.fast.Prev(at)
		c.first(fmt.Sprint("Prev ", at.UTC()), held(before), prev, ok)
		if next, ok := c.fast.Next(at); !ok || next.Start().Unix() < known {
			c.first(fmt.Sprint("Next ", at.UTC()), held(after), next, ok)
		} else if len(held(after)) > 0 {
			c.t.Fatalf("%s\nNext %v = %v, want %v", c.what, at.UTC(), next, held(after)[0])
		}
	}
}

// first compares an occurrence with the first one of a list.
func (c comparison) first(what string, list []slowMeeting, o schedule.Occurrence, ok bool) {
	c.t.Helper()
	var want slowMeeting
	if len(list) > 0 {
		want = list[0]
	}
	if got := (slowMeeting{}); ok {
		got = fast(o)
		c.equal(what, want, got)
	} else {
		c.equal(what, want, got)
	}
}

func (c comparison) days(rng *rand.Rand) {
	for range 12 {
		day := c.slow.end.AddDays(-20 - rng.IntN(650))
		c.equal(fmt.Sprint("Contains ", day), len(held(c.slow.window(day, day.AddDays(1)))) > 0, c.fast.Contains(day))
		want, cause := c.slow.explain(day)
		got := c.fast.Explain(day)
		if cause != 0 && got.Cause != cause {
			c.t.Fatalf("%s\nExplain(%v) = %v, want %v", c.what, day, got, cause)
		}
		if cause == schedule.IsDate {
			c.equal(fmt.Sprint("Explain ", day), want, fast(got.Occurrence))
		}
	}
	for _, m := range c.slow.all {
		if m.Original.Before(c.slow.end) {
			o, ok := c.fast.Find(m.Original)
			c.first(fmt.Sprint("Find ", m.Original), []slowMeeting{m}, o, ok)
		}
	}
}
