package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/directory/feed/pull"
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

// importFlags say where to and how to import.
type importFlags struct {
	source  sourceFlags
	db, url string
	copied  string // name of the file with the last good copy
	yes     bool
}

// importSource brings a source into a database. Without -yes it only says what
// it would do.
func importSource(args []string, env environment) error {
	var f importFlags
	fs := flag.NewFlagSet("reach import", flag.ContinueOnError)
	f.source.register(fs)
	fs.StringVar(&f.db, "db", "", "the `database`: a file of SQLite or postgres://…")
	fs.BoolVar(&f.yes, "yes", false, "make the changes; otherwise they are only shown")
	fs.StringVar(&f.url, "url", "", "https `address` to fetch the source from, in place of a file; whoever calls says when")
	fs.StringVar(&f.copied, "copy", "", "`file` that keeps the last good copy of -url; default is the name of the source with .copy.json")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	switch {
	case f.db == "":
		return misused(env, "want -db, a file or postgres://…")
	case f.url != "" && fs.NArg() > 0:
		return misused(env, "-url and a file, want one of them")
	case f.url == "" && f.copied != "":
		return misused(env, "-copy goes with -url")
	}
	if err := f.source.check(env); err != nil {
		return err
	}
	ctx := context.Background()
	store, closeStore, err := storage.Open(ctx, f.db)
	if err != nil {
		return err
	}
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		return errors.Join(err, closeStore())
	}
	fetcher := pull.New(pull.Options{UserAgent: "reach import"})
	err = f.run(ctx, dir, fetcher, fs, env)
	fetcher.Close()
	dir.Close()
	return errors.Join(err, closeStore())
}

// run reads the source, and imports it unless it lost most of its records. A
// copy that was fetched is kept if it could be read.
func (f *importFlags) run(ctx context.Context, dir *directory.Directory, fetcher *pull.Fetcher, fs *flag.FlagSet, env environment) error {
	into := importTarget{dir: dir, revisions: map[directory.Key]directory.Revision{}}
	for e, at := range dir.All() {
		into.current = append(into.current, e)
		into.revisions[e.Key()] = at
	}
	name := f.source.options.Source
	f.source.known = merge.Remembered(name, into.current)
	keep := func(bool) error { return nil }
	if f.url != "" {
		var err error
		f.copied = cmp.Or(f.copied, name+".copy.json")
		if f.source.open, keep, err = fetched(ctx, fetcher, f.url, f.copied, env.now()); err != nil {
			return err
		}
	}
	got, err := f.source.read(fs, env)
	if err != nil {
		return errors.Join(err, keep(false))
	}
	if err := into.accept(ctx, f, got, env); err != nil {
		return errors.Join(err, keep(false))
	}
	return keep(true)
}

// An importTarget is the directory into which a source is imported, as it was
// when that began.
type importTarget struct {
	dir       *directory.Directory
	current   []directory.Entity
	revisions map[directory.Key]directory.Revision
}

func (t importTarget) accept(ctx context.Context, f *importFlags, got feed.Result, env environment) error {
	source := f.source.options.Source
	plan, err := merge.NewPlan(merge.Import{Source: source, New: got.Entities, Current: t.current, Now: env.now()})
	if err != nil {
		return err
	}
	if err := feed.Guard(plan.Before, plan.After); err != nil && !f.source.shrunk {
		return fmt.Errorf("%w; -shrunk goes on", err)
	}
	for i, c := range plan.Changes {
		k := c.Delete
		if c.Put != nil {
			k = c.Put.Key()
		}
		plan.Changes[i].If = t.revisions[k]
	}
	if f.yes && len(plan.Changes) > 0 {
		// What a try has left half done is not planned again, so each try has an id of its own.
		id := "import " + source + " " + rand.Text()
		if _, err := t.dir.Import(ctx, id, plan.Changes...); err != nil {
			return err
		}
	}
	return errors.Join(
		encodeLines(env.out, append(got.Findings, plan.Findings...)),
		encodeLines(env.out, importSteps(plan.Steps)),
		json.NewEncoder(env.out).Encode(importEnd{got.Records, got.Refused + plan.Refused, len(plan.Steps), plan.Unchanged, f.yes}),
	)
}

func importSteps(steps []merge.Step) []importStep {
	list := make([]importStep, len(steps))
	for i, s := range steps {
		list[i] = importStep{s.Action, s.Record.Kind + "/" + s.Record.ID, s.Fields, s.Reason}
	}
	return list
}
