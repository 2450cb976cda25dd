package directory

import (
	"sync"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// longMeeting is the length above which a meeting of a program that is usually
// shorter is taken for a mistake: 10:00 to 10:00, 12:15 to 01:15 in the morning.
const longMeeting = 4 * time.Hour

// hit returns the hit of an offering. A length that is not known, or makes no
// sense, is replaced by the usual one of the program.
func (k *seeker) hit(e *entry, d earth.Distance, m Meeting) Hit {
	if m.Status != 0 && (m.Length <= 0 || m.Length > longMeeting) {
		if usual := k.snapshot.usualLength(e, m.Date); usual > 0 && (m.Length <= 0 || usual <= longMeeting) {
			m.Length, m.LengthAssumed = usual, true
		}
	}
	return Hit{e.listing, d, m}
}

// usualLength returns how long the program of an offering usually takes on a
// day, or 0 if that is not known.
func (s *Snapshot) usualLength(e *entry, on schedule.Date) time.Duration {
	return s.lazy.lengths.of(lengthKey{e.offering.Program, e.listing.Languages[0], e.org.Jurisdiction(), on}, s.catalogue)
}

// lengths keeps the usual lengths that searches have asked for, because the
// catalogue takes long to answer.
type lengths struct {
	mu    sync.Mutex
	known map[lengthKey]time.Duration
}

type lengthKey struct {
	program, language string
	where             program.Jurisdiction
	on                schedule.Date
}

// maxLengths bounds what is kept.
const maxLengths = 10_000

func (l *lengths) of(k lengthKey, c *program.Catalogue) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if v, ok := l.known[k]; ok {
		return v
	}
	var usual time.Duration
	if terms, err := c.Resolve(k.program, k.language, k.where, k.on); err == nil {
		usual = terms.Sessions.Length()
	}
	if l.known == nil || len(l.known) >= maxLengths {
		l.known = map[lengthKey]time.Duration{}
	}
	l.known[k] = usual
	return usual
}
