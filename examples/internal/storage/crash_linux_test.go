package storage_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// dataCalls are the system calls by which SQLite changes what is on the disk.
var dataCalls = []string{"pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "openat"}

// traced runs the writer on a database under strace and returns what it printed, and its
// error: of an exit that is not 0, as after a kill.
func traced(path string, options ...string) (out, trouble []byte, err error) {
	args := append([]string{"-f", "-qq"}, options...)
	c := exec.Command("strace", append(args, os.Args[0])...)
	c.Env = append(os.Environ(), writerVariable+"="+path)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err = c.Run()
	return stdout.Bytes(), stderr.Bytes(), err
}

// needStrace skips a test where strace is missing or may not trace.
func needStrace(t *testing.T) {
	t.Helper()
	if err := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "true").Run(); err != nil {
		missing(t, "strace of a kernel that lets it trace: install the Debian package strace: %v", err)
	}
}

// countCalls runs the script to its end and counts the calls of its thread.
func countCalls(t *testing.T) map[string]int {
	t.Helper()
	path, trace := filepath.Join(t.TempDir(), "w.db"), filepath.Join(t.TempDir(), "trace")
	out, trouble, err := traced(path, "-o", trace, "-e", "trace="+strings.Join(dataCalls, ","))
	if err != nil {
		t.Fatalf("%v\n%s", err, trouble)
	}
	survived(t, "never killed", path, lines(out))
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	var main string
	for line := range strings.Lines(string(text)) {
		thread, rest, _ := strings.Cut(line, " ")
		if main == "" {
			main = thread
		}
		if name, _, ok := strings.Cut(strings.TrimSpace(rest), "("); ok && thread == main {
			counts[name]++
		}
	}
	return counts
}

// each runs do for the numbers from 1 to n in steps, on both processors.
func each(n, step int, do func(i int)) {
	var running sync.WaitGroup
	free := make(chan struct{}, 2)
	for i := 1; i <= n; i += step {
		free <- struct{}{}
		running.Go(func() {
			do(i)
			<-free
		})
	}
	running.Wait()
}

// TestKilledAtEveryCall kills the writer as it enters the n-th call of each kind, for
// every n that there is with -long, and for some without.
func TestKilledAtEveryCall(t *testing.T) {
	t.Parallel()
	needStrace(t)
	counts := countCalls(t)
	t.Logf("calls of a script of %d writes: %v", scriptLength, counts)
	if counts["pwrite64"] < scriptLength || counts["fsync"]+counts["fdatasync"] < scriptLength {
		t.Fatalf("fewer calls than writes: %v", counts)
	}
	for _, call := range dataCalls {
		step := 1
		if !*long {
			step = max(1, counts[call]/8)
		}
		each(counts[call], step, func(n int) { killAt(t, call, n, true) })
		if counts[call] > 0 {
			killAt(t, call, counts[call]+1, false) // so none was left out
		}
	}
}

func killAt(t *testing.T, call string, n int, dies bool) {
	dir, err := os.MkdirTemp(t.TempDir(), call)
	if err != nil {
		t.Error(err)
		return
	}
	path := filepath.Join(dir, "w.db")
	out, trouble, err := traced(path, "-o", os.DevNull,
		"-e", "trace="+call, "-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n))
	if _, ok := errors.AsType[*exec.ExitError](err); ok != dies {
		t.Errorf("killed at %s %d: error is %v\n%s", call, n, err, trouble)
	}
	survived(t, fmt.Sprintf("killed at %s %d", call, n), path, lines(out))
	_ = os.RemoveAll(dir)
}
