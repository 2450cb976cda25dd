package ical_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule/ical"
)

func TestCalendarsThatAreNotRead(t *testing.T) {
	event := vevent("DTSTART;VALUE=DATE:20220608")
	nested := func(n int) string {
		return strings.Repeat("BEGIN:X\r\n", n) + strings.Repeat("END:X\r\n", n)
	}
	limits := ical.Limits{Bytes: 3000, Line: 100, Depth: 4, Components: 5, Properties: 8, Parameters: 3, Dates: 3}
	tests := []struct {
		name     string
		at, past string // at the limit, and one past it
	}{
		{"bytes", pad(vcalendar(event), 3000), pad(vcalendar(event), 3001)},
		{"line", vcalendar(event, "X:"+strings.Repeat("a", 98)), vcalendar(event, "X:"+strings.Repeat("a", 99))},
		{"folded line", vcalendar(event, "X:"+strings.Repeat("a\r\n ", 97)+"a"), vcalendar(event, "X:"+strings.Repeat("a\r\n ", 98)+"a")},
		{"depth", vcalendar(event, nested(3)), vcalendar(event, nested(4))},
		{"components", vcalendar(event, nested(1), nested(1), nested(1)), vcalendar(event, nested(1), nested(1), nested(1), nested(1))},
		{"properties", vcalendar(vevent("DTSTART;VALUE=DATE:20220608", "A:", "B:", "C:", "D:")), vcalendar(vevent("DTSTART;VALUE=DATE:20220608", "A:", "B:", "C:", "D:", "E:"))},
		{"parameters", vcalendar(event, "X;A=1;B=2;C=3:x"), vcalendar(event, "X;A=1;B=2;C=3;D=4:x")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := ical.Read(strings.NewReader(tt.at), ical.ReadOptions{Limits: limits}); err != nil {
				t.Errorf("at the limit: %v", err)
			}
			_, _, err := ical.Read(strings.NewReader(tt.past), ical.ReadOptions{Limits: limits})
			if _, ok := errors.AsType[*ical.LimitError](err); !ok {
				t.Errorf("past the limit: %v", err)
			}
		})
	}
	t.Run("dates of one event", func(t *testing.T) {
		rdates := func(list string) error {
			_, _, err := ical.Read(strings.NewReader(vcalendar(vevent("DTSTART;VALUE=DATE:20220608", "RDATE;VALUE=DATE:"+list))), ical.ReadOptions{Limits: limits})
			return err
		}
		if err := rdates("20220609,20220610,20220611"); err != nil {
			t.Error(err)
		}
		if err := rdates("20220609,20220610,20220611,20220612"); !errors.Is(err, ical.ErrUnreadable) {
			t.Error(err)
		}
	})
	whole := vcalendar(event)
	for n := range len(whole) - 2 {
		c, _, err := ical.Read(strings.NewReader(whole[:n]), ical.ReadOptions{})
		if err == nil || len(c.Events) > 0 {
			t.Errorf("cut off after %d bytes: %d events, %v", n, len(c.Events), err)
		} else if strings.Contains(whole[:n], "BEGIN:VCALENDAR\r") && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut off after %d bytes: %v", n, err)
		}
	}
	broken := errors.New("broken")
	if _, _, err := ical.Read(io.MultiReader(strings.NewReader(whole[:40]), brokenReader{broken}), ical.ReadOptions{}); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
}

// pad adds empty lines up to a size.
func pad(s string, size int) string { return s + strings.Repeat("\n", size-len(s)) }

type brokenReader struct{ err error }

func (b brokenReader) Read([]byte) (int, error) { return 0, b.err }

func TestReadingTakesTimeInProportion(t *testing.T) {
	event := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(strings.Replace(vevent("DTSTART;TZID=America/New_York:20220608T180000", "RRULE:FREQ=WEEKLY", "EXDATE;TZID=America/New_York:20220615T180000"), "a@b", fmt.Sprint(b.Len()), 1) + "\r\n")
		}
		return vcalendar(b.String())
	}
	inputs := map[string]func(n int) string{
		"events": event,
		"folds": func(n int) string {
			return vcalendar(vevent("DTSTART;VALUE=DATE:20220608", "DESCRIPTION:"+strings.Repeat("a\r\n ", 10*n)))
		},
		"parameters": func(n int) string { return vcalendar(strings.Repeat("X;A=b;C=\"d,e\",f:g\r\n", 10*n)) },
		"exdates":    exdates,
		"overrides":  overrides,
	}
	for name, input := range inputs {
		t.Run(name, func(t *testing.T) {
			limits := ical.Limits{Bytes: 1 << 30, Line: 1 << 30, Properties: 1 << 30, Components: 1 << 30, Dates: 1 << 30}
			fastest := func(s string) time.Duration {
				best := time.Hour
				for range 7 {
					begin := time.Now()
					if _, _, err := ical.Read(strings.NewReader(s), ical.ReadOptions{Limits: limits}); err != nil {
						t.Fatal(err)
					}
					best = min(best, time.Since(begin))
				}
				return best
			}
			once, twice := input(4000), input(8000)
			ratio := 0.0
			for range 5 { // the least of several, as others use the machine too
				if ratio = float64(fastest(twice)) / float64(fastest(once)); ratio <= 2.3 {
					return
				}
			}
			t.Errorf("twice the input takes %.1f times as long", ratio)
		})
	}
}

// exdates returns daily events with n excluded dates together.
func exdates(n int) string {
	var days, events []string
	for i := range 500 {
		days = append(days, strings.ReplaceAll(d("2022-06-09").AddDays(i).String(), "-", "")+"T180000Z")
	}
	list := strings.Join(days, ",")
	for i := range n / 50 {
		event := vevent("DTSTART:20220608T180000Z", "RRULE:FREQ=DAILY", "EXDATE:"+list)
		events = append(events, strings.Replace(event, "a@b", fmt.Sprint(i), 1))
	}
	return vcalendar(events...)
}

// overrides returns a daily event with n changed dates.
func overrides(n int) string {
	list := []string{vevent("DTSTART:20220608T180000Z", "RRULE:FREQ=DAILY")}
	for i := range n {
		day := strings.ReplaceAll(d("2022-06-09").AddDays(i).String(), "-", "")
		list = append(list, vevent("RECURRENCE-ID:"+day+"T180000Z", "DTSTART:"+day+"T190000Z"))
	}
	return vcalendar(list...)
}
