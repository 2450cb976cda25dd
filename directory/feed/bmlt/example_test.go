package bmlt_test

import (
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
)

func ExampleServer_Read() {
	server := bmlt.Server{Formats: []bmlt.Format{{ID: "33", Key: "WC", World: "WCHR", Name: "Wheelchair"}, {ID: "5", Key: "CH", Name: "Closed Holidays"}}}
	got, err := server.Read(strings.NewReader(`[{"id_bigint":"7","weekday_tinyint":"4","venue_type":"1","start_time":"18:00:00","duration_time":"01:30:00",
		"formats":"WC,CH","format_shared_id_list":"33,5","meeting_name":"Hope","location_text":"Hall","location_street":"1 Main St",
		"location_municipality":"Orange Park","location_province":"FL","latitude":"30.165","longitude":"-81.74","published":"1"}]`),
		feed.Options{Source: "jax", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got.Entities {
		switch e := e.(type) {
		case directory.Venue:
			fmt.Println(e.Name, e.Address, e.Access)
		case directory.Offering:
			fmt.Println(e.Name, e.Series[0].Rule, e.Series[0].OnHoliday)
		}
	}
	for _, f := range got.Findings {
		fmt.Println(f.Place, f.Code)
	}
	// Output:
	// Hall 1 Main St, Orange Park, FL [step-free]
	// Hope FREQ=WEEKLY;BYDAY=WE skip
	// record 1 schedule-derived
	// record 1 holidays-unnamed
}

func ExampleServer_Answer() {
	got, err := bmlt.Read(strings.NewReader(`[
		{"id_bigint":"1","weekday_tinyint":"2","start_time":"18:00:00","meeting_name":"At six","location_street":"1 Main St"},
		{"id_bigint":"2","weekday_tinyint":"2","start_time":"18:30:00","meeting_name":"Half past","location_street":"1 Main St"}]`),
		feed.Options{Source: "jax", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	snapshot, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		fmt.Println(err)
		return
	}
	parameters, _ := url.ParseQuery("weekdays=2&StartsAfterH=18&data_field_key=id_bigint,meeting_name")
	q, err := bmlt.ParseQuery(parameters)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := (bmlt.Server{}).Answer(os.Stdout, snapshot, q, feed.WriteOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// [
	// {"id_bigint":"2","meeting_name":"Half past"}
	// ]
}
