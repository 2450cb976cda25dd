package coverage

import (
	"fmt"
	"sort"

	"github.com/withinreach/withinreach/directory/earth"
)

// nearby is the distance within which neighbors count for the size of a town.
const nearby = 10 * earth.Mile

// sizes are the least numbers of neighbors of each size.
var sizes = [...]int64{0, 10_000, 50_000, 250_000, 1_000_000}

// Sizes returns the summary of the people in each size of town, from the countryside to
// the largest cities. The size of an area is the number of people of the population who
// live within 10 miles of it, which needs no list of towns and knows no town limits: below
// 10,000, and from 10,000, 50,000, 250,000 and 1,000,000. Sizes without people are left out.
//
// Near the edge of a population that is part of a country, neighbors beyond the edge are
// not counted. Sizes takes some 0.2 s for all tracts.
func (c *Coverage) Sizes() ([]Group, error) {
	x, err := c.population.index()
	if err != nil {
		return nil, err
	}
	sizeOf := func(i int) int {
		_, people := x.Count(c.population.areas[i].Point, nearby, earth.Filter{})
		return sort.Search(len(sizes), func(s int) bool { return people < sizes[s] }) - 1
	}
	return groups(c, sizeOf, func(size int, s Summary) Group {
		return Group{fmt.Sprint(sizes[size]), sizeName(size), s}
	}), nil
}

func sizeName(size int) string {
	switch least := count(sizes[size]); size {
	case 0:
		return fmt.Sprintf("fewer than %s people within 10 miles", count(sizes[1]))
	case len(sizes) - 1:
		return fmt.Sprintf("%s or more people within 10 miles", least)
	default:
		return fmt.Sprintf("%s to %s people within 10 miles", least, count(sizes[size+1]))
	}
}

// count returns a number with commas, "331,449,281".
func count(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
