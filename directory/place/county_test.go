package place_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory/place"
)

func TestCountiesOfAState(t *testing.T) {
	var got []string
	for c := range place.Counties("DE") {
		got = append(got, c.FIPS+" "+c.String())
	}
	want := []string{"10001 Kent County, DE", "10003 New Castle County, DE", "10005 Sussex County, DE"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Counties(DE) (-want +got):\n%s", diff)
	}
	for _, state := range []string{"", "de", "Delaware", "PR", "AE"} {
		if c := slices.Collect(place.Counties(state)); c != nil {
			t.Errorf("Counties(%q) yields %v, want nothing", state, c)
		}
	}
	for range place.Counties("TX") {
		break // a loop may be left
	}
}

func TestCountyByFIPSUnknown(t *testing.T) {
	for name, code := range map[string]string{
		"a planning region of Connecticut": "09110",
		"a county of Puerto Rico":          "72001",
		"an abolished one of Alaska":       "02261",
		"a code that lost its zero":        "1001",
		"a state":                          "12",
		"nothing":                          "",
		"a code with a blank":              "12019 ",
	} {
		if c, err := place.CountyByFIPS(code); !errors.Is(err, place.ErrUnknown) {
			t.Errorf("%s: %v, %v, want ErrUnknown", name, c, err)
		}
	}
}

func TestParseState(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a postal code", "FL", "12 FL Florida"},
		{"small letters and blanks", " fl ", "12 FL Florida"},
		{"full stops", "N.Y.", "36 NY New York"},
		{"a code that is short for a word of names", "MT", "30 MT Montana"},
		{"a name", "West virginia", "54 WV West Virginia"},
		{"the District of Columbia", "district of columbia", "11 DC District of Columbia"},
		{"a territory", "PR", ""},
		{"a military post", "AE", ""},
		{"a FIPS code", "12", ""},
		{"half a name", "New", ""},
		{"too many letters", "FLA", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := place.ParseState(tt.text)
			if tt.want == "" {
				if !errors.Is(err, place.ErrUnknown) {
					t.Errorf("ParseState(%q) = %v, %v, want ErrUnknown", tt.text, s, err)
				}
				return
			}
			if got := s.FIPS + " " + s.Code + " " + s.Name; got != tt.want || err != nil {
				t.Errorf("ParseState(%q) = %q, %v, want %q", tt.text, got, err, tt.want)
			}
		})
	}
}

func TestStatesReadBack(t *testing.T) {
	n, last := 0, ""
	for s := range place.States() {
		n++
		if s.Name <= last {
			t.Errorf("%q comes after %q", s.Name, last)
		}
		last = s.Name
		for _, text := range []string{s.Code, s.Name} {
			if got, err := place.ParseState(text); got != s || err != nil {
				t.Errorf("ParseState(%q) = %v, %v, want %v", text, got, err, s)
			}
		}
	}
	if n != 51 {
		t.Errorf("%d states, want 50 and DC", n)
	}
}

func TestStringOfNothing(t *testing.T) {
	if got := (place.Place{}).String() + (place.County{}).String(); got != "" {
		t.Errorf("the zero Place and County print as %q, want nothing", got)
	}
}
