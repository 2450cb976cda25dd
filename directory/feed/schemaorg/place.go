package schemaorg

import (
	"cmp"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// where reads the locations of an event and how people meet.
func (in *reader) where(e *event, o *directory.Offering) {
	online := false
	for _, l := range e.locations {
		l = in.resolved(l, in.places)
		types := names(l.Member("@type"))
		if len(types) == 1 && types[0] == "VirtualLocation" {
			online = true
			in.virtual(l, o)
		} else if o.Venue == "" {
			o.Venue = in.venue(l)
		}
	}
	mode := strings.ToLower(e.mode)
	switch {
	case strings.HasPrefix(mode, "mixed") || mode == "blended":
		o.Mode = program.ModeHybrid
	case strings.HasPrefix(mode, "online"):
		o.Mode = program.ModeOnline
	case mode != "":
	case online && o.Venue != "":
		o.Mode = program.ModeHybrid
	case online:
		o.Mode = program.ModeOnline
	}
	switch {
	case o.Mode == program.ModeOnline && o.Venue != "":
		o.Venue = ""
		in.Find(program.Info, "stray-place", "location", "", "it meets online, so its place is left out")
	case o.Mode != program.ModeOnline && o.Venue == "":
		o.Venue = in.Venue(directory.Venue{Name: cmp.Or(e.name, "?")})
		in.Find(program.Warning, "place-missing", "location", "", "it meets in person, but there is no place")
	}
}

// virtual reads the page of an online event. It is one to register on, or it is
// the way in; nothing tells which, so people are sent there and not let in.
func (in *reader) virtual(l jsonin.Value, o *directory.Offering) {
	link := text(l, "url")
	if !strings.HasPrefix(link, "https://") {
		return
	}
	if clean, by := in.JoinOf(link, ""); by == directory.WithoutPasscode {
		link = clean.URL
	}
	o.Registration.URL, o.JoinBy = link, directory.AfterRegistration
}

// venue adds the venue of a place and returns its ID.
func (in *reader) venue(l jsonin.Value) string {
	v := directory.Venue{Name: text(l, "name"), Note: in.Public("location.description", text(l, "description"))}
	if l.Kind() == jsonin.String {
		v.Name = meetings.Text(l.Text())
	}
	switch a := first(l.Member("address")); a.Kind() {
	case jsonin.Object:
		v.Address = directory.Address{Street: text(a, "streetAddress"), City: text(a, "addressLocality"), State: text(a, "addressRegion"), ZIP: text(a, "postalCode")}
		if nation := text(a, "addressCountry"); nation != "" && nation != "US" && nation != "USA" && nation != "United States" {
			in.Unread("addressCountry")
		}
	case jsonin.String:
		v.Address.Street = meetings.Text(a.Text())
	}
	if site := text(l, "url"); strings.HasPrefix(site, "https://") {
		v.Web = site
	}
	for _, f := range l.Member("amenityFeature").List() {
		if name := text(f, "name"); name != "" && plain(f.Member("value")) != "false" {
			v.Access = append(v.Access, directory.Access(name))
		}
	}
	v.Point = in.point(l)
	if v.Name = cmp.Or(v.Name, v.Address.String()); v.Name == "" {
		return ""
	}
	return in.Venue(v)
}

// point reads the coordinates of a place.
func (in *reader) point(l jsonin.Value) earth.Point {
	g := first(l.Member("geo"))
	if g.Kind() != jsonin.Object {
		g = l
	}
	lat, okLat := first(g.Member("latitude")).Float()
	lng, okLng := first(g.Member("longitude")).Float()
	given := plain(g.Member("latitude")) != "" || plain(g.Member("longitude")) != ""
	switch p, err := earth.NewPoint(lat, lng); {
	case given && (!okLat || !okLng || err != nil):
		in.Find(program.Warning, "coordinates-wrong", "location.geo", "", "no place on the earth; it is listed without a point")
	case p.IsZero():
		in.Find(program.Info, "coordinates-missing", "location.geo", "", "no coordinates; it is listed without a distance")
	default:
		return p
	}
	return earth.Point{}
}
