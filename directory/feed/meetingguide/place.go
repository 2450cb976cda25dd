package meetingguide

import (
	"cmp"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// A place is what a record says of where people meet.
type place struct {
	address     directory.Address
	whole       string // the address in one line
	point       earth.Point
	approximate bool // only a town or a region is known
	inferred    bool // no field says so
	note        string
}

// place reads the address and the coordinates.
func (in *reader) place(r *record) (p place) {
	line := meetings.Text(cmp.Or(r.formatted, r.address))
	if r.city != "" || r.state != "" || r.postal != "" || r.address != "" && r.address == r.formatted {
		p.address = directory.Address{
			Street: meetings.Text(r.address), City: meetings.Text(r.city), State: meetings.Text(r.state), ZIP: meetings.Text(r.postal),
		}
		p.approximate = p.address.Street == ""
		in.nation(r.nation)
	} else {
		var nation string
		p.address, nation = parseAddress(line)
		p.approximate = strings.Count(line, ",") < 3
		in.nation(nation)
	}
	p.whole = cmp.Or(p.address.String(), line)
	p.note = in.Public("location_notes", meetings.Text(r.locationNote))
	bounds := false
	p.point, bounds = in.point(r)
	switch strings.ToLower(r.approximate) {
	case "yes", "true", "1":
		p.approximate = true
	case "no", "false", "0":
		p.approximate = false
	default:
		p.inferred = p.approximate && !bounds
		p.approximate = p.approximate || bounds
	}
	return p
}

// nation counts countries that an address here does not hold.
func (in *reader) nation(name string) {
	if name != "" && !unitedStates[strings.ToLower(name)] {
		in.Unread("country")
	}
}

// point reads coordinates, and whether they are those of an area.
func (in *reader) point(r *record) (p earth.Point, bounds bool) {
	lat, okLat := r.latitude.Float()
	lng, okLng := r.longitude.Float()
	if r.coordinates != "" && !okLat {
		return in.corners(r.coordinates)
	}
	given := r.latitude.Text() != "" || r.longitude.Text() != ""
	switch point, err := earth.NewPoint(lat, lng); {
	case given && (!okLat || !okLng || err != nil):
		in.Find(program.Warning, "coordinates-wrong", "latitude", "", "no place on the earth; it is listed without a point")
	case point.IsZero():
		in.Find(program.Info, "coordinates-missing", "latitude", "", "no coordinates; it is listed without a distance")
	default:
		return point, false
	}
	return earth.Point{}, false
}

// corners reads "lat,lng", or two corners of an area, of which it takes the
// middle.
func (in *reader) corners(text string) (p earth.Point, bounds bool) {
	parts := strings.Split(text, ",")
	var points []earth.Point
	for len(parts) > 1 {
		point, err := earth.ParsePoint(parts[0] + "," + parts[1])
		if err != nil {
			break
		}
		points, parts = append(points, point), parts[2:]
	}
	switch {
	case len(parts) == 0 && len(points) == 1:
		return points[0], false
	case len(parts) == 0 && len(points) == 2:
		return earth.LatLng((points[0].Lat()+points[1].Lat())/2, (points[0].Lng()+points[1].Lng())/2), true
	}
	in.Find(program.Warning, "coordinates-wrong", "coordinates", "", "want latitude, longitude; it is listed without a point")
	return earth.Point{}, false
}

// venue adds the venue of an offering and returns its ID, or "" if people do
// not come to a place.
func (in *reader) venue(r *record, p place, o *directory.Offering, access []directory.Access) string {
	if o.Mode == program.ModeOnline {
		if p.whole != "" && !p.approximate {
			in.Find(program.Info, "stray-place", "location", "", "it meets online, so its place is left out")
		}
		return ""
	}
	v := directory.Venue{Name: meetings.Text(r.location), Address: p.address, Point: p.point, Note: p.note, Access: access}
	if p.approximate {
		// The public learns no more than the town, and so does the directory.
		v.Address, v.Confidential = directory.Address{City: p.address.City, State: p.address.State}, true
		if v.Address == (directory.Address{}) {
			v.Address.City = cmp.Or(p.whole, o.Name, "?")
		}
		v.Point = p.point.Cell(earth.PrivateLevel).Center()
		v.Name, v.Note = v.Address.String(), ""
		in.Find(program.Info, "place-approximate", "approximate", "", "only the town is taken over")
	}
	v.Name = cmp.Or(v.Name, p.whole)
	if v.Name == "" {
		v.Name = cmp.Or(o.Name, "?")
		in.Find(program.Warning, "place-missing", "location", "", "it meets in person, but there is neither a place nor an address")
	}
	return in.Venue(v)
}

// unitedStates are the names of the country whose addresses need no other.
var unitedStates = map[string]bool{"usa": true, "us": true, "u.s.a.": true, "united states": true, "united states of america": true}

// countries are other names of countries at the end of addresses.
var countries = map[string]bool{"canada": true, "uk": true, "united kingdom": true, "mexico": true, "méxico": true, "ireland": true, "australia": true}

// parseAddress reads an address in one line, "street, city, ST zip, country".
func parseAddress(line string) (a directory.Address, nation string) {
	var parts []string
	for part := range strings.SplitSeq(line, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	last := func() (part string) {
		if len(parts) > 0 {
			part = parts[len(parts)-1]
		}
		return part
	}
	pop := func() (part string) {
		part, parts = last(), parts[:len(parts)-1]
		return part
	}
	if name := strings.ToLower(last()); unitedStates[name] || countries[name] {
		nation = pop()
	}
	if state, zip, ok := stateAndZIP(last()); ok && len(parts) > 0 {
		pop()
		if a.State, a.ZIP = state, zip; a.State == "" && len(parts) > 1 {
			a.State = pop()
		}
	}
	if len(parts) > 1 || len(parts) == 1 && !strings.ContainsAny(parts[0], "0123456789") {
		a.City = pop()
	}
	a.Street = strings.Join(parts, ", ")
	return a, nation
}

// stateAndZIP reads "FL", "FL 32073" or a postal code alone.
func stateAndZIP(part string) (state, zip string, ok bool) {
	state, zip, _ = strings.Cut(part, " ")
	if len(state) == 2 && state == strings.ToUpper(state) && !strings.ContainsAny(state, "0123456789") {
		return state, strings.TrimSpace(zip), true
	}
	digits := strings.ContainsAny(part, "0123456789")
	if digits && len(part) <= 10 && part == strings.ToUpper(part) && strings.Count(part, " ") <= 1 {
		return "", part, true
	}
	return "", "", false
}
