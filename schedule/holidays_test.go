package schedule_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

func TestHolidayDates(t *testing.T) {
	tests := []struct {
		name string
		set  schedule.HolidaySet
		day  string
		want string
	}{
		{"T3 New Year's Day 2022 is observed in 2021", schedule.USFederal(schedule.Observed), "2021-12-31", "New Year's Day (observed)"},
		{"the day itself is none when offices close on another", schedule.USFederal(schedule.Observed), "2022-01-01", ""},
		{"the day itself, if that is what counts", schedule.USFederal(schedule.Actual), "2022-01-01", "New Year's Day"},
		{"the day before is none then", schedule.USFederal(schedule.Actual), "2021-12-31", ""},
		{"both: the day itself", schedule.USFederal(schedule.Both), "2022-01-01", "New Year's Day"},
		{"both: the observed day", schedule.USFederal(schedule.Both), "2021-12-31", "New Year's Day (observed)"},
		{"both: a day that is its own observed day", schedule.USFederal(schedule.Both), "2023-12-25", "Christmas Day"},
		{"a Sunday is observed on Monday", schedule.USFederal(schedule.Observed), "2022-12-26", "Christmas Day (observed)"},
		{"a Saturday is observed on Friday", schedule.USFederal(schedule.Observed), "2026-07-03", "Independence Day (observed)"},
		{"Juneteenth before it was one", schedule.USFederal(schedule.Actual), "2020-06-19", ""},
		{"the first Juneteenth", schedule.USFederal(schedule.Observed), "2021-06-18", "Juneteenth (observed)"},
		{"T4 Juneteenth 2029", schedule.USFederal(schedule.Observed), "2029-06-19", "Juneteenth"},
		{"Thanksgiving is the fourth Thursday, not the last", schedule.USFederal(schedule.Observed), "2023-11-23", "Thanksgiving Day"},
		{"the fifth Thursday is none", schedule.USFederal(schedule.Observed), "2023-11-30", ""},
		{"the first year of the calendar", schedule.USFederal(schedule.Actual), "1900-01-01", "New Year's Day"},
		{"the last year of the calendar", schedule.USFederal(schedule.Actual), "2200-12-25", "Christmas Day"},
		{"a removed one", schedule.HolidaySet{Federal: schedule.Observed, Without: []string{"columbus-day"}}, "2022-10-10", ""},
		{"one that was not removed", schedule.HolidaySet{Federal: schedule.Observed, Without: []string{"columbus-day"}}, "2022-11-11", "Veterans Day"},
		{"a federal one alone, as an extra", schedule.HolidaySet{Extra: []string{"christmas-day"}}, "2022-12-25", "Christmas Day"},
		{"an extra is not observed elsewhere", schedule.HolidaySet{Extra: []string{"christmas-day"}}, "2022-12-26", ""},
		{"the day after Thanksgiving", schedule.HolidaySet{Extra: []string{"day-after-thanksgiving"}}, "2022-11-25", "Day after Thanksgiving"},
		{"the day after Thanksgiving is not the fourth Friday", schedule.HolidaySet{Extra: []string{"day-after-thanksgiving"}}, "2019-11-22", ""},
		{"Election Day", schedule.HolidaySet{Extra: []string{"election-day"}}, "2022-11-08", "Election Day"},
		{"Election Day is never the 1st", schedule.HolidaySet{Extra: []string{"election-day"}}, "2016-11-01", ""},
		{"no Election Day in odd years", schedule.HolidaySet{Extra: []string{"election-day"}}, "2023-11-07", ""},
		{"Inauguration Day on a Sunday is kept on Monday", schedule.HolidaySet{Extra: []string{"inauguration-day"}}, "2013-01-21", "Inauguration Day"},
		{"no Inauguration Day between", schedule.HolidaySet{Extra: []string{"inauguration-day"}}, "2022-01-20", ""},
		{"Mother's Day", schedule.HolidaySet{Extra: []string{"mothers-day"}}, "2022-05-08", "Mother's Day"},
		{"Father's Day", schedule.HolidaySet{Extra: []string{"fathers-day"}}, "2022-06-19", "Father's Day"},
		{"Easter Monday", schedule.HolidaySet{Extra: []string{"easter-monday"}}, "2022-04-18", "Easter Monday"},
		{"Good Friday", schedule.HolidaySet{Extra: []string{"good-friday"}}, "2022-04-15", "Good Friday"},
		{"observed, and an extra for the day itself: the day", schedule.HolidaySet{Federal: schedule.Observed, Extra: []string{"christmas-day"}}, "2022-12-25", "Christmas Day"},
		{"observed, and an extra for the day itself: the other day", schedule.HolidaySet{Federal: schedule.Observed, Extra: []string{"christmas-day"}}, "2022-12-26", "Christmas Day (observed)"},
		{"New Year's Eve is not hidden by the observed New Year's Day", schedule.HolidaySet{Federal: schedule.Observed, Without: []string{"new-years-day"}, Extra: []string{"new-years-eve"}}, "2021-12-31", "New Year's Eve"},
		{"no set has no days", schedule.HolidaySet{}, "2022-12-25", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := holidays(t, tt.set)
			if got := h.Name(d(tt.day)); got != tt.want {
				t.Errorf("%s is %q, want %q", tt.day, got, tt.want)
			}
			if got := h.Contains(d(tt.day)); got != (tt.want != "") {
				t.Errorf("Contains(%s) = %v", tt.day, got)
			}
		})
	}
}

// Easter Sundays as almanacs list them, the earliest and the latest possible
// ones among them.
func TestEaster(t *testing.T) {
	h := holidays(t, schedule.HolidaySet{Extra: []string{"easter"}})
	var got []string
	for _, want := range strings.Fields("1913-03-23 1943-04-25 1954-04-18 2000-04-23 2008-03-23 2011-04-24 2018-04-01 2022-04-17 2024-03-31 2038-04-25 2076-04-19 2160-03-23 2199-04-14") {
		year := d(want[:5] + "01-01")
		for day := range h.All(year, year.AddDays(365)) {
			got = append(got, day.String())
			if day.String() != want {
				t.Errorf("Easter of %d is %v, want %s", day.Year(), day, want)
			}
		}
	}
	if len(got) != 13 {
		t.Errorf("Easters are %v", got)
	}
}

func TestOwnHolidays(t *testing.T) {
	set := schedule.HolidaySet{Federal: schedule.Observed, Own: []schedule.OwnHoliday{
		{Name: "winter break", First: d("2022-12-24"), Last: d("2023-01-02")},
		{Name: "founders' day", First: d("2020-02-29"), Yearly: true},
		{Name: "retreat", First: d("2022-12-26")},
	}}
	h := holidays(t, set)
	var got []string
	for day, name := range h.All(d("2022-12-20"), d("2023-01-10")) {
		got = append(got, day.String()[5:]+" "+name)
	}
	want := []string{
		"12-24 winter break", "12-25 winter break", "12-26 Christmas Day (observed)", "12-26 winter break", "12-26 retreat",
		"12-27 winter break", "12-28 winter break", "12-29 winter break", "12-30 winter break", "12-31 winter break",
		"01-01 winter break", "01-02 New Year's Day (observed)", "01-02 winter break",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a day with two holidays comes twice (-want +got):\n%s", diff)
	}
	for day, want := range map[string]string{
		"2019-02-28": "", "2020-02-29": "founders' day", "2021-02-28": "", "2024-02-29": "founders' day", "2196-02-29": "founders' day", "2016-02-29": "", "2023-12-27": "",
	} {
		if got := h.Name(d(day)); got != want {
			t.Errorf("%s is %q, want %q", day, got, want)
		}
	}
	other := holidays(t, schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "fair", First: d("2022-09-05")}}})
	if name := other.Name(d("2022-12-27")); name != "" {
		t.Errorf("another set has %q of this one", name)
	}
	if a, b := h.Name(d("2022-12-27")), other.Name(d("2022-09-05")); a != "winter break" || b != "fair" {
		t.Errorf("two sets share names: %q and %q", a, b)
	}
}

func TestAllHolidays(t *testing.T) {
	h := holidays(t, schedule.HolidaySet{Own: []schedule.OwnHoliday{
		{Name: "first", First: d("1900-01-01")}, {Name: "fair", First: d("2022-09-05")}, {Name: "last", First: d("2200-12-31")},
	}})
	for _, tt := range []struct{ name, from, to, want string }{
		{"the first day is in, the last is not", "2022-09-05", "2200-12-31", "fair"},
		{"a zero to is the end of the calendar", "2022-09-05", "", "fair last"},
		{"zero dates are all of them", "", "", "first fair last"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var from, to schedule.Date
			if err := errors.Join(from.UnmarshalText([]byte(tt.from)), to.UnmarshalText([]byte(tt.to))); err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, name := range h.All(from, to) {
				names = append(names, name)
			}
			if got := strings.Join(names, " "); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestHolidaySetRefuses(t *testing.T) {
	many := make([]schedule.OwnHoliday, 101)
	for i := range many {
		many[i] = schedule.OwnHoliday{Name: "x", First: d("2022-01-01")}
	}
	tests := []struct {
		name  string
		set   schedule.HolidaySet
		field string
	}{
		{"an unknown extra", schedule.HolidaySet{Extra: []string{"festivus"}}, "extra[0]"},
		{"an unknown removal", schedule.HolidaySet{Without: []string{"columbus-day", "x"}}, "without[1]"},
		{"a removal of one that is no federal one", schedule.HolidaySet{Without: []string{"easter"}}, "without[0]"},
		{"an unknown observance", schedule.HolidaySet{Federal: 4}, "federal"},
		{"a day without name", schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: " ", First: d("2022-01-01")}}}, "own[0].name"},
		{"a day without date", schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "x"}}}, "own[0].first"},
		{"an end before the beginning", schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "x", First: d("2022-01-02"), Last: d("2022-01-01")}}}, "own[0].last"},
		{"more than 62 days", schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "x", First: d("2022-01-01"), Last: d("2022-03-04")}}}, "own[0].last"},
		{"more than 100 entries", schedule.HolidaySet{Own: many}, "own"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := tt.set.Compile()
			var fe *schedule.FieldError
			if !errors.As(err, &fe) || fe.Field != tt.field || h != nil {
				t.Errorf("%v, want a FieldError for %s", err, tt.field)
			}
		})
	}
	if _, err := (schedule.HolidaySet{Own: many[:100]}).Compile(); err != nil {
		t.Errorf("100 entries: %v", err)
	}
	if _, err := (schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "x", First: d("2022-01-01"), Last: d("2022-03-03")}}}).Compile(); err != nil {
		t.Errorf("62 days: %v", err)
	}
}

// Where the server stands must not matter: midnight of 2022-03-13 does not
// exist in Havana.
func TestHolidaysDoNotDependOnTheServer(t *testing.T) {
	set := schedule.HolidaySet{Federal: schedule.Both}
	for key := range schedule.HolidayKeys() {
		set.Extra = append(set.Extra, key)
	}
	h := holidays(t, set)
	var days []string
	for day, name := range h.All(d("1900-01-01"), d("2200-12-31")) {
		days = append(days, day.String()+" "+name)
	}
	here, err := json.Marshal(days)
	if err != nil {
		t.Fatal(err)
	}
	if file := os.Getenv("TEST_HOLIDAYS_TO"); file != "" {
		if time.Date(2022, time.March, 13, 0, 0, 0, 0, time.Local).Hour() == 0 {
			t.Fatal("this process is not in Havana")
		}
		if err := os.WriteFile(file, here, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	file := t.TempDir() + "/days.json"
	child := exec.Command(os.Args[0], "-test.run=^TestHolidaysDoNotDependOnTheServer$")
	child.Env = append(os.Environ(), "TZ=America/Havana", "TEST_HOLIDAYS_TO="+file)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	there, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(here) != string(there) {
		t.Error("a server in Havana has other holidays")
	}
}
