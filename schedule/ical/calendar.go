package ical

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A Calendar is a list of events under one name, as Write writes it and Read
// reads it. To be written it needs Through, and nothing else; one that was read
// has it only if the calendar says in the words of Write up to which day it is
// complete.
type Calendar struct {
	// Name is the title that readers show for the calendar, and Description a
	// text about it, to which Write adds up to which day it is complete.
	Name, Description string
	// URL is the page about the calendar for people, and Source the address
	// from which the calendar itself can be fetched; both http or https.
	URL, Source string
	// Language is "en" or "es", the language of the words that Write adds.
	// Empty is "en".
	Language string
	// Product names the program that made the calendar, in the form
	// "-//Organization//Program//EN". Empty names this library.
	Product string
	// Refresh is how long a reader should wait before it fetches the calendar
	// again, in whole minutes up to 31 days. Zero is 12 hours.
	Refresh time.Duration
	// Through is the last day, included, up to which every date is written. It
	// is best the end of a month or year: a Through that moves every day makes
	// readers fetch an unchanged calendar every day.
	Through schedule.Date
	// Discreet replaces the titles of the calendar and its events by "Meeting"
	// and leaves their descriptions out, for people who share a screen. Places,
	// notes for single dates and addresses stay.
	Discreet bool
	// Outlook writes every date up to Through by itself where classic Outlook
	// would leave out an event for its rule. It knows weekly rules, one day of
	// the month, and one nth weekday, the first to the fourth or the last; not
	// "2nd and 4th Wednesdays".
	Outlook bool
	// Events are written in this order.
	Events []Event
}

// An Event is one series as calendars know it: a group that meets on Mondays at
// six and on Thursdays at ten is two events. UID, Timetable and Modified are
// required.
type Event struct {
	// UID identifies the event to readers for good: 1 to 200 printable ASCII
	// characters without space, no other event's, such as "k4821@jax.example.org".
	// It should be opaque: no title, time or name of a person.
	UID string
	// Timetable says when it takes place, in which zone, and why not.
	Timetable *schedule.Timetable
	// Summary is the title; empty is "Meeting".
	Summary string
	// Description says more. It may have several lines.
	Description string
	// Location is the place as people write it: room, name, street, city.
	Location string
	// Geo is where that is. Nil is not known, or not for the public.
	Geo *Geo
	// URL is the page of the event, http or https; or a mailto or tel address.
	URL string
	// Check is a short address at which people look, or number that they call,
	// before they go; it ends the description. Empty is URL.
	Check string
	// CallFirst makes all dates that take place tentative, for a listing that
	// nobody has verified for long.
	CallFirst bool
	// Hidden are original dates, in order and each one once, that are left out
	// of the calendar if they are cancelled, rather than shown as cancelled. It
	// is for cancellations that everybody has long seen, and must itself be
	// stored: a date that vanishes with the clock looks like a change.
	Hidden []schedule.Date
	// Overrides change what is said about single dates. They are in the order
	// of On and have at most one for a date.
	Overrides []Override
	// Sequence counts the visible changes of the event, 0 to 2,147,483,647.
	Sequence int
	// Modified is when the event last changed, its series, place and texts
	// included, cut to the second.
	Modified time.Time
}

// An Override gives one date another title, place, address or a note: "Room B
// tonight", "on Zoom: snow". Fields that are empty keep what the event has.
type Override struct {
	// On is the original date.
	On schedule.Date
	// Summary is the title of that date.
	Summary string
	// Location is where the event takes place on that date. If it is set, Geo
	// holds for it, and the Geo of the event does not.
	Location string
	Geo      *Geo
	// URL is the page for that date, of the same kinds as Event.URL.
	URL string
	// Note is said first in the description.
	Note string
}

// A Geo is a point on earth in degrees north and east, -90 to 90 and -180 to
// 180. It is written to six decimals, about 10 cm.
type Geo struct {
	Lat, Lng float64
}
