package phrase

// words are the words and forms with which Format writes a language. In a form
// %s stands for what is named beside it.
type words struct {
	days, plurals, shortDays [7]string // Sunday first
	months, shortMonths      [13]string
	ordinals, shortOrdinals  map[int]string // 1 to 5, -1 and -2
	numbers                  [13]string     // of a course

	and, shortAnd string
	the           string // before each date of a list that a form has an article for

	everyDay, everyWeekday   string
	shortDaily, shortWeekday string
	everyOther               string // a weekday
	everyNWeeks              string // a number, weekdays
	ofMonth, ofOther         string
	ofNMonths                string // a number
	monthDays                string // days, then ofMonth or the like
	lastDay                  string
	inMonths, fromMonths     string // months; a first and a last one
	clockOne, clockTwo       string
	shortTwo                 string
	atOne                    string // clockOne for 1:00 to 1:59, where it differs
	atNoon, atMidnight       string // clockOne for these, where it differs
	halves, shortHalves      [2]string
	noon, midnight           string
	date, shortDate, gridden string // month, day, year by index
	dated                    string // a weekday and a date
	starting, ending         string
	spanned, spannedDays     string // two dates, the second beside days without a time
	sessions                 string
	courseDays               string // a number, a weekday; "" if there is no such form
	policies                 map[int]string
	shortPolicies            map[int]string
	cancelled, also          string
}

var englishWords = words{
	days:        [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	plurals:     [7]string{"Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"},
	shortDays:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	months:      [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	shortMonths: [13]string{"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	ordinals:    map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"},
	shortOrdinals: map[int]string{
		1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last", -2: "second to last",
	},
	numbers: [13]string{"", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"},
	and:     " and ", shortAnd: " & ",
	everyDay: "every day", everyWeekday: "Monday through Friday", shortDaily: "daily", shortWeekday: "Mon-Fri",
	everyOther: "every other %s", everyNWeeks: "every %d weeks on %s",
	ofMonth: " of the month", ofOther: " of every other month", ofNMonths: " of every %d months",
	monthDays: "%s of every month", lastDay: "last day",
	inMonths: "in %s", fromMonths: "from %s through %s",
	clockOne: "%s", clockTwo: "%s-%s", shortTwo: "%s-%s",
	halves: [2]string{" am", " pm"}, shortHalves: [2]string{" am", " pm"},
	noon: "noon", midnight: "midnight",
	date: "%[1]s %[3]d, %[4]d", shortDate: "%[2]s %[3]d, %[4]d", gridden: "%[5]d/%[3]d/%[4]d",
	dated:    "%s, %s",
	starting: "starting %s", ending: "ending %s", spanned: "%s - %s", spannedDays: "from %s to %s",
	sessions: "%d sessions", courseDays: "%s %s",
	policies:      map[int]string{1: "except holidays", 2: "moved on holidays", 3: "call first on holidays"},
	shortPolicies: map[int]string{1: "no holidays", 2: "moved on holidays", 3: "call first on holidays"},
	cancelled:     "no meeting %s", also: "also on %s",
}

var spanishWords = words{
	days:        [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	plurals:     [7]string{"domingos", "lunes", "martes", "miércoles", "jueves", "viernes", "sábados"},
	shortDays:   [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	months:      [13]string{"", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	shortMonths: [13]string{"", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	ordinals:    map[int]string{1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", -1: "último", -2: "penúltimo"},
	shortOrdinals: map[int]string{
		1: "1.º", 2: "2.º", 3: "3.º", 4: "4.º", 5: "5.º", -1: "último", -2: "penúltimo",
	},
	and: " y ", shortAnd: " y ", the: "el ",
	everyDay: "todos los días", everyWeekday: "de lunes a viernes", shortDaily: "todos los días", shortWeekday: "lunes a viernes",
	everyOther: "cada dos semanas, %s", everyNWeeks: "cada %d semanas, %s",
	ofMonth: " de cada mes", ofOther: ", cada dos meses", ofNMonths: ", cada %d meses",
	monthDays: "el %s de cada mes", lastDay: "último día",
	inMonths: "en %s", fromMonths: "de %s a %s",
	clockOne: "a las %s", atOne: "a la %s", atNoon: "al mediodía", atMidnight: "a medianoche", clockTwo: "de %s a %s", shortTwo: "%s-%s",
	halves: [2]string{" a. m.", " p. m."}, shortHalves: [2]string{" am", " pm"},
	noon: "mediodía", midnight: "medianoche",
	date: "%[3]d de %[1]s de %[4]d", shortDate: "%[3]d de %[1]s de %[4]d", gridden: "%[3]d de %[1]s de %[4]d",
	dated:    "%s %s",
	starting: "a partir del %s", ending: "hasta el %s", spanned: "del %s al %s", spannedDays: "del %s al %s",
	sessions:      "%d sesiones",
	policies:      map[int]string{1: "excepto días festivos", 2: "se cambia en días festivos", 3: "llame antes en días festivos"},
	shortPolicies: map[int]string{1: "excepto festivos", 2: "se cambia en días festivos", 3: "llame antes en días festivos"},
	cancelled:     "sin reunión el %s", also: "también el %s",
}
