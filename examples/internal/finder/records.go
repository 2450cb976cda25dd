package finder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// A Records is a directory in a file of records, as [directory.ReadRecords]
// reads them, that is read again when it changes. It may be used by any number
// of goroutines.
type Records struct {
	path  string
	state atomic.Pointer[State]
	last  stamp // of the file when it was last read
	seen  stamp // of the file when it was last looked at
}

// A stamp changes when a file does.
type stamp struct {
	modified time.Time
	size     int64
}

// maxRecords is the greatest size in bytes of a file of records.
const maxRecords = 1 << 30

// OpenRecords reads the file at path. It fails if there is none that can be
// read; mistakes in it are in the Problems of its State, which is without the
// records that they are in.
func OpenRecords(ctx context.Context, path string) (*Records, error) {
	r := &Records{path: path}
	state, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	r.state.Store(&state)
	return r, nil
}

// State returns what was last read. It is the source for [Options].
func (r *Records) State() State { return *r.state.Load() }

// Follow looks at the file again and again, each time after a pause, until ctx
// ends, and reports to log what it finds there. Once a file without mistakes
// was shown, one with mistakes is not: the last good one stays, with Trouble.
// It must not be called twice at a time.
func (r *Records) Follow(ctx context.Context, pause time.Duration, log *slog.Logger) {
	r.report(log)
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if r.renew(ctx) {
				r.report(log)
			}
		}
	}
}

// errMistakes is the trouble of a file with mistakes.
var errMistakes = errors.New("finder: mistakes in the file of records")

// renew reads the file if it has changed, and was the same at two looks so
// that nobody is writing it, and reports whether there is news.
func (r *Records) renew(ctx context.Context) bool {
	old := r.State()
	now, err := stampOf(r.path)
	atRest := now == r.seen
	r.seen = now
	if err == nil && (now == r.last || !atRest) {
		return false
	}
	var next State
	if err == nil {
		next, err = r.read(ctx)
	}
	switch {
	case ctx.Err() != nil:
		return false
	case err != nil && old.Trouble != nil && old.Trouble.Error() == err.Error():
		return false
	case err != nil:
		r.last = stamp{} // it will have changed when it is back
		old.Trouble = err
		next = old
	case len(next.Problems) > 0 && len(old.Problems) == 0:
		old.Trouble = errors.Join(append([]error{errMistakes}, next.Problems...)...)
		next = old
	}
	r.state.Store(&next)
	return true
}

func stampOf(path string) (stamp, error) {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	if info.Size() > maxRecords {
		return stamp{}, fmt.Errorf("finder: %s: %d bytes, want at most %d", path, info.Size(), maxRecords)
	}
	return stamp{info.ModTime(), info.Size()}, nil
}

// read reads the file. The stamp is taken first, so that what is written
// meanwhile is read the next time.
func (r *Records) read(ctx context.Context) (State, error) {
	if err := ctx.Err(); err != nil {
		return State{}, err
	}
	now, err := stampOf(r.path)
	if err != nil {
		return State{}, err
	}
	text, err := os.ReadFile(r.path)
	if err != nil {
		return State{}, err
	}
	entities, err := directory.ReadRecords(bytes.NewReader(text))
	problems := flatten(err)
	s, more := directory.SnapshotOf(entities...)
	r.last = now
	return State{Snapshot: s, AsOf: now.modified, Problems: append(problems, more...)}, nil
}

// flatten returns the errors that were joined in err.
func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	switch {
	case err == nil:
		return nil
	case !ok:
		return []error{err}
	}
	var list []error
	for _, e := range joined.Unwrap() {
		list = append(list, flatten(e)...)
	}
	return list
}

// report writes down what is wrong with the file.
func (r *Records) report(log *slog.Logger) {
	s := r.State()
	for _, err := range s.Problems {
		log.Error("a record is not shown", "error", err)
	}
	if s.Trouble != nil {
		for _, err := range flatten(s.Trouble) {
			log.Error("the last good records stay", "error", err)
		}
		return
	}
	log.Info("records read", "left out", len(s.Problems))
}
