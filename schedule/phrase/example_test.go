package phrase_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

func Example() {
	when, err := phrase.ParseOne(
		"2nd and 4th Wednesdays, 6:00-7:30 pm, starting 6/8/2022, except holidays",
		phrase.Context{Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(when.Rule, when.First, when.Start, when.Length, when.OnHoliday)
	text, _ := phrase.Format(when, "es", phrase.Long)
	fmt.Println(text)
	// Output:
	// FREQ=MONTHLY;BYDAY=2WE,4WE 2022-06-08 18:00 1h30m0s skip
	// El segundo y cuarto miércoles de cada mes, de 6:00 a 7:30 p. m. hora del Este, a partir del 8 de junio de 2022, excepto días festivos
}

func ExampleParse() {
	text := "1st and 3rd Thursdays in person, every Thursday on Zoom, 6:30-8 pm. Room 307, ages 18 and over."
	r := phrase.Parse(text, phrase.Context{})
	for _, s := range r.Schedules {
		fmt.Println(s.Status, s.Series.Rule, s.Series.Start)
	}
	for _, n := range r.Rest {
		if n.Code == phrase.Refused {
			fmt.Printf("%s: %s\n", text[n.Span.From:n.Span.To], n.Text)
		}
	}
	// Output:
	// resolved FREQ=MONTHLY;BYDAY=1TH,3TH 18:30
	// resolved FREQ=WEEKLY;BYDAY=TH 18:30
	// Room 307: a number of a room, an age or the like
	// ages 18 and over: a number of a room, an age or the like
}

func ExampleParse_ambiguous() {
	s := phrase.Parse("Every third Thursday at 6 pm", phrase.Context{}).Schedules[0]
	fmt.Println(s.Status, s.Missing, s.Series.Start)
	for _, rule := range s.Readings {
		p := rule.Parts()
		fmt.Println(p.Frequency, p.Interval, p.Days)
	}
	// Output:
	// ambiguous [ordinals] 18:00
	// MONTHLY 1 [{3 Thursday}]
	// WEEKLY 3 [{0 Thursday}]
}

func ExampleError() {
	_, err := phrase.ParseOne("Every other Tuesday, 6-7:30 pm", phrase.Context{})
	e, _ := errors.AsType[*phrase.Error](err)
	fmt.Println(e.Why)
	fmt.Println(e.Result.Schedules[0].Series.Start)
	// Output:
	// from which date on?
	// 18:00
}

func ExampleFormat() {
	s := schedule.Series{
		Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
		Zone: "America/New_York", OnHoliday: schedule.Skip,
	}
	for _, style := range []phrase.Style{phrase.Long, phrase.Short, phrase.Cell} {
		text, lost := phrase.Format(s, "en", style)
		fmt.Println(text, lost)
	}
	// Output:
	// Second and fourth Wednesdays of the month, 6:00-7:30 pm Eastern Time, starting June 8, 2022, except holidays []
	// 2nd & 4th Wed, 6-7:30 pm ET, starting Jun 8, 2022, no holidays []
	// 2nd/4th Wed 6-7:30 pm, starting 6/8/2022, no holidays [{zone a cell has no room for it}]
}
