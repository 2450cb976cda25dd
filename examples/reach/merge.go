package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/merge"
)

// joinSources makes one list of the records of several sources, the first of
// which is believed most. Each file is what reach convert wrote of one.
func joinSources(args []string, env environment) error {
	fs := flag.NewFlagSet("reach merge", flag.ContinueOnError)
	report := fs.String("report", "", "`file` for one line of JSON for each pair that was joined, each value that differs, each doubt; - is standard error")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if fs.NArg() < 2 {
		return misused(env, "%d files, want two or more in the order in which they are believed", fs.NArg())
	}
	var sources []feed.Result
	for _, name := range fs.Args() {
		got, err := readFile(name)
		if err != nil {
			return err
		}
		sources = append(sources, got)
	}
	joined := merge.Join(sources...)
	if err := directory.WriteRecords(env.out, joined.Entities); err != nil {
		return err
	}
	return writeReport(*report, joined.Findings, env)
}

func readFile(name string) (feed.Result, error) {
	file, err := os.Open(name)
	if err != nil {
		return feed.Result{}, err
	}
	defer file.Close()
	got, err := readRecords(file, feed.Options{})
	for i := range got.Findings {
		got.Findings[i].Place = name
	}
	if err != nil {
		return got, fmt.Errorf("%s: %w", name, err)
	}
	return got, nil
}
