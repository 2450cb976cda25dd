// Package api is the programming interface of the group finder, version 1: the
// directory as JSON, to be read by other sites and programs, and to be kept by
// those who look after it.
//
//	handler := api.New(api.Options{Options: finder.Options{Source: source}, Keepers: pages})
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
// With a token in the header Authorization, as package admin gives them out:
//
//	GET    /api/v1/token                         what the token opens
//	GET    /api/v1/records/{kind}                organizations, venues, offerings as they are kept
//	POST   /api/v1/records/{kind}                a new one
//	GET    /api/v1/records/{kind}/{id}           one; also PUT, PATCH and DELETE
//	POST   /api/v1/offerings/{id}/dates          cancel, move or add one date
//	POST   /api/v1/offerings/{id}/verified       it is as it stands
//	GET    /api/v1/closures                      what is closed; also POST
//	DELETE /api/v1/closures/{id}                 open again
//	GET    /api/v1/unconfirmed                   what somebody should ask about
//	GET    /api/v1/findings                      what somebody should look at
//	GET    /api/v1/proposals                     changes that wait
//	GET    /api/v1/proposals/{id}                one; also DELETE
//	POST   /api/v1/proposals/{id}/approve        take it in
//	GET    /api/v1/history                       what was done
//	POST   /api/v1/history/{revision}/undo       make it good
//
// # What is public
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
// # Changing the list
//
// Whoever has a token may do here what they may do on the pages of package admin,
// by the same code; there is no second set of rules. Who may not publish proposes,
// which is a 202. What replaces or deletes a record names the version that was
// read, with If-Match: 428 without it, 412 if somebody else was faster. A change
// with an Idempotency-Key can be sent again: it is made once, on whichever server,
// also if one ends in the middle.
//
// A record that was read can be sent back. Fields that this version does not know
// stay where the record has them, and are refused where they are new. When a record
// was changed is for the server to say, and when it was confirmed for a route of its
// own. What is confidential of a venue is not shown, and stays where a change does
// not name it.
//
// # Browsers
//
// Pages of any site may read what is public. What takes a token answers no page of
// another site, and looks at no cookie.
//
// # Limits
//
// Each parameter has a range, and a value out of it is a problem of RFC 9457
// that names the parameter and the range. So is a parameter that is not known. A
// record takes 256 KiB. Tokens are made and ended on the pages, not here, and so
// are imports, rosters and join links. The history is read whole for each answer
// about it.
package api
