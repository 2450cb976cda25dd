package api_test

import (
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// A changesAnswer is what tests look at of one.
type changesAnswer struct {
	Mark    string
	All     bool
	Changed []struct{ Kind, ID, Path string }
	Gone    []struct{ Kind, ID string }
}

func TestChanges(t *testing.T) {
	const org = `{"organization":{"id":"o","name":"Peers","state":"FL","zone":"America/New_York"}}` + "\n"
	const hall = `{"venue":{"id":"v","name":"Hall"}}` + "\n"
	offering := func(id, more string) string {
		return `{"offering":{"id":"` + id + `","name":"Group","organization":"o","venue":"v","series":[{"rule":"FREQ=WEEKLY;BYDAY=TU","first":"2026-01-06","start":"18:00"}]` + more + `}}` + "\n"
	}
	var shown atomic.Pointer[directory.Snapshot]
	show := func(records string) { shown.Store(snapshot(t, records)) }
	s := serve(t, finder.Options{Source: func() finder.State { return finder.State{Snapshot: shown.Load(), AsOf: now} }})
	read := func(since string) changesAnswer { return as[changesAnswer](t, s.get("/api/v1/changes"+since)) }

	show(org + hall + offering("a", "") + offering("b", ""))
	first := read("")
	if !first.All || len(first.Changed) != 3 || len(first.Gone) != 0 {
		t.Fatalf("without a mark: %+v", first)
	}
	if got := read("?since=" + first.Mark); got.All || len(got.Changed)+len(got.Gone) != 0 || got.Mark != first.Mark {
		t.Errorf("nothing has changed: %+v", got)
	}
	tests := []struct {
		name, records string
		changed, gone []string
	}{
		{"a record that is new", org + hall + offering("a", "") + offering("b", "") + offering("c", ""), []string{"c"}, nil},
		{"one that is gone", org + hall + offering("a", ""), nil, []string{"b"}},
		{"one that is other", org + hall + offering("a", `,"note":{"en":"x"}`) + offering("b", ""), []string{"a"}, nil},
		{"one whose venue is shut for a day", org + `{"venue":{"id":"v","name":"Hall","closures":[{"first":"2026-06-09","last":"2026-06-09"}]}}` + "\n" + offering("a", "") + offering("b", ""), []string{"a", "b"}, nil},
		{"one date in another room", org + hall + offering("a", "") + offering("b", `,"overrides":[{"on":"2026-06-09","room":"7"}]`), []string{"b"}, nil},
		{"a field that is not for the public", org + hall + offering("a", `,"invented":1`) + offering("b", ""), nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			show(tt.records)
			got := read("?since=" + first.Mark)
			var changed, gone []string
			for _, r := range got.Changed {
				changed = append(changed, r.ID)
			}
			for _, r := range got.Gone {
				gone = append(gone, r.ID)
			}
			if diff := cmp.Diff(tt.changed, changed); diff != "" || got.All {
				t.Errorf("all %v, changed (-want +got):\n%s", got.All, diff)
			}
			if diff := cmp.Diff(tt.gone, gone); diff != "" {
				t.Errorf("gone (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a mark that is not known gives everything", func(t *testing.T) {
		if got := read("?since=0123456789ab"); !got.All || len(got.Changed) != 3 {
			t.Errorf("%+v", got)
		}
	})
	t.Run("the path of a record leads to it", func(t *testing.T) {
		for _, r := range read("").Changed {
			if a := s.get(r.Path); a.StatusCode != 200 {
				t.Errorf("%s: status %d", r.Path, a.StatusCode)
			}
		}
	})
}
