// Package meetingguide reads and writes Meeting Guide JSON, the format in which
// thousands of local sites publish their weekly meetings.
//
//	got, err := meetingguide.Read(file, feed.Options{Source: "kc", Zone: "America/Chicago"})
//	...
//	findings, err := meetingguide.Write(out, snapshot, feed.WriteOptions{Inexact: feed.Annotate})
//
// # Reading
//
// A document is an array of flat objects, or the rows of a sheet: arrays of
// which the first holds the names of the columns, alone or as "values" of an
// object. Of each record [Read] makes an offering, and a venue if people come to
// a place; records about one place share a venue. What is odd is read where it
// can have one meaning only, and reported: numbers in quotation marks, "7:00 PM",
// lists in a text, codes in lower case, HTML.
//
// # How people meet
//
// Nothing in the format says so; it follows from several fields. Read has the
// rule of the plugin that writes most of these feeds:
//
//	codes TC and ONL              online
//	code TC                       suspended
//	code ONL, no exact address    online
//	code ONL                      in person and online
//	no exact address              suspended
//	anything else                 in person
//
// Another reader in wide use decides by the link or number to join instead.
// Where it comes to another result, and where the record itself says another
// one, there is a finding.
//
// # Privacy
//
// Contacts of meetings, their names and numbers, are not read, nor is whether a
// group signs proofs of attendance. A link or number to join is public, for the
// source has published it; a passcode in it, or in a note beside it, is left out
// and reported.
//
// # Writing
//
// [Write] writes listings that meet every week, and others by the policy:
// Withhold or Annotate, for the format has no single dates. A series of several
// days is one record with several days. A way in that is not public is never
// written.
//
// # Limits
//
// Regions, districts, groups and pages of their own have no place in a
// directory. They are counted and reported once for each field.
package meetingguide
