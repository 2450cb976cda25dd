package schedule

import "math/bits"

// A cursor steps through the dates of a pattern, forward or backward. It
// belongs to one goroutine.
type cursor struct {
	p    *pattern
	k    int32  // the block: a number of steps, a month, or a part of a year
	base int32  // day number of bit 0
	bits uint64 // the dates of the block that were not yielded yet

	year  int32 // the year that dates is for
	dates yearSet
}

// from sets c so that next is the first date of p on or after day n.
func (c *cursor) from(p *pattern, n int32) {
	c.p, c.bits = p, 0
	n = min(max(n, 1), maxDay+1)
	if n <= maxDay && c.seek(n) {
		c.bits &^= 1<<uint32(n-c.base) - 1
	}
}

// before sets c so that prev is the last date of p before day n.
func (c *cursor) before(p *pattern, n int32) {
	c.p, c.bits = p, 0
	n = min(max(n, 1), maxDay+1)
	if n > 1 && c.seek(n-1) {
		c.bits &= 1<<uint32(n-c.base) - 1
	}
}

// seek loads the block that begins on or last before day n and reports
// whether there are blocks at all.
func (c *cursor) seek(n int32) bool {
	switch c.p.kind {
	case dayBlocks:
		c.k = (n - c.p.origin) / c.p.step
		if n < c.p.origin+c.k*c.p.step {
			c.k--
		}
	case monthBlocks:
		year, month, _ := Date{n}.Civil()
		c.k = int32(year*12 + int(month) - 1)
	case yearBlocks:
		d := Date{n}
		c.k = int32(d.Year()*6 + (d.YearDay()-1)/64)
	default:
		return false
	}
	c.load()
	// A block without dates need not know where it begins.
	if c.bits == 0 {
		c.base = n
	}
	return true
}

// load sets base and bits from k.
func (c *cursor) load() {
	p := c.p
	switch p.kind {
	case dayBlocks:
		c.base, c.bits = p.origin+c.k*p.step, p.same
		if p.limited() {
			c.bits = choose(p.limit(c.base, c.bits), p.chosen)
		}
		// The first and the last block may lie partly outside the range of Date.
		if c.base < 1 {
			c.bits &^= 1<<uint32(1-c.base) - 1
		}
		if over := c.base + 63 - maxDay; over > 0 {
			c.bits &= 1<<uint32(max(64-over, 0)) - 1
		}
	case monthBlocks:
		c.base, c.bits = p.month(c.k)
	case yearBlocks:
		year := c.k / 6
		if (year-p.phase)%p.years != 0 {
			c.bits = 0
			return
		}
		if year != c.year {
			c.year, c.dates = year, p.year.dates(int(year))
		}
		c.base, c.bits = civilDays(int(year))+c.k%6*64, c.dates[c.k%6]
	}
}

// next returns the day number of the next date and steps past it, or 0 if
// there is none in the range of Date.
func (c *cursor) next() int32 {
	if c.bits == 0 && !c.refill(+1) {
		return 0
	}
	n := c.base + int32(bits.TrailingZeros64(c.bits))
	c.bits &= c.bits - 1
	return n
}

// prev returns the day number of the date before and steps past it, or 0 if
// there is none in the range of Date.
func (c *cursor) prev() int32 {
	if c.bits == 0 && !c.refill(-1) {
		return 0
	}
	high := 63 - bits.LeadingZeros64(c.bits)
	c.bits &^= 1 << high
	return c.base + int32(high)
}

// refill moves in a direction to the next block that has dates and reports
// whether there is one.
func (c *cursor) refill(by int32) bool {
	for c.move(by) {
		if c.bits != 0 {
			return true
		}
	}
	return false
}

// move loads the next block in a direction and reports whether it can hold
// dates in the range of Date.
func (c *cursor) move(by int32) bool {
	c.k += by
	switch c.p.kind {
	case dayBlocks:
		if start := c.p.origin + c.k*c.p.step; start > maxDay || start < -63 {
			return false
		}
	case monthBlocks:
		if c.k < MinYear*12 || c.k > MaxYear*12+11 {
			return false
		}
	case yearBlocks:
		if c.k < MinYear*6 || c.k > MaxYear*6+5 {
			return false
		}
	default:
		return false
	}
	c.load()
	return true
}

// contains reports whether day n is a date.
func (p *pattern) contains(n int32) bool {
	c := cursor{p: p}
	if n < 1 || n > maxDay || !c.seek(n) {
		return false
	}
	at := uint32(n - c.base)
	return at < 64 && c.bits>>at&1 != 0
}
