package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
)

// body reads an object of JSON as parameters: its values are texts, numbers,
// true, or lists of texts.
func (c *call) body() (url.Values, error) {
	if kind, _, err := mime.ParseMediaType(c.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, errType
	}
	values, err := readObject(json.NewDecoder(c.Body))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errBody
	}
	return values, nil
}

// errObject reports what is JSON but not of the form that is read.
var errObject = errors.New("api: not an object of texts, numbers and lists of texts")

// readObject reads one object and nothing after it. A name that comes twice is
// refused, since nobody knows which of them is meant.
func readObject(in *json.Decoder) (url.Values, error) {
	in.UseNumber()
	values := url.Values{}
	if err := expect(in, '{'); err != nil {
		return nil, err
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil, err
		}
		key := name.(string) // the decoder takes nothing else for a name
		if _, twice := values[key]; twice {
			return nil, errObject
		}
		if values[key], err = readValue(in); err != nil {
			return nil, err
		}
	}
	if err := expect(in, '}'); err != nil {
		return nil, err
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.Join(errObject, err)
	}
	return values, nil
}

// expect reads one bracket.
func expect(in *json.Decoder, want json.Delim) error {
	got, err := in.Token()
	if err == nil && got != want {
		err = errObject
	}
	return err
}

// readValue reads a text, a number, true, or a list of texts.
func readValue(in *json.Decoder) ([]string, error) {
	token, err := in.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case string:
		return []string{v}, nil
	case json.Number:
		return []string{v.String()}, nil
	case bool:
		if v {
			return []string{"true"}, nil
		}
	case json.Delim:
		if v == '[' {
			return readList(in)
		}
	}
	return nil, errObject
}

// readList reads the texts of a list, and its end.
func readList(in *json.Decoder) ([]string, error) {
	list := []string{}
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return nil, err
		}
		text, ok := token.(string)
		if !ok {
			return nil, errObject
		}
		list = append(list, text)
	}
	return list, expect(in, ']')
}
