package coverage

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// An Area is a small piece of land with the people who live there, taken to be at one
// point, such as a census tract of about 4,000 people at its center of population.
type Area struct {
	// ID of a census area is its GEOID: two digits of the state, three of the county, six
	// of the tract and one of the block group, as many of them as the area has. Other
	// areas may have any ID; then they belong to no state and no county.
	ID     string
	Point  earth.Point
	People int64
}

// A Population says where people live. It is immutable and may be used by any number of
// goroutines. The zero Population has nobody.
type Population struct {
	areas  []Area // each with people and a point
	people int64
}

// maxPeople is the greatest number of people of a population, so that no sum overflows.
const maxPeople = 1e15

var errPeople = errors.New("want 0 to 1,000,000,000,000,000 people in all")

// NewPopulation returns the population of areas, in their order. Areas without people are
// left out. It is an error if an area with people has no coordinates, if one has less than
// 0 people, or if there are more than 10^15 in all. NewPopulation keeps no reference to areas.
func NewPopulation(areas []Area) (*Population, error) {
	p := &Population{areas: make([]Area, 0, len(areas))}
	for _, a := range areas {
		if err := p.add(a); err != nil {
			return nil, fmt.Errorf("coverage: area %q: %w", a.ID, err)
		}
	}
	return p, nil
}

func (p *Population) add(a Area) error {
	switch {
	case a.People < 0 || a.People > maxPeople-p.people:
		return fmt.Errorf("%d people: %w", a.People, errPeople)
	case a.People == 0:
		return nil
	case a.Point.IsZero():
		return errors.New("no coordinates")
	}
	p.areas = append(p.areas, a)
	p.people += a.People
	return nil
}

// In returns the part of p whose IDs begin with one of the codes: "12" is the state of
// Florida, "12019" a county in it. The order stays. Without codes nobody is left.
func (p *Population) In(codes ...string) *Population {
	part := &Population{}
	for _, a := range p.areas {
		if slices.ContainsFunc(codes, func(code string) bool { return strings.HasPrefix(a.ID, code) }) {
			part.areas = append(part.areas, a)
			part.people += a.People
		}
	}
	return part
}

// Len returns the number of areas.
func (p *Population) Len() int { return len(p.areas) }

// People returns the number of people.
func (p *Population) People() int64 { return p.people }

// Areas yields the areas in order.
func (p *Population) Areas() iter.Seq[Area] { return slices.Values(p.areas) }

// index returns an index of the areas, weighted with their people.
func (p *Population) index() (*earth.Index, error) {
	points := make([]earth.Point, len(p.areas))
	weights := make([]int64, len(p.areas))
	for i, a := range p.areas {
		points[i], weights[i] = a.Point, a.People
	}
	return earth.NewIndex(points, earth.IndexOptions{Weights: weights})
}

// stateCode and countyCode return the FIPS code at the beginning of an ID, "" if it has none.
func stateCode(id string) string  { return fips(id, 2) }
func countyCode(id string) string { return fips(id, 5) }

func fips(id string, digits int) string {
	if len(id) < digits || strings.Trim(id, "0123456789") != "" {
		return ""
	}
	return id[:digits]
}
