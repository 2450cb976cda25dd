package merge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

// near is how far apart two geocoders put one door.
const near = 150 * earth.Metre

// words returns the words of a text in lower case, without punctuation.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "'", "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// abbreviations are those of the postal service that addresses are full of.
var abbreviations = map[string]string{
	"avenue": "ave", "boulevard": "blvd", "circle": "cir", "court": "ct", "drive": "dr", "highway": "hwy",
	"lane": "ln", "parkway": "pkwy", "place": "pl", "road": "rd", "square": "sq", "street": "st",
	"suite": "ste", "terrace": "ter", "apartment": "apt", "building": "bldg", "floor": "fl",
	"north": "n", "south": "s", "east": "e", "west": "w",
	"northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
	"saint": "st", "fort": "ft", "mount": "mt",
}

// plain returns a line of an address without what two spellings of it differ in.
func plain(line string) string {
	list := words(line)
	for i, w := range list {
		if short, ok := abbreviations[w]; ok {
			list[i] = short
		}
	}
	return strings.Join(list, " ")
}

// sameAddress reports whether two addresses are of one place. Neither city nor
// ZIP code needs to be there twice, but what is must agree.
func sameAddress(a, b directory.Address) bool {
	if a.Street == "" || plain(a.Street) != plain(b.Street) {
		return false
	}
	zip := func(z string) string { return z[:min(len(z), 5)] }
	switch {
	case a.ZIP != "" && b.ZIP != "":
		return zip(a.ZIP) == zip(b.ZIP)
	case a.City != "" && b.City != "":
		return plain(a.City) == plain(b.City) && (a.State == "" || b.State == "" || a.State == b.State)
	}
	return false
}

// samePlace reports whether two venues are one place, and says by what.
func samePlace(a, b directory.Venue) (why string, same bool) {
	if a.Confidential != b.Confidential {
		return "", false
	}
	if sameAddress(a.Address, b.Address) {
		return "the same address", true
	}
	if !a.Point.IsZero() && !b.Point.IsZero() && a.Point.Distance(b.Point) <= near &&
		(a.Address.Street == "" || b.Address.Street == "" || sameName(a.Name, b.Name)) {
		return "coordinates less than " + near.String() + " apart", true
	}
	return "", false
}

// general are words that say that something is a group, not which one.
var general = []string{
	"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with",
	"class", "course", "group", "groups", "meeting", "meetings", "online", "peer", "program", "recovery",
	"support", "virtual", "weekly", "zoom",
	"apoyo", "de", "del", "el", "en", "grupo", "la", "los", "para", "reunión", "y",
}

// sameName reports whether two names say the same: they differ at most in
// words that every group has in its name.
func sameName(a, b string) bool {
	return slices.Equal(telling(a), telling(b))
}

// telling returns the words of a name that tell it from others, sorted.
func telling(name string) []string {
	list := slices.DeleteFunc(words(name), func(w string) bool { return slices.Contains(general, w) })
	slices.Sort(list)
	return slices.Compact(list)
}
