package directory

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Query asks for meetings that a person can go to or join. Every field may
// be zero but Now. Nothing of a query is kept or logged.
type Query struct {
	// Near is where the person is, or about where: see Coarse. The zero Point
	// finds no one in person.
	Near earth.Point
	// Coarse cuts Near to the middle of its cell of [earth.PrivateLevel] at
	// once, so that neither distances nor anything else in the results tell
	// where the person is; Results.Blur says how far off they may be. A Near
	// that is such a middle stays where it is.
	Coarse bool
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
	// Zone is the clock of the reader, by which Days, From and To of the
	// filter choose among the meetings online or by telephone: those at 21:30
	// on Tuesdays in Los Angeles are on Wednesdays in New York. Nil is the
	// clock of each meeting.
	Zone *time.Location

	// Drive tells how long the way to a place takes, by its straight distance,
	// and must not fall as that grows; travel.Estimate(d).Time will do. If it
	// is set, meetings in person that have begun by the time the person is
	// there are left out, unless they began no longer than Late before. Nil
	// leaves out what has begun by Now.
	Drive func(straight earth.Distance) time.Duration
	Late  time.Duration
	// DriveWithin is the longest drive, itself included. Zero is no limit;
	// any other needs Drive.
	DriveWithin time.Duration

	// Order sorts the meetings in person.
	Order Order
	// Limit is the greatest number of hits in each list of the results; 0 is
	// 20, and 1,000 the most.
	Limit int
	// Count asks for Results.InPersons, which takes longer where a great many
	// are within the distance.
	Count bool
	// Page continues a list where a page of it ended. The rest of the query
	// must be that of the first page, but for Now, which is still the present.
	// The results hold the next hits of that list and no other list.
	Page Cursor

	// Language is that of the reader, as a BCP 47 tag. It chooses crisis
	// lines and filters nothing. "" is "en".
	Language string

	Filter
}

// An Order is how meetings in person are sorted. Those that are equal in one
// respect go by the next, and in the end by ID. Offerings by appointment start
// last.
type Order uint8

// The orders. ByStart looks at everything within the distance, so set one: among
// 100,000 offerings it takes some tens of milliseconds without. By the roads themselves sorts [Snapshot.Ascending], with an engine.
const (
	ByDistance Order = iota // the nearest first, then by start
	ByStart                 // the soonest first, then by distance
	ByDrive                 // the shortest time by Query.Drive first, then by start
)

// Results are the answer to a Query. Places decide about meetings in person,
// times about the others; hybrid ones are in both lists.
type Results struct {
	// InPerson are within the distance asked for, in the order asked for.
	InPerson []Hit
	// InPersons counts all of them, also beyond the limit, if Query.Count is
	// set or all are there. It is -1 if they were not counted.
	InPersons int
	// Nearest are those beyond the distance, nearest first, if there are none
	// within.
	Nearest []Hit
	// Later are those within the distance that start after
	// Query.StartsWithin, by start, if there are none before: "nothing left
	// today, the next is on Tuesday".
	Later []Hit
	// Unplaced are those in person whose place is not known on the map but of
	// the county, by start, then ID: by the County of the venue, else that of its
	// ZIP code, else those of its city, else those of the organization.
	Unplaced []Hit
	// Remote are those online or by telephone, by start, then ID; Remotes
	// counts all of them, also beyond the limit.
	Remote  []Hit
	Remotes int
	// RemoteLater are those after Query.StartsWithin, if there are none before.
	RemoteLater []Hit

	// MoreInPerson and MoreRemote continue the lists, as Query.Page. They are
	// "" if that was all.
	MoreInPerson, MoreRemote Cursor

	// Blur is how far the person may be from the place that distances are
	// from, if the query was Coarse, else 0.
	Blur earth.Distance

	// Contacts are the organizations to ask, and CrisisLines the lines that
	// are answered now, shared as a Listing is.
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
	// Next is the first meeting from now on that passes the filter, is held
	// in the way of its list (at a place, or online or by telephone) and takes
	// place or is unconfirmed. Its Status is zero if the offering meets by
	// appointment.
	Next Meeting
}

var (
	errNoNow   = fmt.Errorf("%w: Query.Now is zero, want the present", ErrInvalid)
	errNoDrive = fmt.Errorf("%w: Query.Drive is nil, want the time that a way takes", ErrInvalid)
	errWithin  = fmt.Errorf("%w: Query.Within, want a distance of 0 or more", ErrInvalid)
	errOrder   = fmt.Errorf("%w: Query.Order, want ByDistance, ByStart or ByDrive", ErrInvalid)
)

const (
	defaultLimit = 20
	maxLimit     = 1000
	horizon      = 366 * 24 * time.Hour // how far ahead Next is looked for
)

// Search answers a query. Offerings without a meeting in the next year are
// left out, unless they meet by appointment. It fails only if ctx has ended or
// with [ErrInvalid]: if Now is zero, Within is below zero, Drive is nil where it is needed, Order is
// none, or Page is [ErrCursor].
//
// Among 100,000 offerings, 10,000 of them online, an answer takes some tens of
// microseconds. The first query in an hour, or of a new snapshot, works out
// what is next online, which takes about 0.3 us for each such offering.
func (s *Snapshot) Search(ctx context.Context, q Query) (Results, error) {
	if err := ctx.Err(); err != nil {
		return Results{}, err
	}
	k, err := s.seek(&q)
	if err != nil {
		return Results{}, err
	}
	r := Results{InPersons: -1, Blur: k.blur}
	if k.list != pageRemote {
		k.findInPerson(&r)
	}
	if err := ctx.Err(); err != nil {
		return Results{}, err
	}
	if k.list != pageInPerson {
		k.findRemote(&r)
	}
	if k.list == 0 {
		r.Unplaced = k.unplaced()
	}
	r.Contacts = s.Contacts(q.County, q.State)
	r.CrisisLines = s.crisisLines(q.State, q.Language, schedule.DateOf(q.Now))
	return r, nil
}

// seek checks a query and makes it ready.
func (s *Snapshot) seek(q *Query) (*seeker, error) {
	if q.Now.IsZero() {
		return nil, errNoNow
	}
	if q.Drive == nil && (q.DriveWithin > 0 || q.Order == ByDrive) {
		return nil, errNoDrive
	}
	if !(q.Within >= 0) { // also what is no number
		return nil, errWithin
	}
	if q.Order > ByDrive {
		return nil, errOrder
	}
	k := &seeker{Query: q, snapshot: s, at: s.at}
	if q.Page != "" {
		p, err := q.Page.read(q.Now)
		if err != nil {
			return nil, err
		}
		k.list, k.shown, k.at, q.Now, k.former = p.list, p.shown, p.at, p.now, s.formerAt(p.at)
	}
	if q.Limit <= 0 {
		q.Limit = defaultLimit
	}
	q.Limit = min(q.Limit, maxLimit)
	if q.Coarse {
		cell := q.Near.Cell(earth.PrivateLevel)
		q.Near, k.blur = cell.Center(), cell.Radius()
	}
	q.locate()
	k.today = schedule.DateOf(q.Now.UTC())
	k.setEnd(q.StartsWithin)
	k.weekdays, k.all, k.timed = q.days(), q.takesAll(), q.Timed()
	return k, nil
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
