package directory

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ErrNotEmpty reports a store that holds something already, so that nothing can
// be restored into it.
var ErrNotEmpty = errors.New("directory: store is not empty")

// Restore writes a backup into an empty store. It reads all of r first: the error
// is [ErrBackup] for one that is not whole, and [ErrNotEmpty] for a store with
// commits, and then nothing was written. It is not made visible at once, but in
// parts of up to 100 records, organizations and venues before what refers to
// them; a directory that follows meanwhile shows the part that is there. If it
// stops half-way, restore the same backup again: it goes on, and writes nothing
// twice. It holds the backup in memory.
func Restore(ctx context.Context, s Store, r io.Reader) (Backed, error) {
	writes, sum, err := readBackup(r)
	if err != nil {
		return Backed{}, fmt.Errorf("directory: restore: %w", err)
	}
	prefix := "restore/" + sum + "/"
	if err := onlyFrom(ctx, s, prefix); err != nil {
		return Backed{}, fmt.Errorf("directory: restore: %w", err)
	}
	done := Backed{Records: len(writes)}
	batches, err := batchesOf(prefix, writes)
	if err != nil {
		return Backed{}, fmt.Errorf("directory: restore: %w", err)
	}
	for i, b := range batches {
		if done.Head, err = s.Commit(ctx, b); err != nil {
			return Backed{}, fmt.Errorf("directory: restore: part %d of %d: %w", i+1, len(batches), err)
		}
	}
	return done, nil
}

// batchesOf cuts writes into batches that every store takes. The error is
// ErrBackup if there are some that none does, or two of one record.
func batchesOf(prefix string, writes []Write) ([]Batch, error) {
	seen := make(map[Key]bool, len(writes))
	var batches []Batch
	var size int
	for _, w := range writes {
		if seen[w.Key] {
			return nil, fmt.Errorf("%w: %s %q is in it twice", ErrBackup, w.Key.Kind, w.Key.ID)
		}
		seen[w.Key] = true
		n := Batch{Writes: []Write{w}}.Size()
		if last := len(batches) - 1; last < 0 || len(batches[last].Writes) == MaxBatchKeys || size+n > MaxBatchBytes {
			batches, size = append(batches, Batch{ID: fmt.Sprint(prefix, len(batches)+1)}), 0
		}
		last := &batches[len(batches)-1]
		last.Writes = append(last.Writes, w)
		size += n
	}
	for _, b := range batches {
		if err := b.Validate(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBackup, err)
		}
	}
	return batches, nil
}

// onlyFrom returns ErrNotEmpty unless all commits of a store have IDs with a
// prefix.
func onlyFrom(ctx context.Context, s Store, prefix string) error {
	var at Head
	for {
		commits, err := s.Changes(ctx, at, loadCommits)
		if errors.Is(err, ErrCompacted) {
			return ErrNotEmpty
		}
		if err != nil || len(commits) == 0 {
			return err
		}
		for _, c := range commits {
			if !strings.HasPrefix(c.ID, prefix) {
				return fmt.Errorf("%w: it has a commit %q", ErrNotEmpty, c.ID)
			}
			at = c.Head
		}
	}
}

// readBackup returns what a backup holds, in the order to write it, and its hash.
func readBackup(r io.Reader) ([]Write, string, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxBackupLine)
	in.Split(wholeLines)
	sum := sha256.New()
	var writes []Write
	for n := 1; in.Scan(); n++ {
		line := in.Bytes()
		switch {
		case n == 1 && !bytes.HasPrefix(line, []byte(backupTitle+",")):
			return nil, "", fmt.Errorf("%w: its first line is not %q", ErrBackup, backupTitle+", …")
		case n > 1 && line[0] == '#':
			text := hex.EncodeToString(sum.Sum(nil))
			err := checkEnd(string(line), len(writes), text)
			if in.Scan() || in.Err() != nil {
				err = errors.Join(err, fmt.Errorf("%w: something follows the end", ErrBackup))
			}
			inOrder(writes)
			return writes, text, err
		case n > 1:
			w, err := restored(line)
			if err != nil { // which may quote a secret
				return nil, "", fmt.Errorf("%w: line %d is not a record", ErrBackup, n)
			}
			w.Body = bytes.Clone(w.Body)
			writes = append(writes, w)
		}
		sum.Write(line)
	}
	if in.Err() != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrBackup, in.Err())
	}
	return nil, "", fmt.Errorf("%w: it has no end", ErrBackup)
}

// wholeLines splits after each line feed; what has none is cut off.
func wholeLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i+1], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, errors.New("the last line is cut off")
	}
	return 0, nil, nil
}

// checkEnd compares the last line of a backup with what was read.
func checkEnd(line string, records int, sum string) error {
	if want := fmt.Sprintf(backupEnd, records, sum); line != want {
		return fmt.Errorf("%w: its last line is %q, want %q", ErrBackup, strings.TrimSpace(line), strings.TrimSpace(want))
	}
	return nil
}

// inOrder sorts writes so that what is referred to comes first.
func inOrder(writes []Write) {
	slices.SortStableFunc(writes, func(a, b Write) int { return cmp.Compare(rankOf(a.Key.Kind), rankOf(b.Key.Kind)) })
}

// rankOf says when a kind is written: what others refer to comes first.
func rankOf(kind string) int {
	switch kind {
	case KindOrganization:
		return 0
	case KindVenue:
		return 1
	case KindOffering:
		return 2
	}
	return 3
}
