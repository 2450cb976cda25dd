package storage_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// mount mounts a small disk in memory until the test ends.
func mount(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		missing(t, "the right to mount a disk, which root has: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func remount(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, options); err != nil {
		t.Fatal(err)
	}
}

// big returns the i-th of some batches of which ten fill the disk.
func big(i int) directory.Batch {
	return directory.Batch{ID: fmt.Sprint("big ", i), Writes: []directory.Write{{
		Key: directory.Key{Kind: "venue", ID: fmt.Sprint(i)}, Body: bytes.Repeat([]byte("x"), 200_000)}}}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := mount(t)
	s := open(t, filepath.Join(dir, "w.db"))
	n, err := 0, error(nil)
	for ; err == nil && n < 50; n++ {
		_, err = s.Commit(t.Context(), big(n))
	}
	n-- // the one that failed
	if !errors.Is(err, sqlstore.ErrFull) {
		t.Fatalf("after %d batches: error is %v, want %v", n, err, sqlstore.ErrFull)
	}
	commits, err := sound(t.Context(), s)
	if err != nil || len(commits) != n {
		t.Errorf("%d commits are readable on a full disk, want %d; error %v", len(commits), n, err)
	}
	remount(t, dir, 0, "size=16m")
	for i := range n + 2 {
		head, err := s.Commit(t.Context(), big(i))
		if err != nil || head.Revision != directory.Revision(i+1) {
			t.Errorf("batch %d, once there is room: revision %d, error %v", i, head.Revision, err)
		}
	}
	if commits, err = sound(t.Context(), s); err != nil || len(commits) != n+2 {
		t.Errorf("%d commits, want %d; error %v", len(commits), n+2, err)
	}
}

func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	dir := mount(t)
	path := filepath.Join(dir, "w.db")
	first := open(t, path)
	if _, err := first.Commit(t.Context(), script(0)); err != nil {
		t.Fatal(err)
	}
	// A file that is open for writing keeps its disk writable, so this one is moved.
	copied := filepath.Join(mount(t), "w.db")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		text, err := os.ReadFile(path + suffix)
		if err == nil {
			err = os.WriteFile(copied+suffix, text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	remount(t, filepath.Dir(copied), syscall.MS_RDONLY, "")
	s, closeStore, err := storage.Open(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	commits, err := sound(t.Context(), s)
	if err != nil || len(commits) != 1 {
		t.Errorf("%d commits are readable on a read-only disk, want 1; error %v", len(commits), err)
	}
	if _, err := s.Commit(t.Context(), script(1)); !errors.Is(err, sqlstore.ErrReadOnly) {
		t.Errorf("error is %v, want %v", err, sqlstore.ErrReadOnly)
	}
	if err := closeStore(); err != nil { // a process that has the file open stays a reader of it
		t.Error(err)
	}
	remount(t, filepath.Dir(copied), 0, "")
	again := open(t, copied)
	if _, err := again.Commit(t.Context(), script(1)); err != nil {
		t.Errorf("once the disk is writable: %v", err)
	}
}

func TestMissingDisk(t *testing.T) {
	t.Parallel()
	_, _, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "no such folder", "w.db"))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error is %v, want %v", err, os.ErrNotExist)
	}
}

// TestFailedFsync makes the n-th fsync fail, as a broken disk does, once. The writer must
// stop with the error and not have acknowledged the batch.
func TestFailedFsync(t *testing.T) {
	t.Parallel()
	needStrace(t)
	fsyncs := countCalls(t)["fsync"]
	if fsyncs < scriptLength {
		t.Fatalf("%d calls of fsync for %d writes", fsyncs, scriptLength)
	}
	step := fsyncs / 6
	if *long {
		step = 1
	}
	dir := t.TempDir()
	stopped := make([]bool, fsyncs+1)
	each(fsyncs, step, func(n int) {
		path := filepath.Join(dir, fmt.Sprint(n, ".db"))
		out, trouble, err := traced(path, "-o", os.DevNull,
			"-e", "trace=fsync", "-e", fmt.Sprintf("inject=fsync:error=EIO:when=%d", n))
		acknowledged := lines(out)
		stopped[n] = err != nil
		if err != nil && !strings.Contains(string(trouble), "disk I/O error") {
			t.Errorf("fsync %d fails: error is %q", n, trouble)
		}
		if err == nil && len(acknowledged) != scriptLength {
			t.Errorf("fsync %d fails: no error, but %d batches acknowledged", n, len(acknowledged))
		}
		survived(t, fmt.Sprintf("fsync %d fails", n), path, acknowledged)
	})
	failed := 0
	for _, is := range stopped {
		if is {
			failed++
		}
	}
	t.Logf("of %d calls of fsync, every %d. failed; %d stopped the writer", fsyncs, step, failed)
	if failed == 0 {
		t.Error("no failed fsync was reported")
	}
}
