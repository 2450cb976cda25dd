package csv_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/program"
)

func TestReadMapping(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"an empty mapping", `{}`, ""},
		{"all members", `{"columns": {"A": "name", "#2": "ignore", "C": ""}, "header": -1, "day_first": false, "clock": "12", "sunday": 7, "separator": "\t", "encoding": "utf-16be"}`, ""},
		{"a member that is not known", `{"colums": {}}`, `csv: mapping: json: unknown field "colums"`},
		{"a field that is not known", `{"columns": {"A": "nam"}}`, `csv: mapping: column "A": "nam", want the name of a field`},
		{"a header above the table", `{"header": -2}`, `csv: mapping: header -2, want -1 or more`},
		{"a clock", `{"clock": "13"}`, `csv: mapping: clock "13", want 12 or 24`},
		{"a Sunday", `{"sunday": 3}`, `csv: mapping: sunday 3, want 0, 1 or 7`},
		{"a separator", `{"separator": "ab"}`, `csv: mapping: separator "ab", want one of comma, semicolon, tab, bar`},
		{"an encoding", `{"encoding": "ebcdic"}`, `csv: mapping: encoding "ebcdic", want utf-8, utf-16le, utf-16be or windows-1252`},
		{"more than an object", `{} {}`, `csv: mapping: more after the object, want nothing`},
		{"nothing", ``, `csv: mapping: EOF`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := csv.ReadMapping(strings.NewReader(tt.text))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if err != nil {
				return
			}
			text, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			again, err := csv.ReadMapping(strings.NewReader(string(text)))
			if diff := cmp.Diff(m, again); diff != "" || err != nil {
				t.Errorf("read again: %v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestMapping(t *testing.T) {
	const table = "Wer;Wann;Um;Wo\nLamp;1;7:00;Hall\nHope;7;8:00;Hall\n"
	zero, one, seven := 0, 1, 7
	columns := map[string]csv.Field{"wer": csv.Name, "#2": csv.Day, "Um": csv.Time, "Wo": csv.Venue}
	for _, tt := range []struct {
		name string
		m    csv.Mapping
		want string // days and codes of warnings
	}{
		{"D37 a number of a weekday is a question", csv.Mapping{Columns: columns, Header: 1, Clock: "12"}, "weekday-number weekday-number"},
		{"D37 with Sunday as 1", csv.Mapping{Columns: columns, Header: 1, Clock: "12", Sunday: &one}, "SU@19:00 SA@20:00"},
		{"D37 with Sunday as 7", csv.Mapping{Columns: columns, Header: 1, Clock: "24", Sunday: &seven}, "MO@07:00 SU@08:00"},
		{"D37 with Sunday as 0 there is no day 7", csv.Mapping{Columns: columns, Header: 1, Clock: "12", Sunday: &zero}, "MO@19:00 weekday-number"},
		{"without the clock the half of the day is a question", csv.Mapping{Columns: columns, Header: 1, Sunday: &one}, "SU@ SA@ ampm-missing ampm-missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, csv.Sheet{Mapping: tt.m}, table)
			var shown []string
			for _, o := range offerings(got.Entities) {
				for _, s := range o.Series {
					shown = append(shown, strings.TrimPrefix(s.Rule.String(), "FREQ=WEEKLY;BYDAY=")+"@"+s.Start.String())
				}
			}
			for _, f := range got.Findings {
				if f.Severity == program.Warning {
					shown = append(shown, f.Code)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(shown, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPreview(t *testing.T) {
	t.Run("D45 a preview says what each column was taken for", func(t *testing.T) {
		p, err := csv.Sheet{}.Preview(strings.NewReader("Our groups\nGroup\tDay\tTime\tPlace\tMascot\nLamp\tFri\t7:00\tHall\tcat\n"), options())
		if err != nil {
			t.Fatal(err)
		}
		questions := p.Questions
		p.Questions = nil
		want := csv.Preview{Encoding: "utf-8", Separator: "\t", Header: 2, Records: 1,
			Columns: []csv.Column{{"A", "Group", csv.Name}, {"B", "Day", csv.Day}, {"C", "Time", csv.Time}, {"D", "Place", csv.Venue}, {"E", "Mascot", ""}},
			First:   []csv.Sample{{Row: "row 3", ID: "sheet.lamp_hall", Name: "Lamp", When: []string{"Fri"}, Where: "Hall", Mode: "in person"}},
		}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if len(questions) != 1 || questions[0].Code != "ampm-missing" {
			t.Errorf("questions %v, want one about the time", questions)
		}
	})
	t.Run("a table without titles that are known shows its first row", func(t *testing.T) {
		p, err := csv.Sheet{}.Preview(strings.NewReader("Wer,Wann\nLamp,heute\n"), options())
		if !errors.Is(err, csv.ErrNoHeader) {
			t.Errorf("error %v, want %v", err, csv.ErrNoHeader)
		}
		if diff := cmp.Diff([]csv.Column{{"A", "Wer", ""}, {"B", "Wann", ""}}, p.Columns); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
