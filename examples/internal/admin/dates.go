package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// What the page of single dates shows.
const (
	datesShown = 8
	datesAhead = 180 // days
)

// A datesView is the page on which single dates of an offering are changed.
type datesView struct {
	ID, Name, URL string
	Record        string // address of the whole record, "" for who may only cancel
	Texts         string
	Dates         []dateView
	Full          bool // more than cancelling
	Reasons       []optionView
	Modes         []optionView
	Today         string
	Done          int64 // revision of what was just done, to be undone; 0 is nothing
}

// A dateView is one date.
type dateView struct {
	Key, Text string
	Off       bool // it does not take place
	Changed   bool // and can be put back as planned
	Clock     string
}

func (a *Admin) dates(w http.ResponseWriter, v *visit) error {
	o, err := v.cancellable(v.PathValue("id"))
	if err != nil {
		return err
	}
	return a.showDates(w, v, o)
}

// cancellable returns an offering, if the token may cancel its dates.
func (v *visit) cancellable(id string) (directory.Offering, error) {
	o, ok := offeringOf(v.dir, id)
	if !ok || !v.who.mayCancel(o) {
		if v.who.Offering != "" || ok && !v.who.maySee(o) {
			return o, errForbidden
		}
		if ok {
			return o, errForbidden
		}
		return o, errNotFound
	}
	return o, nil
}

func (a *Admin) showDates(w http.ResponseWriter, v *visit, o directory.Offering) error {
	view := datesView{
		Name: v.offeringName(o), URL: address("dates", o.ID), Full: v.who.may(Editor),
		Today: v.today(o.Organization).String(), ID: o.ID,
	}
	if view.Full {
		view.Record, view.Texts = addressOf(o.Key()), address("texts", directory.KindOffering, o.ID)
		view.Done, _ = strconv.ParseInt(v.URL.Query().Get("done"), 10, 64)
		for _, m := range modes {
			view.Modes = append(view.Modes, optionView{string(m), v.book.say("date.mode." + string(m)), m == ""})
		}
	}
	for _, r := range reasons {
		view.Reasons = append(view.Reasons, optionView{r, v.book.say("reason." + r), r == ""})
	}
	l, _ := v.snap.Listing(o.ID)
	for _, m := range v.meetings(o, datesShown) {
		view.Dates = append(view.Dates, v.dateView(o, l, m))
	}
	return a.render(w, v, http.StatusOK, "dates", view)
}

// meetings returns the next dates of an offering, today's among them.
func (v *visit) meetings(o directory.Offering, most int) (list []directory.Meeting) {
	today := v.today(o.Organization)
	for m := range v.snap.Timetable(o.ID).All(today, today.AddDays(datesAhead)) {
		if list = append(list, m); len(list) == most {
			break
		}
	}
	return list
}

func (v *visit) dateView(o directory.Offering, l directory.Listing, m directory.Meeting) dateView {
	view := dateView{
		Key: m.Key().String(), Text: texts.Meeting(v.snap, l, m, v.book.tag),
		Off: m.Status == schedule.Cancelled || m.Status == schedule.Skipped,
	}
	if !m.Clock.IsZero() {
		view.Clock = m.Clock.String()[:5]
	}
	for _, s := range o.Series {
		x := slices.IndexFunc(s.Exceptions, func(x schedule.Exception) bool { return x.On == m.Original })
		if s.ID == m.Series && x >= 0 {
			view.Changed = v.who.may(Editor) || s.Exceptions[x].Kind == schedule.Cancel
		}
	}
	if v.who.may(Editor) {
		view.Changed = view.Changed || slices.ContainsFunc(o.Overrides, func(x directory.Override) bool {
			return x.Series == m.Series && x.On == m.Original
		})
	}
	return view
}

// changeDate changes one date of an offering.
func (a *Admin) changeDate(w http.ResponseWriter, v *visit) error {
	if _, err := v.cancellable(v.PathValue("id")); err != nil {
		return err
	}
	if err := v.form(); err != nil {
		return err
	}
	c, err := v.dateChange()
	if err != nil {
		return err
	}
	_, head, err := v.change(v.PathValue("id"), c, directory.AnyRevision)
	if err != nil {
		return err
	}
	return goTo(w, v, address("dates", v.PathValue("id"))+"?done="+strconv.FormatInt(int64(head.Revision), 10))
}

// dateChange reads the form.
func (v *visit) dateChange() (c DateChange, err error) {
	text := func(name string) string { return strings.TrimSpace(v.PostForm.Get(name)) }
	c = DateChange{
		Do: v.PostForm.Get("do"), Room: text("room"), Mode: program.Mode(v.PostForm.Get("mode")), Note: text("note"), Reason: text("reason"),
	}
	if day := text("day"); day != "" {
		c.Day, err = schedule.ParseDate(day)
	}
	if clock := text("time"); clock != "" && err == nil {
		c.Time, err = schedule.ParseClock(clock)
	}
	if series, on, ok := strings.Cut(v.PostForm.Get("date"), "/"); ok && err == nil {
		c.On.Series = series
		c.On.Date, err = schedule.ParseDate(on)
	}
	if err != nil {
		return c, errRequest
	}
	return c, nil
}
