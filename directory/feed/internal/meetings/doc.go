// Package meetings holds what the formats of weekly meetings have in common:
// Meeting Guide and BMLT both list a day, a time, a place and some codes.
//
//	c := meetings.NewCollector(o)
//	c.Begin("record 17", "hope-hall")
//	c.Add(offering)
//	got := c.Result()
//
// # Reading
//
// A [Collector] gathers entities and findings, and joins venues that are the
// same. [ParseClock], [Text] and [Collector.Length] read what sources write.
//
// # Codes
//
// A [Meaning] is what a code says in the terms of a directory. A [Code] is one
// of Meeting Guide ([FindCode]), to which those of BMLT lead by their world names.
//
// # Writing
//
// [Slots] turns the listings of a snapshot into meetings that a weekly format
// can say, and reports what it cannot.
package meetings
