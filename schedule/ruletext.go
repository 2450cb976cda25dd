package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// maxRuleText is the greatest length of a rule's text in bytes.
const maxRuleText = 512

var dayNames = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// text returns the form of RFC 5545, such as "2WE" or "-1FR".
func (d NthDay) text() string {
	name := d.Day.String()
	if d.Day >= time.Sunday && d.Day <= time.Saturday {
		name = dayNames[d.Day]
	}
	if d.N == 0 {
		return name
	}
	return strconv.Itoa(d.N) + name
}

// ParseRule reads a rule in the form of RFC 5545, with or without "RRULE:" in
// front, in upper or lower case, up to 512 bytes. COUNT and UNTIL belong to a
// Series and are refused: see ParseRecurrence. Frequencies and parts below a
// day are refused. The error is a *FieldError.
func ParseRule(text string) (Rule, error) {
	r, end, err := parseRule(text)
	switch {
	case err != nil:
		return Rule{}, err
	case end.count != "":
		return Rule{}, &FieldError{"COUNT", end.count, "a rule without end"}
	case end.until != "":
		return Rule{}, &FieldError{"UNTIL", end.until, "a rule without end"}
	}
	return r, nil
}

// ruleEnd holds the parts of a recurrence that a Series keeps.
type ruleEnd struct{ count, until string }

func parseRule(text string) (Rule, ruleEnd, error) {
	if len(text) > maxRuleText {
		return Rule{}, ruleEnd{}, &FieldError{"rule", fmt.Sprintf("of %d bytes", len(text)), fmt.Sprintf("at most %d bytes", maxRuleText)}
	}
	// Only ASCII letters change, so no index can shift as it may in ToUpper.
	upper := strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' {
			return c - 'a' + 'A'
		}
		return c
	}, text)
	var p Parts
	var end ruleEnd
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.TrimPrefix(upper, "RRULE:"), ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok || value == "" {
			return Rule{}, end, &FieldError{"rule", part, "parts in the form NAME=VALUE between semicolons"}
		}
		if seen[name] {
			return Rule{}, end, &FieldError{name, value, "the part once"}
		}
		seen[name] = true
		if err := p.read(name, value, &end); err != nil {
			return Rule{}, end, err
		}
	}
	if !seen["FREQ"] {
		return Rule{}, end, &FieldError{"FREQ", "", "DAILY, WEEKLY, MONTHLY or YEARLY"}
	}
	r, err := NewRule(p)
	return r, end, err
}

// read sets the part called name from its value in upper case.
func (p *Parts) read(name, value string, end *ruleEnd) (err error) {
	switch name {
	case "FREQ":
		for f := PerDay; f <= PerYear; f++ {
			if value == f.String() {
				p.Frequency = f
				return nil
			}
		}
		return &FieldError{name, value, "DAILY, WEEKLY, MONTHLY or YEARLY"}
	case "INTERVAL":
		n, ok := digits(value)
		if !ok || n == 0 {
			return &FieldError{name, value, fmt.Sprintf("1 to %d", maxInterval)}
		}
		p.Interval = n
	case "COUNT":
		end.count = value
	case "UNTIL":
		end.until = value
	case "WKST":
		d, err := parseNthDay(value)
		if err != nil || d.N != 0 || len(value) != 2 {
			return &FieldError{name, value, "MO, TU, WE, TH, FR, SA or SU"}
		}
		p.WeekStart = int(d.Day+6)%7 + 1
	case "BYDAY":
		for s := range strings.SplitSeq(value, ",") {
			d, err := parseNthDay(s)
			if err != nil {
				return err
			}
			p.Days = append(p.Days, d)
		}
	case "BYMONTH":
		list, err := parseList(name, value)
		for _, n := range list {
			p.Months = append(p.Months, time.Month(n))
		}
		return err
	case "BYMONTHDAY":
		p.MonthDays, err = parseList(name, value)
	case "BYYEARDAY":
		p.YearDays, err = parseList(name, value)
	case "BYWEEKNO":
		p.WeekNumbers, err = parseList(name, value)
	case "BYSETPOS":
		p.Positions, err = parseList(name, value)
	default:
		return &FieldError{"rule", name, "a part of RFC 5545 that is not finer than a day"}
	}
	return err
}

func parseList(name, value string) ([]int, error) {
	var list []int
	for s := range strings.SplitSeq(value, ",") {
		n, ok := signed(s)
		if !ok {
			return nil, &FieldError{name, s, "a list of whole numbers"}
		}
		list = append(list, n)
	}
	return list, nil
}

// signed reads a number of at most three digits with an optional sign.
func signed(s string) (n int, ok bool) {
	digitsOnly := strings.TrimPrefix(strings.TrimPrefix(s, "+"), "-")
	if len(s)-len(digitsOnly) > 1 || len(digitsOnly) > 3 {
		return 0, false
	}
	n, ok = digits(digitsOnly)
	if s != "" && s[0] == '-' {
		n = -n
	}
	return n, ok
}

func parseNthDay(s string) (NthDay, error) {
	bad := &FieldError{"BYDAY", s, "days such as WE, 2WE or -1FR"}
	if len(s) < 2 {
		return NthDay{}, bad
	}
	number, name := s[:len(s)-2], s[len(s)-2:]
	var d NthDay
	if number != "" {
		n, ok := signed(number)
		if !ok || n == 0 {
			return NthDay{}, bad
		}
		d.N = n
	}
	for i, known := range dayNames {
		if name == known {
			d.Day = time.Weekday(i)
			return d, nil
		}
	}
	return NthDay{}, bad
}

// String returns the rule in the form of RFC 5545, such as
// "FREQ=MONTHLY;BYDAY=2WE,4WE", or "" for the zero Rule. INTERVAL is written
// if it is not 1; WKST if it can matter, since readers differ in what they
// assume.
func (r Rule) String() string {
	b, _ := r.AppendText(nil)
	return string(b)
}

// AppendText appends what String returns. The error is always nil.
func (r Rule) AppendText(b []byte) ([]byte, error) {
	if !r.IsValid() {
		return b, nil
	}
	b = append(append(b, "FREQ="...), r.freq.String()...)
	if r.interval > 1 {
		b = strconv.AppendUint(append(b, ";INTERVAL="...), uint64(r.interval), 10)
	}
	b = appendList(b, ";BYMONTH=", r.months)
	b = appendList(b, ";BYWEEKNO=", r.weeks)
	b = appendList(b, ";BYYEARDAY=", r.yearDays)
	b = appendList(b, ";BYMONTHDAY=", r.monthDays)
	for i := range r.days.len() {
		b = append(b, separator(i, ";BYDAY=")...)
		b = append(b, nthDay(r.days.at(i)).text()...)
	}
	b = appendList(b, ";BYSETPOS=", r.positions)
	if r.weekStart != 1 || (r.freq == PerWeek && r.interval > 1) {
		b = append(append(b, ";WKST="...), dayNames[r.weekStart%7]...)
	}
	return b, nil
}

func appendList(b []byte, name string, list numbers) []byte {
	for i := range list.len() {
		b = append(b, separator(i, name)...)
		b = strconv.AppendInt(b, int64(list.at(i)), 10)
	}
	return b
}

func separator(i int, first string) string {
	if i == 0 {
		return first
	}
	return ","
}

// MarshalText returns what String returns. The error is always nil.
func (r Rule) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads what MarshalText writes, as ParseRule does; no text is
// the zero Rule.
func (r *Rule) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Rule{}
		return nil
	}
	v, err := ParseRule(string(text))
	if err != nil {
		return err
	}
	*r = v
	return nil
}
