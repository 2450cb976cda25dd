package csv

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Field is what a column is about. The zero Field is not known; such a column
// is left out and reported.
type Field string

// The fields, in the order in which Write writes those that it writes.
const (
	ID           Field = "id"     // key of the group in the table
	Series       Field = "series" // of a group with several: the same ID in several rows
	Name         Field = "name"
	Program      Field = "program" // key or name in the catalogue
	Organization Field = "organization"
	Status       Field = "status"   // "active", "suspended", "proposed", "ended"
	Public       Field = "public"   // "no" leaves the row out
	Mode         Field = "mode"     // "in person", "online", "hybrid", "telephone"
	Schedule     Field = "schedule" // words, as phrase reads them
	Rule         Field = "rule"     // RRULE, where there are no words
	Frequency    Field = "frequency"
	Week         Field = "week" // "1st", "2,4", "last"
	Day          Field = "day"  // one or more weekdays
	Time         Field = "time" // start, or start and end
	End          Field = "end"  // time
	Length       Field = "length"
	Date         Field = "date" // each row one date
	Starts       Field = "starts"
	Ends         Field = "ends"
	Holidays     Field = "holidays"     // what happens on them
	MeetHolidays Field = "meetholidays" // "no" is that it does not meet then
	Changes      Field = "changes"      // single dates: "2022-11-24 cancelled; 2022-12-01 moved to 2022-12-02 18:00"
	Zone         Field = "zone"         // IANA name
	Venue        Field = "venue"        // name of the place, or name and address
	Host         Field = "host"
	Room         Field = "room"
	Address      Field = "address" // in one line
	Street       Field = "street"
	City         Field = "city"
	State        Field = "state"
	ZIP          Field = "zip"
	County       Field = "county"
	Latitude     Field = "latitude"
	Longitude    Field = "longitude"
	Point        Field = "point" // "latitude,longitude"
	Directions   Field = "directions"
	Parking      Field = "parking"
	Access       Field = "access"
	Wheelchair   Field = "wheelchair" // "yes" is step-free access
	Language     Field = "language"
	Audience     Field = "audience"
	Focus        Field = "focus"
	Topics       Field = "topics"
	Entry        Field = "entry"
	Registration Field = "registration" // address, telephone number or e-mail
	Guidelines   Field = "guidelines"
	Contact      Field = "contact" // a first name
	Role         Field = "role"
	Phone        Field = "phone"
	Email        Field = "email"
	Website      Field = "website"
	Note         Field = "note"
	Verified     Field = "verified"   // date
	VerifiedBy   Field = "verifiedby" // role

	Sunday    Field = "sunday" // a time, or a mark that it meets on this day
	Monday    Field = "monday"
	Tuesday   Field = "tuesday"
	Wednesday Field = "wednesday"
	Thursday  Field = "thursday"
	Friday    Field = "friday"
	Saturday  Field = "saturday"

	Ignore   Field = "ignore"   // left out without a word
	Personal Field = "personal" // about people: never read
	Secret   Field = "secret"   // ways to join: never read
)

// weekdays are the fields of a table with a column for each day, Sunday first.
var weekdays = [7]Field{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}

//go:embed columns.txt
var columnsText string

// titles gives the field of each folded title of columns.txt.
var titles = sync.OnceValue(func() map[string]Field {
	table := map[string]Field{}
	for line := range strings.Lines(columnsText) {
		line, _, _ = strings.Cut(line, "#")
		field, synonyms, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		for title := range strings.SplitSeq(synonyms, "|") {
			table[fold(title)] = Field(strings.TrimSpace(field))
		}
	}
	return table
})

// isField reports whether a field is one of the constants.
func isField(f Field) bool {
	for _, known := range titles() {
		if f == known {
			return true
		}
	}
	return f == Ignore || f == ""
}

// fieldOf returns what a column is about by its title and that of the group of
// columns it stands under, if any.
func fieldOf(group, title string) Field {
	if title == "" {
		return ""
	}
	for _, t := range []string{title, withoutAside(title)} {
		if group != "" {
			if f, ok := titles()[fold(group+" "+t)]; ok {
				return f
			}
		}
		if f, ok := titles()[fold(t)]; ok {
			return f
		}
	}
	if words := strings.Fields(fold(title)); slices.ContainsFunc(words, isPersonal) {
		return Personal
	}
	return ""
}

// isPersonal reports whether a word of a title, folded, says that the column is
// about people who come, or about the health of anybody.
func isPersonal(word string) bool {
	for _, stem := range []string{"attend", "participant", "registrant", "diagnos", "medica", "patient", "birth",
		"asisten", "pacient", "nacimiento", "incident", "headcount"} {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// withoutAside returns a title without what stands in parentheses.
func withoutAside(title string) string {
	before, rest, ok := strings.Cut(title, "(")
	if !ok {
		return title
	}
	_, after, _ := strings.Cut(rest, ")")
	return before + " " + after
}

// unaccented gives the letters of Spanish and its neighbours without accents; 0
// stands for none.
func unaccented(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ã', 'ä':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'õ', 'ö':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	case 'ñ':
		return 'n'
	case 'ç':
		return 'c'
	case 'º', 'ª', '\u0301', '\u0303':
		return 0
	}
	return r
}

// fold returns the words of a text in small letters without accents, with one
// space between them; all else is taken for a space.
func fold(text string) string {
	if isFolded(text) {
		return text
	}
	folded := make([]byte, 0, len(text))
	space := false
	for _, r := range text {
		if r >= utf8.RuneSelf {
			r = unaccented(unicode.ToLower(r))
		} else if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		switch {
		case r == 0:
			continue
		case r < utf8.RuneSelf && (r < 'a' || r > 'z') && (r < '0' || r > '9'), r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			space = len(folded) > 0
			continue
		}
		if space {
			folded = append(folded, ' ')
			space = false
		}
		folded = utf8.AppendRune(folded, r)
	}
	return string(folded)
}

// isFolded reports whether a text is one word of small plain letters.
func isFolded(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
