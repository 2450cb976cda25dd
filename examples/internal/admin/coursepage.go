package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// A courseView is the page of one course. It has numbers of people and no
// people.
type courseView struct {
	Name, URL, Record, Dates string
	Back                     linkView
	Revision                 int64
	May                      bool // the visitor may change it
	Problem                  string
	State, Reason, Places    string
	Sessions                 []sessionView
	Decide                   string // whether it runs, and when that is decided; "" once it is
	Numbers                  []numberView
	RegisterBy               string
	Step, StepText           string // the next one, "" for none
	Over                     bool
	Lost                     *lostView // a session that falls out, and what can be done; nil for none
}

// A sessionView is one date of a course.
type sessionView struct {
	Label, Day, Hours string
	Notes             []string
	Key               string // of one that can fall out, else ""
}

// A numberView is a number in the form of a course.
type numberView struct {
	Name, Label string
	Value       int
}

// A lostView is a session that falls out, and the ways to go on.
type lostView struct {
	Key, Day, Reason string
	Ways             []optionView
}

// courseOf returns the course of the address, if the visitor may see it.
func (v *visit) courseOf() (directory.Offering, directory.Revision, error) {
	e, at, _ := v.dir.Get(directory.Key{Kind: directory.KindOffering, ID: v.PathValue("id")})
	o, ok := e.(directory.Offering)
	switch {
	case !ok || o.Course == nil:
		return o, 0, errNotFound
	case !v.who.maySee(o):
		return o, 0, errForbidden
	}
	return o, at, nil
}

func (a *Admin) course(w http.ResponseWriter, v *visit) error {
	o, at, err := v.courseOf()
	if err != nil {
		return err
	}
	view := v.courseView(o, at)
	if key := v.FormValue("lost"); key != "" && view.May {
		if view.Lost, err = v.lost(o, key, strings.TrimSpace(v.FormValue("reason"))); err != nil {
			return err
		}
	}
	return a.render(w, v, http.StatusOK, "course", view)
}

// courseView returns the page as it is before anything was sent.
func (v *visit) courseView(o directory.Offering, at directory.Revision) courseView {
	c := *o.Course
	owner, _ := v.snap.Organization(o.Organization)
	view := courseView{
		Name: v.offeringName(o), URL: coursePath(o.ID), Record: addressOf(o.Key()), Revision: int64(at),
		Back: linkView{URL: coursesPath(o.Organization), Text: owner.Name}, May: v.who.mayEdit(v.dir, o),
		State: c.State.In(v.book.tag), Reason: c.Reason, Places: c.Availability().In(v.book.tag), Over: c.State.Over(),
		Numbers: v.numbers(c), RegisterBy: c.RegisterBy.String(),
	}
	if v.who.mayCancel(o) {
		view.Dates = address("dates", o.ID)
	}
	if step := nextStep(c.State); step != "" {
		view.Step, view.StepText = string(step), v.book.say("course.step."+string(step))
	}
	sessions := v.sessions(o)
	for _, m := range sessions {
		s := sessionView{
			Label: m.Sessions.In(v.book.tag), Day: texts.Day(m.Date, v.book.tag),
			Hours: texts.Hours(m.Occurrence, v.book.tag), Notes: v.unusual(m),
		}
		if m.Status.Held() && v.now.Before(m.Start()) && !c.State.Over() {
			s.Key = m.Key().String()
		}
		view.Sessions = append(view.Sessions, s)
	}
	view.Decide = v.decision(c, sessions)
	return view
}

// decision says whether a course runs, and when that is decided: until it is.
func (v *visit) decision(c course.Course, sessions []directory.Meeting) string {
	i := slices.IndexFunc(sessions, func(m directory.Meeting) bool { return m.Status.Held() })
	if i < 0 || c.State != course.Planned && c.State != course.Enrolling {
		return ""
	}
	d := c.Decide(v.now, sessions[i].Occurrence)
	day := texts.Instant(d.At, v.book.tag)
	switch {
	case d.Verdict == course.Go:
		return v.book.say("course.go", day)
	case d.Verdict == course.NoGo:
		return v.book.say("course.nogo", day, d.Missing)
	case d.Missing > 0:
		return v.book.say("course.missing", day, d.Missing)
	}
	return v.book.say("course.enough", day)
}

// numbers are those of a course that the form has.
func (v *visit) numbers(c course.Course) (list []numberView) {
	for _, n := range numbersOf(&c) {
		list = append(list, numberView{n.name, v.book.say("course." + n.name), n.get()})
	}
	return list
}

// A number is one of a course that a form changes.
type number struct {
	name string
	get  func() int
	set  func(int)
}

// numbersOf are the numbers of a course, which set changes.
func numbersOf(c *course.Course) []number {
	whole := func(name string, at *int) number {
		return number{name, func() int { return *at }, func(n int) { *at = n }}
	}
	return []number{
		whole("enrolled", &c.Enrolled), whole("waiting", &c.Waiting), whole("interested", &c.Interested),
		{"least", func() int { return int(c.Capacity.Min) }, func(n int) { setPlaces(&c.Capacity.Min, n) }},
		{"most", func() int { return int(c.Capacity.Max) }, func(n int) { setPlaces(&c.Capacity.Max, n) }},
		whole("decide_days", &c.DecideDays),
	}
}

// setPlaces sets a number of places; 0 is no limit.
func setPlaces[P ~int](at *P, n int) { *at = P(n) }

// nextStep returns the next step of a course, "" for none.
func nextStep(s course.State) course.Step {
	switch s {
	case course.Planned:
		return course.Open
	case course.Enrolling:
		return course.Confirm
	case course.Confirmed:
		return course.Begin
	case course.Running:
		return course.Complete
	}
	return ""
}

// lost returns the ways to go on when a session falls out.
func (v *visit) lost(o directory.Offering, key, reason string) (*lostView, error) {
	if len(reason) > maxReason {
		return nil, errRequest
	}
	_, on, ways, err := v.remedies(o, key, reason)
	if err != nil {
		return nil, err
	}
	view := &lostView{Key: key, Day: texts.Day(on, v.book.tag), Reason: reason}
	for _, r := range ways {
		view.Ways = append(view.Ways, optionView{Value: string(r.Way), Text: v.book.say("course.way."+string(r.Way), texts.Day(r.Date, v.book.tag))})
	}
	return view, nil
}

// remedies returns the ways to go on when a session falls out: the index of its
// series, its day, and none if there is no other day.
func (v *visit) remedies(o directory.Offering, key, reason string) (i int, on schedule.Date, ways []course.Remedy, err error) {
	id, text, _ := strings.Cut(key, "/")
	on, err = schedule.ParseDate(text)
	i = slices.IndexFunc(o.Series, func(s schedule.Series) bool { return s.ID == id })
	if err != nil || i < 0 {
		return 0, on, nil, errRequest
	}
	sessions := v.sessions(o)
	at := slices.IndexFunc(sessions, func(m directory.Meeting) bool {
		return m.Key() == schedule.Key{Series: id, Date: on} && m.Status.Held() && v.now.Before(m.Start())
	})
	if at < 0 || o.Course.State.Over() {
		return 0, on, nil, errRequest
	}
	request := v.remedyRequest(o, sessions)
	ways, err = request.Remedies(o.Series[i], on, cmpText(reason, v.book.say("course.lost")))
	if isNoPlan(err) {
		return i, sessions[at].Date, nil, nil
	}
	return i, sessions[at].Date, ways, err
}

// atoi reads a number of a form from 0 to a limit.
func atoi(s string, most int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0 && n <= most
}
