package storage_test

import (
	"net/url"
	"path/filepath"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/storetest"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// open opens the store that dsn names until the test ends.
func open(t testing.TB, dsn string) directory.Store {
	t.Helper()
	s, closeStore, err := storage.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := closeStore(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// engines are the databases that tests run on: each returns the name of an empty one.
var engines = []struct {
	name string
	dsn  func(t testing.TB) string
}{
	{"SQLite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "withinreach.db") }},
	{"PostgreSQL", func(t testing.TB) string { return schemaDSN(t, nil) }},
	{"PostgreSQL SERIALIZABLE", func(t testing.TB) string {
		return schemaDSN(t, url.Values{"default_transaction_isolation": {"serializable"}})
	}},
}

func TestConformance(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			e.dsn(t) // skips here, once, if there is no server
			storetest.Run(t, func(t *testing.T) directory.Store { return open(t, e.dsn(t)) })
		})
	}
}

func TestReopening(t *testing.T) {
	t.Parallel()
	for _, e := range engines[:2] {
		t.Run(e.name, func(t *testing.T) {
			var dsn string
			var closeStore func() error
			reopen := func(t *testing.T) directory.Store {
				s, c, err := storage.Open(t.Context(), dsn)
				if err != nil {
					t.Fatal(err)
				}
				closeStore = c
				t.Cleanup(func() { c() })
				return s
			}
			storetest.RunReopen(t,
				func(t *testing.T) directory.Store {
					dsn = e.dsn(t)
					return reopen(t)
				},
				func(t *testing.T, _ directory.Store) directory.Store {
					if err := closeStore(); err != nil {
						t.Fatal(err)
					}
					return reopen(t)
				})
		})
	}
}

func BenchmarkStore(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			storetest.Bench(b, func(b *testing.B) directory.Store { return open(b, e.dsn(b)) })
		})
	}
}
