package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

// KindReceipt is the kind of the records of changes that carried an
// Idempotency-Key, for whoever asks again. They hold hashes, IDs and an answer of
// IDs, and nothing of what was sent.
const KindReceipt = "api-receipt"

// How long receipts are kept, and how many.
const (
	receiptTime = 24 * time.Hour
	mostReceipt = 1000
	workTime    = time.Minute // after which a change that gave no answer is looked into
	sweepPause  = time.Minute
	sweepAtOnce = directory.MaxBatchKeys / 2
	maxKey      = 200 // bytes
)

// A receipt is the record of a change with a key.
type receipt struct {
	ID      string    `json:"id"`      // hash of token and key
	Request string    `json:"request"` // hash of all that was asked
	Mark    string    `json:"mark"`    // of the commit
	At      time.Time `json:"at"`      // when it was last begun
	Answer  *outcome  `json:"answer,omitzero"`
}

func (r receipt) key() directory.Key { return directory.Key{Kind: KindReceipt, ID: r.ID} }

// put returns the change that keeps a receipt in the place of the one at a revision.
func (r receipt) put(at directory.Revision) (directory.Change, error) {
	body, err := json.Marshal(r)
	return directory.Change{Put: directory.Opaque{Kind: KindReceipt, ID: r.ID, Body: body}, If: at}, err
}

func receiptOf(e directory.Entity) (r receipt, ok bool) {
	o, ok := e.(directory.Opaque)
	return r, ok && json.Unmarshal(o.Body, &r) == nil
}

var (
	errReused = newProblem(http.StatusUnprocessableEntity, "key-reused", "the Idempotency-Key was sent with another request before, want a new one for each change")
	errInWork = newProblem(http.StatusConflict, "in-work", "the request with this Idempotency-Key is being worked on: ask again in a minute")
)

// hash returns what stands for some texts.
func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// once makes a change, or returns the answer to the same request before.
//
// The key is taken with a commit of its own, so only one of many servers works
// with it. If a server ends in the middle, the mark in the ID of its commit tells
// the next one whether the change was made.
func (s *server) once(c *change, do func(*change) (admin.Receipt, error)) (outcome, error) {
	key := c.Header.Get("Idempotency-Key")
	if key == "" {
		made, err := do(c)
		if err != nil {
			return outcome{}, err
		}
		return outcomeOf(made)
	}
	if len(key) > maxKey || slices.ContainsFunc([]byte(key), func(b byte) bool { return b < ' ' || b > '~' }) {
		return outcome{}, errParameter("Idempotency-Key", fmt.Sprintf("1 to %d printable characters of ASCII", maxKey))
	}
	now := s.Clock()
	h := c.Header
	r := receipt{
		ID: hash(c.by.Held().ID, key), Mark: rand.Text(), At: now.UTC(),
		Request: hash(c.Method, c.URL.Path, h.Get("If-Match"), h.Get("If-None-Match"), string(c.body)),
	}
	e, at, _ := s.Keepers.Directory.Get(r.key())
	if old, ok := receiptOf(e); ok && now.Sub(old.At) < receiptTime {
		switch {
		case old.Request != r.Request:
			return outcome{}, errReused
		case old.Answer != nil:
			return *old.Answer, nil
		case now.Sub(old.At) < workTime:
			return outcome{}, errInWork
		}
		a, found, err := lookUp(c, old)
		if found && err == nil {
			old.Answer = &a
			_, err = s.keep(c.Context(), old, at)
		}
		if found || err != nil {
			return a, err
		}
		r.Mark = old.Mark
	}
	return s.work(c, r, at, do)
}

// lookUp returns the answer to a change whose server ended before it gave one, if
// the history has its commit.
func lookUp(c *change, r receipt) (a outcome, found bool, err error) {
	made, found, err := c.by.Done(r.Mark)
	if found && err == nil {
		a, err = outcomeOf(made)
	}
	return a, found, err
}

// work takes a key at the revision of its receipt, makes the change, and keeps
// the answer. A change that was refused leaves no receipt: it can be tried again.
func (s *server) work(c *change, r receipt, at directory.Revision, do func(*change) (admin.Receipt, error)) (outcome, error) {
	taken, err := s.keep(c.Context(), r, at)
	if errors.Is(err, directory.ErrConflict) {
		return outcome{}, errInWork
	}
	if err != nil {
		return outcome{}, err
	}
	after, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), answerTime)
	defer cancel()
	marked := *c.signed
	marked.by = c.by.Marked(r.Mark, r.At)
	c.signed = &marked
	made, err := do(c)
	if err != nil {
		if p := problemOf(explain(err, c.about)); p.Status < http.StatusInternalServerError {
			_, _ = s.Keepers.Directory.Commit(after, "", directory.Change{Delete: r.key(), If: taken}) // it ends by itself
		}
		return outcome{}, err
	}
	a, err := outcomeOf(made)
	if err != nil {
		return outcome{}, err
	}
	r.Answer = &a
	_, _ = s.keep(after, r, taken) // without it, the next one looks into the history
	s.swept.sweep(after, s.Keepers.Directory, s.Clock())
	return a, nil
}

// keep writes a receipt in the place of the one at a revision.
func (s *server) keep(ctx context.Context, r receipt, at directory.Revision) (directory.Revision, error) {
	c, err := r.put(at)
	if err != nil {
		return 0, err
	}
	head, err := s.Keepers.Directory.Commit(ctx, "", c)
	return head.Revision, err
}

// A sweeper deletes receipts that are over, and the oldest of too many, once a
// minute at most.
type sweeper struct {
	mu   sync.Mutex
	last time.Time
}

func (w *sweeper) sweep(ctx context.Context, d *directory.Directory, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now.Sub(w.last) < sweepPause {
		return
	}
	w.last = now
	type held struct {
		receipt
		at directory.Revision
	}
	var list []held
	for e, at := range d.All() {
		if r, ok := receiptOf(e); ok && e.Key().Kind == KindReceipt {
			list = append(list, held{r, at})
		}
	}
	slices.SortFunc(list, func(a, b held) int { return a.At.Compare(b.At) })
	var over []directory.Change
	for i, r := range list {
		if now.Sub(r.At) >= receiptTime || len(list)-i > mostReceipt {
			over = append(over, directory.Change{Delete: r.key(), If: r.at})
		}
	}
	for part := range slices.Chunk(over, sweepAtOnce) {
		if _, err := d.Commit(ctx, "", part...); err != nil {
			return // another server sweeps
		}
	}
}
