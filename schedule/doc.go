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
// A timetable is asked for a window ([Timetable.All], [Timetable.Held]), from
// an instant on or back ([Timetable.From], [Timetable.Backward],
// [Timetable.Next], [Timetable.Prev]), or for one date ([Timetable.Nth],
// [Timetable.Find], [Timetable.Contains]). An [Agenda] merges many of them.
//
// # What changes, and what collides
//
// One date changes by an [Exception], all dates from a day on by
// [Series.SplitAt], everything in a building or a county by a [Closure], also
// until further notice. [Timetable.Collisions] warns of dates that fall on a
// holiday, [Conflicts] of rooms that two groups need at one time, and
// [Series.Plans] lays out a course around closed days or says why it can't.
//
// # What is stored
//
// Series, HolidaySet and Closure have a JSON form with the fields that their
// documentation names; Date, Clock and Rule a text form, which is also what
// database columns hold. These forms are version 1, and there is no number in
// them because it will not be needed: a field keeps its name and meaning for
// good, new ones may be added, and a program that is older than a record keeps
// what it does not know of a Series, an Exception, a HolidaySet or an OwnHoliday
// in its Unknown. MIGRATING.md beside this file is for those who come from
// rrule-go.
//
// # Limits
//
// The calendar is the Gregorian one from 1900 to 2200. Rules step by whole
// days. All values may be copied; all compiled ones are immutable and safe
// for any number of goroutines. Nothing here reads the time of the computer
// or keeps anything between calls, except the table of holidays that is
// computed once.
package schedule
