package csv

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Mapping says about a table what cannot be told from the table, or is told
// wrongly. The zero Mapping says nothing. In JSON it is an object with these
// members, all of which may be left out:
//
//	{
//		"columns": {"Grupo": "name", "#7": "note", "Internal": "ignore"},
//		"header": 3,
//		"day_first": true,
//		"clock": "24",
//		"sunday": 1,
//		"separator": ";",
//		"encoding": "windows-1252"
//	}
type Mapping struct {
	// Columns gives the field of each column that is named, by its title or
	// by "#" and its number from 1. All others go by their titles.
	Columns map[string]Field `json:"columns,omitzero"`
	// Header is the row of the titles, from 1. 0 is to look for it; -1 is that
	// there is none, so that only columns with a number are read.
	Header int `json:"header,omitzero"`
	// DayFirst says whether 6/8 is the 6th of August. Nil is to go by the
	// other dates of the table.
	DayFirst *bool `json:"day_first,omitzero"`
	// Clock is "12" if times without am or pm are of the afternoon from 12:00
	// to 11:59, and "24" if they are of the day as they stand. "" is to ask
	// where nothing in the column tells.
	Clock string `json:"clock,omitzero"`
	// Sunday is the number of Sunday where weekdays are numbers: 0, 1 or 7.
	// Nil is to ask.
	Sunday *int `json:"sunday,omitzero"`
	// Separator is what stands between cells: ",", ";", "|" or a tab. "" is
	// to look.
	Separator string `json:"separator,omitzero"`
	// Encoding is "utf-8", "utf-16le", "utf-16be" or "windows-1252". "" is to
	// look.
	Encoding string `json:"encoding,omitzero"`
}

// maxMapping is the greatest length of a mapping, in bytes.
const maxMapping = 1 << 20

// ReadMapping reads a mapping in JSON, of at most 1 MiB. Members that it does
// not know, and values outside their range, are errors.
func ReadMapping(r io.Reader) (Mapping, error) {
	var m Mapping
	d := json.NewDecoder(io.LimitReader(r, maxMapping+1))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return Mapping{}, fmt.Errorf("csv: mapping: %w", err)
	}
	if d.More() {
		return Mapping{}, errors.New("csv: mapping: more after the object, want nothing")
	}
	if err := m.Validate(); err != nil {
		return Mapping{}, err
	}
	return m, nil
}

// Validate joins an error for each value that is outside its range.
func (m Mapping) Validate() error {
	var errs []error
	add := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("csv: mapping: "+format, args...))
		}
	}
	for title, f := range m.Columns {
		add(isField(f), "column %.80q: %.40q, want the name of a field", title, f)
	}
	add(m.Header >= -1, "header %d, want -1 or more", m.Header)
	add(m.Clock == "" || m.Clock == "12" || m.Clock == "24", "clock %.10q, want 12 or 24", m.Clock)
	add(m.Sunday == nil || *m.Sunday == 0 || *m.Sunday == 1 || *m.Sunday == 7, "sunday %d, want 0, 1 or 7", deref(m.Sunday))
	add(m.Separator == "" || (len(m.Separator) == 1 && strings.Contains(separators, m.Separator)),
		"separator %.10q, want one of comma, semicolon, tab, bar", m.Separator)
	switch m.Encoding {
	case "", utf8Name, utf16LEName, utf16BEName, cp1252Name:
	default:
		add(false, "encoding %.40q, want %s, %s, %s or %s", m.Encoding, utf8Name, utf16LEName, utf16BEName, cp1252Name)
	}
	return errors.Join(errs...)
}

func deref(p *int) int {
	if p == nil {
		return 0
	}
	return *p
}

// column returns the field of the nth column, from 0, if the mapping has one.
func (m Mapping) column(n int, title string) (Field, bool) {
	if f, ok := m.Columns[fmt.Sprintf("#%d", n+1)]; ok {
		return f, true
	}
	if f, ok := m.Columns[title]; ok && title != "" {
		return f, true
	}
	for t, f := range m.Columns {
		if !strings.HasPrefix(t, "#") && title != "" && fold(t) == fold(title) {
			return f, true
		}
	}
	return "", false
}
