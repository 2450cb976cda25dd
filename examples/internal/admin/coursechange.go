package admin

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// maxPeople bounds the numbers of a course.
const maxPeople = 100_000

// changeCourse changes the numbers of a course, takes its next step, cancels it,
// or puts a session that falls out on another day.
func (a *Admin) changeCourse(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	o, at, err := v.courseOf()
	switch {
	case err != nil:
		return err
	case !v.who.mayEdit(v.dir, o):
		return errForbidden
	}
	if seen, err := v.revision(); err != nil {
		return err
	} else if seen != at {
		return errConflict
	}
	do := v.PostForm.Get("do")
	after, problem, err := v.coursed(o, do)
	if err != nil {
		return err
	}
	if problem != "" {
		view := v.courseView(o, at)
		view.Problem = v.book.say(problem)
		return a.render(w, v, http.StatusUnprocessableEntity, "course", view)
	}
	after.Revised = v.revised(after.Revised)
	if _, err := v.commit("course", directory.Change{Put: after, If: at}); err != nil {
		return err
	}
	return goTo(w, v, coursePath(o.ID))
}

// coursed returns an offering after what a form says of its course, or the words
// of a problem.
func (v *visit) coursed(o directory.Offering, do string) (after directory.Offering, problem string, err error) {
	c := *o.Course
	switch do {
	case "numbers":
		for _, n := range numbersOf(&c) {
			i, ok := atoi(v.PostForm.Get(n.name), maxPeople)
			if !ok {
				return o, "course.problem.number", nil
			}
			n.set(i)
		}
		if c.RegisterBy = (schedule.Date{}); v.PostForm.Get("register_by") != "" {
			if c.RegisterBy, err = schedule.ParseDate(v.PostForm.Get("register_by")); err != nil {
				return o, "course.problem.day", nil
			}
		}
	case string(course.Open), string(course.Confirm), string(course.Begin), string(course.Complete):
		if c, err = c.Take(course.Step(do), ""); err != nil {
			return o, "", errConflict
		}
	case string(course.Cancel):
		return v.courseCancelled(o)
	case "remedy":
		return v.remedied(o)
	default:
		return o, "", errRequest
	}
	o.Course = &c
	return o, "", nil
}

// courseCancelled returns an offering whose course is cancelled: what people
// read stands at each of its dates to come. Those who were in it, by number,
// count as interested.
func (v *visit) courseCancelled(o directory.Offering) (directory.Offering, string, error) {
	reason := strings.TrimSpace(v.PostForm.Get("reason"))
	if reason == "" || len(reason) > maxReason {
		return o, "course.problem.reason", nil
	}
	c, err := o.Course.Take(course.Cancel, reason)
	if err != nil {
		return o, "", errConflict
	}
	c.Interested = max(c.Interested, c.Enrolled+c.Waiting)
	for _, m := range v.sessions(o) {
		i := slices.IndexFunc(o.Series, func(s schedule.Series) bool { return s.ID == m.Series })
		if i >= 0 && m.Status != schedule.Cancelled && v.now.Before(m.Start()) {
			o = withException(o, i, schedule.Exception{On: m.Original, Kind: schedule.Cancel, Reason: reason})
		}
	}
	o.Course = &c
	return o, "", nil
}

// remedied returns an offering in which a session that falls out is made good in
// the way that was chosen.
func (v *visit) remedied(o directory.Offering) (directory.Offering, string, error) {
	reason := strings.TrimSpace(v.PostForm.Get("reason"))
	if len(reason) > maxReason {
		return o, "", errRequest
	}
	i, _, ways, err := v.remedies(o, v.PostForm.Get("lost"), reason)
	if err != nil {
		return o, "", err
	}
	at := slices.IndexFunc(ways, func(r course.Remedy) bool { return string(r.Way) == v.PostForm.Get("way") })
	if at < 0 {
		return o, "", errRequest
	}
	o.Series = slices.Clone(o.Series)
	o.Series[i] = ways[at].Series
	return o, "", nil
}

// remedyRequest returns what the rest of a course is laid out by: the weekdays on
// which it meets, and the days that are closed.
func (v *visit) remedyRequest(o directory.Offering, sessions []directory.Meeting) course.Request {
	r := v.closedDays(o)
	r.Format.Count, r.From = len(sessions), sessions[0].Date
	r.Allow = course.Allowed{OtherDay: true, DoubleDay: true}
	var days []int
	for _, m := range sessions {
		if day := m.Original.Weekday(); !slices.Contains(days, int(day)) {
			days = append(days, int(day))
			r.Rules = append(r.Rules, schedule.Weekly(day))
		}
	}
	for _, s := range o.Series {
		r.Start, r.Format.Minutes = s.Start, int(s.Length.Minutes())
	}
	return r
}

// closedDays returns a request with the days on which an offering cannot meet.
func (v *visit) closedDays(o directory.Offering) (r course.Request) {
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: o.Organization})
	if owner, ok := e.(directory.Organization); ok {
		r.Holidays, r.OnHoliday = owner.Holidays, schedule.Skip
		r.Closures = append(r.Closures, owner.Closures...)
	}
	e, _, _ = v.dir.Get(directory.Key{Kind: directory.KindVenue, ID: o.Venue})
	if place, ok := e.(directory.Venue); ok && o.Mode != program.ModeOnline && o.Mode != program.ModeTelephone {
		r.Closures = append(r.Closures, place.Closures...)
	}
	return r
}

// isNoPlan reports whether an error says that there is no day for a course.
func isNoPlan(err error) bool {
	_, ok := errors.AsType[*course.NoPlanError](err)
	return ok
}
