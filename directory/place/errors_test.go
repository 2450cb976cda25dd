package place_test

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

func TestLookupRefusesLongText(t *testing.T) {
	pad := strings.Repeat(" ", place.MaxText-len("32073"))
	if _, err := place.Lookup("32073" + pad); err != nil {
		t.Errorf("text of %d bytes: %v", place.MaxText, err)
	}
	if _, err := place.Lookup("32073" + pad + " "); !errors.Is(err, place.ErrTooLong) {
		t.Errorf("text of %d bytes: %v, want ErrTooLong", place.MaxText+1, err)
	}
	if _, err := place.ParseState("FL" + strings.Repeat(" ", place.MaxText)); !errors.Is(err, place.ErrTooLong) {
		t.Errorf("ParseState: %v, want ErrTooLong", err)
	}
}

func TestErrorsDoNotQuoteThePlace(t *testing.T) {
	for text, want := range map[string]string{
		"Nowheresville, FL":       "place: unknown place",
		"32074":                   "place: unknown place",
		"Fayetteville":            "place: ambiguous name, want one of 9 with its state",
		strings.Repeat("x", 1000): "place: text too long, want at most 200 bytes",
	} {
		if _, err := place.Lookup(text); err == nil || err.Error() != want {
			t.Errorf("error %q, want %q", err, want)
		}
	}
}

func TestChoicesBelongToTheCaller(t *testing.T) {
	choices := func() []place.Place {
		_, err := place.Lookup("Kansas City")
		ambiguous, ok := errors.AsType[*place.AmbiguousError](err)
		if !ok {
			t.Fatalf("error %v, want an AmbiguousError", err)
		}
		return ambiguous.Choices
	}
	spoiled := choices()
	spoiled[0].AlsoIn[0].Name = "spoiled"
	spoiled[0] = place.Place{}
	if again := choices(); again[0].Name != "Kansas City" || again[0].AlsoIn[0].Name == "spoiled" {
		t.Errorf("a change of one answer shows in the next: %v", again[0])
	}
}

// TestHostile feeds Lookup what broke other people's readers. None of it is a place.
func TestHostile(t *testing.T) {
	f, err := os.Open("../../../shared/data/hostile/hostile.jsonl")
	if err != nil {
		t.Skip("the shared data is not beside the checkout: ", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	fed := 0
	for lines.Scan() {
		var h struct {
			ID, Kind, Input, Hex string
			Parts                []struct {
				S string
				N int
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
			t.Fatal(err)
		}
		if h.Kind != "coordinate" && h.Kind != "unicode" && h.Kind != "freetext" {
			continue
		}
		text := h.Input
		if raw, err := hex.DecodeString(h.Hex); err == nil && h.Hex != "" {
			text = string(raw)
		}
		for _, part := range h.Parts {
			text += strings.Repeat(part.S, max(1, part.N))
		}
		fed++
		if p, err := place.Lookup(text); err == nil {
			t.Errorf("%s: found %v, want an error", h.ID, p)
		} else {
			checkError(t, err)
		}
	}
	if err := lines.Err(); err != nil || fed < 60 {
		t.Errorf("fed %d inputs, want at least 60; error %v", fed, err)
	}
}

// checkError checks that err is one that the documentation of Lookup names.
func checkError(t *testing.T, err error) {
	t.Helper()
	if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
		if len(ambiguous.Choices) == 0 {
			t.Error("ambiguous, without choices")
		}
		return
	}
	if !errors.Is(err, place.ErrUnknown) && !errors.Is(err, place.ErrTooLong) {
		t.Errorf("unexpected error %v", err)
	}
}

func FuzzLookup(f *testing.F) {
	for _, text := range []string{
		"32073", "32073-1234", "Orange Park, FL 32073", "Orange Park, FL", "Fayetteville", "Clay County, FL",
		"St. Louis city, MO", "Washington, D.C.", "new york new york", "00901", "W. Palm Beach fl",
		"30.2,-81.7", "\u0421onnection", "e\u0301", "\u0130stanbul", "Grace \u202ehcruhC\u202c", "\xff\xfe",
		"District of Columbia", "county", "st st st st, ST", "Key West Virginia", "1 2 3 4 5 12345 6789", "32073 2073",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := place.Lookup(text)
		if err == nil {
			checkTyped(t, text, p)
			return
		}
		checkError(t, err)
		if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
			for _, p := range ambiguous.Choices {
				checkTyped(t, text, p)
			}
		}
	})
}

// checkTyped checks the slow way that text, but for its case, accents, spaces and
// punctuation, is one of the ways to write p: nothing is found that was not typed.
func checkTyped(t *testing.T, text string, p place.Place) {
	t.Helper()
	state, err := place.ParseState(p.State)
	if err != nil {
		t.Fatal(err)
	}
	bare, _, _ := strings.Cut(p.County.Name, " County")
	for _, kind := range []string{" Parish", " Borough", " Census Area", " Municipality", " City and Borough", " city"} {
		bare = strings.TrimSuffix(bare, kind)
	}
	typed := squeeze(text)
	for _, st := range []string{"", state.Code, state.Name} {
		for _, name := range []string{p.Name, p.County.Name, bare} {
			if p.ZIP == "" && name != "" && typed == squeeze(name+" "+st) {
				return
			}
		}
		for _, digits := range []int{0, 4} { // of ZIP+4
			before, ok := strings.CutSuffix(typed[:max(0, len(typed)-digits)], squeeze(st)+p.ZIP)
			if p.ZIP != "" && ok && (before == "" || st != "") {
				return
			}
		}
	}
	t.Errorf("%q found %v, which was not typed", text, p)
}

func squeeze(text string) string {
	return strings.ReplaceAll(string(fold.Words(nil, text)), " ", "")
}
