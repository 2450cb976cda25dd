package directory

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
)

// A Step is one commit in the history of a directory.
type Step struct {
	Head Head // that it led to
	// ID is that of the batch: all that a store knows about by whom and when.
	// A store keeps IDs for ever, so one may hold a role, a time and a random part
	// ("2026-11-22T05:00Z coordinator 7GQ4…"), but never a name or a reason.
	ID    string
	Edits []Edit // in key order; none if it left all records as they were
}

// An Edit is what a commit did to a record.
type Edit struct {
	Key           Key
	Before, After Version
}

// A Version is a record as a commit left it.
type Version struct {
	Revision Revision // 0: there was none
	Entity   Entity   // nil if it was deleted, or there was none
	Err      error    // a *RecordError if it cannot be read; Entity is then an [Opaque]
	Unknown  bool     // what there was has been pruned
}

// History yields the commits that the store has not pruned, oldest first, with
// what each did to some records, or to all if no key is given; a commit that did
// nothing to those is passed over if keys are given. Private kinds are left out
// without Options.Private. After an error, such as ErrCompacted because somebody
// prunes, there is no more. It asks the store, and takes time in proportion to
// its whole history.
func (d *Directory) History(ctx context.Context, keys ...Key) iter.Seq2[Step, error] {
	wanted := map[Key]bool{}
	for _, k := range keys {
		wanted[k] = true
	}
	return func(yield func(Step, error) bool) {
		for s, err := range d.past(ctx, wanted) {
			if err != nil {
				yield(Step{}, err)
				return
			}
			step := Step{Head: s.Head, ID: s.ID}
			for _, e := range s.edits {
				if !e.same() {
					step.Edits = append(step.Edits, Edit{e.after.Key, e.before.version(), e.after.version()})
				}
			}
			if (len(keys) == 0 || len(step.Edits) > 0) && !yield(step, nil) {
				return
			}
		}
	}
}

// A pastStep is a commit, and what it did in records.
type pastStep struct {
	Commit
	edits []pastEdit
}

type pastEdit struct{ before, after pastRecord }

// A pastRecord is a record, the zero one if there was none.
type pastRecord struct {
	Record
	unknown bool
}

// same reports whether a record was written again as it was, to guard what
// refers to it.
func (e pastEdit) same() bool {
	return !e.before.unknown && e.before.Revision > 0 &&
		e.before.Deleted == e.after.Deleted && bytes.Equal(e.before.Body, e.after.Body)
}

func (r pastRecord) version() Version {
	v := Version{Revision: r.Revision, Unknown: r.unknown}
	if r.Revision == 0 || r.Deleted {
		return v
	}
	if v.Entity, v.Err = Decode(r.Key, r.Body); v.Err != nil {
		v.Entity = Opaque{r.Key.Kind, r.Key.ID, r.Body}
	}
	return v
}

// past yields all commits that are left, with the edits of wanted keys, or of
// all if none is wanted.
func (d *Directory) past(ctx context.Context, wanted map[Key]bool) iter.Seq2[pastStep, error] {
	return func(yield func(pastStep, error) bool) {
		start := d.historyStart()
		latest := map[Key]Record{}
		for c, err := range d.commits(ctx, start) {
			s := pastStep{Commit: c}
			for _, r := range c.Records {
				k := r.Key
				if len(wanted) > 0 && !wanted[k] || k == historyKey || isPrivate(k.Kind) && !d.opt.Private {
					continue
				}
				before, known := latest[k]
				s.edits = append(s.edits, pastEdit{pastRecord{before, !known && start != Head{}}, pastRecord{Record: r}})
				latest[k] = r
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// commits yields the commits that follow a head, and nothing after an error.
func (d *Directory) commits(ctx context.Context, after Head) iter.Seq2[Commit, error] {
	return func(yield func(Commit, error) bool) {
		for {
			commits, err := d.store.Changes(ctx, after, loadCommits)
			if err == nil {
				commits, err = following(after, commits)
			}
			if err != nil {
				yield(Commit{}, fmt.Errorf("directory: history: %w", err))
				return
			}
			if len(commits) == 0 {
				return
			}
			for _, c := range commits {
				if !yield(c, nil) {
					return
				}
			}
			after = commits[len(commits)-1].Head
		}
	}
}

// historyKey is that of the record which says where history begins once it was
// pruned: a store shows only what follows a head, and this is that head. The
// record belongs to its store and is in no backup.
var historyKey = Key{"history", "start"}

type historyRecord struct {
	ID    string `json:"id"`
	After Head   `json:"after"`
}

// historyStart returns the head after which history begins.
func (d *Directory) historyStart() Head {
	e, _, _ := d.Get(historyKey)
	o, _ := e.(Opaque)
	var h historyRecord
	if json.Unmarshal(o.Body, &h) != nil {
		return Head{}
	}
	return h.After
}
