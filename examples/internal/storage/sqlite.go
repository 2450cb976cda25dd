package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver named sqlite

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/sqlstore"
)

// sqlitePoll is the pause between two looks at the version of a file, each of some 5 µs.
const sqlitePoll = 5 * time.Millisecond

// A sqliteStore is a store in a file. It is a directory.Waiter.
type sqliteStore struct {
	*sqlstore.Store
	db *sql.DB
}

func openSQLite(ctx context.Context, path string) (directory.Store, func() error, error) {
	name, err := sqliteName(path)
	if err != nil {
		return nil, nil, fmt.Errorf("storage: open %q: %w", path, err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, nil, fmt.Errorf("storage: open %q: %w", path, err)
	}
	db.SetMaxIdleConns(8)
	store, err := sqlstore.New(ctx, db, sqlstore.SQLite)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("storage: open %q: %w", path, err), db.Close())
	}
	return &sqliteStore{store, db}, db.Close, nil
}

// sqliteName returns the name by which the driver opens a file as package sqlstore wants
// it. It makes the file, so that others cannot read it.
func sqliteName(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		err = file.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	name := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: "_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)"}
	return name.String(), nil
}

// Prune forgets commits also in the files: what was deleted is overwritten in the database,
// because of secure_delete, and the write-ahead log, which has it still, is emptied. That has
// to wait for those who read; if they go on for longer than busy_timeout, Prune fails, and is
// to be called again.
func (s *sqliteStore) Prune(ctx context.Context, before directory.Revision) error {
	if err := s.Store.Prune(ctx, before); err != nil {
		return err
	}
	var busy, logged, moved int
	err := s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &logged, &moved)
	if err == nil && busy != 0 {
		err = errors.New("others read for too long")
	}
	if err != nil {
		return fmt.Errorf("storage: prune: empty the write-ahead log: %w", err)
	}
	return nil
}

// Wait implements directory.Waiter.
func (s *sqliteStore) Wait(ctx context.Context, after directory.Head) error {
	// The version that a connection sees changes when another one, of any process, commits.
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for {
		seen, err := dataVersion(ctx, conn)
		if err != nil {
			return err
		}
		if is, err := moved(ctx, s, after); is || err != nil {
			return err
		}
		for version := seen; version == seen; {
			if err := sleep(ctx, sqlitePoll); err != nil {
				return err
			}
			if version, err = dataVersion(ctx, conn); err != nil {
				return err
			}
		}
	}
}

func dataVersion(ctx context.Context, conn *sql.Conn) (version int64, err error) {
	err = conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return version, err
}
