package feed_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A date that is shut or elsewhere must not send anybody to a closed door.
func TestWeeklyFormatsAndSingleDates(t *testing.T) {
	shut := func(s *scene) { s.venue.Closures = closed(false) }
	elsewhere := func(s *scene) {
		s.more = append(s.more, directory.Venue{ID: "s.two", Name: "Town Hall", Address: directory.Address{Street: "9 Elm St"}})
		s.o.Overrides = []directory.Override{{On: tuesday, Venue: "s.two", Note: program.Text{"en": "Side door"}}}
	}
	past := func(s *scene) {
		s.venue.Closures = []schedule.Closure{{First: tuesday.AddDays(-30), Last: tuesday.AddDays(-20)}}
	}
	for _, tt := range []struct {
		name   string
		set    func(*scene)
		policy feed.Policy
		found  string // code, field and value
		words  string // in the document
	}{
		{"D40 a place that shuts for a day is left out", shut, feed.Withhold, "withheld closures 2026-06-09", ""},
		{"D40 or the day is named", shut, feed.Annotate, "annotated closures 2026-06-09", "Tuesdays, no meeting June 9, 2026"},
		{"D40 a date at another place is left out", elsewhere, feed.Withhold, "withheld overrides 2026-06-09", ""},
		{"D40 or the other place is named", elsewhere, feed.Annotate, "annotated overrides 2026-06-09", "2026-06-09: in person, Town Hall, 9 Elm St, Side door"},
		{"a closure that is over is nobody's business", past, feed.Withhold, "", `"Hope"`},
	} {
		for _, f := range formats {
			if f.name != "meetingguide" && f.name != "bmlt" {
				continue
			}
			t.Run(f.name+"/"+tt.name, func(t *testing.T) {
				s := newScene()
				tt.set(s)
				o := span
				o.Inexact = tt.policy
				var out bytes.Buffer
				lost, err := f.write(&out, s.snapshot(t), o)
				if err != nil {
					t.Fatal(err)
				}
				var found []string
				for _, x := range lost {
					if x.Code == "withheld" || x.Code == "annotated" {
						found = append(found, x.Code+" "+x.Field+" "+x.Value)
					}
				}
				if diff := cmp.Diff(tt.found, strings.Join(found, "; ")); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if !strings.Contains(out.String(), tt.words) || tt.words == "" && strings.Contains(out.String(), "Hope") {
					t.Errorf("want the words %q in %s", tt.words, out.String())
				}
			})
		}
	}
}
