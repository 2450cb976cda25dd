// Command reach is the library on the command line: dates of a rule, meetings
// near a place, and more. Every subcommand reads a file or standard input and
// writes JSON.
//
//	reach expand < rules.jsonl
//	reach near -records list.jsonl -zip 32073 -within 25mi
//	reach lint -from records list.jsonl
//	reach course < request.json
//
// A list that somebody keeps in a spreadsheet comes into a database so, each time
// that it has changed:
//
//	reach template -lang es > list.csv                       # a table to mail out
//	reach preview list.csv                                   # what it is taken for
//	reach import -db list.db -from csv -source office -zone America/New_York list.csv
//	reach import … -yes                                      # and now in earnest
//
// Lists of several sources that name the same meetings become one first:
//
//	reach convert -from csv -source office -previous office.jsonl office.csv > office.new
//	reach convert -from meetingguide -source national feed.json > national.new
//	reach merge -report doubts.jsonl office.new national.new > all.jsonl
//	reach import -db list.db -source all all.jsonl
//	mv office.new office.jsonl                               # for the IDs of the next time
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	_ "time/tzdata" // so that a bare container knows the zones
)

// A command is one subcommand: it reads in, or the files that its arguments
// name, and writes out.
type command struct {
	name, short string
	run         func(args []string, env environment) error
}

// environment is what a command may use of the world.
type environment struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
}

func commands() []command {
	return []command{
		{"expand", "the dates of recurrence rules", expand},
		{"near", "meetings near a place", near},
		{"roster", "who leads which meeting", assign},
		{"course", "plans of a course or training", planCourses},
		{"lint", "what people should look at in records", lint},
		{"template", "a table to mail out to those who keep lists", template},
		{"preview", "what a table is taken for", preview},
		{"convert", "one format into another", convert},
		{"merge", "records of several sources as one list", joinSources},
		{"import", "a source into a database", importSource},
		{"ics", "records as one calendar", writeICS},
		{"site", "records as a site of files", writeSite},
		{"phrase", "schedules in published text", readPhrases},
		{"coverage", "the share of people within reach", showCoverage},
		{"suggest", "where the next groups should start", suggest},
	}
}

func main() {
	os.Exit(run(os.Args[1:], environment{os.Stdin, os.Stdout, os.Stderr, time.Now}))
}

// errUsage is a mistake in the arguments that has been explained already.
var errUsage = errors.New("usage")

// run returns the exit code: 0 if every line was answered, 2 for arguments
// that make no sense, 1 if reading or writing failed.
func run(args []string, env environment) int {
	out := bufio.NewWriter(env.out)
	env.out = out
	all := commands()
	var err error
	if i := slices.IndexFunc(all, func(c command) bool { return len(args) > 0 && c.name == args[0] }); i >= 0 {
		err = all[i].run(args[1:], env)
	} else {
		usage(env.err, all)
		err = errUsage
	}
	err = errors.Join(err, out.Flush())
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	case err != nil:
		_, _ = fmt.Fprintln(env.err, "reach:", err)
		return 1
	}
	return 0
}

func usage(w io.Writer, all []command) {
	_, _ = fmt.Fprintln(w, "usage: reach COMMAND [flags] [FILE]")
	for _, c := range all {
		_, _ = fmt.Fprintf(w, "  %-10s %s\n", c.name, c.short)
	}
}

// parse reads the flags of a command and explains a mistake.
func parse(fs *flag.FlagSet, args []string, env environment) error {
	fs.SetOutput(env.err)
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	return nil
}

// misused explains a mistake that the flags cannot see.
func misused(env environment, format string, args ...any) error {
	_, _ = fmt.Fprintf(env.err, "reach: "+format+"\n", args...)
	return errUsage
}

// input opens the one file that may follow the flags, or else standard input.
func input(fs *flag.FlagSet, env environment) (io.ReadCloser, error) {
	switch fs.NArg() {
	case 0:
		return io.NopCloser(env.in), nil
	case 1:
		return os.Open(fs.Arg(0))
	}
	return nil, misused(env, "%d files, want at most one", fs.NArg())
}
