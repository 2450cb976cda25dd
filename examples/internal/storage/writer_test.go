package storage_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// long makes the tests of faults try all that there is to try.
var long = flag.Bool("long", false, "try every fault, for minutes")

// writerVariable names the database to which this program writes the script instead of
// running tests, so that a test can kill it.
const writerVariable = "WITHINREACH_TEST_WRITER"

// The kernel counts calls by thread. So the writer does all its work on one.
func init() {
	if os.Getenv(writerVariable) != "" {
		runtime.LockOSThread()
	}
}

// runAsWriter reports whether this process is a writer under test, and has written.
func runAsWriter() bool {
	dsn := os.Getenv(writerVariable)
	if dsn == "" {
		return false
	}
	if err := writeScript(context.Background(), dsn, func(id string) { fmt.Println(id) }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

const scriptLength = 50

// script returns the i-th batch of the script: creations, changes under a condition,
// deletions, of one record and of several.
func script(i int) directory.Batch {
	b := directory.Batch{ID: fmt.Sprint("batch ", i)}
	body := bytes.Repeat([]byte(fmt.Sprintf("%02d ", i)), 20*(i%5))
	b.Writes = append(b.Writes,
		directory.Write{Key: scriptKey(i), Body: body},
		directory.Write{Key: directory.Key{Kind: "venue", ID: "always"}, If: directory.Revision(i), Body: body})
	if i >= 7 && i%4 == 0 {
		b.Writes = append(b.Writes, directory.Write{Key: scriptKey(i - 7), If: directory.AnyRevision, Delete: true})
	}
	if i >= 1 {
		b.Checks = []directory.Check{{Key: scriptKey(i - 1), If: directory.Revision(i)}}
	}
	return b
}

func scriptKey(i int) directory.Key {
	return directory.Key{Kind: "offering", ID: fmt.Sprintf("%02d", (i*37)%100)}
}

// writeScript commits the script, from its start, and calls acknowledged with the ID of
// each batch.
func writeScript(ctx context.Context, dsn string, acknowledged func(id string)) error {
	s, closeStore, err := storage.Open(ctx, dsn)
	if err != nil {
		return err
	}
	for i := range scriptLength {
		b := script(i)
		head, err := s.Commit(ctx, b)
		if err == nil && head.Revision != directory.Revision(i+1) {
			err = fmt.Errorf("%s is at revision %d", b.ID, head.Revision)
		}
		if err != nil {
			return errors.Join(err, closeStore())
		}
		acknowledged(b.ID)
	}
	return closeStore()
}

// history returns all commits of a store that was never pruned.
func history(ctx context.Context, s directory.Store) ([]directory.Commit, error) {
	var all []directory.Commit
	var at directory.Head
	for {
		commits, err := s.Changes(ctx, at, 100)
		if err != nil || len(commits) == 0 {
			return all, err
		}
		all = append(all, commits...)
		at = commits[len(commits)-1].Head
	}
}

// sound returns an error unless the records of a store are what its log says, each commit
// following the one before.
func sound(ctx context.Context, s directory.Store) ([]directory.Commit, error) {
	commits, err := history(ctx, s)
	if err != nil {
		return nil, err
	}
	var at directory.Head
	want := map[directory.Key]directory.Record{}
	for _, c := range commits {
		if at = at.Next(c.ID); c.Head != at {
			return nil, fmt.Errorf("revision %d, batch %q does not follow the one before", c.Head.Revision, c.ID)
		}
		for _, r := range c.Records {
			want[r.Key] = r
		}
	}
	got, head, err := load(ctx, s)
	if err != nil {
		return nil, err
	}
	if diff := cmp.Diff(want, got); diff != "" || head != at {
		return nil, fmt.Errorf("head %v, want %v; records (-log +listed):\n%s", head, at, diff)
	}
	return commits, nil
}

// load returns all records of a store.
func load(ctx context.Context, s directory.Store) (map[directory.Key]directory.Record, directory.Head, error) {
	var records map[directory.Key]directory.Record
	head, err := directory.Load(ctx, s,
		func() { records = map[directory.Key]directory.Record{} },
		func(r directory.Record) error { records[r.Key] = r; return nil })
	return records, head, err
}

// survived demands that a database which the writer left has what it acknowledged, and at
// most one batch more, is whole, and takes the rest of the script.
func survived(t *testing.T, what, dsn string, acknowledged []string) {
	t.Helper()
	s, closeStore, err := storage.Open(t.Context(), dsn)
	if err != nil {
		t.Errorf("%s, after %d batches: the database does not open: %v", what, len(acknowledged), err)
		return
	}
	defer closeStore()
	commits, err := sound(t.Context(), s)
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	var ids []string
	for _, c := range commits {
		ids = append(ids, c.ID)
	}
	if n := len(acknowledged); len(ids) < n || len(ids) > n+1 || !slices.Equal(ids[:n], acknowledged) {
		t.Errorf("%s: acknowledged are %q, found are %q", what, acknowledged, ids)
	}
	if err := writeScript(t.Context(), dsn, func(string) {}); err != nil {
		t.Errorf("%s: writing again: %v", what, err)
	}
	commits, err = sound(t.Context(), s)
	if err != nil || len(commits) != scriptLength {
		t.Errorf("%s: after writing again there are %d commits, want %d; error %v", what, len(commits), scriptLength, err)
	}
}

// lines returns what a writer printed in full lines.
func lines(out []byte) []string {
	var all []string
	for s := bufio.NewScanner(bytes.NewReader(out[:bytes.LastIndexByte(out, '\n')+1])); s.Scan(); {
		all = append(all, strings.TrimSpace(s.Text()))
	}
	return all
}
