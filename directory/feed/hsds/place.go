package hsds

import (
	"cmp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// A locality is where a service is.
type locality struct {
	venues []spot // physical ones
	others []spot // without the first
	online bool
	rows   []jsonin.Value // schedules that stand with the locations
}

// A spot is one place of a service.
type spot struct{ id, room, at string }

// first returns an offering with its first place.
func (l locality) first(o directory.Offering) directory.Offering {
	if len(l.venues) > 0 {
		o.Venue, o.Room = l.venues[0].id, l.venues[0].room
	}
	return o
}

// where reads the locations of a service and from these the mode.
func (in *reader) where(x record, o *directory.Offering, org owner) (l locality) {
	all := x.value.Member("service_at_locations").List()
	if x.at.Kind() == jsonin.Object {
		all = []jsonin.Value{x.at}
	}
	for _, v := range x.value.Member("locations").List() {
		all = append(slices.Clip(all), v)
	}
	for _, at := range all {
		v := at.Member("location")
		if v.Kind() != jsonin.Object {
			v = at
		}
		l.rows = append(l.rows, at.Member("schedules").List()...)
		switch strings.ToLower(text(v, "location_type")) {
		case "postal":
			in.Unread("postal location")
		case "virtual":
			l.online = true
			in.join(v, o)
		default:
			if id := in.venue(v, org); id != "" {
				l.venues = append(l.venues, spot{id, text(at, "description"), cmp.Or(text(at, "id"), text(v, "id"))})
			}
		}
	}
	in.mode(x.value, &l, o)
	if len(l.venues) > 1 {
		l.others = l.venues[1:]
	}
	return l
}

// mode says how people meet, by the locations or else by words.
func (in *reader) mode(v jsonin.Value, l *locality, o *directory.Offering) {
	attending := ""
	for _, row := range v.Member("schedules").List() {
		attending = cmp.Or(attending, strings.ToLower(text(row, "attending_type")))
	}
	phone := strings.Contains(attending, "phone")
	switch {
	case l.online && len(l.venues) > 0:
		o.Mode = program.ModeHybrid
	case phone && len(l.venues) == 0:
		o.Mode = program.ModeTelephone
	case l.online, len(l.venues) == 0 && (strings.Contains(attending, "online") || strings.Contains(attending, "virtual") || strings.Contains(attending, "video")):
		o.Mode = program.ModeOnline
	case len(l.venues) == 0 && o.Status != directory.Proposed:
		venue := in.Venue(directory.Venue{Name: cmp.Or(o.Name, "?")})
		l.venues = []spot{{id: venue}}
		in.Find(program.Warning, "location-missing", "service_at_locations", "", "neither a place nor a virtual location; taken for in person at a place that is not known")
	}
}

// join reads the way into an online meeting.
func (in *reader) join(v jsonin.Value, o *directory.Offering) {
	link, dial := text(v, "url"), ""
	for _, p := range v.Member("phones").List() {
		dial = cmp.Or(dial, p.Member("number").Text())
	}
	by, ours := marksOf(v).has(attrJoinBy)
	if link == o.Registration.URL {
		link = ""
	}
	o.Join, o.JoinBy = in.JoinOf(link, dial, text(v, "description"))
	if o.JoinBy == directory.OnRequest {
		if o.Join.Note != "" && !ours {
			o.Note = appendText(o.Note, in.Options.Language, o.Join.Note)
		}
		o.Join = directory.Join{}
	}
	if ours && (o.Join == directory.Join{} || directory.JoinBy(by) == directory.WithoutPasscode) {
		o.JoinBy = directory.JoinBy(by)
	}
}

func appendText(t program.Text, language, more string) program.Text {
	if t == nil {
		t = program.Text{}
	}
	t[language] = strings.TrimSpace(t[language] + "\n\n" + more)
	return t
}

// venue adds the venue of a physical location and returns its ID.
func (in *reader) venue(v jsonin.Value, org owner) string {
	marks := marksOf(v)
	key := cmp.Or(marks.get(attrKey), text(v, "id"))
	venue := directory.Venue{
		Name: cmp.Or(text(v, "name"), text(v, "alternate_name")), Note: in.public(v, "description"), Web: uri(text(v, "url")), Host: marks.get(attrHost),
		County: marks.get(attrFIPS), Zone: in.zone(marks.get(attrZone)), Parking: in.tagged(marks, attrParking, text(v, "transportation")),
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: key}},
	}
	for _, a := range v.Member("addresses").List() {
		if venue.Address == (directory.Address{}) && !strings.EqualFold(text(a, "address_type"), "postal") {
			venue.Address = in.address(a)
		}
	}
	for _, a := range v.Member("accessibility").List() {
		venue.Access = append(venue.Access, accessOf(paragraphs(text(a, "description"), text(a, "details")))...)
	}
	in.point(v, marks, &venue)
	venue.Name = cmp.Or(venue.Name, venue.Address.String())
	if venue.Name == "" {
		venue.Name = "?"
		in.Find(program.Warning, "place-missing", "location", "", "a location without a name and an address")
	}
	venue.ID = feed.ID(in.Options.Source, cmp.Or(key, "?"))
	if venue.Validate() != nil {
		venue.County = ""
	}
	if key == "" {
		return in.Venue(venue)
	}
	return in.Keyed(venue).ID
}

func (in *reader) address(a jsonin.Value) directory.Address {
	if nation := text(a, "country"); nation != "" && nation != "US" && nation != "USA" {
		in.Unread("country")
	}
	street := text(a, "address_1")
	if more := text(a, "address_2"); more != "" {
		street += ", " + more
	}
	return directory.Address{Street: street, City: text(a, "city"), State: text(a, "state_province"), ZIP: text(a, "postal_code")}
}

// point reads where a location is. Of an approximate one the public learns the
// town only, and so does the directory.
func (in *reader) point(v jsonin.Value, marks marking, venue *directory.Venue) {
	if middle, ok := marks.has(attrApproximate); ok {
		venue.Confidential = true
		if p, err := earth.ParsePoint(middle); err == nil {
			venue.Point = p.Cell(earth.PrivateLevel).Center()
		}
		return
	}
	lat, okLat := v.Member("latitude").Float()
	lng, okLng := v.Member("longitude").Float()
	given := v.Member("latitude").Text() != "" || v.Member("longitude").Text() != ""
	switch p, err := earth.NewPoint(lat, lng); {
	case given && (!okLat || !okLng || err != nil):
		in.Find(program.Warning, "coordinates-wrong", "latitude", "", "no place on the earth; it is listed without a point")
	case p.IsZero():
		in.Find(program.Info, "coordinates-missing", "latitude", "", "no coordinates; it is listed without a distance")
	default:
		venue.Point = p
	}
}

// accessOf returns what a place offers. One word of this directory is taken as it
// is; of a sentence, what it says about wheelchairs, and itself.
func accessOf(text string) []directory.Access {
	lower := strings.ToLower(text)
	switch code, ok := meetings.FindCode(text); {
	case text == "":
		return nil
	case ok && code.Access != "":
		return []directory.Access{code.Access}
	case strings.Contains(lower, "wheelchair") && !strings.Contains(lower, "not ") && !strings.Contains(lower, "no wheelchair"):
		return []directory.Access{directory.AccessStepFree}
	}
	return []directory.Access{directory.Access(text)}
}
