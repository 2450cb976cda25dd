package csv

import (
	"errors"
	"strings"
)

// separators are what may stand between cells, the most common one first.
const separators = ",;\t|"

// searched is how many rows from the top may hold the titles.
const searched = 40

// ErrNoHeader says that no row of the table names columns that are known. A
// [Mapping] says which column is what.
var ErrNoHeader = errors.New("csv: no row with titles that are known")

// A layout says how a table is laid out.
type layout struct {
	sep     byte
	header  int // row of the titles; 0 is none
	titles  []string
	columns []Field
	cells   map[Field][]int // where each field stands, from 0
	known   int             // how many fields there are
}

// lay finds out how a table is laid out. Where no row has titles that are
// known, it returns ErrNoHeader along with the separator.
func lay(text string, max int, m Mapping) (layout, error) {
	best, bestScore := layout{sep: separators[0]}, -1
	for i := range len(separators) {
		sep := separators[i]
		if m.Separator != "" && m.Separator[0] != sep || m.Separator == "" && !strings.Contains(text[:min(len(text), 1<<16)], string(sep)) && i > 0 {
			continue
		}
		l, score := findHeader(text, sep, max, m)
		if score > bestScore {
			best, bestScore = l, score
		}
	}
	if best.header == 0 && m.Header >= 0 {
		return best, ErrNoHeader
	}
	best.cells = map[Field][]int{}
	for i, f := range best.columns {
		if best.cells[f] == nil && f != "" && f != Ignore {
			best.known++
		}
		best.cells[f] = append(best.cells[f], i)
	}
	return best, nil
}

// findHeader looks for the row that names the most columns, at least two of
// them, or one in a table of one or two columns.
func findHeader(text string, sep byte, max int, m Mapping) (best layout, score int) {
	best = layout{sep: sep}
	s := scanner{text: text, sep: sep, max: max}
	var above []string
	for s.next() && (s.row <= searched || s.row <= m.Header) {
		if m.Header < 0 {
			best.name(nil, make([]string, maxColumns), m)
			return best, len(s.cells)
		}
		if len(s.cells) == 1 && strings.HasPrefix(s.cells[0], "sep=") {
			continue
		}
		if m.Header == 0 || s.row == m.Header {
			l := layout{sep: sep, header: s.row}
			known := l.name(groups(above), s.cells, m)
			if known > score && (known > 1 || len(s.cells) < 3 || m.Header > 0) || s.row == m.Header && best.header == 0 {
				best, score = l, known
			}
		}
		above = append(above[:0], s.cells...)
	}
	return best, score
}

// groups fills the titles of groups of columns to the right, where they were
// merged cells. A row with one cell is a title of the whole table.
func groups(above []string) []string {
	filled := make([]string, len(above))
	last, n := "", 0
	for i, title := range above {
		if title != "" {
			last = title
			n++
		}
		filled[i] = last
	}
	if n < 2 {
		return nil
	}
	return filled
}

// name sets the columns of a layout by their titles and returns how many
// different fields are among them.
func (l *layout) name(groups, row []string, m Mapping) (known int) {
	seen := map[Field]bool{}
	for i, title := range row {
		group := ""
		if i < len(groups) {
			group = groups[i]
		} else if len(groups) > 0 {
			group = groups[len(groups)-1]
		}
		f, ok := m.column(i, title)
		if !ok {
			f = fieldOf(group, title)
		}
		if f != "" && !seen[f] {
			seen[f] = true
			known++
		}
		l.titles = append(l.titles, strings.Join(strings.Fields(title), " "))
		l.columns = append(l.columns, f)
	}
	return known
}

// has reports whether a table has a column of one of the fields.
func (l *layout) has(fields ...Field) bool {
	for _, f := range fields {
		if len(l.cells[f]) > 0 {
			return true
		}
	}
	return false
}

// dated reports whether each row is one date, as in the export of a calendar:
// it has a date, or a first day, and nothing about how it repeats.
func (l *layout) dated() bool {
	if l.has(Schedule, Rule, Frequency, Week) || l.has(weekdays[:]...) {
		return false
	}
	return l.has(Date) || l.has(Starts) && !l.has(Day)
}

// letter returns the name of a column in spreadsheets: "A" for 0.
func letter(column int) string {
	name := string(rune('A' + column%26))
	for column = column/26 - 1; column >= 0; column = column/26 - 1 {
		name = string(rune('A'+column%26)) + name
	}
	return name
}
