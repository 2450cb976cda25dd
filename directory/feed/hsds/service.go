package hsds

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// offerings makes the offerings of a service: one, or one for each place.
func (in *reader) offerings(x record, marks marking, key string) {
	v := x.value
	org := in.owner(cmp.Or(value(v, "organization"), present(x.organization)), v.Member("organization_id").Text())
	o := directory.Offering{
		ID: feed.ID(in.Options.Source, key), Name: text(v, "name"), Program: cmp.Or(marks.get(attrProgram), in.Options.Program), Organization: org.id,
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: key}},
	}
	if o.Name == "" && o.Program == "" {
		in.Refuse("name-missing", "no name")
		return
	}
	in.status(v, marks, &o)
	in.terms(v, marks, &o)
	in.note(v, marks, &o)
	for _, l := range v.Member("languages").List() {
		if tag := languageTag(l); tag != "" && !slices.Contains(o.Languages, tag) {
			o.Languages = append(o.Languages, tag)
		}
	}
	if len(o.Languages) == 1 && o.Languages[0] == org.language {
		o.Languages = nil
	}
	o.Contacts = append(in.contacts(v), in.phones(v)...)
	in.verified(v, marks, &o)
	if t := text(v, "last_modified"); t != "" {
		o.Modified = in.instant("last_modified", t)
	}
	where := in.where(x, &o, org)
	o.Series = in.series(x, where.rows, org, &o)
	in.Add(where.first(o))
	for i, venue := range where.others {
		next := o
		next.ID, next.SourceID, next.Venue, next.Room = feed.ID(in.Options.Source, key+"/"+venue.at), key+"/"+venue.at, venue.id, venue.room
		if i == 0 {
			in.Find(program.Info, "service-split", "service_at_locations", "", "it is at several places; each of them is listed")
		}
		in.Add(next)
	}
}

// present returns a pointer to a value that is an object, or nil; value does so
// for a member.
func present(v jsonin.Value) *jsonin.Value {
	if v.Kind() != jsonin.Object {
		return nil
	}
	return &v
}

func value(v jsonin.Value, member string) *jsonin.Value { return present(v.Member(member)) }

// status reads whether it takes place.
func (in *reader) status(v jsonin.Value, marks marking, o *directory.Offering) {
	switch status := strings.ToLower(text(v, "status")); status {
	case "active", "":
	case "defunct":
		o.Status = directory.Ended
	case "inactive", "temporarily closed":
		o.Status = directory.Suspended
	default:
		o.Status = directory.Suspended
		in.Find(program.Warning, "status-unknown", "status", status, "want active, inactive, defunct or temporarily closed; taken for closed")
	}
	if status, ok := marks.has(attrStatus); ok && (o.Status != directory.Active || marks.get(attrSince) != "") {
		o.Status = directory.Status(status)
	}
	if since, err := schedule.ParseDate(marks.get(attrSince)); err == nil && o.Status != directory.Active {
		o.StatusSince = since
	}
}

// terms reads whom it is for and how to get in.
func (in *reader) terms(v jsonin.Value, marks marking, o *directory.Offering) {
	a := &o.Audience
	a.MinAge, a.MaxAge = in.age(v, "minimum_age"), in.age(v, "maximum_age")
	for _, r := range marks.all(attrRelation) {
		a.Relations = append(a.Relations, program.Relation(r))
	}
	a.Focus, a.Observers = marks.all(attrFocus), program.Observers(marks.get(attrObservers))
	a.MembersOnly, a.Repeat = marks.get(attrMembers) != "", marks.get(attrRepeat) != ""
	o.Topics, o.Guidelines = marks.all(attrTopic), marks.get(attrGuidelines)
	o.Derived = marks.all(attrDerived)
	for _, key := range marks.all(attrSuccessor) {
		in.Find(program.Info, "successor-not-read", "attributes", key, "what takes its place is not looked for in other records")
	}
	ours := marks.ours()
	if !marks.json(attrEntry, &o.Entry) && !ours {
		o.Entry = entryOf(text(v, "application_process"))
	}
	if !marks.json(attrRegistration, &o.Registration) && !ours && o.Entry.Mode != "" && o.Entry.Mode != program.EntryDropIn {
		o.Registration.Email = email(text(v, "email"))
		if link := uri(text(v, "url")); link != "" {
			o.Registration.URL = link
		}
	}
}

// age reads an age in years; 0 is not stated.
func (in *reader) age(v jsonin.Value, field string) int {
	m := v.Member(field)
	f, ok := m.Float()
	switch {
	case m.Kind() == jsonin.Null || m.Text() == "":
	case !ok || !(f >= 0 && f <= 150):
		in.Find(program.Warning, "age-unread", field, m.Text(), "want years, 0 to 150")
	default:
		return int(f)
	}
	return 0
}

// entryOf reads how people join out of the words for it, where those are clear.
func entryOf(text string) program.Entry {
	has := func(phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(strings.ToLower(text), p) })
	}
	switch {
	case has("no registration", "walk in", "walk-in", "drop in", "drop-in", "just come", "no appointment", "sin inscri"):
		return program.Entry{Mode: program.EntryDropIn}
	case has("register for each", "each session requires registration"):
		return program.Entry{Mode: program.EntryPerDate}
	}
	return program.Entry{}
}

// note joins what people should know and no field holds.
func (in *reader) note(v jsonin.Value, marks marking, o *directory.Offering) {
	parts := []string{in.public(v, "description")}
	ours := marks.ours()
	add := func(label, field string) {
		if t := in.public(v, field); t != "" && !ours {
			parts = append(parts, strings.TrimPrefix(label+": "+t, ": "))
		}
	}
	if alert := in.public(v, "alert"); alert != "" {
		parts = append([]string{alert}, parts...)
	}
	add("Eligibility", "eligibility_description")
	add("How to join", "application_process")
	if t := strings.ToLower(text(v, "fees_description") + text(v, "fees")); t != "" && !strings.HasPrefix(t, "free") && !strings.HasPrefix(t, "no fee") && !strings.HasPrefix(t, "no c") {
		add("Fees", "fees_description")
		add("Fees", "fees")
	}
	add("Interpretation", "interpretation_services")
	add("Waiting time", "wait_time")
	for _, d := range v.Member("required_documents").List() {
		if t := text(d, "document"); t != "" {
			parts = append(parts, "Bring: "+t)
		}
	}
	o.Note = in.tagged(marks, attrNote, paragraphs(parts...))
}

// tagged returns a text in the language of the source, with what attributes say
// in others. One that says the same is in that language alone.
func (in *reader) tagged(marks marking, name, own string) program.Text {
	t := program.Text{}
	if own != "" {
		t[in.Options.Language] = own
	}
	for _, a := range marks {
		if tag, ok := strings.CutPrefix(a.Type, name); ok && tag != "" && a.Value != "" {
			if a.Value == own {
				delete(t, in.Options.Language)
			}
			t[tag] = a.Value
		}
	}
	if len(t) == 0 {
		return nil
	}
	return t
}

// languageTag returns the tag of a language that is written as a code or by its
// English name.
func languageTag(l jsonin.Value) string {
	if code := text(l, "code"); code != "" {
		return code
	}
	name := cmp.Or(l.Member("name").Text(), l.Text())
	if code, ok := meetings.FindCode(name); ok && code.Language != "" {
		return code.Language
	}
	return strings.Clone(strings.TrimSpace(name))
}

// verified reads who last confirmed it. An address that may be a person's is not
// taken over.
func (in *reader) verified(v jsonin.Value, marks marking, o *directory.Offering) {
	if t := text(v, "assured_date"); t != "" {
		day, err := schedule.ParseDate(t[:min(len(t), len("2006-01-02"))])
		if err != nil {
			in.Find(program.Warning, "date-unread", "assured_date", t, "want YYYY-MM-DD")
		}
		o.Verified.On = day
	}
	o.Verified.By = marks.get(attrAssurer)
	if address := text(v, "assurer_email"); address != "" && o.Verified.By == "" {
		local, _, _ := strings.Cut(strings.ToLower(address), "@")
		if slices.Contains(roles, local) {
			o.Verified.By = local
		} else {
			in.Find(program.Info, "assurer-not-carried", "assurer_email", "", "it may be the address of a person; left out")
		}
	}
}

// roles are the parts of addresses before "@" that belong to nobody alone.
var roles = []string{
	"admin", "contact", "coordinator", "data", "director", "directory", "help", "helpline", "hello", "info", "listings", "mail", "office", "programs", "support", "team", "volunteer",
}

// instant reads a time of change.
func (in *reader) instant(field, text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= schedule.MinYear && t.Year() <= schedule.MaxYear {
			return t.UTC().Truncate(time.Second)
		}
	}
	in.Find(program.Warning, "date-unread", field, text, "want YYYY-MM-DDTHH:MM:SSZ")
	return time.Time{}
}
