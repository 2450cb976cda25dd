package ics

import (
	"regexp"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule/ical"
)

var (
	webAddress = regexp.MustCompile(`(?i)https?://\S+`)
	online     = regexp.MustCompile(`(?i)\b(online|on-line|zoom|virtual|webinar|google meet|microsoft teams|en línea|por internet)(\W|$)`)
	telephone  = regexp.MustCompile(`(?i)\b(by (tele)?phone|(tele)?phone (call|conference)|conference call|por teléfono)(\W|$)`)
	// postal matches the end of a postal address: street, city, state and ZIP.
	postal = regexp.MustCompile(`^(?:(.*), )?([^,]*\d[^,]*), ([^,]+), ([A-Z]{2}) (\d{5})(?:-\d{4})?$`)
)

// place says how people meet, and where.
func (in *reader) place(o *directory.Offering, e ical.Event, note *string) {
	location := meetings.Text(e.Location)
	address := webAddress.FindString(location)
	switch {
	case address != "" || online.MatchString(location):
		o.Mode = program.ModeOnline
		o.Join, o.JoinBy = in.JoinOf(address, "")
		if rest := strings.TrimSpace(strings.Replace(location, address, "", 1)); rest != "" && !strings.EqualFold(rest, "online") {
			*note = strings.TrimSpace(*note + "\n" + in.Public("location", rest))
		}
	case telephone.MatchString(location):
		o.Mode = program.ModeTelephone
		*note = strings.TrimSpace(*note + "\n" + in.Public("location", location))
	default:
		o.Venue = in.Venue(in.venue(e, location))
	}
	if o.Mode != "" {
		in.Find(program.Info, "mode-inferred", "location", string(o.Mode), "how people meet was told by the words of the place")
	}
}

// venue makes a venue of a place as people write it.
func (in *reader) venue(e ical.Event, location string) directory.Venue {
	v := directory.Venue{Name: location}
	if m := postal.FindStringSubmatch(location); m != nil {
		v.Name, v.Address = m[1], directory.Address{Street: m[2], City: m[3], State: m[4], ZIP: m[5]}
		if v.Name == "" {
			v.Name = m[2]
		}
	}
	if location == "" {
		v.Name = "Ask for the place"
		if in.language == "es" {
			v.Name = "Pregunte por el lugar"
		}
		in.Find(program.Warning, "place-missing", "location", "", "no place; people are told to ask")
	}
	if e.Geo != nil {
		if p, err := earth.NewPoint(e.Geo.Lat, e.Geo.Lng); err == nil {
			v.Point = p
		}
	} else {
		in.Find(program.Info, "point-missing", "geo", "", "no point, so the place is listed without distance")
	}
	return v
}
