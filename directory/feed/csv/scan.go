package csv

import (
	"strings"
)

// What is read of one row, whatever the source has.
const (
	maxColumns = 512     // further cells are left out and reported
	maxQuoted  = 1 << 20 // bytes between quotation marks; more is taken for a lost mark
)

// A scanner cuts a text into rows and cells. It forgives what people do to
// quotation marks by hand: marks within a cell in marks, marks in a cell
// without, and a mark that is never closed, which ends with its cell instead of
// swallowing the rest of the file. It takes time in proportion to the text.
type scanner struct {
	text string
	sep  byte
	max  int // bytes of a cell

	pos    int
	strict int // before here, an opening mark must be closed by the rules

	row   int      // number of the row, from 1, empty ones counted
	cells []string // trimmed; without empty ones at the end; valid until the next call
	// What was odd about the row.
	broken, cut, wide, nul bool
}

// next reads the next row; false is the end.
func (s *scanner) next() bool {
	if s.pos >= len(s.text) {
		return false
	}
	s.row++
	s.cells = s.cells[:0]
	s.broken, s.cut, s.wide, s.nul = false, false, false, false
	for more := true; more; {
		var cell string
		cell, more = s.cell()
		cell = s.tidy(cell)
		if len(s.cells) < maxColumns {
			s.cells = append(s.cells, cell)
		} else if cell != "" {
			s.wide = true
		}
	}
	for len(s.cells) > 0 && s.cells[len(s.cells)-1] == "" {
		s.cells = s.cells[:len(s.cells)-1]
	}
	return true
}

// tidy trims a cell, shortens one that is too long and drops zero bytes.
func (s *scanner) tidy(cell string) string {
	if strings.IndexByte(cell, 0) >= 0 {
		s.nul = true
		cell = strings.ReplaceAll(cell, "\x00", "")
	}
	if cell = strings.TrimSpace(cell); len(cell) > s.max {
		s.cut = true
		cell = strings.TrimSpace(strings.ToValidUTF8(cell[:s.max], ""))
	}
	return cell
}

// cell reads a cell and its separator; more is false at the end of the row.
func (s *scanner) cell() (cell string, more bool) {
	start := s.pos
	for start < len(s.text) && s.text[start] == ' ' {
		start++
	}
	if start < len(s.text) && s.text[start] == '"' {
		if cell, end, ok := s.quoted(start); ok {
			s.pos = end
			return cell, s.separator()
		}
		s.broken = true
		start++
	}
	end := start
	for end < len(s.text) && s.text[end] != s.sep && s.text[end] != '\n' && s.text[end] != '\r' {
		end++
	}
	s.pos = end
	return s.text[start:end], s.separator()
}

// separator passes over what ends a cell and reports whether another follows
// in the row.
func (s *scanner) separator() bool {
	if s.pos >= len(s.text) {
		return false
	}
	c := s.text[s.pos]
	s.pos++
	if c == '\r' && s.pos < len(s.text) && s.text[s.pos] == '\n' {
		s.pos++
	}
	return c == s.sep
}

// quoted reads a cell whose opening mark is at start, and returns where it
// ends. It is not ok if no mark closes it.
func (s *scanner) quoted(start int) (cell string, end int, ok bool) {
	text := s.text[:min(len(s.text), start+maxQuoted)]
	doubled, stray, lines := false, false, false
	i := start + 1
	for {
		n := strings.IndexByte(text[i:], '"')
		if n < 0 {
			i = len(text)
			break
		}
		lines = lines || strings.IndexByte(text[i:i+n], '\n') >= 0
		if i += n; stray && lines {
			break
		}
		if i+1 < len(text) && text[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		after := i + 1
		for after < len(s.text) && s.text[after] == ' ' {
			after++
		}
		if after == len(s.text) || s.text[after] == s.sep || s.text[after] == '\n' || s.text[after] == '\r' {
			if cell = s.text[start+1 : i]; doubled {
				cell = strings.ReplaceAll(cell, `""`, `"`)
			}
			s.broken = s.broken || stray
			return strings.ReplaceAll(cell, "\r\n", "\n"), after, true
		}
		// A mark within the cell: harmless in one line, a sign of a lost
		// mark in several.
		if lines || start < s.strict {
			break
		}
		stray = true
		i++
	}
	s.strict = max(s.strict, i)
	return "", 0, false
}
