package ical_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestCalendarsThatAreRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(*ical.Calendar)
		want   string // the field
	}{
		{"no last day", func(c *ical.Calendar) { c.Through = schedule.Date{} }, "calendar.through"},
		{"a language without words", func(c *ical.Calendar) { c.Language = "fr" }, "calendar.language"},
		{"a refresh below a minute", func(c *ical.Calendar) { c.Refresh = time.Second }, "calendar.refresh"},
		{"a refresh of more than 31 days", func(c *ical.Calendar) { c.Refresh = 745 * time.Hour }, "calendar.refresh"},
		{"an address that runs something", func(c *ical.Calendar) { c.URL = "javascript:alert(1)" }, "calendar.url"},
		{"a source that is a file", func(c *ical.Calendar) { c.Source = "file:///etc/passwd" }, "calendar.source"},
		{"no identity", func(c *ical.Calendar) { c.Events[1].UID = "" }, "calendar.events[1].uid"},
		{"an identity with a line end", func(c *ical.Calendar) { c.Events[1].UID = "a\r\nBEGIN:VALARM" }, "calendar.events[1].uid"},
		{"an identity of 201 characters", func(c *ical.Calendar) { c.Events[1].UID = strings.Repeat("a", 201) }, "calendar.events[1].uid"},
		{"an identity of two events", func(c *ical.Calendar) { c.Events[1].UID = c.Events[0].UID }, "calendar.events[1].uid"},
		{"no timetable", func(c *ical.Calendar) { c.Events[1].Timetable = nil }, "calendar.events[1].timetable"},
		{"no time of change", func(c *ical.Calendar) { c.Events[1].Modified = time.Time{} }, "calendar.events[1].modified"},
		{"a negative sequence", func(c *ical.Calendar) { c.Events[1].Sequence = -1 }, "calendar.events[1].sequence"},
		{"a sequence that no reader holds", func(c *ical.Calendar) { c.Events[1].Sequence = 1 << 31 }, "calendar.events[1].sequence"},
		{"a point that is none", func(c *ical.Calendar) { c.Events[1].Geo = &ical.Geo{Lat: math.NaN()} }, "calendar.events[1].geo"},
		{"a point east of everything", func(c *ical.Calendar) { c.Events[1].Geo = &ical.Geo{Lng: 180.1} }, "calendar.events[1].geo"},
		{"an address with nothing after the scheme", func(c *ical.Calendar) { c.Events[1].URL = "https://" }, "calendar.events[1].url"},
		{"overrides out of order", func(c *ical.Calendar) {
			c.Events[1].Overrides = []ical.Override{{On: d("2022-06-15")}, {On: d("2022-06-15")}}
		}, "calendar.events[1].overrides[1].on"},
		{"an override without date", func(c *ical.Calendar) { c.Events[1].Overrides = []ical.Override{{}} }, "calendar.events[1].overrides[0].on"},
		{"an override with another point", func(c *ical.Calendar) {
			c.Events[1].Overrides = []ical.Override{{On: d("2022-06-15"), Geo: &ical.Geo{Lat: math.Inf(1)}}}
		}, "calendar.events[1].overrides[0].geo"},
		{"an override with another address", func(c *ical.Calendar) {
			c.Events[1].Overrides = []ical.Override{{On: d("2022-06-15"), URL: "zoommtg://x"}}
		}, "calendar.events[1].overrides[0].url"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := groups(t)
			tt.change(&c)
			var out bytes.Buffer
			err := ical.Write(&out, c)
			var field *schedule.FieldError
			if !errors.As(err, &field) || field.Field != tt.want || strings.Count(err.Error(), "\n") > 0 {
				t.Errorf("Write gives %v, want an error for %s", err, tt.want)
			}
			if out.Len() > 0 {
				t.Errorf("it wrote %d bytes", out.Len())
			}
		})
	}
	t.Run("all problems are told at once", func(t *testing.T) {
		err := ical.Calendar{Language: "fr", Events: []ical.Event{{}}}.Validate()
		if n := strings.Count(fmt.Sprint(err), "\n") + 1; n != 5 {
			t.Errorf("%d problems: %v", n, err)
		}
	})
	t.Run("a link is not told", func(t *testing.T) {
		c := groups(t)
		c.Events[0].URL = "zoommtg://zoom.us/join?pwd=canary"
		if err := ical.Write(&bytes.Buffer{}, c); err == nil || strings.Contains(err.Error(), "canary") {
			t.Error(err)
		}
	})
}

// failing fails from its nth call on.
type failing struct{ calls, ok int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.calls++; f.calls > f.ok {
		return 0, errFull
	}
	return len(p), nil
}

func TestAWriterThatFails(t *testing.T) {
	c := directory(t, 200) // more than one call
	for ok := range 3 {
		w := &failing{ok: ok}
		if err := ical.Write(w, c); !errors.Is(err, errFull) || w.calls != ok+1 {
			t.Errorf("after %d good calls Write gives %v and calls it %d times", ok, err, w.calls)
		}
	}
}
