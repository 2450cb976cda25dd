package travel

import "fmt"

// A TooLargeError reports a table beyond what an engine or a wrapper accepts in one call.
// Ask for less, or through [Batched].
type TooLargeError struct {
	What string // "pairs", "places", "requests" or "kilometres between two places"
	Got  int    // 0 if it is not known
	Max  int    // accepted; 0 if the engine did not say
}

// Error returns what was too much and, where known, how much is accepted.
func (e *TooLargeError) Error() string {
	text := "travel: too many " + e.What
	if e.Got > 0 {
		text += fmt.Sprintf(" (%d)", e.Got)
	}
	if e.Max > 0 {
		text += fmt.Sprintf(", want at most %d", e.Max)
	}
	return text
}

// A NoRoadError reports that an engine refused a whole table because it knows no road near
// one of the places, or none between them. [Batched] finds out which and goes on without.
type NoRoadError struct {
	From int // index of the place among the rows, or -1
	To   int // index of the place among the columns, or -1; both -1: the engine did not say
}

// Error returns the number of the place, not where it is.
func (e *NoRoadError) Error() string {
	switch {
	case e.From >= 0:
		return fmt.Sprintf("travel: no road near place %d of the starts", e.From)
	case e.To >= 0:
		return fmt.Sprintf("travel: no road near place %d of the destinations", e.To)
	}
	return "travel: no road near one of the places, or none between them"
}

// An UnavailableError reports that an engine gave no usable answer: it did not reply, did
// not reply in time, refused, or sent what cannot be read. The text holds nothing of the
// request and nothing that the server wrote, because both may say where a person lives.
type UnavailableError struct {
	Engine string // "OSRM", "Valhalla"
	Status int    // of HTTP; 0 if there was no answer
	Reason string // in words
	Err    error  // the cause, such as context.DeadlineExceeded; often nil
}

// Error returns the engine, the reason and the status.
func (e *UnavailableError) Error() string {
	text := fmt.Sprintf("travel: %s unavailable: %s", e.Engine, e.Reason)
	if e.Status != 0 {
		text += fmt.Sprintf(" (status %d)", e.Status)
	}
	return text
}

// Unwrap returns the cause, nil if there is none.
func (e *UnavailableError) Unwrap() error { return e.Err }
