// Finder is the group finder: a web server on which people look for a group
// near them, online or by telephone.
//
//	finder -demo                    listings of 2022, to look around
//	finder -records groups.jsonl    your own list, read again when it changes
//
// See package finder for what it shows and what it does not learn.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "finder:", err)
		if errors.Is(err, errUsage) {
			os.Exit(2)
		}
		os.Exit(1)
	}
}

var errUsage = errors.New("bad usage")

// reread is the pause between two looks at the file of records.
const reread = 2 * time.Second

// run serves until ctx ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("finder", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "127.0.0.1:8080", "`address` to serve on")
	records := flags.String("records", "", "`file` of records, one JSON object on a line")
	showDemo := flags.Bool("demo", false, "show listings of 2022, as of 2022-06-01")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil || flags.NArg() > 0 || *showDemo && *records != "":
		return fmt.Errorf("%w: want at most one of -demo and -records, and no arguments", errUsage)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	log := slog.New(slog.NewTextHandler(stderr, nil))
	options := finder.Options{Source: finder.Empty(), Log: log}
	switch {
	case *showDemo:
		snapshot, err := demo.Snapshot()
		if err != nil {
			return err
		}
		options.Source, options.Demo = finder.Fixed(snapshot, demo.Now()), demo.Now()
	case *records != "":
		file, err := finder.OpenRecords(ctx, *records)
		if err != nil {
			return err
		}
		go file.Follow(ctx, reread, log)
		options.Source = file.State
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "finder: serving http://%s\n", listener.Addr())
	return finder.Serve(ctx, listener, finder.New(options), log)
}
