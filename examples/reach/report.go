package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// A report takes findings, for lines of JSON, one for each.
type report struct {
	enc  *json.Encoder // nil if nobody wants them
	out  *bufio.Writer
	file io.Closer
	err  error // the first one of writing

	errors, warnings, notes int // that were added
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

func (r *report) add(f feed.Finding) {
	switch f.Severity {
	case program.Error:
		r.errors++
	case program.Warning:
		r.warnings++
	default:
		r.notes++
	}
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

// sum says in one line how much a report holds that nobody asked for, unless it
// is notes alone.
func (r *report) sum(w io.Writer) {
	if r.enc != nil || r.errors+r.warnings == 0 {
		return
	}
	var parts []string
	for _, p := range []struct {
		n    int
		noun string
	}{{r.errors, "error"}, {r.warnings, "warning"}, {r.notes, "note"}} {
		if p.n == 1 {
			parts = append(parts, "1 "+p.noun)
		} else if p.n > 1 {
			parts = append(parts, fmt.Sprintf("%d %ss", p.n, p.noun))
		}
	}
	_, _ = fmt.Fprintf(w, "reach: %s; -report - shows them\n", strings.Join(parts, ", "))
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
