package csv

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// A Sheet is what is known about a table besides the table. The zero Sheet
// knows nothing.
type Sheet struct {
	Mapping Mapping
	// Previous are the entities of the directory. Those that the last import
	// of the same source gave keep their IDs, also where a row has no key and
	// was corrected since.
	Previous []directory.Entity
}

// Read reads a table of which nothing else is known, as [Sheet.Read] does.
func Read(r io.Reader, o feed.Options) (feed.Result, error) { return Sheet{}.Read(r, o) }

// Read reads a table whose rows are groups, or dates of groups. Findings with
// the severity of a warning are questions: what they are about was left open,
// not guessed.
//
// Errors are those of the reader, of the mapping, one that wraps
// [feed.ErrLimit], and [ErrNoHeader]. A [*feed.ShrunkError] comes with the whole
// result: the table has lost most of the groups that Previous has of it. Memory
// is in proportion to the table.
func (s Sheet) Read(r io.Reader, o feed.Options) (feed.Result, error) {
	got, err := s.read(r, o)
	if err != nil {
		return feed.Result{}, err
	}
	return got.result, feed.Guard(len(got.before.offerings), got.offerings)
}

// A reader is a table on its way to entities.
type reader struct {
	o feed.Options
	m Mapping
	l layout
	s *scanner

	longest time.Duration // of a meeting
	order   dateOrder
	day24   bool // times without am or pm count to 24
	sunday  *int
	spanish bool

	programs map[string]string // keys by folded key and name
	counties map[string]string
	phrases  map[string]phrase.Result
	zones    meetings.Zones

	// What goes on from row to row.
	section heading
	above   *record
	extra   bool           // cells beyond the titles were reported
	cut     map[Field]bool // fields of the row that held a way to join

	undated, holidaySkippers, headings int

	found []tagged
}

// A tagged finding knows its row, so that all come in the order of the table.
type tagged struct {
	row int
	feed.Finding
}

// A reading is all that came of a table.
type reading struct {
	*reader
	encoding  string
	orgs      map[string]*offeringOrg // by name in the table
	records   []*record               // all of them; after assemble the first few for a Preview
	before    earlier
	result    feed.Result
	offerings int
	err       error // of whoever takes the entities
}

func (s Sheet) read(src io.Reader, o feed.Options) (*reading, error) {
	if o.Source == "" {
		return nil, errors.New("csv: no source, want its name")
	}
	if err := meetings.CheckZone(o.Zone); err != nil {
		return nil, err
	}
	if err := s.Mapping.Validate(); err != nil {
		return nil, err
	}
	limits := o.Limits.WithDefaults()
	text, encoding, err := load(src, limits, s.Mapping.Encoding)
	if err != nil {
		return nil, err
	}
	l, err := lay(text, limits.Text, s.Mapping)
	if err != nil {
		return nil, err
	}
	r := &reader{o: o, m: s.Mapping, l: l, longest: cmp.Or(o.Longest, defaultLongest), sunday: s.Mapping.Sunday, day24: s.Mapping.Clock == "24",
		programs: programKeys(), counties: map[string]string{}, phrases: map[string]phrase.Result{}, cut: map[Field]bool{}}
	r.start(text, limits.Text)
	r.habits()
	r.start(text, limits.Text)
	rows, n, err := r.rows(limits.Records)
	if err != nil {
		return nil, err
	}
	got := &reading{reader: r, encoding: encoding, orgs: map[string]*offeringOrg{}, before: earlierOf(s.Previous, o.Source)}
	got.records = r.gather(rows)
	got.result.Records = n
	got.assemble()
	return got, got.err
}

// start goes to the first row under the titles.
func (r *reader) start(text string, limit int) {
	r.s = &scanner{text: text, sep: r.l.sep, max: limit}
	for r.s.row < r.l.header && r.s.next() {
	}
}

// rows reads all rows; n counts those that are records.
func (r *reader) rows(limit int) (rows []*record, n int, err error) {
	seen := map[[sha256.Size]byte]int{}
	var cells []byte
	for r.s.next() {
		if len(r.s.cells) == 0 || r.isTitles() {
			continue
		}
		x := r.read()
		if x == nil {
			continue
		}
		if n++; n > limit {
			return nil, n, fmt.Errorf("csv: %w: more than %d records", feed.ErrLimit, limit)
		}
		cells = cells[:0]
		for _, c := range r.s.cells {
			cells = append(strconv.AppendInt(cells, int64(len(c)), 10), ':')
			cells = append(cells, c...)
		}
		sum := sha256.Sum256(cells)
		if first := seen[sum]; first > 0 && !x.refused && !r.section.hasDay {
			x.refuse("row-twice", "", "the row is the same as "+placeOf(first)+" and was left out")
		} else if first == 0 {
			seen[sum] = x.row
		}
		if !x.refused {
			r.above = x
		}
		rows = append(rows, x)
	}
	return rows, n, nil
}

// isTitles reports whether the row under way repeats the titles.
func (r *reader) isTitles() bool {
	if r.l.header == 0 || len(r.s.cells) < 2 {
		return false
	}
	for i, cell := range r.s.cells {
		if i >= len(r.l.titles) || !strings.EqualFold(r.l.titles[i], strings.Join(strings.Fields(cell), " ")) {
			return false
		}
	}
	return true
}

// programKeys returns the keys of the catalogue by key and by name, folded.
func programKeys() map[string]string {
	keys := map[string]string{}
	for _, p := range program.BuiltIn().Records().Programs {
		keys[fold(p.Key)] = p.Key
		for _, name := range p.Name {
			keys[fold(name)] = p.Key
			short, _ := strings.CutPrefix(fold(name), "nami ")
			if _, taken := keys[short]; !taken {
				keys[short] = p.Key
			}
		}
	}
	return keys
}

// meant asks whether a program that is not there is a misspelt one.
func meant(key string) string {
	if near := program.BuiltIn().Nearest(key); near != "" {
		return ": did you mean " + near + "?"
	}
	return ""
}
