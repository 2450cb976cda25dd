package finder

import (
	"errors"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// What the site and its API share about places.

// Coarsest is the level of the coarsest cell that is taken for a place; the
// finest is [earth.PrivateLevel].
const Coarsest = coarsest

// FindCell returns the cell that stands for a place as somebody types it: a
// ZIP code, a city, or the token of a cell. The errors are those of
// [place.Lookup], and none repeats the text.
func FindCell(text string) (earth.Cell, error) {
	text = strings.TrimSpace(text)
	found, err := place.Lookup(text)
	if err == nil {
		return cellOf(found.Point), nil
	}
	// Tokens of five digits, of coarser cells than are taken, might be meant
	// as ZIP codes.
	if c, bad := earth.ParseCell(strings.ToLower(text)); errors.Is(err, place.ErrUnknown) && bad == nil && c.Level() >= coarsest {
		return c.Parent(earth.PrivateLevel), nil
	}
	return earth.Cell{}, err
}

// CellOf returns the cell that stands for a point.
func CellOf(p earth.Point) earth.Cell { return cellOf(p) }

// Around returns the place in the middle of a cell, zero where nobody lives,
// and whom to ask there: in every county and state that the cell touches.
func Around(s *directory.Snapshot, c earth.Cell) (middle place.Place, ask directory.Contacts) {
	a := areaOf(c)
	return a.middle, a.contacts(s)
}

// AnswerKind says in a word what a search has found in person, for [operate.Metrics].
func AnswerKind(found directory.Results) string {
	switch {
	case len(found.InPerson) > 0:
		return "within"
	case len(found.Later) > 0:
		return "later"
	case len(found.Nearest) > 0:
		return "beyond"
	case len(found.Remote)+len(found.RemoteLater) > 0:
		return "online only"
	}
	return "nothing"
}
