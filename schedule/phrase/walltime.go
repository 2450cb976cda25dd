package phrase

// A wallTime is a time of day as it is written.
type wallTime struct {
	hour, minute int
	half         int  // 1 am, 2 pm, 0 not said
	full         bool // on a 24-hour clock
	strong       bool // a time even without words around it
	bad          bool // no such time
	named        bool // noon or midnight
}

// wallTime reads one time of day.
func (r *reader) wallTime(i int) (wallTime, int) {
	t := r.at(i)
	switch {
	case i >= len(r.terms):
		return wallTime{}, i
	case t.class == noon:
		return wallTime{hour: 12, half: 2, strong: true, named: true}, i + 1
	case t.class == midnight:
		return wallTime{hour: 12, half: 1, strong: true, named: true}, i + 1
	case t.class == pastHour:
		return r.pastTheHour(i)
	case t.class == numberWord:
		return r.spokenTime(i)
	case t.class != number || t.width > 4 || r.isMark(i-1, "$", "#"):
		return wallTime{}, i
	}
	w, j := wallTime{hour: t.n}, i+1
	switch {
	case t.width >= 3:
		w.hour, w.minute = t.n/100, t.n%100
		begins := r.isMark(j, "-") && r.is(j+1, number) && (r.at(j+1).width == t.width || t.width == 3) && r.military(j+2)
		if !r.military(j) && !r.militaryRange(i) && !begins {
			return wallTime{}, i
		}
		w.full = t.width == 4 && !r.is(j, ampm) && !r.isLetterHalf(j) && !(r.isMark(j, "-") && r.is(j+2, ampm))
		w.strong = w.full
	case r.minutes(j):
		w.minute, w.strong = r.terms[j+1].n, true
		w.full = t.width == 2 && t.n < 10
		j += 2
		if r.isMark(j, ":") && !r.at(j).gap && r.is(j+1, number) {
			j += 2 // seconds
		}
	}
	w, j = r.timeEnding(w, j)
	if !w.strong && (w.hour > 23 || w.hour == 0) {
		return wallTime{}, i
	}
	return w, j
}

// military reports whether what follows digits makes them a time: "1900
// hours", "630pm".
func (r *reader) military(j int) bool {
	return r.is(j, hours) || r.at(j).text == "hours" && r.at(j-1).width == 4 || r.is(j, ampm) || r.isLetterHalf(j)
}

// militaryRange reports whether the digits at i are one end of a range of
// hours right after weekdays: "Thursdays 1900-2030".
func (r *reader) militaryRange(i int) bool {
	if r.isMark(i-1, "-") && r.is(i-2, number) {
		i -= 2
	}
	return r.at(i).width == 4 && r.isMark(i+1, "-") && r.at(i+2).width == 4 && r.at(i).n < 2400 && r.at(i+2).n <= 2400 && r.afterDays(i)
}

// minutes reports whether a separator and two digits stand at i.
func (r *reader) minutes(i int) bool {
	m := r.at(i + 1)
	if m.class != number || m.width != 2 || m.gap || r.at(i).gap {
		return false
	}
	if r.isMark(i, ":") {
		return true
	}
	if !r.isMark(i, ".") || m.n > 59 {
		return false
	}
	k := i + 2
	if n := r.at(i - 1).n; r.ctx.Language == "en-GB" || n > 12 && n < 24 || r.isMark(i-2, "-") {
		return true
	}
	return r.ctx.DayFirst || r.lang == spanish || r.is(k, ampm) || r.is(k, hours) || r.isLetterHalf(k) ||
		r.isMark(k, "-") && !r.isMark(k+1, ".")
}

// spokenTime reads "seven o'clock" and "las siete y media".
func (r *reader) spokenTime(i int) (wallTime, int) {
	w, j := wallTime{hour: r.terms[i].n}, i+1
	if r.is(j, half) {
		w.minute, w.strong = r.terms[j].n, true
		j++
	}
	w, next := r.timeEnding(w, j)
	ends := r.is(i-1, to) && (r.is(i-2, noon) || r.is(i-2, ampm))
	if w.hour > 12 || !w.strong && !r.is(i-1, at) && !r.is(i-1, until) && !r.is(i-1, from) && !ends {
		return wallTime{}, i
	}
	return w, next
}

// pastTheHour reads "half past six" and "a quarter to 7".
func (r *reader) pastTheHour(i int) (wallTime, int) {
	n, j := r.small(i + 1)
	if n < 1 || n > 12 {
		return wallTime{}, i
	}
	w := wallTime{hour: n, minute: r.terms[i].n, strong: true}
	if w.minute < 0 {
		w.hour, w.minute = (n+10)%12+1, 60+w.minute
	}
	return r.timeEnding(w, j)
}

// timeEnding reads what may follow the digits of a time.
func (r *reader) timeEnding(w wallTime, j int) (wallTime, int) {
	if r.at(j).text == "ish" && j < len(r.terms) { // "6ish pm", "7-ish"
		j++
	} else if r.isMark(j, "-") && r.at(j+1).text == "ish" {
		j += 2
	}
	if r.is(j, half) {
		w.minute, w.strong = r.terms[j].n, true
		j++
	}
	if r.is(j, oclock) || r.is(j, hours) {
		w.full = w.full || r.is(j, hours)
		w.strong = true
		j++
		if r.is(j, number) && !r.at(j).gap && r.at(j).width == 2 && w.full { // 18h30
			w.minute = r.terms[j].n
			j++
		}
	} else if r.at(j).text == "hours" && w.hour*100+w.minute >= 100 && w.full {
		w.strong = true
		j++
	}
	switch {
	case r.is(j, ampm):
		w.half, w.strong = 1+r.terms[j].n, true
		j++
	case r.isLetterHalf(j):
		w.half, w.strong = 1, true
		if r.at(j).text == "p" {
			w.half = 2
		}
		j++
	case r.is(j, part) && r.lang == spanish && r.at(j).text == "de":
		j++
	}
	if r.is(j, noon) && w.hour == 12 {
		w.half, w.strong, j = 2, true, j+1
	} else if r.is(j, midnight) && w.hour == 12 {
		w.half, w.strong, j = 1, true, j+1
	}
	if w.hour > 12 || w.hour == 0 && w.strong {
		w.full, w.strong = true, w.strong || w.full
	}
	w.bad = w.strong && (w.hour > 24 || w.minute > 59 || w.hour == 24 && w.minute > 0)
	return w, j
}

// isLetterHalf reports whether the letter a or p follows a number directly.
func (r *reader) isLetterHalf(j int) bool {
	t := r.at(j)
	return !t.gap && (t.text == "a" || t.text == "p") && j > 0 && r.is(j-1, number)
}
