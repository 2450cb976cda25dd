package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// An importStep is one line of the answer of reach import.
type importStep struct {
	Step   merge.Action `json:"step"`
	Record string       `json:"record"`
	Fields []string     `json:"fields,omitempty"`
	Reason string       `json:"reason,omitempty"`
}

// An importEnd is its last line.
type importEnd struct {
	Records   int  `json:"records"` // of the source
	Refused   int  `json:"refused"`
	Steps     int  `json:"steps"`
	Unchanged int  `json:"unchanged"`
	Committed bool `json:"committed"`
}

// importSource brings a source into a database. Without -yes it only says what
// it would do.
func importSource(args []string, env environment) error {
	var source sourceFlags
	fs := flag.NewFlagSet("reach import", flag.ContinueOnError)
	source.register(fs)
	db := fs.String("db", "", "the `database`: a file of SQLite or postgres://…")
	yes := fs.Bool("yes", false, "make the changes; otherwise they are only shown")
	shrunk := fs.Bool("shrunk", false, "go on although the source lost most of its records")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if *db == "" {
		return misused(env, "want -db, a file or postgres://…")
	}
	got, err := source.read(fs, env)
	if err != nil {
		return err
	}
	ctx := context.Background()
	store, closeStore, err := storage.Open(ctx, *db)
	if err != nil {
		return err
	}
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		return errors.Join(err, closeStore())
	}
	err = importInto(ctx, dir, source.options.Source, got, *yes, *shrunk, env)
	dir.Close()
	return errors.Join(err, closeStore())
}

func importInto(ctx context.Context, dir *directory.Directory, source string, got feed.Result, yes, shrunk bool, env environment) error {
	var current []directory.Entity
	revisions := map[directory.Key]directory.Revision{}
	for e, at := range dir.All() {
		current = append(current, e)
		revisions[e.Key()] = at
	}
	plan, err := merge.NewPlan(merge.Import{Source: source, New: got.Entities, Current: current, Now: env.now()})
	if err != nil {
		return err
	}
	if err := feed.Guard(plan.Before, offerings(got.Entities)); err != nil && !shrunk {
		return fmt.Errorf("%w; -shrunk goes on", err)
	}
	for i, c := range plan.Changes {
		k := c.Delete
		if c.Put != nil {
			k = c.Put.Key()
		}
		plan.Changes[i].If = revisions[k]
	}
	if yes && len(plan.Changes) > 0 {
		// What a try has left half done is not planned again, so each try has an id of its own.
		id := "import " + source + " " + rand.Text()
		if _, err := dir.Import(ctx, id, plan.Changes...); err != nil {
			return err
		}
	}
	return errors.Join(
		encodeLines(env.out, append(got.Findings, plan.Findings...)),
		encodeLines(env.out, importSteps(plan.Steps)),
		json.NewEncoder(env.out).Encode(importEnd{got.Records, got.Refused, len(plan.Steps), plan.Unchanged, yes}),
	)
}

func importSteps(steps []merge.Step) []importStep {
	list := make([]importStep, len(steps))
	for i, s := range steps {
		list[i] = importStep{s.Action, s.Record.Kind + "/" + s.Record.ID, s.Fields, s.Reason}
	}
	return list
}

func offerings(entities []directory.Entity) (n int) {
	for _, e := range entities {
		if e.Key().Kind == directory.KindOffering {
			n++
		}
	}
	return n
}
