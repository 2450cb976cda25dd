//go:build !race

// What a program takes under the race detector says nothing about it.

package main

import (
	"path/filepath"
	"testing"
)

func TestConvertTakesLittleMemoryForEachRecord(t *testing.T) {
	const few, many = 4000, 12_000
	dir := t.TempDir()
	for _, pair := range [][2]string{{"meetingguide", "bmlt"}, {"csv", "records"}, {"records", "meetingguide"}} {
		t.Run(pair[0]+" to "+pair[1], func(t *testing.T) {
			less := converted(t, pair[0], pair[1], largeFile(t, dir, pair[0], few), filepath.Join(dir, "out"))
			more := converted(t, pair[0], pair[1], largeFile(t, dir, pair[0], many), filepath.Join(dir, "out"))
			const most = 5 << 10 // the whole of records and snapshot take 8 to 14 KiB
			if each := (more.peak - less.peak) << 10 / (many - few); each > most {
				t.Errorf("%d bytes for each further record, want at most %d", each, most)
			}
		})
	}
}
