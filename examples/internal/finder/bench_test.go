package finder_test

import (
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

func BenchmarkPage(b *testing.B) {
	s, err := demo.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	h := finder.New(finder.Options{Source: finder.Fixed(s, demo.Now()), Demo: demo.Now(), Clock: func() time.Time { return now }})
	for name, path := range map[string]string{"home": "/", "near": "/near/88e5c5c", "offering": "/offerings/jax-wednesday", "coverage": "/coverage/FL"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// BenchmarkNear asks for pages of results all over Florida, of a directory of
// 10,000 offerings: each for another cell.
func BenchmarkNear(b *testing.B) {
	s, cells := crowd(b, 10_000)
	h := finder.New(finder.Options{Source: finder.Fixed(s, now), Clock: func() time.Time { return now }})
	for name, query := range map[string]string{"usual": "", "filtered": "?day=tue&within=50", "Spanish": "?lang=es"} {
		for _, c := range cells { // so that rows are ready
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/near/"+c.String()+query, nil))
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			i, bytes := 0, 0
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", "/near/"+cells[i%len(cells)].String()+query, nil))
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
				i, bytes = i+1, bytes+w.Body.Len()
			}
			b.ReportMetric(float64(bytes)/float64(i), "B/page")
		})
	}
	b.Run("compressed", func(b *testing.B) {
		packed, i := operate.Gzip(h), 0
		b.ReportAllocs()
		for b.Loop() {
			r := httptest.NewRequest("GET", "/near/"+cells[i%len(cells)].String(), nil)
			r.Header.Set("Accept-Encoding", "gzip")
			packed.ServeHTTP(httptest.NewRecorder(), r)
			i++
		}
	})
	b.Run("all cores", func(b *testing.B) {
		var next atomic.Int64
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				w := httptest.NewRecorder()
				i := int(next.Add(1))
				h.ServeHTTP(w, httptest.NewRequest("GET", "/near/"+cells[i%len(cells)].String(), nil))
				if w.Code != 200 {
					b.Error(w.Code)
				}
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	})
}

// crowd returns a directory of n offerings at places over Florida, one in ten
// online too, and the cells of some of them.
func crowd(tb testing.TB, n int) (*directory.Snapshot, []earth.Cell) {
	tb.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var records strings.Builder
	var cells []earth.Cell
	for o := range 50 {
		fmt.Fprintf(&records, `{"organization":{"id":"o%d","name":"Affiliate %d","state":"FL","counties":["12%03d"],"zone":"America/New_York","holidays":{"federal":"observed"},"contacts":[{"role":"helpline","phone":"(904) 555-01%02d"}]}}`+"\n", o, o, 2*o+1, o)
	}
	days := [...]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	for i := range n {
		p := earth.LatLng(27.5+3*r.Float64(), -82.5+1.5*r.Float64())
		if i%20 == 0 {
			cells = append(cells, p.Cell(earth.PrivateLevel))
		}
		mode := "in person"
		if i%10 == 0 {
			mode = "hybrid"
		}
		fmt.Fprintf(&records, `{"venue":{"id":"v%d","name":"Place %d","address":{"street":"%d Main St.","city":"Town","state":"FL","zip":"32073"},"point":%q}}`+"\n", i, i, i, p)
		fmt.Fprintf(&records, `{"offering":{"id":"g%d","program":"connection","organization":"o%d","venue":"v%d","mode":%q,"series":[{"rule":"FREQ=WEEKLY;BYDAY=%s","first":"2026-01-01","start":"1%d:30","length":"PT1H30M","on_holiday":"skip"}]}}`+"\n",
			i, i%50, i, mode, days[i%7], i%10)
	}
	return snapshot(tb, records.String()), cells
}

// BenchmarkLists asks for the pages that list what there is, of a directory of
// 10,000 offerings.
func BenchmarkLists(b *testing.B) {
	s, cells := crowd(b, 10_000)
	h := finder.New(finder.Options{Source: finder.Fixed(s, now), Clock: func() time.Time { return now }})
	for _, path := range []string{"/days", "/towns", "/trainings", "/organizations/o1", "/online", "/near/" + cells[1].String() + "/map", "/offerings/g8", "/offerings/g8.ics", "/safety"} {
		b.Run(path[1:], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
