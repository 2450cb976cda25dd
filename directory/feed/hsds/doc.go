// Package hsds reads and writes the Human Services Data Specification, version
// 3, in JSON: the form in which helplines and social services exchange what they
// refer people to.
//
//	got, err := hsds.Read(file, feed.Options{Source: "211", Zone: "America/New_York"})
//	...
//	findings, err := hsds.Write(out, snapshot, feed.WriteOptions{From: today, Through: today.AddDays(180)})
//
// # What corresponds to what
//
// An offering is a service, its organization an organization, its venue a
// location, and the offering at the venue a service at a location; how it is held
// online is a virtual location, so a hybrid meeting has two. Suspended is
// "temporarily closed", and Verified the assured date. What the format has no
// field for stands in its attributes under the names of our fields, so that it
// comes back with [Read]; it is reported all the same, for other readers may pass
// over attributes. Further origins of a record are not written: the names of
// sources mean something in one directory alone.
//
// # IDs
//
// The format wants UUIDs. One is made of the key that a record had in its source,
// or else of its ID: the same for the same key, for ever. A key that is a UUID is
// kept. The key itself is an attribute and is what Read takes for it.
//
// # Dates and clocks
//
// A row of the table of schedules has one offset from UTC and no exceptions. So
// that no reader is an hour wrong or comes on a closed day, [Write] makes several
// rows of a series: one for each run of dates without a gap and without a change
// of the clocks, with the offset of these very dates, and one for each date that
// is moved, added or unconfirmed. The rows end with the day Through, which is also
// the end of their validity; attributes say how the series goes on. Only where
// clocks never change and nothing is known to be left out has a row no end.
//
// Rules that the format does not have, such as those for some months of the
// year, are handled by the policy: Withhold leaves the offering out; Annotate and
// Expand write the single dates, Annotate with the rule in words.
//
// Read takes a time of day for what the clock on the wall of the zone shows.
// The zone is that of the attributes or of the options; an offset does not make
// one, but it is compared.
//
// # Limits
//
// Services are read in compiled form, with everything nested in them. People's
// names and addresses are not read: of contacts the role is enough. Links to join
// that are not public are never written; a virtual location then has the page to
// register on.
package hsds
