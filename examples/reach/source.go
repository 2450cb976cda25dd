package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/schedule"
)

// sourceFlags say where records come from and how to read them.
type sourceFlags struct {
	from, today                        string
	mapping, previous, formats, bodies string // names of files
	also                               string // name of a file, of convert and lint
	shrunk                             bool
	options                            feed.Options

	// known is what the source said at the last import. A table without keys
	// finds its groups again by it.
	known []directory.Entity
	// open opens the source; nil is the file that follows the flags.
	open func() (io.ReadCloser, error)
}

func (f *sourceFlags) register(fs *flag.FlagSet) {
	fs.StringVar(&f.from, "from", "records", "`format` of the input: "+formatNames())
	fs.StringVar(&f.options.Source, "source", "", "`name` of the source, the same each time: letters, digits, - and _; IDs begin with it. Default is the format")
	fs.StringVar(&f.options.Organization, "organization", "", "`ID` of an organization that is there already, for meetings that name none; default is one made for the source")
	fs.StringVar(&f.options.Program, "program", "", "`key` of the program of meetings that name none, such as connection")
	fs.StringVar(&f.options.Zone, "zone", "", "IANA time `zone` of records that name none, such as America/New_York")
	fs.StringVar(&f.options.Language, "language", "", "`language` of texts that name none: en or es")
	fs.StringVar(&f.today, "today", "", "`day` to which dates without a year are near, such as 2026-06-01; default is today")
	fs.StringVar(&f.mapping, "mapping", "", "csv: `file` of JSON that says what the titles do not, such as {\"columns\":{\"Grupo\":\"name\"}}")
	fs.StringVar(&f.previous, "previous", "", "csv: `file` of the records that were made of an earlier table, so that rows without a key keep their IDs; none the first time, and import finds them itself")
	fs.StringVar(&f.formats, "formats", "", "bmlt: `file` with the answer of the server to GetFormats; without it codes are not read")
	fs.StringVar(&f.bodies, "bodies", "", "bmlt: `file` with the answer to GetServiceBodies, which become organizations")
	fs.BoolVar(&f.shrunk, "shrunk", false, "go on although the source lost most of its records")
}

// check reads the flags that are not merely kept.
func (f *sourceFlags) check(env environment) error {
	if _, ok := formats()[f.from]; !ok {
		return misused(env, "-from %q, want one of %s", f.from, formatNames())
	}
	for _, only := range []struct{ name, value, format string }{
		{"mapping", f.mapping, "csv"}, {"previous", f.previous, "csv"}, {"formats", f.formats, "bmlt"}, {"bodies", f.bodies, "bmlt"},
	} {
		if only.value != "" && f.from != only.format {
			return misused(env, "-%s goes with -from %s, not with %s", only.name, only.format, f.from)
		}
	}
	if f.options.Source == "" {
		f.options.Source = f.from
	}
	f.options.Today = schedule.DateOf(env.now())
	if f.today != "" {
		var err error
		if f.options.Today, err = schedule.ParseDate(f.today); err != nil {
			return misused(env, "-today: %v", err)
		}
	}
	if f.options.Zone != "" {
		if _, err := schedule.LoadZone(f.options.Zone); err != nil {
			return misused(env, "-zone: %v", err)
		}
		if meant := summerZones[f.options.Zone]; meant != "" {
			return misused(env, "-zone %q has no daylight saving time: did you mean %s?", f.options.Zone, meant)
		}
	}
	return nil
}

// summerZones are what people mean by names that the zone database has for winter
// time all year.
var summerZones = map[string]string{"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}

// read reads the input in the format that was named.
func (f *sourceFlags) read(fs *flag.FlagSet, env environment) (feed.Result, error) {
	if err := f.check(env); err != nil {
		return feed.Result{}, err
	}
	read, err := f.reader()
	if err != nil {
		return feed.Result{}, err
	}
	if f.open == nil {
		f.open = func() (io.ReadCloser, error) { return input(fs, env) }
	}
	in, err := f.open()
	if err != nil {
		return feed.Result{}, err
	}
	defer in.Close()
	got, err := read(in, f.options)
	if _, lost := errors.AsType[*feed.ShrunkError](err); lost {
		if f.shrunk {
			return got, nil
		}
		return got, fmt.Errorf("%s: %w; -shrunk goes on", f.from, err)
	}
	if err != nil && !strings.HasPrefix(err.Error(), f.from+":") {
		err = fmt.Errorf("%s: %w", f.from, err)
	}
	return got, err
}

// reader returns what reads the format, told all that the flags say.
func (f *sourceFlags) reader() (func(io.Reader, feed.Options) (feed.Result, error), error) {
	switch f.from {
	case "csv":
		sheet, err := f.sheet()
		return sheet.Read, err
	case "bmlt":
		server, err := f.server()
		return server.Read, err
	}
	return formats()[f.from].read, nil
}

func (f *sourceFlags) sheet() (csv.Sheet, error) {
	s := csv.Sheet{Previous: f.known}
	var err error
	if f.mapping != "" {
		if s.Mapping, err = fromFile(f.mapping, csv.ReadMapping); err != nil {
			return s, err
		}
	}
	if f.previous != "" {
		s.Previous, err = fromFile(f.previous, directory.ReadRecords)
	}
	return s, err
}

func (f *sourceFlags) server() (s bmlt.Server, err error) {
	limits := f.options.Limits
	if f.formats != "" {
		if s.Formats, err = fromFile(f.formats, func(r io.Reader) ([]bmlt.Format, error) { return bmlt.ReadFormats(r, limits) }); err != nil {
			return s, err
		}
	}
	if f.bodies != "" {
		s.ServiceBodies, err = fromFile(f.bodies, func(r io.Reader) ([]bmlt.ServiceBody, error) { return bmlt.ReadServiceBodies(r, limits) })
	}
	return s, err
}

// fromFile reads a small file.
func fromFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	file, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer file.Close()
	v, err := read(file)
	if err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}
