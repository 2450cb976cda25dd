package main

import (
	"errors"
	"io"
	"iter"
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
	write func(io.Writer, iter.Seq[*directory.Snapshot], feed.WriteOptions) ([]feed.Finding, error)
	// whole says that the reader has to know all of a source before it can say
	// what the first offering is.
	whole bool
}

// formats returns the formats by the names that people type.
func formats() map[string]format {
	return map[string]format{
		"bmlt":         {read: bmlt.Read, write: bmlt.WriteAll},
		"csv":          {csv.Read, csv.WriteAll, true},
		"hsds":         {read: hsds.Read, write: hsds.WriteAll},
		"ics":          {ics.Read, ics.WriteAll, true},
		"meetingguide": {read: meetingguide.Read, write: meetingguide.WriteAll},
		"schemaorg":    {schemaorg.Read, schemaorg.WriteAll, true},
		"records":      {read: readRecords}, // written from the entities themselves: see convert
	}
}

// formatNames are the names of the formats, for messages.
func formatNames() string { return strings.Join(slices.Sorted(maps.Keys(formats())), ", ") }

// readRecords reads our own lines. Records that cannot be read are refused one
// by one, as in other formats.
func readRecords(r io.Reader, o feed.Options) (got feed.Result, err error) {
	if o.EachFinding == nil {
		o.EachFinding = func(f feed.Finding) { got.Findings = append(got.Findings, f) }
	}
	if o.EachEntity == nil {
		o.EachEntity = func(e directory.Entity) error {
			got.Entities = append(got.Entities, e)
			return nil
		}
	}
	for e, err := range directory.Records(o.Limits.Reader(r)) {
		if errors.Is(err, feed.ErrLimit) {
			return got, err
		}
		var problems []feed.Finding
		if got.Records++; err != nil {
			problems = []feed.Finding{{Finding: program.Finding{Code: "unreadable", Severity: program.Error, Message: err.Error()}}}
		} else if err := e.Validate(); err != nil {
			problems = refused(e.Key(), err)
		}
		if problems == nil {
			if err := o.EachEntity(e); err != nil {
				return got, err
			}
			continue
		}
		got.Refused++
		for _, f := range problems {
			o.EachFinding(f)
		}
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
		if strings.Contains(f.Message, noZoneNamed) {
			f.Code, f.Message = "zone-missing", "no time zone: give -zone, such as America/New_York, or a zone in the record of its organization"
		}
		list = append(list, f)
	}
	return list
}

// noZoneNamed is in the error of a record that has no time zone from anywhere.
const noZoneNamed = `no such time zone: name "",`

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

// snapshotOf makes a snapshot of as many entities as go together, and findings of
// the others.
func snapshotOf(entities []directory.Entity) (*directory.Snapshot, []feed.Finding) {
	var findings []feed.Finding
	snap, problems := directory.SnapshotOf(entities...)
	for _, err := range problems {
		var k directory.Key
		if r, ok := errors.AsType[*directory.RecordError](err); ok {
			k = r.Key
		}
		findings = append(findings, refused(k, err)...)
	}
	return snap, findings
}
