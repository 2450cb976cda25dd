package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// maxLine is the greatest length in bytes of a line of input.
const maxLine = 1 << 20

var errTooLong = errors.New("line longer than 1 MiB")

// failure is the answer to a line that cannot be answered.
type failure struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// eachLine writes one answer for each line that is not empty. Answer returns
// the id of the line, as far as it could be read, with its error.
func eachLine(in io.Reader, out io.Writer, answer func(line []byte) (v any, id json.RawMessage, err error)) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		line, readErr := readLine(r)
		if line = bytes.TrimSpace(line); len(line) > 0 || errors.Is(readErr, errTooLong) {
			v, id, err := any(nil), json.RawMessage(nil), readErr
			if !errors.Is(readErr, errTooLong) {
				v, id, err = answer(line)
			}
			if err != nil {
				v = failure{id, err.Error()}
			}
			if err := enc.Encode(v); err != nil {
				return err
			}
		}
		if readErr == io.EOF {
			return nil
		}
		if readErr != nil && !errors.Is(readErr, errTooLong) {
			return readErr
		}
	}
}

// readLine reads to the end of a line. Of one that is too long it keeps
// nothing and returns errTooLong, ready for the next line.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && (err == nil || err == io.EOF) {
			return nil, errTooLong
		}
		return line, err
	}
}
