package storage_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// children returns the processes that a server has started.
func (s *server) children() []int {
	var pids []int
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// pid (name) state parent …
		_, rest, _ := strings.Cut(string(text), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(s.process.Process.Pid) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			pids = append(pids, pid)
		}
	}
	return pids
}

// kill kills the server and all of its processes.
func (s *server) kill() {
	children := s.children()
	s.signal(syscall.SIGKILL)
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	s.ended()
}

// TestKilledPostgres kills a server at random moments of writing: all of its processes,
// or one, after which it recovers by itself.
func TestKilledPostgres(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.init(t)
	t.Cleanup(s.stop)
	s.start(t)
	rounds := 4
	if *long {
		rounds = 25
	}
	stores := open(t, s.dsn(nil))
	l := write(t.Context(), 2, stores, open(t, s.dsn(nil)))
	for i := range rounds {
		time.Sleep(100*time.Millisecond + rand.N(150*time.Millisecond))
		if children := s.children(); i%4 == 3 && len(children) > 0 {
			_ = syscall.Kill(children[rand.IntN(len(children))], syscall.SIGKILL)
			continue
		}
		s.kill()
		s.start(t)
	}
	l.close()
	t.Logf("%d kills", rounds)
	l.check(t, stores)
}

func TestSharedServerIsWhole(t *testing.T) {
	t.Parallel()
	s := open(t, schemaDSN(t, nil))
	if err := writeScript(t.Context(), schemaDSN(t, nil), func(string) {}); err != nil {
		t.Fatal(err)
	}
	if commits, err := sound(t.Context(), s); err != nil || len(commits) != 0 {
		t.Errorf("schemas share tables: %s", fmt.Sprint(len(commits), err))
	}
}
