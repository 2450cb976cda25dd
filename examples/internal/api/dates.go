package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// readFields reads a body that has the fields of a struct of ours, each of them a
// text or true, and no other.
func readFields[T any](body []byte, accepted string) (v T, err error) {
	if _, err := readJSON(body); err != nil {
		return v, err
	}
	in := json.NewDecoder(bytes.NewReader(body))
	in.DisallowUnknownFields()
	if err := in.Decode(&v); err == nil || errors.Is(err, io.EOF) {
		return v, nil
	} else if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return v, invalid(e.Field, "of another kind of JSON than the field has")
	}
	p := *errInvalid
	p.Accepted, p.Errors = accepted, []wrong{{nil, "", "a field that is not known, want some of: " + accepted}}
	return v, &p
}

// A dateBody is what to do with one date.
type dateBody struct {
	Do     string       `json:"do"`
	Series string       `json:"series"`
	On     string       `json:"on"`
	Day    string       `json:"day"`
	Time   string       `json:"time"`
	Room   string       `json:"room"`
	Mode   program.Mode `json:"mode"`
	Note   string       `json:"note"`
	Reason string       `json:"reason"`
}

const dateFields = "do, series, on, day, time, room, mode, note, reason"

// changeDate cancels, moves or adds one date of an offering, or puts it back.
func (s *server) changeDate(c *change) (admin.Receipt, error) {
	c.about = directory.Key{Kind: directory.KindOffering, ID: c.PathValue("id")}
	o, at, err := c.by.Changeable(c.about.ID)
	if want, given := conditionOf(c.Header); err != nil {
		return admin.Receipt{}, err
	} else if !given || want.absent {
		at = directory.AnyRevision
	} else if err := want.check(o); err != nil {
		return admin.Receipt{}, err
	}
	b, err := readFields[dateBody](c.body, dateFields)
	if err != nil {
		return admin.Receipt{}, err
	}
	d := admin.DateChange{
		Do: b.Do, On: schedule.Key{Series: b.Series}, Room: strings.TrimSpace(b.Room), Mode: b.Mode,
		Note: strings.TrimSpace(b.Note), Reason: strings.TrimSpace(b.Reason),
	}
	if d.On.Date, err = dayOf("on", b.On); err != nil {
		return admin.Receipt{}, err
	}
	if d.Day, err = dayOf("day", b.Day); err != nil {
		return admin.Receipt{}, err
	}
	if b.Time != "" {
		if d.Time, err = schedule.ParseClock(b.Time); err != nil {
			return admin.Receipt{}, invalid("time", "want a time of day from 00:00 to 23:59")
		}
	}
	return c.by.ChangeDate(c.about.ID, d, at)
}

// dayOf reads a day, or none.
func dayOf(field, text string) (schedule.Date, error) {
	if text == "" {
		return schedule.Date{}, nil
	}
	d, err := schedule.ParseDate(text)
	if err != nil {
		return d, invalid(field, "want a date from 1900-01-01 to 2200-12-31")
	}
	return d, nil
}

// verify takes the word of whoever calls that an offering is as it stands.
func (s *server) verify(c *change) (admin.Receipt, error) {
	c.about = directory.Key{Kind: directory.KindOffering, ID: c.PathValue("id")}
	_, at, err := c.matched()
	if err != nil {
		return admin.Receipt{}, err
	}
	return c.by.Verify(c.about.ID, at)
}

// A closedView is a closure that is not over, with all that it closes.
type closedView struct {
	ID          string        `json:"id"`
	First       schedule.Date `json:"first"`
	Last        schedule.Date `json:"last,omitzero"` // none is until further notice
	Reason      string        `json:"reason,omitzero"`
	Unconfirmed bool          `json:"unconfirmed,omitzero"`
	Records     []recordRef   `json:"records"`
}

// A closuresAnswer is all closures that are not over.
type closuresAnswer struct {
	Closures []closedView `json:"closures"`
}

// closures answers with what is closed, of what a token may change.
func (s *server) closures(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	answer := closuresAnswer{[]closedView{}}
	for _, x := range c.by.Closures() {
		view := closedView{x.ID, x.Closure.First, x.Closure.Last, x.Closure.Reason, x.Closure.Unconfirmed, nil}
		for _, k := range x.Records {
			view.Records = append(view.Records, refOf(k))
		}
		answer.Closures = append(answer.Closures, view)
	}
	return c.private(w, answer)
}

// A closureBody is what to close, and when.
type closureBody struct {
	What        string `json:"what"`
	ID          string `json:"id"`
	First       string `json:"first"`
	Last        string `json:"last"`
	Reason      string `json:"reason"`
	Unconfirmed bool   `json:"unconfirmed"`
}

const closureFields = "what, id, first, last, reason, unconfirmed"

// closeDown closes organizations or venues for some days.
func (s *server) closeDown(c *change) (admin.Receipt, error) {
	b, err := readFields[closureBody](c.body, closureFields)
	if err != nil {
		return admin.Receipt{}, err
	}
	closure := schedule.Closure{Reason: strings.TrimSpace(b.Reason), Unconfirmed: b.Unconfirmed}
	if closure.First, err = dayOf("first", b.First); err != nil {
		return admin.Receipt{}, err
	}
	if closure.Last, err = dayOf("last", b.Last); err != nil {
		return admin.Receipt{}, err
	}
	return c.by.CloseDown(b.What, b.ID, closure)
}

// lift opens again what a closure closes.
func (s *server) lift(c *change) (admin.Receipt, error) { return c.by.Lift(c.PathValue("id")) }
