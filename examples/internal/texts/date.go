package texts

import (
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

var weekdays = map[string][7]string{
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	"es": {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
}

var months = map[string][12]string{
	"en": {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
	"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio",
		"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
}

// spoken returns "es" for Spanish and its varieties, and "en" for all else.
func spoken(language string) string {
	if language == "es" || strings.HasPrefix(language, "es-") {
		return "es"
	}
	return "en"
}

// Day returns a day in words: "Wednesday, June 8, 2022", "miércoles, 8 de junio
// de 2022". The zero Date is "".
func Day(d schedule.Date, language string) string {
	if d.IsZero() {
		return ""
	}
	lang := spoken(language)
	year, month, day := d.Civil()
	form := "%s, %s %d, %d"
	if lang == "es" {
		form = "%[1]s, %[3]d de %[2]s de %[4]d"
	}
	return fmt.Sprintf(form, weekdays[lang][d.Weekday()], months[lang][month-1], day, year)
}

// Clock returns a time of day: "6:00 pm", "6:00 p. m.". The zero Clock is "".
func Clock(c schedule.Clock, language string) string {
	if c.IsZero() {
		return ""
	}
	half := "am"
	if c.Hour() >= 12 {
		half = "pm"
	}
	if spoken(language) == "es" {
		half = string(half[0]) + ". m."
	}
	return fmt.Sprintf("%d:%02d %s", (c.Hour()+11)%12+1, c.Minute(), half)
}

// Hours returns when an occurrence begins and ends on its day, as far as that is
// known: "6:00 pm to 7:30 pm".
func Hours(o schedule.Occurrence, language string) string {
	start := Clock(o.Clock, language)
	if start == "" || o.Length <= 0 {
		return start
	}
	between := " to "
	if spoken(language) == "es" {
		between = " a "
	}
	return start + between + Clock(schedule.ClockOf(o.End()), language)
}

// Instant returns a moment in words, in its zone.
func Instant(t time.Time, language string) string {
	return Day(schedule.DateOf(t), language) + ", " + Clock(schedule.ClockOf(t), language)
}
