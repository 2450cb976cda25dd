package place

import (
	"iter"
	"slices"

	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

// A State is one of the 50 states or the District of Columbia. States are comparable; the
// zero State is none.
type State struct {
	Code string // postal code, "FL"
	Name string // "Florida"
	FIPS string // two digits, "12": how the FIPS codes of its counties begin
}

// States returns the 50 states and the District of Columbia by name.
func States() iter.Seq[State] { return slices.Values(states) }

// ParseState reads a postal code or the name of a state, such as "FL", "n.y." or
// "new york". Case, accents and punctuation do not matter. Anything else is [ErrUnknown],
// or [ErrTooLong].
func ParseState(text string) (State, error) {
	if len(text) > MaxText {
		return State{}, ErrTooLong
	}
	if i := load().state(fold.Words(nil, text)); i >= 0 {
		return states[i], nil
	}
	return State{}, ErrUnknown
}

// stateKeys returns the folded ways to write each state: "new york", "ny", "n.y.". They are
// folded like all text is, so that Montana is found by "mount", which MT becomes.
func stateKeys() (keys [][]byte) {
	for _, s := range states {
		for _, text := range [waysToWrite]string{s.Name, s.Code, s.Code[:1] + "." + s.Code[1:] + "."} {
			keys = append(keys, fold.Words(nil, text))
		}
	}
	return keys
}

const waysToWrite = 3 // a state

// state returns the position of the state whose name or code words are, -1 if they are none.
func (t *table) state(words []byte) int {
	for i, key := range t.stateKeys {
		if fold.Compare(words, key) == 0 {
			return i / waysToWrite
		}
	}
	return -1
}

// states are sorted by FIPS code, which is the order of the names, too.
var states = []State{
	{"AL", "Alabama", "01"}, {"AK", "Alaska", "02"}, {"AZ", "Arizona", "04"}, {"AR", "Arkansas", "05"},
	{"CA", "California", "06"}, {"CO", "Colorado", "08"}, {"CT", "Connecticut", "09"}, {"DE", "Delaware", "10"},
	{"DC", "District of Columbia", "11"}, {"FL", "Florida", "12"}, {"GA", "Georgia", "13"}, {"HI", "Hawaii", "15"},
	{"ID", "Idaho", "16"}, {"IL", "Illinois", "17"}, {"IN", "Indiana", "18"}, {"IA", "Iowa", "19"},
	{"KS", "Kansas", "20"}, {"KY", "Kentucky", "21"}, {"LA", "Louisiana", "22"}, {"ME", "Maine", "23"},
	{"MD", "Maryland", "24"}, {"MA", "Massachusetts", "25"}, {"MI", "Michigan", "26"}, {"MN", "Minnesota", "27"},
	{"MS", "Mississippi", "28"}, {"MO", "Missouri", "29"}, {"MT", "Montana", "30"}, {"NE", "Nebraska", "31"},
	{"NV", "Nevada", "32"}, {"NH", "New Hampshire", "33"}, {"NJ", "New Jersey", "34"}, {"NM", "New Mexico", "35"},
	{"NY", "New York", "36"}, {"NC", "North Carolina", "37"}, {"ND", "North Dakota", "38"}, {"OH", "Ohio", "39"},
	{"OK", "Oklahoma", "40"}, {"OR", "Oregon", "41"}, {"PA", "Pennsylvania", "42"}, {"RI", "Rhode Island", "44"},
	{"SC", "South Carolina", "45"}, {"SD", "South Dakota", "46"}, {"TN", "Tennessee", "47"}, {"TX", "Texas", "48"},
	{"UT", "Utah", "49"}, {"VT", "Vermont", "50"}, {"VA", "Virginia", "51"}, {"WA", "Washington", "53"},
	{"WV", "West Virginia", "54"}, {"WI", "Wisconsin", "55"}, {"WY", "Wyoming", "56"},
}
