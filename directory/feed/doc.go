// Package feed holds what the readers and writers of other people's formats
// share: what a reader is told, what it returns, and how it says what it could
// not carry over.
//
//	got, err := meetingguide.Read(file, feed.Options{Source: "kc", Zone: "America/Chicago"})
//	...
//	for _, f := range got.Findings {
//		fmt.Println(f.Place, f.SourceID, f.Code, f.Message)
//	}
//
// # Reading
//
// Each format has a package of its own with a function Read of this form. It
// turns the records of a source into organizations, venues and offerings. Of
// each record of the source at least one entity is made, or it is refused, with a
// [Finding] that says where it stands and why; one bad record never fails the
// others. IDs are made of the name of the source and the key in the source (see
// [ID]), so that importing twice gives the same entities.
//
// What a note says about the dates, such as "1st and 3rd Wed only" or "closed on
// holidays", [Derive] makes part of the series. The fields that were read so are
// named in the provenance of the offering, for a person to look over.
//
// # Writing
//
// Each format has a function Write, which writes the listings of a snapshot:
// what the public may see and nothing else. What the format cannot say is
// reported, one [Finding] for each field and value, and an offering whose dates
// it cannot say is handled by the [Policy] of the caller. That includes dates that
// a closure takes away and those held elsewhere, from [WriteOptions].From on. No
// offering that does not meet every week is ever written as one that does.
//
// # Limits
//
// Sources are not trusted. A reader stops at the [Limits] with an error that
// wraps [ErrLimit]; nothing in a source makes it panic, use the network, or take
// more time than in proportion to its length.
package feed
