package program

import (
	"fmt"
	"slices"
)

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

// team holds the people who lead against the rule for a mode.
func (c *inspection) team(mode Mode, leaders []Leader) {
	rule, n := c.rules.Team(mode), certified(leaders)
	switch {
	case n < rule.Min:
		c.add("teams", CodeTeamSmall, "", fmt.Sprint(n), "%d certified to lead, the program says %d or more: find a substitute or train somebody", n, rule.Min)
	case rule.Max != 0 && n > rule.Max:
		c.add("teams", CodeTeamLarge, "", fmt.Sprint(n), "%d certified to lead, the program says at most %d", n, rule.Max)
	}
	for _, asked := range rule.AtLeast {
		if got := withAttribute(leaders, asked.Attribute); got < asked.Count {
			c.add("teams", CodeTeamLacks, "", string(asked.Attribute), "%d of the team with %q, the program says %d or more", got, asked.Attribute, asked.Count)
		}
	}
	if n == 1 {
		c.note(Warning, CodeTeamAlone, "", "1", "only one person leads this: it ends when they are away or stop")
	}
	if !c.rules.Maintenance.Member && !slices.ContainsFunc(c.rules.Steps, func(s Step) bool { return s.Kind == StepMember }) {
		return
	}
	part := "steps"
	if c.rules.Maintenance.Member {
		part = "maintenance"
	}
	for _, l := range leaders {
		if l.Certified && !l.Member {
			c.add(part, CodeNotMember, "", l.ID, "a leader is not a member of the organization on this date")
		}
	}
}
