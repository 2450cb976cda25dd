package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// Open opens the store that dsn names, making the file or the tables if they are missing,
// and a function that closes it. Errors do not hold dsn, which may have a password in it,
// unless it is a path.
func Open(ctx context.Context, dsn string) (directory.Store, func() error, error) {
	switch {
	case dsn == "":
		return nil, nil, errors.New("storage: no database named, want a file or postgres://…")
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return openPostgres(ctx, dsn)
	}
	if scheme, _, ok := strings.Cut(dsn, "://"); ok {
		return nil, nil, fmt.Errorf("storage: database of scheme %q, want a file or postgres://…", scheme)
	}
	return openSQLite(ctx, dsn)
}

// moved reports whether after is not the newest head of s.
func moved(ctx context.Context, s directory.Store, after directory.Head) (bool, error) {
	commits, err := s.Changes(ctx, after, 1)
	if errors.Is(err, directory.ErrCompacted) || errors.Is(err, directory.ErrDiverged) {
		return true, nil
	}
	return len(commits) > 0, err
}

// sleep returns the error of ctx if that ends before d has passed.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
