package directory

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// Limits of a [Batch]. They leave room within those of every engine: etcd, the
// tightest, takes 128 operations and 1.5 MiB, and keeps each body twice.
const (
	MaxBatchKeys  = 100       // writes and checks together
	MaxBatchBytes = 512 << 10 // of keys and bodies, as Size counts them
)

// A Batch is a set of writes that a store applies together or not at all.
//
// # When Commit does not answer
//
// A lost connection hides whether a commit took effect. Send the same batch, with
// the same ID, again until an answer comes: it is committed once, and the answer
// is that of the first time. An ID names one batch for ever. Make it with
// crypto/rand.Text, and make a new one when anything in the batch changes, as
// after a conflict.
//
// # More than fits
//
// An import of more than 100 records is several batches, and others see the
// directory between them. Two ways are safe:
//
//   - In parts, as [Directory.Import] does: each batch leaves a directory that makes
//     sense. Write what others refer to first (organizations, venues, then offerings)
//     and delete it last.
//     Give the batches the ID of the import and a number ("7GQ4…/3"), so that an import
//     which stopped half-way is run again from its start and writes nothing twice.
//   - Together: write the new records in any number of batches so that nothing shows
//     them yet, then commit one last batch that does, with Checks on what it relies
//     on. Should the import stop half-way, nobody has seen it.
type Batch struct {
	ID     string  // 1 to 256 bytes, valid as Key.ID is; repeated only to repeat the batch
	Writes []Write // at least one, each of a different key, in any order
	Checks []Check // of keys that are not written
}

// A Write replaces the record under a key, or deletes it. The zero If makes it a
// creation, so a write whose If was forgotten overwrites nothing.
type Write struct {
	Key    Key
	If     Revision // the record must be at it; 0: not be live; AnyRevision: no condition
	Delete bool     // leaves a tombstone; Body is empty
	Body   []byte   // any bytes; nil and empty are the same
}

// A Check requires that a record which the batch does not write is still at a
// revision. Without it two batches may each rely on what the other one changes:
// one deletes a venue, the other opens a group there.
type Check struct {
	Key Key
	If  Revision // the record must be at it; 0: not be live
}

// A ConflictError reports the first condition of a batch that did not hold.
// errors.Is(err, ErrConflict) is true of it.
type ConflictError struct {
	Key     Key
	Want    Revision // If of the write or check
	Found   Revision // of the record or tombstone found; 0: there was none
	Deleted bool     // what was found is a tombstone
}

// Error says what was wanted and what was found.
func (e *ConflictError) Error() string {
	want, found := "none", "there is none"
	if e.Want != 0 {
		want = fmt.Sprint("revision ", e.Want)
	}
	if e.Found != 0 {
		found = fmt.Sprint("it is at revision ", e.Found)
	}
	if e.Deleted {
		found = fmt.Sprint("it was deleted at revision ", e.Found)
	}
	return fmt.Sprintf("%v: %s %q: %s, want %s", ErrConflict, e.Key.Kind, e.Key.ID, found, want)
}

// Unwrap returns ErrConflict.
func (e *ConflictError) Unwrap() error { return ErrConflict }

// Size returns the bytes that count for MaxBatchBytes: of each write and check the
// key, as String writes it, and of each write the body.
func (b Batch) Size() int {
	n := 0
	for _, w := range b.Writes {
		n += len(w.Key.Kind) + len(separator) + len(w.Key.ID) + len(w.Body)
	}
	for _, c := range b.Checks {
		n += len(c.Key.Kind) + len(separator) + len(c.Key.ID)
	}
	return n
}

// Validate returns nil if every store takes b, else ErrTooLarge if it has more
// than 100 writes and checks or 512 KiB, or else every reason for ErrInvalid:
// an ID or key that is not valid, no writes, a key named twice, a deletion with
// a body, a condition that is neither a revision nor, in a write, AnyRevision.
func (b Batch) Validate() error {
	if n := len(b.Writes) + len(b.Checks); n > MaxBatchKeys {
		return fmt.Errorf("%w: %d writes and checks, want at most %d", ErrTooLarge, n, MaxBatchKeys)
	}
	if n := b.Size(); n > MaxBatchBytes {
		return fmt.Errorf("%w: %d bytes, want at most %d", ErrTooLarge, n, MaxBatchBytes)
	}
	problems := []error{validateName("Batch.ID", b.ID, MaxID)}
	if len(b.Writes) == 0 {
		problems = append(problems, fmt.Errorf("%w: Batch.Writes is empty", ErrInvalid))
	}
	seen := make(map[Key]bool, len(b.Writes)+len(b.Checks))
	for i, w := range b.Writes {
		problems = append(problems, validateCondition("Writes", i, w.Key, w.If, AnyRevision, seen))
		if w.Delete && len(w.Body) > 0 {
			problems = append(problems, fmt.Errorf("%w: Writes[%d] deletes and has a body", ErrInvalid, i))
		}
	}
	for i, c := range b.Checks {
		problems = append(problems, validateCondition("Checks", i, c.Key, c.If, 0, seen))
	}
	return errors.Join(problems...)
}

// validateCondition checks key and condition of the i-th write or check.
func validateCondition(list string, i int, k Key, cond, least Revision, seen map[Key]bool) error {
	if err := k.Validate(); err != nil {
		return fmt.Errorf("%s[%d]: %w", list, i, err)
	}
	if seen[k] {
		return fmt.Errorf("%w: %s[%d] names %s %q again", ErrInvalid, list, i, k.Kind, k.ID)
	}
	seen[k] = true
	if cond < least {
		return fmt.Errorf("%w: %s[%d].If is %d, want %d or more", ErrInvalid, list, i, cond, least)
	}
	return nil
}

// Conflict returns a *ConflictError for the first condition of b that does not
// hold, checks before writes, or nil if all do. Read returns the record or
// tombstone under a key, and the zero Record if there is none; it is not asked for
// writes with AnyRevision, and its first error is returned as it is.
func (b Batch) Conflict(read func(Key) (Record, error)) error {
	for _, c := range b.Checks {
		if err := conflict(c.Key, c.If, read); err != nil {
			return err
		}
	}
	for _, w := range b.Writes {
		if err := conflict(w.Key, w.If, read); err != nil {
			return err
		}
	}
	return nil
}

func conflict(k Key, want Revision, read func(Key) (Record, error)) error {
	if want == AnyRevision {
		return nil
	}
	found, err := read(k)
	if err != nil {
		return err
	}
	if found.Revision == want || want == 0 && found.Deleted {
		return nil
	}
	return &ConflictError{k, want, found.Revision, found.Deleted}
}

// After returns the commit that b becomes on top of head: its records are sorted
// by key and share no memory with b. It does not validate b.
func (b Batch) After(head Head) Commit {
	c := Commit{Head: head.Next(b.ID), ID: b.ID, Records: make([]Record, 0, len(b.Writes))}
	for _, w := range b.Writes {
		c.Records = append(c.Records, Record{w.Key, c.Head.Revision, w.Delete, bytes.Clone(w.Body)})
	}
	slices.SortFunc(c.Records, func(x, y Record) int { return x.Key.Compare(y.Key) })
	return c
}

// Repeat returns what Commit owes when the ID of b was committed before, as first:
// the head of first, or ErrInvalid if first wrote something else than b would. The
// records of first are empty if it was pruned; b is then taken at its word.
func (b Batch) Repeat(first Commit) (Head, error) {
	again := b.After(Head{Revision: first.Head.Revision - 1}).Records
	if len(first.Records) > 0 && !slices.EqualFunc(again, first.Records, Record.Equal) {
		return Head{}, fmt.Errorf("%w: Batch.ID %q is that of another batch, of revision %d",
			ErrInvalid, b.ID, first.Head.Revision)
	}
	return first.Head, nil
}
