package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// Errors of the database that callers may want to tell apart. The error of the driver is
// wrapped beside them.
var (
	// ErrReadOnly reports a write to a database that only reads: a replica, or a file on a
	// read-only disk.
	ErrReadOnly = errors.New("sqlstore: database is read-only")

	// ErrFull reports that the disk of the database is full. Reading goes on, and so does
	// writing once there is room.
	ErrFull = errors.New("sqlstore: disk is full")
)

// A transaction that others kept from going on, or whose connection was lost, is tried 20
// times in all. The pauses are random and grow up to maxPause: some 2 seconds together.
const (
	tries      = 20
	firstPause = time.Millisecond
	maxPause   = 250 * time.Millisecond
)

// A fault is what the error of a driver means.
type fault int

const (
	lost      fault = iota // nobody knows, as after a lost connection
	refused                // an answer: trying again would bring the same
	contended              // rolled back because of others
	readOnly
	full
)

// faultOf reads errors without knowing the driver: those of PostgreSQL have SQLState
// in pgx and lib/pq, those of SQLite have Code in modernc.org/sqlite.
func faultOf(err error) fault {
	if e, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err); ok {
		return postgresFault(e.SQLState())
	}
	if e, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok {
		return sqliteFault(e.Code())
	}
	for _, answer := range []error{directory.ErrConflict, directory.ErrInvalid, directory.ErrCompacted,
		directory.ErrDiverged, ErrSchema} {
		if errors.Is(err, answer) {
			return refused
		}
	}
	return lost
}

// postgresFault reads an SQLSTATE (PostgreSQL, appendix A).
func postgresFault(state string) fault {
	switch {
	case state == "40001", state == "40P01":
		return contended
	case state == "23505", state == "42P07":
		return contended // both make the tables at once: a duplicate key or table
	case state == "25006":
		return readOnly
	case state == "53100":
		return full
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "57P"), state == "40003":
		return lost // connection, shutdown or crash, "statement completion unknown"
	}
	return refused
}

// sqliteFault reads a result code of SQLite, extended or not.
func sqliteFault(code int) fault {
	switch code & 0xff {
	case 5, 6: // SQLITE_BUSY, SQLITE_LOCKED
		return contended
	case 8: // SQLITE_READONLY
		return readOnly
	case 13: // SQLITE_FULL
		return full
	}
	return refused // also SQLITE_IOERR: a second fsync would succeed without having written
}

// Which faults to try again after. A read that found no connection is for the caller, who
// asks again anyway; a write may have taken effect, and its batch ID tells.
func ifContended(f fault) bool { return f == contended }
func ifUndecided(f fault) bool { return f == contended || f == lost }

// retry calls do until it succeeds, fails with a fault that is not to be tried again, or
// has failed too often. It returns the error of ctx once that has ended.
func retry(ctx context.Context, again func(fault) bool, do func() error) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := do()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f := faultOf(err)
		if try == tries || !again(f) {
			return named(f, err)
		}
		sleep(ctx, rand.N(pause)+pause/4)
		pause = min(2*pause, maxPause)
	}
}

// named puts the sentinel of a fault before the error of the driver.
func named(f fault, err error) error {
	switch f {
	case readOnly:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case full:
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// sleep waits for a time, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
