package roster

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxFile bounds a request. A year of 40 meetings a week for 160 people takes
// some 2 MB.
const maxFile = 32 << 20

// ErrMalformed reports a request that is not one JSON object of known fields.
var ErrMalformed = errors.New("roster: malformed request")

// Read reads a request as one JSON object of at most 32 MiB. A field that is
// not known is an error that names it, so that a misspelt rule is not lost. The
// error is ErrMalformed, a [*FieldError] for a value with a form of its own, or
// that of r. Read does not check the values: [Solve] and [Open] do.
func Read(r io.Reader) (Request, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Request{}, fmt.Errorf("roster: read request: %w", err)
	}
	if len(data) > maxFile {
		return Request{}, fmt.Errorf("%w: more than %d bytes", ErrMalformed, maxFile)
	}
	var req Request
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&req); err != nil {
		if field, ok := errors.AsType[*FieldError](err); ok {
			return Request{}, field
		}
		return Request{}, fmt.Errorf("%w: near byte %d: %w", ErrMalformed, d.InputOffset(), err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Request{}, fmt.Errorf("%w: more after the first JSON value, at byte %d", ErrMalformed, d.InputOffset())
	}
	return req, nil
}
