package directory

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// MaxLine is the greatest length in bytes of a line that ReadRecords reads.
const MaxLine = 1 << 20

// ReadRecords reads entities as lines of JSON, each an object with one field,
// whose name is the kind:
//
//	{"organization":{"id":"jax","name":"Jacksonville"}}
//	{"venue":{"id":"oph","name":"Orange Park Hospital"}}
//
// Empty lines and lines that begin with "#" are passed over. A kind that is not
// known becomes an [Opaque], for which the object needs an "id". The error joins
// one for each line that cannot be read, with its number; the others are
// returned all the same; after 10,000 such lines it stops. Entities are not validated. Credentials and
// the records of people are refused: what is private does not belong in such a file.
func ReadRecords(r io.Reader) ([]Entity, error) {
	var entities []Entity
	var errs []error
	in := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(in)
		end := err == io.EOF
		if err != nil && !end && !errors.Is(err, errLongLine) {
			return entities, errors.Join(append(errs, fmt.Errorf("directory: line %d: %w", n, err))...)
		}
		line = bytes.TrimSpace(line)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if err == nil || end {
			err = nil
			if len(line) > 0 && line[0] != '#' {
				var e Entity
				if e, err = readRecord(line); err == nil {
					entities = append(entities, e)
				}
			}
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("directory: line %d: %w", n, err))
		}
		if len(errs) >= maxBadLines && !end {
			err = fmt.Errorf("directory: line %d: %d lines cannot be read, so those after it were not", n, len(errs))
			return entities, errors.Join(append(errs, err)...)
		}
		if end {
			return entities, errors.Join(errs...)
		}
	}
}

// maxBadLines is how many lines that cannot be read ReadRecords puts up with: a
// file with more is something else.
const maxBadLines = 10_000

var errLongLine = fmt.Errorf("more than %d bytes, want at most that", MaxLine)

// readLine reads to the end of a line. Of one that is too long it keeps
// nothing and returns errLongLine, ready for the next one.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > MaxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && (err == nil || err == io.EOF):
			return nil, errLongLine // an end comes again with the next call
		default:
			return line, err
		}
	}
}

func readRecord(line []byte) (Entity, error) {
	if !utf8.Valid(line) { // encoding/json would change it, and two IDs might become one
		return nil, errors.New("not UTF-8")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, err
	}
	if len(fields) != 1 {
		return nil, fmt.Errorf("object with %d fields, want one, named for the kind", len(fields))
	}
	var k Key
	var body json.RawMessage
	for k.Kind, body = range fields {
	}
	var id struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(body, &id); err != nil {
		return nil, err
	}
	k.ID = id.ID
	if isPrivate(k.Kind) {
		return nil, fmt.Errorf("a %s, which is private, want none in a file of records", k.Kind)
	}
	if err := k.Validate(); err != nil {
		return nil, err
	}
	return Decode(k, body)
}

// WriteRecords writes entities as ReadRecords reads them, in the order given.
// It stops at the first error of w, or with an [ErrSecret] at a private one.
func WriteRecords(w io.Writer, entities []Entity) error {
	for _, e := range entities {
		if k := e.Key(); isPrivate(k.Kind) {
			return fmt.Errorf("directory: %s %q: %w", k.Kind, k.ID, ErrSecret)
		}
		body, err := Encode(e)
		if err != nil {
			return err
		}
		line, err := json.Marshal(map[string]json.RawMessage{e.Key().Kind: body})
		if err != nil {
			return &RecordError{e.Key(), "", err}
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}
