// Package api is the public programming interface of the group finder, version
// 1: the directory as JSON, to be read by other sites and programs.
//
//	handler := api.New(finder.Options{Source: source})
//
//	GET  /api/v1/openapi.json                    what all of this takes and gives
//	GET  /api/v1/organizations                   all organizations
//	GET  /api/v1/organizations/{id}              one
//	GET  /api/v1/offerings                       groups and courses, filtered
//	GET  /api/v1/offerings/{id}                  one, with its next dates
//	GET  /api/v1/offerings/{id}/occurrences      its dates from a day until before another
//	GET  /api/v1/near/{cell}                     what is around a cell, and online
//	POST /api/v1/search                          the same for a place in words
//	GET  /api/v1/counties/{fips}/contacts        whom to ask in a county
//	GET  /api/v1/crisis-lines                    the crisis lines of today
//	GET  /api/v1/coverage                        who has a group within reach, by state
//	GET  /api/v1/changes                         which records changed since
//
// # What is in it
//
// Answers are made of types with every field chosen: nothing of a record is
// public by being in it. The way into a meeting is there only if it is public.
//
// # Places
//
// A ZIP code, a city or a coordinate is never in an address: it is in the body
// of the search, which is answered with the token of a cell some kilometres
// wide. Answers about a place must not be stored by anybody. No answer to a
// mistake repeats what was sent.
//
// # Keeping a copy
//
// Everything else has an ETag, so asking again for what is the same costs a
// 304. For whoever keeps a copy of the directory, changes names the records
// that are new, other or gone since a mark that the last answer gave.
//
// # Limits
//
// Each parameter has a range, and a value out of it is a problem of RFC 9457
// that names the parameter and the range. So is a parameter that is not known.
package api
