package directory_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestOddRecordsDoNotKeepACalendarFromBeingWritten(t *testing.T) {
	weekly := schedule.Series{Rule: schedule.Weekly(time.Monday), First: schedule.MustDate("2026-01-05"), Start: schedule.MustClock("18:00")}
	tests := []struct {
		name string
		odd  func(o *directory.Offering)
	}{
		{"nothing odd", func(*directory.Offering) {}},
		{"a long ID", func(o *directory.Offering) { o.ID = strings.Repeat("x", 250) }},
		{"an ID that is long once its letters are written in ASCII", func(o *directory.Offering) { o.ID = strings.Repeat("é", 100) }},
		{"a series with a long ID", func(o *directory.Offering) { o.Series[0].ID = strings.Repeat("x", 250) }},
		{"changed in the year 1800", func(o *directory.Offering) { o.Modified = time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"changed in the year 9000", func(o *directory.Offering) { o.Modified = time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"a sequence below 0", func(o *directory.Offering) { o.Sequence = -1 }},
		{"a sequence that calendars have no room for", func(o *directory.Offering) { o.Sequence = 1 << 31 }},
		{"a link that could run something", func(o *directory.Offering) { o.Registration.URL = "javascript:alert(1)" }},
		{"a link without a host", func(o *directory.Offering) { o.Registration.URL = "https://" }},
		{"a link with a line end", func(o *directory.Offering) { o.Registration.URL = "https://x.example/\r\nX:1" }},
		{"two notes for one date", func(o *directory.Offering) {
			o.Overrides = []directory.Override{{On: weekly.First, Room: "A"}, {On: weekly.First, Room: "B"}}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := directory.Offering{
				ID: "odd", Name: "Group", Program: "connection", Organization: "org", Mode: "online", Series: []schedule.Series{weekly},
			}
			tt.odd(&o)
			snap, err := directory.NewSnapshot(directory.Organization{ID: "org", Name: "Office", Zone: "America/New_York"}, o)
			if err != nil {
				return // refused at the door
			}
			if err := ical.Write(io.Discard, snap.Calendar(schedule.MustDate("2026-12-31"), o.ID)); err != nil {
				t.Error(err)
			}
		})
	}
}
