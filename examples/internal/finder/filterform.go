package finder

import (
	"maps"
	"slices"
	"sync/atomic"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// A filterView is the form that narrows a list of groups. It leads to the page
// that it is on.
type filterView struct {
	Lang   string // of the page, "" for the first one
	Open   bool   // something is chosen
	Clear  string // query of the list without a filter
	Fields []fieldView
}

// A fieldView is one field of the form.
type fieldView struct {
	Name, Label string
	Options     []optionView
}

type optionView struct {
	Value  string
	Text   said
	Chosen bool
}

// filterForm returns the form for a list.
func (v *visit) filterForm(c *choices, f filter) filterView {
	view := filterView{Lang: v.book.parameter(), Open: f.isSet(), Clear: v.book.href("?")}
	view.add(v.field("when", f.when, whenCodes))
	view.add(v.field("day", f.day, dayCodes))
	view.add(v.field("time", f.time, timeCodes))
	view.add(v.field("program", f.program, c.programs))
	view.add(v.field("kind", f.kind, c.kinds))
	view.add(v.field("for", f.relation, c.relations))
	view.add(v.field("language", f.language, c.languages))
	view.add(v.field("topic", f.topic, c.topics))
	view.add(v.field("access", f.access, c.access))
	if c.entries[string(program.EntryDropIn)] && len(c.entries) > 1 || f.entry != "" {
		view.Fields = append(view.Fields, v.field("entry", f.entry, entryCodes))
	}
	return view
}

// placeFields adds what only a list around a place can be narrowed by.
func (v *visit) placeFields(view *filterView, f filter) {
	within := fieldView{Name: "within", Label: v.book.say("filter.within")}
	miles := milesOffered
	if !slices.Contains(miles, f.miles) {
		miles = append([]int{f.miles}, miles...)
	}
	for _, n := range miles {
		text := v.book.say("filter.any-distance")
		if n > 0 {
			text = v.book.count("filter.miles", n)
		}
		within.Options = append(within.Options, optionView{milesValue(n), said{Text: text}, n == f.miles})
	}
	sort := v.field("sort", f.sort, sortCodes)
	sort.Options[0].Text.Text = v.book.say("sort.distance")
	view.Fields = append([]fieldView{within, v.field("mode", f.mode, modeCodes)}, append(view.Fields, sort)...)
}

// field returns the field for a parameter: any, then its values.
func (v *visit) field(name, chosen string, values []string) fieldView {
	field := fieldView{Name: name, Label: v.book.say("filter." + name)}
	field.Options = append(field.Options, optionView{Text: said{Text: v.book.say("filter.any")}, Chosen: chosen == ""})
	if chosen != "" && !slices.Contains(values, chosen) {
		values = append([]string{chosen}, values...)
	}
	for _, value := range values {
		field.Options = append(field.Options, optionView{value, v.optionText(name, value), value == chosen})
	}
	return field
}

// optionText returns the words for a value of a parameter.
func (v *visit) optionText(name, value string) said {
	switch name {
	case "language":
		return v.book.language(value)
	case "for":
		name = "relation"
	case "program":
		if p, ok := v.Snapshot.Catalogue().Program(value); ok {
			return v.book.text(p.Name)
		}
	}
	return v.book.name(name, value, "en")
}

// add adds a field unless there is nothing to choose.
func (f *filterView) add(field fieldView) {
	if len(field.Options) > 2 || !field.Options[0].Chosen {
		f.Fields = append(f.Fields, field)
	}
}

// choices are the values that the public listings of a snapshot have.
type choices struct {
	of                                                    *directory.Snapshot
	programs, kinds, relations, languages, topics, access []string
	entries                                               set
}

// latestChoices remembers the choices of the newest snapshot.
type latestChoices struct{ latest atomic.Pointer[choices] }

// get returns the choices of the snapshot that a visit sees.
func (c *latestChoices) get(v *visit) *choices {
	if found := c.latest.Load(); found != nil && found.of == v.Snapshot {
		return found
	}
	found := v.choices()
	c.latest.Store(found)
	return found
}

// choices collects them. How people join and whom it is for are asked once of
// each program, because that takes long.
func (v *visit) choices() *choices {
	programs, kinds, relations, languages, topics, access, entries := set{}, set{}, set{}, set{}, set{}, set{}, set{}
	asked := set{}
	for l := range v.Snapshot.Listings("") {
		if l.Status != directory.Active {
			continue
		}
		programs.add(l.Program)
		kinds.add(string(l.Kind))
		if own := l.Entry.Mode != "" || len(l.Audience.Relations) > 0; own || !asked[l.Program] {
			asked[l.Program] = asked[l.Program] || !own
			terms := v.terms(l)
			entries.add(string(terms.Entry.Mode))
			for _, r := range terms.Audience.Relations {
				relations.add(string(r))
			}
		}
		languages.add(l.Languages...)
		topics.add(l.Topics...)
		topics.add(l.Audience.Focus...)
		if l.Place != nil {
			for _, a := range l.Place.Access {
				access.add(string(a))
			}
		}
	}
	delete(relations, string(program.RelationPublic)) // they pass whatever is chosen
	return &choices{v.Snapshot, programs.sorted(), kinds.sorted(), relations.sorted(), languages.sorted(), topics.sorted(), access.sorted(), entries}
}

// A set holds texts, but not the empty one.
type set map[string]bool

func (s set) add(texts ...string) {
	for _, t := range texts {
		if t != "" {
			s[t] = true
		}
	}
}

func (s set) sorted() []string { return slices.Sorted(maps.Keys(s)) }

// parameter returns the value of the parameter "lang", "" where it is left out.
func (b *wordbook) parameter() string {
	if b == books[0] {
		return ""
	}
	return b.tag
}
