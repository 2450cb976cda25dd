package program_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// civil lets cmp compare dates and times of day.
var civil = cmpopts.EquateComparable(schedule.Date{}, schedule.Clock{})

// support returns a free support group in English.
func support(key string) program.Program {
	return program.Program{
		Key: key, Name: program.Text{"en": "A group"}, Kind: program.KindSupportGroup, Language: "en",
		Free: true, Source: "a test", Confidence: program.High,
	}
}

// records returns programs together with the built-in defaults.
func records(programs ...program.Program) program.Records {
	return program.Records{Programs: programs, Defaults: program.BuiltIn().Records().Defaults}
}

// withOne returns the records of one program and one edition.
func withOne(p program.Program, e program.Edition) program.Records { return with(records(p), e) }

// edition returns a national edition in English of the program "group".
func edition(key string, terms program.Terms) program.Edition {
	return program.Edition{
		Key: key, Program: "group", Language: "en", Jurisdiction: "us",
		Source: "a test", Confidence: program.High, Terms: terms,
	}
}

// with returns r with one more edition, sharing no list with it.
func with(r program.Records, e program.Edition) program.Records {
	r.Editions = append(slices.Clip(r.Editions), e)
	return r
}

// mustNew makes a catalogue of the built-in records and those of a data file.
func mustNew(t *testing.T, file string) *program.Catalogue {
	t.Helper()
	mine, err := program.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	c, err := program.New(program.BuiltIn().Records(), mine)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func resolve(t *testing.T, c *program.Catalogue, key, language string, where program.Jurisdiction, on string) program.Resolved {
	t.Helper()
	r, err := c.Resolve(key, language, where, schedule.MustDate(on))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantError(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// affiliate is what a local organization might add: the page of a Florida
// affiliate in 2022.
const affiliate = `{"editions": [{
	"key": "connection-jax", "program": "connection", "language": "en", "jurisdiction": "us/FL/jax",
	"from": "2022-01-01", "to": "2023-01-01",
	"source": "affiliate page, Florida, 2022", "confidence": "high",
	"sessions": {"minutes": 75},
	"modes": ["online"],
	"entry": {"mode": "once per period"},
	"audience": {"relations": ["self"], "observers": "not permitted"}
}]}`
