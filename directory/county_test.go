package directory_test

import (
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
)

// unmapped is a group at a venue without coordinates, of an organization that
// lists counties or none.
func unmapped(v directory.Venue, counties ...string) []directory.Entity {
	v.ID, v.Name = "hall", "Hall"
	g := group("g", on(schedule.Weekly(time.Tuesday), "2022-01-04", "18:00"))
	g.Organization, g.Venue = "sheet", "hall"
	return []directory.Entity{
		directory.Organization{ID: "sheet", Name: "From a sheet", Zone: "America/New_York", Counties: counties}, v, g,
	}
}

func TestCountyOfAnAddress(t *testing.T) {
	const clay, duval = "12019", "12031"
	for _, tt := range []struct {
		name   string
		venue  directory.Venue
		in     []string // counties of the organization
		search string   // ZIP code
		found  bool
	}{
		{"D29 by its ZIP code", directory.Venue{Address: directory.Address{ZIP: "32073"}}, nil, "32073", true},
		{"from elsewhere in the county too", directory.Venue{Address: directory.Address{ZIP: "32073"}}, nil, "32043", true},
		{"not from the next county", directory.Venue{Address: directory.Address{ZIP: "32073"}}, nil, "32204", false},
		{"with four digits more, and its state", directory.Venue{Address: directory.Address{City: "Orange Park", State: "FL", ZIP: "32073-1234"}}, nil, "32073", true},
		{"by its city and state", directory.Venue{Address: directory.Address{City: "Orange Park", State: "FL"}}, nil, "32073", true},
		{"of a ZIP code of another state only the city counts", directory.Venue{Address: directory.Address{City: "Orange Park", State: "FL", ZIP: "10001"}}, nil, "32073", true},
		{"and no place is found by the wrong one", directory.Venue{Address: directory.Address{City: "Orange Park", State: "FL", ZIP: "10001"}}, nil, "10001", false},
		{"a ZIP code that nobody knows leaves the city", directory.Venue{Address: directory.Address{City: "Orange Park", State: "FL", ZIP: "00000"}}, nil, "32073", true},
		{"a city alone is no place", directory.Venue{Address: directory.Address{City: "Orange Park"}}, nil, "32073", false},
		{"the county that is given comes first", directory.Venue{County: duval, Address: directory.Address{ZIP: "32073"}}, nil, "32073", false},
		{"the address comes before the counties of the organization", directory.Venue{Address: directory.Address{ZIP: "32073"}}, []string{duval}, "32204", false},
		{"which count where there is no address", directory.Venue{}, []string{clay}, "32073", true},
		{"nothing is known", directory.Venue{}, nil, "32073", false},
		{"V8 of a confidential venue the ZIP code does not count", directory.Venue{Confidential: true, Address: directory.Address{ZIP: "32073"}}, nil, "32073", false},
		{"but its city, which is public", directory.Venue{Confidential: true, Address: directory.Address{City: "Orange Park", State: "FL", ZIP: "32204"}}, nil, "32073", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := snapshot(t, unmapped(tt.venue, tt.in...)...)
			here, err := place.Lookup(tt.search)
			if err != nil {
				t.Fatal(err)
			}
			r := search(t, s, directory.Query{Near: here.Point, Within: 25 * earth.Mile, Now: at(t, "2022-06-01T12:00:00Z")})
			if got := len(r.Unplaced) == 1; got != tt.found || len(r.InPerson) > 0 {
				t.Errorf("not on the map: %q, want it there: %v", ids(r.Unplaced), tt.found)
			}
			if l, _ := s.Listing("g"); l.Place == nil || l.Place.County != tt.venue.County {
				t.Errorf("the county is written into the listing: %+v", l.Place)
			}
		})
	}
	t.Run("a city of several counties is in each", func(t *testing.T) {
		city, err := place.Lookup("Atlanta, GA")
		if err != nil || len(city.AlsoIn) == 0 {
			t.Fatal(city, err)
		}
		s := snapshot(t, unmapped(directory.Venue{Address: directory.Address{City: "Atlanta", State: "GA"}})...)
		for _, c := range append(city.AlsoIn, city.County) {
			if r := search(t, s, directory.Query{Near: city.Point, County: c.FIPS, Now: at(t, "2022-06-01T12:00:00Z")}); ids(r.Unplaced) != "g" {
				t.Errorf("%s: %q", c, ids(r.Unplaced))
			}
		}
	})
}

func TestLintOfCountiesIsTrue(t *testing.T) {
	for want, v := range map[string]directory.Venue{
		"people find it by its county only":                                  {Address: directory.Address{ZIP: "32073"}},
		"people find it only in the counties that its organization lists":    {Address: directory.Address{City: "Nowhere"}},
		"no county, ZIP code or city with state that is known: people find ": {},
	} {
		var said []string
		for _, f := range snapshot(t, unmapped(v)...).Lint(d("2022-06-01")) {
			if f.Code == directory.CodePoint {
				said = append(said, f.Message)
			}
		}
		if len(said) != 1 || !strings.Contains(said[0], want) {
			t.Errorf("it says %q, want %q", said, want)
		}
	}
}
