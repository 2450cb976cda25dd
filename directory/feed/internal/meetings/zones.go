package meetings

import (
	"fmt"

	"github.com/withinreach/withinreach/schedule"
)

// Zones finds time zones by name and keeps them, since preparing one takes long.
// The zero Zones is ready for use.
type Zones struct{ known map[string]*schedule.Zone }

// maxZones is more than there are, for sources that make names up.
const maxZones = 1000

// CheckZone returns an error unless Find knows the zone of the options of a
// reader; "" is none and no mistake.
func CheckZone(name string) error {
	if name == "" {
		return nil
	}
	if fixed(name) {
		return fmt.Errorf("feed: zone %q has no daylight saving time, want one such as America/New_York", name)
	}
	if _, err := schedule.LoadZone(name); err != nil {
		return fmt.Errorf("feed: zone %.64q, want one such as America/New_York: %w", name, schedule.ErrNoZone)
	}
	return nil
}

// fixed reports whether a name of the zone database is what people write for the
// zone of their clocks, of which it is the winter time alone.
func fixed(name string) bool { return name == "EST" || name == "MST" || name == "HST" }

// Find returns the zone with an IANA name, or nil if there is no such one. "EST",
// "MST" and "HST" are none here: whoever writes them means a zone with a summer.
func (z *Zones) Find(name string) *schedule.Zone {
	if fixed(name) {
		return nil
	}
	zone, ok := z.known[name]
	if ok {
		return zone
	}
	zone, err := schedule.LoadZone(name)
	if err != nil {
		zone = nil
	}
	if z.known == nil {
		z.known = map[string]*schedule.Zone{}
	}
	if len(z.known) < maxZones {
		z.known[name] = zone
	}
	return zone
}
