package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/withinreach/withinreach/directory/feed"
)

// A report takes findings, for lines of JSON, one for each.
type report struct {
	enc  *json.Encoder // nil if nobody wants them
	out  *bufio.Writer
	file io.Closer
	err  error // the first one of writing
}

// newReport returns the report that goes to a file; "-" is standard error, and ""
// is none.
func newReport(name string, env environment) (*report, error) {
	r := &report{file: io.NopCloser(nil)}
	switch name {
	case "":
		return r, nil
	case "-":
		r.out = bufio.NewWriter(env.err)
	default:
		file, err := os.Create(name)
		if err != nil {
			return nil, err
		}
		r.out, r.file = bufio.NewWriter(file), file
	}
	r.enc = json.NewEncoder(r.out)
	r.enc.SetEscapeHTML(false)
	return r, nil
}

// wanted reports whether findings go anywhere.
func (r *report) wanted() bool { return r.enc != nil }

func (r *report) add(f feed.Finding) {
	if r.enc != nil && r.err == nil {
		r.err = r.enc.Encode(f)
	}
}

func (r *report) addAll(list []feed.Finding) {
	for _, f := range list {
		r.add(f)
	}
}

// close ends the report and returns what went wrong.
func (r *report) close() error {
	if r.enc == nil {
		return nil
	}
	return errors.Join(r.err, r.out.Flush(), r.file.Close())
}

// writeReport writes findings at once.
func writeReport(name string, findings []feed.Finding, env environment) error {
	r, err := newReport(name, env)
	if err != nil {
		return err
	}
	r.addAll(findings)
	return r.close()
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
