package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const publishedSheet = `Name,Day,Time,Venue,Street,City,State,ZIP,Language
Tuesday circle,2nd and 4th Tuesdays,6-7:30 pm,Public library,1 Main St,Orange Park,FL,32073,English
Grupo de jueves,Thursdays,7-8:30 pm,Church,2 Oak St,Green Cove Springs,FL,32043,Spanish
Monday talk,Mondays,8-9 pm,Hall,3 Elm St,Orange Park,FL,32073,English
`

// runSite runs reach site with an input and returns its answer and what it
// said besides.
func runSite(t *testing.T, in string, args ...string) (code int, out, said string) {
	t.Helper()
	var answer, errors bytes.Buffer
	now := time.Date(2026, time.November, 22, 23, 0, 0, 0, time.UTC)
	code = run(append([]string{"site"}, args...), environment{strings.NewReader(in), &answer, &errors, func() time.Time { return now }})
	return code, answer.String(), errors.String()
}

func readSite(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	flags := []string{"-from", "csv", "-source", "clay", "-zone", "America/New_York", "-name", "Clay County peers", "-state", "FL", "-phone", "(904) 555-0100", "-out", dir}
	wants := func(t *testing.T, text string, parts ...string) {
		t.Helper()
		for _, p := range parts {
			if !strings.Contains(text, p) {
				t.Errorf("lacks %q", p)
			}
		}
	}
	t.Run("D46 a published sheet is all it needs", func(t *testing.T) {
		code, out, said := runSite(t, publishedSheet, flags...)
		if code != 0 {
			t.Fatalf("exit %d: %s", code, said)
		}
		wants(t, out, `"offerings":3,"refused":0,`)
		wants(t, readSite(t, dir, "towns/index.html"), "Tuesday circle", "Next: Tuesday, November 24, 2026, 6:00–7:30 pm Eastern", "Green Cove Springs, Florida")
		wants(t, readSite(t, dir, "organizations/index.html"), "Clay County peers", "(904) 555-0100", "made on Sunday, November 22, 2026. After Sunday, December 6, 2026,")
		wants(t, readSite(t, dir, "list.js"), `"name":"Monday talk"`, `"point":[30.`)
	})
	t.Run("the old site stays when the sheet is cut off, until somebody says that it is meant", func(t *testing.T) {
		head, _, _ := strings.Cut(publishedSheet, "Grupo")
		for _, in := range []string{head, "", "Name,Day\n"} {
			if code, _, said := runSite(t, in, flags...); code != 1 {
				t.Errorf("exit %d: %s", code, said)
			}
			wants(t, readSite(t, dir, "towns/index.html"), "Monday talk")
		}
		if code, _, said := runSite(t, head, append(flags, "-shrunk", "-today", "2026-11-23")...); code != 0 {
			t.Errorf("exit %d: %s", code, said)
		}
		if text := readSite(t, dir, "towns/index.html"); strings.Contains(text, "Monday talk") || !strings.Contains(text, "made on Monday, November 23, 2026") {
			t.Error("the old site is still there")
		}
	})
	t.Run("organizations can be described in a file", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "also.jsonl")
		if err := os.WriteFile(file, []byte(`{"organization":{"id":"clay","name":"Peers of Clay","state":"FL","zone":"America/New_York"}}`+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "site")
		if code, _, said := runSite(t, publishedSheet, "-from", "csv", "-source", "clay", "-also", file, "-organization", "clay", "-lang", "es", "-out", dir); code != 0 {
			t.Fatalf("exit %d: %s", code, said)
		}
		wants(t, readSite(t, dir, "organizations/clay/index.html"), "Peers of Clay", `<html lang="es">`)
	})
	t.Run("D15 without a time zone nothing is written, and it says what is missing", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "site")
		code, out, said := runSite(t, publishedSheet, "-from", "csv", "-source", "clay", "-out", dir)
		if _, err := os.Stat(dir); code != 1 || out != "" || err == nil {
			t.Errorf("exit %d, %s, %v", code, out, err)
		}
		wants(t, said, "zone-missing: no time zone: give -zone, such as America/New_York", "reach: no group is left: no time zone")
	})
	t.Run("an ID that no address can hold is reported", func(t *testing.T) {
		code, out, said := runSite(t, `{"organization":{"id":"a","name":"A"}}
{"offering":{"id":"../x","name":"X","organization":"a","mode":"online"}}
{"offering":{"id":"y","name":"Y","organization":"a","mode":"online"}}
`, "-out", filepath.Join(t.TempDir(), "site"))
		if code != 0 {
			t.Errorf("exit %d", code)
		}
		wants(t, out, `"offerings":1,"refused":1`)
		wants(t, said, `offering/../x, invalid: site: ID "../x" cannot be part of an address`)
	})
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no folder":                       {nil, "want -out"},
		"a language without pages":        {[]string{"-out", dir, "-lang", "fr"}, `-lang "fr", want en or es`},
		"an address that is none":         {[]string{"-out", dir, "-url", "groups"}, `-url "groups", want`},
		"a site that is old when made":    {[]string{"-out", dir, "-expires", "2026-11-01"}, "-expires: 2026-11-01 is before 2026-11-22"},
		"a day through which that is not": {[]string{"-out", dir, "-through", "soon"}, "-through:"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, said := runSite(t, "", tt.args...)
			if code != 2 {
				t.Errorf("exit %d", code)
			}
			wants(t, said, tt.want)
		})
	}
}
