package ical

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

const (
	maxUID      = 200 // RFC 7986 says fewer than 255 octets; a date may be added
	maxSequence = 1<<31 - 1
	maxRefresh  = 31 * 24 * time.Hour
)

// Validate joins every problem of the calendar and its events, each a
// *schedule.FieldError. Addresses are not quoted in it. Write calls it.
func (c Calendar) Validate() error {
	p := problems{event: -1}
	if c.Through.IsZero() {
		p.add("through", "", "a date")
	}
	if languages[c.Language] == nil {
		p.add("language", c.Language, "en or es")
	}
	if c.Refresh < 0 || c.Refresh > maxRefresh || c.Refresh%time.Minute != 0 {
		p.add("refresh", c.Refresh.String(), "0 to 744h in whole minutes")
	}
	if !isLink(c.URL, webSchemes) {
		p.add("url", "", wantWeb)
	}
	if !isLink(c.Source, webSchemes) {
		p.add("source", "", wantWeb)
	}
	seen := make(map[string]bool, len(c.Events))
	for i := range c.Events {
		e := &c.Events[i]
		p.event = i
		p.addEvent(e)
		if seen[e.UID] {
			p.add("uid", e.UID, "an identity that no other event has")
		}
		seen[e.UID] = true
	}
	return errors.Join(p.errs...)
}

// problems collects the errors of a calendar, each a *schedule.FieldError.
type problems struct {
	event int // the index of the event that is looked at, or -1
	errs  []error
}

func (p *problems) add(field, value, want string) {
	path := "calendar."
	if p.event >= 0 {
		path = fmt.Sprintf("calendar.events[%d].", p.event)
	}
	p.errs = append(p.errs, &schedule.FieldError{Field: path + field, Value: value, Want: want})
}

func (p *problems) addEvent(e *Event) {
	if !isUID(e.UID) {
		p.add("uid", e.UID, "1 to 200 printable ASCII characters without space")
	}
	if e.Timetable == nil {
		p.add("timetable", "", "a compiled timetable")
	}
	if e.Sequence < 0 || e.Sequence > maxSequence {
		p.add("sequence", fmt.Sprint(e.Sequence), fmt.Sprintf("0 to %d", maxSequence))
	}
	if year := e.Modified.UTC().Year(); year < schedule.MinYear || year > schedule.MaxYear {
		p.add("modified", e.Modified.UTC().Format(time.RFC3339), fmt.Sprintf("a time in %d to %d", schedule.MinYear, schedule.MaxYear))
	}
	if !e.Geo.isValid() {
		p.add("geo", "", wantPoint)
	}
	if !isLink(e.URL, linkSchemes) {
		p.add("url", "", wantLink)
	}
	for i, on := range e.Hidden {
		if on.IsZero() || (i > 0 && !on.After(e.Hidden[i-1])) {
			p.add(fmt.Sprintf("hidden[%d]", i), on.String(), "a date after the one before")
		}
	}
	var last schedule.Date
	for i := range e.Overrides {
		o := &e.Overrides[i]
		if !o.On.After(last) {
			p.add(fmt.Sprintf("overrides[%d].on", i), o.On.String(), "a date after that of the override before")
		}
		if !o.Geo.isValid() {
			p.add(fmt.Sprintf("overrides[%d].geo", i), "", wantPoint)
		}
		if !isLink(o.URL, linkSchemes) {
			p.add(fmt.Sprintf("overrides[%d].url", i), "", wantLink)
		}
		last = o.On
	}
}

func isUID(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return s != "" && len(s) <= maxUID
}

var (
	webSchemes  = []string{"https://", "http://"}
	linkSchemes = []string{"https://", "http://", "mailto:", "tel:"}
)

const (
	wantWeb   = "an address with https:// or http://"
	wantLink  = "an address with https://, http://, mailto: or tel:"
	wantPoint = "-90 to 90 degrees north and -180 to 180 east"
)

// isLink reports whether s is empty or goes on after one of the schemes. Other
// schemes could make a reader run something.
func isLink(s string, schemes []string) bool {
	for _, scheme := range schemes {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return s == ""
}

// isValid reports whether g is nil or a point; NaN is none.
func (g *Geo) isValid() bool {
	return g == nil || (g.Lat >= -90 && g.Lat <= 90 && g.Lng >= -180 && g.Lng <= 180)
}
