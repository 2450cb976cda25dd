package phrase

// This file reads short forms that mean a day in some places only: the Spanish
// "mar", and numbers without endings that stand for weeks.

// shortTuesdays tells "mar", which is a Tuesday beside other weekdays and
// before a time, from March after the day of a date. Elsewhere, as in "cerca
// del mar", it is neither.
func (r *reader) shortTuesdays() {
	if r.lang != spanish {
		return
	}
	for i := range r.terms {
		t := &r.terms[i]
		if t.text != "mar" || t.class != month && t.class != noClass {
			continue
		}
		next := r.joined(i+1, ",", "/")
		if r.isMark(i+1, "-") || r.is(i+1, to) || r.is(i+1, until) {
			next = i + 2
		}
		before, last := i-1, i-4
		for before > last && !r.at(before+1).end && (r.isMark(before, ",", "/", "-") || r.is(before, and) || r.is(before, to)) {
			before--
		}
		joined := before < i-1 && r.is(before, weekday) || next > i+1 && r.is(next, weekday) && !r.at(next).end
		day := r.isDay(i-1) && !r.isMark(i-2, ":", "-") || r.is(i-1, from) && r.isDay(i-2)
		switch {
		case day && !t.end: // "5 mar, viernes 6"
			t.meaning = meaning{month, 3}
		case joined, r.clockHere(r.skipTo(i + 1)):
			t.meaning = meaning{weekday, 2}
		case r.at(i+1).text == "del": // "Mar del Plata"
			t.meaning = meaning{}
		}
	}
}

// bareOrdinals reads numbers before a weekday, such as "2,4 Wednesday", which
// may be weeks of the month.
func (r *reader) bareOrdinals(i int) (item, int) {
	if i > 0 && !r.at(i).end && r.leadsNumber(i-1) {
		return item{}, i
	}
	j, last, slash := i, 0, false
	for n := 0; n < 5 && r.is(j, number) && r.at(j).width == 1 && r.at(j).n > last && r.at(j).n <= 5; n++ {
		last = r.at(j).n
		k := r.joined(j+1, ",", "/")
		if k == j+1 {
			break
		}
		slash = slash || r.isMark(j+1, "/")
		j = k
	}
	if j == i || !r.is(j, number) || r.at(j).n > 5 || !r.is(j+1, weekday) || r.at(j+1).end {
		return item{}, i
	}
	if slash && (r.terms[j+1].n < plural || !r.sentenceAt(i) && !r.is(i-1, noClass)) {
		return item{}, i // "2/4 Wednesday" is a date
	}
	return item{kind: strayItem, class: ordinal}, j + 1
}

// leadsNumber reports whether the term at i makes the number after it an hour, a
// day or a part of something longer.
func (r *reader) leadsNumber(i int) bool {
	switch r.at(i).class {
	case at, from, until, to, number, weekday, numbered, month:
		return true
	}
	return r.isMark(i, "-", ":", "#", "$", "/", ".")
}

// oddWeeks reads "odd weeks", "Week A" and "semanas pares": whether those of the
// month or of the year is not said.
func (r *reader) oddWeeks(i int) (item, int) {
	j := i + 1
	switch r.at(i).text {
	case "odd", "even":
		for last := i + 3; j < last && (r.isMark(j, "-") || r.at(j).text == "numbered"); j++ {
		}
		if !r.is(j, unit) || r.at(j).n != 1 {
			return item{}, i
		}
	case "week":
		if letter := r.at(j); !letter.caps || letter.text != "a" && letter.text != "b" || letter.end {
			return item{}, i
		}
	case "semana", "semanas":
		switch r.at(j).text {
		case "par", "pares", "impar", "impares":
		default:
			return item{}, i
		}
	default:
		return item{}, i
	}
	return item{kind: strayItem, class: ordinal}, j + 1
}
