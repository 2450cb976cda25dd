package coverage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Change is something that may happen to sites, for [Coverage.WhatIf]: [Open], [Close],
// [Move] or [Meet]. The zero Change changes nothing.
type Change struct {
	id    string // of what is to change
	fresh bool   // whether nothing is: a site is added
	apply func(sites []Site, at int) []Site
}

// Open adds a site.
func Open(s Site) Change {
	return Change{fresh: true, apply: func(sites []Site, _ int) []Site { return append(sites, s) }}
}

// Close takes the site with an ID away.
func Close(id string) Change {
	return Change{id: id, apply: func(sites []Site, at int) []Site { return slices.Delete(sites, at, at+1) }}
}

// Move puts the site with an ID in another place.
func Move(id string, to earth.Point) Change {
	return Change{id: id, apply: func(sites []Site, at int) []Site { sites[at].Point = to; return sites }}
}

// Meet lets the site with an ID meet as often as perWeek says.
func Meet(id string, perWeek float64) Change {
	return Change{id: id, apply: func(sites []Site, at int) []Site { sites[at].PerWeek = perWeek; return sites }}
}

// ErrNoSite reports a Change of a site that is not there.
var ErrNoSite = errors.New("coverage: no such site")

// An Effect is what changes would do.
type Effect struct {
	After *Coverage
	// Gained is the number of people who are out of reach now and would be within; Lost of
	// those who are within and would be out.
	Gained, Lost int64
}

// Net returns how many more people would be within reach; below 0 it is how many fewer.
func (e Effect) Net() int64 { return e.Gained - e.Lost }

// WhatIf says what changes, made in order, would do. c and all else stay as they are: After
// is what [Measure] says of the changed sites. If several sites have the ID of a change, the
// first is changed. The error is [ErrNoSite], or one of Measure, to which opt goes.
func (c *Coverage) WhatIf(ctx context.Context, opt Options, changes ...Change) (Effect, error) {
	sites := slices.Clone(c.sites)
	for _, change := range changes {
		if change.apply == nil {
			continue
		}
		at := slices.IndexFunc(sites, func(s Site) bool { return s.ID == change.id })
		if at < 0 && !change.fresh {
			return Effect{}, fmt.Errorf("%w: %q", ErrNoSite, change.id)
		}
		sites = change.apply(sites, at)
	}
	after, err := Measure(ctx, c.population, sites, c.reach, opt)
	if err != nil {
		return Effect{}, err
	}
	e := Effect{After: after}
	for i, a := range c.population.areas {
		switch before, after := c.fates[i].reached, after.fates[i].reached; {
		case after && !before:
			e.Gained += a.People
		case before && !after:
			e.Lost += a.People
		}
	}
	return e, nil
}
