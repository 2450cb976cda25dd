package storage_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, dsn string }{
		{"no name", ""},
		{"a database that it has no driver for", "mysql://reach:secret@db/reach"},
		{"a server that is not there", "postgres://reach:secret@127.0.0.1:1/reach?connect_timeout=1"},
		{"a folder", t.TempDir()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := storage.Open(t.Context(), tt.dsn)
			if err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("error is %v, want one without the password", err)
			}
		})
	}
	t.Run("a file that is no database, and leaves it as it was", func(t *testing.T) {
		t.Parallel()
		path, text := filepath.Join(t.TempDir(), "w.db"), bytes.Repeat([]byte("not a database\n"), 100)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := storage.Open(t.Context(), path); err == nil {
			t.Error("it is opened")
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(text, after) {
			t.Errorf("it was changed; error %v", err)
		}
	})
}

func TestFileNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"with space.db", "50%.db", "a?b=c#d&e.db", "señal.db", ":memory:", "file:x"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := writeScript(t.Context(), path, func(string) {}); err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Size() == 0 || info.Mode().Perm() != 0o600 {
				t.Errorf("file is %v, error %v, want one that its owner only can read", info, err)
			}
			if commits, err := sound(t.Context(), open(t, path)); err != nil || len(commits) != scriptLength {
				t.Errorf("%d commits, want %d; error %v", len(commits), scriptLength, err)
			}
		})
	}
}

func TestOpeningAtOnce(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			dsn := e.dsn(t)
			errs := make([]error, 8)
			var running sync.WaitGroup
			for i := range errs {
				running.Go(func() {
					_, closeStore, err := storage.Open(t.Context(), dsn)
					if err == nil {
						err = closeStore()
					}
					errs[i] = err
				})
			}
			running.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Error(err)
			}
			if got := head(t, open(t, dsn)); got != (directory.Head{}) {
				t.Errorf("head of an empty store is %v", got)
			}
		})
	}
}

func TestTablesOfANewerVersion(t *testing.T) {
	t.Parallel()
	for i, driver := range []string{"sqlite", "pgx"} {
		t.Run(engines[i].name, func(t *testing.T) {
			dsn := engines[i].dsn(t)
			open(t, dsn)
			db, err := sql.Open(driver, dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(`UPDATE directory_schema SET version = 2`); err != nil {
				t.Fatal(err)
			}
			_, _, err = storage.Open(t.Context(), dsn)
			if !errors.Is(err, sqlstore.ErrSchema) {
				t.Errorf("error is %v, want %v", err, sqlstore.ErrSchema)
			}
		})
	}
}

// TestNotices has one store wait for what another one commits, as in another process.
func TestNotices(t *testing.T) {
	t.Parallel()
	for _, e := range engines[:2] {
		t.Run(e.name, func(t *testing.T) {
			dsn := e.dsn(t)
			writer, reader := open(t, dsn), open(t, dsn)
			var at directory.Head
			var total, worst time.Duration
			const commits = 200
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // a notice missed is missed for ever
			defer cancel()
			for i := range commits {
				seen := make(chan error, 1)
				go func() {
					time.Sleep(rand.N(8 * time.Millisecond)) // so it begins before, during or after the commit
					seen <- reader.(directory.Waiter).Wait(ctx, at)
				}()
				b := directory.Batch{ID: fmt.Sprint(i), Writes: script(i).Writes[:1]}
				b.Writes[0].If = directory.AnyRevision
				head, err := writer.Commit(t.Context(), b)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				if err := <-seen; err != nil {
					t.Fatal(err)
				}
				at = head
				total, worst = total+time.Since(start), max(worst, time.Since(start))
			}
			t.Logf("from commit to notice: %v on average, %v at worst", total/commits, worst)
			if total/commits > 200*time.Millisecond {
				t.Error("notices do not come faster than polling would")
			}
		})
	}
}

// BenchmarkLoad reads 100,000 records, those of the whole country and more.
func BenchmarkLoad(b *testing.B) {
	for _, e := range engines[:2] {
		b.Run(e.name, func(b *testing.B) {
			s := open(b, e.dsn(b))
			body := bytes.Repeat([]byte("peer "), 100)
			for i := range 1000 {
				batch := directory.Batch{ID: fmt.Sprint(i)}
				for j := range 100 {
					batch.Writes = append(batch.Writes, directory.Write{
						Key: directory.Key{Kind: "offering", ID: fmt.Sprintf("%06d", (i*100+j)*7919%100_000)}, Body: body})
				}
				if _, err := s.Commit(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				if records, _, err := load(b.Context(), s); err != nil || len(records) != 100_000 {
					b.Fatalf("%d records, error %v", len(records), err)
				}
			}
		})
	}
}
