package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/withinreach/withinreach/directory/feed/pull"
)

// fetched fetches a source, given the copy of the last time in a file, and
// returns what opens the document, and what writes the copy when it is known
// whether the document was any good: if not, the one before is kept. Where the
// fetch fails the error is that, and the copy stays with a note of the failure.
func fetched(ctx context.Context, f *pull.Fetcher, url, file string, now time.Time) (open func() (io.ReadCloser, error), keep func(good bool) error, err error) {
	before, err := readCopy(file)
	if err != nil {
		return nil, nil, err
	}
	if before.URL != url {
		before = pull.Source{URL: url}
	}
	next, err := f.Fetch(ctx, before, now)
	if err != nil {
		if !before.Health.Good.IsZero() {
			err = fmt.Errorf("%w; nothing was changed, and the last good copy is of %s", err, before.Health.Good.UTC().Format(time.RFC3339))
		}
		return nil, nil, errors.Join(err, writeCopy(file, next))
	}
	open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(next.Body)), nil }
	keep = func(good bool) error {
		if good {
			return writeCopy(file, next)
		}
		before.Health.Tried = now
		before.Health.Failures++
		before.Health.Reason = "the document could not be imported"
		return writeCopy(file, before)
	}
	return open, keep, nil
}

func readCopy(file string) (s pull.Source, err error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return s, fmt.Errorf("the copy in %s: %w", file, err)
	}
	return s, nil
}

// writeCopy replaces the file as a whole, so that it is never half a copy.
func writeCopy(file string, s pull.Source) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name()) // in vain once it has its name
	_, err = part.Write(text)
	if err = errors.Join(err, part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), file)
}
