package schemaorg

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A reader gathers the events of a source and makes offerings of them.
type reader struct {
	*meetings.Collector
	events []*event
	seen   map[string]bool     // groups of which there is an event
	groups map[string][]*event // by key
	order  []string            // of the keys
	places map[string]jsonin.Value
	agents map[string]jsonin.Value
	// modified says when what is said of an event was changed, by its id.
	modified map[string]time.Time
	text     []byte // room for keep
}

func newReader(c *meetings.Collector) *reader {
	return &reader{Collector: c, seen: map[string]bool{}, groups: map[string][]*event{}, places: map[string]jsonin.Value{}, agents: map[string]jsonin.Value{}, modified: map[string]time.Time{}}
}

// An event is one of the source.
type event struct {
	place                       string // where it stands
	like                        string // what events of one series have in common
	id, key, super              string
	name, description, url      string
	start, end, previous        moment
	status, mode                string
	schedules                   []jsonin.Value
	locations                   []jsonin.Value
	organizer                   jsonin.Value
	languages, topics, audience []string
	minAge, maxAge              int
	series                      bool   // it stands for a series, not for one date
	kept                        string // schedules, locations and organizer: see keep
}

// event takes a node that is an event and returns what those in it refer to.
func (in *reader) event(v jsonin.Value, types []string, place string, above parent) string {
	e := &event{
		place: place, id: strings.Clone(v.Member("@id").Text()), key: text(v, "identifier"), name: cmp.Or(text(v, "name"), above.name),
		description: cmp.Or(text(v, "description"), above.description), url: text(v, "url"),
		start: momentOf(text(v, "startDate")), end: momentOf(text(v, "endDate")), previous: momentOf(text(v, "previousStartDate")),
		status: word(text(v, "eventStatus")), mode: word(text(v, "eventAttendanceMode")),
		locations: v.Member("location").List(), organizer: first(v.Member("organizer")),
		languages: texts(v, "inLanguage"),
	}
	if e.organizer.Kind() == jsonin.Null {
		e.organizer = above.organizer
	}
	if slices.Contains(types, "CourseInstance") {
		e.mode = cmp.Or(e.mode, word(text(v, "courseMode")))
	}
	for _, property := range []string{"eventSchedule", "courseSchedule"} {
		for _, s := range v.Member(property).List() {
			if s.Kind() == jsonin.Object {
				e.schedules = append(e.schedules, s)
			}
		}
	}
	e.series = slices.Contains(types, "EventSeries") || len(e.schedules) > 0 || slices.Contains(types, "CourseInstance")
	super := first(v.Member("superEvent"))
	e.super = strings.Clone(cmp.Or(super.Member("@id").Text(), text(super, "name"), above.event))
	if super.Kind() == jsonin.String {
		e.super = strings.Clone(super.Text())
	}
	e.keywords(v)
	e.people(v)
	in.Begin(place, cmp.Or(e.key, e.id))
	if len(super.Member("eventSchedule").List()) > 0 { // the series stands in its date
		e.schedules = super.Member("eventSchedule").List()
	}
	if e.name == "" {
		in.Refuse("name-missing", "no name")
		return ""
	}
	e.like = likeness(e)
	if group := cmp.Or(e.super, e.like); !e.series { // only the first of a group stands for it
		if in.seen[group] {
			e.locations, e.organizer = nil, jsonin.Value{}
		}
		in.seen[group] = true
	}
	in.keep(e)
	in.events = append(in.events, e)
	return cmp.Or(e.id, e.key, e.name)
}

// maxTopics is how many topics of an event are read.
const maxTopics = 10

// keywords reads what it is about: texts that commas part, and terms.
func (e *event) keywords(v jsonin.Value) {
	for _, k := range v.Member("keywords").List() {
		whole := strings.Clone(meetings.Text(plain(k)))
		topics := []string{whole}
		if !slices.Contains(names(k.Member("@type")), "DefinedTerm") {
			topics = strings.Split(whole, ",")
		}
		for _, t := range topics {
			if t = strings.TrimSpace(t); t != "" && len(e.topics) < maxTopics && !slices.Contains(e.topics, t) {
				e.topics = append(e.topics, t)
			}
		}
	}
}

// people reads whom it is for.
func (e *event) people(v jsonin.Value) {
	a := first(v.Member("audience"))
	e.audience = texts(a, "audienceType")
	e.minAge, _ = a.Member("suggestedMinAge").Int()
	e.maxAge, _ = a.Member("suggestedMaxAge").Int()
	if lo, hi, ok := strings.Cut(text(v, "typicalAgeRange"), "-"); ok && e.minAge == 0 {
		e.minAge, e.maxAge = number(lo), number(hi)
	}
	if e.minAge < 0 || e.minAge > 150 || e.maxAge < 0 || e.maxAge > 150 {
		e.minAge, e.maxAge = 0, 0
	}
}

// number returns the value of a text of digits, or 0.
func number(text string) (n int) {
	for _, r := range strings.TrimSpace(text) {
		if r < '0' || r > '9' || n > 10_000 {
			return 0
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// offerings makes the offerings of all events: those of one series together.
func (in *reader) offerings() {
	series := map[string]string{} // what events refer to a series by, and its group
	for _, e := range in.events {
		if e.series {
			group := "series " + cmp.Or(e.id, e.key, e.name)
			for _, name := range []string{e.id, e.key, e.name} {
				if _, taken := series[name]; !taken && name != "" {
					series[name] = group
				}
			}
			in.join(group, e)
		}
	}
	for _, e := range in.events {
		group, ok := series[e.super]
		switch {
		case e.series:
			continue
		case e.super != "" && ok:
		case e.super != "":
			group = "super " + e.super
		default:
			group = "alike " + e.like
		}
		in.join(group, e)
	}
	in.events = nil // each is in a group
	for _, group := range in.order {
		in.offering(group, in.groups[group])
		delete(in.groups, group)
		if in.Err() != nil {
			return
		}
	}
}

func (in *reader) join(group string, e *event) {
	if in.groups[group] == nil {
		in.order = append(in.order, group)
	}
	in.groups[group] = append(in.groups[group], e)
}

// likeness returns what events of one series have in common that do not say that
// they are: name, place, time of day and way of meeting.
func likeness(e *event) string {
	parts := []string{e.name, e.mode, e.start.clock.String()}
	for _, l := range e.locations {
		parts = append(parts, plain(l), plain(l.Member("address").Member("streetAddress")), text(l, "url"), l.Member("@id").Text())
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// resolved returns the node that a reference leads to, or the value itself.
func (in *reader) resolved(v jsonin.Value, nodes map[string]jsonin.Value) jsonin.Value {
	id := v.Member("@id").Text()
	if v.Kind() == jsonin.String {
		id = v.Text()
	}
	if n, ok := nodes[id]; ok && v.Member("name").Kind() == jsonin.Null {
		return n
	}
	return v
}

// zone returns a zone by name, or nil and a finding if there is no such one.
func (in *reader) zone(name string) *schedule.Zone {
	if name == "" {
		return nil
	}
	z := in.Zones.Find(name)
	if z == nil {
		in.Find(program.Warning, "zone-unknown", "scheduleTimezone", name, "no such time zone")
	}
	return z
}

// keyOf returns the key of a group of events. It does not depend on which dates
// of a series the source has at the moment.
func keyOf(group string, head *event) string {
	kind, rest, _ := strings.Cut(group, " ")
	switch {
	case kind == "series" && head.key != "":
		return head.key
	case kind == "alike":
		return "~" + rest
	}
	return rest
}

// head returns the event that stands for a group: the series, or the first date.
func head(events []*event) *event {
	for _, e := range events {
		if e.series {
			return e
		}
	}
	return events[0]
}
