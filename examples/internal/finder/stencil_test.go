package finder_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// TestStencilsMakeThePagesOfTheTemplate asks one site for pages of results of
// all shapes, again and again, so that what a stencil kept of one page would
// show in another.
func TestStencilsMakeThePagesOfTheTemplate(t *testing.T) {
	of2022, err := demo.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	sites := map[string]finder.Options{
		"records":  {Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now)},
		"2022":     {Source: finder.Fixed(of2022, now)},
		"the demo": {Source: finder.Fixed(of2022, demo.Now()), Demo: demo.Now()},
		"nothing":  {Source: finder.Empty()},
	}
	cells := []string{"88e5c5c", "88e5c44", "89c25a4", "80c2b9c"}
	for _, p := range []earth.Point{earth.LatLng(26.64, -81.87), earth.LatLng(0, -30), earth.LatLng(38.35, -122.3)} {
		cells = append(cells, p.Cell(earth.PrivateLevel).String(), p.Cell(finder.Coarsest).String())
	}
	queries := []string{
		"", "?lang=es", "?when=today", "?when=today&lang=es", "?when=week&day=tue", "?mode=remote", "?mode=in-person", "?within=1", "?within=any&sort=time",
		"?within=1&when=today", "?topic=%3Cb%3E%26%22+'x", "?topic=%2B&lang=es&within=100", "?within=3000&program=connection",
	}
	for name, o := range sites {
		t.Run(name, func(t *testing.T) {
			o.Clock = func() time.Time { return now }
			h := finder.New(o)
			for range 2 {
				for _, cell := range cells {
					for _, query := range queries {
						want, err := finder.NearByTemplate(h, cell, query)
						w := httptest.NewRecorder()
						h.ServeHTTP(w, httptest.NewRequest("GET", "/near/"+cell+query, nil))
						if diff := cmp.Diff(want, w.Body.String()); err != nil || diff != "" {
							t.Fatalf("/near/%s%s: %v (-want +got):\n%s", cell, query, err, diff)
						}
					}
				}
			}
			if n := finder.Stencils(h); n > 100 {
				t.Errorf("%d stencils of %d pages", n, len(cells)*len(queries))
			}
		})
	}
}

// TestWhatLooksLikeAHoleIsText asks with what looks like the mark of a hole.
func TestWhatLooksLikeAHoleIsText(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	page := s.get("/near/88e5c5c?topic=WithinReachHole7X").body
	if again := s.get("/near/88e5c5c?topic=WithinReachHole7X").body; page != again || !strings.Contains(page, `value="WithinReachHole7X"`) {
		t.Errorf("it is not shown as it is:\n%s", page)
	}
}
