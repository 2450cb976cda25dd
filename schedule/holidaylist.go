package schedule

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/us"
)

// A namedHoliday is a holiday that a HolidaySet can name by its key.
type namedHoliday struct {
	key, name string
	federal   bool
	day       *cal.Holiday
}

// The federal holidays of the United States (5 U.S.C. 6103), which move to
// Friday or Monday if they fall on a weekend, and other days on which groups
// often do not meet. Names are the ones that people use.
var namedHolidays = []namedHoliday{
	{"new-years-day", "New Year's Day", true, us.NewYear},
	{"martin-luther-king-day", "Martin Luther King Jr. Day", true, us.MlkDay},
	{"presidents-day", "Presidents' Day", true, us.PresidentsDay},
	{"memorial-day", "Memorial Day", true, us.MemorialDay},
	{"juneteenth", "Juneteenth", true, us.Juneteenth},
	{"independence-day", "Independence Day", true, us.IndependenceDay},
	{"labor-day", "Labor Day", true, us.LaborDay},
	{"columbus-day", "Columbus Day", true, us.ColumbusDay},
	{"veterans-day", "Veterans Day", true, us.VeteransDay},
	{"thanksgiving-day", "Thanksgiving Day", true, us.ThanksgivingDay},
	{"christmas-day", "Christmas Day", true, us.ChristmasDay},

	{"good-friday", "Good Friday", false, aa.GoodFriday},
	{"easter", "Easter", false, aa.Easter},
	{"easter-monday", "Easter Monday", false, aa.EasterMonday},
	{"mothers-day", "Mother's Day", false, nthWeekday(time.May, time.Sunday, 2)},
	{"fathers-day", "Father's Day", false, nthWeekday(time.June, time.Sunday, 3)},
	{"halloween", "Halloween", false, fixedDay(time.October, 31)},
	{"election-day", "Election Day", false, &cal.Holiday{Func: electionDay}},
	{"day-after-thanksgiving", "Day after Thanksgiving", false, us.DayAfterThanksgivingDay},
	{"christmas-eve", "Christmas Eve", false, fixedDay(time.December, 24)},
	{"new-years-eve", "New Year's Eve", false, fixedDay(time.December, 31)},
	{"inauguration-day", "Inauguration Day", false, &cal.Holiday{Func: inaugurationDay}},
}

func fixedDay(month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

func nthWeekday(month time.Month, day time.Weekday, nth int) *cal.Holiday {
	return &cal.Holiday{Month: month, Weekday: day, Offset: nth, Func: cal.CalcWeekdayOffset}
}

// electionDay is the federal one: the Tuesday after the first Monday of
// November in even years (2 U.S.C. 7).
func electionDay(_ *cal.Holiday, year int) time.Time {
	if year%2 != 0 {
		return time.Time{}
	}
	return inUTC(cal.WeekdayN(year, time.November, time.Monday, 1)).AddDate(0, 0, 1)
}

// inaugurationDay is 20 January after a presidential election, or the 21st if
// that is a Sunday (5 U.S.C. 6103(c)).
func inaugurationDay(_ *cal.Holiday, year int) time.Time {
	if year%4 != 1 {
		return time.Time{}
	}
	day := time.Date(year, time.January, 20, 0, 0, 0, 0, time.UTC)
	if day.Weekday() == time.Sunday {
		return day.AddDate(0, 0, 1)
	}
	return day
}

// in returns the date of the holiday in a year and the date on which offices
// close for it; both are zero if the year has none.
func (h namedHoliday) in(year int) (actual, observed Date) {
	day := *h.day
	// cal computes in the zone of the server, where midnight may not exist.
	switch {
	case day.Day != 0:
		day.Func = func(h *cal.Holiday, year int) time.Time {
			return time.Date(year, h.Month, h.Day, 0, 0, 0, 0, time.UTC)
		}
	case day.Offset != 0 && day.Month != 0:
		day.Func = func(h *cal.Holiday, year int) time.Time {
			return inUTC(cal.WeekdayN(year, h.Month, h.Weekday, h.Offset))
		}
	}
	a, o := day.Calc(year)
	if a.IsZero() {
		return Date{}, Date{}
	}
	// Half a day past midnight, whatever the server's zone made of that.
	return DateOf(a.Add(12 * time.Hour)), DateOf(o.Add(12 * time.Hour))
}

func inUTC(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
