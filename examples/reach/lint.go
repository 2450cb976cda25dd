package main

import (
	"encoding/json"
	"flag"

	"github.com/withinreach/withinreach/directory"
)

// lint reads records in any format and writes one line for each thing that
// people should look at: what could not be read, then what the records say.
func lint(args []string, env environment) error {
	var source sourceFlags
	var o directory.LintOptions
	fs := flag.NewFlagSet("reach lint", flag.ContinueOnError)
	source.register(fs)
	fs.StringVar(&source.also, "also", "", alsoUsage)
	fs.IntVar(&o.StaleDays, "stale", 0, "`days` for which a confirmation is good; 0 means 180")
	fs.IntVar(&o.AheadDays, "ahead", 0, "`days` ahead in which to look for holidays and rooms; 0 means 366")
	fs.DurationVar(&o.LongMeeting, "long", 0, "`length` above which a meeting is odd; 0 means four hours")
	fs.DurationVar(&o.SetUp, "set-up", 0, "`time` for which a room is needed before and after a meeting")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	got, err := source.read(fs, env)
	if err != nil {
		return err
	}
	own, err := readAlso(source.also)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	for _, f := range got.Findings {
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	for _, f := range directory.LintRecords(own.with(got.Entities), source.options.Today, o) {
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	return nil
}
