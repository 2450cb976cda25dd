package directory

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A Directory is the directory that a [Store] keeps, held in memory. It checks
// and commits changes, follows those that others commit, and gives out
// snapshots, which cost nothing to take and never change. It may be used by
// any number of goroutines.
type Directory struct {
	store Store
	opt   Options

	mu      sync.Mutex // held while state moves on
	state   *state
	builder *builder

	current atomic.Pointer[version]
	stop    context.CancelFunc
	stopped chan struct{}
}

// A version is what readers see.
type version struct {
	snapshot *Snapshot
	head     Head
	problems []error
	trouble  error // of the store, nil once it answers again
}

// A state is all entities at one head.
type state struct {
	head     Head
	entities map[Key]held
	broken   map[Key]error // records that cannot be read
}

type held struct {
	entity   Entity
	revision Revision
}

// Open loads the directory that a store keeps and begins to follow it. Records
// that cannot be read are left out: see Problems. It fails if the store does.
// Close ends it; the store is not closed. ctx is for loading only.
func Open(ctx context.Context, s Store, o Options) (*Directory, error) {
	d := &Directory{store: s, opt: o, builder: newBuilder(o), stopped: make(chan struct{})}
	if err := d.reload(ctx); err != nil {
		return nil, fmt.Errorf("directory: open: %w", err)
	}
	follow, stop := context.WithCancel(context.WithoutCancel(ctx))
	d.stop = stop
	go func() {
		defer close(d.stopped)
		d.follow(follow)
	}()
	return d, nil
}

// Close stops following the store and waits until that has ended. Snapshots
// stay usable. It may be called twice.
func (d *Directory) Close() {
	d.stop()
	<-d.stopped
}

// Snapshot returns the newest snapshot.
func (d *Directory) Snapshot() *Snapshot { return d.current.Load().snapshot }

// Head returns the head of the store that the newest snapshot shows.
func (d *Directory) Head() Head { return d.current.Load().head }

// Problems returns what is wrong with stored records, which the snapshot is
// without: each a [*RecordError].
func (d *Directory) Problems() []error { return slices.Clone(d.current.Load().problems) }

// Trouble returns the error that keeps the directory from following its store,
// or nil. While there is one, the snapshot may be out of date; the directory
// goes on trying.
func (d *Directory) Trouble() error { return d.current.Load().trouble }

// Get returns an entity and its revision, for whoever wants to change it; ok
// is false if there is none. Credentials are there only with Options.Private.
func (d *Directory) Get(k Key) (e Entity, at Revision, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, ok := d.state.entities[k]
	return h.entity, h.revision, ok
}

// publish shows a snapshot of the state to readers; mu is held.
func (d *Directory) publish(s *Snapshot) {
	problems := s.allProblems()
	for _, k := range slices.SortedFunc(maps.Keys(d.state.broken), Key.Compare) {
		problems = append(problems, d.state.broken[k])
	}
	d.current.Store(&version{snapshot: s, head: d.state.head, problems: problems})
}

// reload reads the whole store.
func (d *Directory) reload(ctx context.Context) error {
	var s *state
	head, err := Load(ctx, d.store, func() {
		s = &state{entities: map[Key]held{}, broken: map[Key]error{}}
	}, func(r Record) error {
		d.apply(s, r)
		return nil
	})
	if err != nil {
		return err
	}
	s.head = head
	d.mu.Lock()
	defer d.mu.Unlock()
	d.state = s
	all := make(map[Key]Entity, len(s.entities))
	for k, h := range s.entities {
		all[k] = h.entity
	}
	d.publish(d.builder.next(d.builder.empty(), all))
	return nil
}

// apply puts one record into a state.
func (d *Directory) apply(s *state, r Record) {
	delete(s.entities, r.Key)
	delete(s.broken, r.Key)
	if r.Deleted || (r.Key.Kind == KindCredential && !d.opt.Private) {
		return
	}
	e, err := Decode(r.Key, r.Body)
	if err != nil {
		s.broken[r.Key] = err
		return
	}
	s.entities[r.Key] = held{e, r.Revision}
}

// catchUp applies commits until a revision is shown.
func (d *Directory) catchUp(ctx context.Context, to Revision) error {
	for {
		err := d.advance(ctx)
		if errors.Is(err, ErrCompacted) || errors.Is(err, ErrDiverged) {
			err = d.reload(ctx)
		}
		if err != nil {
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

// advance applies the commits that follow the state, if any, and clears the
// trouble that there was.
func (d *Directory) advance(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	changes := map[Key]Entity{}
	moved := false
	for {
		commits, err := d.store.Changes(ctx, d.state.head, loadCommits)
		if err == nil {
			commits, err = following(d.state.head, commits)
		}
		for _, c := range commits {
			for _, r := range c.Records {
				d.apply(d.state, r)
				changes[r.Key] = d.state.entities[r.Key].entity
			}
			d.state.head = c.Head
			moved = true
		}
		if len(commits) > 0 {
			continue
		}
		if moved || (err == nil && d.Trouble() != nil) {
			d.publish(d.builder.next(d.Snapshot(), changes))
		}
		return err
	}
}

const (
	minRetry = 50 * time.Millisecond
	maxRetry = 5 * time.Second
)

// follow keeps up with the store until ctx ends.
func (d *Directory) follow(ctx context.Context) {
	retry := minRetry
	for ctx.Err() == nil {
		var err error
		if d.Trouble() == nil {
			err = Wait(ctx, d.store, d.Head(), 0)
		}
		if err == nil {
			err = d.catchUp(ctx, 0)
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

// report shows an error of the store beside the last good snapshot.
func (d *Directory) report(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := *d.current.Load()
	v.trouble = err
	d.current.Store(&v)
}
