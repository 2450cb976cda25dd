package schedule_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

const fullSeries = `{"id":"wed","rule":"FREQ=MONTHLY;BYDAY=2WE,4WE","first":"2022-06-08","last":"2022-12-31","count":14,` +
	`"start":"18:00","length":"PT1H30M","zone":"America/New_York","on_holiday":"skip","dates":["2022-07-01","2022-07-02"],` +
	`"exceptions":[{"on":"2022-06-22","kind":"reschedule","to":"2022-06-23","start":"19:00","length":"PT45S","reason":"no room","colour":"red"},` +
	`{"on":"2022-07-13","kind":"cancel"}],"capacity":{"max":12},"x":null}`

func TestSeriesInJSON(t *testing.T) {
	var s schedule.Series
	if err := json.Unmarshal([]byte(fullSeries), &s); err != nil {
		t.Fatal(err)
	}
	want := schedule.Series{
		ID: "wed", Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2022-06-08"), Last: d("2022-12-31"), Count: 14,
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, Zone: "America/New_York", OnHoliday: schedule.Skip,
		Dates: []schedule.Date{d("2022-07-01"), d("2022-07-02")},
		Exceptions: []schedule.Exception{
			{On: d("2022-06-22"), Kind: schedule.Reschedule, To: d("2022-06-23"), Start: schedule.MustClock("19:00"), Length: 45 * time.Second, Reason: "no room",
				Unknown: schedule.Unknown{"colour": json.RawMessage(`"red"`)}},
			{On: d("2022-07-13"), Kind: schedule.Cancel},
		},
		Unknown: schedule.Unknown{"capacity": json.RawMessage(`{"max":12}`), "x": json.RawMessage("null")},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back, err := json.Marshal(s)
	if err != nil || string(back) != fullSeries {
		t.Errorf("it is written as\n%s, %v, want\n%s", back, err, fullSeries)
	}
	t.Run("only what is not zero is written", func(t *testing.T) {
		if got, err := json.Marshal(schedule.Series{}); err != nil || string(got) != "{}" {
			t.Errorf("%s, %v", got, err)
		}
		only := schedule.Series{Unknown: schedule.Unknown{"a": json.RawMessage("1")}}
		if got, err := json.Marshal(only); err != nil || string(got) != `{"a":1}` {
			t.Errorf("%s, %v", got, err)
		}
	})
}

func TestHolidaySetInJSON(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"federal":"observed","extra":["election-day"],"own":[{"name":"fair","first":"2022-09-05","yearly":true,"by":"board"}],"without":["columbus-day"],"later":[1,2]}`,
		`{"own":[{"name":"break","first":"2022-12-24","last":"2023-01-02"}]}`,
	} {
		var s schedule.HolidaySet
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			t.Fatal(err)
		}
		if back, err := json.Marshal(s); err != nil || string(back) != text {
			t.Errorf("%s is written as %s, %v", text, back, err)
		}
	}
}

func TestSeriesInJSONRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"a date that does not exist":     `{"first":"2022-02-30"}`,
		"a time that does not exist":     `{"start":"24:00"}`,
		"a rule with an end":             `{"rule":"FREQ=DAILY;COUNT=3"}`,
		"a policy that does not exist":   `{"on_holiday":"dance"}`,
		"a kind that does not exist":     `{"exceptions":[{"on":"2022-01-01","kind":"x"}]}`,
		"a length in minutes":            `{"length":"90"}`,
		"a length in the wrong order":    `{"length":"PT30M1H"}`,
		"a length without unit":          `{"length":"PT"}`,
		"a length past any":              `{"length":"PT999999999999H"}`,
		"a length past what time holds":  `{"length":"PT5124096H"}`,
		"a length in fractions":          `{"length":"PT1.5H"}`,
		"a text for a number":            `{"count":"3"}`,
		"a list":                         `[]`,
		"a wrong field beside a new one": `{"new":1,"first":"2022-02-30"}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := schedule.Series{ID: "as it was"}
			if err := json.Unmarshal([]byte(text), &s); err == nil {
				t.Errorf("%s is read as %+v", text, s)
			} else if s.ID != "as it was" {
				t.Errorf("a series that could not be read is %+v", s)
			}
		})
	}
	if b, err := json.Marshal(schedule.Series{Length: time.Millisecond}); err == nil {
		t.Errorf("a millisecond is written as %s", b)
	}
	if b, err := json.Marshal(schedule.Series{OnHoliday: 9}); err == nil {
		t.Errorf("policy 9 is written as %s", b)
	}
}

func FuzzSeriesJSON(f *testing.F) {
	f.Add([]byte(fullSeries))
	for _, text := range []string{`{}`, `{"ID":"x","Id":"y","id":"z"}`, `{"length":"PT0S","a":{}}`, `{"exceptions":[{"on":"","kind":""}]}`, `null`, `{"dates":[""]}`, `{"rule":"freq=daily"}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s schedule.Series
		if json.Unmarshal(data, &s) != nil {
			return
		}
		text, err := json.Marshal(s)
		if err != nil {
			if strings.Contains(err.Error(), "kind") {
				return // JSON may leave the kind out, which is no kind
			}
			t.Fatalf("%+v: %v", s, err)
		}
		var back schedule.Series
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(text) {
			t.Fatalf("%s\nis then %s, %v", text, again, err)
		}
		var set schedule.HolidaySet
		if json.Unmarshal(data, &set) == nil {
			if h, err := set.Compile(); (h == nil) == (err == nil) {
				t.Fatalf("%v, %v", h, err)
			}
		}
	})
}
