package directory

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
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
	for e, err := range Records(r) {
		if err != nil {
			errs = append(errs, err)
		} else {
			entities = append(entities, e)
		}
	}
	return entities, errors.Join(errs...)
}

// Records yields the entities that ReadRecords reads, one by one, so that a long
// file needs little memory. An error stands in the place of the line that it is
// about, and the next lines follow, as long as they can be read.
func Records(r io.Reader) iter.Seq2[Entity, error] {
	return func(yield func(Entity, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		for n, bad := 1, 0; ; n++ {
			line, err := readLine(in)
			end := err == io.EOF
			if err != nil && !end && !errors.Is(err, errLongLine) {
				yield(nil, fmt.Errorf("directory: line %d: %w", n, err))
				return
			}
			line = bytes.TrimSpace(line)
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\ufeff"))
			}
			if err != nil && !end || len(line) > 0 && line[0] != '#' {
				var e Entity
				if err == nil || end {
					e, err = readRecord(line)
				}
				if err != nil {
					e, err = nil, fmt.Errorf("directory: line %d: %w", n, err)
					bad++
				}
				if !yield(e, err) {
					return
				}
			}
			if end {
				return
			}
			if bad >= maxBadLines {
				yield(nil, fmt.Errorf("directory: line %d: %d lines cannot be read, so those after it were not", n, bad))
				return
			}
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
	if e := readWritten(line); e != nil {
		return e, nil
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

// readWritten reads a line of one of the most frequent kinds that stands just as
// it was written. It is nil for any other one, and for a bad one.
func readWritten(line []byte) Entity {
	kind, body, ok := bytes.Cut(line[:len(line)-1], []byte(":"))
	if !ok || line[len(line)-1] != '}' {
		return nil
	}
	var e Entity
	var err error
	switch string(kind) {
	case `{"` + KindOffering + `"`:
		e, err = decode[Offering](body)
	case `{"` + KindVenue + `"`:
		e, err = decode[Venue](body)
	default:
		return nil
	}
	if err != nil || e.Key().Validate() != nil {
		return nil
	}
	return e
}

// WriteRecords writes entities as ReadRecords reads them, in the order given.
// It stops at the first error of w, or with an [ErrSecret] at a private one.
func WriteRecords(w io.Writer, entities []Entity) error {
	var line []byte
	for _, e := range entities {
		var err error
		if line, err = AppendRecord(line[:0], e); err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// AppendRecord appends the line of an entity, as WriteRecords writes it. The
// error of a private one is an [ErrSecret].
func AppendRecord(b []byte, e Entity) ([]byte, error) {
	k := e.Key()
	if isPrivate(k.Kind) {
		return b, fmt.Errorf("directory: %s %q: %w", k.Kind, k.ID, ErrSecret)
	}
	body, err := Encode(e)
	if err != nil {
		return b, err
	}
	switch e.(type) {
	case Organization, Venue, Offering: // whose bodies are on one line
		return append(append(append(append(append(b, `{"`...), k.Kind...), `":`...), body...), "}\n"...), nil
	}
	line, err := json.Marshal(map[string]json.RawMessage{k.Kind: body})
	if err != nil {
		return b, &RecordError{k, "", err}
	}
	return append(append(b, line...), '\n'), nil
}
