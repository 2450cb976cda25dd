package directory

import (
	"hash/fnv"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A mask holds in 64 bits what searches filter by, so that the index can pass
// over whole regions without a match. It may promise too much, because values
// share bits, but never too little: what passes is checked again.
//
//	bits  0-6   days of the week on which there may be meetings, Sunday first
//	bits  8-15  kinds
//	bits 16-31  languages
//	bits 32-63  programs
const everyDay = 1<<7 - 1

func kindBit(k program.Kind) uint64      { return 1 << (8 + hash(string(k))%8) }
func languageBit(tag string) uint64      { return 1 << (16 + hash(baseLanguage(tag))%16) }
func programBit(key string) uint64       { return 1 << (32 + hash(key)%32) }
func weekdayBit(day time.Weekday) uint64 { return 1 << uint(day) }

func hash(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}

// baseLanguage returns "es" for "es-MX".
func baseLanguage(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' {
			return tag[:i]
		}
	}
	return tag
}

func (e *entry) makeMask() uint64 {
	m := kindBit(e.listing.Kind) | programBit(e.listing.Program)
	for _, tag := range e.listing.Languages {
		m |= languageBit(tag)
	}
	for _, s := range e.offering.Series {
		m |= weekdays(s)
	}
	if len(e.offering.Series) == 0 { // by appointment
		m |= everyDay
	}
	return m
}

// mayPass reports whether the mask has a bit of each group.
func (e *entry) mayPass(groups []uint64) bool {
	for _, g := range groups {
		if e.mask&g == 0 {
			return false
		}
	}
	return true
}

// weekdays returns the bits of the days of the week on which a series may
// have a date, or all of them where that takes working out.
func weekdays(s schedule.Series) (m uint64) {
	days := s.Rule.Parts().Days
	if s.Rule.IsValid() && len(days) == 0 || s.OnHoliday == schedule.Move {
		return everyDay
	}
	for _, d := range days {
		m |= weekdayBit(d.Day)
	}
	for _, d := range s.Dates {
		m |= weekdayBit(d.Weekday())
	}
	for _, e := range s.Exceptions {
		m |= weekdayBit(e.On.Weekday())
		if !e.To.IsZero() {
			m |= weekdayBit(e.To.Weekday())
		}
	}
	return m
}
