package directory

import (
	"context"
	"errors"
	"fmt"
)

// Undo commits what makes good a commit: each record that it changed becomes what
// it was before. It refuses to undo what others have built on: if one of the
// records was changed since, the error is [ErrConflict], and nothing is written;
// so is a new [*RecordError] for what would break, as in Commit. ErrCompacted
// reports that what was before has been pruned, and ErrInvalid a revision that is
// no commit, or one with nothing to undo. The id is that of the new commit; an
// undo can be undone.
func (d *Directory) Undo(ctx context.Context, id string, commit Revision) (Head, error) {
	edits, err := d.editsOf(ctx, commit)
	if err != nil {
		return Head{}, fmt.Errorf("directory: undo revision %d: %w", commit, err)
	}
	var changes []Change
	for _, e := range edits {
		c, err := changeTo(e.before, e.after)
		if err != nil {
			return Head{}, fmt.Errorf("directory: undo revision %d: %w", commit, err)
		}
		changes = append(changes, c)
	}
	return d.Commit(ctx, id, changes...)
}

// editsOf returns what a commit changed, each record before it and as it is now.
func (d *Directory) editsOf(ctx context.Context, commit Revision) ([]pastEdit, error) {
	start := d.historyStart()
	if commit <= start.Revision {
		return nil, errIfPast(commit)
	}
	var edits []pastEdit
	place := map[Key]int{}
	for s, err := range d.past(ctx, nil) {
		if err != nil {
			return nil, err
		}
		for _, e := range s.edits {
			i, found := place[e.after.Key]
			switch {
			case s.Head.Revision == commit && !e.same():
				place[e.after.Key] = len(edits)
				edits = append(edits, e)
			case found && e.same():
				edits[i].after = e.after
			case found:
				return nil, &ConflictError{e.after.Key, commit, e.after.Revision, e.after.Deleted}
			}
		}
		if s.Head.Revision == commit && d.hides(s.Commit) {
			return nil, fmt.Errorf("%w: it changed private records, which need Options.Private", ErrInvalid)
		}
	}
	if len(edits) == 0 {
		return nil, fmt.Errorf("%w: no commit that changed a record", ErrInvalid)
	}
	return edits, nil
}

func errIfPast(commit Revision) error {
	if commit <= 0 {
		return fmt.Errorf("%w: want 1 or more", ErrInvalid)
	}
	return ErrCompacted
}

// hides reports whether a commit wrote what this directory does not read.
func (d *Directory) hides(c Commit) bool {
	for _, r := range c.Records {
		if isPrivate(r.Key.Kind) && !d.opt.Private {
			return true
		}
	}
	return false
}

// Revert commits one record as it was at a revision: as the newest commit up to
// there had left it, which may be deleted. At is the revision at which it must be
// now, as Get returned it, 0 if it is not there. The errors are those of Commit,
// and ErrCompacted if what it was has been pruned.
func (d *Directory) Revert(ctx context.Context, id string, k Key, to, at Revision) (Head, error) {
	if isPrivate(k.Kind) && !d.opt.Private {
		return Head{}, fmt.Errorf("directory: revert %s %q: %w: it is private, which needs Options.Private", k.Kind, k.ID, ErrInvalid)
	}
	was := pastRecord{Record: Record{Key: k}, unknown: d.historyStart() != Head{}}
	for s, err := range d.past(ctx, map[Key]bool{k: true}) {
		if err != nil {
			return Head{}, err
		}
		if s.Head.Revision > to {
			break
		}
		for _, e := range s.edits {
			was = e.after
		}
	}
	c, err := changeTo(was, pastRecord{Record: Record{Key: k, Revision: at, Deleted: at == 0}})
	if err != nil {
		return Head{}, fmt.Errorf("directory: revert %s %q to revision %d: %w", k.Kind, k.ID, to, err)
	}
	return d.Commit(ctx, id, c)
}

// changeTo returns the change that makes a record what it was.
func changeTo(was, is pastRecord) (Change, error) {
	c := Change{If: is.Revision}
	if is.Deleted {
		c.If = 0
	}
	v := was.version()
	switch {
	case v.Unknown:
		return c, ErrCompacted
	case v.Entity == nil:
		c.Delete = is.Key
	default:
		c.Put = v.Entity
	}
	return c, v.Err
}

// find returns those commits that are left whose IDs match, by ID.
func (d *Directory) find(ctx context.Context, match func(id string) bool) (map[string]Commit, error) {
	found := map[string]Commit{}
	for c, err := range d.commits(ctx, d.historyStart()) {
		if errors.Is(err, ErrCompacted) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		if match(c.ID) {
			found[c.ID] = c
		}
	}
	return found, nil
}
