package directory

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"time"
)

// A Cursor says where a page of a list ended, so that the next one can go on
// from there: see Query.Page. It is opaque, of letters, digits, "-" and "_".
// It holds which list it is, how many hits were shown and the Now of the first
// page, and so tells nothing about a place: it may stand in an address or a
// log. The zero Cursor is the beginning.
//
// As long as the directory stays the same, pages neither repeat a hit nor miss
// one. If an offering comes or goes between two pages, a hit may be repeated
// or missed.
type Cursor string

// ErrCursor reports a Query.Page that is not of this package, or older than a
// day: begin again with the first page.
var ErrCursor = fmt.Errorf("%w: page of a search, want a cursor of the last day", ErrInvalid)

// maxCursorAge is how far the time of a cursor may be from the present.
const maxCursorAge = 24 * time.Hour

// A pageList is a list that has pages.
type pageList byte

const (
	pageInPerson pageList = 'p'
	pageRemote   pageList = 'r'
)

// cursorSize is the number of bytes: the list, the hits shown, the time.
const cursorSize = 1 + 4 + 8

// cursorAfter returns the cursor of a list after so many hits.
func cursorAfter(list pageList, shown int, now time.Time) Cursor {
	if shown > math.MaxUint32 {
		return ""
	}
	b := make([]byte, 1, cursorSize)
	b[0] = byte(list)
	b = binary.BigEndian.AppendUint32(b, uint32(shown))
	b = binary.BigEndian.AppendUint64(b, uint64(now.UnixNano()))
	return Cursor(base64.RawURLEncoding.EncodeToString(b))
}

// read returns what a cursor holds; now is the present.
func (c Cursor) read(now time.Time) (list pageList, shown int, at time.Time, err error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	if err != nil || len(b) != cursorSize {
		return 0, 0, at, ErrCursor
	}
	list = pageList(b[0])
	n := binary.BigEndian.Uint32(b[1:])
	at = time.Unix(0, int64(binary.BigEndian.Uint64(b[5:])))
	if list != pageInPerson && list != pageRemote || n > math.MaxInt32 || at.Sub(now).Abs() > maxCursorAge {
		return 0, 0, at, ErrCursor
	}
	return list, int(n), at.In(now.Location()), nil
}
