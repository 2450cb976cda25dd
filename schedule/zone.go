package schedule

import (
	"fmt"
	"math"
	"time"
)

// A Zone is a time zone of the IANA database, prepared for turning wall clock
// times of the years 1900 to 2200 into instants. It is immutable and may be
// used by any number of goroutines. Preparing one costs about 0.2 ms and some
// 20 KB, so load each zone once and share it.
type Zone struct {
	name     string
	loc      *time.Location
	segments []segment
	bucket   []uint16 // where to begin looking, by seconds >> bucketBits
}

// A segment is a stretch of time in which a zone's clocks stand still
// relative to UTC.
type segment struct {
	start, end int64 // Unix seconds, start <= t < end
	offset     int64 // seconds east of UTC
	// The wall clock times that At reads with this offset, from <= c < until,
	// as seconds since 1970-01-01 on the wall: those from end+offset on are
	// skipped when the clocks go forward.
	from, until int64
}

const (
	bucketBits = 22 // 48.5 days
	daySeconds = 24 * 60 * 60
	// No zone is further than this from UTC.
	maxOffset = 26 * 60 * 60
	// The seconds at which the first date begins and the last one ends in UTC.
	firstSecond = (1 + unixOffset) * daySeconds
	lastSecond  = (maxDay + 1 + unixOffset) * daySeconds
)

// LoadZone returns the zone with an IANA name such as "America/New_York". It
// reads the zone database of the system, or else the one that the program
// brings by importing time/tzdata. The names "" and "Local" and unknown names
// are refused, and so is any name if there is no database: errors.Is finds
// ErrNoZone.
func LoadZone(name string) (*Zone, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("%w: name %q, want one such as America/New_York", ErrNoZone, name)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%w: name %.64q: %w", ErrNoZone, name, err)
	}
	return NewZone(loc), nil
}

// NewZone prepares a location that the caller has loaded, for instance from a
// zone database of its own. It must not be nil.
func NewZone(loc *time.Location) *Zone {
	z := &Zone{name: loc.String(), loc: loc, segments: segments(loc)}
	i := 0
	for start := int64(firstSecond - maxOffset); start < lastSecond+maxOffset; start += 1 << bucketBits {
		// A local time in this bucket is no earlier than this instant.
		for z.segments[i].end <= start-maxOffset {
			i++
		}
		z.bucket = append(z.bucket, uint16(i))
	}
	return z
}

// segments lists the segments of a location that cover the range of Date.
func segments(loc *time.Location) []segment {
	var list []segment
	for at := int64(firstSecond - 2*maxOffset); at < lastSecond+2*maxOffset; {
		t := time.Unix(at, 0).In(loc)
		_, offset := t.Zone()
		_, bound := t.ZoneBounds()
		end := bound.Unix()
		if bound.IsZero() {
			end = lastSecond + 4*maxOffset
		} else if end <= at {
			// ZoneBounds can answer an end that is not after t, past the last
			// transition that the database stores. The year is right.
			end = time.Date(t.UTC().Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()
		}
		if n := len(list); n > 0 && list[n-1].offset == int64(offset) {
			list[n-1].end = end
		} else {
			list = append(list, segment{start: at, end: end, offset: int64(offset)})
		}
		at = end
	}
	list[0].from, list[len(list)-1].until = math.MinInt64, math.MaxInt64
	for i := range len(list) - 1 {
		this, next := &list[i], &list[i+1]
		this.until = max(this.from, this.end+this.offset, next.start+next.offset)
		next.from = this.until
	}
	return list
}

// Name returns the IANA name.
func (z *Zone) Name() string { return z.name }

// Location returns the location for use with package time.
func (z *Zone) Location() *time.Location { return z.loc }

// At returns the instant at which the wall clock shows c on d. A time that
// the clock skips is read with the offset before the gap, so 02:30 becomes
// 03:30 on the day on which US clocks go forward; of a time that it shows
// twice, the first is meant (RFC 5545, 3.3.5). For the zero Clock it is the
// start of the day; for the zero Date the zero Time. time.Date differs in
// both respects, depending on the zone.
func (z *Zone) At(d Date, c Clock) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	second, _ := z.resolve(d, c)
	return z.time(second)
}

// Skipped reports whether the wall clock never shows c on d, because it goes
// forward over it.
func (z *Zone) Skipped(d Date, c Clock) bool {
	if d.IsZero() {
		return false
	}
	_, gap := z.resolve(d, c)
	return gap
}

// resolve returns the Unix second of a wall clock time, and whether that time
// is skipped.
func (z *Zone) resolve(d Date, c Clock) (second int64, gap bool) {
	local := localSecond(d, c)
	s := z.segmentOf(local)
	second = local - s.offset
	return second, second >= s.end
}

// localSecond returns the seconds since 1970-01-01 on a wall clock.
func localSecond(d Date, c Clock) int64 {
	return int64(d.n+unixOffset)*daySeconds + int64(max(c.n-1, 0))
}

// segmentOf returns the segment that a wall clock time is read with.
func (z *Zone) segmentOf(local int64) *segment {
	i := int(z.bucket[(local-(firstSecond-maxOffset))>>bucketBits])
	for local >= z.segments[i].until {
		i++
	}
	return &z.segments[i]
}

// offsetAt returns the offset in force at a Unix second of the range of Date.
func (z *Zone) offsetAt(second int64) int64 {
	i := int(z.bucket[(second-(firstSecond-maxOffset))>>bucketBits])
	for second >= z.segments[i].end {
		i++
	}
	return z.segments[i].offset
}

// time returns the instant of a Unix second.
func (z *Zone) time(second int64) time.Time { return time.Unix(second, 0).In(z.loc) }
