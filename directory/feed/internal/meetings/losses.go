package meetings

import (
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
	f := fields{says: says}
	f.ofListing(l)
	f.ofPlace(l.Place, t.Options.Language)
	for _, lost := range f.lost {
		t.Unsaid(l, lost.path, lost.value)
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

// fields gathers those of a listing that have a value and are not said.
type fields struct {
	says []string
	lost []field
}

// add adds a field if it has a value, and is not said. The words are only looked
// for then.
func (f *fields) add(path string, there bool, value func() string) {
	if there && !slices.Contains(f.says, path) {
		f.lost = append(f.lost, field{path, true, value()})
	}
}

func (f *fields) text(path, value string) {
	if value != "" {
		f.add(path, true, func() string { return value })
	}
}

func (f *fields) number(path string, n int) {
	if n != 0 {
		f.text(path, strconv.Itoa(n))
	}
}

// listed adds a field that is a list of words.
func listed[T ~string](f *fields, path string, values []T) {
	f.add(path, len(values) > 0, func() string {
		words := make([]string, len(values))
		for i, v := range values {
			words[i] = string(v)
		}
		return strings.Join(words, ", ")
	})
}

func (f *fields) ofListing(l directory.Listing) {
	yes := func() string { return "true" }
	f.text("program", l.Program)
	listed(f, "languages", l.Languages)
	f.add("entry", l.Entry != program.Entry{}, func() string { return string(l.Entry.Mode) })
	listed(f, "audience.relations", l.Audience.Relations)
	f.number("audience.min_age", l.Audience.MinAge)
	f.number("audience.max_age", l.Audience.MaxAge)
	listed(f, "audience.focus", l.Audience.Focus)
	f.text("audience.observers", string(l.Audience.Observers))
	f.add("audience.members_only", l.Audience.MembersOnly, yes)
	f.add("audience.repeat", l.Audience.Repeat, yes)
	listed(f, "topics", l.Topics)
	f.add("status_since", !l.StatusSince.IsZero(), l.StatusSince.String)
	listed(f, "successors", l.Successors)
	f.add("registration", l.Registration != directory.Registration{}, func() string { return l.Registration.URL })
	f.text("join_by", string(l.JoinBy))
	f.text("join.url", l.Join.URL)
	f.text("join.phone", l.Join.Phone)
	f.text("join.note", l.Join.Note)
	f.text("guidelines", l.Guidelines)
	f.number("contacts", len(l.Contacts))
	f.add("verified", l.Verified != directory.Verified{}, l.Verified.On.String)
	var also []string
	for _, o := range l.Also {
		also = append(also, o.Source+" "+o.SourceID)
	}
	listed(f, "also", also)
	listed(f, "derived", l.Derived)
	f.add("modified", !l.Modified.IsZero(), func() string { return l.Modified.Format("2006-01-02") })
	f.number("sequence", l.Sequence)
	if c := l.Course; c != nil {
		f.add("course", true, func() string { return strings.TrimSpace(string(c.State) + " " + c.Reason) })
	}
}

func (f *fields) ofPlace(p *directory.Place, language string) {
	if p == nil {
		return
	}
	f.text("place.host", p.Host)
	f.text("place.room", p.Room)
	f.text("place.note", p.Note)
	f.text("place.county", p.County)
	f.text("place.web", p.Web)
	listed(f, "place.access", p.Access)
	f.add("place.approximate", p.Approximate, p.Radius.String)
	if len(p.Parking) > 0 {
		f.add("place.parking", true, func() string { return p.Parking[0].In(language) })
	}
}
