// Package bmlt reads and writes the meeting lists of BMLT servers, and answers
// their queries.
//
//	formats, err := bmlt.ReadFormats(formatsFile, feed.Limits{})
//	...
//	server := bmlt.Server{Formats: formats}
//	got, err := server.Read(file, feed.Options{Source: "gny", Zone: "America/New_York"})
//	...
//	q, err := bmlt.ParseQuery(request.URL.Query())
//	...
//	findings, err := server.Answer(out, snapshot, q, feed.WriteOptions{})
//
// # A server and its lists
//
// What the format codes of a meeting mean is known only to the server that
// lists it: each has keys of its own, in each language. A [Server] holds its
// answers to GetFormats and GetServiceBodies. Codes go by the world name of
// their format, else by its name, never by the key. Without formats the codes
// are not read, and that is reported.
//
// # Reading
//
// [Server.Read] takes the answer to GetSearchResults: an array, or an object
// with meetings and formats. Meetings that are not published are refused. A
// format "Closed Holidays" becomes the policy on holidays: it has an effect as
// soon as the organization says which holidays it keeps, and a finding says so
// until then. Service bodies become organizations. E-mail addresses and contacts
// of meetings are not read.
//
// # Writing
//
// [Server.Write] writes listings that meet every week, also those that do not
// on holidays if the server has a format for that, and others by the policy.
// [Server.Answer] writes those that a [Query] asks for, as the server does.
//
// # Limits
//
// Counties, neighborhoods and names in other directories have no place here;
// they are counted and reported once for each field. A query with a text to
// search for is refused.
package bmlt
