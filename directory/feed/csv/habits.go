package csv

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// habits finds out, from all rows, how the table writes dates and times: one
// date such as 6/28 tells how 6/8 is meant, one 19:00 that 7:00 is morning.
func (r *reader) habits() {
	seen := map[dateOrder]bool{}
	late, halves := false, false
	numbers := map[string]bool{}
	for r.s.next() {
		for _, f := range []Field{Date, Starts, Ends, Verified, Schedule} {
			if o, ok := orderOf(r.get(f)); ok {
				seen[o] = true
			}
		}
		for _, f := range []Field{Time, End} {
			cell := r.get(f)
			if cell == "" {
				continue
			}
			from, to := cutRange(cell)
			for _, part := range []string{from, to} {
				c, level := readClock(part, true)
				_, half := cutHalf(strings.ToLower(part))
				halves = halves || half != ""
				late = late || half == "" && level == sure && (c.Hour() > 12 || c.Hour() == 0)
			}
		}
		if day := r.get(Day); len(day) == 1 {
			numbers[day] = true
		}
	}
	r.day24 = r.day24 || late && !halves && r.m.Clock == ""
	if numbers["0"] && numbers["7"] {
		r.sunday = nil
	}
	r.order = r.orderBy(seen)
	for _, title := range r.l.titles {
		switch fold(title) {
		case "nombre", "hora", "dia", "dias", "lugar", "direccion", "fecha", "grupo", "ciudad", "horario", "telefono":
			r.spanish = true
		}
	}
}

// orderBy decides how 6/8 is read.
func (r *reader) orderBy(seen map[dateOrder]bool) dateOrder {
	switch {
	case r.m.DayFirst != nil && *r.m.DayFirst:
		return dayFirst
	case r.m.DayFirst != nil:
		return monthFirst
	case seen[dayFirst] && seen[monthFirst]:
		return eitherFirst
	case seen[dayFirst]:
		return dayFirst
	case seen[monthFirst]:
		return monthFirst
	case r.o.Language == "" || strings.HasPrefix(r.o.Language, "en"):
		return monthFirst
	}
	return eitherFirst
}

// get returns what the row under way says about a field: the first cell for it
// that says anything.
func (r *reader) get(f Field) string {
	for _, i := range r.l.cells[f] {
		if i < len(r.s.cells) {
			if cell := r.s.cells[i]; !isBlank(cell) && !isCellError(cell) {
				return unguarded(cell)
			}
		}
	}
	return ""
}

// joined returns all that the row says about a field.
func (r *reader) joined(f Field, with string) string {
	var all string
	for _, i := range r.l.cells[f] {
		if i >= len(r.s.cells) || isBlank(r.s.cells[i]) || isCellError(r.s.cells[i]) {
			continue
		}
		if all != "" {
			all += with
		}
		all += unguarded(r.s.cells[i])
	}
	return all
}

// title returns the title of the first column for a field.
func (r *reader) title(f Field) string {
	if columns := r.l.cells[f]; len(columns) > 0 {
		return r.l.titles[columns[0]]
	}
	return string(f)
}

// tell adds a finding about the table.
func (r *reader) tell(row int, s program.Severity, code, value, message string) {
	r.found = append(r.found, tagged{row, r.finding(row, program.Finding{Code: code, Severity: s, Value: shortened(value), Message: message})})
}

// finding returns a finding about a row for the report.
func (r *reader) finding(row int, f program.Finding) feed.Finding {
	return feed.Finding{Source: r.o.Source, Place: placeOf(row), Finding: f}
}

// placeOf names a row as spreadsheets number it.
func placeOf(row int) string { return fmt.Sprintf("row %d", row) }

// textLanguage returns the language of the texts in the table.
func (r *reader) textLanguage() string {
	switch {
	case r.o.Language != "":
		return r.o.Language
	case r.spanish:
		return "es"
	}
	return "en"
}

// say returns words that the reader adds, in the language of the table.
func (r *reader) say(english, spanish string) string {
	if strings.HasPrefix(r.textLanguage(), "es") {
		return spanish
	}
	return english
}

// isHeading reports whether the row under way has one cell in a table of
// several columns: a heading, or a remark.
func (r *reader) isHeading() bool {
	n := 0
	for _, cell := range r.s.cells {
		if cell != "" {
			n++
		}
	}
	return n == 1 && r.l.known > 2
}

// maxHeadings is how many rows that were taken for headings are reported one
// by one.
const maxHeadings = 20

// head takes a heading for all rows under it: a weekday, a county, a program.
// Any other is reported.
func (r *reader) head() {
	text := ""
	for _, cell := range r.s.cells {
		text += cell
	}
	folded := fold(text)
	if days := weekdaysIn(strings.TrimSuffix(text, ":")); len(days) == 1 {
		r.section.hasDay, r.section.day = true, days[0]
		return
	}
	if strings.HasSuffix(folded, " county") || strings.HasPrefix(folded, "condado de ") {
		r.section = heading{county: text}
		return
	}
	if key, ok := r.programs[folded]; ok {
		r.section.program = key
		return
	}
	if r.headings++; r.headings > maxHeadings {
		return
	}
	r.tell(r.s.row, program.Info, "row-heading", "", "a row with one cell was taken for a heading or a remark and left out; if it is a group, fill in its day or place")
}

// isExample reports whether the row under way is an example of our template.
func (r *reader) isExample() bool {
	name := fold(r.get(Name))
	return strings.HasPrefix(name, "example ") || strings.HasPrefix(name, "ejemplo ")
}

// tableFindings reports what holds for the table as a whole.
func (g *reading) tableFindings() {
	row := max(g.l.header, 1)
	for i, f := range g.l.columns {
		title := g.l.titles[i]
		column := "column " + letter(i)
		switch {
		case f == Personal:
			g.tell(row, program.Warning, "column-personal", title, column+" is about people; it was not read")
		case f == Secret:
			g.tell(row, program.Warning, "column-secret", title, column+" holds ways to join, which are not for the public; it was not read")
		case f == "" && title != "":
			g.tell(row, program.Info, "column-unknown", title, column+" is not known and was left out; say in a mapping what it is")
		case f != "" && f != Ignore && g.l.cells[f][0] != i && f != Note && f != Street:
			g.tell(row, program.Info, "column-twice", title, column+" is about the same as column "+letter(g.l.cells[f][0])+"; its cells count where those are empty")
		}
	}
	for _, odd := range []struct {
		is         bool
		severity   program.Severity
		code, says string
	}{
		{g.order == eitherFirst && g.anyDate(), program.Warning, "date-order", "is 6/8 in June or in August? The table does not tell; say it in a mapping"},
		{g.undated > 0, program.Info, "first-day-unknown", counted(g.undated, "1 schedule has no first day; it is", "%d schedules have no first day; they are") + " taken to be under way"},
		{g.headings > maxHeadings, program.Info, "row-heading", counted(g.headings-maxHeadings, "1 more row with one cell was taken for a heading or a remark", "%d more rows with one cell were taken for headings or remarks")},
		{g.holidaySkippers > 0, program.Info, "holidays-not-named", counted(g.holidaySkippers, "1 group does", "%d groups do") + " something else on holidays; which days those are is a matter of the organization"},
	} {
		if odd.is {
			g.tell(row, odd.severity, odd.code, "", odd.says)
		}
	}
}

// counted says how many there are, in the singular or the plural.
func counted(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

func (g *reading) anyDate() bool { return g.l.has(Date, Starts, Ends, Schedule) }
