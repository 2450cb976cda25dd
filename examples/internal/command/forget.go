package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/schedule"
)

// opened opens a database that is there already, and what it keeps, also what is private. Whoever calls it closes it.
func (p Program) opened(ctx context.Context, db string) (*directory.Directory, func() error, error) {
	store, closeStore, err := p.openOld(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	dir, err := directory.Open(ctx, store, directory.Options{Private: true})
	if err != nil {
		return nil, nil, errors.Join(err, closeStore())
	}
	return dir, func() error {
		dir.Close()
		return closeStore()
	}, nil
}

// forget removes records, or somebody who leads, and all history until now. Without -yes it
// only says what it would do.
func (p Program) forget(ctx context.Context, args []string) (err error) {
	set, db := p.flags("finder forget")
	var keys []directory.Key
	set.Func("record", "`KIND/ID` of a record to be deleted, such as offering/wed; may be given several times", func(text string) error {
		kind, id, _ := strings.Cut(text, "/")
		k := directory.Key{Kind: kind, ID: id}
		keys = append(keys, k)
		return k.Validate()
	})
	person := set.String("person", "", "`ID` of somebody who leads: deleted, and taken out of all rosters")
	yes := set.Bool("yes", false, "do it; otherwise it is only said")
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	if (len(keys) > 0) == (*person != "") {
		return fmt.Errorf("%w: want -record or -person", ErrUsage)
	}
	dir, end, err := p.opened(ctx, *db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	gone, changes := map[directory.Key]bool{}, []directory.Change(nil)
	if *person != "" {
		gone[directory.Key{Kind: directory.KindFacilitator, ID: *person}] = true
	}
	for _, k := range keys {
		gone[k] = true
		if _, at, ok := dir.Get(k); ok {
			changes = append(changes, directory.Change{Delete: k, If: at})
		}
	}
	if err := known(ctx, dir, gone); err != nil {
		return err
	}
	if err := p.stillNamed(dir, gone); err != nil {
		return err
	}
	if !*yes {
		fmt.Fprintf(p.Stderr, "finder: nothing was done; -yes deletes it and forgets all %d changes until now\n", dir.Head().Revision)
		return nil
	}
	now := time.Now()
	id := admin.OperatorBatch(now, "delete")
	switch {
	case *person != "":
		_, err = dir.ForgetFacilitator(ctx, id, *person, schedule.DateOf(now))
	case len(changes) > 0:
		_, err = dir.Forget(ctx, id, changes...)
	default: // deleted before, so that only history has it
		err = dir.Prune(ctx, dir.Head().Revision+1)
	}
	if err == nil {
		fmt.Fprintln(p.Stderr, "finder: forgotten. Backups, replicas and the disk may still have it")
	}
	return err
}

// known returns an error unless every key is in the records, or was: nobody means to lose
// the history for an ID that is misspelt. Somebody whom a roster names is known, too.
func known(ctx context.Context, dir *directory.Directory, keys map[directory.Key]bool) error {
	unknown := maps.Clone(keys)
	see := func(e directory.Entity) {
		r, ok := e.(directory.Roster)
		for k := range unknown {
			if e.Key() == k || ok && k.Kind == directory.KindFacilitator && r.Book.Names(k.ID) {
				delete(unknown, k)
			}
		}
	}
	for e := range dir.All() {
		see(e)
	}
	if len(unknown) == 0 {
		return nil
	}
	for s, err := range dir.History(ctx) {
		if err != nil {
			return err
		}
		for _, e := range s.Edits {
			delete(unknown, e.Key)
			for _, v := range []directory.Version{e.Before, e.After} {
				if v.Entity != nil {
					see(v.Entity)
				}
			}
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	k := slices.MinFunc(slices.Collect(maps.Keys(unknown)), directory.Key.Compare)
	return fmt.Errorf("%s/%s is neither there nor in the history; for the history alone: finder prune", k.Kind, k.ID)
}

// stillNamed says which keys are not there, and which records name them that stay.
func (p Program) stillNamed(dir *directory.Directory, gone map[directory.Key]bool) error {
	for k := range gone {
		if _, _, ok := dir.Get(k); !ok {
			fmt.Fprintf(p.Stderr, "finder: %s/%s is not there now\n", k.Kind, k.ID)
		}
	}
	for e := range dir.All() {
		at := e.Key()
		if gone[at] || at.Kind == directory.KindRoster { // which forgets people by itself
			continue
		}
		body, err := directory.Encode(e)
		if err != nil {
			return err
		}
		for k := range gone {
			id, err := json.Marshal(k.ID)
			if err == nil && bytes.Contains(body, id) {
				fmt.Fprintf(p.Stderr, "finder: %s/%s is also named in %s/%s, which stays\n", k.Kind, k.ID, at.Kind, at.ID)
			}
		}
	}
	return nil
}

// prune forgets what records were before a day, or a commit. They stay as they are.
func (p Program) prune(ctx context.Context, args []string) (err error) {
	set, db := p.flags("finder prune")
	text := set.String("before", "", "`date`, such as 2026-01-01: changes before it are forgotten. \"now\" is all")
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	day, err := schedule.ParseDate(*text)
	if err != nil && *text != "now" {
		return fmt.Errorf("%w: -before %q, want a date such as 2026-01-01, or now", ErrUsage, *text)
	}
	dir, end, err := p.opened(ctx, *db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	before := dir.Head().Revision + 1
	if *text != "now" {
		if before, err = firstSince(ctx, dir, day); err != nil {
			return err
		}
	}
	forgotten := 0
	for s, err := range dir.History(ctx) {
		if err != nil {
			return err
		}
		if s.Head.Revision < before {
			forgotten++
		}
	}
	if err := dir.Prune(ctx, before); err != nil {
		return err
	}
	fmt.Fprintf(p.Stderr, "finder: %d changes forgotten; all records are as they were\n", forgotten)
	return nil
}

// firstSince returns the revision after the last commit that says it was made before a day,
// in UTC. Not every commit says when it was; those after the last one that does stay.
func firstSince(ctx context.Context, dir *directory.Directory, day schedule.Date) (first directory.Revision, err error) {
	for s, err := range dir.History(ctx) {
		if err != nil {
			return 0, err
		}
		made, ok := admin.MadeAt(s.ID)
		switch {
		case ok && !schedule.DateOf(made).Before(day):
			return first, nil
		case ok:
			first = s.Head.Revision + 1
		}
	}
	return first, nil
}
