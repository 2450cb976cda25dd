package bmlt

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
)

// A Server is what is known of a server besides its meetings. The zero Server
// knows nothing.
type Server struct {
	// Formats are those of the server, in its order. Of several with one ID,
	// one for each language, the first counts.
	Formats []Format
	// ServiceBodies are those of the server, in any order.
	ServiceBodies []ServiceBody
}

// A Format is a code of a server, as GetFormats describes it.
type Format struct {
	ID    string `json:"id"`
	Key   string `json:"key_string"` // such as "WC"
	Name  string `json:"name_string"`
	World string `json:"world_id"` // such as "WCHR"; "" is none
	// Language is that of the name, not of the meetings.
	Language    string `json:"lang"`
	Description string `json:"description_string"`
}

// A ServiceBody is an organization of a server, as GetServiceBodies describes
// it.
type ServiceBody struct {
	ID       string
	Parent   string // ID; "0" or "" is none
	Name     string
	Website  string
	Helpline string
}

// ReadFormats reads the answer to GetFormats.
func ReadFormats(r io.Reader, l feed.Limits) ([]Format, error) {
	return readList(r, l, func(v jsonin.Value) Format { return formatOf(v) })
}

func formatOf(v jsonin.Value) Format {
	return Format{
		ID: v.Member("id").Text(), Key: v.Member("key_string").Text(), Name: meetings.Text(v.Member("name_string").Text()),
		World: v.Member("world_id").Text(), Language: v.Member("lang").Text(), Description: meetings.Text(v.Member("description_string").Text()),
	}
}

// ReadServiceBodies reads the answer to GetServiceBodies. Contacts are not
// read.
func ReadServiceBodies(r io.Reader, l feed.Limits) ([]ServiceBody, error) {
	return readList(r, l, func(v jsonin.Value) ServiceBody {
		return ServiceBody{
			ID: v.Member("id").Text(), Parent: v.Member("parent_id").Text(), Name: meetings.Text(v.Member("name").Text()),
			Website: v.Member("url").Text(), Helpline: v.Member("helpline").Text(),
		}
	})
}

// readList reads an array of which every element must be good: a list with a
// hole would change what meetings mean.
func readList[T any](r io.Reader, l feed.Limits, read func(jsonin.Value) T) ([]T, error) {
	var list []T
	for e, err := range jsonin.Elements(r, l) {
		if err == nil {
			err = e.Err
		}
		if err != nil {
			return nil, fmt.Errorf("bmlt: %w", err)
		}
		if e.Value.Kind() != jsonin.Object || e.Value.Member("id").Text() == "" {
			return nil, fmt.Errorf("bmlt: %s: want an object with an id", e.Place())
		}
		list = append(list, read(e.Value))
	}
	return list, nil
}

// under returns the IDs of service bodies and, if deep, of all below them.
func (s Server) under(ids []string, deep bool) map[string]bool {
	all := map[string]bool{}
	for _, id := range ids {
		all[id] = true
	}
	for grown := deep; grown; {
		grown = false
		for _, b := range s.ServiceBodies {
			if all[b.Parent] && !all[b.ID] {
				all[b.ID], grown = true, true
			}
		}
	}
	return all
}

// A sense is what a format says: something of the meeting, the way of meeting,
// or that it does not meet on holidays.
type sense struct {
	format  Format
	meaning meetings.Meaning // languages may be several, with commas
	way     way
}

// A way is what a format says that no list of a directory holds.
type way string

const (
	wayOnline   way = "online"
	wayHybrid   way = "hybrid"
	wayClosed   way = "closed" // for the time being
	wayHolidays way = "holidays"
)

// worlds leads from world names to codes of Meeting Guide.
var worlds = map[string]string{
	"OPEN": "O", "CLOSED": "C", "WCHR": "X", "W": "W", "M": "M", "Y": "Y", "GL": "LGBTQ", "BEG": "BE", "SPK": "SP", "STEP": "ST",
	"TRAD": "TR", "LIT": "LIT", "DISC": "D", "CW": "CF", "SMOK": "SM", "CAN": "CAN", "MED": "MED",
}

// ways leads from world names and from names, in lower case, to ways.
var ways = map[string]way{
	"VM": wayOnline, "HY": wayHybrid, "TC": wayClosed,
	"virtual meeting": wayOnline, "online meeting": wayOnline, "virtual": wayOnline, "hybrid": wayHybrid, "hybrid meeting": wayHybrid,
	"virtual and in-person": wayHybrid, "temporarily closed facility": wayClosed, "facility temporarily closed": wayClosed,
	"temporarily closed": wayClosed, "closed holidays": wayHolidays, "closed on holidays": wayHolidays,
}

// languages are the names of languages as servers write them, besides those of
// Meeting Guide.
var languages = map[string]string{
	"espanol": "es", "español": "es", "english speaking": "en", "lithuanian/russian": "lt,ru", "français": "fr",
	"francais": "fr", "deutsch": "de", "italiano": "it", "português": "pt", "svenska": "sv", "polski": "pl", "farsi": "fa",
}

// senses returns what the formats of a server mean, by ID. No two formats of
// different names mean the same: the second one is a topic of its own, so that
// none is lost.
func (s Server) senses() *lexicon {
	x := &lexicon{byID: map[string]sense{}, byKey: map[string]string{}}
	taken := map[sense]bool{} // without their formats
	for _, f := range s.Formats {
		if _, again := x.byID[f.ID]; again || f.ID == "" {
			continue
		}
		n := senseOf(f)
		if taken[n] && n.way == "" {
			n.meaning = meetings.Meaning{Topic: strings.TrimSpace(f.Name)}
		}
		first := !taken[n]
		taken[n] = true
		n.format = f
		x.byID[f.ID] = n
		if _, again := x.byKey[f.Key]; !again {
			x.byKey[f.Key] = f.ID
		}
		if first {
			x.distinct = append(x.distinct, n)
		}
	}
	return x
}

// A lexicon holds the senses of the formats of a server.
type lexicon struct {
	byID     map[string]sense
	byKey    map[string]string // IDs, for records that have no list of them
	distinct []sense           // one of each meaning, in the order of the server
}

// senseOf returns what a format says by its world name, else by its name,
// without the format itself.
func senseOf(f Format) sense {
	name := strings.ToLower(strings.TrimSpace(f.Name))
	if w := cmp.Or(ways[f.World], ways[name]); w != "" {
		return sense{way: w}
	}
	if code, ok := meetings.FindCode(worlds[f.World]); ok {
		return sense{meaning: code.Meaning}
	}
	if f.World == "" || f.World == "LANG" {
		if tags, ok := languages[name]; ok {
			return sense{meaning: meetings.Meaning{Language: tags}}
		}
		if code, ok := meetings.FindCode(name); ok && code.Meaning != (meetings.Meaning{}) {
			return sense{meaning: code.Meaning}
		}
	}
	return sense{meaning: meetings.Meaning{Topic: strings.TrimSpace(f.Name)}}
}

// meanings returns what a sense says, one thing each: a format may name two
// languages.
func (n sense) meanings() (list []meetings.Meaning) {
	if n.meaning.Language == "" {
		return []meetings.Meaning{n.meaning}
	}
	for tag := range strings.SplitSeq(n.meaning.Language, ",") {
		list = append(list, meetings.Meaning{Language: tag})
	}
	return list
}

// said reports whether facts and ways hold all that a sense says.
func (n sense) said(f meetings.Facts, present []way) bool {
	if n.way != "" {
		return slices.Contains(present, n.way)
	}
	for _, m := range n.meanings() {
		if !f.Has(m) {
			return false
		}
	}
	return true
}
