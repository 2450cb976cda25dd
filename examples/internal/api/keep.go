package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

// A recordsAnswer is a page of records, in order of ID.
type recordsAnswer struct {
	Records []taggedRecord `json:"records"`
	Next    string         `json:"next,omitzero"` // path of the next page
}

// A taggedRecord is a record as it is kept.
type taggedRecord struct {
	ETag   string          `json:"etag"`
	Record json.RawMessage `json:"record"`
}

// records answers with a page of the records that a token is for.
func (s *server) records(w http.ResponseWriter, c *signed) error {
	kind := c.PathValue("kind")
	if !directory.IsPublic(kind) {
		return errNotFound
	}
	p := parameters{values: c.URL.Query()}
	after, limit := p.text("after", maxID), p.number("limit", 1, 500, 100)
	if err := p.done(); err != nil {
		return err
	}
	answer, last := recordsAnswer{Records: []taggedRecord{}}, ""
	for e := range c.by.Records(kind) {
		if e.Key().ID <= after {
			continue
		}
		if len(answer.Records) == limit {
			answer.Next = c.nextPage(last)
			break
		}
		body, err := directory.Encode(e)
		if err != nil {
			return err
		}
		tag, err := tagOf(e)
		if err != nil {
			return err
		}
		last = e.Key().ID
		answer.Records = append(answer.Records, taggedRecord{tag, body})
	}
	return c.private(w, answer)
}

// keyOf returns the key of the record of the address.
func (c *call) keyOf() directory.Key {
	return directory.Key{Kind: c.PathValue("kind"), ID: c.PathValue("id")}
}

// record answers with one record as it is kept.
func (s *server) record(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	e, _, err := c.by.Record(c.keyOf())
	if err != nil {
		return err
	}
	body, err := directory.Encode(e)
	if err != nil {
		return err
	}
	tag, err := tagOf(e)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("ETag", tag)
	http.ServeContent(w, c.Request, "", time.Time{}, bytes.NewReader(append(body, '\n')))
	return nil
}

// makeRecord makes a record with an ID of the server.
func (s *server) makeRecord(c *change) (admin.Receipt, error) {
	k := directory.Key{Kind: c.PathValue("kind")}
	if _, err := c.by.NewRecord(k.Kind); err != nil {
		return admin.Receipt{}, err
	}
	object, err := readJSON(c.body)
	if err != nil {
		return admin.Receipt{}, err
	}
	e, err := entityOf(k, object, nil)
	if err != nil {
		return admin.Receipt{}, err
	}
	e = admin.Identified(e)
	c.about = e.Key()
	return c.by.Put(e, 0)
}

// putRecord puts a record in the place of one that the client has read, or makes
// one with the ID of the address.
func (s *server) putRecord(c *change) (admin.Receipt, error) {
	c.about = c.keyOf()
	want, ok := conditionOf(c.Header)
	if !ok {
		return admin.Receipt{}, errCondition
	}
	var before directory.Entity
	var at directory.Revision
	var err error
	if want.absent {
		_, err = c.by.NewRecord(c.about.Kind)
	} else {
		before, at, err = c.standing(want)
	}
	if err != nil {
		return admin.Receipt{}, err
	}
	object, err := readJSON(c.body)
	if err != nil {
		return admin.Receipt{}, err
	}
	e, err := entityOf(c.about, object, before)
	if err != nil {
		return admin.Receipt{}, err
	}
	return c.by.Put(e, at)
}

// standing returns the record that the call is about, if it is as a condition says.
func (c *change) standing(want condition) (directory.Entity, directory.Revision, error) {
	e, at, err := c.by.Record(c.about)
	if err == nil {
		err = want.check(e)
	}
	return e, at, err
}

// matched returns the record that the call is about, which must be as If-Match
// says.
func (c *change) matched() (directory.Entity, directory.Revision, error) {
	want, ok := conditionOf(c.Header)
	if !ok || want.absent {
		return nil, 0, errMatch
	}
	return c.standing(want)
}

// patchRecord changes the fields of a record that a merge patch names.
func (s *server) patchRecord(c *change) (admin.Receipt, error) {
	c.about = c.keyOf()
	before, at, err := c.matched()
	if err != nil {
		return admin.Receipt{}, err
	}
	patch, err := readJSON(c.body)
	if err != nil {
		return admin.Receipt{}, err
	}
	object, err := objectOf(before)
	if err != nil {
		return admin.Receipt{}, err
	}
	e, err := entityOf(c.about, merged(object, patch), before)
	if err != nil {
		return admin.Receipt{}, err
	}
	return c.by.Put(e, at)
}

// deleteRecord deletes a record that the client has read.
func (s *server) deleteRecord(c *change) (admin.Receipt, error) {
	c.about = c.keyOf()
	_, at, err := c.matched()
	if err != nil {
		return admin.Receipt{}, err
	}
	return c.by.Delete(c.about, at)
}
