package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

type sources struct {
	counties []*county          // by FIPS code
	byFIPS   map[string]*county // the same
	zips     []*zip             // by number
}

type county struct {
	fips   string
	name   string // without "County"
	kind   int    // index of kinds
	point  earth.Point
	radius earth.Distance
	blocks []earth.Point // centres of its populated block groups
}

type zip struct {
	number    string
	city      string
	fips      string // of the county
	point     earth.Point
	estimated bool // the point is a guess of GeoNames
	radius    earth.Distance
}

func readSources(data fs.FS, r *report) (*sources, error) {
	s := &sources{byFIPS: map[string]*county{}}
	states, err := s.readCounties(data)
	if err != nil {
		return nil, err
	}
	if err := s.readBlocks(data); err != nil {
		return nil, err
	}
	return s, s.readZIPs(data, states, r)
}

// puertoRico is the state code of the census rows for which GeoNames has no ZIP codes.
const puertoRico = "72"

// readCounties returns the state codes of the census by the name of the state.
func (s *sources) readCounties(data fs.FS) (map[string]string, error) {
	rows, err := readCSV(data, "census/county2020.csv",
		"STATEFP,COUNTYFP,COUNAME,STNAME,POPULATION,LATITUDE,LONGITUDE")
	if err != nil {
		return nil, err
	}
	states := map[string]string{}
	for _, row := range rows {
		if row[0] == puertoRico {
			continue
		}
		p, err := parsePoint(row[5], row[6])
		if err != nil {
			return nil, fmt.Errorf("county %s%s: %w", row[0], row[1], err)
		}
		c := &county{fips: row[0] + row[1], name: row[2], point: p}
		c.kind = kindOf(c.fips)
		s.counties = append(s.counties, c)
		s.byFIPS[c.fips] = c
		states[row[3]] = row[0]
	}
	slices.SortFunc(s.counties, func(a, b *county) int { return strings.Compare(a.fips, b.fips) })
	return states, nil
}

func (s *sources) readBlocks(data fs.FS) error {
	rows, err := readCSV(data, "census/block_group2020.csv",
		"STATEFP,COUNTYFP,TRACTCE,BLKGRPCE,POPULATION,LATITUDE,LONGITUDE")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row[0] == puertoRico || row[4] == "0" {
			continue
		}
		c := s.byFIPS[row[0]+row[1]]
		if c == nil {
			return fmt.Errorf("block group of unknown county %s%s", row[0], row[1])
		}
		p, err := parsePoint(row[5], row[6])
		if err != nil {
			return fmt.Errorf("block group in county %s: %w", c.fips, err)
		}
		c.blocks = append(c.blocks, p)
	}
	return nil
}

// wakeIsland is filed under Hawaii, 3,700 km away, but belongs to no state.
const wakeIsland = "96898"

// readZIPs keeps the rows of the states and DC.
func (s *sources) readZIPs(data fs.FS, states map[string]string, r *report) error {
	text, err := fs.ReadFile(data, "places/geonames_zip_US.txt")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(row) != 12 {
			return fmt.Errorf("ZIP row of %d columns, want 12", len(row))
		}
		if row[4] == "" { // the state is in the place column: "APO AE"
			r.Military++
			continue
		}
		state := states[row[3]]
		if state == "" || row[1] == wakeIsland {
			r.Territories++
			continue
		}
		p, err := parsePoint(row[9], row[10])
		if err != nil {
			return fmt.Errorf("ZIP code %s: %w", row[1], err)
		}
		s.zips = append(s.zips, &zip{
			number:    row[1],
			city:      row[2],
			fips:      state + row[6],
			point:     p,
			estimated: row[11] == "1",
		})
	}
	slices.SortFunc(s.zips, func(a, b *zip) int { return strings.Compare(a.number, b.number) })
	return nil
}

func readCSV(data fs.FS, name, header string) ([][]string, error) {
	text, err := fs.ReadFile(data, name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != header {
		return nil, fmt.Errorf("%s: want the header %q", name, header)
	}
	return rows[1:], nil
}

func parsePoint(lat, lng string) (earth.Point, error) {
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return earth.Point{}, err
	}
	x, err := strconv.ParseFloat(lng, 64)
	if err != nil {
		return earth.Point{}, err
	}
	return earth.NewPoint(y, x)
}
