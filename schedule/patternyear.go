package schedule

import (
	"math/bits"
	"time"
)

// A yearSet is a set of days of one year; bit 0 of the first word is
// 1 January.
type yearSet [6]uint64

func (s *yearSet) add(day int) { s[day/64] |= 1 << (day % 64) }

func (s *yearSet) keep(other yearSet) {
	for i := range s {
		s[i] &= other[i]
	}
}

// yearParts are the parts of a yearly rule that cannot be told month by month.
type yearParts struct{ rule Rule }

// dates returns the dates of a year: the days that every part allows.
func (p *yearParts) dates(year int) yearSet {
	y := newYearShape(year)
	all := ^uint64(0)
	set := yearSet{all, all, all, all, all, 1<<(y.length-5*64) - 1}
	if p.rule.months != "" || p.rule.monthDays != "" {
		set.keep(y.months(p.rule))
	}
	if p.rule.yearDays != "" {
		set.keep(y.yearDays(p.rule.yearDays))
	}
	if p.rule.weeks != "" {
		set.keep(y.weeks(p.rule.weeks, int(p.rule.weekStart)))
	}
	if p.rule.days != "" {
		ofMonths := p.rule.months != ""
		set.keep(y.days(p.rule.days, ofMonths))
	}
	if p.rule.positions != "" {
		set = set.choose(p.rule.positions)
	}
	return set
}

// choose returns the days at the given positions in the set.
func (s yearSet) choose(positions numbers) (chosen yearSet) {
	size, at := 0, 0
	for _, word := range s {
		size += bits.OnesCount64(word)
	}
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			at++
			if positions.has(at) || positions.has(at-size-1) {
				chosen[i] |= word & -word
			}
		}
	}
	return chosen
}

// A yearShape is what the parts of a rule need to know of a year.
type yearShape struct {
	year, length int
	weekday      int // of 1 January, 0 is Sunday
}

func newYearShape(year int) yearShape {
	y := yearShape{year, 365, int(civil(year, time.January, 1).n % 7)}
	if isLeap(year) {
		y.length = 366
	}
	return y
}

// months returns the days in the months and on the month days of r.
func (y yearShape) months(r Rule) (set yearSet) {
	start := 0
	for m := time.January; m <= time.December; m++ {
		length := monthLength(y.year, m)
		days := uint32(1)<<length - 1
		if r.monthDays != "" {
			days = monthDayBits(r.monthDays, length)
		}
		if r.months == "" || r.months.has(int(m)) {
			set.addBits(start, days)
		}
		start += length
	}
	return set
}

func (s *yearSet) addBits(start int, days uint32) {
	for ; days != 0; days &= days - 1 {
		s.add(start + bits.TrailingZeros32(days))
	}
}

func (y yearShape) yearDays(list numbers) (set yearSet) {
	for i := range list.len() {
		n := list.at(i)
		if n < 0 {
			n += y.length + 1
		}
		if n >= 1 && n <= y.length {
			set.add(n - 1)
		}
	}
	return set
}

// days returns the days in a BYDAY list, whose ordinals count in each month or
// else in the year.
func (y yearShape) days(list numbers, ofMonths bool) (set yearSet) {
	if ofMonths {
		start := 0
		for m := time.January; m <= time.December; m++ {
			length := monthLength(y.year, m)
			set.addBits(start, weekdayBits(list, int32((y.weekday+start)%7), length))
			start += length
		}
		return set
	}
	for i := range list.len() {
		d := nthDay(list.at(i))
		first := (int(d.Day) - y.weekday + 7) % 7
		count := (y.length-1-first)/7 + 1
		n := d.N
		if n < 0 {
			n += count + 1
		}
		for k := 1; k <= count; k++ {
			if d.N == 0 || k == n {
				set.add(first + 7*(k-1))
			}
		}
	}
	return set
}

// weeks returns the days of this calendar year that lie in weeks with the
// given numbers. Week 1 is the first with at least four days in its year, so
// days at both ends may belong to a week of the year before or after.
func (y yearShape) weeks(list numbers, weekStart int) (set yearSet) {
	for _, of := range [...]int{y.year - 1, y.year, y.year + 1} {
		first, count := firstWeek(of, weekStart)
		// As a day of y: 0 is 1 January of y.
		first += int(civilDays(of) - civilDays(y.year))
		for i := range list.len() {
			n := list.at(i)
			if n < 0 {
				n += count + 1
			}
			if n < 1 || n > count {
				continue
			}
			start := first + 7*(n-1)
			for day := max(start, 0); day < min(start+7, y.length); day++ {
				set.add(day)
			}
		}
	}
	return set
}

// firstWeek returns on which day of a year its week 1 begins, from -3 to 3
// with 1 January as 0, and how many weeks the year has.
func firstWeek(year, weekStart int) (first, count int) {
	start := func(year int) int {
		into := (int(civilDays(year)%7) - weekStart + 7) % 7 // days of 1 January's week already past
		if into <= 3 {
			return -into
		}
		return 7 - into
	}
	first = start(year)
	length := int(civilDays(year+1) - civilDays(year))
	return first, (length + start(year+1) - first) / 7
}

// civilDays returns the day number of 1 January, also of the years just
// outside the range of Date; years are counted so that it is not negative.
func civilDays(year int) int32 {
	return civil(year, time.January, 1).n
}
