package phrase

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/withinreach/withinreach/schedule"
)

// A Style is how much room Format takes. The zero Style is Long.
type Style uint8

// The styles.
const (
	Long  Style = iota // for a page: "Second and fourth Wednesdays of the month, 6:00-7:30 pm"
	Short              // for a list: "2nd & 4th Wed, 6-7:30 pm"
	Cell               // for a cell of a table: "2nd/4th Wed 6-7:30 pm"; it has no zone
)

// A Loss is something of a series that its text does not say.
type Loss struct {
	Field string // of schedule.Series, in lower case, such as "zone"
	Why   string
}

// Format writes a series in words and returns what the words do not say. The
// language is "en" or "es", or a tag that begins so; any other is written as
// English. Parse reads the text back: it gives one schedule, whose Series is s
// in all but what is lost, with dates and exceptions in order of time.
//
// A rule that people have no common words for, such as one by week numbers,
// gives no text at all.
func Format(s schedule.Series, lang string, style Style) (string, []Loss) {
	f := formatter{words: &englishWords, style: style, s: s}
	if strings.HasPrefix(strings.ToLower(lang), "es") {
		f.words = &spanishWords
	}
	text := f.text()
	return text, f.lost
}

// A formatter writes one series.
type formatter struct {
	words *words
	style Style
	s     schedule.Series
	lost  []Loss
}

func (f *formatter) lose(field, why string) { f.lost = append(f.lost, Loss{field, why}) }

func (f *formatter) text() string {
	if f.s.ID != "" {
		f.lose("id", "an id is not said")
	}
	if len(f.s.Unknown) > 0 {
		f.lose("unknown", "unknown fields are not said")
	}
	f.courseOfDates()
	days := f.days()
	if days == "" {
		f.lose("rule", "there are no words for it")
		return ""
	}
	parts := append([]string{days}, f.time()...)
	parts = append(parts, f.monthsKept()...)
	parts = append(parts, f.limits()...)
	parts = append(parts, f.policy()...)
	parts = append(parts, f.exceptions()...)
	sep := ", "
	text := strings.Join(parts, sep)
	if f.style == Cell && !f.s.Start.IsZero() && !strings.Contains(days, ",") {
		text = parts[0] + " " + strings.Join(parts[1:], sep)
	}
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

func (f *formatter) short() bool { return f.style != Long }

// list joins words with commas and "and".
func (f *formatter) list(all []string) string {
	and, comma := f.words.and, ", "
	if f.short() {
		and = f.words.shortAnd
	}
	if f.style == Cell {
		and, comma = "/", "/"
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], comma) + and + all[len(all)-1]
}

func (f *formatter) date(d schedule.Date) string {
	form := f.words.date
	switch f.style {
	case Short:
		form = f.words.shortDate
	case Cell:
		form = f.words.gridden
	}
	y, m, day := d.Civil()
	return fmt.Sprintf(form, f.words.months[m], f.words.shortMonths[m], day, y, int(m))
}

// yearless writes a date without its year, where that of a later date serves.
func (f *formatter) yearless(d schedule.Date) string {
	text := strings.TrimSuffix(f.date(d), strconv.Itoa(d.Year()))
	return strings.TrimRight(strings.TrimSuffix(text, " de "), ", /")
}

// dates writes dates with commas between them, and the year once if it is the
// same. What follows a comma or "and" begins with the, an article or nothing.
func (f *formatter) dates(all []schedule.Date, the string) string {
	var list []string
	for i, d := range all {
		if i+1 < len(all) && all[i+1].Year() == d.Year() && d.Year() == all[0].Year() {
			list = append(list, f.yearless(d))
			continue
		}
		list = append(list, f.date(d))
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", "+the) + f.words.and + the + list[len(list)-1]
}

// time writes the time of day and its zone.
func (f *formatter) time() []string {
	c, length := f.s.Start, f.s.Length
	if c.IsZero() {
		if length != 0 {
			f.lose("length", "there is no start")
		}
		if f.s.Zone != "" {
			f.lose("zone", "there is no start")
		}
		return nil
	}
	if c.Second() != 0 {
		f.lose("start", "seconds are not said")
	}
	start := c.Seconds() / 60
	text := ""
	switch minutes := int(length / time.Minute); {
	case length < 0 || length%time.Minute != 0 || minutes >= day:
		f.lose("length", "only whole minutes and less than a day are said")
		text = f.oneClock(start)
	case minutes == 0:
		text = f.oneClock(start)
	default:
		end := (start + minutes) % day
		from, to := f.clock(start, start/720 != end/720 || minutes > 8*60 || start > end || start == 720), f.clock(end, true)
		form := f.words.clockTwo
		if f.short() {
			form = f.words.shortTwo
		}
		text = fmt.Sprintf(form, from, to)
	}
	return []string{text + f.zone()}
}

func (f *formatter) oneClock(minute int) string {
	form := f.words.clockOne
	switch {
	case minute == 0 && f.words.atMidnight != "":
		return f.words.atMidnight
	case minute == 720 && f.words.atNoon != "":
		return f.words.atNoon
	case f.short():
		return f.clock(minute, true)
	case minute/60%12 == 1 && f.words.atOne != "":
		form = f.words.atOne
	}
	return fmt.Sprintf(form, f.clock(minute, true))
}

// clock writes a time of day, with its half of the day if marked.
func (f *formatter) clock(minute int, marked bool) string {
	switch {
	case minute == 0:
		return f.words.midnight
	case minute == 720:
		return f.words.noon
	}
	hour := (minute/60+11)%12 + 1
	text := fmt.Sprintf("%d:%02d", hour, minute%60)
	halves := f.words.halves
	if f.short() {
		halves = f.words.shortHalves
		if minute%60 == 0 {
			text = fmt.Sprint(hour)
		}
	}
	if marked {
		text += halves[minute/720]
	}
	return text
}

func (f *formatter) zone() string {
	if f.s.Zone == "" {
		return ""
	}
	i := slices.IndexFunc(zones[:], func(z zoneName) bool { return z.id == f.s.Zone })
	switch {
	case i < 0:
		f.lose("zone", "it has no common name")
	case f.style == Cell:
		f.lose("zone", "a cell has no room for it")
	case f.style == Short:
		return " " + zones[i].short
	case f.words == &spanishWords:
		return " " + zones[i].longES
	default:
		return " " + zones[i].long
	}
	return ""
}

// monthsKept writes the months of the rule: a run of them, or a list.
func (f *formatter) monthsKept() []string {
	months := f.s.Rule.Parts().Months
	if len(months) == 0 {
		return nil
	}
	name := func(m time.Month) string {
		if f.short() {
			return f.words.shortMonths[m]
		}
		return f.words.months[m]
	}
	if first, last, ok := monthRun(months); ok {
		return []string{fmt.Sprintf(f.words.fromMonths, name(first), name(last))}
	}
	var list []string
	for _, m := range months {
		list = append(list, name(m))
	}
	last := len(list) - 1
	text := list[last]
	if last > 0 {
		text = strings.Join(list[:last], ", ") + f.words.and + text
	}
	return []string{fmt.Sprintf(f.words.inMonths, text)}
}

// monthRun returns the first and the last of three months or more that follow
// each other, if need be over the end of the year.
func monthRun(months []time.Month) (first, last time.Month, ok bool) {
	if len(months) < 3 || len(months) > 11 {
		return 0, 0, false
	}
	for _, m := range months {
		before := (m+10)%12 + 1
		if !slices.Contains(months, before) {
			if first != 0 {
				return 0, 0, false
			}
			first = m
		}
	}
	last = (first+time.Month(len(months))-2)%12 + 1
	return first, last, true
}
