package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// nearFlags are the flags of reach near.
type nearFlags struct {
	records, also, db         string
	zip, city, at             string
	within, now, lang         string
	startsWithin, drive, late time.Duration
	reachable, coarse         bool
	openPlaces                bool
	sort, page, zone, engine  string
	k                         int

	day, from, to, programs, languages, kinds string
	modes, entries, topics, access, relations string
}

// registerFilter declares the flags that choose meetings.
func (f *nearFlags) registerFilter(fs *flag.FlagSet) {
	fs.StringVar(&f.day, "day", "", "`days` of the week, such as tue,thu")
	fs.StringVar(&f.from, "from", "", "begins at this `time` of day or later, such as 18:00")
	fs.StringVar(&f.to, "to", "", "begins before this `time` of day")
	fs.StringVar(&f.programs, "program", "", "`keys` of programs, such as connection")
	fs.StringVar(&f.kinds, "kind", "", "`kinds`, such as \"support group\"")
	fs.StringVar(&f.modes, "mode", "", "`modes`: in person, online, telephone, hybrid")
	fs.StringVar(&f.entries, "entry", "", "`ways` to join, such as drop-in")
	fs.StringVar(&f.languages, "language", "", "`languages` of the meetings, such as es")
	fs.StringVar(&f.topics, "topic", "", "`topics`, such as women")
	fs.StringVar(&f.relations, "for", "", "`people` it must be for, such as self or family")
	fs.BoolVar(&f.openPlaces, "open-places", false, "no courses that are full")
	fs.StringVar(&f.access, "access", "", "what the place must `offer`, such as step-free")
}

// register declares all other flags of reach near.
func (f *nearFlags) register(fs *flag.FlagSet) {
	fs.StringVar(&f.records, "records", "", "`file` of records, one JSON object a line; - is standard input")
	fs.StringVar(&f.also, "also", "", alsoUsage)
	fs.StringVar(&f.db, "db", "", "`database` instead: a SQLite file or postgres://…")
	fs.StringVar(&f.zip, "zip", "", "ZIP `code` of the place")
	fs.StringVar(&f.city, "city", "", "`name` of a city or county, such as \"Orange Park, FL\"")
	fs.StringVar(&f.at, "at", "", "the place as `latitude,longitude`")
	fs.StringVar(&f.within, "within", "", "greatest `distance`, such as 25mi, 40km or norm:va; default is 25mi, or any with -drive")
	fs.DurationVar(&f.drive, "drive", 0, "longest `drive` by estimate, such as 30m")
	fs.BoolVar(&f.reachable, "reachable", false, "only what can be reached by car before it begins, by estimate")
	fs.DurationVar(&f.late, "late", 0, "come so much `later` than it begins, with -reachable or -drive")
	fs.DurationVar(&f.startsWithin, "starts-within", 0, "begins within this `time`, such as 3h")
	fs.StringVar(&f.now, "now", "", "`time` to search from, such as 2022-06-01T12:00:00-04:00; default is now")
	fs.StringVar(&f.zone, "zone", "", "your `zone`, such as America/Chicago, for -day, -from and -to of online meetings; default is that of each")
	fs.StringVar(&f.sort, "sort", "distance", "`order` of those in person: distance, start or drive")
	fs.StringVar(&f.engine, "engine", "", "routing `server` that finds the nearest by road: valhalla=URL or osrm=URL; it learns the place")
	fs.StringVar(&f.page, "page", "", "go on with the `list` that ended in this more_in_person or more_remote")
	fs.BoolVar(&f.coarse, "coarse", false, "search from the middle of an area of some miles, and say how far off that may be")
	fs.StringVar(&f.lang, "lang", "en", "`language` of the words: en or es")
	fs.IntVar(&f.k, "k", 10, "greatest `number` of answers in each list")
	f.registerFilter(fs)
}

func near(args []string, env environment) error {
	var f nearFlags
	fs := flag.NewFlagSet("reach near", flag.ContinueOnError)
	f.register(fs)
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return misused(env, "near takes no arguments, but here is %q; put names of several words in quotes", fs.Arg(0))
	}
	q, err := f.query(env)
	if errors.Is(err, errUsage) {
		return err
	}
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	if err != nil {
		return errors.Join(err, enc.Encode(f.refusal(err)))
	}
	snap, err := f.snapshot(env)
	if err != nil {
		return err
	}
	f.doubt(snap, env)
	r, err := snap.Search(context.Background(), q.Query)
	if errors.Is(err, directory.ErrCursor) {
		return misused(env, "-page: %v", err)
	}
	if err != nil {
		return err
	}
	n := answer(snap, q.Query, q.here, r)
	n.Norm = q.norm
	if f.engine != "" {
		if err := f.byRoad(context.Background(), snap, q.Query, &n); err != nil {
			return err
		}
	}
	return enc.Encode(n)
}

// snapshot reads the records or the database.
func (f nearFlags) snapshot(env environment) (*directory.Snapshot, error) {
	switch {
	case f.records != "" && f.db != "":
		return nil, misused(env, "want -records or -db, not both")
	case f.db != "" && f.also != "":
		return nil, misused(env, "-also goes with -records")
	case f.db != "":
		return openDatabase(f.db)
	case f.records == "":
		return nil, misused(env, "want -records or -db")
	}
	var in io.Reader = env.in
	if f.records != "-" {
		file, err := os.Open(f.records)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	entities, err := directory.ReadRecords(in)
	if err != nil {
		return nil, err
	}
	own, err := readAlso(f.also)
	if err != nil {
		return nil, err
	}
	return directory.NewSnapshot(own.with(entities)...)
}

// openDatabase reads a database once. A file that is not there is not made.
func openDatabase(dsn string) (*directory.Snapshot, error) {
	if !strings.Contains(dsn, "://") {
		if _, err := os.Stat(dsn); err != nil {
			return nil, fmt.Errorf("-db: %w", err)
		}
	}
	ctx := context.Background()
	store, closeStore, err := storage.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		return nil, errors.Join(err, closeStore())
	}
	dir.Close()
	return dir.Snapshot(), closeStore()
}
