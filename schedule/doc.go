// Package schedule says when groups meet: dates, times of day, recurrence
// rules, holidays, exceptions, and the instants that follow from them.
//
//	s := schedule.Series{
//		Rule:      schedule.NthWeekdays(time.Wednesday, 2, 4),
//		First:     schedule.MustDate("2022-06-08"),
//		Start:     schedule.MustClock("18:00"),
//		Length:    90 * time.Minute,
//		OnHoliday: schedule.Skip,
//	}
//	zone, err := schedule.LoadZone("America/New_York")
//	...
//	holidays, err := schedule.USFederal(schedule.Observed).Compile()
//	...
//	table, err := schedule.Compile(s, schedule.CompileOptions{Zone: zone, Holidays: holidays})
//	...
//	for o := range table.All(from, from.AddDays(60)) {
//		fmt.Println(o.Start(), o.Status, o.Reason)
//	}
//
// # Wall clocks and instants
//
// People agree on a day and a time on the wall, so that is what is stored:
// [Date], [Clock] and [Rule] know no time zone. A [Zone] turns them into
// instants at the very end, as RFC 5545 wants it where clocks change, which
// is not what time.Date does.
//
// # From a series to its dates
//
// A [Series] is a plain record: a rule, its first and last date, exceptions
// for single dates, and a [HolidayPolicy]. A [HolidaySet] is a record too,
// kept by the organization; its Compile makes [Holidays]. [Compile] puts them
// together into a [Timetable], which yields each [Occurrence] with a [Status]
// and the [Reason] for it. Nothing is left out without a reason: a date that
// falls on a holiday is in [Timetable.All] as skipped, and
// [Timetable.Explain] answers for any day.
//
// An occurrence is identified by its series and its original date ([Key]),
// never by its instant. So a corrected start time, a moved date or a new zone
// database leaves every exception where it was.
//
// # Limits
//
// The calendar is the Gregorian one from 1900 to 2200. Rules step by whole
// days. All values may be copied; all compiled ones are immutable and safe
// for any number of goroutines. Nothing here reads the time of the computer
// or keeps anything between calls, except the table of holidays that is
// computed once.
package schedule
