package place

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

// Lookup finds the place that a person typed:
//
//   - a ZIP code, "32073" or "32073-1234", also at the end of an address, right after its
//     state: "2001 Kingsley Ave., Orange Park, FL 32073"
//   - a city with its state: "Orange Park, FL", "orange park fl", "Orange Park, Florida"
//   - a county with its state: "Clay County, FL", or "Broward, FL" if no city has the name
//   - a city or county alone, if there is only one of the name
//
// Case, accents, punctuation and spaces do not matter, and "St. Johns" is "Saint Johns"; the
// package documentation has all of it.
//
// The name of several places is an [*AmbiguousError] with all of them. So is the name of a
// state alone if a city has it, too. What is not in the table is [ErrUnknown], as is a ZIP
// code that is not of the state before it: never the nearest number or a similar name. Text
// of more than [MaxText] bytes is [ErrTooLong]. No error quotes the text.
//
// Lookup takes less than a microsecond for a ZIP code, some for a name, and about 0.1 ms
// at most. It is safe for concurrent use.
func Lookup(text string) (Place, error) {
	if len(text) > MaxText {
		return Place{}, ErrTooLong
	}
	var buffer [2*MaxText + 4]byte
	words := fold.Words(buffer[:0], text)
	t := load()
	if number, before, ok := cutZIP(words); ok {
		return t.lookupZIP(number, before)
	}
	for n := mostWords; n > 0; n-- {
		name, state := t.cutState(words, n)
		if state < 0 {
			continue
		}
		if found := t.find(name, state); len(found) > 0 {
			return one(found, false)
		}
	}
	return one(t.find(words, anyState), t.state(words) >= 0)
}

// one returns the only place found. If it is doubtful it is offered as a choice.
func one(found []Place, doubtful bool) (Place, error) {
	switch {
	case len(found) == 0:
		return Place{}, ErrUnknown
	case len(found) > 1 || doubtful:
		return Place{}, &AmbiguousError{found}
	}
	return found[0], nil
}

// mostWords is the greatest number of words in the name of a state.
const mostWords = 3

// cutState cuts the last n words off if they are a state. The state is -1 if they are not or
// if there are fewer.
func (t *table) cutState(words []byte, n int) (before []byte, state int) {
	before, last := cutWords(words, n)
	if last == nil {
		return nil, -1
	}
	return before, t.state(last)
}

// cutZIP cuts a ZIP code, with or without the four digits more, off the end of words.
func cutZIP(words []byte) (number uint32, before []byte, ok bool) {
	before, last := cutWords(words, 1)
	if len(last) == 4 && isDigits(last) {
		before, last = cutWords(before, 1)
	}
	if len(last) != 5 || !isDigits(last) {
		return 0, nil, false
	}
	for _, digit := range last {
		number = 10*number + uint32(digit-'0')
	}
	return number, before, true
}

func isDigits(word []byte) bool {
	return !slices.ContainsFunc(word, func(b byte) bool { return b < '0' || b > '9' })
}

// cutWords cuts the last n words off. Last is nil if there are fewer.
func cutWords(words []byte, n int) (before, last []byte) {
	start := len(words) + 1 // of what is cut off
	for range n {
		if start <= 1 {
			return words, nil
		}
		start = bytes.LastIndexByte(words[:start-1], ' ') + 1
	}
	return words[:max(0, start-1)], words[start:]
}

// lookupZIP returns the ZIP code if what was typed before it is nothing or ends with its state.
func (t *table) lookupZIP(number uint32, before []byte) (Place, error) {
	i, ok := slices.BinarySearchFunc(t.zips, number, func(z zip, number uint32) int {
		return cmp.Compare(z.number, number)
	})
	if !ok {
		return Place{}, ErrUnknown
	}
	state := int(t.counties[t.zips[i].county].state)
	for n := mostWords; n > 0 && len(before) > 0; n-- {
		if _, s := t.cutState(before, n); s == state {
			before = nil
		}
	}
	if len(before) > 0 {
		return Place{}, ErrUnknown
	}
	return t.zipPlace(i), nil
}

func (t *table) zipPlace(i int) Place {
	z := t.zips[i]
	c := &t.counties[z.county]
	return Place{
		Name:   t.names[z.name],
		State:  c.State,
		ZIP:    zipText(z.number),
		County: c.County,
		Point:  z.point(),
		Radius: z.reach(),
	}
}

// zipText returns the five digits of number.
func zipText(number uint32) string {
	return strconv.Itoa(100_000 + int(number))[1:]
}
