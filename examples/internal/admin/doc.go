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
// # Programs
//
// A program that sends a token is a [Caller]. It does what a person with that token
// does on these pages, by the same code; package api is made of it.
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
// Editors change it by the rules of package roster: they give a seat, take
// somebody off it, let two swap, note on which days somebody cannot, and decide
// against a rule, which the roster remembers. A whole month is filled as a
// proposal with its reasons, which is saved once somebody has looked at it. Who
// never said when they are free is asked if needed; where nothing is known of
// anybody's way to a certificate, none is asked for, and the page says so.
//
// The way to become somebody who leads, by package people, is a page of its own,
// with its own switch: stages, codes instead of names, and a button for what
// comes next.
//
// # Courses
//
// The courses of an organization have pages with their sessions, with numbers of
// people and no people. A new one is laid out around holidays and closures before
// it is made. Whether it runs is told, not decided; a session that falls out is
// made good on another day; a cancellation stands at each date to come.
//
// # Ways in
//
// Links, passcodes and numbers to dial can be set, replaced and removed here, and
// are never shown. What replaces a link is of a new generation, also after all
// was removed, and history brings none back.
//
// # Limits
//
// Pages work without script, and there is none. What a file would import waits
// in the memory of one server. The street of a confidential venue can be
// replaced here, but is never shown. Of several rosters of one organization
// the first is the one that a month is filled in. There is no page for the line
// that people wait in for a course, by tokens: only their number.
package admin
