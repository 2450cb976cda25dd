package program

import (
	"fmt"
	"slices"
)

// A Team is how many people lead one session. The zero Team means not stated.
type Team struct {
	Mode        Mode      `json:"mode,omitzero"`        // the mode that the rule is for; "" means any
	Min         int       `json:"min"`                  // 1 or more
	Recommended int       `json:"recommended,omitzero"` // 0 means Min
	Max         int       `json:"max,omitzero"`         // 0 means no limit
	AtLeast     []AtLeast `json:"at_least,omitzero"`
}

// AtLeast asks for a number of people with an attribute on a team. One person
// may count for several attributes.
type AtLeast struct {
	Count     int       `json:"count"` // 1 or more
	Attribute Attribute `json:"attribute"`
}

// An Attribute is a coded role or experience of a leader, such as "family",
// "lived experience", "professional", "young adult", "host" or "trainer". The
// package attaches no meaning to it, infers none and never publishes who has
// which.
type Attribute string

// Met reports whether people who are certified make up a team: enough of
// them, no more than the greatest number, and those attributes that the rule
// asks for. Who is not certified does not count.
func (t Team) Met(leaders []Leader) bool {
	n := certified(leaders)
	if n < t.Min || t.Max != 0 && n > t.Max {
		return false
	}
	for _, rule := range t.AtLeast {
		if withAttribute(leaders, rule.Attribute) < rule.Count {
			return false
		}
	}
	return true
}

// CanStart reports whether a session may begin with some leaders, in a mode.
// Where the terms ask for no team it may.
func (t Terms) CanStart(mode Mode, leaders []Leader) bool {
	rule := t.Team(mode)
	rule.Max = 0 // one too many keeps nobody from beginning
	return rule.Met(leaders)
}

func certified(leaders []Leader) (n int) {
	for _, l := range leaders {
		if l.Certified {
			n++
		}
	}
	return n
}

func withAttribute(leaders []Leader, a Attribute) (n int) {
	for _, l := range leaders {
		if l.Certified && slices.Contains(l.Attributes, a) {
			n++
		}
	}
	return n
}

func (t Team) check(c *checker, at string) {
	c.between(at+".min", t.Min, 1, maxCount)
	c.between(at+".max", t.Max, 0, maxCount)
	c.between(at+".recommended", t.Recommended, 0, maxCount)
	most := t.Max
	if most == 0 {
		most = maxCount
	}
	if t.Min > most {
		c.refuse(at+".max", "%d, want at least min, %d", t.Max, t.Min)
	}
	if t.Recommended != 0 && (t.Recommended < t.Min || t.Recommended > most) {
		c.refuse(at+".recommended", "%d, want min to max", t.Recommended)
	}
	list(c, at+".at_least", t.AtLeast, func(r AtLeast, c *checker, at string) {
		c.between(at+".count", r.Count, 1, most)
		c.require(at+".attribute", string(r.Attribute))
	})
}

func checkTeams(c *checker, teams []Team) {
	seen := map[Mode]bool{}
	for i, t := range teams {
		if seen[t.Mode] {
			c.refuse(fmt.Sprintf("teams[%d].mode", i), "%q a second time, want one team a mode", t.Mode)
		}
		seen[t.Mode] = true
	}
}
