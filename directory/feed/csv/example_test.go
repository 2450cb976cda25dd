package csv_test

import (
	"fmt"
	"io"

	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
)

func ExampleRead() {
	const table = `Group,When,Where
Hope Circle,"2nd and 4th Wednesdays, 6:00-7:30 pm","Hope Hall, 100 Main St, Orange Park, FL 32073"
Lamp,Every other Friday 6 pm,Zoom
`
	got, err := csv.Read(strings.NewReader(table), feed.Options{Source: "north", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			fmt.Println(o.ID, o.Mode, len(o.Series))
		}
	}
	for _, f := range got.Findings {
		if f.Severity == "warning" {
			fmt.Println(f.Place, f.Code, f.Message)
		}
	}
	// Output:
	// north.hope-circle_hope-hall-orange-park in person 1
	// north.lamp_online online 0
	// row 3 schedule-unclear the schedule leaves something open: from which date on?
}

// A second import gets the first one, so that a group keeps its ID when its name
// is corrected.
func ExampleSheet() {
	const before = "Name,Day,Time,Place\nHope Cirle,Tuesday,6 PM,Hope Hall\n"
	const after = "Name,Day,Time,Place\nHope Circle,Tuesday,6 PM,Hope Hall\n"
	o := feed.Options{Source: "north", Zone: "America/New_York"}
	first, err := csv.Read(strings.NewReader(before), o)
	if err != nil {
		fmt.Println(err)
		return
	}
	second, err := csv.Sheet{Previous: first.Entities}.Read(strings.NewReader(after), o)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range second.Findings {
		fmt.Println(f.Place, f.Code, f.Record, f.Message)
	}
	// Output:
	// row 1 first-day-unknown  1 schedule has no first day; it is taken to be under way
	// row 2 same-group offering/north.hope-cirle_hope-hall taken for the group that was imported before: its name was changed
}

func ExampleSheet_Preview() {
	const table = "List of groups\nGrupo;Día;Hora;Lugar;Asistencia\nEsperanza;Martes;18:00;Biblioteca;12\n"
	p, err := csv.Sheet{}.Preview(strings.NewReader(table), feed.Options{Source: "north", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range p.Columns {
		fmt.Println(c.Letter, c.Title, "=", c.Field)
	}
	for _, s := range p.First {
		fmt.Println(s.Row, s.Name, s.When, s.Where)
	}
	for _, q := range p.Questions {
		fmt.Println(q.Code, q.Message)
	}
	// Output:
	// A Grupo = name
	// B Día = day
	// C Hora = time
	// D Lugar = venue
	// E Asistencia = personal
	// row 3 Esperanza [Martes, 6 pm ET] Biblioteca
	// column-personal column E is about people; it was not read
}

func ExampleReadMapping() {
	m, err := csv.ReadMapping(strings.NewReader(`{"columns": {"Wer": "name", "Wann": "schedule", "#3": "venue"}, "header": 1}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	got, err := csv.Sheet{Mapping: m}.Read(strings.NewReader("Wer,Wann,Wo\nLamp,Fridays 6 pm,Hope Hall\n"), feed.Options{Source: "north"})
	fmt.Println(got.Records, err)
	// Output: 1 <nil>
}

func ExampleWrite() {
	s, err := directory.NewSnapshot(
		directory.Organization{ID: "north", Name: "North County", Zone: "America/New_York"},
		directory.Offering{ID: "lamp", Name: "Lamp", Organization: "north", Mode: "online"})
	if err != nil {
		fmt.Println(err)
		return
	}
	findings, err := csv.Write(io.Discard, s, feed.WriteOptions{})
	fmt.Println(len(findings), err)
	// Output: 0 <nil>
}
