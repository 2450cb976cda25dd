package csv

import (
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A record is what one row says, on its way to entities.
type record struct {
	row   int
	key   string // of the table, or "" if it has none
	o     directory.Offering
	venue *directory.Venue // nil if people come to no place
	org   string           // name of the organization, or ""
	zone  string

	on      schedule.Date // of a row that is one date
	at      span
	unread  string // words that nothing was made of, for the note
	filled  bool   // the name is that of the row above
	refused bool
	found   []program.Finding
}

// note adds a finding.
func (x *record) note(s program.Severity, code, field, value, message string) {
	x.found = append(x.found, program.Finding{Code: code, Severity: s, Field: field, Value: shortened(value), Message: message})
}

// ask adds a question: a warning that waits for the answer of a person.
func (x *record) ask(code, field, value, message string) {
	x.note(program.Warning, code, field, value, message)
}

// refuse leaves the row out.
func (x *record) refuse(code, field, message string) {
	x.refused = true
	x.note(program.Error, code, field, "", message)
}

// shortened keeps a value readable in a report.
func shortened(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	if len(value) > 120 {
		value = strings.ToValidUTF8(value[:120], "") + "..."
	}
	return value
}

// A heading is what a row above others says of all of them.
type heading struct {
	hasDay  bool
	day     time.Weekday
	county  string
	program string
}

// read makes a record of the row under way. It is nil if the row is no record.
func (r *reader) read() *record {
	x := &record{row: r.s.row, key: r.get(ID)}
	if r.isHeading() {
		r.head()
		return nil
	}
	if r.isExample() {
		r.tell(x.row, program.Info, "example-row", "", "an example of the template, which was left out")
		return nil
	}
	r.rowFindings(x)
	r.cutSecrets(x)
	if yes, ok := truth(r.get(Public)); ok && !yes {
		x.refuse("not-published", "", "the table says that this row is not to be published")
		return x
	}
	r.identity(x)
	if x.refused {
		return x
	}
	r.kinds(x)
	r.place(x)
	r.zoneOf(x)
	if r.isDated() {
		r.dated(x)
	} else {
		r.when(x)
	}
	r.people(x)
	r.notes(x)
	return x
}

// isDated reports whether the row under way is one date. In a table of dates a
// row that says how it repeats is not.
func (r *reader) isDated() bool {
	if !r.l.dated() {
		return false
	}
	cell := r.get(Date)
	if cell == "" {
		cell = r.get(Starts)
	}
	m, ok := readMoment(cell, r.order)
	if ok && r.l.has(Date) {
		return true
	}
	if !ok {
		return false
	}
	last, isDate := readMoment(r.get(Ends), r.order)
	return !isDate || last.date == m.date || last.date == m.date.AddDays(1)
}

// rowFindings reports what the scanner found odd.
func (r *reader) rowFindings(x *record) {
	for _, odd := range []struct {
		is            bool
		code, message string
	}{
		{r.s.broken, "quote-broken", "a quotation mark is missing or stands alone; look at what became of the row"},
		{r.s.cut, "text-cut", "a cell is longer than the limit and was cut"},
		{r.s.wide, "columns-too-many", "the row has more cells than are read"},
		{r.s.nul, "zero-bytes", "a cell has bytes that are no text; they were dropped"},
	} {
		if odd.is {
			x.note(program.Warning, odd.code, "", "", odd.message)
		}
	}
	for i, cell := range r.s.cells {
		if isCellError(cell) {
			x.note(program.Warning, "cell-error", "", cell, "column "+letter(i)+" shows the error of a formula; it was taken for empty")
		}
		if cell != "" && i >= len(r.l.columns) && !r.extra {
			r.extra = true
			r.tell(x.row, program.Info, "column-unknown", "", "column "+letter(i)+" has no title and was left out")
		}
	}
}

// identity reads what the group is called. A name that was written once for
// several rows is taken from the row above, as spreadsheets leave merged cells.
func (r *reader) identity(x *record) {
	x.o.Name = r.get(Name)
	key := r.get(Program)
	if key == "" {
		key = r.section.program
	}
	x.o.Program = r.o.Program
	if key != "" {
		if k, ok := r.programs[fold(key)]; ok {
			x.o.Program = k
		} else if x.o.Name == "" {
			x.o.Name = key
		} else {
			x.note(program.Warning, "program-unknown", "program", key, "the catalogue has no such program; the group is listed without one"+meant(key))
		}
	}
	if x.o.Name == "" && key == "" && r.l.has(Name) && r.above != nil && x.key == "" {
		if r.get(Day) != "" || r.get(Time) != "" || r.get(Schedule) != "" || r.get(Date) != "" {
			x.o.Name, x.o.Program, x.filled = r.above.o.Name, r.above.o.Program, true
			x.note(program.Warning, "name-filled-down", "name", "", "the row has no name; it was given that of the row above, and its place if it has none")
		}
	}
	if x.o.Name == "" && x.o.Program == "" {
		x.refuse("name-missing", "name", "neither a name nor a program; write one in the row")
	}
	x.org = r.get(Organization)
	if series := r.get(Series); series != "" && x.key == "" {
		x.note(program.Info, "series-without-id", "series", "", "a series has a name, but the row has no ID to tell which rows belong together")
	}
}
