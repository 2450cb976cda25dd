// Package ics reads calendars (RFC 5545) into the records of a directory, and
// writes the listings of a snapshot as one calendar.
//
//	got, err := ics.Read(file, feed.Options{Source: "library", Zone: "America/Chicago"})
//	...
//	findings, err := ics.Write(out, snapshot, feed.WriteOptions{Through: through})
//
// The format itself is the matter of package ical; this one says what a
// calendar means to a directory.
//
// # Reading
//
// [Read] makes one offering of each event, which may repeat, and a venue of each
// place. Many programs write a group that meets every week as many events with
// one date each: those with the same title, text, place, address, hour and
// length become one offering. If their dates are just those of a simple rule
// from the first to the last, they get that rule, with a finding, since a person
// should look at it; or else they stay a list of dates.
//
// A calendar does not say how people meet. A place that is a web address, or a
// word such as "online" or "Zoom", is online; "by telephone" is by telephone;
// anything else is a place. Passcodes are left out wherever they stand.
//
// # Writing
//
// [Write] writes all listings through a day. All dates can be said, so of the
// policies only Expand matters: it writes the dates one by one where classic
// Outlook does not know the rule.
//
// # Limits
//
// A series cannot say that one date is not confirmed: a tentative date takes
// place, with "Call first" as its note and a finding. One date at another place
// says so in its note.
//
// Of dates before [feed.Options].Today nothing is read if none is left after
// it. Attendees, organizers and alarms are not read. The limits are those of
// package ical, unless [feed.Limits] has others.
package ics
