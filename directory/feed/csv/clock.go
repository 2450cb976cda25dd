package csv

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// How sure a time of day is.
type surety uint8

const (
	noTime  surety = iota
	halfDay        // morning or afternoon is not said
	sure
)

// readClock reads a cell that is one time of day: 6:00 PM, 6pm, 18:00, 1800,
// 18:00:00, noon, 0.75. What stands without am or pm between 1:00 and 12:59 is
// of a half of the day that is not said, unless day24 says that the column
// counts to 24.
func readClock(cell string, day24 bool) (schedule.Clock, surety) {
	if len(cell) > maxForm {
		return schedule.Clock{}, noTime
	}
	text := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(cell, "\u202f", " ")), " "))
	switch text {
	case "noon", "12 noon", "mediodia", "mediodía", "12:00 noon", "12 m":
		return schedule.MustClock("12:00"), sure
	case "midnight", "12 midnight", "medianoche", "24:00":
		return schedule.MustClock("00:00"), sure
	}
	if n, ok := number(text); ok && n < 1 && strings.ContainsAny(text, ".,") {
		return clockOfShare(n), sure
	}
	digits, half := cutHalf(text)
	h, m, s, form := clockNumbers(digits)
	if form == 0 || h > 23 || half != "" && (h > 12 || h == 0) {
		return schedule.Clock{}, noTime
	}
	level := sure
	switch {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	case half == "" && h <= 12 && h > 0 && !day24 && form != withSeconds && form != military:
		level = halfDay
	}
	c, err := schedule.NewClock(h, m, s)
	if err != nil {
		return schedule.Clock{}, noTime
	}
	return c, level
}

// cutHalf cuts "am" or "pm" in any spelling from the end of a time.
func cutHalf(text string) (digits, half string) {
	for _, h := range []struct{ word, half string }{
		{"a.m.", "am"}, {"p.m.", "pm"}, {"a. m.", "am"}, {"p. m.", "pm"}, {"a.m", "am"}, {"p.m", "pm"},
		{"am", "am"}, {"pm", "pm"}, {"a", "am"}, {"p", "pm"},
	} {
		if rest, ok := strings.CutSuffix(text, h.word); ok {
			return strings.TrimSpace(rest), h.half
		}
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, " hrs"), "h"), ""
}

// The forms of a time in digits. The zero form is none.
const (
	brief       = iota + 1 // 6, 18, 6:30, 630
	military               // 1800, 0630
	withSeconds            // 18:00:00, as programs write it
)

// clockNumbers reads a time in digits.
func clockNumbers(text string) (h, m, s, form int) {
	text = strings.Replace(text, ".", ":", 1)
	parts := strings.Split(text, ":")
	n := [3]int{}
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || i > 2 || v < 0 || p[0] == '+' || len(p) > 2 && len(parts) > 1 || i > 0 && len(p) != 2 {
			return 0, 0, 0, 0
		}
		n[i] = v
	}
	switch {
	case len(parts) == 3:
		return n[0], n[1], n[2], withSeconds
	case len(parts) == 2, len(text) <= 2:
		return n[0], n[1], 0, brief
	case len(text) == 3:
		return n[0] / 100, n[0] % 100, 0, brief
	case len(text) == 4:
		return n[0] / 100, n[0] % 100, 0, military
	}
	return 0, 0, 0, 0
}

// clockOfShare returns the time at which a share of a day is over, to the
// minute, as spreadsheets keep times.
func clockOfShare(share float64) schedule.Clock {
	minutes := int(math.Round(share*24*60)) % (24 * 60)
	c, err := schedule.NewClock(minutes/60, minutes%60, 0)
	if err != nil {
		return schedule.Clock{}
	}
	return c
}

// cutClock cuts the time of day from the end of a cell with a date, if there
// is one that is sure.
func cutClock(cell string) (date string, c schedule.Clock, utc bool) {
	i := strings.IndexAny(cell, "T ")
	if i == 0 || i < 0 || cell[i] == 'T' && (cell[i-1] < '0' || cell[i-1] > '9') {
		i = strings.IndexByte(cell, ' ')
	}
	for ; i > 0 && i < len(cell); i++ {
		if cell[i] != ' ' && cell[i] != 'T' {
			continue
		}
		rest := strings.TrimSpace(cell[i+1:])
		if len(rest) < 3 || !strings.Contains(rest, ":") && !strings.HasSuffix(strings.ToLower(rest), "m") {
			continue
		}
		rest, utc := strings.CutSuffix(rest, "Z")
		rest, _, _ = strings.Cut(rest, "-0") // an offset, as of the place
		rest, _, _ = strings.Cut(rest, "+0")
		rest, _, _ = strings.Cut(rest, ".0")
		if c, level := readClock(rest, cell[i] == 'T'); level == sure || level == halfDay && i == 10 && cell[4] == '-' {
			return strings.TrimRight(cell[:i], ", "), c, utc
		}
	}
	return cell, schedule.Clock{}, false
}

// readLength reads how long a meeting lasts: 90, 90 min, 1.5 hours, 1:30, 1h30,
// 0.0625 of a day. A number without a unit counts as minutes from 15 on and is
// not known below.
func readLength(cell string) (time.Duration, bool) {
	if len(cell) > maxForm {
		return 0, false
	}
	text := strings.ReplaceAll(strings.ToLower(cell), ",", ".")
	if n, ok := number(text); ok {
		switch {
		case n > 0 && n < 0.5 && strings.Contains(text, "."):
			return time.Duration(math.Round(n*24*60)) * time.Minute, true
		case n >= 15 && n <= 24*60:
			return time.Duration(math.Round(n)) * time.Minute, true
		}
		return 0, false
	}
	var total time.Duration
	for rest := text; rest != ""; {
		n := len(rest) - len(strings.TrimLeft(rest, "0123456789."))
		value, err := strconv.ParseFloat(rest[:n], 64)
		if err != nil || value > 24*60 {
			return 0, false
		}
		rest = strings.TrimLeft(rest[n:], " -")
		m := len(rest) - len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz:"))
		switch unit := rest[:m]; {
		case unit == ":" || strings.HasPrefix(unit, "h"):
			total += time.Duration(math.Round(value*60)) * time.Minute
		case strings.HasPrefix(unit, "m") || unit == "" && total > 0:
			total += time.Duration(math.Round(value)) * time.Minute
		default:
			return 0, false
		}
		rest = strings.TrimLeft(rest[m:], " .,:yand")
	}
	return total, total > 0 && total <= 24*time.Hour
}
