package admin

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"strconv"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule/ical"
)

// seatDays is how far ahead a private calendar is complete.
const seatDays = 400

// A seatsView is the list of those who lead, each with a private calendar or not.
// There is none unless the directory was opened with its private records.
type seatsView []seatView

type seatView struct {
	ID, Name, URL string
	Has           bool // there is a link that opens the calendar
	Revision      string
}

// leaders returns the facilitators of the organizations that the token is for.
func (v *visit) leaders() (list []directory.Facilitator) {
	for _, f := range allOf[directory.Facilitator](v.dir) {
		if v.who.covers(f.Organization) {
			list = append(list, f)
		}
	}
	return list
}

func (a *Admin) seats(w http.ResponseWriter, v *visit) error {
	var view seatsView
	for _, f := range v.leaders() {
		_, at, _ := v.dir.Get(f.Key())
		view = append(view, seatView{f.ID, f.Name, address("seats", f.ID), f.Calendar != "", strconv.FormatInt(int64(at), 10)})
	}
	return a.render(w, v, http.StatusOK, "seats", view)
}

// changeSeats makes the link of a private calendar, in place of any before, or
// takes it away.
func (a *Admin) changeSeats(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	at, err := v.revision()
	if err != nil {
		return err
	}
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindFacilitator, ID: v.PathValue("person")})
	f, ok := e.(directory.Facilitator)
	if !ok || !v.who.covers(f.Organization) {
		return errNotFound
	}
	text := ""
	switch v.PostForm.Get("do") {
	case "link":
		if text, f.Calendar, err = people.NewCalendarToken(rand.Reader); err != nil {
			return err
		}
	case "revoke":
		f.Calendar = ""
	default:
		return errRequest
	}
	if _, err := v.commit("calendar", directory.Change{Put: f, If: at}); err != nil {
		return err
	}
	if text == "" {
		return goTo(w, v, "/admin/seats")
	}
	return a.render(w, v, http.StatusOK, "seatlink", a.site(v)+address("seats", f.ID, text))
}

// seatCalendar answers with the seats that somebody has, to whoever has the link.
func (a *Admin) seatCalendar(w http.ResponseWriter, v *visit) error {
	network := a.Limit.Client(v.Request)
	if a.tries.blocked(network, v.now) {
		return errTooMany
	}
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindFacilitator, ID: v.PathValue("person")})
	f, _ := e.(directory.Facilitator)
	if !f.OpensCalendar(v.PathValue("token")) {
		a.tries.failed(network, v.now)
		return errNotFound
	}
	calendar := ical.Calendar{Through: v.today(f.Organization).AddDays(seatDays)}
	for _, r := range allOf[directory.Roster](v.dir) {
		calendar.Events = append(calendar.Events, v.snap.SeatCalendar(r, f.ID, calendar.Through).Events...)
	}
	var body bytes.Buffer
	if err := ical.Write(&body, calendar); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, _ = body.WriteTo(w) // a client that has gone needs no answer
	return nil
}
