package admin

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

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
	o, err := v.cancellable()
	if err != nil {
		return err
	}
	return a.showDates(w, v, o)
}

// cancellable returns the offering of the address, if the token may cancel its
// dates.
func (v *visit) cancellable() (directory.Offering, error) {
	o, ok := offeringOf(v.dir, v.PathValue("id"))
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
		for _, m := range []program.Mode{"", program.ModeInPerson, program.ModeOnline, program.ModeTelephone, program.ModeHybrid} {
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

// reasons are those that a cancel link can give. None is about a person.
var reasons = []string{"", "weather", "closed", "room", "other"}

// tries is how often a change of a single date is made anew when somebody else
// changes the same offering in the same moment.
const tries = 3

// changeDate changes one date of an offering.
func (a *Admin) changeDate(w http.ResponseWriter, v *visit) error {
	if _, err := v.cancellable(); err != nil {
		return err
	}
	if err := v.form(); err != nil {
		return err
	}
	do := v.PostForm.Get("do")
	var head directory.Head
	var err error
	for range tries {
		e, at, _ := v.dir.Get(directory.Key{Kind: directory.KindOffering, ID: v.PathValue("id")})
		o, ok := e.(directory.Offering)
		if !ok {
			return errNotFound
		}
		if o, err = v.changed(o, do); err != nil {
			return err
		}
		o.Revised = v.revised(o.Revised)
		if head, err = v.commit(do, directory.Change{Put: o, If: at}); !errors.Is(err, directory.ErrConflict) {
			break
		}
	}
	if err != nil {
		return err
	}
	return goTo(w, v, address("dates", v.PathValue("id"))+"?done="+strconv.FormatInt(int64(head.Revision), 10))
}

// revised returns what calendars tell a new version by.
func (v *visit) revised(r directory.Revised) directory.Revised {
	return directory.Revised{Modified: v.now.UTC().Truncate(time.Second), Sequence: r.Sequence + 1}
}

// changed returns an offering with one date as the form says.
func (v *visit) changed(o directory.Offering, do string) (directory.Offering, error) {
	if do == "add" {
		return v.added(o)
	}
	id, text, _ := strings.Cut(v.PostForm.Get("date"), "/")
	on, err := schedule.ParseDate(text)
	i := slices.IndexFunc(o.Series, func(s schedule.Series) bool { return s.ID == id })
	if err != nil || i < 0 || !v.isDate(o, schedule.Key{Series: id, Date: on}) {
		return o, errRequest
	}
	if !v.who.may(Editor) && do != "cancel" && do != "restore" {
		return o, errForbidden
	}
	reason, err := v.reason(o)
	if err != nil {
		return o, err
	}
	switch do {
	case "cancel":
		return withException(o, i, schedule.Exception{On: on, Kind: schedule.Cancel, Reason: reason}), nil
	case "move":
		x := schedule.Exception{On: on, Kind: schedule.Reschedule, Reason: reason}
		if x.To, x.Start, err = v.dayAndTime(); err != nil {
			return o, err
		}
		return withException(o, i, x), nil
	case "place":
		return v.placed(o, schedule.Key{Series: id, Date: on})
	case "restore":
		return v.restored(o, i, on), nil
	}
	return o, errRequest
}

// isDate reports whether an offering has a date, or a change of one, that is
// near enough to be changed.
func (v *visit) isDate(o directory.Offering, k schedule.Key) bool {
	return slices.ContainsFunc(v.meetings(o, datesAhead), func(m directory.Meeting) bool { return m.Key() == k })
}

// reason returns what people are told: from a list for who may only cancel.
func (v *visit) reason(o directory.Offering) (string, error) {
	text := strings.TrimSpace(v.PostForm.Get("reason"))
	if v.who.may(Editor) {
		if len(text) > maxReason {
			return "", errRequest
		}
		return text, nil
	}
	if !slices.Contains(reasons, text) {
		return "", errRequest
	}
	if text == "" {
		return "", nil
	}
	return v.bookOfOrganization(o.Organization).say("reason." + text), nil
}

const maxReason = 200 // bytes

// bookOfOrganization returns the words of the language that an organization
// speaks.
func (v *visit) bookOfOrganization(id string) *wordbook {
	o, _ := v.snap.Organization(id)
	base, _, _ := strings.Cut(o.Language, "-")
	if b := bookFor(base); b != nil {
		return b
	}
	return books[0]
}

// dayAndTime reads the day and the time of a date, one of which may be missing.
func (v *visit) dayAndTime() (d schedule.Date, c schedule.Clock, err error) {
	if text := v.PostForm.Get("day"); text != "" {
		if d, err = schedule.ParseDate(text); err != nil {
			return d, c, errRequest
		}
	}
	if text := v.PostForm.Get("time"); text != "" {
		if c, err = schedule.ParseClock(text); err != nil {
			return d, c, errRequest
		}
	}
	if d.IsZero() && c.IsZero() {
		return d, c, errRequest
	}
	return d, c, nil
}
