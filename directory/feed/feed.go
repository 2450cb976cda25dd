package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// Options are what a reader knows besides the source. Only Source is required.
type Options struct {
	// Source is the name of the source, the same for each import: 1 to 64
	// letters, digits, "-" and "_". IDs begin with it.
	Source string
	// Organization is the ID of who offers the meetings of which the source
	// does not say it. "" is an organization made for the source.
	Organization string
	// Program is the catalogue's key for offerings of which the source does
	// not say one.
	Program string
	// Zone is the IANA zone of records that have none. A record without any
	// is imported and reported, and takes that of its organization. A name that
	// is no such zone is an error, and so are EST, MST and HST, which have no
	// summer.
	Zone string
	// Language is the BCP 47 tag of texts and meetings that name none. "" is
	// "en".
	Language string
	// Today helps to read dates without a year. Zero leaves them unread.
	Today schedule.Date
	// Longest is how long a meeting may last by an end that a source gives.
	// One that is later is taken for a mistake: the length is then not known,
	// and reported. 0 is four hours.
	Longest time.Duration
	Limits  Limits

	// EachEntity, if it is not nil, takes the entities one by one as they are
	// made, in place of Result.Entities, so that a long source needs little
	// memory. What an offering refers to comes before it. A venue may come
	// again, with the same ID, when a later record says more of it. An error
	// ends the reading and is returned.
	EachEntity func(directory.Entity) error
	// EachFinding, if it is not nil, takes the findings one by one, in place of
	// Result.Findings.
	EachFinding func(Finding)
}

// Limits bound what a reader takes from a source. Zero values stand for the
// defaults.
type Limits struct {
	Bytes   int64 // 256 MiB
	Records int   // 1,000,000
	Text    int   // bytes of one text; 64 KiB. Longer ones are cut and reported.
}

// WithDefaults returns the limits with the defaults for zero values.
func (l Limits) WithDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 256 << 20
	}
	if l.Records <= 0 {
		l.Records = 1_000_000
	}
	if l.Text <= 0 {
		l.Text = 64 << 10
	}
	return l
}

// ErrLimit says that a source is larger than the Limits.
var ErrLimit = errors.New("source too large")

// Reader returns a reader of the source that fails with an error that wraps
// ErrLimit after Bytes.
func (l Limits) Reader(r io.Reader) io.Reader {
	return &limited{r, l.WithDefaults().Bytes, l.WithDefaults().Bytes}
}

type limited struct {
	r         io.Reader
	left, max int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, fmt.Errorf("%w: more than %d bytes", ErrLimit, l.max)
	}
	p = p[:min(int64(len(p)), l.left+1)]
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return max(n-1, 0), fmt.Errorf("%w: more than %d bytes", ErrLimit, l.max)
	}
	return n, err
}

// A Result is what a reader made of a source.
type Result struct {
	// Entities are organizations, venues and offerings, each valid and with an
	// ID of its own, in the order in which the source first names them.
	Entities []directory.Entity
	// Findings are in the order of the source.
	Findings []Finding
	// Records counts the records of the source, and Refused those of which no
	// entity was made. Each of these has a finding with the severity of an
	// error.
	Records, Refused int
}

// A Finding is what a reader or a writer has to say about a record of a
// source: what it could not read, what it had to assume, what the other format
// cannot say. In JSON it is one flat object.
type Finding struct {
	Source   string `json:"source,omitzero"`
	SourceID string `json:"source_id,omitzero"` // key of the record in the source
	// Place is where it stands in the source, such as "line 12" or
	// "record 17", both from 1.
	Place string `json:"place,omitzero"`
	// Record is the entity concerned, as "kind/id"; "" if none was made.
	Record string `json:"record,omitzero"`
	program.Finding
}

// A Policy says what a writer does with an offering whose dates the format
// cannot say. Each time there is a finding as well.
type Policy string

// The policies.
const (
	Withhold Policy = ""         // leave it out
	Annotate Policy = "annotate" // write what can be said, and the dates in words with it
	Expand   Policy = "expand"   // write each date from From to Through by itself
)

// WriteOptions are what a writer knows besides the snapshot.
type WriteOptions struct {
	// From and Through are the first and last date to write where a format
	// has dates; both are required there. Elsewhere they bound the search for
	// dates that are shut or take place otherwise than the series says: without
	// From there is none, and a zero Through is a year later.
	From, Through schedule.Date
	// Inexact says what to do with dates that the format cannot say. A
	// format that cannot follow a policy takes Withhold and says so.
	Inexact Policy
	// URL is the address of the site with the pages of the listings, without
	// a slash at the end, such as "https://groups.example.org". "" writes no
	// addresses.
	URL string
	// Language is the BCP 47 tag for words that the writer adds. "" is "en".
	Language string
	// EachFinding, if it is not nil, takes the findings one by one, in place of
	// the list that is returned.
	EachFinding func(Finding)
}

// One yields a snapshot alone, for functions that take several.
func One(s *directory.Snapshot) iter.Seq[*directory.Snapshot] {
	return func(yield func(*directory.Snapshot) bool) { yield(s) }
}

// ID returns the ID of the entity made from the record of a source that has a
// key there: the same for the same arguments, different for others, at most
// 200 bytes. It keeps keys of letters, digits, "-", "_" and "." readable:
// ID("kc", "hope-hall") is "kc.hope-hall".
func ID(source, key string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, key)
	if clean == key && key != "" && len(key) <= maxKey {
		return source + "." + key
	}
	sum := sha256.Sum256([]byte(key))
	clean = strings.Trim(clean[:min(len(clean), 40)], "-.")
	return source + "." + clean + "~" + hex.EncodeToString(sum[:8])
}

const maxKey = 120
