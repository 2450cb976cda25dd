package meetings

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// A Collector gathers what a reader makes of a source, record by record.
type Collector struct {
	Options feed.Options

	result feed.Result
	at     map[directory.Key]int // index in result.Entities
	here   feed.Finding          // what findings about the record at hand begin with
	unread map[string]int        // fields that are not carried over, and how often
}

// NewCollector returns a collector for a source; an error says what is wrong
// with the options.
func NewCollector(o feed.Options) (*Collector, error) {
	if o.Source == "" || len(o.Source) > 64 || strings.ContainsFunc(o.Source, func(r rune) bool {
		return r != '-' && r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) {
		return nil, fmt.Errorf(`feed: source %q, want 1 to 64 letters, digits, "-" or "_"`, o.Source)
	}
	if o.Language == "" {
		o.Language = "en"
	}
	if o.Longest <= 0 {
		o.Longest = defaultLongest
	}
	return &Collector{Options: o, at: map[directory.Key]int{}, unread: map[string]int{}}, nil
}

// Begin says which record comes next: where it stands, and its key.
func (c *Collector) Begin(place, key string) {
	c.result.Records++
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
	c.result.Findings = append(c.result.Findings, f)
}

// About says which entity the further findings of the record are about, and
// those since it began.
func (c *Collector) About(k directory.Key) {
	c.here.Record = k.Kind + "/" + k.ID
	for i := len(c.result.Findings) - 1; i >= 0 && c.result.Findings[i].Place == c.here.Place; i-- {
		c.result.Findings[i].Record = c.here.Record
	}
}

// Unread counts a field that is not carried over, for one finding at the end.
func (c *Collector) Unread(field string) { c.unread[field]++ }

// Organization adds an organization, unless it is there, and returns its ID.
func (c *Collector) Organization(o directory.Organization) string {
	c.put(o)
	return o.ID
}

// Home returns the ID of the organization of records that name none.
func (c *Collector) Home() string {
	o := c.Options
	if o.Organization != "" {
		return o.Organization
	}
	return c.Organization(directory.Organization{
		ID: o.Source, Name: o.Source, Zone: o.Zone, Language: notEnglish(o.Language),
		Provenance: directory.Provenance{Origin: directory.Origin{Source: o.Source}},
	})
}

func notEnglish(language string) string {
	if language == "en" {
		return ""
	}
	return language
}

// put adds an entity, unless there is one of its key.
func (c *Collector) put(e directory.Entity) (added bool) {
	if _, ok := c.at[e.Key()]; ok {
		return false
	}
	c.at[e.Key()] = len(c.result.Entities)
	c.result.Entities = append(c.result.Entities, e)
	return true
}

// Venue adds a venue without an ID and returns the one that it gets. Venues of
// which everything is the same but for the way an address is written, and for
// the point, which geocoders disagree about, are one. It has the address and
// point that come first in order, so it does not depend on that of the records.
func (c *Collector) Venue(v directory.Venue) string {
	var access strings.Builder
	for _, a := range v.Access {
		access.WriteString(string(a) + ",")
	}
	parts := []string{plain(v.Name), plain(v.Address.String()), access.String(), v.Note, v.Zone, fmt.Sprint(v.Confidential)}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	label := strings.ReplaceAll(parts[0]+" "+parts[1], " ", "-")
	label = strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}, label)
	v.ID = feed.ID(c.Options.Source, strings.Trim(label[:min(len(label), 60)], "-")+"_"+hex.EncodeToString(sum[:8]))
	v.Origin = directory.Origin{Source: c.Options.Source}
	if c.put(v) {
		return v.ID
	}
	i := c.at[v.Key()]
	old := c.result.Entities[i].(directory.Venue)
	if better(v, old) {
		c.result.Entities[i] = v
	}
	return v.ID
}

// better reports whether v goes before w, of two forms of one venue.
func better(v, w directory.Venue) bool {
	if v.Point.IsZero() != w.Point.IsZero() {
		return w.Point.IsZero()
	}
	if d := strings.Compare(v.Address.String(), w.Address.String()); d != 0 {
		return d < 0
	}
	if d := strings.Compare(v.Point.String(), w.Point.String()); d != 0 {
		return d < 0
	}
	return v.Name < w.Name
}

// shortForms are the ways in which the words of addresses are abbreviated.
var shortForms = map[string]string{
	"street": "st", "avenue": "ave", "av": "ave", "road": "rd", "boulevard": "blvd", "drive": "dr", "lane": "ln", "place": "pl",
	"court": "ct", "highway": "hwy", "parkway": "pkwy", "square": "sq", "suite": "ste", "building": "bldg",
	"north": "n", "south": "s", "east": "e", "west": "w", "northwest": "nw", "northeast": "ne", "southwest": "sw", "southeast": "se",
	"saint": "st", "mount": "mt", "fort": "ft",
}

// plain returns the words of a text in lower case and short forms.
func plain(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if short, ok := shortForms[w]; ok {
			words[i] = short
		}
	}
	return strings.Join(words, " ")
}

// Add adds an offering of the record at hand. If its ID is taken it gets
// another one, made of what it says; one that says just the same is refused. So
// is one that is not valid.
func (c *Collector) Add(o directory.Offering) {
	if i, taken := c.at[o.Key()]; taken {
		body, err := directory.Encode(o)
		before, _ := directory.Encode(c.result.Entities[i])
		sum := sha256.Sum256(body)
		o.ID += "~" + hex.EncodeToString(sum[:8])
		if _, again := c.at[o.Key()]; again || err != nil || bytes.Equal(body, before) {
			c.Refuse("record-twice", "the same record stood there before")
			return
		}
		c.Find(program.Warning, "id-twice", "id", o.SourceID, "another record has this key; it gets an ID of its own, which changes with what it says")
	}
	if err := o.Validate(); err != nil {
		var field *directory.RecordError
		if errors.As(err, &field) {
			c.Refuse("invalid", field.Field+": "+field.Err.Error())
		} else {
			c.Refuse("invalid", err.Error())
		}
		return
	}
	c.put(o)
	c.About(o.Key())
}

// Result returns what was gathered, without organizations and venues of which
// all the records were refused.
func (c *Collector) Result() feed.Result {
	used := map[string]bool{}
	for _, e := range c.result.Entities {
		if o, ok := e.(directory.Offering); ok {
			used[o.Organization], used[o.Venue] = true, true
		}
	}
	c.result.Entities = slices.DeleteFunc(c.result.Entities, func(e directory.Entity) bool {
		return e.Key().Kind != directory.KindOffering && !used[e.Key().ID]
	})
	c.here = feed.Finding{Source: c.Options.Source, Place: "document"}
	for _, field := range slices.Sorted(maps.Keys(c.unread)) {
		c.Find(program.Info, "field-not-carried", field, "", fmt.Sprintf("%d records have it, and nothing here holds it", c.unread[field]))
	}
	return c.result
}
