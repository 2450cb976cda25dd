package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

// An Opener opens the store that the flag -db names, and returns a function that closes it.
// Its errors hold no password.
type Opener func(ctx context.Context, dsn string) (directory.Store, func() error, error)

// A Program is one finder with what it works on.
type Program struct {
	Open           Opener
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Main runs the command with the arguments, signals and streams of the process, and ends it.
func Main(open Opener) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := Program{open, os.Stdin, os.Stdout, os.Stderr}.Run(ctx, os.Args[1:])
	switch {
	case errors.Is(err, ErrUsage):
		fmt.Fprintln(os.Stderr, "finder:", err)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "finder:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// ErrUsage reports arguments that the command does not know.
var ErrUsage = errors.New("bad usage")

// commands says what there is beside serving; the flags of serving follow it.
const commands = `finder serves the list. Commands look after it; finder help COMMAND has the flags of one:

  finder import  < FILE   bring records into the database
  finder backup  > FILE   the list, or with -private all records
  finder restore < FILE   a backup into an empty database
  finder forget           a record, or somebody who leads, and all history
  finder prune            the history before a day
  finder token            make, list or revoke tokens for /admin/

Flags of finder alone, which serves:

`

// defaultDB is the file for records when no flag says where they are.
const defaultDB = "withinreach.db"

// Run does what the arguments say: back up, restore, import, forget, give out tokens, help, or
// serve until ctx ends.
func (p Program) Run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "backup":
			return p.backup(ctx, args[1:])
		case "restore":
			return p.restore(ctx, args[1:])
		case "import":
			return p.importRecords(ctx, args[1:])
		case "forget":
			return p.forget(ctx, args[1:])
		case "prune":
			return p.prune(ctx, args[1:])
		case "token":
			return p.token(ctx, args[1:])
		case "help":
			return p.Run(ctx, append(slices.Clip(args[1:]), "-h"))
		}
		if !strings.HasPrefix(args[0], "-") {
			return fmt.Errorf("%w: %q, want flags or a command; finder help has them", ErrUsage, args[0])
		}
	}
	return p.serve(ctx, args)
}

// flags returns a set of flags, with the one that all commands have.
func (p Program) flags(name string) (set *flag.FlagSet, db *string) {
	set = flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(p.Stderr)
	return set, set.String("db", "", "`database`: a file, or postgres://… (default "+defaultDB+")")
}

// errHelp says that the flags were explained, and no more is to be done.
var errHelp = errors.New("help")

// parse reads arguments that are flags only, and the environment for those that are not there.
func parse(set *flag.FlagSet, args []string) error {
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return errHelp
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUsage, err)
	case set.NArg() > 0:
		return fmt.Errorf("%w: %q, want flags only", ErrUsage, set.Arg(0))
	}
	return fill(set)
}

// serve shows the directory until ctx ends.
func (p Program) serve(ctx context.Context, args []string) error {
	set, db := p.flags("finder")
	set.Usage = func() {
		fmt.Fprint(set.Output(), commands)
		set.PrintDefaults()
	}
	addr := set.String("addr", "127.0.0.1:8080", "`address` to serve on")
	records := set.String("records", "", "`file` of records, one JSON object on a line")
	showDemo := set.Bool("demo", false, "show listings of 2022, as of 2022-06-01")
	how := operationOf(set)
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	if *showDemo && *records != "" || *db != "" && (*showDemo || *records != "") {
		return fmt.Errorf("%w: want at most one of -db, -records and -demo", ErrUsage)
	}
	options := finder.Options{Log: slog.New(slog.NewTextHandler(p.Stderr, nil))}
	if err := how.apply(&options); err != nil {
		return err
	}
	listener, err := operate.Listen(*addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var shown database
	switch {
	case *showDemo:
		err = showDemoTo(&options)
	case *records != "":
		err = showRecords(ctx, *records, &options)
	default:
		if shown, err = p.showDB(ctx, *db, &options); err == nil {
			defer shown.close()
		}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "finder: serving http://%s\n", listener.Addr())
	handler := serving(options, shown.pages)
	if shown.path != "" {
		fmt.Fprintf(p.Stdout, "finder: records are in %s\n", shown.path)
	}
	if shown.setUp != "" {
		fmt.Fprintf(p.Stdout, "finder: set up, once, within a day: http://%s%s\n", listener.Addr(), shown.setUp)
	}
	return finder.Serve(ctx, listener, handler, options.Log)
}

func unlessHelp(err error) error {
	if errors.Is(err, errHelp) {
		return nil
	}
	return err
}

func showDemoTo(o *finder.Options) error {
	snapshot, err := demo.Snapshot()
	if err != nil {
		return err
	}
	o.Source, o.Demo = finder.Fixed(snapshot, demo.Now()), demo.Now()
	return nil
}

func showRecords(ctx context.Context, path string, o *finder.Options) error {
	file, err := finder.OpenRecords(ctx, path)
	if err != nil {
		return err
	}
	go file.Follow(ctx, reread, o.Log)
	o.Source = file.State
	return nil
}
