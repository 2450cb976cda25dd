package command

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

// reread is the pause between two looks at a file of records, or at the troubles of a
// database.
const reread = 2 * time.Second

// A database is one that is shown, with the pages in which people look after it.
type database struct {
	path  string       // "" if it is not a file
	pages *admin.Admin // nil if it is none
	setUp string       // path of the link that makes the first token, "" if there is one
	close func()
}

// showDB makes a database what is shown.
func (p Program) showDB(ctx context.Context, db string, o *finder.Options) (database, error) {
	store, closeStore, path, err := p.open(ctx, db)
	if err != nil {
		return database{}, err
	}
	// Private records are for the calendars of those who lead; no snapshot has them.
	dir, err := directory.Open(ctx, store, directory.Options{Clock: time.Now, Private: true})
	if err != nil {
		return database{}, errors.Join(err, closeStore())
	}
	setUp, err := admin.SetUp(ctx, dir, time.Now())
	if err != nil { // such as a copy that cannot be written to, which can be shown all the same
		o.Log.Warn("there is no set-up link", "error", err)
	}
	pages := admin.New(admin.Options{Directory: dir, Address: o.Address, Limit: o.Limit, Metrics: o.Metrics, Log: o.Log})
	o.Source, o.Reported = finder.Following(dir), pages.Reported
	go watch(ctx, dir, o.Log)
	return database{path, pages, setUp, func() {
		dir.Close()
		_ = closeStore() // nothing more is written
	}}, nil
}

// open opens a database; "" is the file in the working directory.
func (p Program) open(ctx context.Context, db string) (s directory.Store, closeStore func() error, path string, err error) {
	if db == "" {
		db = defaultDB
	}
	s, closeStore, err = p.Open(ctx, db)
	if err == nil && !strings.Contains(db, "://") {
		path = db
		if absolute, err := filepath.Abs(db); err == nil {
			path = absolute
		}
	}
	return s, closeStore, path, err
}

// openOld opens a database that must be there already: a file is not made, so that no
// misspelt name is taken for an empty list.
func (p Program) openOld(ctx context.Context, db string) (directory.Store, func() error, error) {
	if path := cmp.Or(db, defaultDB); !strings.Contains(path, "://") {
		if _, err := os.Stat(path); err != nil {
			return nil, nil, fmt.Errorf("no such database: %w", err)
		}
	}
	s, closeStore, _, err := p.open(ctx, db)
	return s, closeStore, err
}

// watch writes to a log what keeps a directory from showing all that there is, each time
// that this changes, until ctx ends.
func watch(ctx context.Context, dir *directory.Directory, log *slog.Logger) {
	tick := time.NewTicker(reread)
	defer tick.Stop()
	trouble, left := "", 0
	for {
		if n := len(dir.Problems()); n != left {
			left = n
			log.Warn("some records are not shown", "left out", left)
		}
		now := ""
		if err := dir.Trouble(); err != nil {
			now = err.Error()
		}
		switch {
		case now != "" && now != trouble:
			log.Error("the last records stay", "error", now)
		case now == "" && trouble != "":
			log.Info("the database answers again")
		}
		trouble = now
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// backup writes all records to the standard output.
func (p Program) backup(ctx context.Context, args []string) (err error) {
	set, db := p.flags("finder backup")
	private := set.Bool("private", false, "also what is not for everybody: join links, records about people, tokens")
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	store, closeStore, err := p.openOld(ctx, *db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	done, err := directory.Backup(ctx, store, p.Stdout, directory.BackupOptions{Private: *private})
	if err == nil {
		fmt.Fprintf(p.Stderr, "finder: %d records of revision %d\n", done.Records, done.Head.Revision)
	}
	return err
}

// restore reads a backup from the standard input.
func (p Program) restore(ctx context.Context, args []string) (err error) {
	set, db := p.flags("finder restore")
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	store, closeStore, _, err := p.open(ctx, *db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	done, err := directory.Restore(ctx, store, p.Stdin)
	if err == nil {
		fmt.Fprintf(p.Stderr, "finder: %d records restored, now at revision %d\n", done.Records, done.Head.Revision)
	}
	return err
}

// importRecords brings the records on the standard input into the database: those that are
// new or other than there. Nothing is deleted. Only what is public is taken: whoever could
// bring in other kinds could make a token.
func (p Program) importRecords(ctx context.Context, args []string) (err error) {
	set, db := p.flags("finder import")
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	entities, err := directory.ReadRecords(p.Stdin)
	if err != nil {
		return err
	}
	all := len(entities)
	entities = slices.DeleteFunc(entities, func(e directory.Entity) bool { return !directory.IsPublic(e.Key().Kind) })
	if left := all - len(entities); left > 0 {
		fmt.Fprintf(p.Stderr, "finder: %d records left out: import takes organizations, venues and offerings; restore takes a backup\n", left)
	}
	store, closeStore, _, err := p.open(ctx, *db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		return err
	}
	defer dir.Close()
	changes, err := news(dir, entities)
	if err == nil && len(changes) > 0 {
		_, err = dir.Import(ctx, admin.OperatorBatch(time.Now(), "import"), changes...)
	}
	if err == nil {
		fmt.Fprintf(p.Stderr, "finder: %d of %d records were new or changed\n", len(changes), len(entities))
		p.sayFindings(dir, entities)
	}
	return err
}

// sayFindings says how much there is to look at in what was brought in.
func (p Program) sayFindings(dir *directory.Directory, entities []directory.Entity) {
	imported, n := map[directory.Key]bool{}, 0
	for _, e := range entities {
		imported[e.Key()] = true
	}
	for _, f := range dir.Snapshot().Lint(schedule.DateOf(time.Now())) {
		if imported[f.Record] {
			n++
		}
	}
	if n > 0 {
		fmt.Fprintf(p.Stderr, "finder: %d findings: look at Things to check under /admin/\n", n)
	}
}

// news returns the changes that make a directory hold entities.
func news(dir *directory.Directory, entities []directory.Entity) ([]directory.Change, error) {
	var changes []directory.Change
	for _, e := range entities {
		old, at, ok := dir.Get(e.Key())
		if ok {
			before, err := directory.Encode(old)
			if err != nil {
				return nil, err
			}
			after, err := directory.Encode(e)
			if err != nil {
				return nil, err
			}
			if bytes.Equal(before, after) {
				continue
			}
		}
		changes = append(changes, directory.Change{Put: e, If: at})
	}
	return changes, nil
}
