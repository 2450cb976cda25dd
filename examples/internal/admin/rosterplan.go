package admin

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A planView is a proposal of who leads in a month, with its reasons.
type planView struct {
	Name, Month, URL string
	Back             linkView
	Revision         int64
	Plan             string // what the proposal is known by
	Changes          int
	Proved, Stopped  bool
	Free             []string
	Dates            []planDateView
	Loads            []loadView
}

// A planDateView is one meeting of a proposal.
type planDateView struct {
	Day, Group string
	Seats      []planSeatView
}

// A planSeatView is one seat, who has it now and who would.
type planSeatView struct {
	Label, Before, After string // "" for nobody
	New                  bool
	Others               string   // who else could
	Why                  []string // why nobody can
}

// A loadView is how much somebody leads in the month.
type loadView struct {
	Name               string
	Now, Before, Could int
}

// planSteps bounds the search for a better plan: some tenths of a second for
// the meetings of a month.
const planSteps = 200

// planned makes a plan for the month of the address, at the first roster.
func (v *visit) planned() (d *rosterDesk, r roster.Roster, err error) {
	o, err := v.rostered()
	if err != nil {
		return nil, r, err
	}
	month, err := v.month(o.ID)
	if err != nil {
		return nil, r, err
	}
	rosters := v.rosters(o.ID)
	if d, err = v.desk(rosters, rosters[0], month); err != nil {
		return nil, r, err
	}
	r, err = d.Desk.Plan(v.Context(), roster.Options{Steps: planSteps})
	return d, r, err
}

func planPath(organization string) string {
	return address("organizations", organization, "roster", "plan")
}

// plan shows who could lead in a month, before anything is saved.
func (a *Admin) plan(w http.ResponseWriter, v *visit) error {
	d, r, err := v.planned()
	if err != nil {
		return err
	}
	o, _ := v.snap.Organization(d.record.Organization)
	view := planView{
		Name: o.Name, Month: v.monthName(d.month), URL: planPath(o.ID) + "?month=" + monthText(d.month),
		Back: v.monthLink(o.ID, d.month), Revision: int64(d.at), Plan: nameOfPlan(r),
		Proved: r.Proved, Stopped: r.Stopped, Free: v.freeNames(d), Dates: v.planDates(d, r),
	}
	for _, d := range view.Dates {
		for _, s := range d.Seats {
			if s.New || s.Before != "" && s.After == "" {
				view.Changes++
			}
		}
	}
	name := v.namesOfLeaders()
	for _, l := range r.Loads {
		view.Loads = append(view.Loads, loadView{name(l.Person), l.Now, l.Before, l.Could})
	}
	return a.render(w, v, http.StatusOK, "plan", view)
}

// savePlan saves a proposal that the visitor has seen, if it is still the same.
func (a *Admin) savePlan(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	d, r, err := v.planned()
	if err != nil {
		return err
	}
	if err := v.current(d); err != nil {
		return err
	}
	if v.PostForm.Get("plan") != nameOfPlan(r) {
		return errConflict
	}
	if _, err := d.Publish(r, v.now); err != nil {
		return err
	}
	if err := v.keepBook(d, "plan"); err != nil {
		return err
	}
	return goTo(w, v, v.monthLink(d.record.Organization, d.month).URL)
}

// nameOfPlan returns a text by which a plan is known again.
func nameOfPlan(r roster.Roster) string {
	h := sha256.New()
	for _, a := range r.Seats {
		fmt.Fprintf(h, "%s %s\n", a.SeatID, a.Person)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// planDates returns the meetings of a plan that are still to come.
func (v *visit) planDates(d *rosterDesk, r roster.Roster) (list []planDateView) {
	given, empty := map[roster.SeatID]roster.Assignment{}, map[roster.SeatID]roster.Empty{}
	for _, a := range r.Seats {
		given[a.SeatID] = a
	}
	for _, e := range r.Empty {
		empty[e.SeatID] = e
	}
	meetings := slices.Clone(d.req.Meetings)
	slices.SortStableFunc(meetings, func(a, b roster.Meeting) int { return a.Start.Compare(b.Start) })
	for _, m := range meetings {
		if m.Start.Before(v.now) || m.Inactive || m.Status == schedule.Cancelled || m.Status == schedule.Skipped {
			continue
		}
		view := planDateView{Day: texts.Day(schedule.DateOf(m.Start), v.book.tag), Group: d.names[m.Key]}
		for _, s := range m.Seats {
			id := m.ID(s)
			view.Seats = append(view.Seats, v.planSeat(d, id, seatLabel(s.Name, len(m.Seats)), given[id], empty[id]))
		}
		list = append(list, view)
	}
	return list
}

// planSeat returns one seat of a plan.
func (v *visit) planSeat(d *rosterDesk, id roster.SeatID, label string, a roster.Assignment, e roster.Empty) planSeatView {
	name := v.namesOfLeaders()
	view := planSeatView{Label: label}
	h, held := d.holder(id)
	if held {
		view.Before = name(h.Person)
	}
	if a.Person != "" {
		var others []string
		for _, other := range a.Others {
			others = append(others, name(other.Person))
		}
		view.After, view.New, view.Others = name(a.Person), !held || h.Person != a.Person, strings.Join(others, ", ")
		return view
	}
	for _, b := range e.Blocked {
		view.Why = append(view.Why, name(b.Person)+": "+v.book.name("rule", b.Rule.String()))
	}
	if g := e.Group; g != nil {
		var people []string
		for _, room := range g.People {
			people = append(people, v.book.say("roster.left", name(room.Person), room.Left))
		}
		view.Why = append(view.Why, v.book.say("roster.group.short", len(g.Seats), strings.Join(people, ", ")))
	}
	return view
}
