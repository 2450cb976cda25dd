package place_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// allZIPs returns every ZIP code that Lookup knows, found by trying all numbers.
func allZIPs(t testing.TB) []place.Place {
	var all []place.Place
	for n := range 100_000 {
		p, err := place.Lookup(fmt.Sprintf("%05d", n))
		switch {
		case err == nil:
			all = append(all, p)
		case !errors.Is(err, place.ErrUnknown):
			t.Fatalf("ZIP code %05d: %v", n, err)
		}
	}
	return all
}

func TestEveryZIPIsFoundAgain(t *testing.T) {
	all := allZIPs(t)
	if len(all) != 40_976 {
		t.Errorf("%d ZIP codes, want 40,976 as the documentation says", len(all))
	}
	for _, p := range all {
		for _, text := range []string{p.ZIP, p.String(), p.ZIP + "-0001"} {
			again, err := place.Lookup(text)
			if err != nil {
				t.Fatalf("Lookup(%q): %v", text, err)
			}
			if diff := cmp.Diff(p, again, cmp.Comparer(samePoint)); diff != "" {
				t.Fatalf("Lookup(%q) (-ZIP alone +this):\n%s", text, diff)
			}
		}
		if c, err := place.CountyByFIPS(p.County.FIPS); c != p.County || err != nil {
			t.Errorf("%v is in county %v, of which CountyByFIPS says %v, %v", p, p.County, c, err)
		}
		if p.County.State != p.State || p.AlsoIn != nil || p.Radius < 2*earth.Kilometre {
			t.Errorf("%v has county %v, others %v, radius %v", p, p.County, p.AlsoIn, p.Radius)
		}
	}
}

func samePoint(a, b earth.Point) bool { return a == b }

// citiesOf groups ZIP codes by city and state.
func citiesOf(zips []place.Place) map[string][]place.Place {
	cities := map[string][]place.Place{}
	for _, p := range zips {
		city := p.Name + ", " + p.State
		cities[city] = append(cities[city], p)
	}
	return cities
}

func TestEveryCityIsFoundByItsState(t *testing.T) {
	cities := citiesOf(allZIPs(t))
	if len(cities) != 29_539 {
		t.Errorf("%d cities, want 29,539 as the documentation says", len(cities))
	}
	for name, zips := range cities {
		city, err := place.Lookup(name)
		if err != nil || city.String() != name || city.ZIP != "" {
			t.Fatalf("Lookup(%q) = %v, %v", name, city, err)
		}
		checkCity(t, city, zips)
	}
}

// checkCity checks a city against its ZIP codes.
func checkCity(t *testing.T, city place.Place, zips []place.Place) {
	t.Helper()
	counties := map[place.County]bool{}
	atPoint := false
	var reach earth.Distance
	for _, z := range zips {
		counties[z.County] = true
		atPoint = atPoint || z.Point == city.Point && z.County == city.County
		reach = max(reach, city.Point.Distance(z.Point)+z.Radius)
	}
	if !atPoint {
		t.Errorf("%v at %v in %v is no point of its ZIP codes", city, city.Point, city.County)
	}
	if city.Radius != reach {
		t.Errorf("%v reaches %v, its ZIP codes %v", city, city.Radius, reach)
	}
	got := map[place.County]bool{city.County: true}
	for _, c := range city.AlsoIn {
		got[c] = true
	}
	if diff := cmp.Diff(counties, got); diff != "" || len(got) != 1+len(city.AlsoIn) {
		t.Errorf("S24 counties of %v (-of its ZIP codes +of Lookup):\n%s", city, diff)
	}
}

func TestEveryCityIsFoundOrOfferedByItsName(t *testing.T) {
	byName := map[string][]string{} // cities by their name alone
	for _, city := range slices.Sorted(maps.Keys(citiesOf(allZIPs(t)))) {
		name := squeeze(city[:len(city)-len(", FL")])
		byName[name] = append(byName[name], city)
	}
	for _, cities := range byName {
		var got []string
		p, err := place.Lookup(cities[0][:len(cities[0])-len(", FL")])
		if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
			for _, c := range ambiguous.Choices {
				got = append(got, c.String())
			}
		} else if err == nil {
			got = []string{p.String()}
		}
		slices.Sort(got)
		if diff := cmp.Diff(cities, got); diff != "" {
			t.Errorf("D51 all cities of one name (-want +got):\n%s", diff)
		}
	}
}

func TestEveryCountyIsFoundAgain(t *testing.T) {
	n := 0
	for s := range place.States() {
		var last string
		for c := range place.Counties(s.Code) {
			n++
			if c.State != s.Code || !strings.HasPrefix(c.FIPS, s.FIPS) || c.FIPS <= last {
				t.Errorf("county %+v after %q among those of %+v", c, last, s)
			}
			last = c.FIPS
			if again, err := place.CountyByFIPS(c.FIPS); again != c || err != nil {
				t.Errorf("CountyByFIPS(%q) = %v, %v", c.FIPS, again, err)
			}
			p, err := place.Lookup(c.String())
			if err != nil || p.County != c {
				t.Errorf("Lookup(%q) = %v, %v", c, p, err)
			}
			if p.Name != "" && c.Name != "Carson City" { // both a city and a county
				t.Errorf("Lookup(%q) found the city %v", c, p)
			}
		}
	}
	if n != 3143 {
		t.Errorf("%d counties, want 3,143", n)
	}
}
