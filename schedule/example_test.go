package schedule_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func ExampleRule() {
	rule := schedule.NthWeekdays(time.Wednesday, 2, 4)
	fmt.Println(rule)
	fmt.Println(rule.In(time.September, time.October))

	same, err := schedule.ParseRule("RRULE:FREQ=MONTHLY;BYDAY=4WE,2WE")
	fmt.Println(same == rule, err)

	_, err = schedule.ParseRule("FREQ=MONTHLY;BYDAY=6WE")
	fmt.Println(err)
	// Output:
	// FREQ=MONTHLY;BYDAY=2WE,4WE
	// FREQ=MONTHLY;BYMONTH=9,10;BYDAY=2WE,4WE
	// true <nil>
	// schedule: BYDAY "6WE", want 1 to 5 or -5 to -1 before the day in this rule
}

func ExampleCompile() {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	holidays, err := schedule.USFederal(schedule.Observed).Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	series := schedule.Series{
		ID: "thu", Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: schedule.MustDate("2022-11-01"), Last: schedule.MustDate("2022-12-31"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, OnHoliday: schedule.Skip,
		Exceptions: []schedule.Exception{{On: schedule.MustDate("2022-12-22"), Kind: schedule.Reschedule, To: schedule.MustDate("2022-12-20"), Reason: "before the feast"}},
	}
	table, err := schedule.Compile(series, schedule.CompileOptions{Zone: zone, Holidays: holidays})
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range table.All(schedule.Date{}, schedule.Date{}) {
		fmt.Println(o)
	}
	next, _ := table.Next(time.Date(2022, time.November, 11, 12, 0, 0, 0, time.UTC))
	fmt.Println("next:", next.Start(), "until", next.End().Format("15:04"))
	// Output:
	// 2022-11-10 18:00 on
	// 2022-11-24 18:00 skipped: Thanksgiving Day
	// 2022-12-08 18:00 on
	// 2022-12-20 18:00 moved from 2022-12-22: before the feast
	// next: 2022-12-08 18:00:00 -0500 EST until 19:30
}

func ExampleSeries() {
	var s schedule.Series
	err := json.Unmarshal([]byte(`{"id":"fri","rule":"FREQ=WEEKLY;BYDAY=FR","first":"2022-01-07","last":"2022-06-03","start":"18:00","length":"PT1H30M"}`), &s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Bounds())

	s.Count = -1
	s.Length = time.Millisecond
	fmt.Println(s.Validate())
	// Output:
	// 2022-01-07 2022-06-03
	// schedule: count "-1", want 0 to 10000
	// schedule: length "1ms", want 0 to 336h in whole seconds
}

func ExampleSeries_SplitAt() {
	s := schedule.Series{ID: "wed", Rule: schedule.Weekly(time.Wednesday).Every(2), First: schedule.MustDate("2022-06-01"), Start: schedule.MustClock("18:00")}
	before, after := s.SplitAt(schedule.MustDate("2022-07-01"))
	after.Start = schedule.MustClock("19:00")
	fmt.Println(before.Start, "until", before.Last)
	fmt.Println(after.Start, "from", after.First)
	// Output:
	// 18:00 until 2022-06-30
	// 19:00 from 2022-07-13
}

func ExampleSeries_Plans() {
	course := schedule.Series{ID: "p2p", Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-10-05")}
	options := schedule.PlanOptions{
		Sessions: 10,
		Closures: []schedule.Closure{{First: schedule.MustDate("2022-11-23"), Last: schedule.MustDate("2022-11-24"), Reason: "library closed"}},
		Allow:    schedule.OtherDay,
	}
	plans, err := course.Plans(options)
	for _, p := range plans {
		fmt.Println(p)
	}
	fmt.Println(err)

	options.Allow, options.MaxGap = 0, 7
	_, err = course.Plans(options)
	fmt.Println(err)
	// Output:
	// 10 sessions 2022-10-05 to 2022-12-14; no class 11/23
	// 10 sessions 2022-10-05 to 2022-12-07; 11/25 instead of 11/23
	// <nil>
	// schedule: no plan: closed 11/23; gap of 14 days > 7
}

func ExampleTimetable_Explain() {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := schedule.Compile(schedule.Series{
		Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"), Last: schedule.MustDate("2022-12-31"), Start: schedule.MustClock("18:00"),
	}, schedule.CompileOptions{Zone: zone, Closures: []schedule.Closure{{First: schedule.MustDate("2022-09-28"), Last: schedule.MustDate("2022-09-29"), Reason: "hurricane"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []string{"2022-07-06", "2022-07-13", "2022-09-28", "2023-01-11"} {
		fmt.Println(table.Explain(schedule.MustDate(day)))
	}
	// Output:
	// 2022-07-06 none: not a day of the rule
	// 2022-07-13 18:00 on
	// 2022-09-28 18:00 cancelled: hurricane
	// 2023-01-11 none: after the last date
}

func ExampleHolidaySet() {
	set := schedule.HolidaySet{
		Federal: schedule.Observed,
		Extra:   []string{"day-after-thanksgiving"},
		Without: []string{"columbus-day"},
		Own:     []schedule.OwnHoliday{{Name: "winter break", First: schedule.MustDate("2022-12-27"), Last: schedule.MustDate("2022-12-28")}},
	}
	holidays, err := set.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for day, name := range holidays.All(schedule.MustDate("2022-10-01"), schedule.MustDate("2023-01-01")) {
		fmt.Println(day, name)
	}
	// Output:
	// 2022-11-11 Veterans Day
	// 2022-11-24 Thanksgiving Day
	// 2022-11-25 Day after Thanksgiving
	// 2022-12-26 Christmas Day (observed)
	// 2022-12-27 winter break
	// 2022-12-28 winter break
}

func ExampleZone() {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	clock := schedule.MustClock("02:30")
	for _, day := range []string{"2026-03-07", "2026-03-08", "2026-11-01"} {
		fmt.Println(zone.At(schedule.MustDate(day), clock), zone.Skipped(schedule.MustDate(day), clock))
	}
	// Output:
	// 2026-03-07 02:30:00 -0500 EST false
	// 2026-03-08 03:30:00 -0400 EDT true
	// 2026-11-01 02:30:00 -0500 EST false
}

func ExampleAgenda() {
	var agenda schedule.Agenda
	for _, group := range []struct{ id, zone, start string }{{"east", "America/New_York", "18:00"}, {"west", "America/Los_Angeles", "16:00"}} {
		zone, err := schedule.LoadZone(group.zone)
		if err != nil {
			fmt.Println(err)
			return
		}
		table, err := schedule.Compile(schedule.Series{
			ID: group.id, Rule: schedule.Weekly(time.Tuesday), First: schedule.MustDate("2022-06-01"), Start: schedule.MustClock(group.start),
		}, schedule.CompileOptions{Zone: zone})
		if err != nil {
			fmt.Println(err)
			return
		}
		agenda = append(agenda, table)
	}
	for o := range agenda.Held(schedule.MustDate("2022-06-06"), schedule.MustDate("2022-06-15")) {
		fmt.Println(o.Series, o.Start().UTC().Format("2006-01-02 15:04 MST"))
	}
	// Output:
	// east 2022-06-07 22:00 UTC
	// west 2022-06-07 23:00 UTC
	// east 2022-06-14 22:00 UTC
	// west 2022-06-14 23:00 UTC
}

func ExampleTimetable_Collisions() {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	holidays, err := schedule.USFederal(schedule.Observed).Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := schedule.Compile(schedule.Series{Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: schedule.MustDate("2022-06-09")}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range table.Collisions(holidays, schedule.MustDate("2022-06-01"), schedule.MustDate("2024-01-01")) {
		fmt.Println(c)
	}
	// Output:
	// 2022-11-24 Thanksgiving Day, policy: keep
	// 2023-11-23 Thanksgiving Day, policy: keep
}
