package finder

import (
	"net/http"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A trainingsView is the page of trainings, and of the way to lead a group.
type trainingsView struct {
	Trainings []trainingView
	Ways      []wayView
	Start     string // address of the page about starting a group
	Search    searchView
	AsOf      string
}

// A trainingView is a training with how to apply.
type trainingView struct {
	rowView
	ApplyBy string // the last day, in words, "" if there is none
	Late    bool   // that day is over
	Apply   contactView
}

// A wayView is the way to become a leader of a program, step by step.
type wayView struct {
	Program said
	Where   string // a state, "" is everywhere
	Steps   []string
	Source  said
}

// trainings answers with the trainings, those that begin soon first.
func (s *server) trainings(w http.ResponseWriter, v *visit) error {
	type ranked struct {
		trainingView
		start time.Time
	}
	var found []ranked
	for l := range v.listings(v.contents().trainings) {
		t, start, err := v.training(l)
		if err != nil {
			return err
		}
		found = append(found, ranked{t, start})
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return a.start.Compare(b.start) })
	view := trainingsView{Ways: v.ways(), Start: v.book.href("/start-a-group"), Search: v.searchForm(), AsOf: v.asOf(nil)}
	for _, t := range found {
		view.Trainings = append(view.Trainings, t.trainingView)
	}
	return s.render(w, v, http.StatusOK, "trainings", view)
}

// noDate is when a training counts as beginning whose next date is not known:
// after all others.
const noDate = 10 * window

// training returns a training and when its next date begins.
func (v *visit) training(l directory.Listing) (view trainingView, start time.Time, err error) {
	if view.rowView, err = v.row(&l); err != nil {
		return trainingView{}, time.Time{}, err
	}
	o, _ := v.Snapshot.Organization(l.Organization)
	view.Apply = v.registration(l, o).Contact
	m, ok := v.Snapshot.Timetable(l.ID).Next(v.now)
	if !ok {
		return view, v.now.Add(noDate), nil
	}
	if hours := v.terms(l).Entry.RegisterHours; hours > 0 {
		by := m.Start().Add(-time.Duration(hours) * time.Hour)
		view.ApplyBy, view.Late = v.book.date(schedule.DateOf(by)), by.Before(v.now)
	}
	return view, m.Start(), nil
}

// ways returns the ways to lead the programs of the directory, as far as the
// catalogue knows them for the states in it.
func (v *visit) ways() (ways []wayView) {
	states := set{}
	for o := range v.Snapshot.Organizations() {
		states.add(o.State)
	}
	seen := map[string]bool{} // editions
	for _, key := range v.contents().programs {
		for _, state := range append([]string{""}, states.sorted()...) {
			if way, edition, ok := v.way(key, state); ok && !seen[key+" "+edition] {
				seen[key+" "+edition] = true
				ways = append(ways, way)
			}
		}
	}
	return ways
}

// way returns the way to lead a program in a state, and the edition that says
// so.
func (v *visit) way(key, state string) (view wayView, edition string, ok bool) {
	where := program.Jurisdiction("us")
	if state != "" {
		where += program.Jurisdiction("/" + state)
	}
	terms, err := v.Snapshot.Catalogue().Resolve(key, "en", where, schedule.DateOf(v.now))
	if err != nil || len(terms.Steps) == 0 {
		return wayView{}, "", false
	}
	origin := terms.Origins["steps"]
	view = wayView{Program: v.book.text(terms.Program.Name), Source: v.book.said(origin.Source, "en")}
	if origin.Level == program.LevelState {
		view.Where = stateName(state)
	}
	for _, s := range terms.Steps {
		view.Steps = append(view.Steps, v.step(s))
	}
	return view, origin.Edition, true
}

// step says what a step is.
func (v *visit) step(s program.Step) string {
	switch s.Kind {
	case program.StepAge:
		return v.book.say("step.age", s.MinAge)
	case program.StepTaken, program.StepLed:
		name := s.Program
		if p, ok := v.Snapshot.Catalogue().Program(s.Program); ok {
			name = v.book.text(p.Name).Text
		}
		return v.book.say("step."+string(s.Kind), name)
	}
	return v.book.name("step", string(s.Kind), "en").Text
}
