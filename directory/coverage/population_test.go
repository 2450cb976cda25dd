package coverage_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// shared opens a file of the real data beside the checkout.
func shared(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open("../../../shared/data/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared data is not beside the checkout: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func TestTracts(t *testing.T) {
	p := coverage.Tracts()
	t.Run("D5 the tracts have everybody counted in 2020", func(t *testing.T) {
		if p.People() != 331_449_281 || p.Len() != 83_848 {
			t.Errorf("%d people in %d tracts, want 331,449,281 in 83,848", p.People(), p.Len())
		}
	})
	t.Run("each state and county is one that package place knows", func(t *testing.T) {
		states, sum := 0, int64(0)
		for s := range place.States() {
			states++
			part := p.In(s.FIPS)
			sum += part.People()
			if part.Len() == 0 {
				t.Errorf("%s has nobody", s.Name)
			}
		}
		for a := range p.Areas() {
			if _, err := place.CountyByFIPS(a.ID[:5]); err != nil || len(a.ID) != 11 || a.People <= 0 {
				t.Fatalf("%+v: %v", a, err)
			}
		}
		if states != 51 || sum != p.People() {
			t.Errorf("%d people in %d states, want all in 51", sum, states)
		}
	})
	t.Run("D5 each tract is as in the file of the Census Bureau", func(t *testing.T) {
		rows, err := csv.NewReader(shared(t, "census/tract2020.csv")).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := map[string][]string{}
		for _, row := range rows[1:] {
			want[row[0]+row[1]+row[2]] = row
		}
		for a := range p.Areas() {
			row := want[a.ID]
			lat, _ := strconv.ParseFloat(row[4], 64)
			lng, _ := strconv.ParseFloat(row[5], 64)
			if strconv.FormatInt(a.People, 10) != row[3] || math.Abs(a.Point.Lat()-lat) > 5.1e-5 || math.Abs(a.Point.Lng()-lng) > 5.1e-5 {
				t.Fatalf("%+v, want %q", a, row)
			}
		}
	})
}

func TestIn(t *testing.T) {
	p := coverage.Tracts()
	if got := p.In("12").People(); got != 21_538_187 {
		t.Errorf("Florida has %d people, want 21,538,187", got)
	}
	if got := p.In("12019", "12031").People(); got != 218_245+995_567 {
		t.Errorf("Clay and Duval have %d people, want 1,213,812", got)
	}
	if got := p.In(); got.Len() != 0 || got.People() != 0 {
		t.Errorf("no code is %d areas", got.Len())
	}
}

func TestNewPopulation(t *testing.T) {
	here := earth.LatLng(30, -81)
	tests := []struct {
		name  string
		areas []coverage.Area
		want  string // part of the error
		n     int
	}{
		{"none is a population without people", nil, "", 0},
		{"areas without people are left out", []coverage.Area{{ID: "a"}, {ID: "b", Point: here, People: 3}}, "", 1},
		{"people are somewhere", []coverage.Area{{ID: "a", People: 3}}, `area "a": no coordinates`, 0},
		{"people are not negative", []coverage.Area{{ID: "a", Point: here, People: -3}}, `area "a": -3 people: want 0 to`, 0},
		{"sums do not overflow", []coverage.Area{{ID: "a", Point: here, People: 1e15}, {ID: "b", Point: here, People: 1}}, `area "b": 1 people`, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := coverage.NewPopulation(tt.areas)
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("error %v, want %q", err, tt.want)
				}
				return
			}
			if err != nil || p.Len() != tt.n {
				t.Errorf("%d areas, error %v, want %d", p.Len(), err, tt.n)
			}
		})
	}
}

func TestReadPopulation(t *testing.T) {
	area := func(id string, people int64) []coverage.Area {
		return []coverage.Area{{ID: id, Point: earth.LatLng(32.464466, -86.486302), People: people}}
	}
	tests := []struct {
		name, text string
		want       []coverage.Area
		err        string
	}{
		{"block groups", "STATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE\n01,001,020100,1,575,32.464466,-86.486302\n", area("010010201001", 575), ""},
		{"as the Bureau publishes them", "\ufeffSTATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE\r\n01,001,020100,1,575,+32.464466,-086.486302\r\n", area("010010201001", 575), ""},
		{"counties, with names that nobody needs", "STATEFP,COUNTYFP,COUNAME,STNAME,POPULATION,LATITUDE,LONGITUDE\n01,001,Autauga,Alabama,58805,32.464466,-86.486302\n", area("01001", 58805), ""},
		{"any order, any case, own IDs", "longitude,latitude,population,id\n-86.486302,32.464466,7,parish 4\n", area("parish 4", 7), ""},
		{"without people a row needs no point", "ID,POPULATION,LATITUDE,LONGITUDE\nx,0,,\n", nil, ""},
		{"a code without its zeros", "STATEFP,POPULATION,LATITUDE,LONGITUDE\n1,5,32,-86\n", nil, `row 2: STATEFP "1", want 2 digits`},
		{"a code without its zeros, in a file without states", "TRACTCE,POPULATION,LATITUDE,LONGITUDE\n1,5,32,-86\n", nil, `row 2: TRACTCE "1", want 6 digits`},
		{"several missing columns, of which the first is named", "STATEFP\n", nil, `no column "POPULATION"`},
		{"a missing column", "STATEFP,POPULATION,LATITUDE\n", nil, `no column "LONGITUDE"`},
		{"no number of people", "ID,POPULATION,LATITUDE,LONGITUDE\na,many,32,-86\n", nil, `row 2: POPULATION "many"`},
		{"no latitude", "ID,POPULATION,LATITUDE,LONGITUDE\na,5,north,-86\n", nil, `row 2: LATITUDE "north"`},
		{"latitude and longitude the wrong way round", "ID,POPULATION,LATITUDE,LONGITUDE\na,5,-86,32\nb,5,-96,32\n", nil, "row 3: earth: latitude out of range"},
		{"no coordinates", "ID,POPULATION,LATITUDE,LONGITUDE\na,5,0,0\n", nil, "row 2: no coordinates"},
		{"an empty file", "", nil, "no names of columns"},
		{"rows of different length", "ID,POPULATION,LATITUDE,LONGITUDE\na,5,32\n", nil, "wrong number of fields"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := coverage.ReadPopulation(strings.NewReader(tt.text))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []coverage.Area
			for a := range p.Areas() {
				got = append(got, a)
			}
			if diff := cmp.Diff(tt.want, got, samePoint); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadBlockGroups(t *testing.T) {
	p, err := coverage.ReadPopulation(shared(t, "census/block_group2020.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Len() != 240_942 || p.People() != 334_735_155 {
		t.Errorf("%d people in %d block groups, want 334,735,155 in 240,942", p.People(), p.Len())
	}
	if got := p.People() - p.In("72").People(); got != 331_449_281 {
		t.Errorf("%d people without Puerto Rico, want 331,449,281", got)
	}
}

func FuzzReadPopulation(f *testing.F) {
	f.Add("STATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE\n01,001,020100,1,575,32.464466,-86.486302\n")
	f.Add("ID,POPULATION,LATITUDE,LONGITUDE\na,5,NaN,-86\n")
	f.Add("ID,POPULATION,LATITUDE,LONGITUDE\n\"a\n\",99999999999999999999,1e9,-0\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := coverage.ReadPopulation(strings.NewReader(text))
		if err != nil {
			return
		}
		sum := int64(0)
		for a := range p.Areas() {
			if a.People <= 0 || a.Point.IsZero() {
				t.Fatalf("%+v", a)
			}
			sum += a.People
		}
		if sum != p.People() {
			t.Errorf("%d people, want %d", p.People(), sum)
		}
	})
}
