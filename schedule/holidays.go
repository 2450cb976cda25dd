package schedule

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
)

// A HolidaySet says which days an organization treats as holidays. It is a
// plain record; Compile makes it ready for use. The zero HolidaySet has no
// holidays.
type HolidaySet struct {
	// Federal adds the eleven federal holidays of the United States. They are
	// those of today, in every year from 1900; Juneteenth begins in 2021.
	Federal Observance `json:"federal,omitzero"`
	// Extra adds days by the keys that HolidayKeys lists, such as
	// "day-after-thanksgiving", on the day itself.
	Extra []string `json:"extra,omitempty"`
	// Own adds the organization's own days.
	Own []OwnHoliday `json:"own,omitempty"`
	// Without removes federal holidays by key, such as "columbus-day".
	Without []string `json:"without,omitempty"`
	// Unknown keeps the fields of a newer version.
	Unknown Unknown `json:"-"`
}

// An OwnHoliday is a day or a range of days, such as a winter break.
type OwnHoliday struct {
	Name   string `json:"name"`             // shown to people; must not be empty
	First  Date   `json:"first"`            // the first day
	Last   Date   `json:"last,omitzero"`    // the last day, included; zero is the first
	Yearly bool   `json:"yearly,omitempty"` // the same days of every later year too

	Unknown Unknown `json:"-"`
}

// An Observance says on which day a holiday counts that falls on a weekend.
type Observance uint8

// The observances. The zero Observance counts no day.
const (
	Actual   Observance = iota + 1 // the day itself: Christmas 2022 is Sunday the 25th
	Observed                       // the weekday on which offices close: Monday the 26th
	Both                           // both days
)

var observanceNames = enum[Observance]{"observance", []string{"", "actual", "observed", "both"}}

// String returns "actual", "observed", "both", or "" for the zero Observance.
func (o Observance) String() string { return observanceNames.text(o) }

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (o Observance) MarshalText() ([]byte, error) { return observanceNames.marshal(o) }

// UnmarshalText reads what MarshalText writes.
func (o *Observance) UnmarshalText(text []byte) error { return observanceNames.unmarshal(o, text) }

// USFederal returns the set of the federal holidays of the United States.
func USFederal(o Observance) HolidaySet { return HolidaySet{Federal: o} }

// HolidayKeys returns the keys that Extra and Without accept and the English
// names of those days, federal ones first, then in the order of the year.
func HolidayKeys() iter.Seq2[string, string] {
	return func(yield func(key, name string) bool) {
		for _, h := range namedHolidays {
			if !yield(h.key, h.name) {
				return
			}
		}
	}
}

// Holidays are the days of a compiled HolidaySet from 1900 to 2200. They are
// immutable and may be used by any number of goroutines. A nil *Holidays has
// no days.
type Holidays struct {
	bits  [maxDay/64 + 1]uint64
	days  []holidayName // sorted by day, then federal, extra, own
	names []string      // each named holiday, itself and observed, then own ones
}

type holidayName struct {
	day  int32
	name uint16 // index into names
}

// What one set may hold.
const (
	maxOwn     = 100 // entries
	maxOwnDays = 62  // days of an entry
)

// Compile makes the set ready for use. It costs about 1 ms the first time in a
// program and 30 us afterwards, more with many days of its own, and 20 to 50
// KB: share the result among all series of an organization. The error joins
// every problem found, each a *FieldError.
func (s HolidaySet) Compile() (*Holidays, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	calendar := namedCalendar()
	h := &Holidays{names: calendar.names}
	counts := make([]Observance, len(namedHolidays)) // on which days each one counts
	for i, named := range namedHolidays {
		if named.federal && !slices.Contains(s.Without, named.key) {
			counts[i] = s.Federal
		}
		if slices.Contains(s.Extra, named.key) {
			counts[i] |= Actual
		}
	}
	h.days = make([]holidayName, 0, len(calendar.days))
	for _, on := range calendar.days {
		if counts[on.name/2]&on.counts != 0 {
			h.add(on.holidayName)
		}
	}
	for _, own := range s.Own {
		name := h.nameIndex(own.Name)
		own.each(func(d Date) { h.add(holidayName{d.n, name}) })
	}
	if len(s.Own) > 0 {
		slices.SortStableFunc(h.days, byDay)
	}
	h.days = slices.Clip(slices.Compact(h.days))
	return h, nil
}

// A namedDate is a day of a named holiday and the observances for which it
// counts: Both if the day itself is the one on which offices close.
type namedDate struct {
	holidayName
	counts Observance
}

// namedDays are the days of all named holidays, sorted by day, and for each
// holiday its name and the one of its observed day.
type namedDays struct {
	days  []namedDate
	names []string
}

// namedCalendar is computed once: asking cal takes far longer than all the
// rest of Compile.
var namedCalendar = sync.OnceValue(func() (all namedDays) {
	add := func(d Date, name int, counts Observance) {
		if !d.IsZero() {
			all.days = append(all.days, namedDate{holidayName{d.n, uint16(name)}, counts})
		}
	}
	for i, h := range namedHolidays {
		all.names = append(all.names, h.name, h.name+" (observed)")
		// A year more on both sides: New Year's Day 2022 was observed in 2021.
		for year := MinYear - 1; year <= MaxYear+1; year++ {
			actual, observed := h.in(year)
			if actual == observed {
				add(actual, 2*i, Both)
			} else {
				add(actual, 2*i, Actual)
				add(observed, 2*i+1, Observed)
			}
		}
	}
	slices.SortStableFunc(all.days, func(a, b namedDate) int { return byDay(a.holidayName, b.holidayName) })
	all.names = slices.Clip(all.names) // what a set appends goes elsewhere
	return all
})

func byDay(a, b holidayName) int { return int(a.day - b.day) }

func (h *Holidays) nameIndex(name string) uint16 {
	i := slices.Index(h.names, name)
	if i < 0 {
		i = len(h.names)
		h.names = append(h.names, name)
	}
	return uint16(i)
}

func (h *Holidays) add(on holidayName) {
	h.bits[on.day/64] |= 1 << (on.day % 64)
	h.days = append(h.days, on)
}

// each calls add with every day of the range.
func (o OwnHoliday) each(add func(Date)) {
	last := max(o.Last.n, o.First.n)
	for n := o.First.n; n <= last; n++ {
		year, month, day := Date{n}.Civil()
		add(Date{n})
		for year++; o.Yearly && year <= MaxYear; year++ {
			if day <= monthLength(year, month) {
				add(civil(year, month, day))
			}
		}
	}
}

// Validate joins every problem of the set, each a *FieldError.
func (s HolidaySet) Validate() error {
	var p problems
	if s.Federal > Both {
		p.add("federal", fmt.Sprint(uint8(s.Federal)), "actual, observed or both")
	}
	for i, key := range s.Extra {
		if !knownHoliday(key, false) {
			p.add(fmt.Sprintf("extra[%d]", i), key, "one of "+holidayKeyList(false))
		}
	}
	for i, key := range s.Without {
		if !knownHoliday(key, true) {
			p.add(fmt.Sprintf("without[%d]", i), key, "one of "+holidayKeyList(true))
		}
	}
	if len(s.Own) > maxOwn {
		p.add("own", fmt.Sprintf("%d entries", len(s.Own)), fmt.Sprintf("at most %d", maxOwn))
	}
	for i, own := range s.Own {
		path := fmt.Sprintf("own[%d].", i)
		if strings.TrimSpace(own.Name) == "" {
			p.add(path+"name", own.Name, "a name")
		}
		if own.First.IsZero() {
			p.add(path+"first", "", "a date")
		}
		if !own.Last.IsZero() && (own.Last.Before(own.First) || own.Last.DaysSince(own.First) >= maxOwnDays) {
			p.add(path+"last", own.Last.String(), fmt.Sprintf("a date from first on, for at most %d days", maxOwnDays))
		}
	}
	return p.join()
}

func knownHoliday(key string, federal bool) bool {
	return slices.ContainsFunc(namedHolidays, func(h namedHoliday) bool {
		return h.key == key && (h.federal || !federal)
	})
}

func holidayKeyList(federal bool) string {
	var keys []string
	for _, h := range namedHolidays {
		if h.federal || !federal {
			keys = append(keys, h.key)
		}
	}
	return strings.Join(keys, ", ")
}

// Contains reports whether a day is a holiday. It takes about 2 ns.
func (h *Holidays) Contains(d Date) bool {
	return h != nil && h.bits[d.n/64]>>(d.n%64)&1 != 0
}

// Name returns the name of the holiday on a day, the first one in the order
// of the set if there are several, or "". A federal holiday that offices keep
// on another day is "Christmas Day (observed)" there.
func (h *Holidays) Name(d Date) string {
	if !h.Contains(d) {
		return ""
	}
	return h.names[h.days[h.index(d)].name]
}

// index returns the index of the first holiday on or after a day.
func (h *Holidays) index(d Date) int {
	i, _ := slices.BinarySearchFunc(h.days, d.n, func(e holidayName, n int32) int { return int(e.day - n) })
	return i
}

// All yields every day and name of a holiday from from until the day before
// to, in order; a day with two holidays comes twice. A zero from is the
// beginning, a zero to the end of the calendar.
func (h *Holidays) All(from, to Date) iter.Seq2[Date, string] {
	return func(yield func(Date, string) bool) {
		if h == nil {
			return
		}
		for _, e := range h.days[h.index(from):] {
			if (e.day >= to.n && !to.IsZero()) || !yield(Date{e.day}, h.names[e.name]) {
				return
			}
		}
	}
}
