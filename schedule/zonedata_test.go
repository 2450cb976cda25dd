package schedule_test

import (
	"archive/zip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// zoneSource is a zone database: the files of all zones by name.
type zoneSource map[string][]byte

// goZones returns the database that comes with Go, whose files hold the
// current rule in place of its transitions ("slim").
func goZones(t *testing.T) zoneSource {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib/time/zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	source := zoneSource{}
	for _, f := range archive.File {
		if f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if source[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

// systemZones returns the files of the system under the same names.
func systemZones(like zoneSource) zoneSource {
	source := zoneSource{}
	for name := range like {
		if data, err := os.ReadFile(filepath.Join("/usr/share/zoneinfo", name)); err == nil {
			source[name] = data
		}
	}
	return source
}

// A transition is a change of a zone's offset from UTC, in seconds.
type transition struct{ at, before, after int64 }

// transitions finds the changes from 2000 to 2050 by looking at every day and
// halving those on which the offset changes.
func transitions(loc *time.Location) (list []transition) {
	offsetAt := func(second int64) int64 {
		_, offset := time.Unix(second, 0).In(loc).Zone()
		return int64(offset)
	}
	from := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	to := time.Date(2051, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	before := offsetAt(from)
	for day := from; day < to; day += 86400 {
		after := offsetAt(day + 86400)
		if after == before {
			continue
		}
		low, high := day, day+86400
		for high-low > 1 {
			if middle := (low + high) / 2; offsetAt(middle) == before {
				low = middle
			} else {
				high = middle
			}
		}
		list = append(list, transition{high, before, after})
		before = after
	}
	return list
}

// wallTimes returns wall clock times around a transition, in seconds.
func (c transition) wallTimes() []int64 {
	a, b := c.at+c.before, c.at+c.after
	return []int64{a - 7200, a - 1, a, a + 1, (a + b) / 2, b - 1, b, b + 1, b + 7200}
}

// want returns the instant of a wall clock time near the transition: the first
// of two, or with the offset before if the clock skips it.
func (c transition) want(local int64) (second int64, gap bool) {
	switch {
	case local-c.before < c.at:
		return local - c.before, false
	case local-c.after >= c.at:
		return local - c.after, false
	}
	return local - c.before, true
}

func TestEveryTransitionOfEveryZone(t *testing.T) {
	slim := goZones(t)
	system := systemZones(slim)
	if len(system) == 0 {
		t.Log("NOT TESTED: this system has no zone files, so only those of Go are compared")
	}
	changes, alike := 0, 0
	for name, data := range slim {
		list := checkZone(t, name, data)
		changes += len(list)
		if fat, ok := system[name]; ok {
			fatList := checkZone(t, name, fat)
			changes += len(fatList)
			if slices.Equal(list, fatList) {
				alike++
				compareSources(t, name, data, fat, list)
			}
		}
	}
	if len(slim) < 400 || changes < 10_000 || alike < len(system)*9/10 {
		t.Errorf("only %d zones with %d transitions, %d of %d alike in both sources", len(slim), changes, alike, len(system))
	}
	t.Logf("%d zones of Go and %d of the system, %d transitions, %d zones alike in both sources", len(slim), len(system), changes, alike)
}

// checkZone compares a zone with its location around every transition and at
// noon of every tenth day.
func checkZone(t *testing.T, name string, data []byte) []transition {
	loc, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		t.Fatal(err)
	}
	z := schedule.NewZone(loc)
	list := transitions(loc)
	for i, c := range list {
		for _, local := range c.wallTimes() {
			// Another change so near has wall times of its own.
			if i+1 < len(list) && local+86400 > list[i+1].at || i > 0 && local-86400 < list[i-1].at {
				continue
			}
			day, clock := wall(local)
			want, gap := c.want(local)
			if got := z.At(day, clock).Unix(); got != want || z.Skipped(day, clock) != gap {
				t.Errorf("%s: %v %v is %d, skipped %v; want %d, %v", name, day, clock, got, z.Skipped(day, clock), want, gap)
			}
		}
	}
	noon := schedule.MustClock("12:00")
	for day := d("2000-01-01"); day.Year() <= 2050; day = day.AddDays(10) {
		if at := z.At(day, noon); !z.Skipped(day, noon) && (schedule.DateOf(at) != day || schedule.ClockOf(at) != noon) {
			t.Errorf("%s: noon of %v is %v", name, day, at)
		}
	}
	return list
}

func wall(local int64) (schedule.Date, schedule.Clock) {
	at := time.Unix(local, 0).UTC()
	return schedule.DateOf(at), schedule.ClockOf(at)
}

// compareSources compares a zone of two sources that have the same transitions.
func compareSources(t *testing.T, name string, slim, fat []byte, list []transition) {
	a, errA := time.LoadLocationFromTZData(name, slim)
	b, errB := time.LoadLocationFromTZData(name, fat)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	za, zb := schedule.NewZone(a), schedule.NewZone(b)
	for _, c := range list {
		for _, local := range c.wallTimes() {
			day, clock := wall(local)
			if at, bt := za.At(day, clock), zb.At(day, clock); !at.Equal(bt) {
				t.Errorf("%s: %v %v is %v or %v", name, day, clock, at, bt)
			}
		}
	}
}
