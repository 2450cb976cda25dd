package program

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/withinreach/withinreach/schedule"
)

// A RecordError reports a value that a catalogue refuses.
type RecordError struct {
	Record string // sort and key of the record, such as `edition "connection-il"`
	Field  string // path of the JSON field, such as "teams[0].min"
	Err    error  // the value and what was wanted
}

// Error returns record, field, value and what was wanted.
func (e *RecordError) Error() string {
	return fmt.Sprintf("program: %s: %s: %v", e.Record, e.Field, e.Err)
}

// Unwrap returns Err.
func (e *RecordError) Unwrap() error { return e.Err }

// A checker collects what is wrong with one record after the other.
type checker struct {
	record string
	errs   []error
}

// begin names the record that the next problems belong to.
func (c *checker) begin(sort, key string) { c.record = fmt.Sprintf("%s %.80q", sort, key) }

func (c *checker) refuse(field, format string, args ...any) {
	c.errs = append(c.errs, &RecordError{c.record, field, fmt.Errorf(format, args...)})
}

func (c *checker) require(field, value string) {
	if strings.TrimSpace(value) == "" {
		c.refuse(field, "empty, want a value")
	}
}

func (c *checker) key(field, key string) {
	if !isKey(key) {
		c.refuse(field, `%.80q, want 1 to 64 letters, digits, ".", "_" and "-"`, key)
	}
}

func (c *checker) between(field string, n, low, high int) {
	if n < low || n > high {
		c.refuse(field, "%d, want %d to %d", n, low, high)
	}
}

func (c *checker) tag(field, tag string) {
	if !isTag(tag) {
		c.refuse(field, "%.40q, want a language tag such as en or es-MX", tag)
	}
}

// words checks a text that must say something.
func (c *checker) words(field string, t Text) {
	if len(t) == 0 {
		c.refuse(field, "empty, want words in at least one language")
	}
	for _, tag := range slices.Sorted(maps.Keys(t)) {
		c.tag(field, tag)
		if s := t[tag]; strings.TrimSpace(s) == "" || !utf8.ValidString(s) {
			c.refuse(field+"."+tag, "%.40q, want words in UTF-8", s)
		}
	}
}

func (c *checker) jurisdiction(field string, j Jurisdiction) {
	if _, err := ParseJurisdiction(string(j)); err != nil {
		c.refuse(field, "%.80q, want %s", j, jurisdictionForm)
	}
}

func (c *checker) period(from, to schedule.Date) {
	if !to.IsZero() && !from.Before(to) {
		c.refuse("to", "%v, want a date after from, %v", to, from)
	}
}

func (c *checker) provenance(source string, confidence Confidence) {
	c.require("source", source)
	if !confidence.valid() {
		c.refuse("confidence", "%.40q, want high, medium or low", confidence)
	}
}

func (c *checker) number(field, s string) {
	if len(s) > 32 || !only(s, "09++--..  (())**##") {
		c.refuse(field, "%.40q, want a number of up to 32 digits and signs", s)
	}
}

func (c *checker) url(field, s string) {
	if s != "" && (!strings.HasPrefix(s, "https://") || strings.ContainsAny(s, " <>\"'\\") || len(s) > 2000) {
		c.refuse(field, "%.80q, want an https address", s)
	}
}

// optional checks a text that may be left out.
func (c *checker) optional(field string, t Text) {
	if t != nil {
		c.words(field, t)
	}
}

// list checks each element of a list that may be left out but not be empty. It
// is no method, since those have no type parameters.
func list[T any](c *checker, field string, items []T, check func(T, *checker, string)) {
	if items != nil && len(items) == 0 {
		c.refuse(field, "empty, want at least one or no such field")
	}
	for i, item := range items {
		check(item, c, fmt.Sprintf("%s[%d]", field, i))
	}
}

func (c *checker) err() error { return errors.Join(c.errs...) }

// isKey reports whether s may name a record: 1 to 64 letters, digits, ".",
// "_" and "-".
func isKey(s string) bool {
	return len(s) > 0 && len(s) <= 64 && only(s, "azAZ09..__--")
}

// only reports whether every byte of s lies in one of the ranges, which are
// given as pairs: "az09" is the small letters and the digits.
func only(s, ranges string) bool {
	for i := range len(s) {
		found := false
		for r := 0; r+1 < len(ranges); r += 2 {
			found = found || ranges[r] <= s[i] && s[i] <= ranges[r+1]
		}
		if !found {
			return false
		}
	}
	return true
}
