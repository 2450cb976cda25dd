package admin

import (
	"context"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// setupTime is how long a set-up link is good.
const setupTime = 24 * time.Hour

// SetUp returns the path of a one-time link that makes the first token of the
// role admin, or "" if there is a live one for all organizations. A link that
// was made before is good no longer. Each start of a server may call it.
func SetUp(ctx context.Context, d *directory.Directory, now time.Time) (path string, err error) {
	list, at := tokensOf(d)
	var changes []directory.Change
	for _, t := range list {
		switch {
		case t.Once:
			changes = append(changes, directory.Change{Delete: tokenKey(t.ID), If: at[t.ID]})
		case t.Role == Keeper && len(t.Organizations) == 0 && now.Before(t.Expires):
			return "", nil
		}
	}
	t, text := newToken(Grant{Role: Keeper, Label: "set-up link", Expires: now.Add(setupTime), Once: true})
	changes = append(changes, directory.Change{Put: t.entity()})
	if _, err := d.Commit(ctx, batchID(now, "operator", "-", "set-up"), changes...); err != nil {
		return "", err
	}
	return enterPath + "/" + text, nil
}

// NewToken makes a token and returns its text, which is shown once: only a hash
// of it is kept.
func NewToken(ctx context.Context, d *directory.Directory, g Grant, now time.Time) (text string, err error) {
	if err := g.Validate(); err != nil {
		return "", err
	}
	t, text := newToken(g)
	_, err = d.Commit(ctx, batchID(now, "operator", "-", "token"), directory.Change{Put: t.entity()})
	return text, err
}

// OperatorBatch returns the ID for a batch of whoever can open the database. The
// verb is one that the history has words for.
func OperatorBatch(now time.Time, verb string) string { return batchID(now, "operator", "-", verb) }

// MadeAt returns when a batch was made, to the minute in UTC, if its ID says so.
func MadeAt(id string) (at time.Time, ok bool) {
	text, _, _ := strings.Cut(id, " ")
	at, err := time.Parse(auditForm, text)
	return at, err == nil
}

// LinkTo returns the path of the link that signs in with a token.
func LinkTo(text string) string { return enterPath + "/" + text }

// A Held is a token that somebody holds, without what opens anything.
type Held struct {
	ID string
	Grant
}

// Tokens returns all tokens, in order of role and label.
func Tokens(d *directory.Directory) (held []Held) {
	list, _ := tokensOf(d)
	for _, t := range list {
		held = append(held, Held{t.ID, t.Grant})
	}
	return held
}

// Revoke makes a token worthless from now on. The error is
// [directory.ErrConflict] if there is none with this ID.
func Revoke(ctx context.Context, d *directory.Directory, id string, now time.Time) error {
	_, at, ok := d.Get(tokenKey(id))
	if !ok {
		return directory.ErrConflict
	}
	_, err := d.Commit(ctx, batchID(now, "operator", "-", "revoke"), directory.Change{Delete: tokenKey(id), If: at})
	return err
}
