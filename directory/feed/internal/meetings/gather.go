package meetings

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// A kept entity is one that offerings refer to. It is passed on before the first
// of these; without any it never is.
type kept struct {
	entity directory.Entity
	at     int // how many entities were passed on with it; 0 is not yet
}

// Organization adds an organization, unless it is there, and returns its ID.
func (c *Collector) Organization(o directory.Organization) string {
	if _, ok := c.organizations[o.ID]; !ok {
		c.organizations[o.ID] = kept{entity: o}
	}
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

// Keyed adds a venue whose ID is made of a key that the source gives it, unless
// one with that ID is there: unlike with Venue, the key alone says whether two
// are the same. It returns the one that is there.
func (c *Collector) Keyed(v directory.Venue) directory.Venue {
	if old, ok := c.venues[v.ID].entity.(directory.Venue); ok {
		return old
	}
	c.venues[v.ID] = kept{entity: own(v)}
	return v
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
	parts := []string{plain(v.Name), plain(v.Address.String()), access.String(), v.Note, v.Zone, strconv.FormatBool(v.Confidential)}
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
	k := c.venues[v.ID]
	switch old, ok := k.entity.(directory.Venue); {
	case !ok:
		c.venues[v.ID] = kept{entity: own(v)}
	case better(v, old):
		k.entity = own(v)
		c.venues[v.ID] = k
		c.again(k)
	}
	return v.ID
}

// own returns a venue that does not keep the record that it was read from.
func own(v directory.Venue) directory.Venue {
	a := &v.Address
	for _, text := range []*string{&v.Name, &v.Host, &v.Room, &v.Zone, &v.Note, &v.Web, &v.County, &a.Street, &a.City, &a.State, &a.ZIP} {
		*text = strings.Clone(*text)
	}
	return v
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
	if key, ok := strings.CutPrefix(o.ID, o.Source+"."); ok && key == o.SourceID {
		o.SourceID = key // so that whoever keeps it does not keep the record that it was read from
	}
	same := digest(&o)
	if before, taken := c.offerings[o.ID]; taken {
		body, err := directory.Encode(o)
		sum := sha256.Sum256(body)
		o.ID += "~" + hex.EncodeToString(sum[:8])
		if _, again := c.offerings[o.ID]; again || err != nil || same == before {
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
	c.offerings[o.ID] = same
	c.need(o.Organization, o.Venue)
	for _, v := range o.Overrides {
		c.need("", v.Venue)
	}
	c.pass(o)
	c.About(o.Key())
}

// need passes on what an offering refers to, unless that was done.
func (c *Collector) need(organization, venue string) {
	if k := c.organizations[organization]; k.entity != nil && k.at == 0 {
		k.at = c.pass(k.entity)
		c.organizations[organization] = k
	}
	if k := c.venues[venue]; k.entity != nil && k.at == 0 {
		k.at = c.pass(k.entity)
		c.venues[venue] = k
	}
}

// pass passes on an entity and returns how many that makes.
func (c *Collector) pass(e directory.Entity) int {
	switch {
	case c.Options.EachEntity == nil:
		c.result.Entities = append(c.result.Entities, e)
		return len(c.result.Entities)
	case c.err == nil:
		c.err = c.Options.EachEntity(e)
	}
	return 1
}

// again passes on a venue once more, in a better form, if it was passed on.
func (c *Collector) again(k kept) {
	switch {
	case k.at == 0:
	case c.Options.EachEntity == nil:
		c.result.Entities[k.at-1] = k.entity
	default:
		c.pass(k.entity)
	}
}
