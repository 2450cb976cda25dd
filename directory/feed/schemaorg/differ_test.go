package schemaorg_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// weekly returns an offering on Wednesdays, changed for a case.
func weekly(change func(*directory.Offering)) []directory.Entity {
	o := directory.Offering{ID: "o", Name: "Group", Organization: "org", Venue: "hall", Note: program.Text{"en": "Bring a mug."},
		Series: []schedule.Series{{Rule: schedule.Weekly(time.Wednesday), First: from, Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}}
	change(&o)
	return []directory.Entity{
		directory.Organization{ID: "org", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "hall", Name: "Hall", Address: directory.Address{Street: "1 Main St", City: "Orange Park", State: "FL", ZIP: "32073"}},
		o,
	}
}

// last is a date after the first MaxDates.
var last = schedule.MustDate("2023-01-25")

func TestDatesThatDiffer(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*directory.Offering)
		want   []schedule.Exception
	}{
		{"D40 one date is shorter", func(o *directory.Offering) {
			o.Series[0].Exceptions = []schedule.Exception{{On: last, Kind: schedule.Reschedule, Length: time.Hour}}
		}, []schedule.Exception{{On: last, Kind: schedule.Reschedule, Length: time.Hour}}},
		{"D40 a date has a remark", func(o *directory.Offering) {
			o.Series[0].Exceptions = []schedule.Exception{{On: last, Kind: schedule.Annotate, Reason: "speaker"}}
		}, []schedule.Exception{{On: last, Kind: schedule.Annotate, Reason: "speaker"}}},
		{"D40 a note of one date is read as a remark", func(o *directory.Offering) {
			o.Overrides = []directory.Override{{On: last, Note: program.Text{"en": "Use the side door."}}}
		}, []schedule.Exception{{On: last, Kind: schedule.Annotate, Reason: "Use the side door."}}},
		{"a date as usual has no remark", func(*directory.Offering) {}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, policy := range []feed.Policy{feed.Annotate, feed.Expand} {
				o := window
				o.Inexact = policy
				text, losses := write(t, snapshot(t, weekly(tt.change)...), o)
				if len(losses) > 0 {
					t.Errorf("losses %+v, want none", losses)
				}
				_, got := read(t, text)
				for _, e := range got.Entities {
					if o, ok := e.(directory.Offering); ok {
						if diff := cmp.Diff(tt.want, o.Series[0].Exceptions, cmp.AllowUnexported(schedule.Date{}, schedule.Clock{})); diff != "" {
							t.Errorf("exceptions (-want +got):\n%s", diff)
						}
					}
				}
			}
		})
	}
}

func TestWhatIsReadBack(t *testing.T) {
	changed := time.Date(2022, 5, 1, 12, 30, 0, 0, time.UTC)
	topics := []string{"anxiety, panic", "grief"}
	text, losses := write(t, snapshot(t, weekly(func(o *directory.Offering) { o.Modified, o.Topics = changed, topics })...), window)
	if len(losses) > 0 {
		t.Errorf("losses %+v, want none", losses)
	}
	back, _ := read(t, text)
	for l := range back.Listings("") {
		if diff := cmp.Diff(topics, l.Topics); diff != "" {
			t.Errorf("D40 topics with a comma (-want +got):\n%s", diff)
		}
		if !l.Modified.Equal(changed) {
			t.Errorf("D40 modified %v, want %v", l.Modified, changed)
		}
	}
}

func TestLossesOfDates(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*directory.Offering)
		code   string
		field  string
	}{
		{"D11 another room on one date", func(o *directory.Offering) { o.Overrides = []directory.Override{{On: last, Room: "B"}} }, "not-said", "overrides"},
		{"D11 by telephone on one date", func(o *directory.Offering) {
			o.Overrides = []directory.Override{{On: last, Mode: program.ModeTelephone}}
		}, "not-said", "overrides"},
		{"D11 a note of one date in two languages", func(o *directory.Offering) {
			o.Overrides = []directory.Override{{On: last, Note: program.Text{"en": "Side door", "es": "Puerta lateral"}}}
		}, "not-said", "overrides"},
		{"D11 a single date beside a rule", func(o *directory.Offering) { o.Series[0].Dates = []schedule.Date{last.AddDays(1)} }, "dates-as-added", "series[0].dates"},
		{"D11 longer than a day", func(o *directory.Offering) { o.Series[0].Length = 26 * time.Hour }, "too-long", "series[0].length"},
		{"D11 found in another source too", func(o *directory.Offering) { o.Also = []directory.Origin{{Source: "b", SourceID: "2"}} }, "not-said", "also"},
		{"D11 read out of words", func(o *directory.Offering) { o.Derived = []string{"series"} }, "not-said", "derived"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, losses := write(t, snapshot(t, weekly(tt.change)...), window)
			if !slices.ContainsFunc(losses, func(f feed.Finding) bool { return f.Code == tt.code && f.Field == tt.field }) {
				t.Errorf("losses %+v, want %s of %s", losses, tt.code, tt.field)
			}
		})
	}
}
