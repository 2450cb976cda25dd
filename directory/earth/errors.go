package earth

import (
	"fmt"
	"strconv"
)

// A RangeError reports a number outside its accepted range. It does not hold the number,
// because a coordinate may be where a person lives.
type RangeError struct {
	Field    string  // "latitude", "longitude", "distance"
	Min, Max float64 // accepted, both inclusive
	Unit     string  // of Min and Max: "degrees", "km"
}

// Error returns the field and the accepted range.
func (e *RangeError) Error() string {
	return fmt.Sprintf("earth: %s out of range, want %s to %s %s", e.Field, decimal(e.Min), decimal(e.Max), e.Unit)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// A SyntaxError reports text that is not of the form a reader accepts. It does not hold
// the text, because a point or a cell may be where a person lives.
type SyntaxError struct {
	Field string // "point", "distance", "cell"
	Want  string // the accepted form, in words
}

// Error returns the field and the accepted form.
func (e *SyntaxError) Error() string {
	return "earth: malformed " + e.Field + ", want " + e.Want
}
