package roster_test

import (
	"testing"

	"github.com/withinreach/withinreach/program/roster"
)

func BenchmarkSolve(b *testing.B) {
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			req := c.build()
			b.ReportAllocs()
			var r roster.Roster
			for b.Loop() {
				var err error
				if r, err = roster.Solve(b.Context(), req, roster.Options{Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(r.Objective.Unfilled), "unfilled")
			b.ReportMetric(float64(r.Objective.Fairness+r.Objective.Wishes), "cost")
			b.ReportMetric(float64(r.Bound.Fairness+r.Bound.Wishes), "bound")
		})
	}
}
