package csv_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

var update = flag.Bool("update", false, "write the golden files of testdata/layouts anew")

// options are those of all layouts but where a test says otherwise.
func options() feed.Options {
	return feed.Options{Source: "sheet", Zone: "America/New_York", Today: schedule.MustDate("2022-05-01")}
}

// sheetFor returns the sheet for a layout, with the mapping beside it if there
// is one.
func sheetFor(t *testing.T, name string) csv.Sheet {
	t.Helper()
	file, err := os.Open(strings.TrimSuffix(name, ".csv") + ".json")
	if os.IsNotExist(err) {
		return csv.Sheet{}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m, err := csv.ReadMapping(file)
	if err != nil {
		t.Fatal(err)
	}
	return csv.Sheet{Mapping: m}
}

// TestLayouts reads tables as volunteers make them. What came of each stands
// beside it as a table, in a .golden file.
func TestLayouts(t *testing.T) {
	names, err := filepath.Glob("testdata/layouts/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 30 {
		t.Errorf("D45 %d layouts, want at least 30", len(names))
	}
	for _, name := range names {
		t.Run("D45 "+strings.TrimSuffix(filepath.Base(name), ".csv"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sheet := sheetFor(t, name)
			got, err := sheet.Read(strings.NewReader(string(text)), options())
			shown := table(got, err)
			golden := strings.TrimSuffix(name, ".csv") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(shown), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), shown); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkResult(t, got)
			again(t, sheet, string(text), got)
		})
	}
}

// checkResult holds a result against what every result promises.
func checkResult(t *testing.T, got feed.Result) {
	t.Helper()
	seen := map[directory.Key]bool{}
	for _, e := range got.Entities {
		if err := e.Validate(); err != nil {
			t.Errorf("entity is not valid: %v", err)
		}
		if seen[e.Key()] {
			t.Errorf("%v twice, want an ID for each", e.Key())
		}
		seen[e.Key()] = true
	}
	errors := 0
	for _, f := range got.Findings {
		if f.Code == "" || f.Message == "" || f.Severity == "" || f.Place == "" {
			t.Errorf("finding %+v, want code, severity, place and message", f)
		}
		if f.Severity == program.Error {
			errors++
		}
	}
	if errors < got.Refused {
		t.Errorf("%d records refused with %d errors, want one for each", got.Refused, errors)
	}
}

// again imports a table twice more, once with what came of it before: nothing
// may change.
func again(t *testing.T, sheet csv.Sheet, text string, before feed.Result) {
	t.Helper()
	o := options()
	o.Today = o.Today.AddDays(400)
	if strings.Contains(text, "no-year") {
		o = options()
	}
	for range 2 {
		got, err := sheet.Read(strings.NewReader(text), o)
		if err != nil && len(before.Entities) > 0 {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before.Entities, got.Entities, cmpopts.EquateComparable(earth.Point{})); diff != "" {
			t.Errorf("D19 importing twice changes nothing (-first +again):\n%s", diff)
		}
		sheet.Previous = before.Entities
	}
}

// table shows a result for people to look over.
func table(got feed.Result, err error) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	venues := map[string]directory.Venue{}
	for _, e := range got.Entities {
		switch e := e.(type) {
		case directory.Organization:
			fmt.Fprintf(w, "organization\t%s\t%s\n", e.ID, e.Name)
		case directory.Venue:
			venues[e.ID] = e
		case directory.Offering:
			fmt.Fprintf(w, "offering\t%s\n", e.ID)
			for _, line := range lines(e, venues[e.Venue]) {
				fmt.Fprintf(w, "\t%s\n", line)
			}
		}
	}
	for _, f := range got.Findings {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Severity, f.Place, f.Code, f.Value)
	}
	w.Flush()
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	fmt.Fprintf(&b, "%d records, %d refused\n", got.Records, got.Refused)
	var tidy []string
	for line := range strings.Lines(b.String()) {
		tidy = append(tidy, strings.TrimRight(line, " \n"))
	}
	return strings.Join(tidy, "\n") + "\n"
}

func lines(o directory.Offering, v directory.Venue) []string {
	var all []string
	add := func(label, text string) {
		if text != "" {
			all = append(all, label+text)
		}
	}
	add("", o.Name)
	add("program ", o.Program)
	add("by ", strings.TrimPrefix(o.Organization, "sheet"))
	add("", string(o.Mode))
	add("", string(o.Status))
	where := v.Name
	for _, part := range []string{o.Room, v.Address.String(), v.County, v.Point.String()} {
		if part != "" && part != "NaN,NaN" && !(part == v.Point.String() && v.Point.IsZero()) {
			where += " | " + part
		}
	}
	add("at ", where)
	for _, a := range v.Access {
		add("access ", string(a))
	}
	for _, s := range o.Series {
		add("", when(s))
	}
	add("languages ", strings.Join(o.Languages, ", "))
	add("register ", o.Registration.URL+o.Registration.Phone+o.Registration.Email)
	for _, c := range o.Contacts {
		add("", strings.TrimSpace(strings.Join([]string{c.Role, c.Name, c.Phone, c.Email, c.URL}, " ")))
	}
	for _, lang := range []string{"en", "es"} {
		add("note "+lang+" ", strings.ReplaceAll(o.Note[lang], "\n", " / "))
	}
	return all
}

// when says what a series says, for people.
func when(s schedule.Series) string {
	started := s.First == schedule.MustDate("2000-01-01")
	id, zone := s.ID, s.Zone
	s.ID, s.Zone = "", ""
	exceptions := s.Exceptions
	s.Exceptions = slices.DeleteFunc(slices.Clone(s.Exceptions), func(e schedule.Exception) bool { return e.Kind != schedule.Cancel })
	text, _ := phrase.Format(s, "en", phrase.Long)
	if started {
		text = strings.Replace(text, ", starting January 1, 2000", "", 1)
	}
	for _, e := range exceptions {
		if e.Kind != schedule.Cancel || e.Reason != "" {
			text += fmt.Sprintf(" {%s %s %s %s %s}", e.On, e.Kind, e.To, e.Start, e.Reason)
		}
	}
	if zone != "America/New_York" {
		text += " " + zone
	}
	if id != "" {
		text += " [" + id + "]"
	}
	return text
}
