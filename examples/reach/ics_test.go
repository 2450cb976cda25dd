package main

import (
	"strings"
	"testing"

	"github.com/withinreach/withinreach/schedule/ical"
)

func TestICS(t *testing.T) {
	tests := []struct {
		name   string
		args   []string
		events int
		title  string // of the calendar
		has    string
	}{
		{"all", nil, 4, "NAMI Connection Recovery Support Group", "Complete through December 31\\, 2022."},
		{"one offering", []string{"-offering", "jax-wednesday"}, 1, "NAMI Connection Recovery Support Group", "RRULE:FREQ=MONTHLY;BYDAY=2WE,4WE"},
		{"D55 discreet", []string{"-discreet"}, 4, "Meetings", "SUMMARY:Meeting\r\n"},
		{"in Spanish", []string{"-lang", "es"}, 4, "NAMI Connection Recovery Support Group", "Completo hasta el 31 de diciembre de 2022."},
		{"with a name", []string{"-name", "All groups"}, 4, "All groups", "X-WR-CALNAME:All groups\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			args := append([]string{"ics", "-through", "2022-12-31"}, append(tt.args, demo)...)
			out, stderr, code := reach(t, "", args...)
			if code != 0 || stderr != "" {
				t.Fatalf("code %d, %s", code, stderr)
			}
			if !strings.Contains(out, tt.has) {
				t.Errorf("no %q in:\n%s", tt.has, out)
			}
			c, findings, err := ical.Read(strings.NewReader(out), ical.ReadOptions{})
			if err != nil || len(findings) > 0 {
				t.Fatal(err, findings)
			}
			if len(c.Events) != tt.events || c.Name != tt.title {
				t.Errorf("%d events in %q, want %d in %q", len(c.Events), c.Name, tt.events, tt.title)
			}
		})
	}
	for _, args := range [][]string{
		{"-through", "tomorrow"}, {"-lang", "fr"}, {"-offering", "nobody"}, {"-organization", "nobody"},
	} {
		t.Run("misused "+args[0], func(t *testing.T) {
			out, stderr, code := reach(t, "", append(append([]string{"ics"}, args...), demo)...)
			if code != 2 || out != "" || stderr == "" {
				t.Errorf("code %d, out %q, stderr %q", code, out, stderr)
			}
		})
	}
	t.Run("a record that cannot be read is told, the others are written", func(t *testing.T) {
		out, stderr, code := reach(t, "{\"kind\":\"offering\",\"id\":\"x\"}\nnonsense\n", "ics", "-through", "2022-12-31")
		if code != 0 || stderr == "" || !strings.HasSuffix(out, "END:VCALENDAR\r\n") {
			t.Errorf("code %d, out %q, stderr %q", code, out, stderr)
		}
	})
}
