package admin

import (
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A leadDateView is the page on which it is changed who leads one meeting.
type leadDateView struct {
	Lead     leadView
	Back     linkView
	URL      string
	Revision int64
	Free     []string // programs for which no certificate is asked
	Problem  string
	Anyway   *anywayView // what can be done against a rule; nil for nothing
	Seats    []seatFormView
}

// An anywayView is a seat, somebody, and the rules that keep them off it.
type anywayView struct {
	Seat, Person, Name string
	Rules              []optionView
}

// A seatFormView is one seat and what can be done with it.
type seatFormView struct {
	Seat, Label         string
	Holder, Name, State string // of who has it
	Open                bool   // somebody can be given it
	Can, Cannot         []optionView
	Swaps               []optionView
}

// A leadDate is a meeting, its desk, and the page it is changed on.
type leadDate struct {
	organization directory.Organization
	offering     directory.Offering
	meeting      directory.Meeting
	key          schedule.Key // of its seats
	desk         *rosterDesk
}

func (a *Admin) leadDate(w http.ResponseWriter, v *visit) error {
	d, err := v.leadDate()
	if err != nil {
		return err
	}
	return a.showLeadDate(w, v, http.StatusOK, d, nil, "")
}

// leadDate finds the meeting of the address.
func (v *visit) leadDate() (d leadDate, err error) {
	if d.organization, err = v.rostered(); err != nil {
		return d, err
	}
	on, err := schedule.ParseDate(v.PathValue("date"))
	if err != nil {
		return d, errNotFound
	}
	d.key = schedule.Key{Series: v.PathValue("series"), Date: on}
	for _, o := range offeringsOf(v.dir) {
		if o.Organization != d.organization.ID {
			continue
		}
		for _, t := range v.snap.Timetable(o.ID).Series() {
			x, ok := t.Find(on)
			if !ok || directory.SeatKey(o.ID, schedule.Key{Series: t.Series().ID, Date: on}) != d.key {
				continue
			}
			for m := range v.snap.Timetable(o.ID).All(x.Date, x.Date.AddDays(1)) {
				if m.Key() == x.Key() {
					d.offering, d.meeting = o, m
				}
			}
			rosters := v.rosters(o.Organization)
			d.desk, err = v.desk(rosters, rosterFor(rosters, d.key.Series), monthOf(x.Date))
			return d, err
		}
	}
	return d, errNotFound
}

func leadDatePath(organization string, k schedule.Key) string {
	return address("organizations", organization, "roster", k.Series, k.Date.String())
}

func (a *Admin) showLeadDate(w http.ResponseWriter, v *visit, status int, d leadDate, anyway *anywayView, problem string) error {
	view := leadDateView{
		Lead: v.lead(d.offering, d.meeting, nil), URL: leadDatePath(d.organization.ID, d.key), Revision: int64(d.desk.at),
		Back: v.monthLink(d.organization.ID, d.desk.month), Anyway: anyway, Problem: problem,
	}
	m, ok := d.desk.meeting(d.key)
	if !ok {
		return errNotFound
	}
	if m.Program == "" && d.offering.Program != "" {
		view.Free = v.freeNames(d.desk)
	}
	if view.Lead.Off || m.Start.Before(v.now) {
		view.Lead.Off = true
		return a.render(w, v, status, "leaddate", view)
	}
	for _, s := range m.Seats {
		view.Seats = append(view.Seats, v.seatForm(d, m, s.Name))
	}
	return a.render(w, v, status, "leaddate", view)
}

// seatForm returns what can be done with one seat.
func (v *visit) seatForm(d leadDate, m roster.Meeting, seat string) seatFormView {
	name := v.namesOfLeaders()
	id := roster.SeatID{Key: d.key, Seat: seat}
	view := seatFormView{Seat: seat, Label: seatLabel(seat, len(m.Seats))}
	h, held := d.desk.holder(id)
	if held {
		view.Holder, view.Name, view.State = h.Person, name(h.Person), v.book.say("seat."+string(h.State))
		view.Swaps = v.swaps(d, id, h.Person)
	}
	if view.Open = !held || h.Person == "" || h.State == roster.Leaving; view.Open {
		view.Can, view.Cannot = v.candidates(d, id, h.Person)
	}
	return view
}

// candidates returns who can have a seat, and who cannot, with the rule.
func (v *visit) candidates(d leadDate, seat roster.SeatID, holder string) (can, cannot []optionView) {
	name := v.namesOfLeaders()
	list, err := d.desk.Candidates(seat, roster.CandidateOptions{})
	if err != nil {
		return nil, nil
	}
	for _, c := range list {
		text := name(c.Person)
		if c.IfNeeded {
			text = v.book.say("roster.ifneeded", text)
		}
		can = append(can, optionView{Value: c.Person, Text: text})
	}
	trial, err := roster.Open(d.desk.req)
	if err != nil {
		return can, nil
	}
	for _, p := range v.team(d.organization.ID) {
		if p.ID == holder || slices.ContainsFunc(can, func(o optionView) bool { return o.Value == p.ID }) {
			continue
		}
		if _, err := trial.Assign(seat, p.ID, v.now); err != nil {
			cannot = append(cannot, optionView{Value: p.ID, Text: name(p.ID) + ": " + v.ruleOf(err)})
		}
	}
	return can, cannot
}

// ruleOf says which rule an error is about.
func (v *visit) ruleOf(err error) string {
	if e, ok := errors.AsType[*roster.RuleError](err); ok {
		return v.book.name("rule", e.Rule.String())
	}
	return ""
}

// swaps are the seats of others in the month that somebody could take in
// exchange.
func (v *visit) swaps(d leadDate, seat roster.SeatID, holder string) (list []optionView) {
	name := v.namesOfLeaders()
	for _, h := range d.desk.Book().Holds {
		m, ok := d.desk.meeting(h.Key)
		if !ok || !holds(h) || h.Person == holder || h.Person == "" || h.Key == seat.Key || m.Start.Before(v.now) || m.Status == schedule.Cancelled || m.Status == schedule.Skipped {
			continue
		}
		list = append(list, optionView{Value: h.SeatID.String(), Text: v.book.say("roster.swap.option",
			name(h.Person), texts.Day(schedule.DateOf(m.Start), v.book.tag), d.desk.names[h.Key])})
	}
	return list
}

// changeLead changes who leads one meeting.
func (a *Admin) changeLead(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	d, err := v.leadDate()
	if err != nil {
		return err
	}
	if err := v.current(d.desk); err != nil {
		return err
	}
	anyway := &anywayView{Seat: v.PostForm.Get("seat"), Person: v.PostForm.Get("person")}
	err = v.atDesk(d, roster.SeatID{Key: d.key, Seat: anyway.Seat}, anyway.Person)
	if e, ok := errors.AsType[*roster.RuleError](err); ok {
		if v.PostForm.Get("do") == "swap" {
			anyway = nil
		} else {
			v.against(anyway, e.Rule)
		}
		problem := v.book.say("roster.rule", v.namesOfLeaders()(e.Person), v.ruleOf(e))
		return a.showLeadDate(w, v, http.StatusUnprocessableEntity, d, anyway, problem)
	}
	switch {
	case errors.Is(err, roster.ErrPast):
		return a.showLeadDate(w, v, http.StatusUnprocessableEntity, d, nil, v.book.say("roster.past"))
	case errors.Is(err, roster.ErrNoSeat), errors.Is(err, roster.ErrNoPerson), errors.Is(err, roster.ErrNoSwap):
		return errRequest
	case err != nil:
		return err
	}
	if err := v.keepBook(d.desk, "roster"); err != nil {
		return err
	}
	return goTo(w, v, leadDatePath(d.organization.ID, d.key))
}

// against adds the rules that are in the way of giving somebody a seat.
func (v *visit) against(view *anywayView, rule roster.Rule) {
	view.Name = v.namesOfLeaders()(view.Person)
	for _, text := range append(v.PostForm["rule"], rule.String()) {
		view.Rules = append(view.Rules, optionView{Value: text, Text: v.book.name("rule", text)})
	}
	if rule == roster.RuleOneSeat {
		view.Rules = nil // nobody can be in two seats
	}
}

// atDesk does what the form says.
func (v *visit) atDesk(d leadDate, seat roster.SeatID, person string) (err error) {
	switch v.PostForm.Get("do") {
	case "give":
		_, err = d.desk.Assign(seat, person, v.now)
	case "anyway":
		return v.overrule(d, seat, person)
	case "confirm":
		_, err = d.desk.Confirm(seat, person, v.now)
	case "leave":
		_, err = d.desk.Leave(seat, person, v.now)
	case "decline":
		_, err = d.desk.Decline(seat, person, v.now)
	case "swap":
		return v.swap(d, seat, person)
	default:
		return errRequest
	}
	return err
}

// overrule gives a seat to somebody against rules that the visitor was shown.
func (v *visit) overrule(d leadDate, seat roster.SeatID, person string) error {
	var list []roster.Override
	for _, text := range v.PostForm["rule"] {
		o := roster.Override{SeatID: seat, Person: person, Code: overrideCode, Role: string(v.who.Role), At: v.now}
		if o.Rule.UnmarshalText([]byte(text)) != nil {
			return errRequest
		}
		list = append(list, o)
	}
	_, err := d.desk.Override(list...)
	if _, ok := errors.AsType[*roster.FieldError](err); ok || len(list) == 0 {
		return errRequest
	}
	return err
}

// overrideCode is the reason that an override gives: somebody was asked.
const overrideCode = "by hand"

// swap exchanges two seats, about which both have agreed.
func (v *visit) swap(d leadDate, seat roster.SeatID, person string) error {
	i := slices.IndexFunc(d.desk.Book().Holds, func(h roster.Hold) bool {
		return holds(h) && h.SeatID.String() == v.PostForm.Get("take")
	})
	if i < 0 {
		return errRequest
	}
	other := d.desk.Book().Holds[i]
	_, err := d.desk.Offer(roster.Swap{
		ID: strings.ToLower(rand.Text()[:12]), Give: seat, Take: other.SeatID, From: person, To: other.Person,
		FromAccepted: true, ToAccepted: true, At: v.now,
	})
	return err
}
