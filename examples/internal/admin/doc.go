// Package admin is the part of the group finder in which people look after the
// list: web pages under /admin/.
//
//	pages := admin.New(admin.Options{Directory: dir, Log: log})
//	link, err := admin.SetUp(ctx, dir, time.Now()) // "" if there is a token
//
// # Tokens
//
// There are no passwords and no accounts. Whoever starts a server for the first
// time gets a link that is good once, and makes the first token with it. A
// [Grant] says what a token opens: a [Role], some organizations or all, until
// when. Only the SHA-256 of its 256 random bits is kept, as a record of the kind
// [KindToken]. A token is revoked by deleting that record, and lost ones are
// replaced on the machine that keeps the database, with [NewToken].
//
// A browser that signs in keeps the token in a cookie that no script can read
// and no other site can send, for twelve hours. Tokens that are no good are
// counted by network, in memory, under a key that changes daily.
//
// # What is done and by whom
//
// Everything is a commit of the directory. The ID of its batch says when, in
// which role, with which token, and what sort of thing was done. It holds no
// name and no reason. History shows it, and undoes it.
//
// Who may not publish proposes: a record of the kind [KindProposal], which an
// editor takes in. A form that was overtaken by somebody else's change is shown
// again, beside that change.
//
// # Calendars of those who lead
//
// Of a directory that was opened with its private records, an editor can make a
// link to the calendar of one person's seats. Whoever has the link sees it, until
// it is replaced or taken away.
//
// # Who leads
//
// Of such a directory there is also a sheet for each organization and month, to
// be printed: who has which seat on which date. A date that was cancelled needs
// nobody, one that was moved keeps its people. The sheets are off until a keeper
// of the whole site switches them on, with a record of the kind [KindSetting].
//
// # Limits
//
// Pages work without script, and there is none. What a file would import waits
// in the memory of one server. The street of a confidential venue can be
// replaced here, but is never shown. The sheets of who leads show a roster that
// the host has made, and do not change it.
package admin
