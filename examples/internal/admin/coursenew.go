package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// A newCourseView is the form of a new course.
type newCourseView struct {
	Name, URL string
	Back      linkView
	Problems  []string
	Inputs    []inputView
	Skip      bool
	Plan      *coursePlanView // nil until it was checked
}

// A coursePlanView is how a course would be laid out.
type coursePlanView struct {
	Text, Checked string
	Dates         []string
}

// courseInputs are the fields of the form, with their kinds.
var courseInputs = []struct{ name, kind string }{
	{"program", "select"}, {"name", ""}, {"mode", "select"}, {"venue", "select"}, {"room", ""},
	{"first", "date"}, {"time", "time"}, {"every", "select"}, {"sessions", "number"}, {"minutes", "number"},
	{"least", "number"}, {"most", "number"}, {"decide_days", "number"}, {"close_days", "number"},
}

func (a *Admin) newCourse(w http.ResponseWriter, v *visit) error {
	o, err := v.coursing()
	if err != nil {
		return err
	}
	form := url.Values{"skip": {"yes"}, "decide_days": {"7"}, "close_days": {"0"}}
	return a.render(w, v, http.StatusOK, "coursenew", v.newCourseView(o, form))
}

// newCourseView returns the form with what was typed.
func (v *visit) newCourseView(o directory.Organization, form url.Values) newCourseView {
	view := newCourseView{
		Name: o.Name, URL: coursesPath(o.ID) + "/new", Back: linkView{URL: coursesPath(o.ID), Text: v.book.say("title.courses")},
		Skip: form.Get("skip") != "",
	}
	for _, f := range courseInputs {
		in := inputView{Name: f.name, Label: v.book.say("course.field." + f.name), Hint: v.book.phrases["course.hint."+f.name], Kind: f.kind, Value: form.Get(f.name)}
		for _, option := range v.courseOptions(f.name) {
			option.Chosen = option.Value == in.Value
			in.Options = append(in.Options, option)
		}
		view.Inputs = append(view.Inputs, in)
	}
	return view
}

// courseOptions are the choices of a field.
func (v *visit) courseOptions(field string) []optionView {
	switch field {
	case "program":
		options := []optionView{{Text: v.book.say("program.none")}}
		for _, p := range v.snap.Catalogue().Records().Programs {
			if p.Kind == program.KindCourse || p.Kind == program.KindTraining {
				options = append(options, optionView{Value: p.Key, Text: p.Name.In(v.book.tag)})
			}
		}
		return byText(options)
	case "mode":
		return v.coded("mode", "", "online", "hybrid", "telephone")
	case "venue":
		return v.venues()
	case "every":
		return v.coded("course.every", "1", "2")
	}
	return nil
}

// makeCourse shows how a course would be laid out, and makes it once that was
// looked over.
func (a *Admin) makeCourse(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	owner, err := v.coursing()
	if err != nil {
		return err
	}
	view := v.newCourseView(owner, v.PostForm)
	o, wrong := v.typedCourse(owner)
	for _, name := range wrong {
		view.Problems = append(view.Problems, v.book.say("problem.field", v.book.say("course.field."+name)))
	}
	if len(wrong) == 0 {
		plan, err := v.planCourse(&o)
		switch {
		case isNoPlan(err):
			view.Problems = append(view.Problems, v.book.say("course.noplan"))
		case err != nil:
			view.Problems = append(view.Problems, v.book.say("problem.request"))
		default:
			view.Plan = v.coursePlanView(plan)
			view.Problems = append(view.Problems, v.problems(o.Validate())...)
		}
	}
	switch {
	case len(view.Problems) > 0:
		return a.render(w, v, http.StatusUnprocessableEntity, "coursenew", view)
	case v.PostForm.Get("do") != "save" || v.PostForm.Get("checked") != view.Plan.Checked:
		return a.render(w, v, http.StatusOK, "coursenew", view)
	}
	o.Revised = v.revised(o.Revised)
	if _, err := v.commit("create", directory.Change{Put: o}); err != nil {
		return err
	}
	return goTo(w, v, coursePath(o.ID))
}

// typedCourse returns the course of the form without its dates, and the names of
// the fields that could not be read.
func (v *visit) typedCourse(owner directory.Organization) (o directory.Offering, wrong []string) {
	form := v.PostForm
	text := func(name string, most int) string {
		s := strings.TrimSpace(form.Get(name))
		if len(s) > most {
			wrong = append(wrong, name)
		}
		return s
	}
	count := func(name string, most int) int {
		s := strings.TrimSpace(form.Get(name))
		if s == "" {
			return 0
		}
		n, ok := atoi(s, most)
		if !ok {
			wrong = append(wrong, name)
		}
		return n
	}
	o = directory.Offering{
		Name: text("name", maxReason), Program: text("program", maxReason), Organization: owner.ID,
		Mode: program.Mode(text("mode", 40)), Venue: text("venue", maxReason), Room: text("room", maxReason),
	}
	c := &course.Course{Sessions: count("sessions", 100), DecideDays: count("decide_days", 366)}
	setPlaces(&c.Capacity.Min, count("least", maxPeople))
	setPlaces(&c.Capacity.Max, count("most", maxPeople))
	o.Course = c
	s := schedule.Series{}
	var err1, err2 error
	if s.First, err1 = schedule.ParseDate(form.Get("first")); err1 != nil {
		wrong = append(wrong, "first")
	}
	if s.Start, err2 = schedule.ParseClock(form.Get("time")); err2 != nil {
		wrong = append(wrong, "time")
	}
	s.Length = time.Duration(count("minutes", 24*60)) * time.Minute
	o.Series = []schedule.Series{s}
	count("close_days", 366)
	return identified(o).(directory.Offering), wrong
}

// planCourse gives a course its dates, from the day, the hour and the numbers of
// the form. What is not said is as the program says.
func (v *visit) planCourse(o *directory.Offering) (course.Plan, error) {
	typed := o.Series[0]
	r := v.closedDays(*o)
	if v.PostForm.Get("skip") == "" {
		r.OnHoliday = schedule.Keep
	}
	owner, _ := v.snap.Organization(o.Organization)
	terms, err := v.snap.Catalogue().Resolve(o.Program, cmpText(owner.Language, "en"), owner.Jurisdiction(), typed.First)
	if err == nil && o.Program != "" {
		if usual, err := course.NewRequest(terms, ""); err == nil {
			r.Format, r.Entry = usual.Format, usual.Entry
		}
	}
	if o.Course.Sessions > 0 {
		r.Format.Count = o.Course.Sessions
	}
	if typed.Length > 0 {
		r.Format.Minutes = int(typed.Length.Minutes())
	}
	rule := schedule.Weekly(typed.First.Weekday())
	if v.PostForm.Get("every") == "2" {
		rule = rule.Every(2)
	}
	r.Rules, r.From, r.Start, r.Most = []schedule.Rule{rule}, typed.First, typed.Start, 1
	r.DecideDays = o.Course.DecideDays
	r.CloseDays, _ = strconv.Atoi(v.PostForm.Get("close_days"))
	plans, err := r.Plans()
	if err != nil {
		return course.Plan{}, err
	}
	o.Series[0] = plans[0].Series()
	o.Course.Sessions, o.Course.RegisterBy = len(plans[0].Sessions), plans[0].RegisterBy
	if o.Course.Capacity == (program.Capacity{}) {
		o.Course.Capacity = r.Format.Capacity
	}
	return plans[0], nil
}

// coursePlanView shows a plan with all its dates.
func (v *visit) coursePlanView(p course.Plan) *coursePlanView {
	view := &coursePlanView{Text: p.In(v.book.tag), Checked: p.Text}
	for _, s := range p.Sessions {
		day := directory.Sessions{First: s.Number, Last: s.Number, Of: len(p.Sessions)}.In(v.book.tag)
		view.Dates = append(view.Dates, day+": "+texts.Day(s.Date, v.book.tag))
	}
	return view
}
