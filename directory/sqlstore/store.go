package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/withinreach/withinreach/directory"
)

// maxCommits is how many commits Changes returns at most, whatever is asked for.
const maxCommits = 1000

// A Store is a [directory.Store] in a SQL database. It may be used by any number of
// goroutines, and any number of stores, in any number of processes, may share a database.
// Make one with [New].
type Store struct {
	db *sql.DB

	// writing holds a token while this store writes. The database lets one commit through
	// at a time anyway; those who wait here hold no connection and come in order.
	writing chan struct{}
}

var _ directory.Store = (*Store)(nil)

// New returns the store in a database, which stays the caller's to close. It creates the
// tables, or brings those of an older version up to date; that needs the right to do so,
// and is done in one transaction, whoever else starts at the same time. ErrSchema reports
// tables of a newer version. On a read-only replica New succeeds if the tables are up to
// date, and else gives ErrReadOnly.
func New(ctx context.Context, db *sql.DB, d Dialect) (*Store, error) {
	if err := migrate(ctx, db, d); err != nil {
		return nil, fmt.Errorf("sqlstore: open: %w", err)
	}
	return &Store{db: db, writing: make(chan struct{}, 1)}, nil
}

// Each of the two reads is one statement, so that head and rows are of one instant, and of
// one server where a pool has connections to several. A row without a key stands for none.
// That the head is one row must be said: PostgreSQL takes a table that nobody has analyzed for
// a thousand, and then compiles a query (JIT) that runs in a tenth of that time.
const (
	listRecords = `
		SELECT h.revision, h.chain,
			COALESCE(r.kind, ''), COALESCE(r.id, ''), COALESCE(r.revision, 0), COALESCE(r.deleted, FALSE), r.body
		FROM directory_head h LEFT JOIN (
			SELECT kind, id, revision, deleted, body FROM directory_records
			WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT $3
		) r ON TRUE
		WHERE h.one = 1
		ORDER BY r.kind, r.id`

	listChanges = `
		SELECT h.revision, h.chain,
			COALESCE(c.kind, ''), COALESCE(c.id, ''), COALESCE(c.revision, 0), COALESCE(c.deleted, FALSE), c.body,
			COALESCE(c.chain, ''), COALESCE(c.batch, '')
		FROM directory_head h LEFT JOIN (
			SELECT l.kind, l.id, l.revision, l.deleted, l.body, b.chain, b.id AS batch
			FROM directory_log l JOIN directory_batches b ON b.revision = l.revision
			WHERE l.revision > $1 AND l.revision <= $2
		) c ON TRUE
		WHERE h.one = 1
		ORDER BY c.revision, c.kind, c.id`
)

// List implements [directory.Store] with one statement, which takes time proportional to
// the page and the logarithm of the number of records. After need not be a valid key, but
// is UTF-8 without NUL.
func (s *Store) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	if err := check(ctx, limit); err != nil {
		return directory.Page{}, err
	}
	if text := after.Stored(); !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return directory.Page{}, fmt.Errorf("sqlstore: list: %w: key %q is not text", directory.ErrInvalid, text)
	}
	var page directory.Page
	err := s.read(ctx, listRecords, []any{after.Kind, after.ID, limit}, func(rows *sql.Rows) error {
		var r directory.Record
		err := rows.Scan(&page.Head.Revision, (*chain)(&page.Head.Chain),
			&r.Key.Kind, &r.Key.ID, &r.Revision, &r.Deleted, &r.Body)
		if r.Key != (directory.Key{}) {
			page.Records = append(page.Records, r)
		}
		return err
	}, func() { page = directory.Page{} })
	if err != nil {
		return directory.Page{}, fmt.Errorf("sqlstore: list: %w", err)
	}
	return page, nil
}

// Changes implements [directory.Store] with one statement, which takes time proportional to
// what it returns: 1,000 commits at most.
func (s *Store) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if err := check(ctx, limit); err != nil {
		return nil, err
	}
	// The sum of a revision far ahead may be below it, which finds nothing.
	last := after.Revision + directory.Revision(min(limit, maxCommits))
	var newest directory.Head
	var commits []directory.Commit
	err := s.read(ctx, listChanges, []any{after.Revision, last}, func(rows *sql.Rows) error {
		var c directory.Commit
		var r directory.Record
		err := rows.Scan(&newest.Revision, (*chain)(&newest.Chain),
			&r.Key.Kind, &r.Key.ID, &r.Revision, &r.Deleted, &r.Body, (*chain)(&c.Head.Chain), &c.ID)
		if r.Key == (directory.Key{}) {
			return err
		}
		c.Head.Revision = r.Revision
		if n := len(commits); n == 0 || commits[n-1].Head != c.Head {
			commits = append(commits, c)
		}
		newCommit := &commits[len(commits)-1]
		newCommit.Records = append(newCommit.Records, r)
		return err
	}, func() { commits = nil })
	if err == nil {
		err = directory.CheckChanges(after, newest, commits)
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: changes: %w", err)
	}
	return commits, nil
}

// read passes each row of a query to each, and closes them before it returns. It calls
// reset before it begins, which it does again if others kept it from going on.
func (s *Store) read(ctx context.Context, query string, args []any, each func(*sql.Rows) error, reset func()) error {
	return retry(ctx, ifContended, func() error {
		reset()
		return scan(ctx, s.db, query, args, each)
	})
}

// A querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// scan passes each row of a query to each, and closes them before it returns.
func scan(ctx context.Context, q querier, query string, args []any, each func(*sql.Rows) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// A chain is read from its text in a column; none is the zero chain.
type chain directory.Chain

// Scan reads what the database holds.
func (c *chain) Scan(from any) error {
	var text string
	switch from := from.(type) {
	case string:
		text = from
	case []byte:
		text = string(from)
	}
	if text == "" {
		*c = chain{}
		return nil
	}
	return (*directory.Chain)(c).UnmarshalText([]byte(text))
}

// check returns what keeps a read from beginning: an ended context, or a limit that is
// none.
func check(ctx context.Context, limit int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if limit < 1 {
		return fmt.Errorf("sqlstore: %w: limit %d, want 1 or more", directory.ErrInvalid, limit)
	}
	return nil
}
