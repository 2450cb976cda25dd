package directory

import (
	"context"

	"github.com/withinreach/withinreach/directory/earth"
)

const (
	// maxRecent is how many items of an index may differ from the time it was
	// made, because each search looks at them one by one. Then the index is made
	// anew, aside.
	maxRecent = 1000
	// maxCrowded is how many may differ if changes come sooner than that.
	maxCrowded = 8 * maxRecent
)

// reindex makes the index anew, aside from readers and writers, whenever it has
// become crowded, until ctx ends.
func (d *Directory) reindex(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.crowded:
		}
		before := d.Snapshot()
		index, err := before.newIndex()
		if err != nil {
			continue // the old one is as good
		}
		d.mu.Lock()
		v := *d.current.Load()
		if s, ok := v.snapshot.reindexed(before, index); ok {
			v.snapshot = s
			d.current.Store(&v)
		}
		d.mu.Unlock()
	}
}

// tend asks for a new index if that of s is crowded.
func (d *Directory) tend(s *Snapshot) {
	if s.index.Recent() <= maxRecent {
		return
	}
	select {
	case d.crowded <- struct{}{}:
	default: // asked already
	}
}

// newIndex returns an index of s.numbered.
func (s *Snapshot) newIndex() (*earth.Index, error) {
	points, masks := make([]earth.Point, len(s.numbered)), make([]uint64, len(s.numbered))
	for i, x := range s.numbered {
		if x != nil {
			points[i], masks[i] = x.point(), x.mask
		}
	}
	return earth.NewIndex(points, earth.IndexOptions{Masks: masks})
}

// reindexed returns s with an index that was made of an earlier snapshot; ok is
// false if the two have little in common.
func (s *Snapshot) reindexed(before *Snapshot, index *earth.Index) (next *Snapshot, ok bool) {
	if len(s.numbered) < len(before.numbered) {
		return nil, false
	}
	var changes []earth.Change
	for i, x := range s.numbered {
		if i < len(before.numbered) && x == before.numbered[i] {
			continue
		}
		c := earth.Change{Item: i}
		if x != nil {
			c.Point, c.Mask = x.point(), x.mask
		}
		if changes = append(changes, c); len(changes) > maxCrowded {
			return nil, false
		}
	}
	made, err := index.With(changes...)
	if err != nil {
		return nil, false
	}
	copied := *s
	copied.index = made
	return &copied, true
}
