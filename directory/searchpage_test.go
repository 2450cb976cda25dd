package directory_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/memstore"
)

// worldDirectory returns a directory on a store that holds a random world.
func worldDirectory(t *testing.T, w world, n int) *directory.Directory {
	t.Helper()
	dir := open(t, memstore.New(), directory.Options{})
	commit(t, dir, puts(w.directory(n)...)...)
	return dir
}

// change commits a few random changes.
func (w world) change(t *testing.T, dir *directory.Directory, n int) {
	t.Helper()
	for range w.IntN(3) {
		o := w.offering(fmt.Sprintf("x%03d", w.IntN(n+5)))
		c := directory.Change{Put: o, If: directory.AnyRevision}
		if _, _, ok := dir.Get(o.Key()); ok && w.IntN(3) == 0 {
			c = directory.Change{Delete: o.Key(), If: directory.AnyRevision}
		}
		commit(t, dir, c)
	}
	if w.IntN(3) == 0 {
		commit(t, dir, directory.Change{If: directory.AnyRevision,
			Put: directory.Venue{ID: fmt.Sprint("v", w.IntN(8)), Name: "V", Point: w.point(), Access: some(w, worldAccess...)}})
	}
}

func TestPagesWhileTheDirectoryChanges(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	w := world{rand.New(rand.NewPCG(seed, 5))}
	lists := map[string]func(directory.Results) ([]directory.Hit, directory.Cursor){
		"in person": func(r directory.Results) ([]directory.Hit, directory.Cursor) { return r.InPerson, r.MoreInPerson },
		"remote":    func(r directory.Results) ([]directory.Hit, directory.Cursor) { return r.Remote, r.MoreRemote },
	}
	turned := 0
	for rounds := 0; turned < 150 && rounds < 1000; rounds++ { // many queries find nothing
		const n = 40
		dir := worldDirectory(t, w, n)
		q := w.query()
		q.Limit = 1 + w.IntN(5)
		for name, list := range lists {
			everything := func() []string {
				all := q
				all.Limit = 1000
				hits, _ := list(search(t, dir.Snapshot(), all))
				return strings.Fields(ids(hits))
			}
			first := everything()
			hits, more := list(search(t, dir.Snapshot(), q))
			for shown := len(hits); more != ""; turned++ {
				w.change(t, dir, n)
				next := q
				next.Page, next.Now = more, q.Now.Add(time.Minute)
				present := everything()
				want := slices.DeleteFunc(slices.Clone(first[shown:min(len(first), shown+q.Limit)]), func(id string) bool { return !slices.Contains(present, id) })
				hits, more = list(search(t, dir.Snapshot(), next))
				if diff := gocmp.Diff(strings.Join(want, " "), ids(hits)); diff != "" {
					t.Fatalf("%s after %d of %+v (-want +got):\n%s", name, shown, q, diff)
				}
				shown += q.Limit
			}
		}
	}
	if turned < 100 {
		t.Errorf("only %d pages", turned)
	}
}

func TestPagesAfterAnImport(t *testing.T) {
	w := world{rand.New(rand.NewPCG(3, 3))}
	dir := worldDirectory(t, w, 80)
	q := directory.Query{Near: earth.LatLng(30.1, -81.3), Now: at(t, "2022-06-01T12:00:00Z"), Limit: 3}
	r := search(t, dir.Snapshot(), q)
	q.Page = r.MoreInPerson
	want := ids(search(t, dir.Snapshot(), q).InPerson)
	for i := range 90 { // at once: more than is remembered
		commit(t, dir, directory.Change{If: directory.AnyRevision, Put: directory.Venue{ID: fmt.Sprint("far", i), Name: "F"}})
	}
	if got := ids(search(t, dir.Snapshot(), q).InPerson); got != want {
		t.Errorf("venues that nobody meets at change the page to %s, want %s", got, want)
	}
	var all []directory.Change
	for i := range 60 {
		all = append(all, directory.Change{If: directory.AnyRevision, Put: w.offering(fmt.Sprintf("x%03d", i))})
	}
	commit(t, dir, all...)
	if _, err := dir.Snapshot().Search(t.Context(), q); err != nil {
		t.Errorf("a page after an import: %v", err)
	}
}

func TestCursorsOfAnyYear(t *testing.T) {
	s := snapshot(t, jacksonville()...)
	for _, year := range []int{1, 1600, 2022, 2500, 9999} {
		q := directory.Query{Near: orangePark, Now: time.Date(year, 3, 1, 12, 0, 0, 123, time.UTC), Limit: 1}
		r, err := s.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if q.Page = r.MoreInPerson; q.Page == "" {
			continue
		}
		if _, err := s.Search(t.Context(), q); err != nil {
			t.Errorf("year %d: %v", year, err)
		}
		q.Now = q.Now.Add(25 * time.Hour)
		if _, err := s.Search(t.Context(), q); !errors.Is(err, directory.ErrCursor) {
			t.Errorf("year %d, a day later: %v", year, err)
		}
	}
}
