package meetings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// Losses reports the fields of a listing that a format has no place for: all
// that have a value, but for the name, the mode, the note, the address, the
// dates, and those that the format says.
func (t *Teller) Losses(l directory.Listing, says ...string) {
	for _, f := range slices.Concat(fieldsOf(l), placeFields(l.Place, t.Options.Language)) {
		if f.there && !slices.Contains(says, f.path) {
			t.Unsaid(l, f.path, f.value)
		}
	}
	if slices.Contains(says, "languages") && !slices.IsSorted(l.Languages) {
		t.Unsaid(l, "languages", "which is the first")
	}
	for tag := range l.Note {
		if l.Note[tag] != l.Note.In(t.Options.Language) {
			t.Unsaid(l, "note."+tag, "")
		}
	}
	if p := l.Place; p != nil {
		for _, parking := range p.Parking[min(1, len(p.Parking)):] {
			t.Unsaid(l, "place.parking", parking.In(t.Options.Language))
		}
	}
}

// A field is one of a listing: its path in JSON, whether it has a value, and
// the value in words.
type field struct {
	path  string
	there bool
	value string
}

func fieldsOf(l directory.Listing) []field {
	var relations, also []string
	for _, r := range l.Audience.Relations {
		relations = append(relations, string(r))
	}
	for _, o := range l.Also {
		also = append(also, o.Source+" "+o.SourceID)
	}
	text := func(path, value string) field { return field{path, value != "", value} }
	list := func(path string, values []string) field {
		return field{path, len(values) > 0, strings.Join(values, ", ")}
	}
	number := func(path string, n int) field { return field{path, n != 0, strconv.Itoa(n)} }
	fields := []field{
		text("program", l.Program),
		list("languages", l.Languages),
		{"entry", l.Entry != program.Entry{}, string(l.Entry.Mode)},
		list("audience.relations", relations), number("audience.min_age", l.Audience.MinAge), number("audience.max_age", l.Audience.MaxAge),
		list("audience.focus", l.Audience.Focus), text("audience.observers", string(l.Audience.Observers)),
		{"audience.members_only", l.Audience.MembersOnly, "true"}, {"audience.repeat", l.Audience.Repeat, "true"},
		list("topics", l.Topics),
		text("status_since", dayText(l)), list("successors", l.Successors),
		{"registration", l.Registration != directory.Registration{}, l.Registration.URL},
		text("join_by", string(l.JoinBy)),
		text("join.url", l.Join.URL), text("join.phone", l.Join.Phone), text("join.note", l.Join.Note),
		text("guidelines", l.Guidelines),
		{"contacts", len(l.Contacts) > 0, fmt.Sprint(len(l.Contacts))},
		{"verified", l.Verified != directory.Verified{}, l.Verified.On.String()},
		list("also", also), list("derived", l.Derived),
		{"modified", !l.Modified.IsZero(), l.Modified.Format("2006-01-02")}, number("sequence", l.Sequence),
	}
	if c := l.Course; c != nil {
		fields = append(fields, field{"course", true, strings.TrimSpace(string(c.State) + " " + c.Reason)})
	}
	return fields
}

func dayText(l directory.Listing) string {
	if l.StatusSince.IsZero() {
		return ""
	}
	return l.StatusSince.String()
}

func placeFields(p *directory.Place, language string) []field {
	if p == nil {
		return nil
	}
	var access []string
	for _, a := range p.Access {
		access = append(access, string(a))
	}
	fields := []field{
		{"place.host", p.Host != "", p.Host}, {"place.room", p.Room != "", p.Room}, {"place.note", p.Note != "", p.Note},
		{"place.county", p.County != "", p.County}, {"place.web", p.Web != "", p.Web},
		{"place.access", len(access) > 0, strings.Join(access, ", ")},
		{"place.approximate", p.Approximate, p.Radius.String()},
	}
	if len(p.Parking) > 0 {
		fields = append(fields, field{"place.parking", true, p.Parking[0].In(language)})
	}
	return fields
}
