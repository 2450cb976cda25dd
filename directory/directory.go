package directory

import (
	"context"
	"fmt"
	"iter"
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

	moving  chan struct{} // holds a token while the store is asked what to show next
	crowded chan struct{} // holds a token when the index is to be made anew

	mu      sync.Mutex // held while state is read or moves on; no store is asked meanwhile
	state   *state
	builder *builder

	current atomic.Pointer[view]
	asOf    atomic.Pointer[time.Time]
	stop    context.CancelFunc
	stopped chan struct{}
}

// A view is what readers see.
type view struct {
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
	d := &Directory{
		store: s, opt: o, builder: newBuilder(o),
		moving: make(chan struct{}, 1), crowded: make(chan struct{}, 1), stopped: make(chan struct{}),
	}
	if err := d.reload(ctx); err != nil {
		return nil, fmt.Errorf("directory: open: %w", err)
	}
	follow, stop := context.WithCancel(context.WithoutCancel(ctx))
	d.stop = stop
	go func() {
		defer close(d.stopped)
		var aside sync.WaitGroup
		aside.Go(func() { d.reindex(follow) })
		d.follow(follow)
		aside.Wait()
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

// AsOf returns the instant, by Options.Clock, for which the newest snapshot is
// the whole truth: then the store was last asked a question whose answer is
// shown. The age of the data is the time since. It stays below some 2 seconds
// while the store answers, and grows while there is Trouble. It is zero without
// a clock. A replica that lags answers too, so add its lag.
func (d *Directory) AsOf() time.Time {
	if t := d.asOf.Load(); t != nil {
		return *t
	}
	return time.Time{}
}

// Get returns an entity and its revision, for whoever wants to change it; ok
// is false if there is none. Private kinds are there only with Options.Private.
//
// An editor keeps the revision while somebody types, and commits with it as
// Change.If: if another one was faster, the error is ErrConflict, and nothing is
// overwritten that the editor has not seen. Get again then, and show both.
func (d *Directory) Get(k Key) (e Entity, at Revision, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, ok := d.state.entities[k]
	return h.entity, h.revision, ok
}

// All yields the entities that the directory holds, with the revision of each,
// in order of their keys: those that are shown, those with a problem, and those
// of unknown kinds. Private ones are among them only with [Options].Private. What
// is yielded is of one moment, that of the call; it must not be changed.
func (d *Directory) All() iter.Seq2[Entity, Revision] {
	d.mu.Lock()
	entities := maps.Clone(d.state.entities)
	d.mu.Unlock()
	return func(yield func(Entity, Revision) bool) {
		for _, k := range slices.SortedFunc(maps.Keys(entities), Key.Compare) {
			if h := entities[k]; !yield(h.entity, h.revision) {
				return
			}
		}
	}
}

// publish shows a snapshot of the state to readers; mu is held.
func (d *Directory) publish(s *Snapshot) {
	problems := s.allProblems()
	for _, k := range slices.SortedFunc(maps.Keys(d.state.broken), Key.Compare) {
		problems = append(problems, d.state.broken[k])
	}
	d.current.Store(&view{snapshot: s, head: d.state.head, problems: problems})
	d.tend(s)
}

// reload reads the whole store.
func (d *Directory) reload(ctx context.Context) error {
	if err := d.move(ctx); err != nil {
		return err
	}
	defer d.rest()
	asked := d.now()
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
	d.publish(d.builder.next(d.builder.empty(), all, s.head.Revision))
	d.asOf.Store(&asked)
	return nil
}

// move begins to ask the store what to show next, and rest ends it: one at a
// time, or an older answer could replace a newer one.
func (d *Directory) move(ctx context.Context) error {
	select {
	case d.moving <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *Directory) rest() { <-d.moving }

// now returns the time by the clock of the options.
func (d *Directory) now() time.Time {
	if d.opt.Clock == nil {
		return time.Time{}
	}
	return d.opt.Clock()
}

// apply puts one record into a state.
func (d *Directory) apply(s *state, r Record) {
	delete(s.entities, r.Key)
	delete(s.broken, r.Key)
	if r.Deleted || (isPrivate(r.Key.Kind) && !d.opt.Private) {
		return
	}
	e, err := Decode(r.Key, r.Body)
	if err != nil {
		s.broken[r.Key] = err
		return
	}
	s.entities[r.Key] = held{e, r.Revision}
}

// advance applies the commits that follow the state, if any, and clears the
// trouble that there was. More than ten answers are shown in parts, so that
// those who commit without a pause can't keep everything from being seen.
func (d *Directory) advance(ctx context.Context) error {
	if err := d.move(ctx); err != nil {
		return err
	}
	defer d.rest()
	var news []Commit
	var asked time.Time
	var err error
	for head := d.state.head; len(news) < 10*loadCommits; head = news[len(news)-1].Head {
		now := d.now()
		var commits []Commit
		if commits, err = d.changes(ctx, head); err != nil {
			break
		}
		asked = now
		if len(commits) == 0 {
			break
		}
		news = append(news, commits...)
	}
	d.take(news, err == nil)
	if !asked.IsZero() {
		d.asOf.Store(&asked)
	}
	return err
}

// answerTime is how long a store may think about one question. A connection
// that hangs is then known to be lost.
const answerTime = 10 * time.Second

// changes asks the store what follows a head.
func (d *Directory) changes(ctx context.Context, head Head) ([]Commit, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	commits, err := d.store.Changes(ctx, head, loadCommits)
	if err != nil {
		return nil, err
	}
	return following(head, commits)
}

// take applies commits and shows what they lead to.
func (d *Directory) take(commits []Commit, well bool) {
	if len(commits) == 0 && (!well || d.Trouble() == nil) {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	changes := map[Key]Entity{}
	for _, c := range commits {
		for _, r := range c.Records {
			d.apply(d.state, r)
			changes[r.Key] = d.state.entities[r.Key].entity
		}
		d.state.head = c.Head
	}
	d.publish(d.builder.next(d.Snapshot(), changes, d.state.head.Revision))
}

// report shows an error of the store beside the last good snapshot.
func (d *Directory) report(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := *d.current.Load()
	v.trouble = err
	d.current.Store(&v)
}
