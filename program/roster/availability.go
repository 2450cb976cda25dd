package roster

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// An Answer is whether somebody can lead. The zero Answer means that there is
// none.
type Answer string

// The answers.
const (
	Yes      Answer = "yes"
	IfNeeded Answer = "if needed" // rather not, but better than an empty seat or an unfair share
	No       Answer = "no"
)

// UnmarshalText reads an answer as people give it, in upper or lower case;
// "maybe" is IfNeeded, and no text is no answer.
func (a *Answer) UnmarshalText(text []byte) error {
	switch v := Answer(strings.ToLower(string(text))); v {
	case "", Yes, IfNeeded, No:
		*a = v
	case "maybe":
		*a = IfNeeded
	default:
		return &FieldError{"answer", string(text), `"yes", "if needed", "maybe" or "no"`}
	}
	return nil
}

// An Availability is when a person can lead. What is said about a meeting
// counts before what is said about a stretch of days, that before the
// patterns, and those before Default; of several in one list, the last one
// that speaks of a meeting counts. It never says why.
type Availability struct {
	Default    Answer          `json:"default,omitzero"`    // where nothing else speaks; none means No
	Patterns   []Pattern       `json:"patterns,omitzero"`   // at most 100
	Exceptions []Exception     `json:"exceptions,omitzero"` // at most 1,000
	Answers    []MeetingAnswer `json:"answers,omitzero"`    // to single meetings, at most 10,000
}

// A Pattern is an answer for all days of a rule: every Tuesday, every other
// week, first Mondays.
type Pattern struct {
	Rule schedule.Rule `json:"rule"`

	// First is the day from which the rule counts and holds. It is required
	// for a rule that needs one, such as "every other week". Last is the last
	// day on which it holds, included; zero means no end.
	First schedule.Date `json:"first,omitzero"`
	Last  schedule.Date `json:"last,omitzero"`

	// From and To are times of day between which the whole meeting must lie.
	// Zero means any time; a To of 00:00 is the end of the day.
	From schedule.Clock `json:"from,omitzero"`
	To   schedule.Clock `json:"to,omitzero"`

	Answer Answer `json:"answer,omitzero"` // none means Yes
}

// An Exception is an answer for a stretch of days: a holiday, a free week.
type Exception struct {
	First  schedule.Date `json:"first"`
	Last   schedule.Date `json:"last,omitzero"`   // included; zero means First alone
	Answer Answer        `json:"answer,omitzero"` // none means No
}

// A MeetingAnswer is an answer about one meeting. No answer counts as none.
type MeetingAnswer struct {
	schedule.Key
	Answer Answer `json:"answer"`
}

// or returns a, or b if a is no answer.
func (a Answer) or(b Answer) Answer {
	if a == "" {
		return b
	}
	return a
}

// needsFirst reports whether a rule has no meaning without a first date.
func needsFirst(r schedule.Rule) bool {
	p := r.Parts()
	dated := len(p.Days)+len(p.MonthDays)+len(p.YearDays) > 0
	return p.Interval > 1 || !dated && p.Frequency != schedule.PerDay
}

// covers reports whether a meeting lies between From and To.
func (t Pattern) covers(m *meeting) bool {
	start := int64(m.clock)
	end := start + (m.end-m.start)/int64(time.Second)
	to := int64(t.To.Seconds())
	if to == 0 {
		to = daySeconds
	}
	return (t.From.IsZero() || start >= int64(t.From.Seconds())) && (t.To.IsZero() || end <= to)
}

const daySeconds = 24 * 60 * 60

// answers returns what a person says to each meeting, in the order of all.
// Byte 0 is no, 1 if needed, 2 yes.
func (v Availability) answers(all []meeting, zone *schedule.Zone, byKey map[schedule.Key]int32) ([]byte, error) {
	said := make([]Answer, len(all))
	for i := range said {
		said[i] = v.Default.or(No)
	}
	for _, t := range v.Patterns {
		if err := t.apply(said, all, zone); err != nil {
			return nil, err
		}
	}
	for _, e := range v.Exceptions {
		last := e.Last
		if last.IsZero() {
			last = e.First
		}
		i, _ := slices.BinarySearchFunc(all, e.First, func(m meeting, d schedule.Date) int { return m.date.Compare(d) })
		for ; i < len(all) && !all[i].date.After(last); i++ {
			said[i] = e.Answer.or(No)
		}
	}
	for _, a := range v.Answers {
		if i, ok := byKey[a.Key]; ok {
			said[i] = a.Answer.or(said[i])
		}
	}
	coded := make([]byte, len(all))
	for i, a := range said {
		switch a {
		case IfNeeded:
			coded[i] = 1
		case Yes:
			coded[i] = 2
		}
	}
	return coded, nil
}

// apply writes the answer of t to the meetings that it speaks of.
func (t Pattern) apply(said []Answer, all []meeting, zone *schedule.Zone) error {
	if len(all) == 0 {
		return nil
	}
	first := t.First
	if first.IsZero() {
		first = all[0].date
	}
	table, err := schedule.Compile(
		schedule.Series{Rule: t.Rule, First: first, Last: t.Last}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		return err
	}
	i := 0
	for o := range table.All(all[0].date, all[len(all)-1].date.AddDays(1)) {
		for i < len(all) && all[i].date.Before(o.Date) {
			i++
		}
		for ; i < len(all) && all[i].date == o.Date; i++ {
			if t.covers(&all[i]) {
				said[i] = t.Answer.or(Yes)
			}
		}
	}
	return nil
}
