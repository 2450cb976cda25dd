package schedule

import (
	"math/bits"
	"time"
)

// countYears counts the dates of a year of each of the 14 kinds, where the
// kind is all that matters: not where intervals make years differ.
func (p *pattern) countYears() {
	if p.kind != monthBlocks || p.dayStep > 1 || (p.interval > 1 && 12%p.interval != 0) {
		return
	}
	p.alike = true
	for weekday := range int32(7) {
		for leap := range int32(2) {
			size, first := 0, weekday
			for m := time.January; m <= time.December; m++ {
				length := monthLength(1999+int(leap), m) // 2000 is a leap year
				if p.months>>m&1 != 0 && (p.interval <= 1 || (int32(m)-1-p.phase)%p.interval == 0) {
					size += bits.OnesCount32(p.byShape[shape(first, length)])
				}
				first += int32(length)
			}
			p.perYear[weekday*2+leap] = int16(size)
		}
	}
}

// ofYear returns the number of dates of a year whose 1 January is on a weekday,
// if years are alike, and the length of the year.
func (p *pattern) ofYear(year int, weekday int32) (size int, length int32) {
	kind := weekday * 2
	length = 365
	if isLeap(year) {
		kind, length = kind+1, 366
	}
	if p.years > 1 && (int32(year)-p.phase)%p.years != 0 {
		return 0, length
	}
	return int(p.perYear[kind]), length
}

// count returns the number of dates from day from to the day before to.
func (p *pattern) count(from, to int32) int {
	from, to = max(from, 1), min(to, maxDay+1)
	if from >= to {
		return 0
	}
	if p.kind == dayBlocks && !p.limited() {
		return p.countDays(to) - p.countDays(from)
	}
	if !p.alike {
		return p.countBlocks(from, to)
	}
	// The whole years between, then what remains before and after them.
	year, _, _ := civilOf(from - 1)
	end, _, _ := civilOf(to)
	year++
	if year >= end {
		return p.countBlocks(from, to)
	}
	n := p.countBlocks(from, civilDays(year)) + p.countBlocks(civilDays(end), to)
	for weekday := civilDays(year) % 7; year < end; year++ {
		size, length := p.ofYear(year, weekday)
		n += size
		if weekday += length - 364; weekday >= 7 {
			weekday -= 7
		}
	}
	return n
}

// countBlocks counts block by block.
func (p *pattern) countBlocks(from, to int32) int {
	if from == to {
		return 0
	}
	var first, last cursor
	first.from(p, from)
	last.before(p, to)
	if first.k == last.k {
		return bits.OnesCount64(first.bits & last.bits)
	}
	n := bits.OnesCount64(first.bits) + bits.OnesCount64(last.bits)
	for first.move(+1) && first.k < last.k {
		n += bits.OnesCount64(first.bits)
	}
	return n
}

// countDays returns the number of dates from the origin to the day before to,
// negative if to comes first, where all blocks of days are the same.
func (p *pattern) countDays(to int32) int {
	k := (to - p.origin) / p.step
	if to < p.origin+k*p.step {
		k--
	}
	into := min(to-(p.origin+k*p.step), 64)
	return int(k)*bits.OnesCount64(p.same) + bits.OnesCount64(p.same&(1<<into-1))
}

// nth returns the day number of the nth date on or after day from; n is 1 for
// the first. It is 0 if there are not so many.
func (p *pattern) nth(from int32, n int) int32 {
	if n > maxDay {
		return 0
	}
	var c cursor
	if p.alike && from <= maxDay {
		from, n = p.skipYears(max(from, 1), n)
	}
	c.from(p, from)
	size := bits.OnesCount64(c.bits)
	if per := bits.OnesCount64(p.same); p.kind == dayBlocks && !p.limited() && n > size && per > 0 {
		blocks := (n - size - 1) / per // that lie between
		c.k += int32(blocks)
		n -= blocks * per
	}
	for ; size < n; size = bits.OnesCount64(c.bits) {
		n -= size
		if !c.move(+1) {
			return 0
		}
	}
	for ; n > 1; n-- {
		c.bits &= c.bits - 1
	}
	return c.next()
}

// skipYears returns the beginning of a year that lies before the nth date on
// or after day from, or from itself, and how many dates remain.
func (p *pattern) skipYears(from int32, n int) (int32, int) {
	year := Date{from}.Year() + 1
	next := civilDays(year)
	for size := p.count(from, next); size < n && year <= MaxYear; year++ {
		var length int32
		n, from = n-size, next
		size, length = p.ofYear(year, next%7)
		next += length
	}
	return from, n
}
