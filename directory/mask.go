package directory

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A bitField is the bits of a mask for one thing that searches filter by. A mask
// is 64 bits, so that an index can pass over whole regions without a match.
// Values share bits: a mask may promise too much, never too little, and what
// passes is checked again.
type bitField struct{ first, n uint32 }

// The fields. Bits 0 to 6 are days of the week, Sunday first, and hourField is
// spans of three hours: when there may be meetings.
var (
	hourField     = bitField{7, 8}
	kindField     = bitField{15, 6}
	languageField = bitField{21, 8}
	programField  = bitField{29, 16}
	topicField    = bitField{45, 10}
	accessField   = bitField{55, 4}
	modeField     = bitField{59, 2}
	entryField    = bitField{61, 3}
)

const (
	everyDay = 1<<7 - 1
	daySpan  = 24 * 60 * 60 / 8 // seconds of a bit of hourField
)

// bit returns the bit of a value.
func (f bitField) bit(value string) uint64 { return 1 << (f.first + hash(value)%f.n) }

// hash is FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// all returns all bits of the field.
func (f bitField) all() uint64 { return (1<<f.n - 1) << f.first }

func bitsOf[T ~string](f bitField, values []T) (m uint64) {
	for _, v := range values {
		m |= f.bit(string(v))
	}
	return m
}

func languageBits(tags []string) (m uint64) {
	for _, tag := range tags {
		m |= languageField.bit(baseLanguage(tag))
	}
	return m
}

// modeBits tells hybrid offerings from all others.
func modeBits(modes ...program.Mode) (m uint64) {
	for _, v := range modes {
		i := modeField.first
		if v == program.ModeHybrid {
			i++
		}
		m |= 1 << i
	}
	return m
}

func weekdayBits(days ...time.Weekday) (m uint64) {
	for _, day := range days {
		m |= 1 << (uint(day) & 7)
	}
	return m & everyDay
}

// hourBits returns the bits of the times of day that [Filter.Takes] takes.
func hourBits(from, to schedule.Clock) (m uint64) {
	first, end := secondOf(from), secondOf(to)
	if to.IsZero() {
		end = 24 * 60 * 60
	}
	pastMidnight := !from.IsZero() && !to.IsZero() && to.Before(from)
	for i := range int(hourField.n) {
		after, before := first < (i+1)*daySpan, end > i*daySpan
		if after && before || pastMidnight && (after || before) {
			m |= 1 << (hourField.first + uint32(i))
		}
	}
	return m | 1<<hourField.first // where also times that are not known are
}

// secondOf returns the seconds after midnight, 0 if the clock is not known.
func secondOf(c schedule.Clock) int { return c.Hour()*3600 + c.Minute()*60 + c.Second() }

// baseLanguage returns "es" for "es-MX".
func baseLanguage(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' {
			return tag[:i]
		}
	}
	return tag
}

// A slot says on which days of the week, one bit each, and at what time the
// meetings of a series may begin. An offering has no meeting outside its slots.
type slot struct {
	days  uint8
	clock schedule.Clock
}

// slots returns the slots of an offering, one for each time of day.
func (b *builder) slots(o *Offering) []slot {
	slots := make([]slot, 0, len(o.Series))
	add := func(s slot) {
		if i := slices.IndexFunc(slots, func(t slot) bool { return t.clock == s.clock }); i >= 0 {
			slots[i].days |= s.days
		} else {
			slots = append(slots, s)
		}
	}
	for i := range o.Series {
		s := &o.Series[i]
		days := b.daysOf(s)
		add(slot{days, s.Start})
		for _, e := range s.Exceptions {
			if !e.Start.IsZero() {
				add(slot{days, e.Start})
			}
		}
	}
	return slots
}

func (x *entry) makeMask() uint64 {
	l := x.listing
	m := kindField.bit(string(l.Kind)) | programField.bit(l.Program) | languageBits(l.Languages) |
		bitsOf(topicField, l.Topics) | bitsOf(topicField, l.Audience.Focus) |
		modeBits(l.Mode) | entryField.bit(string(l.Entry.Mode))
	if l.Entry == (program.Entry{}) {
		m |= entryField.all() // that of its program changes with the years
	}
	if l.Place != nil {
		m |= bitsOf(accessField, l.Place.Access)
	}
	for _, s := range x.slots {
		m |= uint64(s.days) | 1<<(hourField.first+uint32(secondOf(s.clock)/daySpan))
	}
	return m // by appointment it has no days or hours: a filter for them does not take it
}

// masks appends the groups of bits of which a mask must have one each. Without
// times it is for meetings whose day and hour depend on the reader's clock.
func (f *Filter) masks(groups []uint64, times bool) []uint64 {
	add := func(asked int, m uint64) {
		if asked > 0 {
			groups = append(groups, m)
		}
	}
	if times {
		add(len(f.Days), weekdayBits(f.Days...))
		if !f.From.IsZero() || !f.To.IsZero() {
			groups = append(groups, hourBits(f.From, f.To))
		}
	}
	add(len(f.Kinds), bitsOf(kindField, f.Kinds))
	add(len(f.Languages), languageBits(f.Languages))
	add(len(f.Programs), bitsOf(programField, f.Programs))
	add(len(f.Topics), bitsOf(topicField, f.Topics))
	add(len(f.Modes), modeBits(f.Modes...))
	add(len(f.Entries), bitsOf(entryField, f.Entries))
	for _, a := range f.Access[:min(len(f.Access), 3)] {
		groups = append(groups, accessField.bit(string(a)))
	}
	return groups
}

// anyOf reports whether a mask has a bit of each group.
func anyOf(groups []uint64, mask uint64) bool {
	for _, g := range groups {
		if mask&g == 0 {
			return false
		}
	}
	return true
}

// daysOf returns the bits of the days of the week on which a series may have a
// date, or all of them where that takes working out.
func (b *builder) daysOf(s *schedule.Series) uint8 {
	m := b.daysOfRule(s.Rule)
	if s.OnHoliday == schedule.Move {
		return everyDay
	}
	for _, d := range s.Dates {
		m |= uint8(weekdayBits(d.Weekday()))
	}
	for _, e := range s.Exceptions {
		m |= uint8(weekdayBits(e.On.Weekday()))
		if !e.To.IsZero() {
			m |= uint8(weekdayBits(e.To.Weekday()))
		}
	}
	return m
}

func (b *builder) daysOfRule(r schedule.Rule) uint8 {
	if !r.IsValid() {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	m, ok := b.weekdays[r]
	if ok {
		return m
	}
	for _, d := range r.Parts().Days {
		m |= uint8(weekdayBits(d.Day))
	}
	if m == 0 { // by the month or the first date
		m = everyDay
	}
	if len(b.weekdays) < maxKept {
		b.weekdays[r] = m
	}
	return m
}
