package phrase

const aNumberOf = "a number of a room, an age or the like"

// refuse reads what only looks like days, times or dates: "1st Baptist
// Church", "ages 18-26", "room 307", telephone numbers, "90-minute".
func (r *reader) refuse(i int) (item, int) {
	switch t := r.terms[i]; {
	case r.lang == spanish && (t.class == place || t.class == numbered):
		if _, j := r.plainDate(i + 1); j > i+1 && !r.at(i+1).end {
			return refused("a street named after a day", j)
		}
		if j := r.numbers(i + 1); j > i+1 && t.class == numbered {
			return refused(aNumberOf, j)
		}
	case t.class == numbered || t.class == mark && (t.text == "$" || t.text == "#"):
		if j := r.numbers(i + 1); j > i+1 {
			return refused(aNumberOf, j)
		}
	case t.class == ordinal:
		if next := r.at(i + 1); next.class == place && !next.end {
			return refused("an ordinal of something else than a day", i+2)
		}
		if r.isMark(i+1, "-") && r.is(i+2, place) {
			return refused("an ordinal of something else than a day", i+3)
		}
	case t.class == number:
		return r.refuseNumber(i)
	case t.class == numberWord:
		if j := r.skipDash(i + 1); r.is(j, length) {
			return refused("a length of time", j+1)
		}
	}
	return item{}, i
}

func refused(why string, next int) (item, int) {
	return item{kind: refuseItem, gone: why}, next
}

func (r *reader) skipDash(i int) int {
	if r.isMark(i, "-") {
		return i + 1
	}
	return i
}

// numbers returns the index after "307", "18-26", "6, 7 and 8" or "65 or
// older".
func (r *reader) numbers(i int) int {
	if r.isMark(i, "#", ":", "-") {
		i++
	}
	start := i
	for last := i + 24; ; {
		if i > last || !r.is(i, number) && !r.is(i, ordinal) {
			return start
		}
		i++
		start = i
		if r.is(i, counted) && !r.at(i).end { // "65 and over"
			return i + 1
		}
		if r.isMark(i, "-", "/", ",", "+", ".") && !r.at(i).end && !r.at(i+1).end || r.is(i, to) || r.is(i, and) {
			i++
			if r.isMark(i-1, ",") && r.at(i).width > 2 || r.clockHere(i) { // "room 12, 6 pm"
				return start
			}
			continue
		}
		return i
	}
}

// clockHere reports whether a time that needs no words around it begins at i.
func (r *reader) clockHere(i int) bool {
	w, j := r.wallTime(i)
	if j == i {
		return false
	}
	if w.strong {
		return true
	}
	k := r.rangeSign(i, j)
	end, next := r.wallTime(k)
	return k > j && next > k && end.strong
}

func (r *reader) refuseNumber(i int) (item, int) {
	t := r.terms[i]
	if j := r.skipDash(i + 1); r.is(j, length) && !(t.width == 4 && r.at(j).text == "hours") {
		return refused("a length of time", j+1)
	}
	if j := r.skipDash(i + 1); r.is(j, counted) && !r.at(j).end && !r.isMark(i-1, ":") {
		return refused("a number of something else", j+1)
	}
	if t.n == 24 && r.isMark(i+1, "/") && r.at(i+2).n == 7 {
		return refused("around the clock", i+3)
	}
	if next := i + 3; t.n == 12 && (r.is(i+1, and) || r.at(i+1).text == "x") && r.is(i+2, number) && r.at(i+2).n == 12 &&
		!r.isMark(i-1, "/", ":", "-") && !r.isMark(next, "/", ":", "-", ".") && !r.is(next, ampm) {
		return refused("the name of a book", next)
	}
	return r.telephone(i)
}

// telephone reads digits in groups, at least one of them of three digits or
// more: 904-555-0100, 50314-1234.
func (r *reader) telephone(i int) (item, int) {
	j, longest, groups := i, 0, 0
	for r.is(j, number) && groups < 8 {
		longest = max(longest, r.terms[j].width)
		groups++
		j++
		k := j
		for r.isMark(k, "-", ".", ")") && k < j+2 {
			k++
		}
		if k == j || !r.is(k, number) || r.at(k).gap && !r.isMark(k-1, ")") {
			break
		}
		j = k
	}
	if groups >= 2 && longest >= 3 && !r.isoDate(i) && !r.clockGroups(i, j) {
		return refused("a telephone number or the like", j)
	}
	return item{}, i
}

func (r *reader) isoDate(i int) bool {
	if r.terms[i].width == 4 {
		return r.isMark(i+1, "-") && r.at(i+2).width <= 2
	}
	return r.terms[i].width <= 2 && r.at(i+2).width <= 2 && r.at(i+4).width == 4 // 6-8-2022
}

// clockGroups reports whether the groups are times, as in "1900-2000 hours".
func (r *reader) clockGroups(i, j int) bool {
	return r.is(j, ampm) || r.is(j, hours) || r.at(j).text == "hours" || r.isYear(r.at(i))
}
