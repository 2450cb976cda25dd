package directory

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// CodeUnknownKind is that of a record whose kind is not known, but is nearly
// spelt as one that is.
const CodeUnknownKind = "unknown-kind"

// The fields of a series and of an exception in JSON, which are no tags of the
// Go types: see the MarshalJSON of both.
var (
	seriesFields    = []string{"id", "rule", "first", "last", "count", "start", "length", "zone", "on_holiday", "dates", "exceptions"}
	exceptionFields = []string{"on", "kind", "to", "start", "length", "reason"}
)

// knownKinds are the kinds that a misspelt one may have been meant to be.
var knownKinds = []string{KindOrganization, KindVenue, KindOffering, KindDoubt, KindCredential, KindFacilitator, KindRoster}

// misspeltKinds makes findings of records that pass through unread, because
// nothing knows their kind, though it is nearly one that is known.
func misspeltKinds(entities map[Key]Entity) (found []Finding) {
	for k, e := range entities {
		if _, ok := e.(Opaque); !ok {
			continue
		}
		if near := nearest(k.Kind, knownKinds); near != "" {
			found = append(found, Finding{k, program.Finding{
				Code: CodeUnknownKind, Severity: program.Warning, Value: k.Kind,
				Message: fmt.Sprintf("no kind has this name, so nobody sees the record: did you mean %q?", near),
			}})
		}
	}
	return found
}

// unknownOf names the fields of a record that this version does not know.
func (l *linter) unknownOf(record any, fields schedule.Unknown) {
	if len(fields) > 0 {
		l.unknown("", jsonFields(reflect.TypeOf(record)), fields)
	}
}

// unknownOfSeries does so for a series and its exceptions.
func (l *linter) unknownOfSeries(at string, s schedule.Series) {
	l.unknown(at, seriesFields, s.Unknown)
	for i, e := range s.Exceptions {
		l.unknown(fmt.Sprintf("%sexceptions[%d].", at, i), exceptionFields, e.Unknown)
	}
}

// unknown names fields that this version does not know, and those of known that
// they may have been meant to be.
func (l *linter) unknown(at string, known []string, fields schedule.Unknown) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		hint := "a newer version may know it"
		if near := nearest(name, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		l.add(program.Warning, CodeUnknownField, at+name, "", "no field has this name: %s", hint)
	}
}

// jsonFields returns the names that the fields of a struct have in JSON.
func jsonFields(record reflect.Type) (names []string) {
	for _, f := range reflect.VisibleFields(record) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// nearest returns the word that differs from a name by two letters at most, or
// "".
func nearest(name string, words []string) (near string) {
	least := 3
	for _, word := range words {
		if d := distance(strings.ToLower(name), word); d < least && d < len(word)-1 {
			near, least = word, d
		}
	}
	return near
}

// distance returns the number of letters to change, add or leave out to make
// one word of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, before+1, row[j]+1)
		}
	}
	return row[len(b)]
}
