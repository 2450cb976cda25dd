package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/schedule"
)

// convert reads one format and writes another. What is lost on the way is in
// the report.
func convert(args []string, env environment) error {
	var source sourceFlags
	var to, from, through, report, inexact string
	var o feed.WriteOptions
	fs := flag.NewFlagSet("reach convert", flag.ContinueOnError)
	source.register(fs)
	fs.StringVar(&to, "to", "records", "`format` of the output: "+formatNames())
	fs.StringVar(&report, "report", "", "`file` for one line of JSON for each thing that was not carried over; - is standard error")
	fs.StringVar(&inexact, "inexact", "withhold", "`policy` for dates that the format cannot say: withhold, annotate or expand")
	fs.StringVar(&from, "first", "", "first `date` to write where a format has dates; default is -today")
	fs.StringVar(&through, "through", "", "last `date` to write; default is a year later")
	fs.StringVar(&o.URL, "url", "", "`address` of the site with a page for each offering")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	target, ok := formats()[to]
	if !ok || target.write == nil && to != "records" {
		return misused(env, "-to %q, want one of %s", to, formatNames())
	}
	switch o.Inexact = feed.Policy(inexact); o.Inexact {
	case feed.Annotate, feed.Expand:
	case "withhold":
		o.Inexact = feed.Withhold
	default:
		return misused(env, "-inexact %q, want withhold, annotate or expand", inexact)
	}
	got, err := source.read(fs, env)
	if err != nil {
		return err
	}
	o.Language = source.options.Language
	if err := window(&o, from, through, source.options.Today); err != nil {
		return misused(env, "%v", err)
	}
	findings := got.Findings
	if to == "records" {
		err = directory.WriteRecords(env.out, got.Entities)
	} else {
		snap, problems := snapshotOf(got.Entities)
		got.Entities = nil // the snapshot has its own, and large lists are large
		findings = append(findings, problems...)
		if snap == nil {
			return errors.New("the records do not go together")
		}
		var lost []feed.Finding
		lost, err = target.write(env.out, snap, o)
		findings = append(findings, lost...)
	}
	return errors.Join(err, writeReport(report, findings, env))
}

// window sets the dates between which dates are written.
func window(o *feed.WriteOptions, from, through string, today schedule.Date) (err error) {
	o.From = today
	if from != "" {
		if o.From, err = schedule.ParseDate(from); err != nil {
			return err
		}
	}
	o.Through = o.From.AddDays(365)
	if through != "" {
		o.Through, err = schedule.ParseDate(through)
	}
	return err
}

// writeReport writes findings as lines of JSON.
func writeReport(name string, findings []feed.Finding, env environment) error {
	switch name {
	case "":
		return nil
	case "-":
		return encodeLines(env.err, findings)
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(encodeLines(file, findings), file.Close())
}

func encodeLines[T any](w io.Writer, list []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, v := range list {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return nil
}
