package roster

import "fmt"

// A Rule is one that nobody is given a seat against. The order of the rules is
// that in which they are checked; what is told of a person is the first rule
// that stands in the way. The zero Rule is none.
type Rule uint8

// The rules.
const (
	RuleInactive      Rule = iota + 1 // the person is inactive
	RuleCertification                 // is not certified for the program on that date
	RuleAttribute                     // has not what the seat asks for
	RuleDeclined                      // has declined this seat
	RuleAvailability                  // is not free
	RuleOneSeat                       // has another seat at this meeting
	RuleApart                         // is never to lead with one who does
	RuleTeam                          // would leave too few seats for those whom the team needs
	RuleOverlap                       // leads elsewhere at that time, or cannot get there
	RuleDay                           // leads as often as may be on that day
	RuleWeek                          // ... in that week, Monday to Sunday
	RuleFourWeeks                     // ... in those four weeks
	RuleMonth                         // ... in that month
	RuleTotal                         // ... in this roster
	RuleRest                          // would have too few days of rest
	RuleWeeksInARow                   // would lead in too many weeks in a row
	RuleTeamSize                      // too few lead the meeting; only to be overridden, see [Override]
)

var ruleNames = [...]string{
	"", "inactive", "certification", "attribute", "declined", "availability", "one seat", "apart", "team",
	"overlap", "day", "week", "four weeks", "month", "total", "rest", "weeks in a row", "team size",
}

// String returns the name in lower case, such as "certification", or "" for
// the zero Rule.
func (r Rule) String() string {
	if int(r) < len(ruleNames) {
		return ruleNames[r]
	}
	return ""
}

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (r Rule) MarshalText() ([]byte, error) {
	if int(r) >= len(ruleNames) {
		return nil, &FieldError{"rule", fmt.Sprint(uint8(r)), "one of the rules"}
	}
	return []byte(ruleNames[r]), nil
}

// UnmarshalText reads what MarshalText writes.
func (r *Rule) UnmarshalText(text []byte) error {
	for i, name := range ruleNames {
		if name == string(text) {
			*r = Rule(i)
			return nil
		}
	}
	return &FieldError{"rule", string(text), `a rule such as "certification" or "week"`}
}

// rules is a set of rules.
type rules uint32

func (s rules) has(r Rule) bool { return s>>r&1 != 0 }
func (s *rules) add(r Rule)     { *s |= 1 << r }

// Limits are how much one person leads at most. A limit of 0 is none.
type Limits struct {
	PerDay  int `json:"per_day,omitzero"`
	PerWeek int `json:"per_week,omitzero"` // Monday to Sunday

	// PerFourWeeks holds for periods of four weeks that follow each other
	// without end; one began on Monday, 2001-01-01.
	PerFourWeeks int `json:"per_four_weeks,omitzero"`

	PerMonth int `json:"per_month,omitzero"` // of the calendar
	Total    int `json:"total,omitzero"`     // in this roster; History does not count

	// RestDays are the days without a meeting between two days with one: with
	// 1, who leads on Monday leads again on Wednesday. At most 366.
	RestDays int `json:"rest_days,omitzero"`

	// WeeksInARow is in how many successive weeks, Monday to Sunday, a person
	// may lead. At most 53.
	WeeksInARow int `json:"weeks_in_a_row,omitzero"`
}

// over returns l with the limits of base where it has none.
func (l Limits) over(base Limits) Limits {
	pick := func(own, general int) int {
		if own == 0 {
			return general
		}
		return own
	}
	return Limits{
		pick(l.PerDay, base.PerDay), pick(l.PerWeek, base.PerWeek), pick(l.PerFourWeeks, base.PerFourWeeks),
		pick(l.PerMonth, base.PerMonth), pick(l.Total, base.Total), pick(l.RestDays, base.RestDays),
		pick(l.WeeksInARow, base.WeeksInARow),
	}
}
