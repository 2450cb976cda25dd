// Package ical writes timetables as iCalendar (RFC 5545), the format in which
// people subscribe to a calendar, and reads calendars of others.
//
//	err := ical.Write(file, ical.Calendar{
//		Name:    "Connection in Jacksonville",
//		Through: schedule.MustDate("2023-12-31"),
//		Events: []ical.Event{{
//			UID:       "k4821@jax.example.org",
//			Timetable: table,
//			Summary:   "Connection Recovery Support Group",
//			Location:  "Orange Park Hospital, Classroom C",
//			Check:     "https://jax.example.org/wed",
//			Modified:  modified,
//		}},
//	})
//
//	calendar, findings, err := ical.Read(file, ical.ReadOptions{})
//
// # What a reader sees
//
// Up to [Calendar].Through a reader lists what [schedule.Timetable.All] yields,
// with one difference: dates that were skipped are absent. In detail:
//
//   - A series that is one rule is one event with that rule (RRULE). It begins
//     with the first date that takes place at the usual time, and skipped dates
//     are taken out of it (EXDATE).
//   - A cancelled date stays visible, with "CANCELLED:" before its title, since
//     a date that only vanishes still has people travel. An unconfirmed one is
//     tentative and says "CALL FIRST:". Both, moved dates, and dates with a
//     room or a note of their own, are changes to one date (RECURRENCE-ID).
//   - Explicit and added dates are events of their own, whose identity holds
//     the original date. So are all dates of a rule that readers disagree
//     about, such as one by week numbers, and of a series that begins at an
//     hour at which clocks change in its zone.
//
// The identity of a date is its original day, so correcting the start time of
// a series moves every exception along.
//
// # Where it ends
//
// A rule that takes every date goes on after Through until its own end, if it
// has one. A rule that depends on holidays, or meets a closure before Through,
// ends there, because nobody can write holidays without end; a closure that
// begins later is written once Through has come to it. The calendar says in
// words up to which day it is complete. Readers fetch it again after
// [Calendar].Refresh, or when they please: Google takes 8 to 24 hours, which
// is what [Event].Check is for.
//
// # Equal input, equal bytes
//
// Nothing is taken from the clock or from chance: times of change and sequence
// numbers are those of the events. A server can compare, cache and sign the
// result.
//
// # Reading
//
// [Read] takes calendars as programs write them: lines that end with LF or CR
// and are folded wrongly, UTF-8 or CP-1252, names of time zones from Windows,
// zones that are known by their rules only, whole days from midnight to
// midnight. RRULE, RDATE, EXDATE, RECURRENCE-ID and STATUS become one [Event] for
// each UID, with a compiled timetable. Where a date changes all later ones (RANGE=THISANDFUTURE), the
// event becomes two: one ends, the other begins, with the date in its identity.
// What is not understood is left out and reported as a [Finding] with its line;
// a wrong date is never made of it. So an event is left out as a whole if its
// rule, its zone or its length is not understood, if it has more than one rule,
// or if it is private; and it ends before a change of all later dates that no
// rule can say. People who attend or organize are not read at all.
//
// EXDATE becomes a cancelled date that is [Event].Hidden; a tentative date a
// closure of that day that is not confirmed; a changed title a note. A whole
// day needs no zone. An event of more than 14 whole days becomes one event for
// each day. [Closures] picks the days off from the calendar of a school.
//
// # There and back
//
// What Write wrote and Read read is written as the same bytes, and Read finds
// the title, description, place, address, note and reason of each date again,
// in both languages. An Event that is read differs from the one that was written
// in this: holidays and closures have become dates; a rule ends where it was
// written to; a rule that was written date by date is a list of dates; the ID
// of the series, the days after Through and the options Discreet and Outlook are
// gone; and the reason for a date that is not cancelled, moved or added may be a
// note. Two dates on one day, one of which is not confirmed, may both come back
// as not confirmed.
//
// # What cannot happen
//
// No text can forge a property: line ends become the two characters that mean
// one, other control characters and marks that turn the direction of text are
// dropped, and what is no UTF-8 is replaced. Read drops the same from what it
// returns, and takes no address that could run something. Lines end with CR LF
// and have at most 75 octets, and no character is cut in two. There is no field
// for a join link that only some people may have: give the address of the page
// on which they register.
//
// # Limits
//
// Time zones are written in the form that Outlook accepts, if one yearly rule
// each way tells the truth from the first event to ten years after Through;
// otherwise change by change. On days on which clocks change while a group
// meets, its times are written in UTC. A series without a known start time
// takes the whole day; one without a known length has no end, which readers
// show as a moment. A series that has no date until Through has no event.
//
// Classic Outlook knows few rules and leaves out events with others, "2nd and
// 4th Wednesdays" among them: see [Calendar].Outlook.
package ical
