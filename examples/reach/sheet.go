package main

import (
	"encoding/json"
	"errors"
	"flag"

	"github.com/withinreach/withinreach/directory/feed/csv"
)

// preview says what a table was taken for, before anybody imports it: its
// columns, the first groups in words, and what is not clear.
func preview(args []string, env environment) error {
	source := sourceFlags{}
	fs := flag.NewFlagSet("reach preview", flag.ContinueOnError)
	source.register(fs)
	fs.Lookup("from").DefValue, source.from = "csv", "csv"
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if source.from != "csv" {
		return misused(env, "-from %q, want csv: other formats name their fields", source.from)
	}
	if err := source.check(env); err != nil {
		return err
	}
	sheet, err := source.sheet()
	if err != nil {
		return err
	}
	in, err := input(fs, env)
	if err != nil {
		return err
	}
	defer in.Close()
	p, err := sheet.Preview(in, source.options)
	if err != nil && len(p.Columns) == 0 {
		return err
	}
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return errors.Join(err, enc.Encode(p))
}

// template writes a table to mail out to whoever keeps a list.
func template(args []string, env environment) error {
	fs := flag.NewFlagSet("reach template", flag.ContinueOnError)
	language := fs.String("lang", "en", "`language` of titles and examples: en or es")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if *language != "en" && *language != "es" || fs.NArg() > 0 {
		return misused(env, "-lang %q and %d files, want en or es and no file", *language, fs.NArg())
	}
	return csv.Template(env.out, *language)
}
