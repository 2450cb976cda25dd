package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

// A pipelineView is how far people have come on the way to lead a program. It
// has IDs and no names.
type pipelineView struct {
	Name, URL string
	Record    string
	Program   string // key
	Programs  []linkView
	May       bool // the visitor may change it
	Problem   string
	Stages    []stageView
	Steps     []string // what the rules ask for, in words
}

// A stageView is a stage and who is there.
type stageView struct {
	Name   string
	People []walkerView
}

// A walkerView is somebody on the way.
type walkerView struct {
	ID, Since, Status string
	Missing           []string
	Revision          int64
	Next, Other       []eventView
}

// An eventView is something that can happen to somebody next.
type eventView struct {
	Text string
	// Value is what the button sends: the kind of the event, with the step or
	// the answer after a slash.
	Value string
}

// stages are in their order.
var stages = []people.Stage{
	people.StageInterested, people.Applied, people.Prescreened, people.Interviewed, people.Approved, people.InTraining,
	people.NotCertified, people.Certified, people.Active, people.Inactive, people.NotBegun,
}

func pipelinePath(organization string) string {
	return address("organizations", organization, "pipeline")
}

// hasPipeline reports whether the way to become a facilitator is switched on.
func (v *visit) hasPipeline() bool { return isOn(v.dir, settingPipeline) }

// walked returns the organization of the address and the rules of the program
// that is asked for, or of its first; ok is false if it offers none.
func (v *visit) walked() (o directory.Organization, all []people.Rules, r people.Rules, err error) {
	if o, err = v.coursing(); err != nil {
		return o, nil, r, err
	}
	if !v.hasPipeline() {
		return o, nil, r, errNotFound
	}
	all = v.rulesOfLeading(o.ID, v.today(o.ID))
	i := slices.IndexFunc(all, func(r people.Rules) bool { return r.Program == v.FormValue("program") })
	switch {
	case i >= 0:
		r = all[i]
	case v.FormValue("program") != "":
		return o, all, r, errNotFound
	case len(all) > 0:
		r = all[0]
	}
	return o, all, r, nil
}

// pipeline lists who is at which stage on the way to lead a program.
func (a *Admin) pipeline(w http.ResponseWriter, v *visit) error {
	o, all, r, err := v.walked()
	if err != nil {
		return err
	}
	return a.render(w, v, http.StatusOK, "pipeline", v.pipelineView(o, all, r))
}

func (v *visit) pipelineView(o directory.Organization, all []people.Rules, r people.Rules) pipelineView {
	view := pipelineView{
		Name: o.Name, URL: pipelinePath(o.ID), Record: addressOf(o.Key()), Program: r.Program, May: v.who.may(Editor) && r.Program != "",
	}
	for _, other := range all {
		query := "?" + url.Values{"program": {other.Program}}.Encode()
		view.Programs = append(view.Programs, linkView{view.URL + query, v.programName(other.Program), other.Program == r.Program})
	}
	for _, s := range r.Steps {
		view.Steps = append(view.Steps, v.stepName(r, s.Key))
	}
	if r.Program == "" {
		return view
	}
	at := map[people.Stage][]walkerView{}
	today := v.today(o.ID)
	for _, f := range v.team(o.ID) {
		stage := f.Standing(r, schedule.Date{}).Stage
		at[stage] = append(at[stage], v.walker(f, r, today))
	}
	for _, s := range stages {
		if len(at[s]) > 0 {
			view.Stages = append(view.Stages, stageView{v.book.say("stage." + string(s)), at[s]})
		}
	}
	return view
}

// walker returns somebody on the way, with what can happen next.
func (v *visit) walker(f directory.Facilitator, r people.Rules, today schedule.Date) walkerView {
	s := f.Standing(r, schedule.Date{})
	view := walkerView{ID: f.ID}
	_, at, _ := v.dir.Get(f.Key())
	view.Revision = int64(at)
	if !s.Since.IsZero() {
		view.Since = texts.Day(s.Since, v.book.tag)
	}
	var reasons []string
	for _, reason := range f.Status(r, today).Reasons {
		reasons = append(reasons, v.book.name("due", reason.Code)+" ("+dayText(reason.Value, v.book.tag)+")")
	}
	view.Status = strings.Join(reasons, ", ")
	for _, key := range s.Missing {
		view.Missing = append(view.Missing, v.stepName(r, key))
	}
	for _, e := range v.possible(f, r, today) {
		button := eventView{v.eventText(r, e), eventValue(e)}
		if isNext(e) {
			view.Next = append(view.Next, button)
		} else {
			view.Other = append(view.Other, button)
		}
	}
	return view
}

// dayText returns a day of a finding in words.
func dayText(s, language string) string {
	d, err := schedule.ParseDate(s)
	if err != nil {
		return s
	}
	return texts.Day(d, language)
}

// stepName says what is done at a step.
func (v *visit) stepName(r people.Rules, key string) string {
	for _, s := range r.Steps {
		if s.Key == key {
			return v.book.name("walk", string(s.Kind))
		}
	}
	return key
}

// eventText says what happened, for a button.
func (v *visit) eventText(r people.Rules, e people.Event) string {
	switch {
	case e.Kind == people.Passed:
		return v.book.say("event.passed.step", v.stepName(r, e.Step))
	case e.Kind == people.Ended, e.Kind == people.Decided:
		return v.book.say("event." + eventValue(e))
	}
	return v.book.say("event." + string(e.Kind))
}

// eventValue is how a form names an event.
func eventValue(e people.Event) string {
	switch {
	case e.Kind == people.Passed:
		return string(e.Kind) + "/" + e.Step
	case e.Kind != people.Ended && e.Kind != people.Decided:
		return string(e.Kind)
	case e.Yes:
		return string(e.Kind) + "/yes"
	}
	return string(e.Kind) + "/no"
}
