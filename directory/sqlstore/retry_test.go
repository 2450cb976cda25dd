package sqlstore_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
)

// A failing is a driver of a database that has the tables, and fails at each transaction
// and each query of records.
type failing struct {
	err   error
	calls int
}

func (f *failing) Connect(context.Context) (driver.Conn, error) { return conn{f}, nil }
func (f *failing) Driver() driver.Driver                        { return nil }

func (f *failing) fail() error {
	f.calls++
	return f.err
}

type conn struct{ *failing }

func (c conn) Begin() (driver.Tx, error) { return nil, c.fail() }
func (c conn) Close() error              { return nil }
func (c conn) Prepare(query string) (driver.Stmt, error) {
	return nil, errors.New("not prepared: " + query)
}

func (c conn) QueryContext(_ context.Context, query string, _ []driver.NamedValue) (driver.Rows, error) {
	if strings.Contains(query, "directory_schema") {
		return &one{}, nil
	}
	return nil, c.fail()
}

// one is the version of the tables.
type one struct{ read bool }

func (o *one) Columns() []string { return []string{"version"} }
func (o *one) Close() error      { return nil }
func (o *one) Next(row []driver.Value) error {
	row[0], o.read = int64(1), true
	return nil
}

// A stateError is what drivers of PostgreSQL return, a codeError what those of SQLite do.
type (
	stateError string
	codeError  int
)

func (e stateError) Error() string    { return "state " + string(e) }
func (e stateError) SQLState() string { return string(e) }
func (e codeError) Error() string     { return fmt.Sprint("code ", int(e)) }
func (e codeError) Code() int         { return int(e) }

func newStore(t *testing.T, f *failing) *sqlstore.Store {
	t.Helper()
	db := sql.OpenDB(f)
	t.Cleanup(func() { db.Close() })
	s, err := sqlstore.New(t.Context(), db, sqlstore.Postgres)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsTriedAgain(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		err, is       error
		writes, reads int // how often each is tried
	}{
		{"a refused serialization", stateError("40001"), nil, 20, 20},
		{"a deadlock", stateError("40P01"), nil, 20, 20},
		{"a lost connection is for the reader to retry", stateError("08006"), nil, 20, 1},
		{"a server that shuts down", stateError("57P01"), nil, 20, 1},
		{"an error of the network", errors.New("connection reset by peer"), nil, 20, 1},
		{"a replica", stateError("25006"), sqlstore.ErrReadOnly, 1, 1},
		{"a full disk of PostgreSQL", stateError("53100"), sqlstore.ErrFull, 1, 1},
		{"a missing right", stateError("42501"), nil, 1, 1},
		{"a busy file", codeError(5), nil, 20, 20},
		{"a file that changed since it was read", codeError(517), nil, 20, 20},
		{"a read-only file", codeError(8), sqlstore.ErrReadOnly, 1, 1},
		{"a full disk of SQLite", codeError(13), sqlstore.ErrFull, 1, 1},
		{"a failed fsync is not tried as if nothing had happened", codeError(1034), nil, 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &failing{err: fmt.Errorf("driver: %w", tt.err)}
				s := newStore(t, f)
				_, err := s.Commit(t.Context(), batch)
				same(t, "Commit", tt.writes, f, tt.err, tt.is, err)
				_, err = s.List(t.Context(), directory.Key{}, 1)
				same(t, "List", tt.reads, f, tt.err, tt.is, err)
				_, err = s.Changes(t.Context(), directory.Head{}, 1)
				same(t, "Changes", tt.reads, f, tt.err, tt.is, err)
				err = s.Prune(t.Context(), 1)
				same(t, "Prune", tt.writes, f, tt.err, tt.is, err)
			})
		})
	}
}

var batch = directory.Batch{ID: "1", Writes: []directory.Write{{Key: directory.Key{Kind: "venue", ID: "a"}}}}

// same demands that a call was tried as often as wanted, with the right error, and begins
// to count anew.
func same(t *testing.T, call string, want int, f *failing, cause, is, err error) {
	t.Helper()
	if f.calls != want {
		t.Errorf("%s is tried %d times, want %d", call, f.calls, want)
	}
	if !errors.Is(err, cause) || is != nil && !errors.Is(err, is) {
		t.Errorf("%s: error is %v, want %v and %v", call, err, cause, is)
	}
	for _, sentinel := range []error{sqlstore.ErrReadOnly, sqlstore.ErrFull} {
		if sentinel != is && errors.Is(err, sentinel) {
			t.Errorf("%s: error is %v, and should not be", call, err)
		}
	}
	f.calls = 0
}

func TestRetryingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	f := &failing{}
	s := newStore(t, f)
	ctx, cancel := context.WithCancel(t.Context())
	f.err = cancelling{cancel}
	_, err := s.Commit(ctx, batch)
	if !errors.Is(err, context.Canceled) || f.calls != 1 {
		t.Errorf("tried %d times, error is %v, want one and %v", f.calls, err, context.Canceled)
	}
}

// cancelling is a conflict during which the caller loses patience.
type cancelling struct{ cancel context.CancelFunc }

func (c cancelling) Error() string    { return "conflict" }
func (c cancelling) SQLState() string { c.cancel(); return "40001" }

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	t.Run("a dialect that there is not", func(t *testing.T) {
		for _, d := range []sqlstore.Dialect{0, 3, -1} {
			if _, err := sqlstore.New(t.Context(), sql.OpenDB(&failing{}), d); err == nil {
				t.Errorf("dialect %d is taken", d)
			}
		}
	})
	t.Run("what no store accepts, before it asks the database", func(t *testing.T) {
		f := &failing{}
		s := newStore(t, f)
		_, commit := s.Commit(t.Context(), directory.Batch{ID: "no writes"})
		_, list := s.List(t.Context(), directory.Key{}, 0)
		_, changes := s.Changes(t.Context(), directory.Head{}, -1)
		_, nul := s.List(t.Context(), directory.Key{Kind: "a\x00"}, 1)
		_, noText := s.List(t.Context(), directory.Key{Kind: "\xff"}, 1)
		for _, err := range []error{commit, list, changes, nul, noText} {
			if !errors.Is(err, directory.ErrInvalid) {
				t.Errorf("error is %v, want %v", err, directory.ErrInvalid)
			}
		}
		if f.calls != 0 {
			t.Errorf("the database was asked %d times", f.calls)
		}
	})
}
