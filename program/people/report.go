package people

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Report answers about many people, by the rules of one program on a day. It
// is for the people in charge.
type Report struct {
	People []Facilitator // in any order; answers that tie keep it
	Rules  Rules
	On     schedule.Date // required
}

// A Wait is somebody who waits at a stage.
type Wait struct {
	ID    string        `json:"id"`
	Stage Stage         `json:"stage"`
	Since schedule.Date `json:"since"`
	Days  int           `json:"days"`
}

// Waiting returns those who have been at a stage for more than so many days, the
// longest first. Nobody falls out by waiting.
func (r Report) Waiting(stage Stage, days int) (list []Wait) {
	for _, f := range r.People {
		s := f.Standing(r.Rules, r.On)
		if n := r.On.DaysSince(s.Since); s.Stage == stage && stage != NotBegun && n > days {
			list = append(list, Wait{f.ID, s.Stage, s.Since, n})
		}
	}
	slices.SortStableFunc(list, func(a, b Wait) int { return cmp.Compare(b.Days, a.Days) })
	return list
}

// A Due is somebody whose certification needs something, or has lapsed.
type Due struct {
	ID string `json:"id"`
	Status
}

// Due returns those whose certification is due soon or has lapsed, the lapsed
// first.
func (r Report) Due() (list []Due) {
	for _, f := range r.People {
		if s := f.Status(r.Rules, r.On); s.Is == DueSoon || s.Is == Lapsed {
			list = append(list, Due{f.ID, s})
		}
	}
	slices.SortStableFunc(list, func(a, b Due) int { return cmp.Compare(lapsedFirst(a), lapsedFirst(b)) })
	return list
}

func lapsedFirst(d Due) int {
	if d.Is == Lapsed {
		return 0
	}
	return 1
}

// CodeSite is the code of a trainee without place, day and time.
const CodeSite = "site-not-arranged"

// A Start is somebody who is in training or certified, has not led yet, and
// where they could begin.
type Start struct {
	ID    string            `json:"id"`
	Stage Stage             `json:"stage"`
	Site  Site              `json:"site,omitzero"`
	Found []program.Finding `json:"found,omitzero"` // what is not arranged
}

// Starts returns those who could start a group after their training, those with
// a place, a day and a time first; the others have a warning.
func (r Report) Starts() (list []Start) {
	for _, f := range r.People {
		s := f.Standing(r.Rules, r.On)
		if s.Stage != InTraining && s.Stage != Certified && s.Stage != Approved {
			continue
		}
		start := Start{ID: f.ID, Stage: s.Stage}
		for _, site := range f.Sites {
			if site.Program == r.Rules.Program && (start.Site == (Site{}) || site.Arranged()) {
				start.Site = site
			}
		}
		if !start.Site.Arranged() {
			start.Found = []program.Finding{{
				Code: CodeSite, Severity: program.Warning, Field: "sites",
				Message: "place, day and time are not agreed: nothing can start after the training",
			}}
		}
		list = append(list, start)
	}
	slices.SortStableFunc(list, func(a, b Start) int { return cmp.Compare(len(a.Found), len(b.Found)) })
	return list
}

// A Risk is a group that rests on few people.
type Risk struct {
	Group   string          `json:"group"` // ID of the offering
	Leaders int             `json:"leaders"`
	Found   program.Finding `json:"found"`
}

// CodeFewLeaders is the code of a group with two leaders or fewer.
const CodeFewLeaders = "few-leaders"

// fewLeaders is how many leaders make a group depend on single people.
const fewLeaders = 2

// Risks returns the groups with two or fewer people who are certified and have
// not left, the smallest numbers first. Groups have the ids of those who lead
// them.
func (r Report) Risks(groups map[string][]string) (list []Risk) {
	good := map[string]bool{}
	for _, f := range r.People {
		good[f.ID] = f.Status(r.Rules, r.On).Good()
	}
	for group, ids := range groups {
		n := 0
		for i, id := range ids {
			if good[id] && !slices.Contains(ids[:i], id) {
				n++
			}
		}
		if n > fewLeaders {
			continue
		}
		severity := program.Warning
		if n == 0 {
			severity = program.Error
		}
		list = append(list, Risk{group, n, program.Finding{
			Code: CodeFewLeaders, Severity: severity, Value: fmt.Sprint(n),
			Message: fmt.Sprintf("%d certified to lead: train others before somebody stops", n),
		}})
	}
	slices.SortFunc(list, func(a, b Risk) int { return cmp.Or(cmp.Compare(a.Leaders, b.Leaders), cmp.Compare(a.Group, b.Group)) })
	return list
}

// Counts returns how many people are at each stage.
func (r Report) Counts() map[Stage]int {
	counts := map[Stage]int{}
	for _, f := range r.People {
		counts[f.Standing(r.Rules, r.On).Stage]++
	}
	return counts
}
