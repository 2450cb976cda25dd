package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/stdlib"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
)

const (
	listen   = `LISTEN directory`
	unlisten = `UNLISTEN directory`
	notify   = `NOTIFY directory`

	// unlistenTime bounds how long a Wait that has ended takes to say so.
	unlistenTime = time.Second
)

// A postgresStore is a store in a PostgreSQL database that writes. It is a directory.Waiter.
type postgresStore struct {
	*sqlstore.Store
	db *sql.DB
}

func openPostgres(ctx context.Context, dsn string) (directory.Store, func() error, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, nil, fmt.Errorf("storage: open PostgreSQL: %w", err)
	}
	db.SetMaxIdleConns(8)
	store, err := sqlstore.New(ctx, db, sqlstore.Postgres)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("storage: open PostgreSQL: %w", err), db.Close())
	}
	var replica bool
	if err := db.QueryRowContext(ctx, `SELECT pg_is_in_recovery()`).Scan(&replica); err != nil || replica {
		return store, db.Close, nil // a replica, or not quite PostgreSQL, has no LISTEN
	}
	return &postgresStore{store, db}, db.Close, nil
}

// Commit commits b and tells those who wait, in every process. A notice that is lost because
// the connection breaks in between is made up for by the looks that directory.Wait takes.
func (s *postgresStore) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	head, err := s.Store.Commit(ctx, b)
	if err == nil {
		_, _ = s.db.ExecContext(ctx, notify)
	}
	return head, err
}

// Wait implements directory.Waiter.
func (s *postgresStore) Wait(ctx context.Context, after directory.Head) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	var result error
	err = conn.Raw(func(raw any) error {
		c := raw.(*stdlib.Conn)
		if result = s.listen(ctx, c, after); ctx.Err() != nil {
			result = ctx.Err()
		}
		// The connection goes back to the pool, where notices would pile up on it.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), unlistenTime)
		defer cancel()
		if _, err := c.Conn().Exec(ctx, unlisten); err != nil {
			return driver.ErrBadConn
		}
		return nil
	})
	if result == nil && err != nil && !errors.Is(err, driver.ErrBadConn) {
		return err
	}
	return result
}

// listen waits on a connection. It begins to listen before it looks at the head, so that
// it misses no commit.
func (s *postgresStore) listen(ctx context.Context, c *stdlib.Conn, after directory.Head) error {
	if _, err := c.Conn().Exec(ctx, listen); err != nil {
		return err
	}
	for {
		if is, err := moved(ctx, s, after); is || err != nil {
			return err
		}
		if _, err := c.Conn().WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
