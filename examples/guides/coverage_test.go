package guides_test

import (
	"context"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/schedule"
)

func Example_coverage() {
	ctx := context.Background()
	snap, err := demo.Snapshot()
	if err != nil {
		fmt.Println(err)
		return
	}
	today := schedule.DateOf(demo.Now())
	sites, err := coverage.Sites(snap, directory.Filter{Programs: []string{"connection"}}, today, today.AddDays(84))
	if err != nil {
		fmt.Println(err)
		return
	}
	clay := coverage.Tracts().In("12019")
	now, err := coverage.Measure(ctx, clay, sites, coverage.Drive(30*time.Minute), coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, gap := range now.Gaps(1) {
		fmt.Println(gap.People, "people around", gap.Name)
	}

	effect, err := now.WhatIf(ctx, coverage.Options{},
		coverage.Open(coverage.Site{ID: "library", Point: earth.LatLng(29.786, -82.031), PerWeek: 0.5}),
		coverage.Close("jax-thursday"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("gained", effect.Gained, "lost", effect.Lost)
	fmt.Printf("%.0f %% now, %.0f %% then\n", 100*now.Summary().Share(), 100*effect.After.Summary().Share())
	// Output:
	// 15285 people around Keystone Heights, FL
	// gained 15285 lost 0
	// 89 % now, 96 % then
}
