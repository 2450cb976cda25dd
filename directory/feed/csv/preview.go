package csv

import (
	"io"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// A Preview says what a table was taken for, so that a person can look it over
// before it is imported.
type Preview struct {
	Encoding  string   `json:"encoding"`  // as in a Mapping
	Separator string   `json:"separator"` // as in a Mapping
	Header    int      `json:"header"`    // row of the titles; 0 is none
	Columns   []Column `json:"columns"`
	// First are the first groups, as they would be imported.
	First []Sample `json:"first"`
	// Questions are the findings that want an answer.
	Questions []feed.Finding `json:"questions"`
	// Records and Refused are those of the feed.Result.
	Records int `json:"records"`
	Refused int `json:"refused"`
}

// A Column is what a column was taken for.
type Column struct {
	Letter string `json:"letter"` // as in spreadsheets
	Title  string `json:"title"`
	Field  Field  `json:"field"` // "" is not known, so that it is left out
}

// A Sample is a group as it was understood, in words.
type Sample struct {
	Row   string       `json:"row"` // such as "row 4"
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	When  []string     `json:"when"` // one for each series; none is by appointment
	Where string       `json:"where"`
	Mode  program.Mode `json:"mode"`
}

// samples is how many groups a Preview shows.
const samples = 10

// Preview reads a table as [Sheet.Read] does and says what was understood. It
// shows no cells about people. Of a table whose titles are not known it has the
// first row, along with [ErrNoHeader], so that a person can make a mapping.
func (s Sheet) Preview(r io.Reader, o feed.Options) (Preview, error) {
	var head strings.Builder
	got, err := s.read(io.TeeReader(r, &limitedCopy{&head, 1 << 16}), o)
	if err != nil {
		return Preview{Columns: firstRow(head.String()), First: []Sample{}, Questions: []feed.Finding{}}, err
	}
	p := Preview{Encoding: got.encoding, Separator: string(got.l.sep), Header: got.l.header,
		First: []Sample{}, Questions: []feed.Finding{},
		Records: got.result.Records, Refused: got.result.Refused}
	for i, title := range got.l.titles {
		if title != "" || got.l.columns[i] != "" {
			p.Columns = append(p.Columns, Column{letter(i), title, got.l.columns[i]})
		}
	}
	for _, x := range got.records {
		p.First = append(p.First, got.sample(x))
	}
	for _, f := range got.result.Findings {
		if f.Severity != program.Info {
			p.Questions = append(p.Questions, f)
		}
	}
	return p, feed.Guard(len(got.before.offerings), got.offerings)
}

// sample puts a record into words.
func (g *reading) sample(x *record) Sample {
	s := Sample{Row: placeOf(x.row), ID: x.o.ID, Name: nameOf(x.o.Name, x.o.Program), When: []string{}, Mode: x.o.Mode}
	for _, series := range x.o.Series {
		if series.First == feed.FirstDay() {
			series.First = schedule.Date{}
		}
		text, _ := phrase.Format(series, g.textLanguage(), phrase.Short)
		s.When = append(s.When, text)
	}
	if x.venue != nil {
		s.Where = whereOf(*x.venue)
	}
	return s
}

func whereOf(v directory.Venue) string {
	if a := v.Address.String(); a != "" && v.Name != v.Address.Street {
		return v.Name + ", " + a
	}
	return v.Name
}

// firstRow returns the cells of the first row that has several, as titles.
func firstRow(text string) []Column {
	s := scanner{text: strings.TrimPrefix(text, "\ufeff"), sep: separators[0], max: 200}
	for s.next() {
		if len(s.cells) < 2 {
			continue
		}
		var all []Column
		for i, c := range s.cells {
			all = append(all, Column{Letter: letter(i), Title: c})
		}
		return all
	}
	return nil
}

// A limitedCopy keeps the beginning of what is written to it.
type limitedCopy struct {
	to   *strings.Builder
	left int
}

func (c *limitedCopy) Write(p []byte) (int, error) {
	n := min(len(p), c.left)
	c.left -= n
	c.to.Write(p[:n])
	return len(p), nil
}
