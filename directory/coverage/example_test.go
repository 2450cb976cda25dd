package coverage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/schedule"
)

var groups = []coverage.Site{
	{ID: "friday", Name: "Grace Episcopal Church", Point: earth.LatLng(30.169, -81.705), PerWeek: 1},
	{ID: "wednesday", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74), PerWeek: 0.46},
	{ID: "thursday", Name: "Winston YMCA Riverside", Point: earth.LatLng(30.322, -81.672), PerWeek: 0.46},
}

// What share of the people of Clay County have a group within 20 minutes by car?
func ExampleMeasure() {
	clay := coverage.Tracts().In("12019")
	c, err := coverage.Measure(context.Background(), clay, groups, coverage.Drive(20*time.Minute), coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := c.Summary()
	fmt.Printf("%d of %d people, %.0f %%\n", s.Reached, s.People, 100*s.Share())
	least, most := c.Reach().Range()
	fmt.Printf("an estimate: %d on slow roads, %d on fast ones\n", c.Within(least.Radius()), c.Within(most.Radius()))
	fmt.Printf("half of the people are within %.1f miles, %.2f meetings a week each\n", s.Median.Miles(), s.Meetings)
	// Output:
	// 138009 of 218245 people, 63 %
	// an estimate: 45106 on slow roads, 183995 on fast ones
	// half of the people are within 6.1 miles, 0.79 meetings a week each
}

// Where should the next two groups start, and what would they do?
func ExampleCoverage_Suggest() {
	ctx := context.Background()
	people := coverage.Tracts().In("12019", "12031") // Clay and Duval counties
	c, err := coverage.Measure(ctx, people, groups, coverage.Straight(8*earth.Mile), coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := c.Suggest(ctx, 2, coverage.SuggestOptions{Exact: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d people are within reach now\n", plan.Before)
	for i, s := range plan.Suggestions {
		fmt.Printf("%d. %s: %d more\n", i+1, s.Place, s.Gain)
	}
	fmt.Printf("at least %.1f %% of the best possible\n", 100*plan.Certain())
	// Output:
	// 709268 people are within reach now
	// 1. Jacksonville, FL: 260712 more
	// 2. Jacksonville, FL: 83463 more
	// at least 100.0 % of the best possible
}

// What would be lost if a group closed, and another one met twice a week?
func ExampleCoverage_WhatIf() {
	ctx := context.Background()
	c, err := coverage.Measure(ctx, coverage.Tracts().In("12019"), groups, coverage.Straight(3*earth.Mile), coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := c.WhatIf(ctx, coverage.Options{}, coverage.Close("wednesday"), coverage.Meet("friday", 2))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d people would be out of reach\n", e.Lost)
	fmt.Printf("meetings a week within reach: %.2f now, %.2f then\n", c.Summary().Meetings, e.After.Summary().Meetings)
	// Output:
	// 16577 people would be out of reach
	// meetings a week within reach: 0.23 now, 0.26 then
}

// The sites of a directory on weekday evenings.
func ExampleSites() {
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74)},
		directory.Offering{ID: "wed", Program: "connection", Organization: "jax", Venue: "oph", Series: []schedule.Series{{
			Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"),
		}}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	evenings := directory.Filter{
		Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		From: schedule.MustClock("17:00"), To: schedule.MustClock("22:00"),
	}
	from := schedule.MustDate("2022-06-08")
	sites, err := coverage.Sites(snap, evenings, from, from.AddDays(12*7))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range sites {
		fmt.Printf("%s: %.1f meetings a week\n", s.Name, s.PerWeek)
	}
	// Output: NAMI Connection Recovery Support Group, Orange Park Hospital: 0.5 meetings a week
}

// A map of a county as a file.
func ExampleCoverage_WriteMap() {
	c, err := coverage.Measure(context.Background(), coverage.Tracts().In("12019"), groups, coverage.Straight(5*earth.Mile), coverage.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	file, err := os.Create(filepath.Join(dir, "clay.svg"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	fmt.Println(c.WriteMap(file, coverage.MapOptions{Area: "12019"}))
	// Output: <nil>
}

// A population of one's own, here two districts.
func ExampleReadPopulation() {
	p, err := coverage.ReadPopulation(strings.NewReader("ID,POPULATION,LATITUDE,LONGITUDE\nnorth,1200,30.2,-81.7\nsouth,800,29.9,-81.7\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.People(), "people in", p.Len(), "areas")
	// Output: 2000 people in 2 areas
}
