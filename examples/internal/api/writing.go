package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

// maxRecord is how many bytes the body of a change may have.
const maxRecord = 256 << 10

// A change is a call that changes something, with its body.
type change struct {
	*signed
	body  []byte
	about directory.Key // the record that conditions are about; zero if there is none
}

// write adds a route that changes something for whoever has a token of a role.
func (s *server) write(pattern string, least admin.Role, do func(*change) (admin.Receipt, error)) {
	s.signed[pattern] = true
	s.handle(pattern, func(w http.ResponseWriter, c *call) error {
		who, err := s.sign(c, least)
		if err != nil {
			return err
		}
		if err := who.noParameters(); err != nil {
			return err
		}
		ch := &change{signed: who}
		if ch.body, err = readBody(c.Request); err != nil {
			return err
		}
		a, err := s.once(ch, do)
		if err != nil {
			return explain(err, ch.about)
		}
		return a.write(w)
	})
}

// readBody returns the body of a request, which is JSON or nothing.
func readBody(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(r.Body)
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, errLargeRecord
	}
	if err != nil {
		return nil, errBusy // the client has gone, or is too slow
	}
	if len(body) == 0 {
		return nil, nil
	}
	want := "application/json"
	if r.Method == http.MethodPatch {
		want = mergePatch
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != want {
		p := *errType
		p.Detail, p.Accepted = "the body is of another type, want "+want, want
		return nil, &p
	}
	return body, nil
}

// mergePatch is the type of a JSON merge patch, RFC 7396.
const mergePatch = "application/merge-patch+json"

// A recordRef is where the record with a key can be read with a token.
type recordRef struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Path string `json:"path"`
}

func refOf(k directory.Key) recordRef {
	return recordRef{k.Kind, k.ID, pathOf("records/"+k.Kind, k.ID)}
}

// A receiptView says what a change did.
type receiptView struct {
	Revision directory.Revision `json:"revision"` // of the directory
	Record   *recordRef         `json:"record,omitzero"`
	ETag     string             `json:"etag,omitzero"` // of the record, "" if it is gone, or as it was
	Proposal *proposalRef       `json:"proposal,omitzero"`
}

// A proposalRef is where a proposal can be read.
type proposalRef struct {
	ID   string `json:"id"`
	Path string `json:"path"`
}

// An outcome is the answer to a change, as it is kept for whoever asks again. It
// holds IDs, and nothing else of a record.
type outcome struct {
	Status   int             `json:"status"`
	Location string          `json:"location,omitzero"`
	ETag     string          `json:"etag,omitzero"`
	Body     json.RawMessage `json:"body"`
}

// outcomeOf returns the answer to a change that was made.
func outcomeOf(r admin.Receipt) (outcome, error) {
	a, view := outcome{Status: http.StatusOK}, receiptView{Revision: r.Revision}
	if r.Record != (directory.Key{}) {
		ref := refOf(r.Record)
		view.Record = &ref
		if r.Created {
			a.Status, a.Location = http.StatusCreated, ref.Path
		}
	}
	if r.Proposal != "" {
		view.Proposal = &proposalRef{r.Proposal, pathOf("proposals", r.Proposal)}
		a.Status, a.Location = http.StatusAccepted, view.Proposal.Path
	}
	var err error
	if r.Now != nil {
		if view.ETag, err = tagOf(r.Now); err != nil {
			return a, err
		}
	}
	a.ETag = view.ETag
	a.Body, err = json.Marshal(view)
	return a, err
}

func (a outcome) write(w http.ResponseWriter) error {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if a.ETag != "" {
		h.Set("ETag", a.ETag)
	}
	if a.Location != "" {
		h.Set("Location", a.Location)
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(append(slices.Clone(a.Body), '\n')) // a client that has gone needs no answer
	return nil
}
