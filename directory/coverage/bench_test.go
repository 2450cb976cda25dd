package coverage_test

import (
	"context"
	"io"
	"testing"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

func BenchmarkNearestForAllBlockGroups(b *testing.B) {
	p, err := coverage.ReadPopulation(shared(b, "census/block_group2020.csv"))
	if err != nil {
		b.Fatal(err)
	}
	sites := scattered(coverage.Tracts(), 10_000, 1)
	for i := range sites {
		sites[i].PerWeek = 0 // distances only
	}
	b.ReportAllocs()
	for b.Loop() {
		measure(b, p, sites, coverage.Straight(25*earth.Mile))
	}
}

func BenchmarkMeasureCountry(b *testing.B) {
	for name, n := range map[string]int{"sites=1000": 1000, "sites=10000": 10_000} {
		b.Run(name, func(b *testing.B) {
			sites := scattered(coverage.Tracts(), n, 1)
			b.ReportAllocs()
			for b.Loop() {
				measure(b, coverage.Tracts(), sites, coverage.Straight(25*earth.Mile)).Summary()
			}
		})
	}
}

func BenchmarkSuggest1000(b *testing.B) {
	for name, miles := range map[string]float64{"10mi": 10, "25mi": 25} {
		b.Run(name, func(b *testing.B) {
			c := measure(b, coverage.Tracts(), nil, coverage.Straight(earth.Distance(miles)*earth.Mile))
			b.ReportAllocs()
			for b.Loop() {
				plan, err := c.Suggest(context.Background(), 1000, coverage.SuggestOptions{})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(100*float64(plan.After)/331_449_281, "%reached")
				b.ReportMetric(100*plan.Certain(), "%certain")
			}
		})
	}
}

func BenchmarkMapOfFlorida(b *testing.B) {
	p := coverage.Tracts().In("12")
	c := measure(b, p, scattered(p, 100, 1), coverage.Straight(10*earth.Mile))
	b.ReportAllocs()
	for b.Loop() {
		if err := c.WriteMap(io.Discard, coverage.MapOptions{Area: "12"}); err != nil {
			b.Fatal(err)
		}
	}
}
