package place

import (
	"errors"
	"fmt"
)

// ErrUnknown reports that no place is known by that text or near that point. A search still
// has an answer then: what meets online, the national office, the helpline.
var ErrUnknown = errors.New("place: unknown place")

// ErrTooLong reports text of more than [MaxText] bytes.
var ErrTooLong = fmt.Errorf("place: text too long, want at most %d bytes", MaxText)

// MaxText is the greatest length of text that is read, in bytes.
const MaxText = 200

// An AmbiguousError reports that a name stands for several places, or that a city has the
// name of a state. Its text does not hold the name, which may be where a person lives.
type AmbiguousError struct {
	// Choices holds every place of that name, at least one: those with most ZIP codes
	// first, then by the postal code of the state. It belongs to the caller.
	Choices []Place
}

// Error returns how many places the text may mean, not the text.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("place: ambiguous name, want one of %d with its state", len(e.Choices))
}
