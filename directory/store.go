package directory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// Errors that a [Store] returns, perhaps wrapped: test with errors.Is.
var (
	// ErrConflict reports that a record was not at the revision that a batch
	// required. The error is a [*ConflictError], which says more.
	ErrConflict = errors.New("directory: conflict")

	// ErrCompacted reports that commits which should have followed were pruned.
	// Whoever follows the store starts again, as [Load] does.
	ErrCompacted = errors.New("directory: changes were pruned")

	// ErrDiverged reports a head that is not in the history of this store, as after
	// a failover that lost commits. Whoever follows the store starts again; but if
	// List shows a lower Head, this may be a replica that lags, so first try
	// again for a while.
	ErrDiverged = errors.New("directory: history diverged")

	// ErrTooLarge reports a batch past the limits of [Batch].
	ErrTooLarge = errors.New("directory: batch too large")

	// ErrInvalid reports an argument that no store accepts, such as an empty key.
	ErrInvalid = errors.New("directory: invalid")
)

// A Store keeps opaque records, each at the revision of the commit that wrote it,
// and the order in which they changed.
// Its methods may be called concurrently, and commits may come between two pages of a list.
// A call sees every commit that was acknowledged before it began.
// What is passed in is copied, and what is returned belongs to the caller.
// A call whose context has ended changes nothing and returns the context's error.
//
// # Implementing a store
//
// Package storetest holds every sentence above and in the methods against your
// store. The rules that are the same for all stores are functions here, so that
// all give the same answers. Commit is, inside one transaction or lock:
//
//	if err := b.Validate(); err != nil { … }         // before the transaction
//	if first, ok := …; ok { return b.Repeat(first) } // its ID was committed before
//	if err := b.Conflict(read); err != nil { … }     // read looks one key up
//	c := b.After(head)                               // revision, chain, copies, key order
//	…                                                // save c.Records, c and c.Head
//
// One row, key or lock that holds the head and is taken first makes revisions
// gapless. A sequence does not: its numbers are given out before commits become
// visible, and a follower then misses some. [CheckChanges] judges what Changes
// has read.
//
// Opening and closing belong to whoever makes the store. An error not named
// here, such as a lost connection, is returned as it is, and leaves open whether
// Commit took effect: see [Batch]. Nobody looks at what comes with an error.
//
// A store on files of its own has one more thing to mind: a line that was cut off
// by a crash is no commit, and after a write or fsync that failed nothing may be
// appended before what is on the disk has been read again.
type Store interface {
	// Commit applies every write of b, or none, as one commit, and returns its head.
	// That is the old head's [Head.Next] for b.ID, so revisions run 1, 2, 3 without gaps,
	// however many callers commit at once.
	// A batch that [Batch.Validate] refuses gets that error and changes nothing.
	// A write or check with If 0 holds while its key has no live record: a tombstone counts as absent.
	// One with If n holds while the record, or its tombstone, is at revision n.
	// A write with If [AnyRevision] always holds.
	// If one does not hold at the instant of the commit, the error is a [*ConflictError],
	// and nothing is written.
	// A deletion leaves a tombstone, also where nothing was: a record that is Deleted and has no body.
	// Repeating a batch writes nothing and returns the head of its first commit,
	// whatever was committed or pruned since.
	// A different batch with the ID of a commit that is not pruned gets [ErrInvalid].
	// The ID of a batch that was refused stays free.
	Commit(ctx context.Context, b Batch) (Head, error)

	// List returns the records with keys above after, which need not be there, in the
	// order of [Key.Compare], tombstones included.
	// It returns at most limit records, perhaps fewer, but none only if there are none.
	// Page.Head is the newest head as it was before the page was read, so that Changes
	// after it tell all that the page may have missed.
	// A limit below 1 is [ErrInvalid].
	List(ctx context.Context, after Key, limit int) (Page, error)

	// Changes returns the commits that follow after, oldest first and without gaps,
	// each with all its records in key order.
	// It returns at most limit commits, perhaps fewer, but none only if after is the newest
	// head, and never waits.
	// Bodies are as that commit wrote them, even if they were overwritten since.
	// If the commit that should come next was pruned, the error is [ErrCompacted], also when no commit is left.
	// If after is not a head of this history, or lies ahead of it, the error is [ErrDiverged].
	// A limit below 1 is [ErrInvalid].
	Changes(ctx context.Context, after Head, limit int) ([]Commit, error)

	// Prune forgets the commits with revisions below before, and tombstones at such revisions.
	// Live records, the head, the IDs of all batches, and the other commits and tombstones stay.
	// A revision past the newest commit forgets them all, and one at or below the oldest none.
	Prune(ctx context.Context, before Revision) error
}

// A Waiter is a Store that can tell when it changes. Function [Wait] uses it, and
// polls stores that have none.
type Waiter interface {
	// Wait returns nil as soon as after is not, or no longer, the newest head.
	// It may return early now and then, so callers ask Changes, but it does not always return early.
	// It returns the error of ctx if that ends first.
	Wait(ctx context.Context, after Head) error
}

// A Record is what a store keeps under a key. The store does not look into Body.
type Record struct {
	Key      Key      `json:"key"`
	Revision Revision `json:"revision"`          // of the commit that wrote it
	Deleted  bool     `json:"deleted,omitempty"` // a tombstone, kept until pruned
	Body     []byte   `json:"body,omitempty"`    // any bytes; nil and empty are the same
}

// Equal reports whether r and other are the same in all fields; a nil body equals
// an empty one.
func (r Record) Equal(other Record) bool {
	return r.Key == other.Key && r.Revision == other.Revision &&
		r.Deleted == other.Deleted && bytes.Equal(r.Body, other.Body)
}

// A Page is a part of the records of a store. The next part begins after the key
// of the last record; an empty page is the end.
type Page struct {
	Records []Record // in key order
	Head    Head     // the newest head before the records were read; some may be newer
}

// A Commit is one step of a store's history: the records that a batch wrote, each
// at the revision of Head.
type Commit struct {
	Head    Head     `json:"head"`    // the newest head once it was made
	ID      string   `json:"id"`      // of the batch
	Records []Record `json:"records"` // in key order; at least one
}

// CheckChanges returns the error that Changes owes for the commits that a store
// has read after a head: nil, ErrCompacted or ErrDiverged. Newest is the store's
// head, read before the commits or together with them; commits are those found
// with revisions above after.Revision, in order, up to a limit of at least 1. It
// needs no chain of pruned commits, because the first commit found proves after.
func CheckChanges(after, newest Head, commits []Commit) error {
	n := after.Revision
	switch {
	case n < 0 || n > newest.Revision || n == newest.Revision && after != newest:
		return fmt.Errorf("%w: revision %d with chain %v, newest is %d", ErrDiverged, n, after.Chain, newest.Revision)
	case len(commits) == 0 && after == newest:
		return nil
	case len(commits) == 0 || commits[0].Head.Revision != n+1:
		return fmt.Errorf("%w: revision %d", ErrCompacted, n+1)
	case commits[0].Head != after.Next(commits[0].ID):
		return fmt.Errorf("%w: revision %d with chain %v", ErrDiverged, n, after.Chain)
	}
	return nil
}
