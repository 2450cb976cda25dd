package directory_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/schedule"
)

func TestEntitiesByPointer(t *testing.T) {
	dir := open(t, memstore.New(), directory.Options{})
	var none *directory.Offering
	for _, change := range []directory.Change{{Put: none}, {Put: (*directory.Venue)(nil)}} {
		if _, err := dir.Commit(context.Background(), "", change); !errors.Is(err, directory.ErrInvalid) {
			t.Errorf("a nil record gives %v", err)
		}
	}
	for _, e := range []directory.Entity{none, nil} {
		if _, err := directory.NewSnapshot(e); !errors.Is(err, directory.ErrInvalid) {
			t.Errorf("a nil record in a snapshot gives %v", err)
		}
	}
	o := &directory.Organization{ID: "a", Name: "A"}
	if _, err := dir.Commit(context.Background(), "", directory.Change{Put: o}); err != nil {
		t.Fatal(err)
	}
	if got, ok := dir.Snapshot().Organization("a"); !ok || got.Name != "A" {
		t.Errorf("a record by pointer is kept as %+v", got)
	}
	s, err := directory.NewSnapshot(o)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Organization("a"); !ok {
		t.Error("a record by pointer is lost in a snapshot")
	}
}

func TestStatusSince(t *testing.T) {
	o := directory.Offering{ID: "x", Program: "connection", Organization: "jax", Venue: "oph", Status: directory.Ended, StatusSince: d("2022-06-13"),
		Series: []schedule.Series{weekly("", time.Monday, "18:00")}}
	s := snapshot(t, append(jacksonville(), o)...)
	var got []string
	for m := range s.Timetable("x").All(d("2022-06-01"), d("2022-06-25")) {
		got = append(got, m.String())
	}
	want := []string{"2022-06-06 18:00 on", "2022-06-13 18:00 cancelled: ended", "2022-06-20 18:00 cancelled: ended"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what took place before it ended stays (-want +got):\n%s", diff)
	}
	t.Run("a day is explained for each series", func(t *testing.T) {
		e := s.Timetable("x").Explain(d("2022-06-13"))
		if len(e) != 1 || e[0].String() != "2022-06-13 18:00 cancelled: ended" {
			t.Errorf("%v", e)
		}
		if s.Timetable("none").Explain(d("2022-06-13")) != nil {
			t.Error("there is something to explain about nothing")
		}
	})
}

func TestRecordsThatAreNotUTF8(t *testing.T) {
	lines := `{"organization":{"id":"` + "\xff" + `","name":"A"}}` + "\n" + `{"organization":{"id":"` + "\xfe" + `","name":"B"}}` + "\n" + `{"organization":{"id":"c","name":"C"}}`
	entities, err := directory.ReadRecords(strings.NewReader(lines))
	if len(entities) != 1 || err == nil || strings.Count(err.Error(), "not UTF-8") != 2 {
		t.Errorf("%d records, %v", len(entities), err)
	}
	if _, err := directory.NewSnapshot(directory.Organization{ID: "\xff", Name: "A"}); !errors.Is(err, directory.ErrInvalid) {
		t.Errorf("a snapshot takes an id that is not UTF-8: %v", err)
	}
}
