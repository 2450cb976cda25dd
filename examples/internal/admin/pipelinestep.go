package admin

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

// possible returns what can happen to somebody today, what leads on before what
// does not.
func (v *visit) possible(f directory.Facilitator, r people.Rules, today schedule.Date) (list []people.Event) {
	candidates := []people.Event{{Kind: people.Interested}, {Kind: people.Returned}}
	if asksMembers(r) && !f.MemberOn(today) {
		candidates = append(candidates, people.Event{Kind: people.Joined})
	}
	for _, s := range r.Steps {
		candidates = append(candidates, people.Event{Kind: people.Passed, Step: s.Key, By: s.By})
	}
	candidates = append(candidates, people.Event{Kind: people.Began},
		people.Event{Kind: people.Ended, Yes: true}, people.Event{Kind: people.Decided, Yes: true}, people.Event{Kind: people.Led},
		people.Event{Kind: people.Refreshed}, people.Event{Kind: people.Ended}, people.Event{Kind: people.Decided},
		people.Event{Kind: people.Accepted}, people.Event{Kind: people.Left})
	for _, e := range candidates {
		e = v.happened(e, r, today)
		if e.Kind == people.Decided && !e.Yes && !trained(f, r) {
			continue // nobody decides about who has not begun
		}
		if _, err := f.Apply(e, v.accepting(f, r)); err == nil {
			list = append(list, e)
		}
	}
	return list
}

// asksMembers reports whether somebody has to be a member of the organization.
func asksMembers(r people.Rules) bool {
	return r.Maintenance.Member || slices.ContainsFunc(r.Steps, func(s program.Step) bool { return s.Kind == program.StepMember })
}

// trained reports whether somebody has come as far as to be decided about.
func trained(f directory.Facilitator, r people.Rules) bool {
	s := f.Standing(r, schedule.Date{})
	return len(s.Missing) == 0 && s.Certified.IsZero() && s.Stage != people.NotBegun && s.Stage != people.NotCertified
}

// happened fills in of which program, when and by whose word an event is.
func (v *visit) happened(e people.Event, r people.Rules, today schedule.Date) people.Event {
	e.On = today
	if e.Kind != people.Joined {
		e.Program = r.Program
	}
	if e.By == "" {
		e.By = string(v.who.Role)
	}
	return e
}

// accepting returns rules by which a certificate from elsewhere, or from before,
// counts for somebody of whose way nothing is known yet.
func (v *visit) accepting(f directory.Facilitator, r people.Rules) people.Rules {
	r.Accepts = func(people.Event) bool { return !begun(f, r.Program) }
	return r
}

// isNext reports whether an event leads on.
func isNext(e people.Event) bool {
	switch e.Kind {
	case people.Interested, people.Returned, people.Passed, people.Began, people.Led, people.Joined:
		return true
	case people.Ended, people.Decided:
		return e.Yes
	}
	return false
}

// walk notes what happened to somebody, or that somebody new is interested.
func (a *Admin) walk(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	o, _, r, err := v.walked()
	switch {
	case err != nil:
		return err
	case r.Program == "":
		return errNotFound
	}
	if v.PostForm.Get("do") == "new" {
		err = v.newWalker(o, r)
	} else {
		err = v.walkOn(o, r)
	}
	if err != nil {
		return err
	}
	return goTo(w, v, pipelinePath(o.ID)+"?"+url.Values{"program": {r.Program}}.Encode())
}

// newWalker makes the record of somebody who is interested, by an ID that says
// nothing.
func (v *visit) newWalker(o directory.Organization, r people.Rules) error {
	f := directory.Facilitator{Facilitator: people.Facilitator{ID: "p-" + strings.ToLower(rand.Text()[:8]), Organization: o.ID}}
	after, err := f.Apply(v.happened(people.Event{Kind: people.Interested}, r, v.today(o.ID)), r)
	if err != nil {
		return err
	}
	f.Facilitator = after
	_, err = v.commit("pipeline", directory.Change{Put: f})
	return err
}

// walkOn adds an event to what happened to somebody, if it is possible today.
func (v *visit) walkOn(o directory.Organization, r people.Rules) error {
	at, err := v.revision()
	if err != nil {
		return err
	}
	e, now, _ := v.dir.Get(directory.Key{Kind: directory.KindFacilitator, ID: v.PostForm.Get("person")})
	f, ok := e.(directory.Facilitator)
	switch {
	case !ok || f.Organization != o.ID:
		return errRequest
	case at != now:
		return errConflict
	}
	list := v.possible(f, r, v.today(o.ID))
	i := slices.IndexFunc(list, func(e people.Event) bool { return eventValue(e) == v.PostForm.Get("do") })
	if i < 0 {
		return errConflict // it has happened, or something comes before it
	}
	if f.Facilitator, err = f.Apply(list[i], v.accepting(f, r)); err != nil {
		return err
	}
	_, err = v.commit("pipeline", directory.Change{Put: f, If: at})
	return err
}
