package people_test

import (
	"fmt"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleFacilitator_Apply() {
	today := schedule.MustDate("2022-06-01")
	resolved, err := program.BuiltIn().Resolve("connection", "en", "us/WI", today)
	if err != nil {
		fmt.Println(err)
		return
	}
	rules := people.RulesOf(resolved)
	f := people.Facilitator{ID: "lead-7"}
	for _, e := range []people.Event{
		{Kind: people.Interested},
		{Kind: people.Passed, Step: "approval", By: "state office"},
		{Kind: people.Passed, Step: "application", By: "state office"},
		{Kind: people.Passed, Step: "approval", By: "state office"},
	} {
		e.Program, e.On = "connection", today
		if f, err = f.Apply(e, rules); err != nil {
			fmt.Println(err)
		}
	}
	s := f.Standing(rules, today)
	fmt.Println(s.Stage, "and missing", s.Missing)
	// Output:
	// people: passed on 2022-06-01 refused: first comes application
	// approved and missing [training]
}

func ExampleFacilitator_Status() {
	rules := people.Rules{Program: "chronic-disease", Maintenance: program.Maintenance{FirstLeadMonths: 6}}
	f := people.Facilitator{ID: "lead-7", Events: []people.Event{
		{Kind: people.Interested, Program: "chronic-disease", On: schedule.MustDate("2022-01-05")},
		{Kind: people.Decided, Program: "chronic-disease", On: schedule.MustDate("2022-01-31"), By: "trainer", Yes: true},
	}}
	for _, on := range []string{"2022-03-01", "2022-07-01", "2022-08-01"} {
		s := f.Status(rules, schedule.MustDate(on))
		fmt.Print(s.Is)
		for _, r := range s.Reasons {
			fmt.Print(": ", r.Message)
		}
		fmt.Println()
	}
	// Output:
	// certified
	// due soon: to lead for the first time is due by 2022-07-31
	// lapsed: to lead for the first time was due by 2022-07-31
}
