// Package phrase reads the lines in which groups publish when they meet, such
// as "2nd and 4th Wednesdays, 6:00-7:30 pm, starting 6/8/2022, except
// holidays", and writes them, in English and Spanish.
//
//	when, err := phrase.ParseOne(
//		"2nd and 4th Wednesdays, 6:00-7:30 pm, starting 6/8/2022, except holidays",
//		phrase.Context{Zone: "America/New_York"})
//	...
//	text, lost := phrase.Format(when, "es", phrase.Long)
//
// # Reading
//
// [Parse] reads a line or a paragraph with any number of schedules in it, and
// prose around them. It never guesses in silence: each [Schedule] is
// [Resolved], or [Ambiguous] with what is known, what is missing, the rules
// that may be meant and what contradicts what. [Result].Rest holds every piece
// of the text that no schedule comes from, with the reason. [ParseOne] is for
// programs: one settled schedule, or an *[Error] that says why not.
//
// What is inferred follows from these rules:
//
//   - One am or pm serves both ends of a range, with the latest start before
//     the end: "11:30-1 pm" begins in the morning. Without any, "morning",
//     "evening" and the like decide, and "9-5" is from morning to afternoon.
//     Else 1:00 to 7:59 is afternoon or evening, the rest morning or noon, and
//     the schedule is ambiguous.
//   - The first date lies in the year of the [Context], or in one that the text
//     names; one after it that comes earlier in the calendar lies in the next.
//   - First and last days are included, and are those that the text names, also
//     where the group does not meet on them.
//   - "Every third Thursday" may be the third of the month or every third week,
//     so it is ambiguous; "every third Thursday of the month" is not. "Every
//     other Tuesday" without a first date lacks its anchor.
//   - "Mon 2/5-3/25" is every Monday between; a range of two days, such as
//     "April 6-7", is both of them.
//   - Months with a year, as in "Thursdays in April and May 2024", are the first
//     and the last month of the schedule; without one they are those of every
//     year.
//   - "Monthly on the 15th" and "the 1st and 15th", half a month apart, are days
//     of every month.
//   - Six dates after "Tuesdays" are explicit dates, which must be Tuesdays.
//   - A time said once serves all days of its sentence, and a sentence of days
//     takes the times of the next one.
//   - Weekdays that are closed, excepted or "no" are taken out of the rule; one
//     that is excepted with a time of its own is a schedule of its own.
//   - Months with days or times of their own, as in "Saturdays 10 am
//     (June-August: 2nd Sat. only)", make a schedule for these months, and the
//     other one does not meet in them. A season has no dates, so it leaves the
//     schedule ambiguous, or is noted where it is merely named. "Except in
//     December, when we meet on the third Sunday" makes two schedules likewise;
//     what takes the place of a holiday is refused, and the holiday left out.
//   - Of two times of the same days, one of them in a season, the other is
//     taken, with a note. Odd and even weeks, "every ten days" and "2,4 Wednesday"
//     are ambiguous.
//   - A weekday in the singular without a time is a schedule where it stands as
//     a label ("Tuesday: step study"), ambiguous beside a word such as "meets",
//     and none in a story ("she spoke on Tuesday", "the choir performed Tuesday
//     at 7 pm").
//
// One law holds for every line: in a sentence of a schedule, whatever looks like
// a weekday, a date, a time or an ordinal is read, or refused with a reason in
// Result.Rest, or it makes the schedule ambiguous with a note of the code
// [Unread]. "Tuesdays 6 pm, starting 45/2027" is never a Tuesday for ever.
//
// # False friends
//
// Addresses, ages, rooms, prices and telephone numbers, hours of offices and
// shops, deadlines, the hour at which doors open, groups that were cancelled and
// what a group was moved from are refused, and stand in Result.Rest as [Refused].
// So are the days on which a building is closed; the schedules note them as well,
// since a group that meets there does not.
//
// # Writing
//
// [Format] writes a Series in one of three styles and reports as [Loss] what
// the words do not say. Parse reads its text back: the Series is the same but
// for what was lost.
//
// # Another language
//
// A language is a table of words and phrases, each with a class such as
// "weekday" or "except", and a record of forms for writing. The rules that
// join the classes are shared by all languages.
//
// # Limits
//
// Lines of more than [MaxLine] bytes are not read, and a text gives at most
// [MaxSchedules] schedules. Parse takes time in proportion to the length of the
// text, about 0.1 ms for a line, and never panics. A Series cannot hold an
// exception whose year is unknown, bad weather, or an event without a date:
// these are in [Schedule].Without only. All functions may be called by any
// number of goroutines.
package phrase
