package coverage

import (
	"fmt"
	"math"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/schedule"
)

// A Site is where a group meets, or could meet.
type Site struct {
	ID    string // of an offering, or any
	Name  string
	Point earth.Point // the zero Point reaches nobody

	// PerWeek is how often the group meets, in meetings a week on average: 0.5 is every
	// other week. It is 0 to 10,000; 0 is not known, or by appointment, and reaches
	// people all the same.
	PerWeek float64
}

// maxPerWeek is the greatest number of meetings a week at one site.
const maxPerWeek = 10_000

func (s Site) validate() error {
	if !(s.PerWeek >= 0 && s.PerWeek <= maxPerWeek) {
		return fmt.Errorf("coverage: site %q: %v meetings a week, want 0 to %d", s.ID, s.PerWeek, maxPerWeek)
	}
	return nil
}

// meetings returns PerWeek in millionths, which add up exactly in any order.
func (s Site) meetings() int64 { return int64(math.Round(s.PerWeek * perWeekUnit)) }

const perWeekUnit = 1e6

// maxDays is the longest period of Sites.
const maxDays = 10 * 366

var errPeriod = fmt.Errorf("coverage: period of sites, want 1 to %d days", maxDays)

// Sites returns the sites of a directory where people can come to a group that passes a
// filter, as a search on the first day with that filter would find it: one for each
// offering in person, in order of ID. PerWeek is the average of its meetings from from
// until the day before to that are on the days and at the times asked for, and are held
// or unconfirmed.
//
// Offerings without such a meeting are left out, unless they meet by appointment and the
// filter asks for no day or time; dates held online or elsewhere do not count. The point of a
// confidential venue is the middle of its area, some kilometres off, as the public has it.
// A venue that is not on the map gives a site without a point, which [Coverage.Unplaced]
// counts. It is an error if the period is empty or longer than 10 years; 12 weeks are plenty.
func Sites(s *directory.Snapshot, f directory.Filter, from, to schedule.Date) ([]Site, error) {
	if from.IsZero() || to.IsZero() {
		return nil, errPeriod
	}
	days := to.DaysSince(from)
	if days < 1 || days > maxDays {
		return nil, errPeriod
	}
	var sites []Site
	for l := range s.Listings("") {
		if l.Place == nil || !s.Passes(&f, l.ID, from) {
			continue
		}
		table := s.Timetable(l.ID)
		meetings := 0
		for m := range table.All(from, to) {
			if m.Venue == l.Place.ID && (m.Status.Held() || m.Status == schedule.Unconfirmed) && f.Takes(m) {
				meetings++
			}
		}
		appointment := len(table.Series()) == 0 && l.Status == directory.Active && !f.Timed()
		if meetings == 0 && !appointment {
			continue
		}
		perWeek := math.Min(float64(meetings)*7/float64(days), maxPerWeek)
		sites = append(sites, Site{ID: l.ID, Name: siteName(l), Point: l.Place.Point, PerWeek: perWeek})
	}
	return sites, nil
}

func siteName(l directory.Listing) string {
	if l.Place.Name == "" {
		return l.Name
	}
	return l.Name + ", " + l.Place.Name
}
