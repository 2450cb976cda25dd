package admin

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// An entry is who did what and when, as the ID of a batch says it: no name, and
// no reason.
type entry struct {
	At                string // to the minute, UTC
	Role, Token, Verb string
}

const auditForm = "2006-01-02T15:04Z"

// batchID returns the ID of a batch:
// "2026-11-22T05:00Z editor k3jd8xw2aa cancel 7GQ4…".
func batchID(now time.Time, role, token, verb string) string {
	return markedID(now, role, token, verb, rand.Text())
}

func markedID(now time.Time, role, token, verb, mark string) string {
	return strings.Join([]string{now.UTC().Format(auditForm), role, token, verb, mark}, " ")
}

// entryOf reads the ID of a batch; what others have written says less.
func entryOf(id string) entry {
	parts := strings.Fields(id)
	if len(parts) != 5 {
		verb, _, _ := strings.Cut(id, "/")
		if verb != "import" && verb != "restore" {
			verb = "other"
		}
		return entry{Verb: verb}
	}
	if _, err := time.Parse(auditForm, parts[0]); err != nil {
		return entry{Verb: "other"}
	}
	return entry{parts[0], parts[1], parts[2], parts[3]}
}

// batch returns the ID for something that the visitor does.
func (v *visit) batch(verb string) string {
	return markedID(v.now, string(v.who.Role), v.who.ID, verb, cmp.Or(v.mark, rand.Text()))
}

// commit makes changes in the name of the visitor. Many go in several parts.
func (v *visit) commit(verb string, changes ...directory.Change) (directory.Head, error) {
	if len(changes) <= directory.MaxBatchKeys/4 {
		return v.dir.Commit(v.Context(), v.batch(verb), changes...)
	}
	return v.dir.Import(v.Context(), v.batch(verb), changes...)
}

// Reported takes in that somebody found the door of an offering closed, for the
// reconfirm queue. It keeps nothing about who that was, and of one date no more
// than a few.
func (a *Admin) Reported(ctx context.Context, offering string, on schedule.Date) error {
	same := 0
	for e := range a.Directory.All() {
		if other, ok := e.(directory.Doubt); ok && other.Offering == offering && other.On == on {
			same++
		}
	}
	if same >= maxDoubts {
		return nil
	}
	now := a.Clock()
	d := directory.Doubt{ID: rand.Text(), Offering: offering, On: on, Reported: now.UTC().Truncate(time.Hour)}
	if _, err := a.Directory.Commit(ctx, batchID(now, "public", "-", "doubt"), directory.Change{Put: d}); err != nil {
		return fmt.Errorf("admin: report: %w", err)
	}
	return nil
}

// maxDoubts is how many reports about one date are kept.
const maxDoubts = 5
