package csv_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/feed/csv"
)

// What a preview says is read by volunteers: in words, in the language of the table.
func TestPreviewInWords(t *testing.T) {
	for _, tt := range []struct{ name, table, want string }{
		{"a question in English", "Group,When,Place\nLamp,Every other Tuesday 6 pm,Hall\n", "from which date on?"},
		{"with what it may mean", "Group,When,Place\nLamp,Every third Thursday 6 pm,Hall\n", "week 3 of the month, or every 3 weeks?"},
		{"a question in Spanish", "Grupo,Horario,Lugar\nLuz,Cada dos martes 6 pm,Sala\n", "¿desde qué fecha?"},
		{"a program that is nearly one of the catalogue", "Group,Program,When,Place\nLamp,family-support,Mondays 6 pm,Hall\n", "the group is listed without one: did you mean family-support-group?"},
		{"for whom", "Group,For,When,Place\nLamp,family,Mondays 6 pm,Hall\n", `"title":"For","field":"audience"`},
		{"no group is a list of none", "Group,When,Place\n", `"first":[]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := csv.Sheet{}.Preview(strings.NewReader(tt.table), options())
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(p)
			if err != nil || !strings.Contains(string(text), tt.want) || strings.Contains(string(text), "null") || strings.Contains(string(text), "missing:") {
				t.Errorf("%v, want %q in\n%s", err, tt.want, text)
			}
		})
	}
	t.Run("one is one", func(t *testing.T) {
		got, err := csv.Read(strings.NewReader("Group,When,Place\nLamp,\"Mondays 6-7 pm, except holidays\",Hall\n"), options())
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, f := range got.Findings {
			said += f.Message + "\n"
		}
		for _, want := range []string{"1 group does something else on holidays", "1 schedule has no first day; it is taken"} {
			if !strings.Contains(said, want) {
				t.Errorf("no %q in\n%s", want, said)
			}
		}
	})
}
