package storage_test

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
)

// eventually waits until is returns true.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1500 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("not within 30 s: %s", what)
}

// organize commits organizations, one by one, and returns the head.
func organize(t *testing.T, s directory.Store, names ...string) directory.Head {
	t.Helper()
	var head directory.Head
	for _, name := range names {
		o := directory.Organization{ID: "o" + name[len(name)-1:], Name: name}
		body, err := directory.Encode(o)
		if err != nil {
			t.Fatal(err)
		}
		head, err = s.Commit(t.Context(), directory.Batch{ID: name,
			Writes: []directory.Write{{Key: o.Key(), If: directory.AnyRevision, Body: body}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return head
}

// head returns the newest head of a store, or none while there is an error.
func head(t *testing.T, s directory.Store) directory.Head {
	page, err := s.List(t.Context(), directory.Key{}, 1)
	if err != nil {
		t.Log(err)
	}
	return page.Head
}

// replicate returns a running streaming replica of a server.
func replicate(t *testing.T, primary *server) *server {
	t.Helper()
	s := newServer(t)
	t.Cleanup(s.stop)
	s.run(t, "pg_basebackup", "-h", primary.dir, "-U", "postgres", "-D", s.data(), "-R", "-X", "stream", "-c", "fast")
	s.start(t)
	return s
}

// detach keeps a replica from receiving more.
func detach(t *testing.T, replica *server) {
	t.Helper()
	db, err := sql.Open("pgx", replica.dsn(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{`ALTER SYSTEM SET primary_conninfo = ''`, `SELECT pg_reload_conf()`} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "the replica receives nothing", func() bool {
		var n int
		return db.QueryRow(`SELECT count(*) FROM pg_stat_wal_receiver`).Scan(&n) == nil && n == 0
	})
}

// TestFailover promotes a replica that has not received the last commits. All who have
// seen them must notice, and end with what the new primary has.
func TestFailover(t *testing.T) {
	t.Parallel()
	one := newServer(t)
	one.init(t)
	t.Cleanup(one.stop)
	one.start(t)
	primary := open(t, one.dsn(nil))
	organize(t, primary, "first A", "first B", "first C")
	two := replicate(t, one)
	replica := open(t, two.dsn(nil))
	either := open(t, one.dsn(url.Values{"host": {one.dir + "," + two.dir}, "target_session_attrs": {"read-write"}}))
	dir, err := directory.Open(t.Context(), either, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)

	t.Run("a replica can be followed, and refuses to write", func(t *testing.T) {
		if _, is := replica.(directory.Waiter); is {
			t.Error("a replica claims to have notices")
		}
		newest := organize(t, primary, "second A")
		eventually(t, "the replica has it", func() bool { return head(t, replica) == newest })
		if commits, err := sound(t.Context(), replica); err != nil || len(commits) != 4 {
			t.Errorf("the replica has %d commits, want 4; error %v", len(commits), err)
		}
		if _, err := replica.Commit(t.Context(), script(0)); !errors.Is(err, sqlstore.ErrReadOnly) {
			t.Errorf("error is %v, want %v", err, sqlstore.ErrReadOnly)
		}
	})

	detach(t, two)
	lost := organize(t, primary, "lost B", "lost D")
	eventually(t, "the directory shows what will be lost", func() bool { return dir.Head() == lost })
	one.kill()
	promoted := time.Now()
	two.run(t, "pg_ctl", "-D", two.data(), "-w", "promote")
	forked := organize(t, replica, "other C", "other E")
	if forked.Revision != lost.Revision {
		t.Fatalf("the new primary is at revision %d, want the same as the old one, %d", forked.Revision, lost.Revision)
	}

	t.Run("the fork is noticed, though revisions are the same", func(t *testing.T) {
		if _, err := replica.Changes(t.Context(), lost, 1); !errors.Is(err, directory.ErrDiverged) {
			t.Errorf("error is %v, want %v", err, directory.ErrDiverged)
		}
	})
	t.Run("the directory ends with what the new primary has", func(t *testing.T) {
		eventually(t, "the directory has the new head", func() bool { return dir.Head() == forked })
		t.Logf("after %v", time.Since(promoted).Round(time.Millisecond))
		names := map[string]string{}
		for id := range map[string]bool{"oA": true, "oB": true, "oC": true, "oD": true, "oE": true} {
			if e, _, ok := dir.Get(directory.Key{Kind: directory.KindOrganization, ID: id}); ok {
				names[id] = e.(directory.Organization).Name
			}
		}
		want := map[string]string{"oA": "second A", "oB": "first B", "oC": "other C", "oE": "other E"}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("organizations (-want +got):\n%s", diff)
		}
		if _, err := dir.Commit(t.Context(), "", directory.Change{Put: directory.Organization{ID: "oF", Name: "after F"}}); err != nil {
			t.Errorf("commit after the failover: %v", err)
		}
	})
	t.Run("the old primary, back again, is of another history", func(t *testing.T) {
		one.start(t)
		if got := head(t, primary); got != lost {
			t.Fatalf("the old primary is at %v, want %v", got, lost)
		}
		if _, err := primary.Changes(t.Context(), forked, 1); !errors.Is(err, directory.ErrDiverged) {
			t.Errorf("error is %v, want %v", err, directory.ErrDiverged)
		}
	})
	if t.Failed() {
		t.Log(fmt.Sprint(dir.Trouble()))
	}
}
