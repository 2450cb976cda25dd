package directory_test

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleSnapshot_Lint() {
	snap, err := directory.NewSnapshot(
		directory.Organization{
			ID: "jax", Name: "Jacksonville", Zone: "America/New_York", Website: "https://example.org",
			Holidays: schedule.USFederal(schedule.Actual), Contacts: []directory.Contact{{Role: "office", Name: "Ana Lopez", Phone: "555-0100"}},
		},
		directory.Venue{ID: "ymca", Name: "Winston YMCA Riverside", Point: earth.LatLng(30.322, -81.672)},
		directory.Offering{
			ID: "thu", Program: "connection", Organization: "jax", Venue: "ymca", Verified: directory.Verified{On: schedule.MustDate("2022-06-01"), By: "office"},
			Series: []schedule.Series{{
				Rule: schedule.NthWeekdays(time.Thursday, 4), First: schedule.MustDate("2022-06-23"),
				Start: schedule.MustClock("18:00"), Length: 75 * time.Minute,
			}},
		})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range snap.Lint(schedule.MustDate("2022-06-15")) {
		fmt.Println(f)
	}
	// Output:
	// offering/thu: warning: series[0].on_holiday: 2022-11-24 Thanksgiving Day, policy: keep [holiday-kept]
	// offering/thu: warning: series[0].length: it takes 75 minutes, the program says 90 minutes [length-differs]
	// organization/jax: warning: contacts[0].name: a contact has a last name: a first name or a role is enough [last-name]
}
