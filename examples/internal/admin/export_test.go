package admin

import (
	"io/fs"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

// Routes are the patterns of all addresses.
func Routes() (patterns []string) {
	for _, r := range routes {
		patterns = append(patterns, r.Pattern)
	}
	return patterns
}

// Phrases are the words of each language by their keys.
func Phrases() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, b := range books {
		all[b.tag] = maps.Clone(b.phrases)
	}
	return all
}

// Templates are the files of the pages.
func Templates() fs.FS { return templateFiles }

// Sheets are the names of the fields in the forms of records.
func Sheets() (names []string) {
	v := &visit{book: &english}
	for _, kind := range []string{"organization", "venue"} {
		for _, f := range sheets[kind](v, nil) {
			names = append(names, f.name)
		}
	}
	for _, f := range slices.Concat(entryFields(v), audienceFields(v), laterFields(directory.Offering{})) {
		names = append(names, f.name)
	}
	return names
}

// Forgive forgets all tries in vain.
func (a *Admin) Forgive() { a.tries.tries = nil }
