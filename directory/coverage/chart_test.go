package coverage_test

import (
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

func TestChart(t *testing.T) {
	p := coverage.Tracts().In("12")
	c := measure(t, p, scattered(p, 20, 1), coverage.Straight(25*earth.Mile))
	e, err := c.WhatIf(t.Context(), coverage.Options{}, coverage.Open(coverage.Site{ID: "n", Point: earth.LatLng(30.44, -84.28)}))
	if err != nil {
		t.Fatal(err)
	}
	for _, opt := range []coverage.ChartOptions{
		{}, {Title: "Florida", After: e.After}, {Title: strings.Repeat("<Name> ", 20), Language: "es", Miles: 100, After: e.After}, {Miles: 10},
	} {
		d := draw(t, func(w io.Writer) error { return c.WriteChart(w, opt) })
		if wide := d.tooWide(); len(wide) > 0 || len(d.text) > 10_000 {
			t.Errorf("%d bytes, no room for %v", len(d.text), wide)
		}
		if d.title == "" || !strings.Contains(d.desc, " %") {
			t.Errorf("title %q, description %q", d.title, d.desc)
		}
	}
	t.Run("D5 its description has the shares", func(t *testing.T) {
		d := draw(t, func(w io.Writer) error { return c.WriteChart(w, coverage.ChartOptions{}) })
		want := fmt.Sprintf("Now: 10 miles in a straight line, %.1f %%; ", 100*float64(c.Within(10*earth.Mile))/float64(p.People()))
		if diff := cmp.Diff(want, d.desc[:len(want)]); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
	for _, miles := range []float64{-1, 9, 1001, math.NaN()} {
		if err := c.WriteChart(io.Discard, coverage.ChartOptions{Miles: miles}); err == nil {
			t.Errorf("a chart of %v miles: no error", miles)
		}
	}
}
