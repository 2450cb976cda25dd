package admin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A rosterView is the sheet of who leads which meeting of an organization in a
// month, to be printed.
type rosterView struct {
	Name, Record  string
	Month         string // in words
	Before, After linkView
	Dates         []leadView
	Open          int    // seats that nobody has
	Plan, Away    string // addresses, "" for who may not change anything
	MonthText     string
	History       string // "" where there is no roster yet
}

// A leadView is one date.
type leadView struct {
	Day, Hours, Group, Place string
	Notes                    []string // what is not as usual
	Off                      bool     // it does not take place, so that nobody has to come
	Seats                    []leaderView
	Change                   string // address of the page that changes them, "" for none
	start                    int64
}

// A leaderView is a seat and who has it.
type leaderView struct {
	Seat   string
	Label  string // "" where there is only one
	Person string // "" for an open one
}

func (a *Admin) roster(w http.ResponseWriter, v *visit) error {
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: v.PathValue("id")})
	o, ok := e.(directory.Organization)
	switch {
	case !ok:
		return errNotFound
	case !v.who.maySee(o):
		return errForbidden
	case !v.hasRoster(o.ID):
		return errNotFound
	}
	first, err := v.month(o.ID)
	if err != nil {
		return err
	}
	next := monthOf(first.AddDays(31))
	view := rosterView{Name: o.Name, Record: addressOf(o.Key()), Month: v.monthName(first)}
	view.Before, view.After = v.monthLink(o.ID, monthOf(first.AddDays(-1))), v.monthLink(o.ID, next)
	view.Dates = v.leads(o.ID, first, next)
	if r := v.rosters(o.ID)[0]; v.privateHistory(r) {
		if _, _, ok := v.dir.Get(r.Key()); ok {
			view.History = "/admin/history?" + historyQuery(r.Key())
		}
	}
	if v.who.may(Editor) {
		view.Plan, view.Away, view.MonthText = planPath(o.ID), awayPath(o.ID), monthText(first)
	}
	for _, d := range view.Dates {
		for _, s := range d.Seats {
			if s.Person == "" {
				view.Open++
			}
		}
	}
	return a.render(w, v, http.StatusOK, "roster", view)
}

// hasRoster reports whether there is a sheet: rosters are switched on, and the
// organization has one, or people for it.
func (v *visit) hasRoster(organization string) bool {
	return isOn(v.dir, settingRosters) && (len(v.team(organization)) > 0 ||
		slices.ContainsFunc(allOf[directory.Roster](v.dir), func(r directory.Roster) bool { return r.Organization == organization }))
}

func rosterPath(organization string) string {
	return address("organizations", organization, "roster")
}

// month returns the first day of the month that is asked for, or of this one.
func (v *visit) month(organization string) (schedule.Date, error) {
	text := v.FormValue("month")
	if text == "" {
		return monthOf(v.today(organization)), nil
	}
	d, err := schedule.ParseDate(text + "-01")
	if err != nil || d.Year() < 1900 || d.Year() > 2200 {
		return d, errRequest
	}
	return d, nil
}

// monthOf returns the first day of the month of a day.
func monthOf(d schedule.Date) schedule.Date { return d.AddDays(1 - d.Day()) }

func (v *visit) monthName(d schedule.Date) string {
	return v.book.say("roster.month", strings.Fields(v.book.say("roster.months"))[d.Month()-1], d.Year())
}

func (v *visit) monthLink(organization string, d schedule.Date) linkView {
	return linkView{URL: rosterPath(organization) + "?month=" + monthText(d), Text: v.monthName(d)}
}

// monthText returns a month as addresses have it, such as "2026-12".
func monthText(d schedule.Date) string { return d.String()[:len("2026-12")] }

// leads returns the dates of an organization that begin on a day from first
// until the day before next, with those that do not take place.
func (v *visit) leads(organization string, first, next schedule.Date) (list []leadView) {
	held := v.duties(organization, first)
	for _, o := range offeringsOf(v.dir) {
		if o.Organization != organization {
			continue
		}
		needs := map[schedule.Key]roster.Meeting{}
		for _, m := range v.snap.RosterMeetings(o.ID, first, next) {
			needs[m.Key] = m
		}
		for m := range v.snap.Timetable(o.ID).All(first, next) {
			need := needs[directory.SeatKey(o.ID, m.Key())]
			if need.Inactive && !held.knows(need.Key) {
				continue // a group that ended need not be on a sheet
			}
			row := v.lead(o, m, held.seatsOf(need))
			if v.who.may(Editor) && !row.Off && v.now.Before(m.Start()) {
				row.Change = leadDatePath(organization, need.Key)
			}
			list = append(list, row)
		}
	}
	slices.SortStableFunc(list, func(a, b leadView) int { return int(a.start - b.start) })
	return list
}

// lead returns one date. A date that was cancelled frees its seats; one that was
// moved keeps them.
func (v *visit) lead(o directory.Offering, m directory.Meeting, seats []leaderView) leadView {
	view := leadView{
		Day: texts.Day(m.Date, v.book.tag), Hours: texts.Hours(m.Occurrence, v.book.tag), Group: v.offeringName(o),
		Place: v.where(m), Notes: v.unusual(m), Seats: seats, start: m.Start().Unix(),
		Off: m.Status == schedule.Cancelled || m.Status == schedule.Skipped,
	}
	if view.Off {
		view.Seats = nil
	}
	return view
}

// unusual says what is not as usual on a date, and why.
func (v *visit) unusual(m directory.Meeting) (list []string) {
	switch {
	case m.Status == schedule.Cancelled, m.Status == schedule.Skipped:
		list = append(list, v.book.say("roster.cancelled"))
	case m.Status == schedule.Moved && m.Date != m.Original:
		list = append(list, v.book.say("roster.moved", texts.Day(m.Original, v.book.tag)))
	case m.Status == schedule.Moved:
		list = append(list, v.book.say("roster.time"))
	case m.Status == schedule.Added:
		list = append(list, v.book.say("roster.added"))
	case m.Status == schedule.Unconfirmed:
		list = append(list, v.book.say("roster.unconfirmed"))
	}
	switch {
	case m.Reason.Text != "":
		list = append(list, v.book.say("roster.reason", m.Reason.Text))
	case m.Reason.Holiday != "":
		list = append(list, v.book.say("roster.holiday", m.Reason.Holiday))
	}
	if note := m.Note.In(v.book.tag); note != "" {
		list = append(list, note)
	}
	return list
}

// where says at which place a date is, and how people meet where that is not in
// person. Of a confidential place it says the city.
func (v *visit) where(m directory.Meeting) string {
	var parts []string
	if p, ok := v.snap.Place(m.Venue); ok && p.Name == "" {
		parts = append(parts, v.book.say("confidential.line", p.Address.City))
	} else if ok {
		parts = append(parts, p.Name, cmpText(m.Room, p.Room))
	}
	if m.Mode != "" && m.Mode != program.ModeInPerson {
		parts = append(parts, v.book.name("mode", string(m.Mode)))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
