package main

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"
)

const puertoRico = "72" // package place does not know it

// A tract is one row of the census.
type tract struct {
	county, code, people int
	lat, lng             int // in 1/10,000 degree
}

// tracts returns tracts.bin, as described in the package above.
func tracts(source fs.FS) ([]byte, error) {
	rows, err := readTracts(source)
	if err != nil {
		return nil, err
	}
	var perCounty []int // how many tracts
	for i, t := range rows {
		if i == 0 || rows[i-1].county != t.county {
			perCounty = append(perCounty, 0)
		}
		perCounty[len(perCounty)-1]++
	}
	b := []byte("tracts1\n")
	b = binary.AppendUvarint(b, uint64(len(rows)))
	b = binary.AppendUvarint(b, uint64(len(perCounty)))
	first, county := 0, 0
	for _, n := range perCounty {
		b = binary.AppendUvarint(b, uint64(rows[first].county-county))
		b = binary.AppendUvarint(b, uint64(n))
		county = rows[first].county
		first += n
	}
	var last tract
	for _, t := range rows {
		if t.county != last.county {
			last.code = 0
		}
		b = binary.AppendUvarint(b, uint64(t.code-last.code))
		b = binary.AppendUvarint(b, uint64(t.people))
		b = binary.AppendVarint(b, int64(t.lat-last.lat))
		b = binary.AppendVarint(b, int64(t.lng-last.lng))
		last = t
	}
	return b, nil
}

// readTracts returns the tracts of the 50 states and DC that have people.
func readTracts(source fs.FS) ([]tract, error) {
	const name, header = "census/tract2020.csv", "STATEFP,COUNTYFP,TRACTCE,POPULATION,LATITUDE,LONGITUDE"
	text, err := fs.ReadFile(source, name)
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
	var list []tract
	for _, row := range rows[1:] {
		if row[0] == puertoRico || row[3] == "0" {
			continue
		}
		var n [4]float64
		for i, s := range []string{row[0] + row[1], row[2], row[3], row[4]} {
			if n[i], err = strconv.ParseFloat(s, 64); err != nil {
				return nil, fmt.Errorf("%s: %q: %w", name, row, err)
			}
		}
		lng, err := strconv.ParseFloat(row[5], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", name, row, err)
		}
		t := tract{int(n[0]), int(n[1]), int(n[2]), grid(n[3]), grid(lng)}
		if len(list) > 0 && (t.county < list[len(list)-1].county) {
			return nil, fmt.Errorf("%s: %q is not in the order of the counties", name, row)
		}
		list = append(list, t)
	}
	return list, nil
}

// grid returns degrees in 1/10,000 degree, which is 11 m or less.
func grid(degrees float64) int { return int(math.Round(degrees * 1e4)) }
