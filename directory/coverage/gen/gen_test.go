package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// TestFilesAreThoseOfTheirSources makes the embedded files anew.
func TestFilesAreThoseOfTheirSources(t *testing.T) {
	const data = "../../../../shared/data"
	if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared data is not beside the checkout: ", err)
	}
	dir := t.TempDir()
	if err := run(data, dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tracts.bin", "outlines.bin"} {
		got, err1 := os.ReadFile(filepath.Join(dir, name))
		want, err2 := os.ReadFile(filepath.Join("..", name))
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has %d bytes, and its sources give %d others: run go generate", name, len(want), len(got))
		}
	}
	if info, err := os.Stat("../tracts.bin"); err != nil || info.Size() > 600_000 {
		t.Errorf("tracts.bin: %v, error %v, want at most 600,000 bytes", info, err)
	}
}

func TestBadSources(t *testing.T) {
	const header = "STATEFP,COUNTYFP,TRACTCE,POPULATION,LATITUDE,LONGITUDE\n"
	tests := []struct{ name, tracts, outlines, want string }{
		{"another header", "STATE,COUNTY\n", "", "want the header"},
		{"no number", header + "01,001,020100,many,32,-86\n", "", `"many"`},
		{"no longitude", header + "01,001,020100,1,32,west\n", "", `"west"`},
		{"counties out of order", header + "01,003,1,1,32,-86\n01,001,1,1,32,-86\n", "", "not in the order"},
		{"no JSON", "", "{", "unexpected end"},
		{"no rings", "", `{"objects":{"counties":{"geometries":[{"id":"01001","type":"Polygon","arcs":7}]}}}`, "01001"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := fstest.MapFS{
				"census/tract2020.csv":   {Data: []byte(tt.tracts)},
				"maps/counties-10m.json": {Data: []byte(tt.outlines)},
			}
			make := tracts
			if tt.tracts == "" {
				make = outlines
			}
			if _, err := make(source); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
	t.Run("no files", func(t *testing.T) {
		if err := run(t.TempDir(), t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("error %v, want %v", err, fs.ErrNotExist)
		}
	})
}
