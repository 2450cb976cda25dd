package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// lockHead makes every other commit wait, whatever the isolation level, and sees the last
// one. It comes first: what is read before it may be out of date.
const lockHead = `UPDATE directory_head SET revision = revision RETURNING revision, chain`

// Commit implements [directory.Store]. If the connection is lost, it sends the batch again,
// and its ID tells whether it took effect; so the answer is right, unless the database
// stays away for longer than some 2 seconds. The error is then that of the driver, and the
// caller may send the same batch later. Commits of all programs wait for one another.
func (s *Store) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	if err := ctx.Err(); err != nil {
		return directory.Head{}, err
	}
	if err := b.Validate(); err != nil {
		return directory.Head{}, err
	}
	var head directory.Head
	err := s.write(ctx, func(tx *sql.Tx) (err error) {
		head, err = commit(ctx, tx, b)
		return err
	})
	if err != nil {
		return directory.Head{}, fmt.Errorf("sqlstore: commit: %w", err)
	}
	return head, nil
}

// Prune implements [directory.Store]. It takes time proportional to the number of records
// and of the commits that it forgets. What it forgets may still be on the disk of the
// database, until that is vacuumed, and in backups.
func (s *Store) Prune(ctx context.Context, before directory.Revision) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		head, err := locked(ctx, tx)
		if err != nil {
			return err
		}
		before := min(before, head.Revision+1)
		for _, statement := range []string{
			`DELETE FROM directory_log WHERE revision < $1`,
			`DELETE FROM directory_records WHERE deleted AND revision < $1`,
		} {
			if _, err := tx.ExecContext(ctx, statement, before); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sqlstore: prune: %w", err)
	}
	return nil
}

// write runs do in a transaction, again if need be, and alone among the callers of s.
func (s *Store) write(ctx context.Context, do func(*sql.Tx) error) error {
	select {
	case s.writing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.writing }()
	return retry(ctx, ifUndecided, func() error { return inTransaction(ctx, s.db, do) })
}

// inTransaction runs do in a transaction, which it commits unless do returns an error.
func inTransaction(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		// Should it fail, the database rolls back when the connection ends.
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// locked returns the head, which nobody else moves until the transaction ends.
func locked(ctx context.Context, tx *sql.Tx) (directory.Head, error) {
	var head directory.Head
	err := tx.QueryRowContext(ctx, lockHead).Scan(&head.Revision, (*chain)(&head.Chain))
	return head, err
}

// commit applies b in a transaction.
func commit(ctx context.Context, tx *sql.Tx, b directory.Batch) (directory.Head, error) {
	head, err := locked(ctx, tx)
	if err != nil {
		return directory.Head{}, err
	}
	first, err := committed(ctx, tx, b.ID)
	if err == nil {
		return b.Repeat(first)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return directory.Head{}, err
	}
	found, err := versions(ctx, tx, b)
	if err != nil {
		return directory.Head{}, err
	}
	err = b.Conflict(func(k directory.Key) (directory.Record, error) { return found[k], nil })
	if err != nil {
		return directory.Head{}, err
	}
	c := b.After(head)
	return c.Head, save(ctx, tx, c)
}

// committed returns the commit of a batch, without records if it was pruned, and
// sql.ErrNoRows if there was none.
func committed(ctx context.Context, tx *sql.Tx, id string) (directory.Commit, error) {
	c := directory.Commit{ID: id}
	err := tx.QueryRowContext(ctx, `SELECT revision, chain FROM directory_batches WHERE id = $1`, id).
		Scan(&c.Head.Revision, (*chain)(&c.Head.Chain))
	if err != nil {
		return directory.Commit{}, err
	}
	query := `SELECT kind, id, deleted, body FROM directory_log WHERE revision = $1 ORDER BY kind, id`
	err = scan(ctx, tx, query, []any{c.Head.Revision}, func(rows *sql.Rows) error {
		r := directory.Record{Revision: c.Head.Revision}
		err := rows.Scan(&r.Key.Kind, &r.Key.ID, &r.Deleted, &r.Body)
		c.Records = append(c.Records, r)
		return err
	})
	return c, err
}

// versions returns the records, without bodies, on which b has conditions.
func versions(ctx context.Context, tx *sql.Tx, b directory.Batch) (map[directory.Key]directory.Record, error) {
	var keys []any
	for _, c := range b.Checks {
		keys = append(keys, c.Key.Kind, c.Key.ID)
	}
	for _, w := range b.Writes {
		if w.If != directory.AnyRevision {
			keys = append(keys, w.Key.Kind, w.Key.ID)
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	found := make(map[directory.Key]directory.Record)
	query := `SELECT kind, id, revision, deleted FROM directory_records WHERE (kind, id) IN (VALUES ` + tuples(len(keys), 2) + `)`
	err := scan(ctx, tx, query, keys, func(rows *sql.Rows) error {
		var r directory.Record
		err := rows.Scan(&r.Key.Kind, &r.Key.ID, &r.Revision, &r.Deleted)
		found[r.Key] = r
		return err
	})
	return found, err
}

// save writes c to the four tables. The records get theirs from the log, so that bodies
// go to the server once.
func save(ctx context.Context, tx *sql.Tx, c directory.Commit) error {
	var logged []any
	for _, r := range c.Records {
		logged = append(logged, r.Revision, r.Key.Kind, r.Key.ID, r.Deleted, r.Body)
	}
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`INSERT INTO directory_log (revision, kind, id, deleted, body) VALUES ` + tuples(len(logged), 5), logged},
		{`INSERT INTO directory_records (kind, id, revision, deleted, body)
			SELECT kind, id, revision, deleted, body FROM directory_log WHERE revision = $1
			ON CONFLICT (kind, id) DO UPDATE
			SET revision = excluded.revision, deleted = excluded.deleted, body = excluded.body`,
			[]any{c.Head.Revision}},
		{`INSERT INTO directory_batches (revision, chain, id) VALUES ($1, $2, $3)`,
			[]any{c.Head.Revision, c.Head.Chain.String(), c.ID}},
		{`UPDATE directory_head SET revision = $1, chain = $2`, []any{c.Head.Revision, c.Head.Chain.String()}},
	} {
		if _, err := tx.ExecContext(ctx, s.statement, s.args...); err != nil {
			return err
		}
	}
	return nil
}

// tuples returns n parameters in groups of width: "($1,$2),($3,$4)".
func tuples(n, width int) string {
	var text strings.Builder
	for i := range n {
		switch {
		case i == 0:
			text.WriteString("(")
		case i%width == 0:
			text.WriteString("),(")
		default:
			text.WriteString(",")
		}
		fmt.Fprintf(&text, "$%d", i+1)
	}
	return text.String() + ")"
}
