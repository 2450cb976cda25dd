package schedule_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A hostileInput is a text that broke another library or aims at a limit.
type hostileInput struct {
	ID, Kind, Why, Expect, Want, SHA256, Input, Hex string

	Bytes int
	Parts []struct {
		S     string
		N     int
		Count bool
	}
}

func (h hostileInput) text(t testing.TB) string {
	if h.Hex != "" {
		raw, err := hex.DecodeString(h.Hex)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	var b bytes.Buffer
	b.WriteString(h.Input)
	for _, p := range h.Parts {
		for i := range max(1, p.N) {
			s := p.S
			if p.Count {
				s = strings.Replace(s, "%d", strconv.Itoa(i), 1)
			}
			b.WriteString(s)
		}
	}
	if b.Len() != h.Bytes {
		t.Fatalf("%s is %d bytes, want %d", h.ID, b.Len(), h.Bytes)
	}
	return b.String()
}

func hostile(t testing.TB, kind string) (list []hostileInput) {
	eachLine(t, shared(t, "hostile/hostile.jsonl"), func(line []byte) {
		var h hostileInput
		if err := json.Unmarshal(line, &h); err != nil {
			t.Fatal(err)
		}
		if h.Kind == kind {
			list = append(list, h)
		}
	})
	return list
}

// addHostile adds the hostile inputs of a kind to the seeds of a fuzz test,
// where they stand beside the checkout.
func addHostile(f *testing.F, kind string) {
	if _, err := os.Stat("../../shared/data/hostile"); err != nil {
		return
	}
	for _, h := range hostile(f, kind) {
		f.Add(h.text(f))
	}
}

// What a rule or a line of text may cost. The processor time is generous,
// since other programs may run beside the test.
const (
	budgetBytes = 1 << 20
	budgetTime  = 100 * time.Millisecond
)

// within runs f and fails if it exceeds the budget each of three times.
func within(t *testing.T, f func()) {
	t.Helper()
	var spent time.Duration
	var allocated uint64
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		f()
		spent = time.Since(start)
		runtime.ReadMemStats(&after)
		allocated = after.TotalAlloc - before.TotalAlloc
		if spent <= budgetTime && allocated <= budgetBytes {
			return
		}
	}
	t.Errorf("it takes %v and %d bytes, want at most %v and %d", spent, allocated, budgetTime, budgetBytes)
}

// readLines reads an input that may have DTSTART lines beside its rule, as a
// calendar would; without DTSTART it starts on 2026-01-07 at 18:00 in UTC.
func readLines(text string) (*schedule.Timetable, error) {
	first, start, name := d("2026-01-07"), schedule.MustClock("18:00"), "UTC"
	rule := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		head, value, ok := strings.Cut(line, ":")
		if !ok || !strings.HasPrefix(head, "DTSTART") {
			rule += line
			continue
		}
		if zone, found := strings.CutPrefix(head, "DTSTART;TZID="); found {
			name = zone
		}
		at, err := time.Parse("20060102T150405", strings.TrimSuffix(value, "Z"))
		if err != nil {
			return nil, err
		}
		first, start = schedule.DateOf(at), schedule.ClockOf(at)
	}
	z, err := schedule.LoadZone(name)
	if err != nil {
		return nil, err
	}
	s, err := schedule.ParseRecurrence(rule, first, start, z)
	if err != nil {
		return nil, err
	}
	return schedule.Compile(s, schedule.CompileOptions{Zone: z})
}

func TestHostileRules(t *testing.T) {
	ran := 0
	for _, h := range hostile(t, "recurrence") {
		t.Run(h.ID, func(t *testing.T) {
			text := h.text(t)
			var dates []schedule.Date
			var table *schedule.Timetable
			var err error
			within(t, func() {
				dates = nil
				if table, err = readLines(text); err != nil {
					return
				}
				for o := range table.Held(schedule.Date{}, schedule.Date{}) {
					if dates = append(dates, o.Date); len(dates) == 5 {
						break
					}
				}
				for o := range table.Held(d("2026-02-01"), d("2026-03-01")) {
					dates = append(dates, o.Date)
				}
				table.Count(schedule.Date{}, schedule.Date{})
				table.Next(time.Date(2190, 1, 1, 0, 0, 0, 0, time.UTC))
				table.Prev(time.Date(2190, 1, 1, 0, 0, 0, 0, time.UTC))
				table.Nth(schedule.Date{}, 100)
			})
			ran++
			var fe *schedule.FieldError
			if err != nil && !errors.As(err, &fe) && !errors.Is(err, schedule.ErrNoZone) {
				t.Errorf("the error is %T %v, want a FieldError or ErrNoZone", err, err)
			}
			switch {
			case h.Want == "reject" && err == nil:
				t.Errorf("%.80q is read, want: %s", text, h.Expect)
			case h.Want == "empty-or-reject" && len(dates) > 0:
				t.Errorf("%.80q gives %v, want: %s", text, dates, h.Expect)
			}
			for _, day := range dates {
				s := table.Series()
				if want := slowDates(s.Rule, s.First, day, day.AddDays(1)); len(want) != 1 {
					t.Errorf("%.80q gives %v, which the slow reading does not", text, day)
				}
			}
		})
	}
	t.Logf("%d rules", ran)
}

func TestHostileRulesThatWeRead(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"H023 a fifth Wednesday is not every month's", "FREQ=MONTHLY;BYDAY=5WE", "2026-04-29T18:00:00Z 2026-07-29T18:00:00Z 2026-09-30T18:00:00Z"},
		{"H024 the 31st is not every month's", "FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31T18:00:00Z 2026-03-31T18:00:00Z 2026-05-31T18:00:00Z"},
		{"H048 lower case", "freq=weekly;byday=we", "2026-01-07T18:00:00Z 2026-01-14T18:00:00Z 2026-01-21T18:00:00Z"},
		{"H054 a start in a skipped hour", "DTSTART;TZID=America/New_York:20260308T023000\nRRULE:FREQ=WEEKLY;BYDAY=SU", "2026-03-08T03:30:00-04:00 2026-03-15T02:30:00-04:00 2026-03-22T02:30:00-04:00"},
		{"H055 a start in an hour that comes twice", "DTSTART;TZID=America/New_York:20261101T013000\nRRULE:FREQ=DAILY", "2026-11-01T01:30:00-04:00 2026-11-02T01:30:00-05:00 2026-11-03T01:30:00-05:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table, err := readLines(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for o := range table.Held(schedule.Date{}, schedule.Date{}) {
				if got = append(got, o.Start().Format(time.RFC3339)); len(got) == 3 {
					break
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// acceptedTimes are the inputs of kind time that a reader of dates, times or
// zones takes, and as what; every other one is refused by all three.
var acceptedTimes = map[string]string{
	"H111": "zone EST5EDT", "H112": "zone US/Eastern", "H117": "zone America/Ciudad_Juarez",
}

func TestHostileTimes(t *testing.T) {
	for _, h := range hostile(t, "time") {
		t.Run(h.ID, func(t *testing.T) {
			text := h.text(t)
			checkZoneName(t, text, acceptedTimes[h.ID])
			within(t, func() {
				if day, err := schedule.ParseDate(text); err == nil || !day.IsZero() {
					t.Errorf("ParseDate(%q) = %v, %v", text, day, err)
				}
				if c, err := schedule.ParseClock(text); err == nil || !c.IsZero() {
					t.Errorf("ParseClock(%q) = %v, %v", text, c, err)
				}
			})
			// "2026-03-08T02:30:00 America/New_York" in its three parts.
			local, name, ok := strings.Cut(text, " ")
			day, clock, isTime := strings.Cut(local, "T")
			if !ok || !isTime || !strings.Contains(name, "/") {
				return
			}
			at := zone(t, name).At(d(day), schedule.MustClock(clock))
			want, _ := slowInstant(zone(t, name).Location(), d(day), schedule.MustClock(clock))
			if at.Unix() != want {
				t.Errorf("%s is %v, want %v", text, at, time.Unix(want, 0).In(at.Location()))
			}
		})
	}
}

func checkZoneName(t *testing.T, name, want string) {
	z, err := schedule.LoadZone(name)
	if want == "" {
		if !errors.Is(err, schedule.ErrNoZone) {
			t.Errorf("LoadZone(%q) = %v, %v", name, z, err)
		}
		return
	}
	if err != nil || "zone "+z.Name() != want {
		t.Errorf("LoadZone(%q) = %v, %v, want %s", name, z, err, want)
	}
}
