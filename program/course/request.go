package course

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Request asks for plans of one course or training. [NewRequest] fills in
// what its program says; the rest is the host's. In JSON the fields have the
// names given here.
type Request struct {
	ID string `json:"id,omitzero"` // of the series to be made

	// Format says how many sessions there are, how long they are and how far
	// apart, and Team how many people lead each.
	Format program.Format `json:"format"`
	Team   program.Team   `json:"team,omitzero"`
	Entry  program.Entry  `json:"entry,omitzero"`

	// Rules are the days on which it could meet, each a possibility of its
	// own: Wednesdays, or Tuesdays and Thursdays; 1 to 20.
	Rules []schedule.Rule `json:"rules"`
	// From is the earliest day of the first session, StartBy the latest one,
	// and Until the latest day of the last one. A zero StartBy tries the first
	// open day only, a zero Until is no end.
	From    schedule.Date  `json:"from"`
	StartBy schedule.Date  `json:"start_by,omitzero"`
	Until   schedule.Date  `json:"until,omitzero"`
	Start   schedule.Clock `json:"start,omitzero"`
	Zone    string         `json:"zone,omitzero"` // IANA; "" is that of the venue

	// OnHoliday says whether it meets on Holidays: keep, the zero value, does.
	// Any other policy closes those days.
	OnHoliday schedule.HolidayPolicy `json:"on_holiday,omitzero"`
	Holidays  schedule.HolidaySet    `json:"holidays,omitzero"`
	// Closures is the calendar of the venue, and Taken the times for which
	// others have the room, which need a Start to be compared with.
	// SetUpMinutes is what it takes before and after a session.
	Closures     []schedule.Closure `json:"closures,omitzero"`
	Taken        []Taken            `json:"taken,omitzero"`
	SetUpMinutes int                `json:"set_up_minutes,omitzero"`

	// Allow says what may take the place of a closed day, other than that all
	// later sessions shift.
	Allow Allowed `json:"allow,omitzero"`

	// Leaders are those who could lead it; nil is not known, and plans have no
	// teams then. Substitutions is the greatest number of sessions at which
	// somebody else steps in.
	Leaders       []Leader `json:"leaders,omitzero"`
	Substitutions int      `json:"substitutions,omitzero"`

	// DecideDays and CloseDays are days before the first session: when it is
	// decided whether the course runs, and when registration closes.
	DecideDays int `json:"decide_days,omitzero"`
	CloseDays  int `json:"close_days,omitzero"`

	Most int `json:"most,omitzero"` // greatest number of plans; 0 is 10
}

// A Taken is a time for which others have the room.
type Taken struct {
	On      schedule.Date  `json:"on"`
	Start   schedule.Clock `json:"start"`
	Minutes int            `json:"minutes"`     // 1 to 1,440
	By      string         `json:"by,omitzero"` // who has it then, for the reason of the closure
}

// Allowed says what may take the place of a session on a closed day.
type Allowed struct {
	OtherDay   bool `json:"other_day,omitzero"`   // a make-up day within the week
	DoubleDay  bool `json:"double_day,omitzero"`  // two sessions on the next day
	OnlineOnce bool `json:"online_once,omitzero"` // one session online
}

// A Leader is somebody who could lead a course: an opaque id and when they can.
type Leader struct {
	ID         string              `json:"id"`
	Attributes []program.Attribute `json:"attributes,omitzero"`

	// The certification holds on from <= d < to; zero dates are no limit.
	From schedule.Date `json:"from,omitzero"`
	To   schedule.Date `json:"to,omitzero"`

	Days program.Days `json:"days,omitzero"` // on which they can lead; zero is any
	Away []Absence    `json:"away,omitzero"`

	// Courses is the greatest number that they lead in the time that is asked
	// about; 0 is no limit. Only Capacity reads it.
	Courses int `json:"courses,omitzero"`
}

// An Absence is a stretch of days, both included, on which a leader cannot
// lead. It has no reason.
type Absence struct {
	First schedule.Date `json:"first"`
	Last  schedule.Date `json:"last,omitzero"` // zero is the same day as First
}

// NewRequest returns a request with what a program says: one of its formats by
// name, or for "" the first one or else its usual sessions, the team for the
// mode of that format, and the way to join. It is an error if the program has no
// format of that name.
func NewRequest(r program.Resolved, format string) (Request, error) {
	q := Request{Entry: r.Entry}
	i := slices.IndexFunc(r.Formats, func(f program.Format) bool { return f.Name == format })
	switch {
	case i >= 0:
		q.Format = r.Formats[i]
	case format != "":
		return Request{}, fmt.Errorf("course: format %.80q, want one of those of the program %q", format, r.Program.Key)
	case len(r.Formats) > 0:
		q.Format = r.Formats[0]
	default:
		q.Format = program.Format{Name: "usual", Sessions: r.Sessions}
	}
	if q.Format.Count == 0 {
		q.Format.Count = r.Sessions.Count
	}
	if q.Format.Minutes == 0 {
		q.Format.Minutes = r.Sessions.Minutes
	}
	if q.Format.Capacity == (program.Capacity{}) {
		q.Format.Capacity = r.Capacity
	}
	q.Team = r.Team(q.Format.Mode)
	return q, nil
}

// StartingOn returns a request whose first session is on a day: to move a
// course, plan it anew, so that all its sessions move and are checked again.
func (r Request) StartingOn(first schedule.Date) Request {
	r.From, r.StartBy = first, first
	return r
}

// Limits of a request.
const (
	maxRules   = 20
	maxLeaders = 1_000
	maxTaken   = 10_000
)

// Validate joins every problem of the request that shows without planning, each
// with the path of its JSON field.
func (r Request) Validate() error {
	var errs []error
	refuse := func(field, format string, args ...any) {
		errs = append(errs, fmt.Errorf("course: %s: "+format, append([]any{field}, args...)...))
	}
	if r.Format.Count < 1 || r.Format.Count > 366 {
		refuse("format.count", "%d, want 1 to 366 sessions", r.Format.Count)
	}
	if len(r.Rules) < 1 || len(r.Rules) > maxRules {
		refuse("rules", "%d, want 1 to %d", len(r.Rules), maxRules)
	}
	if r.From.IsZero() {
		refuse("from", "empty, want a date")
	}
	if len(r.Leaders) > maxLeaders {
		refuse("leaders", "%d, want at most %d", len(r.Leaders), maxLeaders)
	}
	seen := map[string]bool{}
	for i, l := range r.Leaders {
		if l.ID == "" || seen[l.ID] {
			refuse(fmt.Sprintf("leaders[%d].id", i), "%.80q, want an id of its own", l.ID)
		}
		seen[l.ID] = true
	}
	r.checkTaken(refuse)
	for _, n := range []struct {
		field string
		n     int
	}{
		{"substitutions", r.Substitutions}, {"decide_days", r.DecideDays}, {"close_days", r.CloseDays},
		{"set_up_minutes", r.SetUpMinutes}, {"most", r.Most}, {"team.min", r.Team.Min},
	} {
		if n.n < 0 || n.n > 10_000 {
			refuse(n.field, "%d, want 0 to 10000", n.n)
		}
	}
	return errors.Join(errs...)
}

// checkTaken refuses times for which others have the room that cannot be
// compared with those of the course.
func (r Request) checkTaken(refuse func(field, format string, args ...any)) {
	if len(r.Taken) > maxTaken {
		refuse("taken", "%d, want at most %d", len(r.Taken), maxTaken)
		return
	}
	if len(r.Taken) > 0 && r.Start.IsZero() {
		refuse("start", "empty, want a time of day: others have the room at some")
	}
	for i, t := range r.Taken {
		if t.On.IsZero() || t.Start.IsZero() || t.Minutes < 1 || t.Minutes > 24*60 {
			refuse(fmt.Sprintf("taken[%d]", i), "%q at %q for %d minutes, want a day, a time of day and 1 to 1440 minutes",
				t.On, t.Start, t.Minutes)
		}
	}
}

// on reports whether a leader can lead on a day.
func (l Leader) on(d schedule.Date) bool {
	if d.Before(l.From) || !l.To.IsZero() && !d.Before(l.To) {
		return false
	}
	if l.Days != 0 && !l.Days.Contains(d.Weekday()) {
		return false
	}
	return !slices.ContainsFunc(l.Away, func(a Absence) bool {
		return !d.Before(a.First) && !d.After(laterOf(a.First, a.Last))
	})
}

func laterOf(a, b schedule.Date) schedule.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// closures returns the calendar of the venue with the days on which others
// have the room at the time of the course.
func (r Request) closures() []schedule.Closure {
	list := slices.Clone(r.Closures)
	setUp := r.SetUpMinutes * 60
	begin := r.Start.Seconds() - setUp
	end := r.Start.Seconds() + int(r.Format.Length()/time.Second) + setUp
	for _, t := range r.Taken {
		if from := t.Start.Seconds(); from < end && begin < from+t.Minutes*60 {
			reason := "room taken"
			if t.By != "" {
				reason += " by " + t.By
			}
			list = append(list, schedule.Closure{First: t.On, Last: t.On, Reason: reason})
		}
	}
	return list
}
