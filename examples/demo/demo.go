package demo

import (
	_ "embed"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// records holds the listings, in the form of [directory.ReadRecords].
//
//go:embed records.jsonl
var records string

// Snapshot returns the directory of the listings.
func Snapshot() (*directory.Snapshot, error) {
	entities, err := directory.ReadRecords(strings.NewReader(records))
	if err != nil {
		return nil, err
	}
	return directory.NewSnapshot(entities...)
}

// Now is the moment for which the listings hold: noon of June 1, 2022, where
// most of them are.
func Now() time.Time {
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		loc = time.FixedZone("EDT", -4*60*60)
	}
	return time.Date(2022, time.June, 1, 12, 0, 0, 0, loc)
}
