package meetings

import "github.com/withinreach/withinreach/schedule"

// Zones finds time zones by name and keeps them, since preparing one takes long.
// The zero Zones is ready for use.
type Zones struct{ known map[string]*schedule.Zone }

// maxZones is more than there are, for sources that make names up.
const maxZones = 1000

// Find returns the zone with an IANA name, or nil if there is no such one.
func (z *Zones) Find(name string) *schedule.Zone {
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
