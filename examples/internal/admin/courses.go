package admin

import (
	"net/http"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/schedule"
)

// A coursesView is the list of the courses of an organization.
type coursesView struct {
	Name  string
	New   string // address of the form for another, "" for who may not make one
	Items []courseItemView
}

// A courseItemView is one course in the list.
type courseItemView struct {
	Name, URL, State, First, Places string
	start                           int64
}

func coursesPath(organization string) string {
	return address("organizations", organization, "courses")
}

func coursePath(offering string) string { return address("courses", offering) }

// coursing returns the organization of the address, if the visitor may see its
// courses.
func (v *visit) coursing() (directory.Organization, error) {
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: v.PathValue("id")})
	o, ok := e.(directory.Organization)
	switch {
	case !ok:
		return o, errNotFound
	case !v.who.maySee(o):
		return o, errForbidden
	}
	return o, nil
}

// courses lists the courses of an organization, those that begin last first.
func (a *Admin) courses(w http.ResponseWriter, v *visit) error {
	o, err := v.coursing()
	if err != nil {
		return err
	}
	view := coursesView{Name: o.Name}
	if v.who.may(Editor) {
		view.New = coursesPath(o.ID) + "/new"
	}
	for _, c := range offeringsOf(v.dir) {
		if c.Organization != o.ID || c.Course == nil {
			continue
		}
		item := courseItemView{
			Name: v.offeringName(c), URL: coursePath(c.ID),
			State: c.Course.State.In(v.book.tag), Places: c.Course.Availability().In(v.book.tag),
		}
		if list := v.sessions(c); len(list) > 0 {
			item.First, item.start = texts.Day(list[0].Date, v.book.tag), list[0].Start().Unix()
		}
		view.Items = append(view.Items, item)
	}
	slices.SortStableFunc(view.Items, func(a, b courseItemView) int { return int(b.start - a.start) })
	return a.render(w, v, http.StatusOK, "courses", view)
}

// sessions returns the dates of a course, with those that fall out.
func (v *visit) sessions(o directory.Offering) (list []directory.Meeting) {
	for m := range v.snap.Timetable(o.ID).All(schedule.Date{}, schedule.Date{}) {
		if list = append(list, m); len(list) == sessionsShown {
			break
		}
	}
	return list
}

// sessionsShown is how many dates of a course a page shows: a course without
// end is none.
const sessionsShown = 100
