package main

import (
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// doubt says which words of the filters nobody knows, for they find nothing.
func (f *nearFlags) doubt(snap *directory.Snapshot, env environment) {
	for _, key := range list(f.programs) {
		if knownProgram(snap, key) {
			continue
		}
		hint := "no group has it"
		if near := snap.Catalogue().Nearest(key); near != "" {
			hint = "did you mean " + near + "?"
		}
		_, _ = fmt.Fprintf(env.err, "reach: -program %q is not in the catalogue: %s\n", key, hint)
	}
	relations := []program.Relation{
		program.RelationSelf, program.RelationFamily, program.RelationParent, program.RelationMilitary, program.RelationStudent,
		program.RelationSchoolStaff, program.RelationProfessional, program.RelationBereaved, program.RelationLeader, program.RelationPublic,
	}
	for _, word := range list(f.relations) {
		if !slices.Contains(relations, program.Relation(word)) {
			_, _ = fmt.Fprintf(env.err, "reach: -for %q is not known; known are %q\n", word, relations)
		}
	}
}

// knownProgram reports whether the catalogue or a group has a program.
func knownProgram(snap *directory.Snapshot, key string) bool {
	if _, ok := snap.Catalogue().Program(key); ok {
		return true
	}
	for l := range snap.Listings("") {
		if l.Program == key {
			return true
		}
	}
	return false
}
