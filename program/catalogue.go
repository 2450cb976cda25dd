package program

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/withinreach/withinreach/schedule"
)

// ErrOverlap reports two editions of one program, language and jurisdiction
// that hold on the same date.
var ErrOverlap = errors.New("program: editions overlap")

// A Catalogue answers questions about programs on a date at a place. It is
// immutable and safe for any number of goroutines; what it returns belongs to
// the caller. The zero Catalogue is empty.
type Catalogue struct {
	records  Records
	programs map[string]Program
	editions map[string][]Edition // by program, each after those that it goes over
	defaults map[Kind]Default
}

// New makes a catalogue of one or more lots of records. A record in a later
// lot takes the place of one with the same key (for a [Default], the same
// kind) in an earlier lot, so that a host corrects the data of this package
// with New(BuiltIn().Records(), its own).
//
// The error joins a [RecordError] for each value that is refused and an
// [ErrOverlap] for each overlap.
func New(lots ...Records) (*Catalogue, error) {
	c := &Catalogue{
		records:  join(lots),
		programs: map[string]Program{},
		editions: map[string][]Edition{},
		defaults: map[Kind]Default{},
	}
	if err := c.records.check(); err != nil {
		return nil, err
	}
	for _, p := range c.records.Programs {
		c.programs[p.Key] = p
	}
	for _, e := range c.records.Editions {
		c.editions[e.Program] = append(c.editions[e.Program], e)
	}
	for key, editions := range c.editions {
		slices.SortStableFunc(editions, precedence(c.programs[key].Language))
	}
	for _, d := range c.records.Defaults {
		c.defaults[d.Kind] = d
	}
	return c, nil
}

//go:embed data/*.json
var data embed.FS

// The data of the package is read once, when it is first asked for.
var builtin = sync.OnceValue(func() *Catalogue {
	c, err := load()
	if err != nil {
		panic(err) // a mistake in our own data; a test reads all of it
	}
	return c
})

// BuiltIn returns the catalogue that comes with this package. The first call
// reads it, in some milliseconds.
func BuiltIn() *Catalogue { return builtin() }

func load() (*Catalogue, error) {
	names, err := data.ReadDir("data")
	if err != nil {
		return nil, err
	}
	var lots []Records
	for _, name := range names {
		file, err := data.Open("data/" + name.Name())
		if err != nil {
			return nil, err
		}
		records, err := Read(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name.Name(), err)
		}
		lots = append(lots, records)
	}
	return New(lots...)
}

// Records returns all records of the catalogue, in the order in which they
// were given. Written as JSON they are a data file that [Read] reads back.
func (c *Catalogue) Records() Records { return clone(c.records) }

// Program returns the program with a key.
func (c *Catalogue) Program(key string) (p Program, ok bool) {
	p, ok = c.programs[key]
	return clone(p), ok
}

// Edition returns the edition with a key, as an [Origin] names it.
func (c *Catalogue) Edition(key string) (e Edition, ok bool) {
	i := slices.IndexFunc(c.records.Editions, func(e Edition) bool { return e.Key == key })
	if i < 0 {
		return Edition{}, false
	}
	return clone(c.records.Editions[i]), true
}

// precedence orders editions so that each comes after those that it goes over:
// first by level, then the language of the program before others, then "es"
// before "es-MX".
func precedence(base string) func(a, b Edition) int {
	rank := func(e Edition) int {
		if e.Language == base {
			return 0
		}
		return len(e.Language)
	}
	return func(a, b Edition) int {
		return cmp.Or(cmp.Compare(a.Jurisdiction.Level(), b.Jurisdiction.Level()), cmp.Compare(rank(a), rank(b)))
	}
}

// checkOverlaps reports each edition that begins before an earlier one of the
// same program, language and jurisdiction has ended.
func checkOverlaps(editions []Edition) error {
	type slot struct {
		program, language string
		jurisdiction      Jurisdiction
	}
	sorted := slices.SortedStableFunc(slices.Values(editions), func(a, b Edition) int { return a.From.Compare(b.From) })
	last := map[slot]Edition{}
	var errs []error
	for _, e := range sorted {
		at := slot{e.Program, e.Language, e.Jurisdiction}
		before, ok := last[at]
		if ok && (before.To.IsZero() || e.From.Before(before.To)) {
			errs = append(errs, fmt.Errorf("%w: %.80q and %.80q, both of %.80q in %.40q for %.80s, on %s",
				ErrOverlap, before.Key, e.Key, e.Program, e.Language, e.Jurisdiction, firstShared(e.From)))
		}
		if !ok || endsLater(e.To, before.To) {
			last[at] = e
		}
	}
	return errors.Join(errs...)
}

func endsLater(to, other schedule.Date) bool {
	return !other.IsZero() && (to.IsZero() || other.Before(to))
}

func firstShared(from schedule.Date) string {
	if from.IsZero() {
		return "their first dates"
	}
	return from.String()
}
