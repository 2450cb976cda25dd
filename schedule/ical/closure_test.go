package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestClosuresOfASchoolCalendar(t *testing.T) {
	day := func(uid, title, first, end string) string {
		return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20220601T120000Z\r\nSUMMARY:" + title + "\r\nDTSTART;VALUE=DATE:" + first + "\r\nDTEND;VALUE=DATE:" + end + "\r\nEND:VEVENT"
	}
	calendar := vcalendar(
		day("1", "First Day of School", "20220810", "20220811"),
		day("2", "Labor Day - No School", "20220905", "20220906"),
		day("3", "Thanksgiving Break", "20221121", "20221126"),
		day("4", "Early Release: Winter Break begins", "20221216", "20221217"),
		day("5", "Winter Break", "20221219", "20230103"), // 15 days
		day("6", "Summer Break", "20230526", "20230810"), // 76 days
		day("7", "Teacher Planning Day/No Students", "20230103", "20230104"),
		day("8", "Receso de primavera", "20230313", "20230318"),
		"BEGIN:VEVENT\r\nUID:9\r\nDTSTAMP:20220601T120000Z\r\nSUMMARY:Holiday concert\r\nDTSTART;VALUE=DATE:20221209\r\nEND:VEVENT",
		"BEGIN:VEVENT\r\nUID:10\r\nDTSTAMP:20220601T120000Z\r\nSUMMARY:Board office closed for lunch\r\nDTSTART;TZID=America/New_York:20221208T120000\r\nEND:VEVENT",
		strings.Replace(day("11", "Hurricane: schools closed", "20220929", "20221001"), "END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT", 1),
	)
	c, findings, err := ical.Read(strings.NewReader(calendar), ical.ReadOptions{})
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	t.Run("D44 a school calendar is imported from .ics", func(t *testing.T) {
		want := []schedule.Closure{
			{First: d("2022-09-05"), Last: d("2022-09-05"), Reason: "Labor Day - No School"},
			{First: d("2022-11-21"), Last: d("2022-11-25"), Reason: "Thanksgiving Break"},
			{First: d("2022-12-19"), Last: d("2023-01-02"), Reason: "Winter Break"},
			{First: d("2023-01-03"), Last: d("2023-01-03"), Reason: "Teacher Planning Day/No Students"},
			{First: d("2023-03-13"), Last: d("2023-03-17"), Reason: "Receso de primavera"},
			{First: d("2023-05-26"), Last: d("2023-08-09"), Reason: "Summer Break"},
		}
		if diff := cmp.Diff(want, ical.Closures(c.Events, d("2022-08-01"), d("2023-09-01"), nil)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("only what is in the window, cut at its ends", func(t *testing.T) {
		want := []schedule.Closure{
			{First: d("2022-11-23"), Last: d("2022-11-25"), Reason: "Thanksgiving Break"},
			{First: d("2022-12-19"), Last: d("2022-12-20"), Reason: "Winter Break"},
		}
		if diff := cmp.Diff(want, ical.Closures(c.Events, d("2022-11-23"), d("2022-12-21"), nil)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("without dates it is all of them", func(t *testing.T) {
		all := ical.Closures(c.Events, d("2000-01-01"), d("2200-12-31"), nil)
		if diff := cmp.Diff(all, ical.Closures(c.Events, schedule.Date{}, schedule.Date{}, nil)); diff != "" {
			t.Errorf("(-all +without dates):\n%s", diff)
		}
	})
	t.Run("the caller may choose", func(t *testing.T) {
		concerts := func(e ical.Event) bool { return strings.Contains(e.Summary, "concert") }
		got := ical.Closures(c.Events, d("2022-08-01"), d("2023-09-01"), concerts)
		if len(got) != 1 || got[0].First != d("2022-12-09") {
			t.Error(got)
		}
	})
	stable(t, c)
}
