package admin

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// A differenceView is a value that is other than before.
type differenceView struct{ Field, Before, After string }

// difference returns what is other in a record than before; either may be nil.
// What is confidential, and what opens anything, is not in it.
func (v *visit) difference(before, after directory.Entity) (list []differenceView) {
	switch kindOf(before, after) {
	case directory.KindRoster, directory.KindFacilitator:
		return v.privateDifference(before, after)
	case directory.KindCredential:
		return v.wayInDifference(before, after)
	}
	hide := isConfidential(before) || isConfidential(after)
	was, is := flat(before), flat(after)
	names := map[string]bool{}
	for name := range was {
		names[name] = true
	}
	for name := range is {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if was[name] == is[name] || slices.Contains(unseen, name) {
			continue
		}
		d := differenceView{name, was[name], is[name]}
		if top, _, _ := strings.Cut(name, "."); hide && !slices.Contains(openFields, top) && name != "address.city" && name != "address.state" {
			d.Before, d.After = v.concealed(d.Before), v.concealed(d.After)
		}
		list = append(list, d)
	}
	return list
}

// kindOf returns the kind of a record as it was or is.
func kindOf(before, after directory.Entity) string {
	if after != nil {
		return after.Key().Kind
	}
	if before != nil {
		return before.Key().Kind
	}
	return ""
}

// unseen are fields that tell people nothing.
var unseen = []string{"modified", "sequence", "id"}

// openFields are those of a confidential venue that the public learns.
var openFields = []string{"confidential", "closures", "county", "access", "parking", "zone"}

func isConfidential(e directory.Entity) bool {
	w, ok := e.(directory.Venue)
	return ok && w.Confidential
}

func (v *visit) concealed(s string) string {
	if s == "" {
		return ""
	}
	return v.book.say("concealed")
}

// flat returns the values of a record by their paths, such as
// "series[0].start".
func flat(e directory.Entity) map[string]string {
	values := map[string]string{}
	if e == nil {
		return values
	}
	body, err := directory.Encode(e)
	if err != nil {
		return values
	}
	var any any
	if json.Unmarshal(body, &any) == nil {
		flatten(values, "", any)
	}
	return values
}

func flatten(into map[string]string, path string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for name, part := range value {
			flatten(into, strings.TrimPrefix(path+"."+name, "."), part)
		}
	case []any:
		for i, part := range value {
			flatten(into, fmt.Sprintf("%s[%d]", path, i), part)
		}
	default:
		into[path] = fmt.Sprint(value)
	}
}
