package bmlt

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// venue adds the venue of an offering and returns its ID, or "" if people do
// not come to a place.
func (in *reader) venue(m *meeting, o *directory.Offering, note string, access []directory.Access) string {
	a := directory.Address{
		Street: meetings.Text(m[fieldStreet]), State: meetings.Text(m[fieldProvince]), ZIP: meetings.Text(m[fieldPostalCode]),
		City: meetings.Text(cmp.Or(m[fieldSubsection], m[fieldMunicipality], m[fieldNeighborhood])),
	}
	if o.Mode == program.ModeOnline {
		if a.Street != "" {
			in.Find(program.Info, "stray-place", "location_street", "", "it meets online, so its place is left out")
		}
		return ""
	}
	v := directory.Venue{
		Name: meetings.Text(cmp.Or(m[fieldLocation], a.Street, a.String(), o.Name)), Address: a, Note: note, Access: access, Point: in.point(m),
	}
	if a.Street == "" {
		in.Find(program.Info, "address-incomplete", "location_street", "", "no street")
	}
	return in.Venue(v)
}

// placeNote returns how to find a place.
func (in *reader) placeNote(m *meeting) string {
	note := meetings.Text(m[fieldInfo])
	for _, line := range []string{"Trains: " + meetings.Text(m[fieldTrains]), "Buses: " + meetings.Text(m[fieldBuses])} {
		if !strings.HasSuffix(line, ": ") {
			note = strings.TrimSpace(note + "\n" + line)
		}
	}
	return in.Public("location_info", note)
}

func (in *reader) point(m *meeting) earth.Point {
	lat, err1 := strconv.ParseFloat(m[fieldLatitude], 64)
	lng, err2 := strconv.ParseFloat(m[fieldLongitude], 64)
	p, err3 := earth.NewPoint(lat, lng)
	switch given := m[fieldLatitude] != "" || m[fieldLongitude] != ""; {
	case given && errors.Join(err1, err2, err3) != nil:
		in.Find(program.Warning, "coordinates-wrong", "latitude", "", "no place on the earth; it is listed without a point")
		return earth.Point{}
	case p.IsZero():
		in.Find(program.Info, "coordinates-missing", "latitude", "", "no coordinates; it is listed without a distance")
	}
	return p
}
