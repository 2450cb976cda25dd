package admin

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A field is one thing in the form of a record.
type field struct {
	name    string // of the input, and of the words "field.…"
	kind    string // "", "area", "select" or "check"
	group   string // of the words "group.…"; "" is the first
	options []optionView
	get     func(directory.Entity) string
	set     func(directory.Entity, string) (directory.Entity, error)
	// secret says that the form never shows the value, and that an empty one
	// leaves it as it is.
	secret func(directory.Entity) bool
}

// sheets are the forms of the kinds of records.
var sheets = map[string]func(v *visit, e directory.Entity) []field{
	directory.KindOrganization: organizationSheet,
	directory.KindVenue:        venueSheet,
	directory.KindOffering:     offeringSheet,
}

// value returns a field of a type of records.
func value[E directory.Entity](name string, get func(E) string, set func(*E, string) error) field {
	return field{
		name: name,
		get: func(e directory.Entity) string {
			record, _ := e.(E)
			return get(record)
		},
		set: func(e directory.Entity, s string) (directory.Entity, error) {
			record, _ := e.(E)
			err := set(&record, s)
			return record, err
		},
	}
}

// text returns a field that is a string of a record.
func text[E directory.Entity, S ~string](name string, at func(*E) *S) field {
	return value(name, func(e E) string { return string(*at(&e)) }, func(e *E, s string) error {
		*at(e) = S(s)
		return nil
	})
}

// words returns a field that is one language of a text of a record.
func words[E directory.Entity](name, language string, at func(*E) *program.Text) field {
	f := value(name+"."+language, func(e E) string { return (*at(&e))[language] }, func(e *E, s string) error {
		t := maps.Clone(*at(e))
		if t == nil {
			t = program.Text{}
		}
		if t[language] = s; s == "" {
			delete(t, language)
		}
		if len(t) == 0 {
			t = nil
		}
		*at(e) = t
		return nil
	})
	f.kind = "area"
	return f
}

// list returns a field that is a list of short texts, with commas between.
func list[E directory.Entity, S ~string](name string, at func(*E) *[]S) field {
	return value(name, func(e E) string {
		parts := make([]string, len(*at(&e)))
		for i, s := range *at(&e) {
			parts[i] = string(s)
		}
		return strings.Join(parts, ", ")
	}, func(e *E, s string) error {
		var parts []S
		for part := range strings.SplitSeq(s, ",") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, S(part))
			}
		}
		*at(e) = parts
		return nil
	})
}

// date returns a field that is a day.
func date[E directory.Entity](name string, at func(*E) *schedule.Date) field {
	return value(name, func(e E) string { return at(&e).String() }, func(e *E, s string) (err error) {
		if *at(e) = (schedule.Date{}); s != "" {
			*at(e), err = schedule.ParseDate(s)
		}
		return err
	})
}

// choice makes a field a choice between values.
func (f field) choice(options []optionView) field {
	f.kind, f.options = "select", options
	return f
}

// coded returns a choice between coded values, in words.
func (v *visit) coded(group string, values ...string) (options []optionView) {
	for _, s := range values {
		options = append(options, optionView{Value: s, Text: v.book.say(group + "." + s)})
	}
	return options
}

// hiddenIf keeps the value of a field from the form.
func (f field) hiddenIf(secret func(directory.Entity) bool) field {
	f.secret = secret
	return f
}

func venueSheet(v *visit, _ directory.Entity) []field {
	type venue = directory.Venue
	confidential := func(e directory.Entity) bool { w, _ := e.(venue); return w.Confidential }
	fields := []field{
		text("name", func(e *venue) *string { return &e.Name }),
		text("host", func(e *venue) *string { return &e.Host }).hiddenIf(confidential),
		text("room", func(e *venue) *string { return &e.Room }).hiddenIf(confidential),
		text("street", func(e *venue) *string { return &e.Address.Street }).hiddenIf(confidential),
		text("city", func(e *venue) *string { return &e.Address.City }),
		text("state", func(e *venue) *string { return &e.Address.State }),
		text("zip", func(e *venue) *string { return &e.Address.ZIP }).hiddenIf(confidential),
		value("point", func(e venue) string { return pointText(e.Point) }, func(e *venue, s string) (err error) {
			if e.Point = (earth.Point{}); s != "" {
				e.Point, err = earth.ParsePoint(strings.ReplaceAll(s, " ", ""))
			}
			return err
		}).hiddenIf(confidential),
		text("county", func(e *venue) *string { return &e.County }),
		text("zone", func(e *venue) *string { return &e.Zone }),
		text("door", func(e *venue) *string { return &e.Note }).hiddenIf(confidential),
		text("web", func(e *venue) *string { return &e.Web }).hiddenIf(confidential),
		words("parking", "en", func(e *venue) *program.Text { return &e.Parking }),
		words("parking", "es", func(e *venue) *program.Text { return &e.Parking }),
		yesNo("confidential", func(e *venue) *bool { return &e.Confidential }),
	}
	access := checks("access", accesses, func(e *venue) *[]directory.Access { return &e.Access })
	access = append(access, others("access", accesses, func(e *venue) *[]directory.Access { return &e.Access }))
	return append(fields, group("access", access...)...)
}

// accesses are what places offer, in the order of their boxes.
var accesses = []directory.Access{
	directory.AccessStepFree, directory.AccessRestroom, directory.AccessParking, directory.AccessTransit, directory.AccessChildCare,
	directory.AccessMeals, directory.AccessHearing, directory.AccessSignLang, directory.AccessFragrance, directory.AccessPets, directory.AccessQuietSpace,
}

func flag(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func pointText(p earth.Point) string {
	if p.IsZero() {
		return ""
	}
	return p.String()
}

func organizationSheet(v *visit, e directory.Entity) []field {
	type organization = directory.Organization
	fields := []field{
		text("name", func(e *organization) *string { return &e.Name }),
		text("level", func(e *organization) *directory.Level { return &e.Level }).choice(v.coded("level", "", "state", "national")),
		text("state", func(e *organization) *string { return &e.State }),
		list("counties", func(e *organization) *[]string { return &e.Counties }),
		text("zone", func(e *organization) *string { return &e.Zone }),
		text("language", func(e *organization) *string { return &e.Language }).choice(v.coded("language", "", "en", "es")),
		text("website", func(e *organization) *string { return &e.Website }),
		words("parking", "en", func(e *organization) *program.Text { return &e.Parking }),
		words("parking", "es", func(e *organization) *program.Text { return &e.Parking }),
		list("needs", func(e *organization) *[]string { return &e.Needs }),
	}
	o, _ := e.(organization)
	contacts := contactFields(len(o.Contacts), func(e *organization) *[]directory.Contact { return &e.Contacts })
	return slices.Concat(fields, contacts, holidayFields(v))
}

const maxContacts = 20

// contactFields are those of some contacts, and of one more.
func contactFields[E directory.Entity](n int, at func(*E) *[]directory.Contact) (fields []field) {
	for i := range min(n+1, maxContacts) {
		fields = append(fields,
			contactField(i, "role", at, func(c *directory.Contact) *string { return &c.Role }),
			contactField(i, "first", at, func(c *directory.Contact) *string { return &c.Name }),
			contactField(i, "phone", at, func(c *directory.Contact) *string { return &c.Phone }),
			contactField(i, "email", at, func(c *directory.Contact) *string { return &c.Email }))
	}
	return fields
}

// contactField returns a field of the i-th contact of a record.
func contactField[E directory.Entity](i int, name string, list func(*E) *[]directory.Contact, at func(*directory.Contact) *string) field {
	return value(fmt.Sprintf("contact.%s.%d", name, i), func(e E) string {
		if contacts := *list(&e); i < len(contacts) {
			return *at(&contacts[i])
		}
		return ""
	}, func(e *E, s string) error {
		contacts := slices.Clone(*list(e))
		if i >= len(contacts) && s == "" {
			return nil
		}
		for i >= len(contacts) {
			contacts = append(contacts, directory.Contact{})
		}
		*at(&contacts[i]) = s
		*list(e) = contacts
		return nil
	})
}

// tidied returns a record without contacts that were emptied.
func tidied(e directory.Entity) directory.Entity {
	switch e := e.(type) {
	case directory.Organization:
		e.Contacts = tidiedContacts(e.Contacts)
		return e
	case directory.Offering:
		e.Contacts = tidiedContacts(e.Contacts)
		return e
	}
	return e
}

func tidiedContacts(list []directory.Contact) []directory.Contact {
	list = slices.DeleteFunc(slices.Clone(list), func(c directory.Contact) bool {
		return c.Role == "" && c.Name == "" && c.Phone == "" && c.Email == ""
	})
	if len(list) == 0 {
		return nil
	}
	return list
}

// maxField is how many bytes one field takes.
const maxField = 4000

var errLongField = errors.New("too long")

// read returns a record as a form says, and the names of the fields that it
// could not read.
func read(v *visit, e directory.Entity, form url.Values) (after directory.Entity, wrong []string) {
	for _, f := range sheets[e.Key().Kind](v, e) {
		s := strings.TrimSpace(strings.ReplaceAll(form.Get(f.name), "\r\n", "\n"))
		if f.secret != nil && f.secret(e) && s == "" {
			continue
		}
		next, err := f.set(e, s)
		if len(s) > maxField {
			err = errLongField
		}
		if err != nil {
			wrong = append(wrong, f.name)
			continue
		}
		e = next
	}
	return tidied(e), wrong
}
