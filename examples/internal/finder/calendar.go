package finder

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// calendarSuffix follows the address of an offering or an organization in that
// of its calendar.
const calendarSuffix = ".ics"

// calendarOf returns the ID in the address of a calendar.
func calendarOf(name string) (id string, ok bool) {
	return strings.CutSuffix(name, calendarSuffix)
}

// A calendarView is where the calendar of a page is. "" is that there is none.
type calendarView struct{ URL, Discreet string }

// calendar returns the addresses of the calendar at a path. The demo has none:
// its dates must not get into anybody's calendar.
func (v *visit) calendar(path string) calendarView {
	if v.demo {
		return calendarView{}
	}
	return calendarView{path + calendarSuffix, path + calendarSuffix + "?title=discreet"}
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
	var ids []string
	for l := range v.Snapshot.Listings(o.ID) {
		ids = append(ids, l.ID)
	}
	return s.writeCalendar(w, v, o.Name, ids...)
}

func (s *server) writeCalendar(w http.ResponseWriter, v *visit, name string, offerings ...string) error {
	if v.demo {
		return errDemoCalendar
	}
	c := v.Snapshot.Calendar(endOfNextYear(v.now), offerings...)
	c.Name = name
	c.Discreet = v.URL.Query().Get("title") == "discreet"
	var text bytes.Buffer
	if err := ical.Write(&text, c); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `inline; filename="calendar.ics"`)
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("ETag", etag(text.Bytes()))
	http.ServeContent(w, v.Request, "", time.Time{}, bytes.NewReader(text.Bytes()))
	return nil
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
