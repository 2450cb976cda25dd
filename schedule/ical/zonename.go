package ical

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// zoneNames turns the zone names of a calendar into zones, each one once.
type zoneNames struct {
	report *report
	found  map[string]*schedule.Zone // by name as written; nil is not known
	given  map[string]*component     // the VTIMEZONEs
	first  map[string]schedule.Date  // of the events, by the names of VTIMEZONEs
	tries  int                       // how many VTIMEZONEs were compared

	home *schedule.Zone // of times for which the calendar names none; may be nil
}

// maxCompared is how many VTIMEZONEs are compared with the zone database. Each
// takes about a millisecond.
const maxCompared = 20

func newZoneNames(roots []*component, home *schedule.Zone, report *report) *zoneNames {
	z := &zoneNames{
		report: report, home: home,
		found: map[string]*schedule.Zone{}, given: map[string]*component{}, first: map[string]schedule.Date{},
	}
	names := map[string]bool{}
	said := property{}
	for _, root := range roots {
		if said.name == "" {
			said = root.get("X-WR-TIMEZONE")
		}
		for _, part := range root.parts {
			switch part.name {
			case "VTIMEZONE":
				if id := part.get("TZID").text(); id != "" && z.given[id] == nil {
					z.given[id] = part
					names[id] = true
				}
			case "VEVENT":
				z.noteFirst(part)
			}
		}
	}
	switch {
	case said.name != "":
		z.setHome(said.text(), said.line)
	case len(names) == 1:
		for id, part := range z.given {
			z.setHome(id, part.line)
		}
	}
	return z
}

// noteFirst notes from which day on an event needs its zone.
func (z *zoneNames) noteFirst(event *component) {
	start := event.get("DTSTART")
	id := start.param("TZID")
	if m, ok := parseMoment(strings.TrimSpace(start.value)); ok && id != "" {
		if first := z.first[id]; first.IsZero() || m.date.Before(first) {
			z.first[id] = m.date
		}
	}
}

func (z *zoneNames) setHome(name string, line int) {
	if zone := z.find(name, line); zone != nil {
		z.home = zone
	}
}

// find returns the zone with a name: of the IANA database, of Windows, or of a
// VTIMEZONE whose clocks are those of a zone of the database; else nil. The
// first time that the last two are used they are reported.
func (z *zoneNames) find(name string, line int) *schedule.Zone {
	zone, ok := z.found[name]
	if !ok {
		zone = z.search(name, line)
		z.found[name] = zone
	}
	return zone
}

func (z *zoneNames) search(name string, line int) *schedule.Zone {
	part := z.given[name]
	// Short names such as EST are those of zones without summer time, and
	// calendars often mean the other.
	if zone := loadIANA(name); zone != nil && (part == nil || strings.Contains(name, "/") || name == "UTC") {
		return zone
	}
	if iana := windowsZones[name]; iana != "" {
		z.report.add(line, "zone-name", "a time zone of Windows, read as "+iana)
		return loadIANA(iana)
	}
	if part == nil {
		return nil
	}
	if location := part.get("X-LIC-LOCATION").text(); location != "" {
		if zone := loadIANA(location); zone != nil {
			return zone
		}
	}
	if z.tries++; z.tries > maxCompared {
		return nil
	}
	iana := matchZone(part, z.first[name])
	if iana == "" {
		return nil
	}
	z.report.add(line, "zone-name", "an unknown time zone whose clocks are those of "+iana)
	return loadIANA(iana)
}

// loadIANA returns the zone with a name of the database, which other programs
// may write with something of their own in front, such as
// "/freeassociation.sourceforge.net/America/New_York". It is nil if there is
// none.
func loadIANA(name string) *schedule.Zone {
	if len(name) > maxZoneName {
		return nil
	}
	rest, prefixed := strings.CutPrefix(strings.ReplaceAll(strings.TrimSpace(name), " ", "_"), "/")
	for {
		if isZoneName(rest) {
			if zone, err := schedule.LoadZone(rest); err == nil {
				return zone
			}
		}
		if _, rest, _ = strings.Cut(rest, "/"); !prefixed || !strings.Contains(rest, "/") {
			return nil
		}
	}
}

const maxZoneName = 100 // with what is in front

// isZoneName reports whether a name can be one of the database and leads to no
// other file: an area first, in upper case, then letters, digits, "_", "-" and
// "+" in parts with "/" between them.
func isZoneName(name string) bool {
	if name == "" || name[0] < 'A' || name[0] > 'Z' || name == "Local" {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.IndexFunc(part, notInZoneName) >= 0 {
			return false
		}
	}
	return true
}

func notInZoneName(r rune) bool {
	return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '+')
}

// candidates are the zones with which a VTIMEZONE is compared, those of the
// United States first, as the first that fits is taken.
var candidates = func() []string {
	list := []string{
		"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
		"America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam", "Pacific/Pago_Pago", "Etc/UTC",
	}
	var others []string
	for _, name := range windowsZones {
		others = append(others, name)
	}
	slices.Sort(others)
	for _, name := range slices.Compact(others) {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}()

// fallback returns the zone of times for which the calendar names none, or UTC
// where only the difference between two of them matters.
func (z *zoneNames) fallback() *schedule.Zone {
	if z.home == nil {
		return utcZone
	}
	return z.home
}

// utcZone is for events in UTC and whole days.
var utcZone = schedule.NewZone(time.UTC)
