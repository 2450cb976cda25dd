package guides_test

import (
	"fmt"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

const page = `Our Connection group meets on the 2nd and 4th Wednesdays, 6:00-7:30 pm, starting June 8, except holidays.
Family support: every third Thursday, 7-8:30 pm, Room 12.
The office is open Monday to Friday, 9-5. Ages 18 and up. Call (904) 555-0100.`

func Example_page() {
	published := schedule.MustDate("2022-06-01")
	result := phrase.Parse(page, phrase.Context{Language: "en", Date: published, Zone: "America/New_York"})
	for _, s := range result.Schedules {
		switch {
		case s.Status == phrase.Ambiguous:
			fmt.Println("ask:", s.Asks("en"), "or", s.Asks("es"))
			for _, rule := range s.Readings {
				fmt.Println("  it may be", rule)
			}
		default:
			words, _ := phrase.Format(s.Series, "en", phrase.Short)
			fmt.Println("take:", words)
		}
	}
	for _, note := range result.Rest {
		if note.Code != phrase.Prose {
			fmt.Printf("%v %q: %s\n", note.Code, page[note.Span.From:note.Span.To], note.Text)
		}
	}
	// Output:
	// take: 2nd & 4th Wed, 6-7:30 pm ET, starting Jun 8, 2022, no holidays
	// ask: [week 3 of the month, or every 3 weeks?] or [¿la semana 3 del mes, o cada 3 semanas?]
	//   it may be FREQ=MONTHLY;BYDAY=3TH
	//   it may be FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;WKST=MO
	// refused "Room 12": a number of a room, an age or the like
	// refused "Monday to Friday": hours of an office, a building or a telephone
	// refused "9-5": hours of an office, a building or a telephone
	// refused "Ages 18 and up": a number of a room, an age or the like
	// refused "904) 555-0100": a telephone number or the like
}

// one makes a record of one line that leaves nothing open.
func one(line string, from schedule.Date) (schedule.Series, error) {
	when, err := phrase.ParseOne(line, phrase.Context{Zone: "America/New_York"})
	if err != nil {
		return when, err
	}
	if when.First.IsZero() && when.Rule.IsValid() {
		when.First = from // the page does not say since when: from the day on which it was read
	}
	return when, when.Validate()
}

func Example_oneLine() {
	today := schedule.MustDate("2022-06-01")
	for _, line := range []string{"Tuesdays, 6:15-7:30 pm", "Every other Tuesday, 6:15-7:30 pm", "Tuesdays 6 pm, starting 45/2027"} {
		if when, err := one(line, today); err != nil {
			fmt.Println(err)
		} else {
			fmt.Println(when.Rule, when.First, when.Start)
		}
	}
	// Output:
	// FREQ=WEEKLY;BYDAY=TU 2022-06-01 18:15
	// phrase: "Every other Tuesday, 6:15-7:30 pm": from which date on?
	// phrase: "Tuesdays 6 pm, starting 45/2027": "45/2027" is not understood
}
