// Package withinreach is the front page of a library for scheduling peer-led
// mental-health programs and finding them: support groups, courses, trainings.
// It has no code of its own; the packages below it do.
//
// The vision that it serves: every person who lives with a mental illness has,
// within reasonable driving distance, a group to attend.
//
// # When
//
// Package [github.com/withinreach/withinreach/schedule] says when a group
// meets: "2nd and 4th Wednesdays, 6:00-7:30 pm, starting 6/8/2022, except
// holidays". Every date that is left out has a reason. Below it, phrase reads and
// writes such lines, and ical writes calendars that people subscribe to.
//
// # What
//
// Package [github.com/withinreach/withinreach/program] is a catalogue of
// programs as data, with sources and dates: how long a session is, how many
// people lead it, what confidentiality covers, which crisis lines are in
// service today. Below it, roster says who leads which meeting.
//
// # Where
//
// Package [github.com/withinreach/withinreach/directory] puts them on the map:
// organizations, venues and offerings in an immutable snapshot that answers
// what is near, what starts soon, and whom to ask where there is nothing. Its
// records last in a Store of four methods, which memory, SQL databases or a
// backend of your own can implement. Below it, earth finds the nearest points,
// place knows ZIP codes and cities offline, travel estimates drives, coverage
// tells how many people are within reach and where to start next.
//
// # Privacy
//
// There is no type, field or log line for a person who comes to a group.
// Places that people search from are neither stored nor logged. Links to join
// an online group are secrets that do not print. The library makes no network
// call that its caller did not start.
//
// # Versions
//
// Before version 1.0.0 a minor version may change an exported name; what is
// stored is read by every later one. The two newest releases of Go will do.
// CONTRIBUTING.md has the whole promise.
package withinreach
