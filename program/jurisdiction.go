package program

import (
	"fmt"
	"strings"
)

// A Jurisdiction says for whom a rule is made, as a path from a country to a
// state to an affiliate: "us", "us/IL", "us/FL/jax". The country is two small
// letters, the state one to three capital letters or digits, and the affiliate
// an id of the caller's choice, of letters, digits, ".", "_" and "-".
// The zero Jurisdiction is invalid.
type Jurisdiction string

const jurisdictionForm = `the form "us", "us/IL" or "us/FL/jax"`

// ParseJurisdiction reads a jurisdiction and checks its form.
func ParseJurisdiction(s string) (Jurisdiction, error) {
	country, rest, more := strings.Cut(s, "/")
	ok := len(country) == 2 && only(country, "az")
	if more {
		state, affiliate, more := strings.Cut(rest, "/")
		ok = ok && len(state) > 0 && len(state) <= 3 && only(state, "AZ09")
		ok = ok && (!more || isKey(affiliate))
	}
	if !ok {
		return "", fmt.Errorf("program: jurisdiction %.80q, want %s", s, jurisdictionForm)
	}
	return Jurisdiction(s), nil
}

// Level returns the level of j by its number of parts. It does not check the
// form of j.
func (j Jurisdiction) Level() Level {
	switch {
	case j == "":
		return LevelGeneral
	case !strings.Contains(string(j), "/"):
		return LevelNational
	case strings.Count(string(j), "/") == 1:
		return LevelState
	}
	return LevelAffiliate
}

// Parent returns the jurisdiction one level up: "us/FL" for "us/FL/jax" and
// "" for "us".
func (j Jurisdiction) Parent() Jurisdiction {
	return j[:max(strings.LastIndexByte(string(j), '/'), 0)]
}

// Within reports whether j is k or belongs to it, as "us/FL/jax" belongs to
// "us/FL" and to "us".
func (j Jurisdiction) Within(k Jurisdiction) bool {
	return j == k || k != "" && strings.HasPrefix(string(j), string(k)+"/")
}

// A Level says how near to the group a rule was made. Nearer levels are
// greater and win.
type Level uint8

// The levels.
const (
	LevelGeneral   Level = iota // a [Default]: holds for every program of a kind
	LevelNational               // made for a country
	LevelState                  // made for a state
	LevelAffiliate              // made by the local organization
)

var levelNames = [...]string{"general", "national", "state", "affiliate"}

// String returns "general", "national", "state" or "affiliate".
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return fmt.Sprintf("Level(%d)", uint8(l))
}

// MarshalText returns what String returns. A level that does not exist is an
// error.
func (l Level) MarshalText() ([]byte, error) {
	if int(l) >= len(levelNames) {
		return nil, fmt.Errorf("program: level %d, want 0 to %d", uint8(l), len(levelNames)-1)
	}
	return []byte(levelNames[l]), nil
}

// UnmarshalText reads what MarshalText writes.
func (l *Level) UnmarshalText(text []byte) error {
	for i, name := range levelNames {
		if name == string(text) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("program: level %.40q, want general, national, state or affiliate", text)
}
