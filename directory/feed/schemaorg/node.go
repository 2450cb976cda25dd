package schemaorg

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/schedule"
)

// names returns the types of a node, or the values of a property that may be
// words of the vocabulary, without the address in front of them.
func names(v jsonin.Value) (list []string) {
	for _, t := range v.List() {
		list = append(list, word(plain(t)))
	}
	return list
}

// word returns the last part of an address of the vocabulary: "Event" for
// "https://schema.org/Event" and for "schema:Event".
func word(s string) string {
	if i := strings.LastIndexAny(s, "/:#"); i >= 0 && strings.Contains(s, "schema") {
		return s[i+1:]
	}
	return s
}

// first returns a value, or the first one of an array.
func first(v jsonin.Value) jsonin.Value {
	if v.Kind() == jsonin.Array {
		if list := v.List(); len(list) > 0 {
			return list[0]
		}
		return jsonin.Value{}
	}
	return v
}

// plain returns the text of a value: as it is, or "@value", "name" or "@id" of an
// object; of an array, that of the first one.
func plain(v jsonin.Value) string {
	v = first(v)
	if v.Kind() != jsonin.Object {
		return v.Text()
	}
	for _, name := range []string{"@value", "value", "name", "@id"} {
		if t := v.Member(name); t.Text() != "" {
			return t.Text()
		}
	}
	return ""
}

// text returns the text of a property as people read it: a copy, so that what is
// kept of a node does not keep all of it.
func text(v jsonin.Value, property string) string {
	return strings.Clone(meetings.Text(plain(v.Member(property))))
}

// texts returns the texts of a property that may have several.
func texts(v jsonin.Value, property string) (list []string) {
	for _, t := range v.Member(property).List() {
		if s := strings.Clone(meetings.Text(plain(t))); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// isEvent reports whether one of the types of a node is that of an event.
func isEvent(types []string) bool {
	return slices.ContainsFunc(types, func(t string) bool {
		return strings.HasSuffix(t, "Event") && t != "PublicationEvent" && t != "BroadcastEvent" || t == "EventSeries" || t == "CourseInstance" || t == "Festival"
	})
}

func isPlace(types []string) bool {
	return slices.ContainsFunc(types, func(t string) bool { return t == "Place" || t == "VirtualLocation" || strings.HasSuffix(t, "Place") })
}

// dataFeedItem reads when what is said of an event was changed.
func (in *reader) dataFeedItem(v jsonin.Value) {
	id, changed := strings.Clone(first(v.Member("item")).Member("@id").Text()), text(v, "dateModified")
	if id == "" || changed == "" {
		return
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, changed); err == nil && t.Year() >= schedule.MinYear && t.Year() <= schedule.MaxYear {
			in.modified[id] = t.UTC().Truncate(time.Second)
			return
		}
	}
	in.Unread("dateModified")
}

// A parent is what a node says of those that stand in it.
type parent struct {
	name, description string
	event             string // key of the event, if it is one
	organizer         jsonin.Value
}

// deepest is how deep nodes may stand in each other.
const deepest = 12

// containers are the properties in which events stand.
var containers = []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "event", "events", "hasCourseInstance", "dataFeedElement"}

// node takes a node and those that stand in it.
func (in *reader) node(v jsonin.Value, place string, above parent, depth int) {
	if v.Kind() == jsonin.Array {
		for _, e := range v.List() {
			in.node(e, place, above, depth+1)
		}
		return
	}
	if v.Kind() != jsonin.Object || depth > deepest {
		return
	}
	types := names(v.Member("@type"))
	id := v.Member("@id").Text()
	switch {
	case isEvent(types):
		key := in.event(v, types, place, above)
		for _, e := range v.Member("subEvent").List() {
			in.node(e, place, parent{name: text(v, "name"), event: key, organizer: first(v.Member("organizer"))}, depth+1)
		}
		return
	case slices.Contains(types, "DataFeedItem"):
		in.dataFeedItem(v)
	case id != "" && isPlace(types):
		in.places[id] = v
	case id != "" && text(v, "name") != "" && len(types) > 0:
		in.agents[id] = v
	}
	below := parent{name: above.name, organizer: above.organizer}
	if slices.Contains(types, "Course") {
		below = parent{name: text(v, "name"), description: text(v, "description"), organizer: first(v.Member("provider"))}
	}
	for _, property := range containers {
		if m := v.Member(property); m.Kind() == jsonin.Object || m.Kind() == jsonin.Array {
			in.node(m, place, below, depth+1)
		}
	}
}
