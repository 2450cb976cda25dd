package memstore_test

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

// A slowStore is the reference: it keeps every commit for ever, and works each
// answer out from the first one on.
type slowStore struct {
	all    []directory.Commit
	pruned directory.Revision // commits below it are to be forgotten
}

func (s *slowStore) head() directory.Head {
	if len(s.all) == 0 {
		return directory.Head{}
	}
	return s.all[len(s.all)-1].Head
}

func (s *slowStore) records() map[directory.Key]directory.Record {
	held := make(map[directory.Key]directory.Record)
	for _, c := range s.all {
		for _, r := range c.Records {
			held[r.Key] = r
		}
	}
	maps.DeleteFunc(held, func(_ directory.Key, r directory.Record) bool { return r.Deleted && r.Revision < s.pruned })
	return held
}

func (s *slowStore) Commit(_ context.Context, b directory.Batch) (directory.Head, error) {
	if err := b.Validate(); err != nil {
		return directory.Head{}, err
	}
	for _, c := range s.all {
		if c.ID == b.ID && c.Head.Revision < s.pruned {
			return c.Head, nil
		}
		if c.ID == b.ID {
			if fmt.Sprint(b.After(directory.Head{Revision: c.Head.Revision - 1}).Records) != fmt.Sprint(c.Records) {
				return directory.Head{}, directory.ErrInvalid
			}
			return c.Head, nil
		}
	}
	held := s.records()
	conditions := slices.Clone(b.Checks)
	for _, w := range b.Writes {
		conditions = append(conditions, directory.Check{Key: w.Key, If: w.If})
	}
	for _, c := range conditions {
		r, found := held[c.Key]
		live := found && !r.Deleted
		holds := c.If == directory.AnyRevision || c.If == 0 && !live || c.If > 0 && found && r.Revision == c.If
		if !holds {
			return directory.Head{}, &directory.ConflictError{Key: c.Key, Want: c.If, Found: r.Revision, Deleted: r.Deleted}
		}
	}
	s.all = append(s.all, b.After(s.head()))
	return s.head(), nil
}

func (s *slowStore) List(_ context.Context, after directory.Key, limit int) (directory.Page, error) {
	if limit < 1 {
		return directory.Page{}, directory.ErrInvalid
	}
	held := s.records()
	page := directory.Page{Head: s.head()}
	for _, k := range slices.SortedFunc(maps.Keys(held), directory.Key.Compare) {
		if k.Compare(after) > 0 && len(page.Records) < limit {
			page.Records = append(page.Records, held[k])
		}
	}
	return page, nil
}

func (s *slowStore) Changes(_ context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if limit < 1 {
		return nil, directory.ErrInvalid
	}
	heads := []directory.Head{{}}
	for _, c := range s.all {
		heads = append(heads, c.Head)
	}
	switch {
	case after.Revision < 0 || int(after.Revision) >= len(heads):
		return nil, directory.ErrDiverged
	case int(after.Revision) < len(s.all) && after.Revision+1 < s.pruned:
		return nil, directory.ErrCompacted // whatever the chain: that of pruned commits is not known
	case heads[after.Revision] != after:
		return nil, directory.ErrDiverged
	}
	rest := s.all[after.Revision:]
	return append([]directory.Commit(nil), rest[:min(limit, len(rest))]...), nil
}

func (s *slowStore) Prune(_ context.Context, before directory.Revision) error {
	s.pruned = max(s.pruned, min(before, s.head().Revision+1))
	return nil
}
