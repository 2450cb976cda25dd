package program_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func TestWeeklyHours(t *testing.T) {
	weekdays := program.DaysOf(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	clock := schedule.MustClock
	office := program.WeeklyHours{{Days: weekdays, From: clock("10:00"), To: clock("22:00")}}
	night := program.WeeklyHours{{Days: program.DaysOf(time.Saturday), From: clock("14:00"), To: clock("02:00")}}
	tests := []struct {
		name  string
		hours program.WeeklyHours
		day   time.Weekday
		at    string
		want  bool
	}{
		{"D52 before it opens", office, time.Monday, "09:59:59", false},
		{"D52 when it opens", office, time.Monday, "10:00", true},
		{"D52 the last second", office, time.Friday, "21:59:59", true},
		{"D52 when it closes", office, time.Friday, "22:00", false},
		{"D52 on Sunday", office, time.Sunday, "12:00", false},
		{"past midnight, the evening", night, time.Saturday, "23:00", true},
		{"past midnight, the night", night, time.Sunday, "01:59", true},
		{"past midnight, the end", night, time.Sunday, "02:00", false},
		{"past midnight, the night before", night, time.Saturday, "01:59", false},
		{"all day", program.WeeklyHours{{Days: program.EveryDay}}, time.Sunday, "00:00", true},
		{"until midnight written as midnight", program.WeeklyHours{{Days: weekdays, From: clock("18:00"), To: clock("00:00")}}, time.Monday, "23:59", true},
		{"after midnight written as midnight", program.WeeklyHours{{Days: weekdays, From: clock("18:00"), To: clock("00:00")}}, time.Tuesday, "00:00", false},
		{"until a time, without a beginning", program.WeeklyHours{{Days: weekdays, To: clock("12:00")}}, time.Monday, "00:00", true},
		{"from noon to noon", program.WeeklyHours{{Days: program.DaysOf(time.Monday), From: clock("12:00"), To: clock("12:00")}}, time.Tuesday, "11:59", true},
		{"hours that are not known", nil, time.Monday, "12:00", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			equal(t, "open", tt.hours.Open(tt.day, clock(tt.at)), tt.want)
		})
	}
	equal(t, "open on no day", program.WeeklyHours{{Days: program.EveryDay}}.Open(-1, clock("12:00")), false)
	equal(t, "open at no time", program.WeeklyHours{{Days: program.EveryDay}}.Open(time.Monday, schedule.Clock{}), false)
}

// TestWeeklyHoursSlowly marks every minute of a week that a stretch covers.
func TestWeeklyHoursSlowly(t *testing.T) {
	const week = 7 * 24 * 60
	for _, from := range []int{0, 1, 600, 840, 1439} {
		for _, to := range []int{0, 1, 120, 600, 601, 1439} {
			h := program.Hours{Days: program.DaysOf(time.Sunday, time.Wednesday, time.Saturday), From: minute(t, from), To: minute(t, to)}
			end := to
			if end <= from {
				end += 24 * 60
			}
			var open [week]bool
			for _, day := range []int{0, 3, 6} {
				for m := from; m < end; m++ {
					open[(day*24*60+m)%week] = true
				}
			}
			for m, want := range open {
				day := time.Weekday(m / (24 * 60))
				if got := (program.WeeklyHours{h}).Open(day, minute(t, m%(24*60))); got != want {
					t.Fatalf("%v from %v to %v: open on %v at %v is %v, want %v", h.Days, h.From, h.To, day, minute(t, m%(24*60)), got, want)
				}
			}
		}
	}
}

func TestAlways(t *testing.T) {
	clock := schedule.MustClock
	weekdays := program.DaysOf(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	weekend := program.DaysOf(time.Saturday, time.Sunday)
	day := program.Hours{Days: program.EveryDay, From: clock("08:00"), To: clock("20:00")}
	tests := []struct {
		name  string
		hours program.WeeklyHours
		want  bool
	}{
		{"hours that are not known", nil, false},
		{"no day", program.WeeklyHours{{}}, false},
		{"every day", program.WeeklyHours{{Days: program.EveryDay}}, true},
		{"every day from noon to noon", program.WeeklyHours{{Days: program.EveryDay, From: clock("12:00"), To: clock("12:00")}}, true},
		{"weekdays and the weekend", program.WeeklyHours{{Days: weekdays}, {Days: weekend}}, true},
		{"weekdays alone", program.WeeklyHours{{Days: weekdays}}, false},
		{"by day and by night", program.WeeklyHours{day, {Days: program.EveryDay, From: clock("20:00"), To: clock("08:00")}}, true},
		{"a minute closed at night", program.WeeklyHours{day, {Days: program.EveryDay, From: clock("20:00"), To: clock("07:59")}}, false},
		{"a minute closed on one evening", program.WeeklyHours{{Days: weekdays | program.DaysOf(time.Sunday)},
			{Days: program.DaysOf(time.Saturday), To: clock("23:59")}}, false},
		{"stretches that overlap", program.WeeklyHours{{Days: program.EveryDay, To: clock("13:00")}, {Days: program.EveryDay, From: clock("11:00")}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			equal(t, "always", tt.hours.Always(), tt.want)
			every := true
			for m := range 7 * 24 * 60 {
				every = every && tt.hours.Open(time.Weekday(m/(24*60)), minute(t, m%(24*60)))
			}
			equal(t, "open at every minute", every, tt.want)
		})
	}
}

func minute(t *testing.T, m int) schedule.Clock {
	t.Helper()
	c, err := schedule.NewClock(m/60, m%60, 0)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDaysText(t *testing.T) {
	for d := range program.EveryDay + 1 {
		text, err := d.MarshalText()
		var back program.Days
		if err != nil || back.UnmarshalText(text) != nil || back != d {
			t.Errorf("%d is written %q and read back as %d, %v", d, text, back, err)
		}
	}
	for _, bad := range []string{"mon", "Mon Mon", "Mon,Tue", "Monday", "Daily", "daily Mon"} {
		d := program.EveryDay
		if err := d.UnmarshalText([]byte(bad)); err == nil || d != program.EveryDay {
			t.Errorf("%q was read as %v", bad, d)
		}
	}
	equal(t, "days that do not exist", program.DaysOf(-1, 7, 300), 0)
	equal(t, "names", program.DaysOf(time.Saturday, time.Sunday, time.Monday).String(), "Sun Mon Sat")
	text, err := json.Marshal(program.Hours{Days: program.EveryDay})
	if err != nil || string(text) != `{"days":"daily"}` {
		t.Errorf("all day is written %s, %v", text, err)
	}
}

func TestHelplines(t *testing.T) {
	c := mustNew(t, `{"helplines": [{"key": "jax", "name": {"en": "Our office"}, "jurisdiction": "us/FL/jax", "phone": "904-555-0100",
		"hours": [{"days": "Tue Thu", "from": "09:00", "to": "12:00"}], "zone": "America/New_York", "languages": ["en", "es"], "source": "us", "confidence": "high"}]}`)
	t.Run("S20 S30 the nearest helpline comes first, the national one last", func(t *testing.T) {
		var keys []string
		for _, l := range c.Helplines("us/FL/jax", schedule.MustDate("2022-09-01")) {
			keys = append(keys, l.Key)
		}
		if diff := cmp.Diff([]string{"jax", "nami-helpline"}, keys); diff != "" {
			t.Errorf("helplines (-want +got):\n%s", diff)
		}
	})
	t.Run("D52 helplines have hours that changed", func(t *testing.T) {
		for on, want := range map[string]string{"2021-02-15": "", "2021-02-16": "20:00", "2021-10-03": "20:00", "2021-10-04": "22:00", "2022-08-01": "22:00"} {
			lines := c.Helplines("us/IL", schedule.MustDate(on))
			if len(lines) != 1 {
				t.Fatalf("%d helplines on %s, want 1", len(lines), on)
			}
			to := ""
			if len(lines[0].Hours) > 0 {
				to = lines[0].Hours[0].To.String()
			}
			equal(t, "the end of the day on "+on, to, want)
		}
	})
	t.Run("a helpline that answers nowhere is refused", func(t *testing.T) {
		l := program.Helpline{Key: "x", Name: program.Text{"en": "X"}, Jurisdiction: "us", Source: "us", Confidence: program.Low}
		_, err := program.New(program.Records{Helplines: []program.Helpline{l}})
		if err == nil || err.Error() != `program: helpline "x": phone, text, email or url: empty, want a value` {
			t.Errorf("error %v", err)
		}
	})
}
