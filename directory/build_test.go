package directory_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

var changes = flag.Int("changes", 300, "how many random changes to compare with a directory loaded anew")

// randomRecord returns a record of a small world in which things come, go,
// change and refer to what may not be there.
func randomRecord(rng *rand.Rand) (k directory.Key, body []byte) {
	pick := func(prefix string, n int) string { return fmt.Sprint(prefix, rng.IntN(n)) }
	var e directory.Entity
	switch rng.IntN(7) {
	case 0:
		o := directory.Organization{ID: pick("o", 3), Name: pick("Org ", 5), State: "FL", Zone: "America/New_York",
			Counties: []string{pick("1201", 9)}, Holidays: schedule.USFederal(schedule.Observed), Level: []directory.Level{"", "state", "national"}[rng.IntN(3)]}
		if rng.IntN(4) == 0 {
			o.Successor = pick("o", 4)
		}
		if rng.IntN(4) == 0 {
			o.Closures = []schedule.Closure{{First: d("2022-06-05"), Last: d("2022-06-20")}}
		}
		e = o
	case 1, 2:
		e = directory.Venue{ID: pick("v", 6), Name: pick("Venue ", 5), Point: []earth.Point{{}, earth.LatLng(30+rng.Float64(), -81)}[min(rng.IntN(5), 1)],
			County: []string{"", "12012"}[rng.IntN(2)], Confidential: rng.IntN(4) == 0}
	default:
		o := directory.Offering{ID: pick("x", 30), Name: pick("Group ", 9), Organization: pick("o", 3), Venue: pick("v", 6),
			Mode:   []program.Mode{"", program.ModeOnline, program.ModeHybrid}[rng.IntN(3)],
			Status: []directory.Status{"", "", "", directory.Suspended}[rng.IntN(4)],
			Series: []schedule.Series{{ID: "s", Rule: schedule.Weekly(time.Weekday(rng.IntN(7))), First: d("2022-01-01"), Start: schedule.MustClock("18:00"), OnHoliday: schedule.HolidayPolicy(rng.IntN(4))}}}
		if rng.IntN(3) == 0 {
			o.Overrides = []directory.Override{{Series: "s", On: d("2022-06-08"), Venue: pick("v", 7)}}
		}
		if rng.IntN(9) == 0 {
			o.Program = "connection-support-call" // hidden
		}
		e = o
	}
	if rng.IntN(5) == 0 {
		return e.Key(), nil // a deletion
	}
	body, _ = directory.Encode(e)
	if rng.IntN(20) == 0 {
		body = body[:len(body)-1] // not JSON
	}
	return e.Key(), body
}

// view is all that a directory shows.
func view(t *testing.T, dir *directory.Directory) []string {
	t.Helper()
	var lines []string
	add := func(v ...any) { lines = append(lines, fmt.Sprintf("%+v", v)) }
	s := dir.Snapshot()
	for _, err := range dir.Problems() {
		add(err)
	}
	for o := range s.Organizations() {
		add(o)
	}
	for l := range s.Listings("") {
		var place directory.Place
		if l.Place != nil {
			place = *l.Place
			l.Place = nil
		}
		add(l, place)
		for m := range s.Timetable(l.ID).All(d("2022-06-01"), d("2022-06-20")) {
			add(m.Occurrence.String(), m.Venue, m.Mode)
		}
	}
	for i := range 3 {
		r, err := s.Search(context.Background(), directory.Query{Near: earth.LatLng(30+float64(i)/2, -81), Within: 40 * earth.Mile,
			County: "12012", Now: at(t, "2022-06-01T12:00:00-04:00"), Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range [][]directory.Hit{r.InPerson, r.Nearest, r.Remote, r.Unplaced} {
			for _, h := range list {
				add(h.Listing.ID, h.Distance, h.Next.Occurrence.String())
			}
			add("end")
		}
		add(r.Remotes, r.Contacts)
	}
	return lines
}

func TestChangesGiveWhatLoadingAnewGives(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 0))
	store := memstore.New()
	dir := open(t, store, directory.Options{})
	for i := range *changes {
		var b directory.Batch
		b.ID = fmt.Sprint(i)
		for range 1 + rng.IntN(4) {
			k, body := randomRecord(rng)
			if !slices.ContainsFunc(b.Writes, func(w directory.Write) bool { return w.Key == k }) {
				b.Writes = append(b.Writes, directory.Write{Key: k, If: directory.AnyRevision, Delete: body == nil, Body: body})
			}
		}
		head, err := store.Commit(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		for dir.Head() != head {
			time.Sleep(10 * time.Microsecond)
		}
		if i%5 != 0 {
			continue
		}
		anew, err := directory.Open(t.Context(), store, directory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := view(t, anew)
		anew.Close()
		if diff := cmp.Diff(want, view(t, dir)); diff != "" {
			t.Fatalf("seed %d, change %d (-anew +followed):\n%s", seed, i, diff)
		}
	}
}
