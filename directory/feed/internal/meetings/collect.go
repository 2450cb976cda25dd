package meetings

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// A Collector takes what a reader makes of a source, record by record, and
// passes it on as the options say.
type Collector struct {
	Options feed.Options
	Zones   Zones // of the records

	result        feed.Result
	organizations map[string]kept // by ID
	venues        map[string]kept
	offerings     map[string]uint64 // digests by ID

	here   feed.Finding   // what findings about the record at hand begin with
	found  []feed.Finding // about it
	unread map[string]int // fields that are not carried over, and how often
	err    error          // of whoever takes the entities
}

// NewCollector returns a collector for a source; an error says what is wrong
// with the options.
func NewCollector(o feed.Options) (*Collector, error) {
	if o.Source == "" || len(o.Source) > 64 || strings.ContainsFunc(o.Source, func(r rune) bool {
		return r != '-' && r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) {
		return nil, fmt.Errorf(`feed: source %q, want 1 to 64 letters, digits, "-" or "_"`, o.Source)
	}
	if err := CheckZone(o.Zone); err != nil {
		return nil, err
	}
	if o.Language == "" {
		o.Language = "en"
	}
	if o.Longest <= 0 {
		o.Longest = defaultLongest
	}
	return &Collector{
		Options: o, unread: map[string]int{}, offerings: map[string]uint64{},
		organizations: map[string]kept{}, venues: map[string]kept{},
	}, nil
}

// Err returns the error of whoever takes the entities. Nothing is passed on
// after it, so there is no use in reading further.
func (c *Collector) Err() error { return c.err }

// Begin says which record comes next: where it stands, and its key.
func (c *Collector) Begin(place, key string) {
	c.result.Records++
	c.Return(place, key)
}

// Return says that the next findings are about a record that was begun before,
// and is counted.
func (c *Collector) Return(place, key string) {
	if place != c.here.Place {
		c.report()
	}
	c.here = feed.Finding{Source: c.Options.Source, SourceID: key, Place: place}
}

// Refuse reports that no entity is made of the record at hand.
func (c *Collector) Refuse(code, message string) {
	c.result.Refused++
	c.Find(program.Error, code, "", "", message)
}

// Find reports something about the record at hand.
func (c *Collector) Find(s program.Severity, code, field, value, message string) {
	f := c.here
	f.Finding = program.Finding{Code: code, Severity: s, Field: field, Value: value, Message: message}
	c.found = append(c.found, f)
}

// About says which entity the further findings of the record are about, and
// those since it began.
func (c *Collector) About(k directory.Key) {
	c.here.Record = k.Kind + "/" + k.ID
	for i := len(c.found) - 1; i >= 0 && c.found[i].Place == c.here.Place; i-- {
		c.found[i].Record = c.here.Record
	}
}

// report passes on the findings about a record that is done.
func (c *Collector) report() {
	if c.Options.EachFinding == nil {
		c.result.Findings = append(c.result.Findings, c.found...)
	} else {
		for _, f := range c.found {
			c.Options.EachFinding(f)
		}
	}
	clear(c.found) // of their texts
	c.found = c.found[:0]
}

// Unread counts a field that is not carried over, for one finding at the end.
func (c *Collector) Unread(field string) { c.unread[field]++ }

// Result returns what was gathered and not passed on.
func (c *Collector) Result() feed.Result {
	c.Return("document", "")
	for _, field := range slices.Sorted(maps.Keys(c.unread)) {
		c.Find(program.Info, "field-not-carried", field, "", fmt.Sprintf("%d records have it, and nothing here holds it", c.unread[field]))
	}
	c.report()
	return c.result
}
