package directory

import (
	"crypto/sha256"
	"fmt"
	"math"
	"net/url"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// maxEventUID is how long an identity may be in package ical.
const maxEventUID = 200

// writable returns an event with nothing in it that [ical.Write] refuses: one odd
// record must not keep the calendar of everybody else from being written.
func writable(e ical.Event) ical.Event {
	if len(e.UID) > maxEventUID {
		e.UID = fmt.Sprintf("%x@invalid", sha256.Sum256([]byte(e.UID)))
	}
	if !isCalendarYear(e.Modified) {
		e.Modified = longAgo
	}
	e.Sequence = min(max(e.Sequence, 0), math.MaxInt32)
	if !isCalendarLink(e.URL) {
		e.URL = ""
	}
	e.Overrides = slices.DeleteFunc(e.Overrides, func(o ical.Override) bool { return o.On.IsZero() })
	return e
}

func isCalendarYear(t time.Time) bool {
	year := t.UTC().Year()
	return year >= schedule.MinYear && year <= schedule.MaxYear
}

// isCalendarLink reports whether an address is of a kind that calendars may show.
func isCalendarLink(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "https", "http":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}
