package ics_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/ics"
	"github.com/withinreach/withinreach/schedule"
)

func TestSeveralSnapshotsAreOneCalendar(t *testing.T) {
	entities := func(ids ...string) (all []directory.Entity) {
		all = append(all, directory.Organization{ID: "o", Name: "Office", Zone: "America/New_York"})
		first := map[string]string{"a": "2024-03-05", "b": "2007-04-03", "c": "2026-07-07"}
		zone := map[string]string{"c": "America/Denver"}
		for i, id := range ids {
			all = append(all, directory.Offering{
				ID: id, Name: "Group " + id, Organization: "o", Mode: "online",
				Series: []schedule.Series{{
					Rule: schedule.Weekly(time.Tuesday), First: schedule.MustDate(first[id]), Start: schedule.MustClock("18:00"), Length: time.Hour, Zone: zone[id],
				}},
				Revised: directory.Revised{Modified: time.Date(2026, 1, 9-i, 0, 0, 0, 0, time.UTC)},
			})
		}
		return all
	}
	snapshot := func(all []directory.Entity) *directory.Snapshot {
		s, err := directory.NewSnapshot(all...)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	o := feed.WriteOptions{Through: schedule.MustDate("2026-12-31")}
	all := entities("a", "b", "c")
	var want, got bytes.Buffer
	if _, err := ics.Write(&want, snapshot(all), o); err != nil {
		t.Fatal(err)
	}
	parts := func(yield func(*directory.Snapshot) bool) {
		for i := 1; i < len(all); i++ {
			if !yield(snapshot([]directory.Entity{all[0], all[i]})) {
				return
			}
		}
	}
	lost, err := ics.WriteAll(&got, parts, o)
	if err != nil {
		t.Fatal(err)
	}
	// The rules of a time zone may stand in another order.
	lines := func(b bytes.Buffer) []string { return slices.Sorted(strings.SplitSeq(b.String(), "\r\n")) }
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		t.Errorf("(-whole +parts):\n%s", diff)
	}
	offices := 0
	for _, f := range lost {
		if f.Record == "organization/o" && f.Field == "name" {
			offices++
		}
	}
	if offices != 1 {
		t.Errorf("%d findings about the name of the office, want one", offices)
	}
}
