package merge_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/schedule"
)

// imported runs one import after the other, and returns the steps of each and
// what the directory holds in the end.
func imported(t *testing.T, imports ...[]directory.Entity) (steps [][]string, current []directory.Entity) {
	t.Helper()
	held := map[directory.Key]directory.Entity{}
	for i, entities := range imports {
		current = nil
		for _, e := range held {
			current = append(current, e)
		}
		plan, err := merge.NewPlan(merge.Import{Source: "s", New: slices.Concat(twoPlaces(), entities), Current: current, Now: time.Unix(int64(i)*86400, 0)})
		if err != nil {
			t.Fatal(err)
		}
		touched := map[directory.Key]bool{}
		for _, c := range plan.Changes {
			k := c.Delete
			if c.Put != nil {
				k = c.Put.Key()
			}
			if touched[k] {
				t.Errorf("import %d changes %v twice", i, k)
			}
			touched[k] = true
			if delete(held, k); c.Put != nil {
				held[k] = c.Put
			}
		}
		said := []string{}
		for _, s := range plan.Steps {
			if s.Record.Kind != directory.KindOffering {
				continue
			}
			said = append(said, s.String())
		}
		for _, f := range plan.Findings {
			said = append(said, f.Code+" "+f.Record)
		}
		steps = append(steps, said)
	}
	current = nil
	for _, e := range held {
		current = append(current, e)
	}
	return steps, current
}

// twoPlaces are what listed offerings refer to.
func twoPlaces() []directory.Entity {
	return []directory.Entity{directory.Organization{ID: "o", Name: "Office"}, directory.Venue{ID: "v", Name: "Hall"}, directory.Venue{ID: "w", Name: "Church"}}
}

func listed(source, id, venue string, also ...directory.Origin) directory.Offering {
	return directory.Offering{ID: feed.ID(source, id), Name: "Hope", Organization: "o", Venue: venue, Series: []schedule.Series{{
		Rule: schedule.Weekly(time.Monday), First: feed.FirstDay(), Start: schedule.MustClock("19:00")}},
		Provenance: directory.Provenance{Origin: directory.Origin{Source: source, SourceID: id}, Also: also}}
}

func TestPlansThatMustNotFlap(t *testing.T) {
	own, national := directory.Origin{Source: "office", SourceID: "7"}, directory.Origin{Source: "national", SourceID: "n7"}
	changed := listed("national", "n7", "v")
	changed.Room = "B"
	renamedTwice := listed("a", "1", "v")
	renamedTwice.ID += "~x"
	renamedTwice.Room = "B"
	again := renamedTwice
	again.ID, again.Room = "a.1~y", "C"
	memory := directory.Opaque{Kind: merge.KindMemory, ID: "s.offering~1", Body: []byte(`{"id":"s.offering~1"}`)}
	for _, tt := range []struct {
		name    string
		imports [][]directory.Entity
		want    [][]string
	}{
		{"D12 a joined meeting keeps its ID when only the second source still lists it", [][]directory.Entity{
			{listed("office", "7", "v", national)}, {changed}, {listed("office", "7", "v", national)}},
			[][]string{{`add offering "office.7"`}, {`change offering "office.7": also, room, source, source_id`}, {`change offering "office.7": also, room, source, source_id`}}},
		{"D12 nor when the order in which sources are believed changes", [][]directory.Entity{
			{listed("office", "7", "v", national)}, {listed("national", "n7", "v", own)}},
			[][]string{{`add offering "office.7"`}, {`change offering "office.7": also, source, source_id`}}},
		{"D19 two records with one key in the source are not taken for one another", [][]directory.Entity{
			{listed("a", "1", "v"), renamedTwice}, {listed("a", "1", "v"), again}, {listed("a", "1", "v"), again}},
			[][]string{{`add offering "a.1"`, `add offering "a.1~x"`}, {`change offering "a.1~x": room`}, {}}},
		{"D19 a record that goes and comes is added and removed, and nothing else", [][]directory.Entity{
			{listed("a", "1", "v"), listed("a", "2", "v")}, {listed("a", "1", "v")}, {listed("a", "1", "v"), listed("a", "2", "v")}, {listed("a", "1", "v"), listed("a", "2", "v")}},
			[][]string{{`add offering "a.1"`, `add offering "a.2"`}, {`remove offering "a.2" (gone from the source)`}, {`add offering "a.2"`}, {}}},
		{"D38 an ID that stands there twice, or a record of another import, does not stop the others", [][]directory.Entity{
			{listed("a", "1", "v"), listed("a", "1", "w"), memory}},
			[][]string{{`add offering "a.1"`, "id-twice offering/a.1", "memory-refused import/s.offering~1"}}},
		{"D38 a record that cannot be taken any more stays as it was, and is found again", [][]directory.Entity{
			{listed("a", "1", "v")}, {listed("a", "1", "lost")}, {listed("a", "1", "v")}},
			[][]string{{`add offering "a.1"`}, {"reference-missing offering/a.1"}, {}}},
		{"D38 nor does one at a place that is not there", [][]directory.Entity{{listed("a", "1", "v"), listed("a", "2", "lost")}},
			[][]string{{`add offering "a.1"`, "reference-missing offering/a.2"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := imported(t, tt.imports...)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRemembered(t *testing.T) {
	_, current := imported(t, []directory.Entity{listed("a", "2", "v"), listed("a", "1", "v")})
	for i, e := range current {
		if o, ok := e.(directory.Offering); ok { // an edit made here
			o.Name = "Light"
			current[i] = o
		}
	}
	var got []string
	for _, e := range merge.Remembered("s", current) {
		if e.Key().Kind != directory.KindOffering {
			continue
		}
		got = append(got, fmt.Sprint(e.Key().ID, " ", e.(directory.Offering).Name))
	}
	if diff := cmp.Diff([]string{"a.1 Hope", "a.2 Hope"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if other := merge.Remembered("other", current); len(other) != 0 {
		t.Errorf("of a source that was never imported: %v", other)
	}
}

func TestAPlaceThatWasRemovedHereComesBackWhenItIsNeeded(t *testing.T) {
	_, current := imported(t, []directory.Entity{listed("a", "1", "w")})
	current = slices.DeleteFunc(current, func(e directory.Entity) bool { // an edit made here
		return e.Key().ID == "v"
	})
	plan, err := merge.NewPlan(merge.Import{Source: "s", Current: current,
		New: append(twoPlaces(), listed("a", "1", "w"), listed("a", "2", "v"))})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range plan.Steps {
		got = append(got, s.String())
	}
	want := []string{`add venue "v" (it was removed here, but others refer to it)`, `add offering "a.2"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
