package directory

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Query asks for meetings that a person can go to or join. Every field may
// be zero but Now. Nothing of a query is kept or logged.
type Query struct {
	// Near is where the person is, or about where: cut it to an
	// [earth.Cell] where you can. The zero Point finds no one in person.
	Near earth.Point
	// Within is the greatest distance, itself included. Zero is no limit.
	Within earth.Distance
	// County and State say whom to ask there: the FIPS code and the two
	// letters. Empty ones are looked up from Near, as the nearest known place.
	County, State string

	// Now is the present: meetings that began before it are over.
	Now time.Time
	// StartsWithin leaves out meetings that begin later than so long after
	// Now. Zero is a year, which is also the most.
	StartsWithin time.Duration
	// Drive tells how long the way to a place takes, by its straight distance;
	// travel.Estimate(d).Time will do. If it is set, meetings in person that
	// have begun by the time the person is there are left out, unless they
	// began no longer than Late before. Nil leaves out what has begun by Now.
	Drive func(straight earth.Distance) time.Duration
	Late  time.Duration
	// Limit is the greatest number of hits in each list of the results; 0 is
	// 20.
	Limit int
	// Language is that of the reader, as a BCP 47 tag. It chooses crisis
	// lines and filters nothing. "" is "en".
	Language string

	Filter
}

// A Filter chooses offerings and meetings. An empty list lets all pass, a list
// with several entries whatever has one of them.
type Filter struct {
	Programs  []string       // keys
	Kinds     []program.Kind //
	Modes     []program.Mode //
	Entries   []program.EntryMode
	Languages []string // BCP 47 tags: "es" takes "es-MX" too
	Topics    []string
	Access    []Access // all of them, not one
	// Days, From and To choose meetings by the day of the week and the time
	// of day at which they begin, on their own clock: From <= start < To. A
	// zero From or To is no limit; a From after To goes past midnight.
	Days     []time.Weekday
	From, To schedule.Clock
}

// Results are the answer to a Query. Places decide about meetings in person,
// times about the others; hybrid ones are in both lists.
type Results struct {
	// InPerson are within the distance asked for, by distance, then start,
	// then ID.
	InPerson []Hit
	// Nearest are those beyond it, if there are none within; otherwise empty.
	Nearest []Hit
	// Unplaced are those in person whose place is not known on the map but
	// whose organization or venue is of the county, by start, then ID.
	Unplaced []Hit
	// Remote are those online or by telephone, by start, then ID; Remotes
	// counts all of them, also beyond the limit.
	Remote  []Hit
	Remotes int

	// Contacts are the organizations to ask, and CrisisLines the lines that
	// are answered now.
	Contacts    Contacts
	CrisisLines []program.CrisisLine
}

// A Hit is an offering that was found. Its Listing is shared and must not be
// changed.
type Hit struct {
	Listing *Listing
	// Distance is that from Query.Near to the point of the listing, which may
	// be approximate. It is -1 if it has no meaning.
	Distance earth.Distance
	// Next is the first meeting from now on that passes the filter and takes
	// place or is unconfirmed. Its Status is zero if the offering meets by
	// appointment.
	Next Meeting
}

var errNoNow = fmt.Errorf("%w: Query.Now is zero, want the present", ErrInvalid)

const (
	defaultLimit = 20
	maxLimit     = 1000
	horizon      = 366 * 24 * time.Hour // how far ahead Next is looked for
)

// Search answers a query. Offerings without a meeting in the next year are
// left out, unless they meet by appointment. It fails only if ctx has ended or
// Now is zero, with [ErrInvalid].
func (s *Snapshot) Search(ctx context.Context, q Query) (Results, error) {
	if err := ctx.Err(); err != nil {
		return Results{}, err
	}
	if q.Now.IsZero() {
		return Results{}, errNoNow
	}
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	q.Limit = min(q.Limit, maxLimit)
	q.locate()

	var r Results
	within := q.Within
	if within <= 0 {
		within = earth.Farthest
	}
	r.InPerson = s.near(&q, within)
	if len(r.InPerson) == 0 && within < earth.Farthest {
		r.Nearest = s.near(&q, earth.Farthest)
	}
	if err := ctx.Err(); err != nil {
		return Results{}, err
	}
	r.Remote, r.Remotes = s.timed(&q, s.remote)
	r.Unplaced, _ = s.timed(&q, inCounty(s.unplaced, q.County))
	r.Contacts = s.Contacts(q.County, q.State)
	r.CrisisLines = s.CrisisLines(q.State, q.Language, schedule.DateOf(q.Now))
	return r, nil
}

// CrisisLines returns the crisis lines to show in a state, by its two letters
// or "" if that is not known, to a reader of a language on a day.
func (s *Snapshot) CrisisLines(state, language string, on schedule.Date) []program.CrisisLine {
	where := program.Jurisdiction("us")
	if state != "" {
		where = program.Jurisdiction("us/" + state)
	}
	return s.catalogue.CrisisLines(where, on, cmp.Or(language, "en"))
}

// locate fills in county and state from the point.
func (q *Query) locate() {
	if q.County == "" && !q.Near.IsZero() {
		if p, err := place.At(q.Near); err == nil {
			q.County = p.County.FIPS
			q.State = cmp.Or(q.State, p.State)
		}
	}
	if q.State == "" && q.County != "" {
		if c, err := place.CountyByFIPS(q.County); err == nil {
			q.State = c.State
		}
	}
}

// near returns the hits in person within a distance.
func (s *Snapshot) near(q *Query, within earth.Distance) []Hit {
	var hits []Hit
	next := func(e *entry, d earth.Distance) (Meeting, bool) { return e.next(q, q.arrival(d)) }
	f := earth.Filter{Any: q.masks(), Keep: func(i int) bool {
		_, ok := next(s.items[i], q.Near.Distance(s.items[i].point()))
		return ok
	}}
	for n := range s.index.Ascending(q.Near, within, f) {
		// One farther than the last that counts; those as far may begin sooner.
		if len(hits) >= q.Limit && n.Distance > hits[q.Limit-1].Distance {
			break
		}
		e := s.items[n.Item]
		next, _ := next(e, n.Distance)
		hits = append(hits, Hit{e.listing, n.Distance, next})
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), a.Next.Start().Compare(b.Next.Start()))
	})
	return hits[:min(len(hits), q.Limit)]
}

// timed returns the hits among entries by the start of their next meeting, as
// many as the limit allows, and the number of all. Offerings by appointment
// come last.
func (s *Snapshot) timed(q *Query, entries []*entry) ([]Hit, int) {
	type ranked struct {
		start int64
		entry *entry
	}
	var found []ranked
	masks := q.masks()
	for _, e := range entries {
		if !e.mayPass(masks) {
			continue
		}
		if next, ok := e.next(q, q.Now); ok {
			start := int64(math.MaxInt64)
			if next.Status != 0 {
				start = next.Start().Unix()
			}
			found = append(found, ranked{start, e})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return cmp.Compare(a.start, b.start) })
	hits := make([]Hit, 0, min(len(found), q.Limit))
	for _, f := range found[:cap(hits)] {
		next, _ := f.entry.next(q, q.Now)
		hits = append(hits, Hit{f.entry.listing, -1, next})
	}
	return hits, len(found)
}

// inCounty returns the entries of a list that are of a county.
func inCounty(list []*entry, county string) []*entry {
	var found []*entry
	for _, e := range list {
		if p := e.listing.Place; p.County == county || p.County == "" && slices.Contains(e.org.Counties, county) {
			found = append(found, e)
		}
	}
	return found
}

// masks returns what the index can filter by.
func (q *Query) masks() []uint64 {
	var groups []uint64
	add := func(n int, bit func(i int) uint64) {
		var m uint64
		for i := range n {
			m |= bit(i)
		}
		if n > 0 {
			groups = append(groups, m)
		}
	}
	add(len(q.Days), func(i int) uint64 { return weekdayBit(q.Days[i]) })
	add(len(q.Kinds), func(i int) uint64 { return kindBit(q.Kinds[i]) })
	add(len(q.Languages), func(i int) uint64 { return languageBit(q.Languages[i]) })
	add(len(q.Programs), func(i int) uint64 { return programBit(q.Programs[i]) })
	return groups
}

// arrival returns the earliest start that a person can reach from so far away.
func (q *Query) arrival(d earth.Distance) time.Time {
	if q.Drive == nil {
		return q.Now
	}
	return q.Now.Add(q.Drive(d) - q.Late)
}

// next returns the first meeting at an instant or later that a query asks for;
// ok is false if the offering does not answer it.
func (e *entry) next(q *Query, from time.Time) (m Meeting, ok bool) {
	if !q.passes(e) {
		return Meeting{}, false
	}
	if len(e.table.tables) == 0 {
		return Meeting{}, e.offering.Status == Active && !q.timed() && q.StartsWithin == 0
	}
	end := q.Now.Add(horizon)
	if q.StartsWithin > 0 && q.StartsWithin < horizon {
		end = q.Now.Add(q.StartsWithin)
	}
	for m := range e.table.From(from) {
		if m.Start().After(end) {
			break
		}
		if (m.Status.Held() || m.Status == schedule.Unconfirmed) && q.takes(m) {
			return m, true
		}
	}
	return Meeting{}, false
}

// passes reports whether an offering as such has what a filter asks for.
func (f *Filter) passes(e *entry) bool {
	l := e.listing
	return oneOf(f.Programs, l.Program) && oneOf(f.Kinds, l.Kind) &&
		oneOf(f.Modes, l.Mode) && oneOf(f.Entries, l.Entry.Mode) &&
		(len(f.Languages) == 0 || slices.ContainsFunc(f.Languages, func(want string) bool {
			return slices.ContainsFunc(l.Languages, func(tag string) bool {
				return tag == want || baseLanguage(tag) == want
			})
		})) &&
		(len(f.Topics) == 0 || slices.ContainsFunc(f.Topics, func(t string) bool {
			return slices.Contains(l.Topics, t) || slices.Contains(l.Audience.Focus, t)
		})) &&
		!slices.ContainsFunc(f.Access, func(a Access) bool {
			return l.Place == nil || !slices.Contains(l.Place.Access, a)
		})
}

func oneOf[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// timed reports whether the filter asks for days or times.
func (f *Filter) timed() bool {
	return len(f.Days) > 0 || !f.From.IsZero() || !f.To.IsZero()
}

// takes reports whether a meeting is on the days and in the hours asked for.
func (f *Filter) takes(m Meeting) bool {
	if !oneOf(f.Days, m.Date.Weekday()) {
		return false
	}
	after := f.From.IsZero() || !m.Clock.Before(f.From)
	before := f.To.IsZero() || m.Clock.Before(f.To)
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		return after || before
	}
	return after && before
}
