package coverage

import (
	"cmp"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// A Summary says how far the people of some areas are from the sites.
type Summary struct {
	People  int64 // who live there
	Reached int64 // of them, who have at least one site within reach

	// Mean is the average straight distance of a person from the nearest site. Half of the
	// people are as near as Median or nearer, nine of ten as near as P90. All are
	// [earth.Farthest] if there are no sites, and 0 if there are no people.
	Mean, Median, P90 earth.Distance

	// Meetings is the number of meetings a week that the average person has within
	// reach, people without any included.
	Meetings float64
}

// Share returns the share of people within reach, 0 to 1; 0 if there are no people.
func (s Summary) Share() float64 { return share(s.Reached, s.People) }

// Unreached returns the number of people out of reach.
func (s Summary) Unreached() int64 { return s.People - s.Reached }

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// A Group is a part of the population with its summary.
type Group struct {
	Key  string // FIPS code of the state or county, or the least number of people nearby
	Name string // "Florida", "Clay County, FL" or "10,000 to 50,000 people within 10 miles"
	Summary
}

// Summary returns the summary of all people.
func (c *Coverage) Summary() Summary {
	all := make([]int32, len(c.fates))
	for i := range all {
		all[i] = int32(i)
	}
	return c.summary(all)
}

// summary reorders areas.
func (c *Coverage) summary(areas []int32) (s Summary) {
	var distance, meetings float64
	for _, i := range areas {
		people, f := c.population.areas[i].People, &c.fates[i]
		s.People += people
		if f.reached {
			s.Reached += people
		}
		distance += float64(people) * f.distance.Metres()
		meetings += float64(people) * float64(f.meetings)
	}
	if s.People == 0 {
		return s
	}
	s.Mean = c.average(distance, s.People)
	s.Meetings = meetings / perWeekUnit / float64(s.People)
	c.byDistance(areas)
	s.Median = c.percentile(areas, s.People, 0.5)
	s.P90 = c.percentile(areas, s.People, 0.9)
	return s
}

// average returns the average of people whose distances add up to a sum, in metres.
func (c *Coverage) average(sum float64, people int64) earth.Distance {
	if c.unplaced == len(c.sites) {
		return earth.Farthest // exactly
	}
	return earth.Distance(sum / float64(people))
}

func (c *Coverage) byDistance(areas []int32) {
	slices.SortFunc(areas, func(i, j int32) int { return cmp.Compare(c.fates[i].distance, c.fates[j].distance) })
}

// percentile returns the least distance within which a share of the people are. The areas
// are in order of distance.
func (c *Coverage) percentile(areas []int32, people int64, share float64) earth.Distance {
	var within int64
	for _, i := range areas {
		if within += c.population.areas[i].People; float64(within) >= share*float64(people) {
			return c.fates[i].distance
		}
	}
	return 0
}

// Percentile returns the least straight distance within which a share of the people, 0 to 1,
// have a site. It is 0 if there are no people, and [earth.Farthest] if there are no sites.
func (c *Coverage) Percentile(share float64) earth.Distance {
	all := make([]int32, len(c.fates))
	for i := range all {
		all[i] = int32(i)
	}
	c.byDistance(all)
	return c.percentile(all, c.population.people, min(max(share, 0), 1))
}

// Within returns the number of people who have a site within a straight distance, itself
// included.
func (c *Coverage) Within(d earth.Distance) (people int64) {
	for i, f := range c.fates {
		if f.distance <= d && f.site >= 0 {
			people += c.population.areas[i].People
		}
	}
	return people
}

// States returns the summary of each state, in order of FIPS code. Areas whose ID is no
// census code are in a group with the Key "", which comes first.
func (c *Coverage) States() []Group {
	return groups(c, func(i int) string { return stateCode(c.population.areas[i].ID) },
		func(code string, s Summary) Group { return Group{code, stateName(code), s} })
}

// Counties returns the summary of each county, as States does.
func (c *Coverage) Counties() []Group {
	return groups(c, func(i int) string { return countyCode(c.population.areas[i].ID) },
		func(code string, s Summary) Group { return Group{code, countyName(code), s} })
}

// groups returns the summaries of areas of one key each, in order of keys.
func groups[K cmp.Ordered](c *Coverage, keyOf func(area int) K, group func(key K, s Summary) Group) []Group {
	parts := map[K][]int32{}
	for i := range c.fates {
		key := keyOf(i)
		parts[key] = append(parts[key], int32(i))
	}
	var list []Group
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, group(key, c.summary(parts[key])))
	}
	return list
}

// stateName and countyName return the code itself for what package place does not know.
func stateName(code string) string {
	for s := range place.States() {
		if s.FIPS == code {
			return s.Name
		}
	}
	return code
}

func countyName(code string) string {
	county, err := place.CountyByFIPS(code)
	if err != nil {
		return code
	}
	return county.String()
}
