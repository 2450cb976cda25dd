package meetings

import (
	"slices"
	"strings"
	"sync"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// A Meaning is what a code says, in the terms of a directory. Most codes say
// one thing. Those that say nothing that a directory keeps are zero.
type Meaning struct {
	Relation program.Relation
	Focus    string
	Topic    string
	Language string
	Access   directory.Access
}

// A Code is one of Meeting Guide.
type Code struct {
	Code string
	Name string // in the column "types" of a sheet
	Meaning
}

// Further things that places offer, besides those that package directory names.
const (
	accessOutdoors      directory.Access = "outdoors"
	accessChildFriendly directory.Access = "child-friendly"
	accessSmoking       directory.Access = "smoking permitted"
)

// codes are those of Meeting Guide, in the order of their codes. Those without
// a meaning are about the way of meeting, which is told from several facts
// together, or about proof of attendance, which is nobody's business here.
var codes = []Code{
	{"11", "11th Step Meditation", Meaning{Topic: "11th step"}},
	{"12x12", "12 Steps & 12 Traditions", Meaning{Topic: "12 steps and 12 traditions"}},
	{"A", "Secular", Meaning{Focus: "secular"}},
	{"ABSI", "As Bill Sees It", Meaning{Topic: "As Bill Sees It"}},
	{"AF", "Afrikaans", Meaning{Language: "af"}},
	{"AL", "Concurrent with Alateen", Meaning{Topic: "with Alateen"}},
	{"AL-AN", "Concurrent with Al-Anon", Meaning{Topic: "with Al-Anon"}},
	{"AM", "Amharic", Meaning{Language: "am"}},
	{"AR", "Arabic", Meaning{Language: "ar"}},
	{"ASL", "American Sign Language", Meaning{Language: "ase"}},
	{"B", "Big Book", Meaning{Topic: "book study"}},
	{"BA", "Babysitting Available", Meaning{Access: directory.AccessChildCare}},
	{"BE", "Newcomer", Meaning{Topic: "newcomers"}},
	{"BG", "Bulgarian", Meaning{Language: "bg"}},
	{"BI", "Bisexual", Meaning{Focus: "bisexual"}},
	{"BRK", "Breakfast", Meaning{Topic: "breakfast"}},
	{"BV-I", "Blind / Visually Impaired", Meaning{Focus: "blind"}},
	{"C", "Closed", Meaning{Relation: program.RelationSelf}},
	{"CAN", "Candlelight", Meaning{Topic: "candlelight"}},
	{"CF", "Child-Friendly", Meaning{Access: accessChildFriendly}},
	{"D", "Discussion", Meaning{Topic: "discussion"}},
	{"D-HOH", "Deaf / Hard of Hearing", Meaning{Focus: "deaf"}},
	{"DA", "Danish", Meaning{Language: "da"}},
	{"DB", "Digital Basket", Meaning{Topic: "digital basket"}},
	{"DD", "Dual Diagnosis", Meaning{Topic: "dual diagnosis"}},
	{"DE", "German", Meaning{Language: "de"}},
	{"DR", "Daily Reflections", Meaning{Topic: "daily reflections"}},
	{"EL", "Greek", Meaning{Language: "el"}},
	{"EN", "English", Meaning{Language: "en"}},
	{"FA", "Persian", Meaning{Language: "fa"}},
	{"FF", "Fragrance Free", Meaning{Access: directory.AccessFragrance}},
	{"FI", "Finnish", Meaning{Language: "fi"}},
	{"FR", "French", Meaning{Language: "fr"}},
	{"G", "Gay", Meaning{Focus: "gay"}},
	{"GR", "Grapevine", Meaning{Topic: "Grapevine"}},
	{"H", "Birthday", Meaning{Topic: "birthdays"}},
	{"HE", "Hebrew", Meaning{Language: "he"}},
	{"HI", "Hindi", Meaning{Language: "hi"}},
	{"HR", "Croatian", Meaning{Language: "hr"}},
	{"HU", "Hungarian", Meaning{Language: "hu"}},
	{"IS", "Icelandic", Meaning{Language: "is"}},
	{"ITA", "Italian", Meaning{Language: "it"}},
	{"JA", "Japanese", Meaning{Language: "ja"}},
	{"KA", "Georgian", Meaning{Language: "ka"}},
	{"KOR", "Korean", Meaning{Language: "ko"}},
	{"L", "Lesbian", Meaning{Focus: "lesbian"}},
	{"LGBTQ", "LGBTQ", Meaning{Focus: "LGBTQ"}},
	{"LIT", "Literature", Meaning{Topic: "literature"}},
	{"LO-I", "Loners / Isolationists", Meaning{Focus: "isolated"}},
	{"LS", "Living Sober", Meaning{Topic: "Living Sober"}},
	{"LT", "Lithuanian", Meaning{Language: "lt"}},
	{"M", "Men", Meaning{Focus: "men"}},
	{"MED", "Meditation", Meaning{Topic: "meditation"}},
	{"ML", "Malayalam", Meaning{Language: "ml"}},
	{"MT", "Maltese", Meaning{Language: "mt"}},
	{"N", "Native American", Meaning{Focus: "Native American"}},
	{"NB", "Non-Binary", Meaning{Focus: "non-binary"}},
	{"NDG", "Indigenous", Meaning{Focus: "indigenous"}},
	{"NE", "Nepali", Meaning{Language: "ne"}},
	{"NL", "Dutch", Meaning{Language: "nl"}},
	{"NO", "Norwegian", Meaning{Language: "no"}},
	{"O", "Open", Meaning{Relation: program.RelationPublic}},
	{"ONL", "Online Meeting", Meaning{}},
	{"OUT", "Outdoor", Meaning{Access: accessOutdoors}},
	{"P", "Professionals", Meaning{Relation: program.RelationProfessional}},
	{"POA", "Proof of Attendance", Meaning{}},
	{"POC", "People of Color", Meaning{Focus: "people of color"}},
	{"POL", "Polish", Meaning{Language: "pl"}},
	{"POR", "Portuguese", Meaning{Language: "pt"}},
	{"PUN", "Punjabi", Meaning{Language: "pa"}},
	{"QSL", "Quebec Sign Language", Meaning{Language: "fcs"}},
	{"RSL", "Russian Sign Language", Meaning{Language: "rsl"}},
	{"RUS", "Russian", Meaning{Language: "ru"}},
	{"S", "Spanish", Meaning{Language: "es"}},
	{"SEN", "Seniors", Meaning{Focus: "seniors"}},
	{"SK", "Slovak", Meaning{Language: "sk"}},
	{"SL", "Slovenian", Meaning{Language: "sl"}},
	{"SM", "Smoking Permitted", Meaning{Access: accessSmoking}},
	{"SP", "Speaker", Meaning{Topic: "speaker"}},
	{"ST", "Step Study", Meaning{Topic: "steps"}},
	{"SV", "Swedish", Meaning{Language: "sv"}},
	{"T", "Transgender", Meaning{Focus: "transgender"}},
	{"TC", "Location Temporarily Closed", Meaning{}},
	{"TH", "Thai", Meaning{Language: "th"}},
	{"TL", "Tagalog", Meaning{Language: "tl"}},
	{"TR", "Tradition Study", Meaning{Topic: "traditions"}},
	{"TUR", "Turkish", Meaning{Language: "tr"}},
	{"UK", "Ukrainian", Meaning{Language: "uk"}},
	{"W", "Women", Meaning{Focus: "women"}},
	{"X", "Wheelchair Access", Meaning{Access: directory.AccessStepFree}},
	{"XB", "Wheelchair-Accessible Bathroom", Meaning{Access: directory.AccessRestroom}},
	{"XT", "Cross Talk Permitted", Meaning{Topic: "cross talk"}},
	{"Y", "Young People", Meaning{Focus: "young people"}},
}

// byWord finds a code by itself or by its name, in lower case.
var byWord = sync.OnceValue(func() map[string]Code {
	m := make(map[string]Code, 2*len(codes))
	for _, c := range codes {
		m[strings.ToLower(c.Name)] = c
	}
	for _, c := range codes { // a code goes before the name of another one
		m[strings.ToLower(c.Code)] = c
	}
	return m
})

// FindCode returns the code that is written as a word: the code itself or its
// name, the whole of it, in whatever case.
func FindCode(word string) (Code, bool) {
	c, ok := byWord()[strings.ToLower(strings.TrimSpace(word))]
	return c, ok
}

// Facts are what all the codes of a meeting say together. The lists are sorted,
// so that facts do not depend on the order of the codes.
type Facts struct {
	Relations                []program.Relation
	Focus, Topics, Languages []string
	Access                   []directory.Access
}

// Add adds what a code says.
func (f *Facts) Add(m Meaning) {
	f.Relations = with(f.Relations, m.Relation)
	f.Focus = with(f.Focus, m.Focus)
	f.Topics = with(f.Topics, m.Topic)
	f.Languages = with(f.Languages, m.Language)
	f.Access = with(f.Access, m.Access)
}

// Has reports whether the facts hold all that a code says, and that is
// something.
func (f Facts) Has(m Meaning) bool {
	return m != Meaning{} &&
		(m.Relation == "" || slices.Contains(f.Relations, m.Relation)) &&
		(m.Focus == "" || slices.Contains(f.Focus, m.Focus)) &&
		(m.Topic == "" || slices.Contains(f.Topics, m.Topic)) &&
		(m.Language == "" || slices.Contains(f.Languages, m.Language)) &&
		(m.Access == "" || slices.Contains(f.Access, m.Access))
}

// with returns a sorted list with a value added, once.
func with[T ~string](list []T, v T) []T {
	if v == "" {
		return list
	}
	if i, found := slices.BinarySearch(list, v); !found {
		return slices.Insert(list, i, v)
	}
	return list
}

// FactsOf returns what a listing says that codes can say. own is the language
// of a listing that names none; it needs no code.
func FactsOf(l directory.Listing, own string) Facts {
	var f Facts
	for _, r := range l.Audience.Relations {
		f.Relations = with(f.Relations, r)
	}
	for _, s := range l.Audience.Focus {
		f.Focus = with(f.Focus, s)
	}
	for _, s := range l.Topics {
		f.Topics = with(f.Topics, s)
	}
	if len(l.Languages) != 1 || l.Languages[0] != own {
		for _, s := range l.Languages {
			f.Languages = with(f.Languages, s)
		}
	}
	if l.Place != nil {
		for _, a := range l.Place.Access {
			f.Access = with(f.Access, a)
		}
	}
	return f
}

// CodesOf returns the codes that say the facts, in their order, and what no
// code says, as the name of the field and the value.
func CodesOf(f Facts) (said []string, unsaid [][2]string) {
	var all Facts
	for _, c := range codes {
		if f.Has(c.Meaning) {
			said = append(said, c.Code)
			all.Add(c.Meaning)
		}
	}
	return said, f.Without(all)
}

// Without returns what f has and g has not, as the name of the field and the
// value.
func (f Facts) Without(g Facts) (rest [][2]string) {
	rest = without(rest, "audience.relations", f.Relations, g.Relations)
	rest = without(rest, "audience.focus", f.Focus, g.Focus)
	rest = without(rest, "topics", f.Topics, g.Topics)
	rest = without(rest, "languages", f.Languages, g.Languages)
	return without(rest, "place.access", f.Access, g.Access)
}

func without[T ~string](rest [][2]string, field string, list, said []T) [][2]string {
	for _, v := range list {
		if !slices.Contains(said, v) {
			rest = append(rest, [2]string{field, string(v)})
		}
	}
	return rest
}
