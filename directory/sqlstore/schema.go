package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrSchema reports tables that a newer version of this package has made.
var ErrSchema = errors.New("sqlstore: unknown version of the tables")

// A Dialect says which SQL a database understands. The zero Dialect is not valid.
type Dialect int

// The dialects that there are. They differ in nothing but the type of key columns, which
// must compare bytes.
const (
	SQLite   Dialect = 1 + iota // 3.35 (2021) or newer
	Postgres                    // PostgreSQL 12 or newer, and databases that speak like it
)

// keyType returns the type of a column that compares bytes, or an error.
func (d Dialect) keyType() (string, error) {
	switch d {
	case SQLite:
		return "TEXT", nil // BINARY, the collation of SQLite unless told otherwise
	case Postgres:
		return `TEXT COLLATE "C"`, nil
	}
	return "", fmt.Errorf("sqlstore: dialect %d, want SQLite or Postgres", d)
}

// schema returns the steps from no tables to those that this version uses. Step i leads to
// version i+1. What is here has been run somewhere and never changes; a new version is a
// new step at the end.
func schema(keyType string) [][]string {
	return [][]string{{
		`CREATE TABLE directory_head (
			one INTEGER PRIMARY KEY CHECK (one = 1),
			revision BIGINT NOT NULL,
			chain TEXT NOT NULL
		)`,
		`INSERT INTO directory_head VALUES (1, 0, '00000000000000000000000000000000')`,
		`CREATE TABLE directory_records (
			kind ` + keyType + ` NOT NULL,
			id ` + keyType + ` NOT NULL,
			revision BIGINT NOT NULL,
			deleted BOOLEAN NOT NULL,
			body BYTEA,
			PRIMARY KEY (kind, id)
		)`,
		`CREATE TABLE directory_log (
			revision BIGINT NOT NULL,
			kind ` + keyType + ` NOT NULL,
			id ` + keyType + ` NOT NULL,
			deleted BOOLEAN NOT NULL,
			body BYTEA,
			PRIMARY KEY (revision, kind, id)
		)`,
		`CREATE TABLE directory_batches (
			revision BIGINT PRIMARY KEY,
			chain TEXT NOT NULL,
			id ` + keyType + ` NOT NULL UNIQUE
		)`,
	}}
}

// migrate brings the tables to the version that this package uses. It writes nothing if
// they are, so that a replica can be read.
func migrate(ctx context.Context, db *sql.DB, d Dialect) error {
	keyType, err := d.keyType()
	if err != nil {
		return err
	}
	steps := schema(keyType)
	var version int
	err = db.QueryRowContext(ctx, `SELECT version FROM directory_schema`).Scan(&version)
	if err == nil && version >= len(steps) {
		return checkVersion(version, len(steps))
	}
	// Several programs may start at once, and CREATE TABLE IF NOT EXISTS can fail if they do.
	return retry(ctx, ifUndecided, func() error {
		return inTransaction(ctx, db, func(tx *sql.Tx) error { return upgrade(ctx, tx, steps) })
	})
}

// checkVersion returns ErrSchema if a version is newer than the newest that is
// known.
func checkVersion(version, newest int) error {
	if version > newest {
		return fmt.Errorf("%w: %d, want at most %d", ErrSchema, version, newest)
	}
	return nil
}

// upgrade takes the steps that are missing, in a transaction.
func upgrade(ctx context.Context, tx *sql.Tx, steps [][]string) error {
	for _, statement := range []string{
		`CREATE TABLE IF NOT EXISTS directory_schema (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL)`,
		`INSERT INTO directory_schema VALUES (1, 0) ON CONFLICT DO NOTHING`,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	var version int
	lock := `UPDATE directory_schema SET version = version RETURNING version`
	if err := tx.QueryRowContext(ctx, lock).Scan(&version); err != nil {
		return err
	}
	if version >= len(steps) {
		return checkVersion(version, len(steps))
	}
	for _, step := range steps[version:] {
		for _, statement := range step {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE directory_schema SET version = $1`, len(steps))
	return err
}
