package schemaorg_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/schemaorg"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleRead() {
	got, err := schemaorg.Read(strings.NewReader(`<html><head><script type="application/ld+json">
		{"@context":"https://schema.org","@graph":[
		{"@type":"Event","name":"Family support","startDate":"2022-06-08T18:00:00-04:00","endDate":"2022-06-08T19:30:00-04:00",
		 "location":{"@type":"Place","name":"Hall","address":{"addressLocality":"Orange Park"},"geo":{"latitude":"30.165","longitude":"-81.74"}}},
		{"@type":"Event","name":"Family support","startDate":"2022-06-22T18:00:00-04:00","endDate":"2022-06-22T19:30:00-04:00","eventStatus":"EventCancelled",
		 "location":{"@type":"Place","name":"Hall","address":{"addressLocality":"Orange Park"},"geo":{"latitude":"30.165","longitude":"-81.74"}}}]}
		</script></head></html>`), feed.Options{Source: "site", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			s := o.Series[0]
			fmt.Println(o.Name, s.Dates, s.Start, s.Length, s.Exceptions[0].On, s.Exceptions[0].Kind)
		}
	}
	// Output:
	// Family support [2022-06-08 2022-06-22] 18:00 1h30m0s 2022-06-22 cancel
}

func ExampleEvent() {
	snapshot, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "hall", Name: "Hall <1>"},
		directory.Offering{ID: "wed", Name: "Connection", Program: "connection", Organization: "jax", Venue: "hall", Series: []schedule.Series{
			{Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, losses, err := schemaorg.Event(snapshot, "wed", feed.WriteOptions{
		From: schedule.MustDate("2022-06-08"), Through: schedule.MustDate("2022-06-14"), URL: "https://groups.example.org"})
	if err != nil {
		fmt.Println(err)
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(string(text), `},{"@type":"Event"`, "},\n"+`{"@type":"Event"`), "\n") {
		fmt.Println(line)
	}
	for _, f := range losses {
		fmt.Println(f.Record, f.Code, f.Field)
	}
	// Output:
	// {"@context":"https://schema.org","@graph":[{"@type":"EventSeries","@id":"https://groups.example.org/offerings/wed#series","identifier":"wed","name":"Connection","url":"https://groups.example.org/offerings/wed","startDate":"2022-06-08T18:00:00-04:00","endDate":"2022-06-08T19:30:00-04:00","eventStatus":"https://schema.org/EventScheduled","eventAttendanceMode":"https://schema.org/OfflineEventAttendanceMode","location":{"@type":"Place","name":"Hall \u003c1\u003e"},"organizer":{"@type":"Organization","identifier":"jax","name":"Jacksonville"},"offers":{"@type":"Offer","price":"0","priceCurrency":"USD","availability":"https://schema.org/InStock","url":"https://groups.example.org/offerings/wed"},"isAccessibleForFree":true,"inLanguage":"en","eventSchedule":[{"@type":"Schedule","repeatFrequency":"P1W","byDay":["https://schema.org/Wednesday"],"startDate":"2022-06-08","startTime":"18:00","endTime":"19:30","duration":"PT1H30M","scheduleTimezone":"America/New_York"}]},
	// {"@type":"Event","name":"Connection","url":"https://groups.example.org/offerings/wed","startDate":"2022-06-08T18:00:00-04:00","endDate":"2022-06-08T19:30:00-04:00","eventStatus":"https://schema.org/EventScheduled","eventAttendanceMode":"https://schema.org/OfflineEventAttendanceMode","location":{"@type":"Place","name":"Hall \u003c1\u003e"},"organizer":{"@type":"Organization","identifier":"jax","name":"Jacksonville"},"offers":{"@type":"Offer","price":"0","priceCurrency":"USD","availability":"https://schema.org/InStock","url":"https://groups.example.org/offerings/wed"},"isAccessibleForFree":true,"inLanguage":"en","superEvent":{"@type":"EventSeries","@id":"https://groups.example.org/offerings/wed#series","name":"Connection"}}]}
	// offering/wed not-said program
}
