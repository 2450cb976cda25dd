package phrase_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

func TestParseOne(t *testing.T) {
	wednesdays := schedule.Series{
		Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, Zone: "America/New_York",
	}
	withHolidays := wednesdays
	withHolidays.OnHoliday = schedule.Skip
	tests := []struct {
		name, text string
		want       schedule.Series
	}{
		{"S15 the first day is the one that is written", "2nd and 4th Wednesdays - STARTING 6/8/2022 - 6:00-7:30 pm", wednesdays},
		{"D13 holidays are left out", "2nd and 4th Wednesdays 6:00-7:30 pm, starting 6/8/2022, except holidays", withHolidays},
		{"S15 the last day is included", "Fridays - ENDING 6/3/2022 - 6:00-7:30 pm", schedule.Series{
			Rule: schedule.Weekly(time.Friday), Last: schedule.MustDate("2022-06-03"),
			Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, Zone: "America/New_York",
		}},
		{"S18 one mark serves both times", "Tuesdays on Zoom (except holidays) - 6:15-7:30 pm", schedule.Series{
			Rule: schedule.Weekly(time.Tuesday), Start: schedule.MustClock("18:15"), Length: 75 * time.Minute,
			OnHoliday: schedule.Skip, Zone: "America/New_York",
		}},
		{"a zone in the text wins", "Mondays at noon Pacific Time", schedule.Series{
			Rule: schedule.Weekly(time.Monday), Start: schedule.MustClock("12:00"), Zone: "America/Los_Angeles",
		}},
		{"a count takes in the dates that are left out", "Ten Wednesdays, 6-8 pm, starting October 5, 2022, no class November 23, 2022", schedule.Series{
			Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-10-05"), Count: 11,
			Start: schedule.MustClock("18:00"), Length: 2 * time.Hour, Zone: "America/New_York",
			Exceptions: []schedule.Exception{{On: schedule.MustDate("2022-11-23"), Kind: schedule.Cancel}},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := phrase.ParseOne(tt.text, phrase.Context{Zone: "America/New_York"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, plain, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseOneSaysWhyNot(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing in it", "Room 307", "no schedule in it"},
		{"two schedules", "Mondays 6 pm and Fridays 7 pm", "2 schedules, want 1"},
		{"am or pm", "Mondays at 6", "morning or afternoon?"},
		{"no anchor", "Every other Tuesday, 6 pm", "from which date on?"},
		{"no year", "Tuesdays starting October 4, 6 pm", "from which date on, with the year?"},
		{"no weekday", "Weekly meetings at 6 pm", "on which day of the week?"},
		{"an exception without a year", "Tuesdays 6 pm, no meeting November 8", "a series cannot hold an exception without a date"},
		{"the end before the start", "Wednesdays 6 pm, starting 6/8/2022, ending 6/3/2022", "the last day 2022-06-03 comes before the first day 2022-06-08"},
		{"S18 a first day that is none", "Tuesdays 6 pm starting 13/45/2027", "the first day: 13 and 45 are no month and day"},
		{"a last day that is none", "Tuesdays 6 pm until February 30, 2027", "the last day: there is no February 30, 2027"},
		{"another weekday than is written", "Tuesday, October 12, 2022 at 6 pm", "2022-10-12 is a Wednesday, but Tuesday is written"},
		{"a piece that is not understood", "Tuesdays 6 pm, the 9th", `"9th" is not understood`},
		{"no such time", "Tuesdays 25:00-26:00", "there is no such time of day"},
		{"a line too long to read", strings.Repeat("x", phrase.MaxLine+1), "the line is longer than 4096 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := phrase.ParseOne(tt.text, phrase.Context{})
			e, ok := errors.AsType[*phrase.Error](err)
			if !ok || e.Why != tt.want || e.Text != tt.text {
				t.Errorf("error %v, want one that says %q", err, tt.want)
			}
		})
	}
}

// dates returns the days on which a line of the year 2022 or so meets.
func dates(t *testing.T, text, first, from, to string) (list []string) {
	t.Helper()
	s, err := phrase.ParseOne(text, phrase.Context{Zone: "America/New_York"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Rule.IsValid() && s.First.IsZero() {
		s.First = schedule.MustDate(first)
	}
	zone, err := schedule.LoadZone(s.Zone)
	if err != nil {
		t.Fatal(err)
	}
	holidays, err := schedule.USFederal(schedule.Observed).Compile()
	if err != nil {
		t.Fatal(err)
	}
	table, err := schedule.Compile(s, schedule.CompileOptions{Zone: zone, Holidays: holidays})
	if err != nil {
		t.Fatal(err)
	}
	for o := range table.Held(schedule.MustDate(from), schedule.MustDate(to)) {
		list = append(list, o.Date.String()[5:])
	}
	return list
}

func TestDatesOfLines(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"T1 2nd and 4th Wednesdays", "2nd and 4th Wednesdays starting 6/8/2022, 6-7:30 pm",
			"06-08 06-22 07-13 07-27 08-10 08-24 09-14 09-28 10-12 10-26 11-09 11-23 12-14 12-28"},
		{"T2 2nd and 4th Thursdays without Thanksgiving", "second & fourth Thursdays, 6 pm, beginning June 9, 2022, except federal holidays",
			"06-09 06-23 07-14 07-28 08-11 08-25 09-08 09-22 10-13 10-27 11-10 12-08 12-22"},
		{"T9 every other Wednesday is not 2nd and 4th", "Every other Wednesday from June 8, 2022, 6 pm",
			"06-08 06-22 07-06 07-20 08-03 08-17 08-31 09-14 09-28 10-12 10-26 11-09 11-23 12-07 12-21"},
		{"a course", "Six Mondays, 6-8 pm, September 12 - October 17, 2022", "09-12 09-19 09-26 10-03 10-10 10-17"},
		{"S15 T3 both ends are included", "Fridays, June 10, 2022 to July 1, 2022, noon", "06-10 06-17 06-24 07-01"},
		{"months left out", "3rd Tuesdays (no meeting in July or August), 7 pm", "06-21 09-20 10-18 11-15 12-20"},
		{"all but the second week", "Mondays 7 pm except the second Monday, September 5 - October 31, 2022", "09-05 09-19 09-26 10-03 10-17 10-24 10-31"},
		{"all but the last week, in months with four and with five", "Fridays 6 pm except the last Friday, September 2 - October 28, 2022", "09-02 09-09 09-16 09-23 10-07 10-14 10-21"},
		{"all but the second and the last", "Fridays 6 pm except the second and last Fridays, September 2 - October 28, 2022", "09-02 09-16 09-23 10-07 10-21"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := dates(t, tt.text, "2022-06-01", "2022-06-01", "2023-01-01")
			if diff := cmp.Diff(strings.Fields(tt.want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	t.Run("T3 22 Fridays", func(t *testing.T) {
		if n := len(dates(t, "Fridays 6 pm, January 7, 2022 through June 3, 2022", "", "2022-01-01", "2023-01-01")); n != 22 {
			t.Errorf("%d dates, want 22", n)
		}
	})
	t.Run("T7 ten Mondays and twelve Thursdays", func(t *testing.T) {
		mondays := dates(t, "10 Mondays starting September 11, 2017, 6 pm", "", "2017-01-01", "2019-01-01")
		thursdays := dates(t, "12-week course, Thursdays at 6 pm, starting January 8, 2015", "", "2015-01-01", "2016-01-01")
		got := []string{mondays[len(mondays)-1], thursdays[len(thursdays)-1]}
		if diff := cmp.Diff([]string{"11-13", "03-26"}, got); diff != "" {
			t.Errorf("last dates (-want +got):\n%s", diff)
		}
	})
}

func TestCadences(t *testing.T) {
	weekly, fortnightly := schedule.Weekly(time.Tuesday), schedule.Weekly(time.Tuesday).Every(2)
	monthly := schedule.NthWeekdays(time.Tuesday, 2, 4)
	t.Run("S2 each cadence is its own rule, and twice a month is none of them", func(t *testing.T) {
		for text, want := range map[string]schedule.Rule{
			"Tuesdays": weekly, "Every other Tuesday": fortnightly, "2nd and 4th Tuesdays": monthly,
			"15th of every month": schedule.Monthly(15), "Twice a month on Tuesdays": {},
		} {
			r := phrase.Parse(text, phrase.Context{})
			if len(r.Schedules) != 1 || r.Schedules[0].Series.Rule != want {
				t.Errorf("%q gives %+v, want the rule %q", text, r.Schedules, want)
			}
		}
		r := phrase.Parse("Twice a month on Tuesdays", phrase.Context{})
		if diff := cmp.Diff([]phrase.Missing{phrase.Time, phrase.Ordinals}, r.Schedules[0].Missing); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
	t.Run("a bare third Thursday has two readings", func(t *testing.T) {
		r := phrase.Parse("Every third Thursday, 6 pm", phrase.Context{})
		want := []schedule.Rule{schedule.NthWeekdays(time.Thursday, 3), schedule.Weekly(time.Thursday).Every(3)}
		if diff := cmp.Diff(want, r.Schedules[0].Readings, plain); diff != "" || r.Status != phrase.Ambiguous {
			t.Errorf("%s (-want +got):\n%s", r.Status, diff)
		}
	})
	t.Run("D26 what happens on the last Saturday leaves the weekly rule alone", func(t *testing.T) {
		r := phrase.Parse("Saturdays 7 pm. Last Saturday: speaker", phrase.Context{})
		if len(r.Schedules) != 2 || r.Schedules[0].Series.Rule != schedule.Weekly(time.Saturday) {
			t.Fatalf("%+v", r.Schedules)
		}
		if n := r.Schedules[1].Notes; len(n) != 1 || n[0].Code != phrase.Detail {
			t.Errorf("notes %+v, want one of the code detail", n)
		}
	})
}

func TestRest(t *testing.T) {
	t.Run("D13 what is not read is kept with the reason", func(t *testing.T) {
		text := "Peer group: Mondays at 6 pm, Room 307, 904-555-0100"
		var got []string
		for _, n := range phrase.Parse(text, phrase.Context{}).Rest {
			got = append(got, n.Code.String()+": "+text[n.Span.From:n.Span.To])
		}
		want := []string{"prose: Peer group:", "prose: ,", "refused: Room 307", "prose: ,", "refused: 904-555-0100"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

func TestYears(t *testing.T) {
	published := phrase.Context{Date: schedule.MustDate("2022-10-20")}
	for text, want := range map[string]string{
		"Tuesday, November 8, 6 pm":             "[2022-11-08]",
		"Tuesday, January 10, 6 pm":             "[2023-01-10]",
		"Dec 20, Jan 17 and Feb 21, 6 pm":       "[2022-12-20 2023-01-17 2023-02-21]",
		"Dec 20, 2023 and Jan 17, 6 pm":         "[2023-12-20 2024-01-17]",
		"March 5, 12 and April 2, 2024, 6 pm":   "[2024-03-05 2024-03-12 2024-04-02]",
		"2021 meetings: March 2, May 4, 6 pm":   "[2021-03-02 2021-05-04]",
		"Tuesday 6/8/2022, or so it is written": "[2022-06-08]",
	} {
		got := phrase.Parse(text, published)
		if len(got.Schedules) != 1 {
			t.Errorf("%q: %d schedules", text, len(got.Schedules))
			continue
		}
		var list []string
		for _, d := range got.Schedules[0].Series.Dates {
			list = append(list, d.String())
		}
		if diff := cmp.Diff(want, "["+strings.Join(list, " ")+"]"); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestMonthsOverNewYear(t *testing.T) {
	for _, text := range []string{
		"Mondays 7 pm, November 2024 - February",
		"Mondays 7 pm, Nov 2024, Dec, Jan and Feb",
		"Mondays 7 pm, November - February 2025",
	} {
		s, err := phrase.ParseOne(text, phrase.Context{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got, want := s.First.String()+" "+s.Last.String(), "2024-11-01 2025-02-28"; got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// hostileTexts returns the hostile texts that lie beside the checkout.
func hostileTexts(t testing.TB) (all []hostile) {
	file, err := os.Open("../../../shared/data/hostile/hostile.jsonl")
	if err != nil {
		t.Skip("the hostile inputs are not beside the checkout: ", err)
	}
	defer file.Close()
	in := bufio.NewScanner(file)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var h hostile
		if err := json.Unmarshal(in.Bytes(), &h); err != nil {
			t.Fatal(err)
		}
		for _, p := range h.Parts {
			h.Input += strings.Repeat(p.S, later1(p.N))
		}
		if h.Kind == "freetext" {
			all = append(all, h)
		}
	}
	return all
}

func later1(n int) int {
	if n == 0 {
		return 1
	}
	return n
}

type hostile struct {
	ID, Kind, Input, Want string
	Parts                 []struct {
		S string
		N int
	}
}

func TestHostileTexts(t *testing.T) {
	for _, h := range hostileTexts(t) {
		r := phrase.Parse(h.Input, phrase.Context{})
		checkSpans(t, h.Input, r)
		if _, err := phrase.ParseOne(h.Input, phrase.Context{}); err == nil && h.Want != "see-expect" {
			t.Errorf("%s: %.60q is accepted, want %s", h.ID, h.Input, h.Want)
		}
	}
}
