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
// It holds which list it is, how many hits were shown, and of which instant and
// revision of the directory, and so tells nothing about a place or a filter: it
// may stand in an address or a log. The zero Cursor is the beginning.
//
// Pages neither repeat a hit nor miss one, also if the directory changes
// between them: all are pages of the list as it was at the first. What came
// since is in none; what has gone or no longer passes the query is left out, so
// that a page may be short; what has changed is shown as it is now. After more
// than a thousand changes in between, as by an import, or on another server
// that is behind, pages go by the number of hits shown, and some may be
// repeated or missed.
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

// A pageEnd is what a cursor holds.
type pageEnd struct {
	list  pageList
	shown int       // hits on this page and those before
	now   time.Time // of the first page
	at    Revision  // of the snapshot of the first page
}

// cursorSize is the number of bytes: the list, the hits, seconds and
// nanoseconds, the revision.
const cursorSize = 1 + 4 + 8 + 4 + 8

func (p pageEnd) cursor() Cursor {
	if p.shown > math.MaxInt32 {
		return ""
	}
	b := make([]byte, 1, cursorSize)
	b[0] = byte(p.list)
	b = binary.BigEndian.AppendUint32(b, uint32(p.shown))
	b = binary.BigEndian.AppendUint64(b, uint64(p.now.Unix()))
	b = binary.BigEndian.AppendUint32(b, uint32(p.now.Nanosecond()))
	b = binary.BigEndian.AppendUint64(b, uint64(p.at))
	return Cursor(base64.RawURLEncoding.EncodeToString(b))
}

// read returns what a cursor holds; now is the present.
func (c Cursor) read(now time.Time) (pageEnd, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	if err != nil || len(b) != cursorSize {
		return pageEnd{}, ErrCursor
	}
	p := pageEnd{
		list: pageList(b[0]), shown: int(binary.BigEndian.Uint32(b[1:])),
		now: time.Unix(int64(binary.BigEndian.Uint64(b[5:])), int64(binary.BigEndian.Uint32(b[13:]))).In(now.Location()),
		at:  Revision(binary.BigEndian.Uint64(b[17:])),
	}
	if p.list != pageInPerson && p.list != pageRemote || p.shown > math.MaxInt32 || p.now.Sub(now).Abs() > maxCursorAge || p.at < 0 {
		return pageEnd{}, ErrCursor
	}
	return p, nil
}
