package schedule

import (
	"math/bits"
	"time"
)

// A pattern is a Rule made ready for a series that begins on a given date. It
// divides time into blocks of at most 64 days and can say at once which days
// of any block are dates, so no search ever walks from the first date. The
// zero pattern has no dates.
type pattern struct {
	kind blockKind

	// Blocks of a fixed number of days.
	origin int32  // day number of the first day of some block
	step   int32  // days from one block to the next
	same   uint64 // the dates of every block; bit 0 is its first day

	// Blocks that are calendar months.
	byShape   [28]uint32 // the dates of a month of each shape; bit 0 is the 1st
	perYear   [14]int16  // the number of dates of a year of each kind, if alike
	alike     bool       // years of one kind have as many dates
	phase     int32      // the month (or, in yearly rules, year) from which intervals count
	interval  int32      // every so many months
	years     int32      // every so many years
	dayStep   int32      // every so many days, counted from dayOrigin; 0 or 1 is every day
	dayOrigin int32

	months    uint16     // bit m: month m has dates
	monthDays numbers    // BYMONTHDAY, where blocks of days are limited by it
	chosen    numbers    // BYSETPOS, where blocks of days are limited
	year      *yearParts // what blocks of years are made of
}

// A blockKind says how a pattern divides time.
type blockKind uint8

const (
	noBlocks blockKind = iota
	dayBlocks
	monthBlocks
	yearBlocks // parts of 64 days of a year
)

const allMonths = 1<<13 - 2

// A month's shape is its first weekday and its length: 28 possibilities.
func shape(firstDay int32, length int) int { return int(firstDay%7)*4 + length - 28 }

// set makes the zero pattern the one of r in a series that begins on first,
// which gives the parts that r leaves open and the period from which intervals
// count.
func (p *pattern) set(r Rule, first Date) {
	if !r.IsValid() || first.IsZero() {
		return
	}
	r = r.completed(first)
	p.months, p.interval, p.years = allMonths, 1, 1
	if r.months != "" {
		p.months = 0
		for i := range r.months.len() {
			p.months |= 1 << r.months.at(i)
		}
	}
	switch r.freq {
	case PerDay:
		p.daily(r, first)
	case PerWeek:
		p.weekly(r, first)
	case PerMonth:
		p.monthBlocks(r, first)
		p.interval = int32(r.interval)
	case PerYear:
		p.yearly(r, first)
	}
	p.countYears()
}

// completed returns r with the parts that it leaves open taken from the first
// date of the series (RFC 5545, 3.3.10, "information, not contained in the
// rule").
func (r Rule) completed(first Date) Rule {
	if r.days != "" || r.monthDays != "" || r.yearDays != "" || r.freq == PerDay {
		return r
	}
	_, month, day := first.Civil()
	switch {
	case r.freq == PerWeek, r.weeks != "":
		r.days = makeNumbers(dayNumbers([]NthDay{{Day: first.Weekday()}}))
	case r.freq == PerYear && r.months == "":
		r.months = makeNumbers([]int{int(month)})
		fallthrough
	default:
		r.monthDays = makeNumbers([]int{day})
	}
	return r
}

func (p *pattern) daily(r Rule, first Date) {
	limited := r.days != "" || r.monthDays != "" || r.months != ""
	if r.positions != "" && !r.positions.has(1) && !r.positions.has(-1) {
		return // each period is one day, which is both first and last
	}
	r.positions = ""
	if !limited {
		p.kind, p.origin, p.step, p.same = dayBlocks, first.n, int32(r.interval), 1
		p.widen()
		return
	}
	p.monthBlocks(r, first)
	p.dayStep, p.dayOrigin = int32(r.interval), first.n
}

func (p *pattern) weekly(r Rule, first Date) {
	// Day numbers are 0 on Sundays modulo 7, weekStart is 1 to 7 for Monday
	// to Sunday.
	start := first.n - (first.n-int32(r.weekStart)+7)%7
	var week uint64
	if r.days == "" { // month days only
		week = 1<<7 - 1
	}
	for i := range r.days.len() {
		day := int32(nthDay(r.days.at(i)).Day)
		week |= 1 << ((day - start%7 + 7) % 7)
	}
	p.kind, p.origin, p.step, p.same = dayBlocks, start, 7*int32(r.interval), week
	p.monthDays, p.chosen = r.monthDays, r.positions
	if !p.limited() {
		p.same, p.chosen = choose(week, r.positions), ""
	}
	if p.chosen == "" {
		p.widen()
	}
}

// widen joins as many blocks of days into one as 64 bits hold, since a date
// within a block costs far less than the next block.
func (p *pattern) widen() {
	one, step := p.same, p.step
	for ; p.step+step <= 64; p.step += step {
		p.same |= one << p.step
	}
}

// limited reports whether blocks of days are not all the same.
func (p *pattern) limited() bool { return p.months != allMonths || p.monthDays != "" }

// monthBlocks sets the dates of each shape of month.
func (p *pattern) monthBlocks(r Rule, first Date) {
	p.kind = monthBlocks
	year, month, _ := first.Civil()
	p.phase = int32(year*12 + int(month) - 1)
	for weekday := range int32(7) {
		for length := 28; length <= 31; length++ {
			days := uint32(1)<<length - 1
			if r.monthDays != "" {
				days &= monthDayBits(r.monthDays, length)
			}
			if r.days != "" {
				days &= weekdayBits(r.days, weekday, length)
			}
			p.byShape[shape(weekday, length)] = uint32(choose(uint64(days), r.positions))
		}
	}
}

func (p *pattern) yearly(r Rule, first Date) {
	ofYear := r.months == "" && hasOrdinal(r.days)
	if r.yearDays == "" && r.weeks == "" && r.positions == "" && !ofYear {
		p.monthBlocks(r, first)
	} else {
		p.kind, p.year = yearBlocks, &yearParts{r}
	}
	p.phase = int32(first.Year())
	p.interval, p.years = 0, int32(r.interval)
}

func hasOrdinal(days numbers) bool {
	for i := range days.len() {
		if nthDay(days.at(i)).N != 0 {
			return true
		}
	}
	return false
}

// monthDayBits returns the days of a month in a BYMONTHDAY list; bit 0 is the
// 1st. Days that the month does not have are left out.
func monthDayBits(list numbers, length int) uint32 {
	var set uint32
	for i := range list.len() {
		n := list.at(i)
		if n < 0 {
			n += length + 1
		}
		if n >= 1 && n <= length {
			set |= 1 << (n - 1)
		}
	}
	return set
}

// weekdayBits returns the days in a BYDAY list of a month whose 1st is on
// weekday; bit 0 is the 1st.
func weekdayBits(list numbers, weekday int32, length int) uint32 {
	var set uint32
	for i := range list.len() {
		d := nthDay(list.at(i))
		first := (int(d.Day) - int(weekday) + 7) % 7 // 0 is the 1st
		switch {
		case d.N == 0:
			set |= everyWeek << first
		case d.N > 0:
			set |= 1 << (first + 7*(d.N-1))
		default:
			last := first + (length-1-first)/7*7
			if day := last + 7*(d.N+1); day >= 0 {
				set |= 1 << day
			}
		}
	}
	return set & (1<<length - 1)
}

// everyWeek has every seventh of 31 bits, from bit 0.
const everyWeek = 1 | 1<<7 | 1<<14 | 1<<21 | 1<<28

// choose returns the bits of set at the given positions, counted from 1 at the
// low end and from -1 at the high end. No positions means all of them.
func choose(set uint64, positions numbers) uint64 {
	if positions == "" {
		return set
	}
	size := bits.OnesCount64(set)
	var chosen uint64
	for at := 1; set != 0; at++ {
		if positions.has(at) || positions.has(at-size-1) {
			chosen |= set & -set
		}
		set &= set - 1
	}
	return chosen
}

// limit returns the dates of a block of days that the months and month days
// allow.
func (p *pattern) limit(base int32, set uint64) uint64 {
	for rest := set; rest != 0; rest &= rest - 1 {
		if !p.allows(base + int32(bits.TrailingZeros64(rest))) {
			set &^= rest & -rest
		}
	}
	return set
}

// allows reports whether day n, which may lie just outside the range of Date,
// is in one of the months and on one of the month days.
func (p *pattern) allows(n int32) bool {
	year, month, day := civilOf(n)
	return p.months>>month&1 != 0 &&
		(p.monthDays == "" || monthDayBits(p.monthDays, monthLength(year, month))>>(day-1)&1 != 0)
}

// month returns the dates of month k, counted from January of year 0, and the
// day number of its 1st.
func (p *pattern) month(k int32) (base int32, set uint64) {
	year, month := int(k/12), time.Month(k%12+1)
	if p.months>>month&1 == 0 || (p.years > 1 && (int32(year)-p.phase)%p.years != 0) ||
		(p.interval > 1 && (k-p.phase)%p.interval != 0) {
		return 0, 0
	}
	base = civil(year, month, 1).n
	set = uint64(p.byShape[shape(base, monthLength(year, month))])
	if p.dayStep > 1 {
		set &= everyNth(p.dayStep, p.dayOrigin-base)
	}
	return base, set
}

// everyNth returns every nth of 31 bits, with bit offset (which may be far
// away) among them.
func everyNth(n, offset int32) uint64 {
	var set uint64
	for i := (offset%n + n) % n; i < 31; i += n {
		set |= 1 << i
	}
	return set
}
