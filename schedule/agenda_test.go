package schedule_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
)

// randomAgenda returns n random timetables in some zones.
func randomAgenda(t testing.TB, rng *rand.Rand, n int) schedule.Agenda {
	t.Helper()
	own := holidays(t, schedule.USFederal(schedule.Both))
	var zones []*schedule.Zone
	for _, name := range []string{"America/New_York", "America/Chicago", "Pacific/Honolulu", "UTC"} {
		zones = append(zones, zone(t, name))
	}
	var a schedule.Agenda
	for i := range n {
		s, o, _ := randomTable(rng, zones, own)
		s.ID = fmt.Sprint(i)
		a = append(a, compile(t, s, o))
	}
	return a
}

func TestAgendaIsASortOfEverything(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 2))
	for _, n := range []int{0, 1, 2, 3, 30, 200} {
		a := randomAgenda(t, rng, n)
		from := d("2007-05-01")
		for _, to := range []schedule.Date{from, from.AddDays(1), from.AddDays(90)} {
			type placed struct {
				schedule.Occurrence
				place int
			}
			var all []placed
			for i, table := range a {
				for o := range table.All(from, to) {
					all = append(all, placed{o, i})
				}
			}
			slices.SortStableFunc(all, func(a, b placed) int {
				return cmp.Or(a.Start().Compare(b.Start()), cmp.Compare(a.place, b.place))
			})
			var want, wantHeld, got, gotHeld []string
			for _, o := range all {
				want = append(want, o.Series+" "+o.String())
				if o.Status.Held() {
					wantHeld = append(wantHeld, o.Series+" "+o.String())
				}
			}
			for o := range a.All(from, to) {
				got = append(got, o.Series+" "+o.String())
			}
			for o := range a.Held(from, to) {
				gotHeld = append(gotHeld, o.Series+" "+o.String())
			}
			if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("seed %d, %d timetables until %v (-want +got):\n%s", seed, n, to, diff)
			}
			if diff := gocmp.Diff(wantHeld, gotHeld, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("seed %d, %d timetables until %v, held (-want +got):\n%s", seed, n, to, diff)
			}
		}
	}
}

func TestAgendaStops(t *testing.T) {
	a := schedule.Agenda{compile(t, schedule.Series{Rule: schedule.Daily(), First: d("2022-01-01")}, schedule.CompileOptions{})}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for o, err := range a.AllContext(ctx, d("2022-01-01"), schedule.Date{}) {
		if last = err; err != nil {
			if !o.Date.IsZero() {
				t.Errorf("the error comes with %v", o)
			}
			continue
		}
		if n++; n == 3 {
			cancel()
		}
	}
	if n != 3 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d occurrences and %v, want 3 and context.Canceled", n, last)
	}
	for range a.AllContext(ctx, d("2022-01-01"), schedule.Date{}) {
		n++
	}
	if n != 4 {
		t.Errorf("a cancelled agenda yields %d, want the error only", n-3)
	}
	n = 0
	for range a.All(d("2022-01-01"), schedule.Date{}) {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 {
		t.Errorf("it can't be abandoned: %d", n)
	}
}

// With -race this shows that reading a timetable changes nothing.
func TestOneTimetableForManyGoroutines(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	a := randomAgenda(t, rng, 1)
	own := holidays(t, schedule.USFederal(schedule.Both))
	s := schedule.Series{
		ID: "busy", Rule: mustRule(t, "FREQ=YEARLY;BYWEEKNO=1,20,53;BYDAY=MO,WE"), First: d("2000-01-01"), OnHoliday: schedule.Move, Start: schedule.MustClock("02:30"),
		Exceptions: []schedule.Exception{{On: d("2022-01-03"), Kind: schedule.Reschedule, To: d("2022-02-01")}},
		Dates:      []schedule.Date{d("2022-03-01")},
	}
	table := compile(t, s, schedule.CompileOptions{Holidays: own, Closures: []schedule.Closure{{First: d("2021-01-01"), Last: d("2021-02-01")}}})
	a = append(a, table)
	answers := func() string {
		text := ""
		for o := range table.Held(d("2020-01-01"), d("2025-01-01")) {
			text += o.String() + o.Start().String()
		}
		for o := range table.Backward(time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)) {
			text += o.String()
		}
		next, _ := table.Next(time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC))
		nth, _ := table.Nth(schedule.Date{}, 30)
		text += fmt.Sprint(next, nth, table.Count(d("2000-01-01"), d("2040-01-01")), table.Explain(d("2022-01-03")), table.Contains(d("2022-02-01")))
		for o := range a.All(d("2007-01-01"), d("2008-01-01")) {
			text += o.String()
		}
		return text
	}
	want := answers()
	var group sync.WaitGroup
	for range 64 {
		group.Go(func() {
			for range 3 {
				if got := answers(); got != want {
					t.Error("another goroutine got another answer")
				}
			}
		})
	}
	group.Wait()
}

func TestReadingAllocatesNothing(t *testing.T) {
	own := holidays(t, schedule.USFederal(schedule.Both))
	s := schedule.Series{
		Rule: schedule.Weekly(time.Monday), First: d("2000-01-01"), OnHoliday: schedule.Move, Start: schedule.MustClock("18:00"),
		Exceptions: []schedule.Exception{{On: d("2022-01-03"), Kind: schedule.Reschedule, To: d("2022-02-01")}},
		Dates:      []schedule.Date{d("2022-03-01")},
	}
	table := compile(t, s, schedule.CompileOptions{Holidays: own})
	at := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	n := 0
	for name, read := range map[string]func(){
		"All": func() {
			for o := range table.All(d("2021-01-01"), d("2023-01-01")) {
				n += o.Start().Year()
			}
		},
		"Backward": func() {
			for o := range table.Backward(at) {
				n += o.Date.Year()
			}
		},
		"Next": func() { table.Next(at) }, "Prev": func() { table.Prev(at) }, "Nth": func() { table.Nth(schedule.Date{}, 100) },
		"Count": func() { table.Count(d("2021-01-01"), d("2023-01-01")) }, "Contains": func() { table.Contains(d("2022-02-01")) },
		"Explain": func() { table.Explain(d("2022-01-03")) }, "Find": func() { table.Find(d("2022-01-03")) },
		"Name": func() { own.Name(d("2022-12-26")) },
	} {
		if got := testing.AllocsPerRun(20, read); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
}
