package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// Forget commits changes that put records without what is to be forgotten in the
// place of those with it, or delete them, and then prunes all commits up to this
// one, so that no store call can tell what there was. The history of all records
// begins anew here, and older commits cannot be undone. If it fails half-way,
// call it again with the same id, which must not be "".
//
// Whoever calls it names every record that holds what is to be forgotten; a
// reference to a person becomes one that means nobody.
//
// # What is left
//
//   - The IDs of batches, for ever, and of records that are not deleted. Neither
//     may hold what somebody may want forgotten.
//   - The disk of the database. SQLite overwrites what was deleted if it was opened
//     with secure_delete, and keeps copies in its -wal file until a checkpoint
//     with TRUNCATE. PostgreSQL needs VACUUM FULL of the directory_ tables, and its
//     write-ahead log and the archives of it to expire. An etcd cluster needs
//     compaction and defragmentation. Disks that level wear keep more.
//   - Replicas, until they have followed; other servers, until they have.
//   - Every [Backup] and every copy of a disk made before. Restoring one brings
//     back what was forgotten: keep them for a set time, keep the list of what was
//     forgotten as long, by ID, and forget again after restoring.
func (d *Directory) Forget(ctx context.Context, id string, changes ...Change) (Head, error) {
	if id == "" {
		return Head{}, fmt.Errorf("directory: forget: %w: no id", ErrInvalid)
	}
	head, err := d.Commit(ctx, id, changes...)
	if err == nil {
		err = d.pruneTo(ctx, head)
	}
	if err != nil {
		return Head{}, fmt.Errorf("directory: forget: %w", err)
	}
	return d.Head(), nil
}

// Prune forgets the commits before a revision, and what records were at it; they
// stay as they are. Use it rather than the Prune of the store, after which
// History does not know where to begin.
func (d *Directory) Prune(ctx context.Context, before Revision) error {
	var last Head
	for c, err := range d.commits(ctx, d.historyStart()) {
		if err != nil {
			return err
		}
		if c.Head.Revision >= before {
			break
		}
		last = c.Head
	}
	if last == (Head{}) {
		return nil
	}
	return d.pruneTo(ctx, last)
}

// pruneTo forgets the commits up to a head. It says first where history will
// begin: a beginning that is too late does no harm.
func (d *Directory) pruneTo(ctx context.Context, last Head) error {
	body, err := json.Marshal(historyRecord{historyKey.ID, last})
	if err != nil {
		return err
	}
	for d.historyStart().Revision < last.Revision {
		_, at, _ := d.Get(historyKey)
		_, err := d.Commit(ctx, "", Change{Put: Opaque{historyKey.Kind, historyKey.ID, body}, If: at})
		if errors.Is(err, ErrConflict) { // another one prunes; see how far
			err = d.catchUp(ctx, 0)
		}
		if err != nil {
			return err
		}
	}
	if err := d.store.Prune(ctx, last.Revision+1); err != nil {
		return fmt.Errorf("directory: prune: %w", err)
	}
	return nil
}
