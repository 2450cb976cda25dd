package finder

import (
	"bytes"
	"context"
	"sync"
	"time"
	"weak"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// drives are the times at the wheel that people can ask about, in minutes.
var drives = [...]int{15, 30, 45, 60}

const usualDrive = 1 // of drives

// coverageWeeks is how far ahead groups are counted as meeting.
const coverageWeeks = 12

// A reached is who lives within reach of the groups of one snapshot, measured
// once, with the pictures of it that somebody has asked for.
type reached struct {
	of          weak.Pointer[directory.Snapshot] // an old one is not kept for this
	day         schedule.Date
	sites       int
	measured    *coverage.Coverage
	usual       shares
	least, most shares // on slow and on fast roads
	counties    []coverage.Group

	listing sync.Once
	allGaps []coverage.Gap

	drawing  sync.Mutex
	pictures map[string][]byte
}

// shares are who is within reach in the country and in each state.
type shares struct {
	all    coverage.Summary
	states []coverage.Group
}

func sharesOf(c *coverage.Coverage) shares { return shares{c.Summary(), c.States()} }

// of returns the summary of a state, of the country if that is zero.
func (s shares) of(state place.State) coverage.Summary {
	if state.Code == "" {
		return s.all
	}
	for _, g := range s.states {
		if g.Key == state.FIPS {
			return g.Summary
		}
	}
	return coverage.Summary{}
}

// A Reach measures who lives within reach, in the background, for each time at
// the wheel once at a time, and remembers the newest of each. The zero Reach is
// ready for use, by any number of goroutines.
type Reach struct {
	mu      sync.Mutex
	newest  [len(drives)]*reached
	running [len(drives)]chan struct{} // closed when it is done
}

const (
	measureTime = time.Minute
	measureWait = 3 * time.Second // less than answerTime
)

// get returns what was measured with drives[i] on a day: of a snapshot if that
// is ready soon, else of an earlier one, or nil if there is none yet.
func (r *Reach) get(ctx context.Context, s *directory.Snapshot, day schedule.Date, i int) *reached {
	r.mu.Lock()
	found := r.newest[i]
	if found != nil && found.of == weak.Make(s) && found.day == day {
		r.mu.Unlock()
		return found
	}
	if r.running[i] == nil {
		r.running[i] = make(chan struct{})
		go r.measure(s, day, i)
	}
	done := r.running[i]
	r.mu.Unlock()
	if found != nil {
		return found
	}
	wait := time.NewTimer(measureWait)
	defer wait.Stop()
	select {
	case <-done:
	case <-wait.C:
	case <-ctx.Done():
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.newest[i]
}

// measure measures a snapshot and ends by itself after measureTime.
func (r *Reach) measure(s *directory.Snapshot, day schedule.Date, i int) {
	ctx, cancel := context.WithTimeout(context.Background(), measureTime)
	defer cancel()
	found, err := measureReached(ctx, s, day, time.Duration(drives[i])*time.Minute)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.newest[i] = found
	}
	close(r.running[i])
	r.running[i] = nil
}

// measureReached measures a snapshot with a time at the wheel.
func measureReached(ctx context.Context, s *directory.Snapshot, day schedule.Date, drive time.Duration) (*reached, error) {
	// A group or a course, or what nobody knows the kind of; no trainings and talks.
	groups := directory.Filter{Kinds: []program.Kind{program.KindSupportGroup, program.KindCourse, ""}}
	sites, err := coverage.Sites(s, groups, day, day.AddDays(7*coverageWeeks))
	if err != nil {
		return nil, err
	}
	reach := coverage.Drive(drive)
	slow, fast := reach.Range()
	var measured [3]*coverage.Coverage
	for i, one := range []coverage.Reach{reach, slow, fast} {
		if measured[i], err = coverage.Measure(ctx, coverage.Tracts(), sites, one, coverage.Options{}); err != nil {
			return nil, err
		}
	}
	return &reached{
		of: weak.Make(s), day: day, sites: len(sites), pictures: map[string][]byte{},
		measured: measured[0], counties: measured[0].Counties(),
		usual: sharesOf(measured[0]), least: sharesOf(measured[1]), most: sharesOf(measured[2]),
	}, nil
}

// A Covered is who lives within reach by car of a group that meets in person in
// the 12 weeks after a day.
type Covered struct {
	Day        schedule.Date
	Minutes    int // at the wheel
	Country    coverage.Summary
	States     []coverage.Group
	Slow, Fast float64 // the shares of the country on slow and on fast roads
}

// Covered returns who lives within the usual time at the wheel; ok is false while
// that is being worked out.
func (r *Reach) Covered(ctx context.Context, s *directory.Snapshot, day schedule.Date) (c Covered, ok bool) {
	m := r.get(ctx, s, day, usualDrive)
	if m == nil {
		return Covered{}, false
	}
	return Covered{
		Day: m.day, Minutes: drives[usualDrive], Country: m.usual.all, States: m.usual.states,
		Slow: m.least.all.Share(), Fast: m.most.all.Share(),
	}, true
}

// picture returns a picture, drawn if nobody has asked for it yet. Its name
// says what is on it; there are only so many.
func (r *reached) picture(name string, draw func(*bytes.Buffer) error) ([]byte, error) {
	r.drawing.Lock()
	defer r.drawing.Unlock()
	if found := r.pictures[name]; found != nil {
		return found, nil
	}
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		return nil, err
	}
	r.pictures[name] = b.Bytes()
	return b.Bytes(), nil
}

// gaps returns the towns with most people out of reach, the largest first.
func (r *reached) gaps() []coverage.Gap {
	r.listing.Do(func() { r.allGaps = r.measured.Gaps(mostGapsAtAll) })
	return r.allGaps
}

// mostGapsAtAll is how many towns of the country are listed by size.
const mostGapsAtAll = 100_000
