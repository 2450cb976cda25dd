package coverage_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

// A listed is one weekly meeting of a published list, as far as it counts here. The first
// names are those of Meeting Guide, the others those of BMLT.
type listed struct {
	Day                 *int
	Time                string
	Types               []string
	Option              string `json:"attendance_option"`
	Latitude, Longitude json.RawMessage
	Weekday             string `json:"weekday_tinyint"`
	Start               string `json:"start_time"`
	Published           string
}

// evening reports whether it begins from Monday to Friday from 17:00 until before 22:00.
func (l listed) evening() bool {
	day := -1 // Sunday is 0
	if l.Day != nil {
		day = *l.Day
	} else if n, err := strconv.Atoi(l.Weekday); err == nil {
		day = n - 1
	}
	start := l.Time + l.Start
	return day >= 1 && day <= 5 && start >= "17:00" && start < "22:00"
}

// inPerson reports whether people can come.
func (l listed) inPerson() bool {
	return l.Option != "online" && l.Option != "inactive" && l.Published != "0" && !slices.Contains(l.Types, "TC")
}

func readFeed(t *testing.T, name string, keep func(listed) bool) (sites []coverage.Site) {
	var list []listed
	if err := json.NewDecoder(shared(t, "feeds/"+name)).Decode(&list); err != nil {
		t.Fatal(err)
	}
	for i, l := range list {
		if !l.inPerson() || !keep(l) {
			continue
		}
		lat, err1 := strconv.ParseFloat(strings.Trim(string(l.Latitude), `"`), 64)
		lng, err2 := strconv.ParseFloat(strings.Trim(string(l.Longitude), `"`), 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: record %d: %v, %v", name, i, err1, err2)
		}
		sites = append(sites, coverage.Site{ID: fmt.Sprint(i), Point: earth.LatLng(lat, lng), PerWeek: 1})
	}
	return sites
}

// TestPublishedLists measures three published meeting lists. The package documentation has
// the figures.
func TestPublishedLists(t *testing.T) {
	all := func(listed) bool { return true }
	tests := []struct {
		file     string
		counties []string
		all      string // sites; share within 1 and 3 miles; meetings a week within 3 miles; median distance
		evenings string // the same for evenings from Monday to Friday
	}{
		{"meeting-guide/aasepia.json", []string{"42017", "42029", "42045", "42091", "42101"},
			"1821: 74.5 %, 97.8 %, 86, 0.62 miles", "784: 67.4 %, 97.4 %, 36, 0.73 miles"},
		{"meeting-guide/oc.json", []string{"06059"},
			"1580: 70.0 %, 98.3 %, 85, 0.69 miles", "696: 66.0 %, 98.3 %, 39, 0.76 miles"},
		{"bmlt/greater-new-york.json", []string{"36005", "36047", "36061", "36081", "36085"},
			"1513: 89.2 %, 100.0 %, 57, 0.37 miles", "865: 85.4 %, 99.9 %, 31, 0.44 miles"},
	}
	for _, tt := range tests {
		t.Run("D5 "+tt.file, func(t *testing.T) {
			p := coverage.Tracts().In(tt.counties...)
			figures := func(sites []coverage.Site) string {
				c := measure(t, p, sites, coverage.Straight(3*earth.Mile))
				s := c.Summary()
				return fmt.Sprintf("%d: %.1f %%, %.1f %%, %.0f, %.2f miles", len(sites),
					100*float64(c.Within(earth.Mile))/float64(s.People), 100*s.Share(), s.Meetings, s.Median.Miles())
			}
			if got := figures(readFeed(t, tt.file, all)); got != tt.all {
				t.Errorf("all: %q, want %q", got, tt.all)
			}
			if got := figures(readFeed(t, tt.file, listed.evening)); got != tt.evenings {
				t.Errorf("evenings: %q, want %q", got, tt.evenings)
			}
		})
	}
}
