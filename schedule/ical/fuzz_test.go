package ical_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// FuzzTexts puts any text into every field and expects the same properties in
// the same order, and the text back where it is TEXT. lines fails for a line
// that is no property, too long, or not UTF-8.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{
		"", "Connection", "a\r\nEND:VEVENT\r\nBEGIN:VALARM", "\r", "\\", "\\n", "é;,:\"^", "\u202e\u2066x\u2069", "\xff\xfe\x00",
		"https://example.org/a b\r\nX:y", strings.Repeat("人", 80), strings.Repeat("a", 74) + "\n b", "\u2028END:VCALENDAR",
	} {
		f.Add(s)
	}
	table := compile(f, changes(f).Events[0].Timetable.Series(), schedule.CompileOptions{
		Holidays: compileHolidays(f, schedule.USFederal(schedule.Observed)),
	})
	calendar := func(s, link string) ical.Calendar {
		return ical.Calendar{
			Name: s, Description: s, Product: s, URL: link, Source: link, Through: d("2022-12-31"),
			Events: []ical.Event{{
				UID: "a@b", Timetable: table, Summary: s, Description: s, Location: s, URL: link, Check: s, Modified: modified,
				Overrides: []ical.Override{{On: d("2022-11-10"), Location: s, URL: link, Note: s}},
			}},
		}
	}
	harmless := names(f, write(f, calendar("x", "https://x")))
	f.Fuzz(func(t *testing.T, s string) {
		got := write(t, calendar("x"+s, "https://x"+s))
		if list := names(t, got); !slices.Equal(harmless, list) {
			t.Errorf("%q changes the properties (-want +got):\n%s", s, cmp.Diff(harmless, list))
		}
		e := entries(t, got)[0]
		if want := "x" + clean(s); e.text("SUMMARY") != want || e.text("LOCATION") != want {
			t.Errorf("%q comes back as %q and %q, want %q", s, e.text("SUMMARY"), e.text("LOCATION"), want)
		}
	})
}

// names returns the names of all properties in order, with the values of
// BEGIN and END.
func names(t testing.TB, calendar []byte) []string {
	t.Helper()
	var list []string
	for _, line := range lines(t, calendar) {
		name, _, _ := strings.Cut(line, ":")
		if name == "BEGIN" || name == "END" {
			name = line
		}
		list = append(list, name)
	}
	return list
}

// clean returns what may be written of a text.
func clean(s string) string {
	s = strings.ToValidUTF8(fixEach(s), "\ufffd")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	return strings.Map(func(r rune) rune {
		if r != '\n' && (r < ' ' || (r >= 0x7f && r < 0xa0) || strings.ContainsRune("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff", r)) {
			return -1
		}
		return r
	}, s)
}

// fixEach replaces every byte that is no UTF-8; ToValidUTF8 takes a run of
// them for one.
func fixEach(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == utf8.RuneError {
			r = '\ufffd'
		}
		b.WriteRune(r)
	}
	return b.String()
}
