package meetings

import (
	"html"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// Text returns a text as people read it: HTML entities and line breaks
// resolved, lines trimmed, and no control characters, nor more than one empty
// line in a row.
func Text(s string) string {
	if strings.ContainsAny(s, "&<") {
		for range 4 { // some sources encode twice
			before := s
			if s = html.UnescapeString(s); s == before {
				break
			}
		}
		s = breaks.ReplaceAllString(s, "\n")
	}
	if isClean(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

var breaks = regexp.MustCompile(`(?i)<br ?/?>|</p>\s*<p>`)

// isClean reports whether a text is one line of printable ASCII without two
// blanks in a row, as most are.
func isClean(s string) bool {
	blank := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || blank && s[i] == ' ' {
			return false
		}
		blank = s[i] == ' '
	}
	return s == "" || !blank
}

// ParseClock reads a time of day in the forms "19:00", "19:00:00", "7:00 PM",
// "7pm", "noon" and "midnight". 24:00 is midnight, and next says that it belongs
// to the following day.
func ParseClock(s string) (c schedule.Clock, next, ok bool) {
	if len(s) == 5 && s[2] == ':' { // as most are
		if c, err := schedule.ParseClock(s); err == nil {
			return c, false, true
		}
	}
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "noon":
		s = "12:00"
	case "midnight":
		s = "0:00"
	}
	m := clock.FindStringSubmatch(s)
	if m == nil {
		return schedule.Clock{}, false, false
	}
	hour, minute, second := number(m[1]), number(m[2]), number(m[3])
	switch {
	case m[4] == "" && m[2] == "":
		return schedule.Clock{}, false, false
	case m[4] != "" && (hour < 1 || hour > 12):
		return schedule.Clock{}, false, false
	case m[4] != "":
		if hour %= 12; m[4] == "p" {
			hour += 12
		}
	case hour == 24 && minute == 0 && second == 0:
		hour, next = 0, true
	}
	c, err := schedule.NewClock(hour, minute, second)
	return c, next, err == nil
}

var clock = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(?: ?([ap])\.?m\.?)?$`)

// number returns the value of at most two digits.
func number(digits string) (n int) {
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

const defaultLongest = 4 * time.Hour

// Length returns how long a meeting lasts that begins and ends at times of the
// day, past midnight if the end comes first. It is 0, not known, where the end
// is a mistake, which is reported.
func (c *Collector) Length(start, end schedule.Clock) time.Duration {
	seconds := end.Seconds() - start.Seconds()
	if seconds < 0 {
		seconds += 24 * 60 * 60
	}
	length := time.Duration(seconds) * time.Second
	value := start.String() + "-" + end.String()
	switch {
	case length == 0:
		c.Find(program.Warning, "ends-at-start", "end_time", value, "it ends when it begins; how long it lasts is not known")
		return 0
	case start.Seconds() == 0 && end.Hour() == 23 && end.Minute() == 59:
		c.Find(program.Warning, "all-day", "end_time", value, "it lasts all day, as sources write what is not known; how long it lasts is not known")
		return 0
	case length > c.Options.Longest:
		c.Find(program.Warning, "too-long", "end_time", value, "it lasts longer than meetings do; how long it lasts is not known")
		return 0
	case end.Before(start):
		c.Find(program.Info, "ends-next-day", "end_time", value, "it ends on the day after it begins")
	}
	return length
}
