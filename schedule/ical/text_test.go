package ical_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

func TestTexts(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"commas, semicolons and backslashes are escaped", `a, b; c\n`, `a\, b\; c\\n`},
		{"line ends of every kind", "a\nb\r\nc\rd\u2028e\u0085f", `a\nb\nc\nd\ne\nf`},
		{"a forged property", "x\r\nATTACH:file:///etc/passwd", `x\nATTACH:file:///etc/passwd`},
		{"control characters", "a\x00b\x07c\x7fd\u009be\tf", "abcde f"},
		{"marks that turn the direction of text", "a\u202eb\u2066c\u200fd\ufeffe", "abcde"},
		{"what is no UTF-8", "a\xffb", "a\ufffdb"},
		{"joined emoji stay", "👩\u200d👧", "👩\u200d👧"},
		{"colons and quotes stay", `"a": b`, `"a": b`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := one(t, weekly(), schedule.CompileOptions{})
			c.Events[0].Summary = tt.text
			if diff := cmp.Diff([]string{"SUMMARY:" + tt.want}, find(t, write(t, c), "SUMMARY")); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("an address has nothing that no address has", func(t *testing.T) {
		c := one(t, weekly(), schedule.CompileOptions{})
		c.Events[0].URL = "HTTPS://example.org/a,b;c?q=é\r\nX:<\"> \x00"
		want := "URL:HTTPS://example.org/a,b;c?q=%C3%A9%0D%0AX:%3C%22%3E%20%00"
		if diff := cmp.Diff([]string{want}, find(t, write(t, c), "URL")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a zone of one's own is quoted as RFC 6868 has it", func(t *testing.T) {
		z := schedule.NewZone(time.FixedZone("a;b:\"c\"^\r\nX", -9000))
		got := find(t, write(t, one(t, weekly(), schedule.CompileOptions{Zone: z})), "TZID", "DTSTART", "TZOFFSETTO")
		want := []string{`TZID:a\;b:"c"^\nX`, "DTSTART:19700101T000000", "TZOFFSETTO:-0230", `DTSTART;TZID="a;b:^'c^'^^^nX":20220608T180000`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
