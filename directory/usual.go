package directory

import (
	"errors"
	"sync"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A usual is what searches need of the terms of a program. The zero usual is
// that of a program that is not known.
type usual struct {
	length    time.Duration
	entry     program.EntryMode
	relations []program.Relation
}

// usual returns what its program says about an offering on a day.
func (s *Snapshot) usual(e *entry, on schedule.Date) usual {
	return s.lazy.terms.of(termsKey{e.offering.Program, e.listing.Languages[0], e.org.Jurisdiction(), on}, s.catalogue)
}

// usualTerms keeps the terms that searches have asked for, because the
// catalogue takes long to answer.
type usualTerms struct {
	mu    sync.Mutex
	known map[termsKey]usual
}

type termsKey struct {
	program, language string
	where             program.Jurisdiction
	on                schedule.Date
}

// maxTerms bounds what is kept.
const maxTerms = 10_000

func (t *usualTerms) of(k termsKey, c *program.Catalogue) (u usual) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if u, ok := t.known[k]; ok {
		return u
	}
	terms, err := c.Resolve(k.program, k.language, k.where, k.on)
	if errors.Is(err, program.ErrNoEdition) { // a group in Spanish is much like others of its program
		p, _ := c.Program(k.program)
		terms, err = c.Resolve(k.program, p.Language, k.where, k.on)
	}
	if err == nil {
		u = usual{terms.Sessions.Length(), terms.Entry.Mode, terms.Audience.Relations}
	}
	if t.known == nil || len(t.known) >= maxTerms {
		t.known = map[termsKey]usual{}
	}
	t.known[k] = u
	return u
}
