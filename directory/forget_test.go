package directory_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

// knows reports whether any call of a store can tell a text.
func knows(t *testing.T, s directory.Store, text string) bool {
	t.Helper()
	has := func(r directory.Record) bool {
		return bytes.Contains(r.Body, []byte(text)) || bytes.Contains([]byte(r.Key.String()), []byte(text))
	}
	var found bool
	head, err := directory.Load(t.Context(), s, func() {}, func(r directory.Record) error {
		found = found || has(r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// A commit can be read only after a head, so every one is tried.
	heads := []directory.Head{{}}
	for at := (directory.Head{}); at.Revision < head.Revision; {
		commits, err := s.Changes(t.Context(), at, 1)
		if err != nil && !errors.Is(err, directory.ErrCompacted) {
			t.Fatal(err)
		}
		for _, c := range commits {
			for _, r := range c.Records {
				found = found || has(r)
			}
		}
		if len(commits) == 0 {
			break
		}
		at = commits[0].Head
		heads = append(heads, at)
	}
	return found
}

func TestForget(t *testing.T) {
	const secret = "Rosalind"
	group := func(note string) directory.Change {
		return directory.Change{If: directory.AnyRevision, Put: directory.Opaque{Kind: "group", ID: "g", Body: fmt.Appendf(nil, `{"id":"g","led_by":%q}`, note)}}
	}
	write := func(t *testing.T, dir *directory.Directory) {
		t.Helper()
		commit(t, dir, group(secret))
		commit(t, dir, directory.Change{Put: directory.Opaque{Kind: "person", ID: secret, Body: []byte(`{"id":"` + secret + `"}`)}})
		commit(t, dir, puts(directory.Venue{ID: "v", Name: "V"})...)
	}
	gone := []directory.Change{group("somebody"), {Delete: directory.Key{Kind: "person", ID: secret}, If: directory.AnyRevision}}

	t.Run("V15 no call of the store can tell what was forgotten", func(t *testing.T) {
		store := memstore.New()
		dir := open(t, store, directory.Options{})
		write(t, dir)
		if !knows(t, store, secret) {
			t.Fatal("the store does not know it before")
		}
		if _, err := dir.Forget(t.Context(), "f1", gone...); err != nil {
			t.Fatal(err)
		}
		if knows(t, store, secret) {
			t.Error("the store still knows it")
		}
		if e, _, _ := dir.Get(directory.Key{Kind: "group", ID: "g"}); e == nil {
			t.Error("the group is gone too")
		}
		for _, line := range told(t, dir.History(t.Context())) {
			if bytes.Contains([]byte(line), []byte(secret)) {
				t.Errorf("V16 history tells %s", line)
			}
		}
		t.Run("and what comes later has a history", func(t *testing.T) {
			commit(t, dir, group("nobody"))
			if got := told(t, dir.History(t.Context())); len(got) != 1 {
				t.Errorf("history is %q", got)
			}
			if got := open(t, store, directory.Options{}).Head(); got != dir.Head() {
				t.Errorf("a new directory is at %v, want %v", got, dir.Head())
			}
		})
	})
	t.Run("V15 an interrupted one is made good by calling again", func(t *testing.T) {
		for n := 1; ; n++ {
			store := memstore.New()
			write(t, open(t, store, directory.Options{}))
			calls, armed, broken := 0, true, false
			dir := open(t, &storetest.Faulty{Store: store, Fault: func(c storetest.Call) storetest.Fault {
				if (c.Method == "Commit" || c.Method == "Prune") && armed { // not those of the follower
					if calls++; calls == n {
						broken = true
						return storetest.Fault{Late: errLost}
					}
				}
				return storetest.Fault{}
			}}, directory.Options{})
			_, err := dir.Forget(t.Context(), "f1", gone...)
			if broken && !errors.Is(err, errLost) {
				t.Errorf("call %d fails: error is %v", n, err)
			}
			armed = false
			if _, err := dir.Forget(t.Context(), "f1", gone...); err != nil {
				t.Errorf("call %d failed, again: %v", n, err)
			}
			if knows(t, store, secret) {
				t.Errorf("call %d failed: the store still knows it", n)
			}
			if !broken {
				if n < 4 {
					t.Errorf("only %d calls", n-1)
				}
				break
			}
		}
	})
	t.Run("it needs an id", func(t *testing.T) {
		if _, err := open(t, memstore.New(), directory.Options{}).Forget(t.Context(), "", gone...); !errors.Is(err, directory.ErrInvalid) {
			t.Error(err)
		}
	})
}
