package csv

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// weekdayStems are the weekdays as they begin, folded; short gives those that
// people shorten to two letters.
var weekdayStems = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"domingo": 0, "lunes": 1, "martes": 2, "miercoles": 3, "jueves": 4, "viernes": 5, "sabado": 6,
}

var weekdayShort = map[string]time.Weekday{
	"su": 0, "mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "tues": 2, "weds": 3, "thurs": 4, "thur": 4, "thr": 4,
	"do": 0, "lu": 1, "ma": 2, "mi": 3, "ju": 4, "vi": 5,
}

// weekdayOf returns the weekday that a folded word names, in full or by its
// first letters.
func weekdayOf(word string) (time.Weekday, bool) {
	if d, ok := weekdayShort[word]; ok {
		return d, true
	}
	if word = strings.TrimSuffix(word, "s"); len(word) < 3 {
		return 0, false
	}
	for name, d := range weekdayStems {
		if strings.HasPrefix(name, word) {
			return d, true
		}
	}
	return 0, false
}

var spans = strings.NewReplacer("-", " to ", "–", " to ")

// weekdaysIn reads a list of weekdays, such as "Mon/Wed", "lun y mié" or
// "Mon-Fri". It is nil if the text has any other word.
func weekdaysIn(text string) []time.Weekday {
	text = spans.Replace(text)
	var days []time.Weekday
	span := false
	for word := range strings.FieldsSeq(fold(text)) {
		switch word {
		case "and", "y", "e", "every", "each", "on", "los", "todos", "cada":
			continue
		case "to", "a", "al", "thru", "through":
			span = len(days) > 0
			continue
		}
		d, ok := weekdayOf(word)
		if !ok {
			return nil
		}
		if span {
			for next := (days[len(days)-1] + 1) % 7; next != d; next = (next + 1) % 7 {
				days = append(days, next)
			}
			span = false
		}
		if !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	return days
}

var ordinalWords = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
	"primer": 1, "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercer": 3, "tercero": 3, "tercera": 3,
	"cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "ultimo": -1, "ultima": -1,
}

// weeksIn reads which weeks of the month a text names, such as "1st & 3rd",
// "2,4" or "primero y último". It is nil if the text has any other word.
func weeksIn(text string) []int {
	var weeks []int
	for word := range strings.FieldsSeq(fold(text)) {
		n, ok := ordinalWords[word]
		if rest := strings.TrimLeft(word, "0123456789"); !ok && len(word)-len(rest) == 1 {
			switch rest {
			case "", "st", "nd", "rd", "th", "er", "ro", "ra", "do", "da", "to", "ta", "o", "a":
				n, ok = int(word[0]-'0'), word[0] >= '1' && word[0] <= '5'
			}
		}
		switch {
		case ok:
			weeks = append(weeks, n)
		case slices.Contains([]string{"and", "y", "week", "weeks", "semana", "semanas", "of", "the", "month", "each", "every", "de", "del", "mes", "cada", "la"}, word):
		default:
			return nil
		}
	}
	slices.Sort(weeks)
	return slices.Compact(weeks)
}

// A cadence is how often something is, as a column of its own says it.
type cadence uint8

const (
	otherwise  cadence = iota // in words that are not in the table
	weekly                    // or nothing is said
	everyOther                // every other week, which is not twice a month
	daily
	inMonth // once or twice a month, and the table does not say in which weeks
)

var cadences = map[string]cadence{
	"": weekly, "weekly": weekly, "every week": weekly, "each week": weekly, "once a week": weekly, "1x week": weekly, "all": weekly, "every": weekly,
	"semanal": weekly, "semanalmente": weekly, "cada semana": weekly, "todas las semanas": weekly, "todas": weekly,
	"biweekly": everyOther, "bi weekly": everyOther, "every other week": everyOther, "every two weeks": everyOther, "every 2 weeks": everyOther,
	"every other": everyOther, "alternate weeks": everyOther, "fortnightly": everyOther,
	"quincenal": everyOther, "cada dos semanas": everyOther, "cada 2 semanas": everyOther, "cada quince dias": everyOther, "cada 15 dias": everyOther,
	"daily": daily, "every day": daily, "diario": daily, "diariamente": daily, "todos los dias": daily,
	"monthly": inMonth, "once a month": inMonth, "mensual": inMonth, "mensualmente": inMonth, "una vez al mes": inMonth, "cada mes": inMonth,
	"twice a month": inMonth, "twice monthly": inMonth, "semi monthly": inMonth, "semimonthly": inMonth, "2x month": inMonth, "dos veces al mes": inMonth,
}

// nthRule returns the rule of some weekdays in some weeks of the month.
func nthRule(days []time.Weekday, weeks []int) schedule.Rule {
	p := schedule.Parts{Frequency: schedule.PerMonth}
	for _, d := range days {
		for _, n := range weeks {
			p.Days = append(p.Days, schedule.NthDay{N: n, Day: d})
		}
	}
	rule, err := schedule.NewRule(p)
	if err != nil {
		return schedule.Rule{}
	}
	return rule
}

// numberedDay reads a weekday given as a number, by the number of Sunday.
func numberedDay(cell string, sunday *int) (d time.Weekday, ok bool) {
	if sunday == nil || len(cell) != 1 || cell[0] < '0' || cell[0] > '7' {
		return 0, false
	}
	n := int(cell[0] - '0')
	switch *sunday {
	case 0:
		return time.Weekday(n % 7), n < 7
	case 1:
		return time.Weekday((n + 6) % 7), n > 0
	}
	return time.Weekday(n % 7), n > 0
}
