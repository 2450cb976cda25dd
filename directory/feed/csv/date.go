package csv

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/schedule"
)

// A moment is what a cell says about a day and a time of day, either of which
// may be missing.
type moment struct {
	date  schedule.Date
	clock schedule.Clock
	utc   bool // the clock is UTC, not that of the place
}

// Serial numbers count the days of spreadsheets. Numbers of the years 1954 to
// 2119 are taken for dates.
const (
	knownDay    = "1900-03-01"
	knownSerial = 61
	minSerial   = 20_000
	maxSerial   = 80_000
)

// maxForm is the greatest length of a cell with a date or a time, in bytes.
const maxForm = 80

// A dateOrder says how 6/8 is read in a column.
type dateOrder uint8

const (
	monthFirst dateOrder = iota
	dayFirst
	eitherFirst // dates show both, so none is sure
)

// readMoment reads a day in any of the forms that spreadsheets and people give
// it, with or without a time: 2022-06-08T18:00, 6/8/2022 18:00:00, 8-Jun-22,
// June 8, 2022, 8 de junio de 2022, 44720.75. A date without a year is none.
func readMoment(cell string, order dateOrder) (m moment, ok bool) {
	if len(cell) < 3 || len(cell) > maxForm {
		return moment{}, false
	}
	if n, numeric := number(cell); numeric {
		return serial(cell, n)
	}
	cell, m.clock, m.utc = cutClock(cell)
	parts := dateParts(cell)
	if len(parts) != 3 || order == eitherFirst && parts[0].month == 0 && parts[1].month == 0 && parts[0].digits < 4 && parts[0].n <= 12 && parts[1].n <= 12 && parts[0].n != parts[1].n {
		return moment{}, false
	}
	var year, month, day datePart
	switch a, b, c := parts[0], parts[1], parts[2]; {
	case a.month > 0: // June 8, 2022
		month, day, year = a, b, c
	case b.month > 0 && a.digits == 4: // 2022-Jun-08
		year, month, day = a, b, c
	case b.month > 0: // 8-Jun-22
		day, month, year = a, b, c
	case a.digits == 4: // 2022-06-08
		year, month, day = a, b, c
	case order == dayFirst || a.n > 12:
		day, month, year = a, b, c
	default:
		month, day, year = a, b, c
	}
	if month.month == 0 {
		month.month = month.n
	}
	if year.digits <= 2 {
		year.n += 2000
	}
	d, err := schedule.NewDate(year.n, time.Month(month.month), day.n)
	m.date = d
	return m, err == nil && year.digits != 3 && day.digits > 0 && year.digits > 0
}

// serial reads the number by which a spreadsheet keeps a day and a time, or
// eight digits of a date.
func serial(cell string, n float64) (m moment, ok bool) {
	if len(cell) == 8 && !strings.ContainsAny(cell, ".,") {
		d, err := schedule.ParseDate(cell[:4] + "-" + cell[4:6] + "-" + cell[6:])
		return moment{date: d}, err == nil
	}
	if !(n >= minSerial && n < maxSerial) {
		return moment{}, false
	}
	day, part := math.Modf(n)
	m.date = schedule.MustDate(knownDay).AddDays(int(day) - knownSerial)
	if part > 0 {
		m.clock = clockOfShare(part)
	}
	return m, true
}

// A datePart is a number or the name of a month.
type datePart struct{ n, digits, month int }

// dateParts cuts a date into its three parts, without the weekday before it
// and the little words of a language.
func dateParts(cell string) []datePart {
	var parts []datePart
	for word := range strings.FieldsFuncSeq(strings.ToLower(cell), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		digits := len(word) - len(strings.TrimLeft(word, "0123456789"))
		switch rest := word[digits:]; {
		case digits == 0 && monthOf(rest) > 0:
			parts = append(parts, datePart{month: monthOf(rest)})
		case digits == 0 && (rest == "de" || rest == "del" || rest == "of" || rest == "the" || rest == "el" || len(weekdaysIn(rest)) == 1):
		case digits > 0 && digits <= 4 && (rest == "" || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" || rest == "o"):
			n, _ := strconv.Atoi(word[:digits])
			parts = append(parts, datePart{n: n, digits: digits})
		default:
			return nil
		}
		if len(parts) > 3 {
			return nil
		}
	}
	return parts
}

// monthNames are the months as they begin in English and Spanish; three letters
// are enough.
var monthNames = [12][2]string{
	{"january", "enero"}, {"february", "febrero"}, {"march", "marzo"}, {"april", "abril"}, {"may", "mayo"}, {"june", "junio"},
	{"july", "julio"}, {"august", "agosto"}, {"september", "septiembre"}, {"october", "octubre"}, {"november", "noviembre"}, {"december", "diciembre"},
}

// monthOf returns the month that a word names or shortens, or 0.
func monthOf(word string) int {
	if len(word) < 3 {
		return 0
	}
	for i, names := range monthNames {
		if strings.HasPrefix(names[0], word) || strings.HasPrefix(names[1], word) || word == "setiembre" && i == 8 || word == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

// orderOf says which order of day and month a date shows: of the two numbers
// one is above 12. It is false if the date does not tell.
func orderOf(cell string) (o dateOrder, ok bool) {
	if len(cell) > maxForm || !strings.ContainsAny(cell, "/-.") {
		return 0, false
	}
	cell, _, _ = cutClock(cell)
	parts := dateParts(cell)
	if len(parts) != 3 || parts[0].month > 0 || parts[1].month > 0 || parts[0].digits > 2 {
		return 0, false
	}
	switch a, b := parts[0].n, parts[1].n; {
	case a > 12 && b <= 12:
		return dayFirst, true
	case b > 12 && a <= 12:
		return monthFirst, true
	}
	return 0, false
}
