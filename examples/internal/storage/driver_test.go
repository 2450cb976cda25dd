package storage_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"modernc.org/sqlite"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
)

// A breaking is SQLite over connections of which one is lost at a call of the driver.
type breaking struct {
	name string

	mu    sync.Mutex
	calls int
	at    int  // the call at which a connection is lost; 0 is none
	late  bool // the call is made, and its answer is lost
}

var errCut = errors.New("connection cut")

// call counts a call and makes it, unless it is the one.
func (b *breaking) call(c *breakingConn, do func() error) error {
	b.mu.Lock()
	b.calls++
	breaks := b.calls == b.at
	b.mu.Unlock()
	switch {
	case c.lost:
		return driver.ErrBadConn
	case !breaks:
		return do()
	}
	c.lost = true
	if b.late {
		_ = do()
	}
	return errCut
}

func (b *breaking) Driver() driver.Driver { return &sqlite.Driver{} }

func (b *breaking) Connect(context.Context) (driver.Conn, error) {
	c, err := b.Driver().Open(b.name)
	if err != nil {
		return nil, err
	}
	return &breakingConn{Conn: c, b: b}, nil
}

// A breakingConn is a connection, which may be lost.
type breakingConn struct {
	driver.Conn
	b    *breaking
	lost bool
}

func (c *breakingConn) IsValid() bool { return !c.lost }

func (c *breakingConn) BeginTx(ctx context.Context, o driver.TxOptions) (tx driver.Tx, err error) {
	err = c.b.call(c, func() (err error) {
		tx, err = c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
		return err
	})
	return breakingTx{tx, c}, err
}

func (c *breakingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (r driver.Result, err error) {
	err = c.b.call(c, func() (err error) {
		r, err = c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
		return err
	})
	return r, err
}

func (c *breakingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (r driver.Rows, err error) {
	err = c.b.call(c, func() (err error) {
		r, err = c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
		return err
	})
	if err != nil {
		if r != nil {
			_ = r.Close()
		}
		return nil, err
	}
	return breakingRows{r, c}, nil
}

type breakingTx struct {
	driver.Tx
	c *breakingConn
}

func (tx breakingTx) Commit() error   { return tx.c.b.call(tx.c, tx.Tx.Commit) }
func (tx breakingTx) Rollback() error { return tx.c.b.call(tx.c, tx.Tx.Rollback) }

type breakingRows struct {
	driver.Rows
	c *breakingConn
}

func (r breakingRows) Next(row []driver.Value) error {
	return r.c.b.call(r.c, func() error { return r.Rows.Next(row) })
}

// TestEachDriverCallFails commits a script over a connection that is lost at the first call
// of the driver, then at the second, and so on until none is left. The caller sends again
// what failed. Each batch must be there once, at the revision that was acknowledged.
func TestEachDriverCallFails(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]bool{"the call is not made": false, "its answer is lost": true} {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				b := &breaking{at: n, late: late, name: "file:" + filepath.Join(t.TempDir(), "w.db") +
					"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)"}
				if err := scriptOver(t.Context(), b); err != nil {
					t.Errorf("call %d: %v", n, err)
				}
				if b.calls < n {
					t.Logf("%d calls", n-1)
					if n < 50 {
						t.Error("hardly any call of the driver was broken")
					}
					return
				}
			}
		})
	}
}

// scriptOver commits the begin of the script and says what is wrong with the result.
func scriptOver(ctx context.Context, b *breaking) error {
	const batches = 5
	db := sql.OpenDB(b)
	defer db.Close()
	var s *sqlstore.Store
	err := again(func() (err error) {
		s, err = sqlstore.New(ctx, db, sqlstore.SQLite)
		return err
	})
	if err != nil {
		return err
	}
	for i := range batches {
		err := again(func() error {
			head, err := s.Commit(ctx, script(i))
			if err == nil && head.Revision != directory.Revision(i+1) {
				err = errors.New("wrong revision")
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return again(func() error {
		commits, err := sound(ctx, s)
		if err == nil && len(commits) != batches {
			err = errors.New("batches are lost or doubled")
		}
		return err
	})
}

// again calls do once more after a lost connection.
func again(do func() error) error {
	err := do()
	if errors.Is(err, errCut) || errors.Is(err, driver.ErrBadConn) {
		err = do()
	}
	return err
}
