package csv

import (
	"cmp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// facts are what a group is known by where a table has no key.
type facts struct {
	name, place, days, when, rest string

	offering directory.Offering
}

// all returns everything that the table says of a group, on one line.
func (f facts) all() string {
	o := f.offering
	o.ID, o.Provenance, o.Revised = "", directory.Provenance{}, directory.Revised{}
	o.Series = slices.Clone(o.Series)
	for i := range o.Series {
		o.Series[i].ID = ""
	}
	text, err := directory.Encode(o)
	if err != nil {
		return ""
	}
	return string(text)
}

// A step says which facts make two groups the same, and what was changed then.
type step struct {
	key  func(facts) string
	says string // what changed; "" is nothing
	// alike pairs also those of which there are several, in their order: they
	// are the same in everything.
	alike bool
}

// steps go from the surest to the boldest. At each of them only those are
// paired that no other row and no other earlier group is like.
var steps = []step{
	{key: func(f facts) string { return key(f.name, f.place, f.when) }},
	{key: facts.all, alike: true},
	{key: func(f facts) string { return key(f.name, f.place, f.when) }},
	{key: func(f facts) string { return key(f.name, f.place, f.days) }, says: "its time was changed"},
	{key: func(f facts) string { return key(f.name, f.place) }, says: "its days were changed"},
	{key: func(f facts) string { return key(f.place, f.when) }, says: "its name was changed"},
	{key: func(f facts) string { return key(f.name, f.when) }, says: "its place was changed"},
	{key: func(f facts) string { return key(f.name) }, says: "its place and its days were changed"},
}

// key joins facts, or is "" if one of them is missing.
func key(parts ...string) string {
	if slices.Contains(parts[:min(len(parts), 3)], "") {
		return ""
	}
	return strings.Join(parts, "|")
}

// pairUp returns for each of the new ones which of the old ones it is, or -1,
// and at which step that was found.
func pairUp(fresh, old []facts, steps []step) (which, at []int) {
	which, at = make([]int, len(fresh)), make([]int, len(fresh))
	for i := range which {
		which[i] = -1
	}
	if len(old) == 0 {
		return which, at
	}
	taken := make([]bool, len(old))
	for n, s := range steps {
		theirs, mine := map[string][]int{}, map[string][]int{}
		for i, f := range old {
			if !taken[i] {
				k := s.key(f)
				theirs[k] = append(theirs[k], i)
			}
		}
		for i, f := range fresh {
			if which[i] < 0 {
				k := s.key(f)
				mine[k] = append(mine[k], i)
			}
		}
		for k, is := range mine {
			js := theirs[k]
			if k == "" || !s.alike && (len(is) != 1 || len(js) != 1) {
				continue
			}
			for m := range min(len(is), len(js)) {
				which[is[m]], at[is[m]], taken[js[m]] = js[m], n, true
			}
		}
	}
	return which, at
}

// An earlier import is what a source gave the last time.
type earlier struct {
	offerings []directory.Offering
	venues    []directory.Venue
	ids       map[string]bool   // source ids of offerings that are taken
	sourceIDs map[string]string // the same by ID
}

// earlierOf picks what came from a source out of entities.
func earlierOf(entities []directory.Entity, source string) earlier {
	e := earlier{ids: map[string]bool{}, sourceIDs: map[string]string{}}
	for _, entity := range entities {
		switch v := entity.(type) {
		case directory.Offering:
			if v.Source == source {
				e.offerings = append(e.offerings, v)
				e.ids[v.SourceID] = true
				e.sourceIDs[v.ID] = v.SourceID
			}
		case directory.Venue:
			if v.Source == source {
				e.venues = append(e.venues, v)
			}
		}
	}
	return e
}

// venueSteps are those of places: a place keeps its identity when either its
// name or its street is corrected.
var venueSteps = []step{
	{key: func(f facts) string { return f.name + "|" + f.place + "|" + f.days + "|" + f.when }},
	{key: func(f facts) string { return key(f.name, f.days) }},
	{key: func(f facts) string { return key(f.place, f.days) }},
}

func venueFacts(v directory.Venue) facts {
	return facts{name: slug(v.Name), place: slug(v.Address.Street), days: slug(v.Address.City), when: v.Address.ZIP}
}

// placeKey is what a place is called in the table: its name and its address.
func placeKey(v *directory.Venue) string {
	if v == nil {
		return ""
	}
	name := v.Name
	if name == v.Address.Street || name == v.Address.City {
		name = ""
	}
	return strings.Trim(slug(name)+"_"+slug(v.Address.Street)+"_"+slug(v.Address.City)+"_"+v.Address.ZIP, "_")
}

// offeringFacts are those of an offering whose venue has its ID.
func offeringFacts(o directory.Offering) facts {
	f := facts{name: slug(nameOf(o.Name, o.Program)), place: o.Venue, offering: o}
	if f.place == "" {
		f.place = string(o.Mode)
	}
	var days, when []string
	for _, s := range o.Series {
		on := daysOf(s)
		days = append(days, on)
		when = append(when, on+"@"+s.Start.String())
	}
	slices.Sort(days)
	slices.Sort(when)
	f.days, f.when = strings.Join(days, "+"), strings.Join(when, "+")
	if len(o.Series) == 0 {
		f.days, f.when = "none", "none"
	}
	f.rest = strings.Join([]string{o.Organization, slug(o.Room), strings.Join(o.Languages, ","), strings.Join(o.Topics, ","), string(o.Mode)}, "|")
	return f
}

func daysOf(s schedule.Series) string {
	if s.Rule.IsValid() {
		return s.Rule.String()
	}
	return "dates"
}

// identify gives each record its key: its own, that of the earlier group which
// it is, or one made of what it is known by.
func (r *reader) identify(all []*record, before earlier) {
	var keyless []*record
	used := map[string]bool{}
	for id := range before.ids {
		used[id] = true
	}
	for _, x := range all {
		if x.key == "" {
			keyless = append(keyless, x)
		} else {
			used[x.key] = true
		}
	}
	which, at := make([]int, len(keyless)), make([]int, len(keyless))
	if len(before.offerings) > 0 {
		fresh, old := make([]facts, len(keyless)), make([]facts, len(before.offerings))
		for i, x := range keyless {
			fresh[i] = offeringFacts(x.o)
		}
		for i, o := range before.offerings {
			old[i] = offeringFacts(o)
		}
		which, at = pairUp(fresh, old, steps)
	}
	var open []*record
	for i, x := range keyless {
		if which[i] < 0 || len(before.offerings) == 0 {
			open = append(open, x)
			continue
		}
		o := before.offerings[which[i]]
		x.key = o.SourceID
		if says := steps[at[i]].says; says != "" {
			x.note(program.Info, "same-group", "id", "", "taken for the group that was imported before: "+says)
		}
		if len(o.Series) == 1 && len(x.o.Series) == 1 {
			x.o.Series[0].ID = o.Series[0].ID
		}
	}
	newKeys(open, used)
}

// newKeys makes keys of facts, of as few as tell the records apart, so that they
// depend on what the table says and not on its order.
func newKeys(open []*record, used map[string]bool) {
	names := map[*directory.Venue]string{}
	levels := []func(x *record) string{
		func(x *record) string {
			if _, ok := names[x.venue]; !ok || x.venue == nil {
				names[x.venue] = placeName(x)
			}
			return slug(nameOf(x.o.Name, x.o.Program)) + "_" + names[x.venue]
		},
		func(x *record) string {
			f := offeringFacts(x.o)
			return f.name + "_" + placeName(x) + "_" + short(f.days)
		},
		func(x *record) string {
			f := offeringFacts(x.o)
			return f.name + "_" + placeName(x) + "_" + short(f.when)
		},
		func(x *record) string {
			f := offeringFacts(x.o)
			return f.name + "_" + placeKey(x.venue) + "_" + short(f.when+" "+f.rest)
		},
	}
	keys := make([]string, len(open))
	for _, level := range levels {
		count := make(map[string]int, len(open))
		for i, x := range open {
			if x.key == "" {
				keys[i] = level(x)
				count[keys[i]]++
			}
		}
		for i, x := range open {
			if x.key == "" && count[keys[i]] == 1 && !used[keys[i]] {
				x.key, used[keys[i]] = keys[i], true
			}
		}
	}
	twins(open, keys, used)
}

// twins numbers records that are the same in all that keys are made of, in an
// order that depends on what they say.
func twins(open []*record, keys []string, used map[string]bool) {
	type twin struct {
		x        *record
		key, all string
	}
	var list []twin
	for i, x := range open {
		if x.key == "" {
			list = append(list, twin{x, keys[i], offeringFacts(x.o).all()})
		}
	}
	slices.SortStableFunc(list, func(a, b twin) int { return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.all, b.all)) })
	next := map[string]int{}
	for _, t := range list {
		t.x.key = free(t.key, used, next)
		used[t.x.key] = true
		t.x.ask("same-facts", "id", "", "another row says the same of its name, place and time; give the rows keys in a column \"ID\"")
	}
}

func placeName(x *record) string {
	if x.venue == nil {
		return slug(string(x.o.Mode))
	}
	if x.venue.Name == x.venue.Address.City {
		return slug(x.venue.Name)
	}
	return slug(x.venue.Name + " " + x.venue.Address.City)
}

var ruleNoise = strings.NewReplacer("FREQ=WEEKLY;BYDAY=", "", "FREQ=", "", "INTERVAL=", "", "BYDAY=", "", "WKST=MO", "")

// short returns days as they stand in a key: "mo-we" for every Monday and
// Wednesday.
func short(days string) string {
	return slug(ruleNoise.Replace(days))
}

// slug returns a text in small letters, digits and "-".
func slug(text string) string { return strings.ReplaceAll(fold(text), " ", "-") }
