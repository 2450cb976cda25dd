package main

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/directory/feed/ics"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
	"github.com/withinreach/withinreach/directory/feed/schemaorg"
	"github.com/withinreach/withinreach/program"
)

// A format is a form of data outside the library. Nil functions are what it
// cannot do.
type format struct {
	read  func(io.Reader, feed.Options) (feed.Result, error)
	write func(io.Writer, *directory.Snapshot, feed.WriteOptions) ([]feed.Finding, error)
}

// formats returns the formats by the names that people type.
func formats() map[string]format {
	return map[string]format{
		"bmlt":         {bmlt.Read, bmlt.Write},
		"csv":          {csv.Read, csv.Write},
		"hsds":         {hsds.Read, hsds.Write},
		"ics":          {ics.Read, ics.Write},
		"meetingguide": {meetingguide.Read, meetingguide.Write},
		"schemaorg":    {schemaorg.Read, schemaorg.Write},
		"records":      {read: readRecords}, // written from the entities themselves: see convert
	}
}

// formatNames are the names of the formats, for messages.
func formatNames() string { return strings.Join(slices.Sorted(maps.Keys(formats())), ", ") }

// readRecords reads our own lines. Records that cannot be read are refused one
// by one, as in other formats.
func readRecords(r io.Reader, o feed.Options) (feed.Result, error) {
	entities, err := directory.ReadRecords(o.Limits.Reader(r))
	got := feed.Result{Records: len(entities)}
	for _, e := range entities {
		if err := e.Validate(); err != nil {
			got.Refused++
			got.Findings = append(got.Findings, refused(e.Key(), err)...)
			continue
		}
		got.Entities = append(got.Entities, e)
	}
	for _, err := range unjoin(err) {
		if errors.Is(err, feed.ErrLimit) {
			return got, err
		}
		got.Records++
		got.Refused++
		got.Findings = append(got.Findings, feed.Finding{Finding: program.Finding{
			Code: "unreadable", Severity: program.Error, Message: err.Error()}})
	}
	return got, nil
}

// refused turns the problems of a record into findings.
func refused(k directory.Key, err error) (list []feed.Finding) {
	for _, err := range unjoin(err) {
		f := feed.Finding{Record: k.Kind + "/" + k.ID, Finding: program.Finding{
			Code: "invalid", Severity: program.Error, Message: err.Error()}}
		var r *directory.RecordError
		if errors.As(err, &r) {
			f.Field = r.Field
		}
		list = append(list, f)
	}
	return list
}

// unjoin returns the errors that were joined.
func unjoin(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	switch {
	case err == nil:
		return nil
	case !ok:
		return []error{err}
	}
	var list []error
	for _, e := range joined.Unwrap() {
		list = append(list, unjoin(e)...)
	}
	return list
}

// snapshotOf makes a snapshot of as many entities as go together. What has a
// problem is left out and reported, and then what referred to it.
func snapshotOf(entities []directory.Entity) (*directory.Snapshot, []feed.Finding) {
	var findings []feed.Finding
	for {
		snap, err := directory.NewSnapshot(entities...)
		if err == nil {
			return snap, findings
		}
		bad := map[directory.Key]bool{}
		for _, err := range unjoin(err) {
			var r *directory.RecordError
			if errors.As(err, &r) {
				bad[r.Key] = true
				findings = append(findings, refused(r.Key, err)...)
			}
		}
		before := len(entities)
		entities = slices.DeleteFunc(slices.Clone(entities), func(e directory.Entity) bool { return bad[e.Key()] })
		if len(entities) == before { // a problem of no record
			return nil, append(findings, feed.Finding{Finding: program.Finding{
				Code: "invalid", Severity: program.Error, Message: err.Error()}})
		}
	}
}
