package course

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// maxTeams bounds the teams that are tried for the plans of one rule, and
// minTeams is how many of them each plan may try at least. Where there are more,
// those are tried whose people are free most often and have what is asked for.
const (
	maxTeams = 20_000
	minTeams = 200
)

// maxSteps bounds the search for substitutes of one plan, for teams that ask
// for attributes which hardly anybody has.
const maxSteps = 200_000

// staff gives each plan of a rule the team that needs the fewest substitutes,
// among as many teams for each as it may try.
// If no plan can be led, it says why not for the one that comes nearest.
func (r Request) staff(rule schedule.Rule, laid []schedule.Plan, teams int) (plans []Plan, missing []program.Finding) {
	for _, l := range laid {
		p := r.newPlan(rule, l)
		if r.Leaders == nil || r.Team.Min == 0 {
			plans = append(plans, p)
			continue
		}
		why := r.lead(&p, teams)
		if len(why) == 0 {
			plans = append(plans, p)
		} else if missing == nil || len(why) < len(missing) {
			missing = why
		}
	}
	if len(plans) > 0 {
		return plans, nil
	}
	return nil, missing
}

// A crew chooses who leads the sessions of one plan.
type crew struct {
	rule    program.Team
	leaders []Leader // those who are free most often first
	free    [][]uint64
	dates   []schedule.Date

	best  []int   // leaders of the best team so far
	stand [][]int // and of each of its sessions
	cost  int     // sessions at which somebody steps in; -1 if there is no team yet
	teams int     // that may still be tried
	steps int     // taken to find substitutes
}

// lead chooses the team of a plan among so many; it returns the reasons if
// there is none.
func (r Request) lead(p *Plan, teams int) []program.Finding {
	c := crew{rule: r.Team, cost: -1, teams: teams}
	for _, s := range p.Sessions {
		c.dates = append(c.dates, s.Date)
	}
	c.rank(r.Leaders)
	if c.enough() {
		c.choose(nil, 0)
	}
	if why := c.reasons(r.Substitutions); why != nil {
		return why
	}
	p.Substitutions = c.cost
	for _, i := range c.best {
		p.Team = append(p.Team, c.leaders[i].ID)
	}
	for s, team := range c.stand {
		for _, i := range team {
			p.Sessions[s].Team = append(p.Sessions[s].Team, c.leaders[i].ID)
		}
	}
	return nil
}

// rank works out who is free when. First come as many holders of each attribute
// as are asked for, then all others; among each of them those who are free most
// often.
func (c *crew) rank(leaders []Leader) {
	type ranked struct {
		leader Leader
		free   []uint64
		times  int
	}
	var all []ranked
	for _, l := range leaders {
		x := ranked{l, make([]uint64, (len(c.dates)+63)/64), 0}
		for s, d := range c.dates {
			if l.on(d) {
				x.free[s/64] |= 1 << (s % 64)
				x.times++
			}
		}
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return b.times - a.times })
	first := make([]bool, len(all))
	take := func(i int) {
		if !first[i] {
			first[i] = true
			c.leaders, c.free = append(c.leaders, all[i].leader), append(c.free, all[i].free)
		}
	}
	for _, asked := range c.rule.AtLeast {
		n := 0
		for i := 0; i < len(all) && n < asked.Count; i++ {
			if slices.Contains(all[i].leader.Attributes, asked.Attribute) {
				take(i)
				n++
			}
		}
	}
	for i := range all {
		take(i)
	}
}

// enough reports whether there are enough people for each session.
func (c *crew) enough() bool {
	for s := range c.dates {
		if !c.enoughFor(s) {
			return false
		}
	}
	return true
}

// enoughFor reports whether those who are free for a session are as many as a
// team has, and have what is asked for.
func (c *crew) enoughFor(session int) bool {
	var free []int
	for i := range c.leaders {
		if c.isFree(i, session) {
			free = append(free, i)
		}
	}
	return c.met(free)
}

func (c *crew) isFree(leader, session int) bool {
	return c.free[leader][session/64]&(1<<(session%64)) != 0
}

// choose tries every team that begins with the given leaders.
func (c *crew) choose(team []int, next int) {
	if len(team) == c.rule.Min {
		c.teams--
		c.try(team)
		return
	}
	for i := next; i < len(c.leaders) && c.teams > 0 && c.cost != 0; i++ {
		c.choose(append(slices.Clip(team), i), i+1)
	}
}

// try keeps a team if it is the best so far.
func (c *crew) try(team []int) {
	if !c.met(team) {
		return
	}
	away := 0
	for word := range c.free[0] {
		all := ^uint64(0)
		for _, i := range team {
			all &= c.free[i][word]
		}
		sessions := min(64, len(c.dates)-64*word)
		away += sessions - bits.OnesCount64(all)
	}
	if c.cost >= 0 && away >= c.cost {
		return
	}
	stand := make([][]int, len(c.dates))
	for s := range c.dates {
		if stand[s] = c.standIn(team, s); stand[s] == nil {
			return
		}
	}
	c.best, c.stand, c.cost = slices.Clone(team), stand, away
}

// standIn returns who leads a session: those of the team who are free, and
// others for the rest; nil if they are too few.
func (c *crew) standIn(team []int, session int) []int {
	present := make([]int, 0, len(team))
	for _, i := range team {
		if c.isFree(i, session) {
			present = append(present, i)
		}
	}
	return c.complete(present, session, 0)
}

// complete adds free leaders until the rule is met.
func (c *crew) complete(present []int, session, next int) []int {
	if len(present) == c.rule.Min {
		if c.met(present) {
			return present
		}
		return nil
	}
	for i := next; i < len(c.leaders) && c.steps < maxSteps; i++ {
		c.steps++
		if !c.isFree(i, session) || slices.Contains(present, i) {
			continue
		}
		if full := c.complete(append(slices.Clip(present), i), session, i+1); full != nil {
			return full
		}
	}
	return nil
}

// met reports whether leaders are as many as a team has, and have what is asked
// for.
func (c *crew) met(team []int) bool { return len(team) >= c.rule.Min && c.haveAttributes(team) }

// haveAttributes reports whether as many of some leaders as are asked for have
// each attribute.
func (c *crew) haveAttributes(some []int) bool {
	for _, asked := range c.rule.AtLeast {
		n := 0
		for _, i := range some {
			if slices.Contains(c.leaders[i].Attributes, asked.Attribute) {
				n++
			}
		}
		if n < asked.Count {
			return false
		}
	}
	return true
}

// reasons says why there is no team, or returns nil.
func (c *crew) reasons(substitutions int) []program.Finding {
	if c.cost >= 0 && c.cost <= substitutions {
		return nil
	}
	if c.cost > substitutions {
		return []program.Finding{{
			Code: CodeSubstitutions, Severity: program.Error, Field: "substitutions", Value: fmt.Sprint(c.cost),
			Message: fmt.Sprintf("every team needs somebody to step in at %d sessions or more, allowed are %d", c.cost, substitutions),
		}}
	}
	var days []string
	c.steps = 0 // what the search for the best team has used up says nothing of a day
	for s, d := range c.dates {
		if !c.enoughFor(s) || c.complete(nil, s, 0) == nil && c.steps < maxSteps {
			_, month, day := d.Civil()
			days = append(days, fmt.Sprintf("%d/%d", month, day))
		}
	}
	message := "no team of the leaders is as the program asks"
	if len(days) > 0 {
		message = fmt.Sprintf("no team of %d is free and certified on %s", c.rule.Min, strings.Join(days, ", "))
	}
	return []program.Finding{{Code: CodeNoTeam, Severity: program.Error, Field: "leaders", Message: message}}
}
