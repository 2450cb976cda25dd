package directory

import "github.com/withinreach/withinreach/program"

// CodeZoneFixed is that of a zone that stays an hour behind in summer, though
// the clocks of the people there do not.
const CodeZoneFixed = "zone-without-summer"

// fixedZones are names of the zone database that people write for the zone of
// their clocks. There they mean winter time all year.
var fixedZones = map[string]string{"EST": "America/New_York", "MST": "America/Denver (or America/Phoenix for Arizona)"}

// zone looks at the name of a time zone.
func (l *linter) zone(field, name string) {
	if meant := fixedZones[name]; meant != "" {
		l.add(program.Warning, CodeZoneFixed, field, name, "this zone has no daylight saving time: did you mean %s?", meant)
	}
}
