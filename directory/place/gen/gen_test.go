package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

const shared = "../../../../shared/data"

// TestCommittedTable makes the table again from the sources.
func TestCommittedTable(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the shared data is not beside the checkout: ", err)
	}
	s, got, err := load(os.DirFS(shared))
	if err != nil {
		t.Fatal(err)
	}
	want := report{Counties: 3143, ZIPs: 40_976, Military: 511, Territories: 3, UnknownCounties: 419, WrongCounties: 50}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what became of the rows (-want +got):\n%s", diff)
	}
	committed, err := os.ReadFile("../places.bin")
	if err != nil {
		t.Fatal(err)
	}
	if table := s.encode(); !bytes.Equal(committed, table) {
		t.Errorf("the sources make another table (%d bytes) than ../places.bin (%d): run go generate", len(table), len(committed))
	}
	kinds := map[int]int{}
	for _, c := range s.counties {
		kinds[c.kind]++
	}
	wantKinds := map[int]int{bare: 2, plainCounty: 3007, parish: 64, borough: 13, censusArea: 11, municipality: 2, cityAndBorough: 4, city: 40}
	if diff := cmp.Diff(wantKinds, kinds); diff != "" {
		t.Errorf("kinds of county (-want +got):\n%s", diff)
	}
	if len(committed) > 600_000 {
		t.Errorf("the table has %d bytes, more than a program should carry for it", len(committed))
	}
	names, _ := s.names()
	for i := 1; i < len(names); i++ {
		if fold.Compare(fold.Words(nil, names[i-1]), fold.Words(nil, names[i])) > 0 {
			t.Fatalf("%q comes before %q", names[i-1], names[i])
		}
	}
}

// Two counties of Florida and one of Georgia, with one block group each, 100 km apart.
const (
	counties = `STATEFP,COUNTYFP,COUNAME,STNAME,POPULATION,LATITUDE,LONGITUDE
12,001,West,Florida,10,30,-84
12,003,East,Florida,20,30,-83
13,001,North,Georgia,30,30.9,-84
72,001,Adjuntas,Puerto Rico,5,18.1,-66.7
`
	blocks = `STATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE
12,001,000100,1,10,30,-84
12,001,000100,2,0,30,-83.5
12,003,000100,1,20,30,-83
13,001,000100,1,30,30.9,-84
72,001,000100,1,5,18.1,-66.7
`
)

func source(zips ...string) fstest.MapFS {
	return fstest.MapFS{
		"census/county2020.csv":      {Data: []byte(counties)},
		"census/block_group2020.csv": {Data: []byte(blocks)},
		"places/geonames_zip_US.txt": {Data: []byte(strings.ReplaceAll(strings.Join(zips, "\n")+"\n", "|", "\t"))},
	}
}

func TestLoad(t *testing.T) {
	tests := []struct {
		name, row string
		want      string // number and county, empty if the row is dropped
		report    report
	}{
		{"a good row stays as it is",
			"US|32001|Town|Florida|FL|West|001|||30.01|-84|4", "32001 12001", report{ZIPs: 1}},
		{"a military row has no state",
			"US|09001|APO AE|||Nowhere||||50|8|", "", report{Military: 1}},
		{"the Marshall Islands are no state of the census",
			"US|96970|Ebeye|Marshall Islands|MH|Marshall Islands|020|||8.786|167.7365|1", "", report{Territories: 1}},
		{"Wake Island is in no state, whatever the row says",
			"US|96898|Wake Island|Florida|FL|West|001|||30|-84|1", "", report{Territories: 1}},
		{"a county that the census lacks becomes the nearest in the state",
			"US|32002|Town|Florida|FL|Planning Region|190|||30.8|-83.9|4", "32002 12001", report{ZIPs: 1, UnknownCounties: 1}},
		{"a county far from the point becomes the one around it",
			"US|32003|Town|Florida|FL|East|003|||30.02|-84|4", "32003 12001", report{ZIPs: 1, WrongCounties: 1}},
		{"unless the point is a guess",
			"US|32004|Town|Florida|FL|East|003|||30.02|-84|1", "32004 12003", report{ZIPs: 1}},
		{"unless nobody lives near the point",
			"US|32005|Town|Florida|FL|East|003|||30.2|-84|4", "32005 12003", report{ZIPs: 1}},
		{"unless the one around it is in another state",
			"US|32006|Town|Florida|FL|East|003|||30.88|-84|4", "32006 12003", report{ZIPs: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, got, err := load(source("US|39999|Peg|Georgia|GA|North|001|||30.9|-84|4", tt.row))
			if err != nil {
				t.Fatal(err)
			}
			tt.report.Counties = 3
			tt.report.ZIPs++ // the peg
			if diff := cmp.Diff(tt.report, got); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			var zip string
			for _, z := range s.zips[:len(s.zips)-1] {
				zip = z.number + " " + z.fips
			}
			if zip != tt.want {
				t.Errorf("got %q, want %q", zip, tt.want)
			}
		})
	}
}

func TestRadius(t *testing.T) {
	s, _, err := load(source(
		"US|32001|Town|Florida|FL|West|001|||30|-84|4",   // on its block group, alone there
		"US|32002|Town|Florida|FL|West|001|||30|-83.6|4", // between, but nearest to the east
		"US|39999|Peg|Georgia|GA|North|001|||30.9|-84|4",
		"US|39998|Box|Georgia|GA|North|001|||30.9|-84|4",
	))
	if err != nil {
		t.Fatal(err)
	}
	east := earth.LatLng(30, -83.6).Distance(earth.LatLng(30, -83))
	want := map[string]earth.Distance{
		"32001": 2 * earth.Kilometre,
		"32002": 1*earth.Kilometre + 1.5*east,
		"39998": 2 * earth.Kilometre,
		"39999": 2 * earth.Kilometre,
	}
	got := map[string]earth.Distance{}
	for _, z := range s.zips {
		got[z.number] = z.radius
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("radii (-want +got):\n%s", diff)
	}
}

func TestLoadRefusesDamagedSources(t *testing.T) {
	good := "US|32001|Town|Florida|FL|West|001|||30|-84|4"
	damage := map[string]func(fstest.MapFS){
		"no ZIP codes": func(f fstest.MapFS) { delete(f, "places/geonames_zip_US.txt") },
		"no counties":  func(f fstest.MapFS) { delete(f, "census/county2020.csv") },
		"another header": func(f fstest.MapFS) {
			f["census/county2020.csv"] = &fstest.MapFile{Data: []byte("a,b\n")}
		},
		"a block group of no county": func(f fstest.MapFS) {
			f["census/block_group2020.csv"] = &fstest.MapFile{Data: []byte(blocks + "12,005,000100,1,5,30,-84\n")}
		},
		"a latitude past the pole": func(f fstest.MapFS) {
			f["places/geonames_zip_US.txt"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(strings.Replace(good, "30", "300", 1), "|", "\t"))}
		},
		"a column too few": func(f fstest.MapFS) {
			f["places/geonames_zip_US.txt"] = &fstest.MapFile{Data: []byte("US\t32001\n")}
		},
	}
	for name, spoil := range damage {
		files := source(good)
		if _, _, err := load(files); err != nil {
			t.Fatal(err)
		}
		spoil(files)
		if _, _, err := load(files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
