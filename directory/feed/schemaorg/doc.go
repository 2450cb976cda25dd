// Package schemaorg reads and writes events in JSON-LD with the vocabulary of
// schema.org: what search engines read on the pages of groups, and what many
// calendars of web sites offer.
//
//	got, err := schemaorg.Read(page, feed.Options{Source: "site", Zone: "America/New_York"})
//	...
//	findings, err := schemaorg.Write(out, snapshot, feed.WriteOptions{From: today, Through: today.AddDays(90)})
//	...
//	text, findings, err := schemaorg.Event(snapshot, "wed", feed.WriteOptions{From: today, Through: today.AddDays(90)})
//
// # Reading
//
// A source is a document of JSON, or a page of HTML with scripts of the type
// application/ld+json, of which nothing else is looked at. Events are found
// wherever they may stand: alone, in arrays, in "@graph", in lists, in courses.
// Values may be texts, arrays or typed, and nodes may refer to each other by
// "@id".
//
// Events are of one series if they say so, or else if they have a name, a place,
// a time of day and a way of meeting in common. A Schedule becomes a rule, and
// the dates only say what differs from it; dates without one stay single dates,
// for nobody said that they go on. A time of day is that on the wall of the zone
// of the options; an offset is compared with it.
//
// # Writing
//
// [Write] writes of each listing the series with a Schedule, the next [MaxDates]
// dates as events, and further ones that are not as usual: a cancelled date
// stays, EventCancelled; a moved one is EventRescheduled and says from when. A
// schedule leaves out the days that are known to be; where it depends on
// holidays it ends with the last day asked for, except with the policy Annotate,
// which says the rule in words. Rules without words for them are handled by the
// policy: Withhold leaves the listing out, the others write its dates alone.
//
// When a listing was changed stands in a DataFeedItem, since events have no
// property for that. A topic with a comma is a DefinedTerm: commas part keywords.
//
// [Event] writes the same of one listing, for a script on its page.
//
// # Privacy
//
// A virtual location has the page to register on, or else that of the listing:
// never the link to join, be it public. A place that the public learns only about
// has no coordinates. People who organize events are not read.
//
// # Limits
//
// There are no words for holidays, unconfirmed dates, entry modes, contacts,
// further origins, and who confirmed what; a place of one date is written, but
// not read. Each is reported where it is lost.
package schemaorg
