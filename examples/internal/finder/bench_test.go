package finder_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

func BenchmarkPage(b *testing.B) {
	s, err := demo.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	h := finder.New(finder.Options{Source: finder.Fixed(s, demo.Now()), Demo: demo.Now(), Clock: func() time.Time { return now }})
	for name, path := range map[string]string{"home": "/", "near": "/near/88e5c5c", "offering": "/offerings/jax-wednesday"} {
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
