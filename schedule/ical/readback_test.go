package ical_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestCorpusReadBack(t *testing.T) {
	for _, e := range corpus(t) {
		calendar := write(t, ical.Calendar{Through: corpusThrough, Events: []ical.Event{e}})
		if diff := cmp.Diff(wantRows(e, corpusThrough), slowRows(t, calendar, corpusThrough)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", e.Summary, diff)
		}
	}
}

// FuzzSeries writes random series and reads them back.
func FuzzSeries(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	holidays := compileHolidays(f, schedule.USFederal(schedule.Both))
	zones := make([]*schedule.Zone, len(zoneNames))
	for i, name := range zoneNames {
		zones[i] = zone(f, name)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		rng := rand.New(rand.NewPCG(seed, 0))
		kind := kinds[rng.IntN(len(kinds))]
		o := schedule.CompileOptions{Zone: zones[rng.IntN(len(zones))], Holidays: holidays, Gap: schedule.GapPolicy(rng.IntN(2))}
		if rng.IntN(4) == 0 {
			first := d("2022-01-01").AddDays(rng.IntN(1000))
			o.Closures = []schedule.Closure{{First: first, Last: first.AddDays(rng.IntN(40)), Unconfirmed: rng.IntN(2) == 0}}
		}
		e := ical.Event{UID: "a@b", Timetable: compile(t, corpusSeries(t, rng, kind, "a"), o), Summary: "a", Modified: modified}
		through := d("2022-01-01").AddDays(rng.IntN(1200))
		calendar := write(t, ical.Calendar{Through: through, Outlook: rng.IntN(3) == 0, Events: []ical.Event{e}})
		if diff := cmp.Diff(wantRows(e, through), slowRows(t, calendar, through)); diff != "" {
			t.Errorf("%s in %s through %s (-want +got):\n%s", kind, o.Zone.Name(), through, diff)
		}
	})
}
