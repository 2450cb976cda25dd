package admin

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// KindToken is the kind of the records of tokens. They say what a token opens,
// for which role, and hold its hash, never the token.
const KindToken = "access-token"

// A Role says what a token opens. Each may do what those before it may, but for
// a Canceller.
type Role string

// The roles.
const (
	Canceller Role = "canceller" // cancels dates of one offering, and sees nothing else
	Viewer    Role = "viewer"    // sees what is there
	Proposer  Role = "proposer"  // proposes changes, which an editor takes in
	Editor    Role = "editor"    // changes what belongs to its organizations
	Keeper    Role = "admin"     // also gives out tokens
)

// ranks are the roles from the least to the greatest.
var ranks = []Role{Canceller, Viewer, Proposer, Editor, Keeper}

// A Grant is what a token opens, for whom and for how long.
type Grant struct {
	Role Role `json:"role"`
	// Label is who holds it: a role such as "helpline coordinator", no name.
	Label string `json:"label"`
	// Organizations are the IDs of those that it is for; none is all.
	Organizations []string `json:"organizations,omitzero"`
	// Offering is the ID of the one that a Canceller is for, else "".
	Offering string    `json:"offering,omitzero"`
	Expires  time.Time `json:"expires"`
	// Once says that it is good for making one other token: a set-up link.
	Once bool `json:"once,omitzero"`
}

// Validate returns an error for a role that is not known, a grant without label
// or end, and a Canceller without offering.
func (g Grant) Validate() error {
	switch {
	case !slices.Contains(ranks, g.Role):
		return fmt.Errorf("admin: role %q, want one of %q", g.Role, ranks)
	case strings.TrimSpace(g.Label) == "" || len(g.Label) > maxLabel:
		return fmt.Errorf("admin: label of %d bytes, want 1 to %d", len(g.Label), maxLabel)
	case g.Expires.IsZero():
		return errors.New("admin: no end, want an instant")
	case (g.Role == Canceller) != (g.Offering != ""):
		return errors.New("admin: an offering, or none, want one for the role canceller only")
	}
	return nil
}

const maxLabel = 80 // bytes

// A token is the record of one.
type token struct {
	ID   string `json:"id"`
	Hash string `json:"hash"` // SHA-256 of the secret part, in hexadecimal digits
	Grant
}

// tokenPrefix lets scanners of source code and mail recognize a token.
const tokenPrefix = "wr_"

// newToken returns the record of a new token and its text, which nothing else
// holds: "wr_", the ID, "_", and 256 random bits.
func newToken(g Grant) (t token, text string) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // it never fails
	coded := base64.RawURLEncoding.EncodeToString(secret)
	t = token{ID: strings.ToLower(rand.Text()[:10]), Hash: hashOf(coded), Grant: g}
	return t, tokenPrefix + t.ID + "_" + coded
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func tokenKey(id string) directory.Key { return directory.Key{Kind: KindToken, ID: id} }

// entity returns the record as a directory holds it.
func (t token) entity() directory.Entity { return opaque(KindToken, t.ID, t) }

// opaque returns a record of a kind of our own.
func opaque(kind, id string, v any) directory.Opaque {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own types have a form in JSON
	}
	return directory.Opaque{Kind: kind, ID: id, Body: body}
}

// reveal reads a record of a kind of our own.
func reveal[T any](e directory.Entity) (v T, ok bool) {
	o, ok := e.(directory.Opaque)
	return v, ok && json.Unmarshal(o.Body, &v) == nil
}

// tokenOf returns the live token with a text; ok is false if there is none.
func tokenOf(d *directory.Directory, text string, now time.Time) (t token, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), tokenPrefix)
	id, secret, both := strings.Cut(rest, "_")
	if !ok || !both || len(text) > 200 {
		return token{}, false
	}
	e, _, _ := d.Get(tokenKey(id))
	t, ok = reveal[token](e)
	same := subtle.ConstantTimeCompare([]byte(hashOf(secret)), []byte(t.Hash)) == 1
	if !ok || !same || !now.Before(t.Expires) || t.Validate() != nil {
		return token{}, false
	}
	return t, true
}

// tokensOf returns all tokens, with their revisions, in order of role and label.
func tokensOf(d *directory.Directory) (list []token, at map[string]directory.Revision) {
	at = map[string]directory.Revision{}
	for e, revision := range d.All() {
		if e.Key().Kind != KindToken {
			continue
		}
		if t, ok := reveal[token](e); ok {
			list, at[t.ID] = append(list, t), revision
		}
	}
	slices.SortFunc(list, func(a, b token) int {
		return cmp.Or(-cmp.Compare(slices.Index(ranks, a.Role), slices.Index(ranks, b.Role)),
			strings.Compare(a.Label, b.Label), strings.Compare(a.ID, b.ID))
	})
	return list, at
}
