package directory

import (
	"context"
	"errors"
	"fmt"
)

const (
	loadAttempts = 10
	loadRecords  = 1000 // a page
	loadCommits  = 100  // a call of Changes
)

// Load passes every record of s to apply, while writers go on, and returns the
// head at which what was passed is the state of the store. Follow with
// Changes(ctx, head, n).
//
// Apply gets records in key order and then the changes made meanwhile, tombstones
// included; of the calls for one key each is at a higher revision than the one
// before and replaces it. A key that never comes has no record. Reset is called
// first, and again whenever commits were pruned under the loader or history
// diverged: drop all that apply was given. After 10 such starts Load gives up and
// returns ErrCompacted or ErrDiverged. Any other error ends it at once: one of
// apply or of s, or that of ctx. What apply was given is then incomplete.
//
// Load holds one page of up to 1,000 records, and works in time proportional to
// the records and to the commits made while they are listed; later ones can't
// keep it.
func Load(ctx context.Context, s Store, reset func(), apply func(Record) error) (Head, error) {
	var err error
	for range loadAttempts {
		reset()
		l := loader{ctx: ctx, s: s, apply: apply, ahead: make(map[Key]Revision)}
		if err = l.list(); err == nil {
			err = l.replay()
		}
		if err == nil {
			return l.at, nil
		}
		if !errors.Is(err, ErrCompacted) && !errors.Is(err, ErrDiverged) {
			break
		}
	}
	return Head{}, err
}

// A loader is one attempt of Load.
type loader struct {
	ctx   context.Context
	s     Store
	apply func(Record) error

	at     Head             // the head of the first page, then of the last commit replayed
	ahead  map[Key]Revision // of listed records that are newer than the first page's head
	newest Revision         // the highest of ahead
}

// list applies all pages. They are of different instants, from the head of the
// first one to newest.
func (l *loader) list() error {
	after, first := Key{}, true
	for {
		page, err := l.s.List(l.ctx, after, loadRecords)
		if err != nil {
			return err
		}
		if first {
			l.at, first = page.Head, false
		}
		if len(page.Records) == 0 {
			return nil
		}
		for _, r := range page.Records {
			if r.Key.Compare(after) <= 0 {
				return fmt.Errorf("directory: load: %s %q listed out of order", r.Key.Kind, r.Key.ID)
			}
			after = r.Key
			if r.Revision > l.at.Revision {
				l.ahead[r.Key] = r.Revision
				l.newest = max(l.newest, r.Revision)
			}
			if err := l.apply(r); err != nil {
				return err
			}
		}
	}
}

// replay applies commits until all that the pages showed is included. It asks at
// least once, even if they showed nothing new: a tombstone may have been pruned
// before its page was read, and then the answer is ErrCompacted.
func (l *loader) replay() error {
	for {
		commits, err := l.s.Changes(l.ctx, l.at, loadCommits)
		if err != nil {
			return err
		}
		commits, err = following(l.at, commits)
		if err != nil {
			return err
		}
		for _, c := range commits {
			for _, r := range c.Records {
				if r.Revision <= l.ahead[r.Key] {
					continue
				}
				if err := l.apply(r); err != nil {
					return err
				}
			}
			l.at = c.Head
		}
		if l.at.Revision >= l.newest {
			return nil
		}
		if len(commits) == 0 {
			return fmt.Errorf("%w: revision %d listed, changes end at %d", ErrDiverged, l.newest, l.at.Revision)
		}
	}
}

// following returns commits without those that at already includes, and
// ErrDiverged unless each of the rest follows the one before.
func following(at Head, commits []Commit) ([]Commit, error) {
	for len(commits) > 0 && commits[0].Head.Revision <= at.Revision {
		commits = commits[1:]
	}
	for _, c := range commits {
		next := at.Next(c.ID)
		if c.Head != next {
			return nil, fmt.Errorf("%w: revision %d with chain %v follows revision %d",
				ErrDiverged, c.Head.Revision, c.Head.Chain, at.Revision)
		}
		at = next
	}
	return commits, nil
}
