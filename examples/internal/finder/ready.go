package finder

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// A fragment is a part of a page that one of the templates has made, or a list
// of such parts. Nothing else makes one.
type fragment = template.HTML

// readyParts keep the parts of pages that many pages have, so that they are
// made once: rows of lists, the foot of a page. What a visitor sent is in none
// of them and no key is made of it.
type readyParts struct {
	latest [len(books)]atomic.Pointer[partSet]
}

// A partSet holds the parts of one language that are good for one minute of
// one snapshot, by a name that says what they are made from.
type partSet struct {
	of        weak.Pointer[directory.Snapshot] // an old one is not kept for this
	now, real time.Time
	parts     sync.Map // fragments
	rows      sync.Map // rows of lists, by the ID of the offering
	kept      *keptRows
}

// keptRows are the rows of one day of one snapshot, in one language, that stay
// the same for more than a minute. In the minute after they are not made anew,
// which takes seconds where there are many.
type keptRows struct {
	day schedule.Date

	mu   sync.RWMutex // since a page needs thirty rows, a map of its own type is worth it
	rows map[string]keptRow
}

// A keptRow is good from the moment for which it was made until another.
type keptRow struct {
	rowView
	from, until time.Time
}

// get returns the row of an offering, if one is good at a moment.
func (k *keptRows) get(offering string, now time.Time) (row rowView, ok bool) {
	k.mu.RLock()
	kept, ok := k.rows[offering]
	k.mu.RUnlock()
	return kept.rowView, ok && !now.Before(kept.from) && now.Before(kept.until)
}

func (k *keptRows) put(offering string, row keptRow) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rows[offering] = row
}

// get returns the set for a visit.
func (r *readyParts) get(v *visit) *partSet {
	i := 0
	for books[i] != v.book {
		i++
	}
	old := r.latest[i].Load()
	if old != nil && old.of == weak.Make(v.Snapshot) && old.now.Equal(v.now) && old.real.Equal(v.real) {
		return old
	}
	fresh := &partSet{of: weak.Make(v.Snapshot), now: v.now, real: v.real, kept: &keptRows{day: v.today, rows: map[string]keptRow{}}}
	if old != nil && old.of == fresh.of && old.kept.day == v.today {
		fresh.kept = old.kept
	}
	r.latest[i].CompareAndSwap(old, fresh) // another visit may have been first
	return fresh
}

// part returns the part of a page with a name, made by a template from what
// data returns if it is not ready yet.
func (v *visit) part(name, template string, data func() any) (fragment, error) {
	if found, ok := v.ready.parts.Load(name); ok {
		return found.(fragment), nil
	}
	made, err := v.make(template, data())
	if err != nil {
		return "", err
	}
	v.ready.parts.Store(name, made)
	return made, nil
}

// make executes one of the templates that every page has.
func (v *visit) make(template string, data any) (fragment, error) {
	var text bytes.Buffer
	if err := v.templates.ExecuteTemplate(&text, template, data); err != nil {
		return "", fmt.Errorf("finder: template %s: %w", template, err)
	}
	return fragment(text.String()), nil
}
