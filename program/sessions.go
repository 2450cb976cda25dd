package program

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"
)

// Sessions is the plan of a program: how many times people meet and for how
// long. A session is one meeting, one evening of a course, or one day of a
// training. The zero Sessions means not stated.
type Sessions struct {
	Count        int  `json:"count,omitzero"`         // 0 means open-ended
	Minutes      int  `json:"minutes,omitzero"`       // usual length of one session; 0 means not known
	MinMinutes   int  `json:"min_minutes,omitzero"`   // 0 means Minutes
	MaxMinutes   int  `json:"max_minutes,omitzero"`   // 0 means Minutes
	TotalMinutes int  `json:"total_minutes,omitzero"` // of all sessions; 0 means not stated
	AllRequired  bool `json:"all_required,omitzero"`  // a missed session bars the certificate
}

// Length returns the usual length of a session, 0 if it is not known.
func (s Sessions) Length() time.Duration { return time.Duration(s.Minutes) * time.Minute }

// Between returns the least and the greatest length of a session, both 0 if
// they are not known.
func (s Sessions) Between() (least, most time.Duration) {
	low, high := s.minutes()
	return time.Duration(low) * time.Minute, time.Duration(high) * time.Minute
}

func (s Sessions) minutes() (low, high int) {
	low, high = s.MinMinutes, s.MaxMinutes
	if low == 0 {
		low = s.Minutes
	}
	if high == 0 {
		high = s.Minutes
	}
	return low, high
}

// A Format is one way to deliver a program, such as two full days instead of
// eight evenings.
type Format struct {
	Name    string  `json:"name"`          // short and unique in its edition
	Mode    Mode    `json:"mode,omitzero"` // "" means any
	Cadence Cadence `json:"cadence,omitzero"`
	Sessions
	MinGapDays int      `json:"min_gap_days,omitzero"` // between two sessions; 0 means no limit
	MaxGapDays int      `json:"max_gap_days,omitzero"` // 0 means no limit
	SpanDays   int      `json:"span_days,omitzero"`    // from the first day to the last, both counted; 0 means no limit
	Capacity   Capacity `json:"capacity,omitzero"`
}

// Capacity says how many people a program or format takes, leaders not
// counted. The zero Capacity means not stated.
type Capacity struct {
	Min         Places `json:"min,omitzero"` // it does not run with fewer
	Recommended Places `json:"recommended,omitzero"`
	Max         Places `json:"max,omitzero"`
}

// String returns the capacity in words, such as "8 to 12".
func (k Capacity) String() string {
	switch {
	case k.Max == 0 && k.Min == 0:
		return "any number"
	case k.Max == 0:
		return fmt.Sprintf("at least %d", k.Min)
	}
	return fmt.Sprintf("%d to %d", cmp.Or(k.Min, 1), k.Max)
}

// Places is a number of places from 1 to 100,000. The zero Places means no
// limit; a 0 that is written in JSON is an error, for it could mean full.
type Places int

// UnmarshalJSON reads a whole number from 1 to 100,000. Anything else is an
// error.
func (p *Places) UnmarshalJSON(data []byte) error {
	var n int
	if err := json.Unmarshal(data, &n); err != nil || n < 1 || n > maxCount {
		return fmt.Errorf("program: places %.40s, want 1 to %d, or no such field for no limit", data, maxCount)
	}
	*p = Places(n)
	return nil
}

// Limits on the numbers of a record, far above any that is meant.
const (
	maxCount   = 100_000
	maxMinutes = 100_000
	maxDays    = 3_660
	maxMonths  = 1_200
)

func (s Sessions) check(c *checker, at string) {
	c.between(at+".count", s.Count, 0, 1_000)
	for _, f := range []struct {
		name string
		n    int
	}{{"minutes", s.Minutes}, {"min_minutes", s.MinMinutes}, {"max_minutes", s.MaxMinutes}, {"total_minutes", s.TotalMinutes}} {
		c.between(at+"."+f.name, f.n, 0, maxMinutes)
	}
	low, high := s.minutes()
	if low > high && high != 0 || s.Minutes != 0 && (s.Minutes < low || s.Minutes > high) {
		c.refuse(at+".minutes", "%d in %d to %d, want a length between the least and the greatest", s.Minutes, low, high)
	}
	if s.Count > 0 && s.TotalMinutes > 0 && low > 0 && high > 0 &&
		(s.TotalMinutes < s.Count*low || s.TotalMinutes > s.Count*high) {
		c.refuse(at+".total_minutes", "%d, want %d to %d: %d sessions of %d to %d minutes",
			s.TotalMinutes, s.Count*low, s.Count*high, s.Count, low, high)
	}
}

func (f Format) check(c *checker, at string) {
	c.require(at+".name", f.Name)
	f.Sessions.check(c, at)
	f.Capacity.check(c, at+".capacity")
	c.between(at+".min_gap_days", f.MinGapDays, 0, maxDays)
	c.between(at+".max_gap_days", f.MaxGapDays, 0, maxDays)
	c.between(at+".span_days", f.SpanDays, 0, maxDays)
	if f.MaxGapDays != 0 && f.MinGapDays > f.MaxGapDays {
		c.refuse(at+".min_gap_days", "%d, want at most max_gap_days, %d", f.MinGapDays, f.MaxGapDays)
	}
}

func (k Capacity) check(c *checker, at string) {
	c.between(at+".min", int(k.Min), 0, maxCount)
	c.between(at+".recommended", int(k.Recommended), 0, maxCount)
	c.between(at+".max", int(k.Max), 0, maxCount)
	if k.Max > 0 && (k.Min > k.Max || k.Recommended > k.Max) {
		c.refuse(at+".max", "%d, want at least min, %d, and recommended, %d", k.Max, k.Min, k.Recommended)
	}
	if k.Recommended > 0 && k.Min > k.Recommended {
		c.refuse(at+".recommended", "%d, want at least min, %d", k.Recommended, k.Min)
	}
}
