package directory

import (
	"context"
	"errors"
	"time"
)

const (
	// A store that fails is asked again after pauses that double from the one to
	// the other.
	minRetry = 50 * time.Millisecond
	maxRetry = 2 * time.Second

	// A replica that lags is waited for while the pauses are shorter than this:
	// five tries, some 1.5 seconds.
	patience = time.Second
)

// follow keeps up with the store until ctx ends.
func (d *Directory) follow(ctx context.Context) {
	retry := minRetry
	for ctx.Err() == nil {
		var err error
		if d.Trouble() == nil {
			err = wait(ctx, d.store, d.Head(), 0, d.hasChanged)
		}
		if err == nil {
			err = d.renew(ctx, retry < patience)
		}
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			retry = minRetry
			continue
		}
		d.report(err)
		sleep(ctx, retry)
		retry = min(2*retry, maxRetry)
	}
}

// hasChanged asks the store whether anything follows a head.
func (d *Directory) hasChanged(ctx context.Context, s Store, after Head) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	asked := d.now()
	changed, err := hasChanged(ctx, s, after)
	if err == nil && !changed && after == d.Head() {
		d.asOf.Store(&asked)
	}
	return changed, err
}

// renew applies what follows in the store, or reads all of it where its history
// is not the one that was seen. A store that shows less than was seen may be a
// replica that lags; to be patient is to wait for it.
func (d *Directory) renew(ctx context.Context, patient bool) error {
	err := d.advance(ctx)
	if errors.Is(err, ErrDiverged) && patient && d.lags(ctx) {
		return err
	}
	if errors.Is(err, ErrCompacted) || errors.Is(err, ErrDiverged) {
		return d.reload(ctx)
	}
	return err
}

// lags reports whether the store is not as far as this directory has seen.
func (d *Directory) lags(ctx context.Context) bool {
	page, err := d.store.List(ctx, Key{}, 1)
	return err == nil && page.Head.Revision < d.Head().Revision
}

// catchUp applies commits until a revision is shown.
func (d *Directory) catchUp(ctx context.Context, to Revision) error {
	for {
		if err := d.renew(ctx, true); err != nil {
			return err
		}
		if d.Head().Revision >= to {
			return nil
		}
		sleep(ctx, defaultPoll)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}
