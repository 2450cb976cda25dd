package finder

import (
	"bytes"
	"cmp"
	"net/http"
	"strings"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// calendarSuffix follows the address of an offering or an organization in that
// of its calendar.
const calendarSuffix = ".ics"

// besidePath returns the path of what is beside a page, such as its calendar.
// Where that is the path of the page of another record, whose ID ends like
// this, it is below the page: see below.
func besidePath(page, suffix string, taken bool) string {
	if taken {
		return page + "/" + below + suffix
	}
	return page + suffix
}

// below is the name that comes before the suffix in the other path of what is
// beside a page.
const below = "beside"

// calendarOf returns the ID in the address of a calendar.
func calendarOf(name string) (id string, ok bool) {
	return strings.CutSuffix(name, calendarSuffix)
}

// A calendarView is where the calendar of a page is. "" is that there is none.
type calendarView struct {
	URL, Discreet string
	// Subscribe opens the program that keeps people's calendars, which then
	// follows ours. It is "" where the site does not know its own address.
	Subscribe link
}

// calendar returns the addresses of the calendar at a path. The demo has none:
// its dates must not get into anybody's calendar.
func (v *visit) calendar(path string) calendarView {
	if v.demo {
		return calendarView{}
	}
	return calendarView{URL: path, Discreet: path + "?title=discreet"}
}

// subscribe adds the link to subscribe to a calendar. That needs the address
// of the site, which is never taken from what a request says: whoever could
// make it up would have people subscribe elsewhere.
func (s *server) subscribe(c calendarView) calendarView {
	if _, host, ok := strings.Cut(s.Address, "://"); ok && c.URL != "" {
		c.Subscribe = link("webcal://" + strings.TrimSuffix(host, "/") + s.where(c.URL))
	}
	return c
}

// offeringCalendar answers with the calendar of an offering.
func (s *server) offeringCalendar(w http.ResponseWriter, v *visit, id string) error {
	l, ok := v.Snapshot.Listing(id)
	if !ok {
		return errNotFound
	}
	return s.writeCalendar(w, v, l.Name, l.ID)
}

// organizationCalendar answers with the calendar of all that an organization
// offers.
func (s *server) organizationCalendar(w http.ResponseWriter, v *visit, id string) error {
	o, ok := v.Snapshot.Organization(id)
	if !ok {
		return errNotFound
	}
	return s.writeCalendar(w, v, o.Name, v.contents().by[o.ID]...)
}

// onlineCalendar answers with the calendar of all that is online or by
// telephone.
func (s *server) onlineCalendar(w http.ResponseWriter, v *visit) error {
	var ids []string
	for l := range v.Snapshot.Listings("") {
		if l.Mode != program.ModeInPerson {
			ids = append(ids, l.ID)
		}
	}
	return s.writeCalendar(w, v, v.book.say("online.heading"), ids...)
}

func (s *server) writeCalendar(w http.ResponseWriter, v *visit, name string, offerings ...string) error {
	if v.demo {
		return errDemoCalendar
	}
	c := s.calendarFor(v, offerings)
	c.Name = name
	c.Discreet = v.URL.Query().Get("title") == "discreet"
	var text bytes.Buffer
	if err := ical.Write(&text, c); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Disposition", `inline; filename="calendar.ics"`)
	h.Set("X-Robots-Tag", "noindex")
	return serveFeed(w, v.Request, ical.ContentType, changed(v, c), text.Bytes())
}

// calendarFor returns the calendar of some offerings. Where the site knows its
// own address, each entry says where to look before going, since calendars that
// people subscribe to lag behind.
func (s *server) calendarFor(v *visit, offerings []string) ical.Calendar {
	c := ical.Calendar{Through: s.throughOf(v.now)}
	for _, id := range offerings {
		one := v.Snapshot.Calendar(c.Through, id)
		for i := range one.Events {
			if s.Address != "" {
				one.Events[i].Check = s.address(v, offeringPath(id))
			}
		}
		c.Language = cmp.Or(c.Language, one.Language)
		c.Events = append(c.Events, one.Events...)
	}
	return c
}

// changed returns when a calendar last became another one: when one of its
// events or the records changed, or when the last day moved to the next year.
func changed(v *visit, c ical.Calendar) time.Time {
	at := time.Date(v.now.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	if v.AsOf.After(at) {
		at = v.AsOf
	}
	for i := range c.Events {
		if e := &c.Events[i]; e.Modified.After(at) {
			at = e.Modified
		}
	}
	return at
}

// endOfNextYear returns the day through which calendars are written, one that
// seldom changes.
func endOfNextYear(now time.Time) schedule.Date {
	d, err := schedule.NewDate(now.Year()+1, time.December, 31)
	if err != nil {
		return schedule.MustDate("2200-12-31")
	}
	return d
}
