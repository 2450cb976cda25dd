package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"weak"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// A changesAnswer says which records a copy made at a mark has to read again.
type changesAnswer struct {
	Demo bool `json:"demo,omitzero"`
	// Mark stands for the records as they are now: ask with it the next time.
	Mark string `json:"mark"`
	// All says that Changed are all records there are: there was no mark, or
	// one that is not known any more. Whatever else a copy holds is gone.
	All     bool         `json:"all"`
	Changed []recordMark `json:"changed"` // new or other, in order
	Gone    []recordName `json:"gone"`    // in order
}

// A recordName is where a record can be read: kind "organization" or
// "offering".
type recordName struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Path string `json:"path"`
}

// A recordMark is a record and a mark that changes when what the public sees
// of it does: its fields, or one of its dates in the 13 months from the first
// of this one. So all marks of offerings change once a month, too.
type recordMark struct {
	recordName
	Mark string `json:"mark"`
}

// mostVersions is how many versions of the directory are remembered.
const mostVersions = 16

// A version is the marks of all records of one snapshot, in the order of their
// kinds and IDs.
type version struct {
	mark  string
	marks []recordMark
}

// A history remembers the last versions that somebody has asked about.
type history struct {
	mu       sync.Mutex
	of       weak.Pointer[directory.Snapshot] // the newest; an old one is not kept for this
	month    schedule.Date                    // of the newest
	versions []*version                       // the newest last
}

// newest returns the version of a snapshot, and the earlier one with a mark,
// nil if there is none.
func (h *history) newest(s *directory.Snapshot, month schedule.Date, since string) (now, then *version, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of != weak.Make(s) || h.month != month {
		fresh, err := newVersion(s, month)
		if err != nil {
			return nil, nil, err
		}
		h.of, h.month = weak.Make(s), month
		// A version that comes back, as after an undo, is the newest again.
		h.versions = slices.DeleteFunc(h.versions, func(v *version) bool { return v.mark == fresh.mark })
		h.versions = append(h.versions, fresh)
		h.versions = h.versions[max(0, len(h.versions)-mostVersions):]
	}
	if i := slices.IndexFunc(h.versions, func(v *version) bool { return v.mark == since }); i >= 0 {
		then = h.versions[i]
	}
	return h.versions[len(h.versions)-1], then, nil
}

func newVersion(s *directory.Snapshot, month schedule.Date) (*version, error) {
	v := &version{}
	all := sha256.New()
	add := func(kind, id, path string, public any) error {
		body, err := json.Marshal(public)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		all.Write([]byte(kind + "\x00" + id + "\x00"))
		all.Write(sum[:])
		v.marks = append(v.marks, recordMark{recordName{kind, id, pathOf(path, id)}, hex.EncodeToString(sum[:8])})
		return nil
	}
	for l := range s.Listings("") {
		table := s.Timetable(l.ID)
		seen := []any{l, datesFrom(table, month)}
		for _, t := range table.Series() {
			seen = append(seen, publicSeries(t))
		}
		if err := add("offering", l.ID, "offerings", seen); err != nil {
			return nil, err
		}
	}
	for o := range s.Organizations() {
		if err := add("organization", o.ID, "organizations", viewOrganization(o)); err != nil {
			return nil, err
		}
	}
	v.mark = hex.EncodeToString(all.Sum(nil)[:12])
	return v, nil
}

// datesFrom returns what anybody can learn about the dates of 13 months.
func datesFrom(t *directory.Timetable, month schedule.Date) (text []byte) {
	for m := range t.All(month, month.AddDays(13*31)) {
		for _, part := range []string{
			m.Venue, m.Room, string(m.Mode), m.Status.String(), m.Reason.Text, m.Length.String(), m.Note.In("en"), m.Note.In("es"),
		} {
			text = append(append(text, part...), 0)
		}
		text, _ = m.Date.AppendText(text) // of a date that is there
		text = append(text, m.Clock.String()...)
	}
	return text
}

// changes answers with what is other than at a mark.
func (s *server) changes(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	since := p.text("since", maxValue)
	if err := p.done(); err != nil {
		return err
	}
	day := schedule.DateOf(c.now)
	now, then, err := s.past.newest(c.Snapshot, day.AddDays(1-day.Day()), since)
	if err != nil {
		return err
	}
	answer := changesAnswer{Demo: c.demo, Mark: now.mark, All: then == nil, Changed: []recordMark{}, Gone: []recordName{}}
	if then == nil {
		then = &version{}
	}
	answer.compare(then.marks, now.marks)
	return c.public(w, answer)
}

// compare walks through two lists in one order.
func (a *changesAnswer) compare(then, now []recordMark) {
	for len(then)+len(now) > 0 {
		switch order := orderOf(then, now); {
		case order < 0:
			a.Gone, then = append(a.Gone, then[0].recordName), then[1:]
		case order > 0:
			a.Changed, now = append(a.Changed, now[0]), now[1:]
		default:
			if then[0].Mark != now[0].Mark {
				a.Changed = append(a.Changed, now[0])
			}
			then, now = then[1:], now[1:]
		}
	}
}

// orderOf compares the first records of two lists; an empty one comes last.
func orderOf(a, b []recordMark) int {
	switch {
	case len(a) == 0:
		return 1
	case len(b) == 0:
		return -1
	case a[0].Kind != b[0].Kind:
		return strings.Compare(a[0].Kind, b[0].Kind)
	}
	return strings.Compare(a[0].ID, b[0].ID)
}
