package main

import (
	"errors"
	"flag"
	"runtime/debug"

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
	fs.StringVar(&source.also, "also", "", alsoUsage)
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
	if err := source.check(env); err != nil { // before the window, which needs today
		return err
	}
	o.Language = source.options.Language
	if err := window(&o, from, through, source.options.Today); err != nil {
		return misused(env, "%v", err)
	}
	return convertTo(&source, target, o, report, fs, env)
}

// convertTo reads a source and writes it, part by part, so that a long one needs
// little memory. If it cannot be read to its end, the error says so; what was
// written until then is of no use.
func convertTo(source *sourceFlags, target format, o feed.WriteOptions, report string, fs *flag.FlagSet, env environment) error {
	defer saveMemory(formats()[source.from])()
	to, err := newReport(report, env)
	if err != nil {
		return err
	}
	reading := startIntake(source, fs, env)
	if first, ok := <-reading.parts; ok && target.write == nil {
		err = writeRecords(env.out, first, reading.parts, to)
	} else if ok {
		o.EachFinding = to.add
		s := newShelf(to)
		_, err = target.write(env.out, s.snapshots(first, reading.parts), o)
	}
	if err = errors.Join(reading.end(), err, to.close()); err == nil {
		to.sum(env.err)
	}
	return err
}

// saveMemory sets how often memory is cleaned while a format is read, and returns
// what sets it back. A reader that holds its source holds most of what there is,
// so it cleans after every few percent; any other takes what it likes up to a
// limit that it hardly reaches.
func saveMemory(f format) (restore func()) {
	percent, limit := 200, int64(200<<20)
	if f.whole {
		percent, limit = 15, -1 // as it is
	}
	percent, limit = debug.SetGCPercent(percent), debug.SetMemoryLimit(limit)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
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
