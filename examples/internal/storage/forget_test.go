package storage_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
)

// canary is what is to be forgotten.
const canary = "Rosalind Q. Canary"

// remember commits records that hold the canary, some overwritten, some deleted, among others.
func remember(t *testing.T, dir *directory.Directory) {
	t.Helper()
	for i := range 40 {
		text := fmt.Sprintf(`{"id":"%d","led_by":%q,"pad":%q}`, i, canary, strings.Repeat("pad ", 50*i))
		_, err := dir.Commit(t.Context(), "", directory.Change{Put: directory.Opaque{Kind: "group", ID: fmt.Sprint(i), Body: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		if i%4 == 0 {
			_, err = dir.Commit(t.Context(), "", directory.Change{If: directory.AnyRevision, Delete: directory.Key{Kind: "group", ID: fmt.Sprint(i)}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// forget has the directory forget the canary.
func forget(t *testing.T, dir *directory.Directory) {
	t.Helper()
	var changes []directory.Change
	for i := range 40 {
		text := fmt.Sprintf(`{"id":"%d","led_by":"somebody"}`, i)
		if i%4 != 0 {
			changes = append(changes, directory.Change{If: directory.AnyRevision,
				Put: directory.Opaque{Kind: "group", ID: fmt.Sprint(i), Body: []byte(text)}})
		}
	}
	if _, err := dir.Forget(t.Context(), "forget 1", changes...); err != nil {
		t.Fatal(err)
	}
}

// told reports whether a store can tell the canary by any call.
func told(t *testing.T, s directory.Store, dir *directory.Directory) bool {
	t.Helper()
	records, _, err := load(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range records {
		found = found || bytes.Contains(r.Body, []byte(canary))
	}
	if _, err := s.Changes(t.Context(), directory.Head{}, 1000); err != nil {
		if !errors.Is(err, directory.ErrCompacted) {
			t.Fatal(err)
		}
	}
	for step, err := range dir.History(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, edit := range step.Edits {
			for _, v := range []directory.Version{edit.Before, edit.After} {
				o, _ := v.Entity.(directory.Opaque)
				found = found || bytes.Contains(o.Body, []byte(canary))
			}
		}
	}
	return found
}

func TestForget(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run("V15 no call can tell what was forgotten: "+e.name, func(t *testing.T) {
			dsn := e.dsn(t)
			s := open(t, dsn)
			dir := follow(t, s)
			remember(t, dir)
			if !told(t, s, dir) {
				t.Fatal("it is not there before")
			}
			forget(t, dir)
			if told(t, s, dir) {
				t.Error("it is still told")
			}
			if again := follow(t, open(t, dsn)); again.Head() != dir.Head() {
				t.Errorf("a new directory is at %v, want %v", again.Head(), dir.Head())
			}
		})
	}
}

func follow(t testing.TB, s directory.Store) *directory.Directory {
	t.Helper()
	dir, err := directory.Open(t.Context(), s, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)
	return dir
}

// inFiles returns the files below a folder that hold the canary.
func inFiles(t *testing.T, folder string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // a server moves its files about
		}
		if text, err := os.ReadFile(path); err == nil && bytes.Contains(text, []byte(canary)) {
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestForgottenBytes(t *testing.T) {
	t.Parallel()
	t.Run("V15 SQLite: no file has them, while the database is open and read", func(t *testing.T) {
		folder := t.TempDir()
		path := filepath.Join(folder, "w.db")
		dir := follow(t, open(t, path))
		follow(t, open(t, path))
		remember(t, dir)
		if len(inFiles(t, folder)) == 0 {
			t.Fatal("they are not there before")
		}
		forget(t, dir)
		if found := inFiles(t, folder); len(found) > 0 {
			t.Errorf("they are in %q", found)
		}
	})
	t.Run("V15 PostgreSQL: the tables have them until VACUUM FULL, the write-ahead log until it is reused", func(t *testing.T) {
		s := newServer(t)
		s.init(t)
		t.Cleanup(s.stop)
		s.start(t)
		dir := follow(t, open(t, s.dsn(nil)))
		remember(t, dir)
		forget(t, dir)
		db, err := sql.Open("pgx", s.dsn(nil))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, statement := range []string{`VACUUM FULL directory_log`, `VACUUM FULL directory_records`, `CHECKPOINT`} {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if found := inFiles(t, filepath.Join(s.data(), "base")); len(found) > 0 {
			t.Errorf("they are in %q", found)
		}
	})
}
