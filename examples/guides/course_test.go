package guides_test

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// planned asks for the plans of a course of eight Wednesdays in autumn.
func planned() ([]course.Plan, error) {
	from := schedule.MustDate("2026-10-07")
	rules, err := program.BuiltIn().Resolve("peer-to-peer", "en", "us/FL", from)
	if err != nil {
		return nil, err
	}
	request, err := course.NewRequest(rules, "") // "" is the usual format of the program
	if err != nil {
		return nil, err
	}
	request.ID = "autumn"
	request.Rules = []schedule.Rule{schedule.Weekly(time.Wednesday), schedule.Weekly(time.Thursday)}
	request.From, request.Start, request.DecideDays = from, schedule.MustClock("18:00"), 7
	request.Closures = []schedule.Closure{{First: schedule.MustDate("2026-11-25"), Last: schedule.MustDate("2026-11-27"), Reason: "Thanksgiving"}}
	request.Leaders = []course.Leader{{ID: "p1"}, {ID: "p2"}, {ID: "p3", To: schedule.MustDate("2026-11-01")}}
	return request.Plans()
}

func Example_course() {
	plans, err := planned()
	if err != nil {
		fmt.Println(err) // why there is no plan
		return
	}
	for _, p := range plans {
		fmt.Println(p.Text, p.Team)
	}

	autumn := plans[0].Course()
	autumn.Capacity = program.Capacity{Min: 8, Max: 15}
	opened, err := autumn.Take(course.Open, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	opened.Enrolled = 6
	offering := directory.Offering{
		ID: "p2p-autumn", Program: "peer-to-peer", Organization: "jax", Venue: "oph",
		Series: []schedule.Series{plans[0].Series()}, Course: &opened,
	}

	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74)},
		offering)
	if err != nil {
		fmt.Println(err)
		return
	}
	first, _ := snap.Timetable("p2p-autumn").Next(time.Time{})
	decision := opened.Decide(time.Date(2026, 9, 30, 19, 0, 0, 0, first.Start().Location()), first.Occurrence)
	fmt.Println(first, first.Sessions.In("en"))
	fmt.Println(decision.Verdict, "for want of", decision.Missing)
	// Output:
	// 8 sessions 2026-10-07 to 2026-12-02; no class 11/25 [p1 p2]
	// 8 sessions 2026-10-08 to 2026-12-03; no class 11/26 [p1 p2]
	// 2026-10-07 18:00 on Session 1 of 8
	// no-go for want of 2
}
