package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/command"
	"github.com/withinreach/withinreach/examples/internal/storage"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
)

// typed runs the command in this process and returns what it prints.
func typed(t *testing.T, stdin string, args ...string) (out, said string, err error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := command.Program{Open: storage.Open, Stdin: strings.NewReader(stdin), Stdout: &stdout, Stderr: &stderr}
	err = p.Run(context.WithoutCancel(t.Context()), args)
	return stdout.String(), stderr.String(), err
}

// database returns the name of a new file with some commits.
func database(t *testing.T, commits map[string][]directory.Change, order ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.db")
	store, closeStore, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := directory.Open(t.Context(), store, directory.Options{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range order {
		if _, err := dir.Commit(t.Context(), id, commits[id]...); err != nil {
			t.Fatal(err)
		}
	}
	dir.Close()
	if err := closeStore(); err != nil {
		t.Fatal(err)
	}
	return path
}

func puts(entities ...directory.Entity) (changes []directory.Change) {
	for _, e := range entities {
		changes = append(changes, directory.Change{Put: e, If: directory.AnyRevision})
	}
	return changes
}

func TestImportTakesNoTokens(t *testing.T) {
	db := database(t, nil)
	if _, _, err := typed(t, "", "token", "-db", db); err != nil {
		t.Fatal(err)
	}
	all, _, err := typed(t, "", "backup", "-db", db, "-private")
	if err != nil || !strings.Contains(all, admin.KindToken) {
		t.Fatalf("%v\n%s", err, all)
	}
	fresh := filepath.Join(t.TempDir(), "fresh.db")
	const office = `{"organization":{"id":"o","name":"Office","level":"national"}}` + "\n"
	_, said, err := typed(t, all+office, "import", "-db", fresh)
	if err != nil || !strings.Contains(said, "1 records left out") || !strings.Contains(said, "1 of 1 records") {
		t.Errorf("%v, it says %q", err, said)
	}
	if held := admin.Tokens(other(t, fresh)); len(held) > 0 {
		t.Errorf("V4 a file of somebody else has brought a token: %v", held)
	}
	if e, _, _ := other(t, fresh).Get(directory.Key{Kind: "organization", ID: "o"}); e == nil {
		t.Error("what is public in it is not there")
	}
}

func TestBackupToHandOn(t *testing.T) {
	db := database(t, map[string][]directory.Change{"a": puts(office("Office").Put)}, "a")
	token, _, err := typed(t, "", "token", "-db", db)
	if err != nil || !strings.Contains(token, "wr_") {
		t.Fatal(token, err)
	}
	plain, _, err := typed(t, "", "backup", "-db", db)
	if err != nil || !strings.Contains(plain, "Office") || strings.Contains(plain, "hash") {
		t.Errorf("V4 %v, a plain backup is\n%s", err, plain)
	}
	again := filepath.Join(t.TempDir(), "again.db")
	if _, _, err := typed(t, plain, "restore", "-db", again); err != nil {
		t.Fatal(err)
	}
	if held := admin.Tokens(other(t, again)); len(held) > 0 {
		t.Errorf("tokens of before open what was restored: %v", held)
	}
}

func TestForget(t *testing.T) {
	const secret = "Rosalind"
	history := func(t *testing.T, db string) (n int, has bool) {
		t.Helper()
		for s, err := range other(t, db).History(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			n += min(len(s.Edits), 1)
			for _, e := range s.Edits {
				for _, v := range []directory.Version{e.Before, e.After} {
					venue, _ := v.Entity.(directory.Venue)
					has = has || venue.Name == secret
				}
			}
		}
		return n, has
	}
	commits := map[string][]directory.Change{
		"2025-01-02T10:00Z editor k import A/1": puts(office("Office").Put, directory.Venue{ID: "v", Name: secret}),
		"later":                                 puts(directory.Offering{ID: "g", Name: "G", Organization: "o", Venue: "v"}),
		"2025-03-01T10:00Z editor k edit B":     puts(directory.Offering{ID: "g", Name: "G", Organization: "o", Mode: program.ModeOnline}),
		"2026-03-01T10:00Z editor k edit C":     puts(office("The office").Put),
	}
	open := func(t *testing.T) string {
		return database(t, commits, "2025-01-02T10:00Z editor k import A/1", "later", "2025-03-01T10:00Z editor k edit B", "2026-03-01T10:00Z editor k edit C")
	}
	t.Run("without -yes it only says what it would do", func(t *testing.T) {
		db := open(t)
		_, said, err := typed(t, "", "forget", "-db", db, "-record", "organization/o")
		if err != nil || !strings.Contains(said, "nothing was done") || !strings.Contains(said, "organization/o is also named in offering/g, which stays") {
			t.Errorf("%v, %q", err, said)
		}
		if n, has := history(t, db); n != 4 || !has {
			t.Errorf("%d commits, %v", n, has)
		}
	})
	t.Run("V15 with -yes the record and its history are gone", func(t *testing.T) {
		db := open(t)
		if _, said, err := typed(t, "", "forget", "-db", db, "-record", "venue/v", "-yes"); err != nil {
			t.Fatal(err, said)
		}
		if n, has := history(t, db); n != 0 || has {
			t.Errorf("%d commits, %v", n, has)
		}
		if e, _, _ := other(t, db).Get(directory.Key{Kind: "venue", ID: "v"}); e != nil {
			t.Error("it is there")
		}
	})
	t.Run("V15 what was deleted before is forgotten with the history", func(t *testing.T) {
		db := open(t)
		dir := other(t, db)
		commit(t, dir, directory.Change{Delete: directory.Key{Kind: "venue", ID: "v"}, If: directory.AnyRevision})
		dir.Close()
		if _, said, err := typed(t, "", "forget", "-db", db, "-record", "venue/v", "-yes"); err != nil || !strings.Contains(said, "venue/v is not there now") {
			t.Errorf("%v, %q", err, said)
		}
		if n, has := history(t, db); n != 0 || has {
			t.Errorf("%d commits, %v", n, has)
		}
	})
	t.Run("an ID that is misspelt costs nothing", func(t *testing.T) {
		db := open(t)
		for _, args := range [][]string{
			{"-record", "venue/w", "-yes"}, {"-record", "venue/v", "-record", "offering/x", "-yes"}, {"-person", "p9", "-yes"}, {"-person", "p9"},
		} {
			_, said, err := typed(t, "", append([]string{"forget", "-db", db}, args...)...)
			if err == nil || errors.Is(err, command.ErrUsage) || !strings.Contains(err.Error(), "is neither there nor in the history") || said != "" {
				t.Errorf("%v: %v, it says %q", args, err, said)
			}
		}
		if n, has := history(t, db); n != 4 || !has {
			t.Errorf("%d commits are left of 4, %v", n, has)
		}
		if e, _, _ := other(t, db).Get(directory.Key{Kind: "venue", ID: "v"}); e == nil {
			t.Error("a record is gone")
		}
	})
	t.Run("V15 somebody who leads is forgotten by ID", func(t *testing.T) {
		p, err := directory.Decode(directory.Key{Kind: directory.KindFacilitator, ID: "p1"}, []byte(`{"id":"p1"}`))
		if err != nil {
			t.Fatal(err)
		}
		db := database(t, map[string][]directory.Change{"a": puts(p)}, "a")
		if _, said, err := typed(t, "", "forget", "-db", db, "-person", "p1", "-yes"); err != nil {
			t.Fatal(err, said)
		}
		if all, _, err := typed(t, "", "backup", "-db", db, "-private"); err != nil || strings.Contains(all, "p1") {
			t.Errorf("%v\n%s", err, all)
		}
	})
	t.Run("V15 somebody whom only a roster names is forgotten, too", func(t *testing.T) {
		named := directory.Roster{ID: "r", Organization: "o", Book: roster.Book{Swaps: []roster.Swap{{ID: "s", From: "p1", To: "p2"}}}}
		db := database(t, map[string][]directory.Change{"a": puts(office("Office").Put, named)}, "a")
		if _, said, err := typed(t, "", "forget", "-db", db, "-person", "p1", "-yes"); err != nil {
			t.Fatal(err, said)
		}
	})
	t.Run("prune forgets what was before a day", func(t *testing.T) {
		db := open(t)
		_, said, err := typed(t, "", "prune", "-db", db, "-before", "2026-01-01")
		if err != nil || !strings.Contains(said, "3 changes forgotten") {
			t.Errorf("%v, %q", err, said)
		}
		if n, has := history(t, db); n == 0 || has {
			t.Errorf("%d commits, %v", n, has)
		}
		if e, _, _ := other(t, db).Get(directory.Key{Kind: "venue", ID: "v"}); e == nil {
			t.Error("the record is gone too")
		}
	})
	t.Run("prune keeps what may be younger", func(t *testing.T) {
		db := open(t)
		if _, said, err := typed(t, "", "prune", "-db", db, "-before", "2025-03-01"); err != nil || !strings.Contains(said, "1 changes forgotten") {
			t.Errorf("%v, %q", err, said)
		}
	})
	t.Run("what is asked for must make sense", func(t *testing.T) {
		for _, args := range []string{"forget", "forget -record offering", "forget -record a/b -person c", "prune", "prune -before soon", "prune more"} {
			p := command.Program{Open: storage.Open, Stdout: io.Discard, Stderr: io.Discard}
			if err := p.Run(t.Context(), strings.Fields(args)); !errors.Is(err, command.ErrUsage) {
				t.Errorf("%s: %v", args, err)
			}
		}
	})
}

func TestImportSaysWhen(t *testing.T) {
	db := filepath.Join(t.TempDir(), "list.db")
	if _, _, err := typed(t, `{"organization":{"id":"o","name":"Office","level":"national"}}`, "import", "-db", db); err != nil {
		t.Fatal(err)
	}
	for s, err := range other(t, db).History(t.Context()) {
		if at, ok := admin.MadeAt(s.ID); err != nil || !ok || time.Since(at) > time.Hour {
			t.Errorf("%q: %v, %v", s.ID, at, err)
		}
	}
}
