package finder

import (
	"net/url"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A Static says that the pages are kept as files: nobody answers a form or
// knows what time it is when they are read. They have lists by day and town
// and a search in the browser in the place of the search by a server, all
// dates are absolute, and each page says when it was made.
type Static struct {
	Made    schedule.Date // the day on which the pages were made
	Expires schedule.Date // the last day on which they are good
	Through schedule.Date // the last day in calendars; zero is the end of next year
	// File returns the name of the file that holds the page at an address,
	// such as "/offerings/friday?lang=es", from the folder of the site on.
	File func(address string) string
}

// A staticView is what pages that are kept as files have besides.
type staticView struct {
	Policy  string // what they may load, since no server says it
	Made    string
	Late    string // what to say after Expires
	Expires string // ISO 8601
}

// staticPolicy lets a page load what lies beside it, also without a server. A
// page that a server sends cannot load a file by "file:".
const staticPolicy = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; form-action 'none'; base-uri 'none'"

// static returns what a page that is kept as a file has besides, nil for one
// that a server sends.
func (v *visit) static() *staticView {
	if v.kept == nil {
		return nil
	}
	made, expires := v.book.date(v.kept.Made), v.book.date(v.kept.Expires)
	return &staticView{
		Policy: staticPolicy, Made: v.book.say("static.made", made, expires),
		Late: v.book.say("static.late", made), Expires: v.kept.Expires.String(),
	}
}

// where returns where a page is, from the address of the site on: at its
// address, or in a file.
func (s *server) where(address string) string {
	if s.Static == nil {
		return address
	}
	u := url.URL{Path: s.Static.File(address)}
	return "/" + strings.TrimSuffix(strings.TrimPrefix(u.EscapedPath(), "./"), "index.html")
}

// keeps reports whether the list of a month is kept: of that in which the
// pages were made, and of the next.
func (v *visit) keeps(first schedule.Date) bool {
	this := firstOfMonth(v.kept.Made)
	return first == this || first == firstOfMonth(this.AddDays(31))
}

func firstOfMonth(d schedule.Date) schedule.Date { return d.AddDays(1 - d.Day()) }

// printed returns the address of a page as people type it, "" if nobody knows
// where the site will be.
func (s *server) printed(v *visit, path string) string {
	if s.Static != nil && s.Address == "" {
		return ""
	}
	return plainAddress(s.address(v, path))
}

// throughOf returns the last day in calendars.
func (s *server) throughOf(now time.Time) schedule.Date {
	if s.Static != nil && !s.Static.Through.IsZero() {
		return s.Static.Through
	}
	return endOfNextYear(now)
}
