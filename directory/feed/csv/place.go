package csv

import (
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/program"
)

// place reads where a group meets and how.
func (r *reader) place(x *record) {
	if x.filled && r.get(Venue)+r.get(Address)+r.get(Street)+r.get(City)+r.get(Mode) == "" {
		x.o.Mode, x.o.Room = r.above.o.Mode, r.above.o.Room
		if r.above.venue != nil {
			v := *r.above.venue
			x.venue = &v
		}
		return
	}
	v := directory.Venue{
		Name: r.get(Venue), Host: r.get(Host), Note: r.get(Directions),
		Address: directory.Address{Street: r.joined(Street, ", "), City: r.get(City)},
	}
	link := r.cut[Venue] || r.cut[Address] || r.cut[Street]
	v.Address.State = r.stateOf(x, r.get(State))
	v.Address.ZIP = zipOf(x, r.get(ZIP))
	r.address(x, &v, r.get(Address))
	if v.Address.Street == "" && v.Address.City == "" && v.Name != "" {
		r.nameAndAddress(x, &v)
	}
	x.o.Mode = r.mode(x, &v, link)
	if x.o.Mode == program.ModeOnline || x.o.Mode == program.ModeTelephone {
		if v.Address.Street != "" {
			x.note(program.Info, "place-of-online", "venue", "", "it is online, so the address was left out")
		}
		return
	}
	x.o.Room = r.get(Room)
	r.point(x, &v)
	if p := r.get(Parking); p != "" {
		v.Parking = program.Text{r.textLanguage(): p}
	}
	v.Access = r.access()
	r.countyOf(x, &v)
	switch {
	case v.Name != "":
	case v.Address.Street != "":
		v.Name = v.Address.Street
	case v.Address.City != "":
		v.Name = v.Address.City
		x.ask("address-missing", "venue", "", "only the town is known; where do people go?")
	default:
		v.Name = r.say("Ask for the place", "Pregunte por el lugar")
		x.ask("place-missing", "venue", "", "neither a place nor that it is online; where do people go?")
	}
	x.venue = &v
}

// address reads an address in one line, such as
// "2001 Kingsley Ave., Orange Park, FL 32073".
func (r *reader) address(x *record, v *directory.Venue, line string) {
	if line == "" {
		return
	}
	a, _, ok := splitAddress(line)
	if !ok {
		if v.Address.Street == "" {
			v.Address.Street = strings.ReplaceAll(line, "\n", ", ")
		}
		return
	}
	if v.Address.Street == "" {
		v.Address.Street = a.Street
	}
	if v.Address.City == "" {
		v.Address.City = a.City
	}
	if v.Address.State == "" {
		v.Address.State = a.State
	}
	if v.Address.ZIP == "" {
		v.Address.ZIP = zipOf(x, a.ZIP)
	}
}

// nameAndAddress parts a place that has its address behind its name, or is only
// an address.
func (r *reader) nameAndAddress(x *record, v *directory.Venue) {
	a, name, ok := splitAddress(v.Name)
	if !ok {
		return
	}
	if name != "" {
		v.Name = name
	} else {
		v.Name = a.Street
	}
	a.ZIP = zipOf(x, a.ZIP)
	v.Address = a
}

// splitAddress cuts a line that ends with a state, and maybe a ZIP code, into
// the parts of an address. What stands before the part that begins with a
// house number is the name of the place.
func splitAddress(line string) (a directory.Address, name string, ok bool) {
	var parts []string
	for part := range strings.FieldsFuncSeq(line, func(c rune) bool { return c == ',' || c == '\n' }) {
		if part = strings.TrimSpace(part); part != "" && !strings.EqualFold(part, "USA") && !strings.EqualFold(part, "United States") {
			parts = append(parts, part)
		}
	}
	n := len(parts)
	if n < 2 {
		return a, "", false
	}
	words := strings.Fields(parts[n-1])
	if last := words[len(words)-1]; isZIP(last) {
		a.ZIP = last
		words = words[:len(words)-1]
	}
	state, err := place.ParseState(strings.Join(words, " "))
	if err != nil {
		return a, "", false
	}
	a.State, a.City = state.Code, parts[n-2]
	street := parts[:n-2]
	for i, part := range street {
		if part[0] >= '0' && part[0] <= '9' {
			name, street = strings.Join(street[:i], ", "), street[i:]
			break
		}
		if i == len(street)-1 {
			name, street = strings.Join(street, ", "), nil
		}
	}
	a.Street = strings.Join(street, ", ")
	return a, name, true
}

func isZIP(s string) bool {
	return (len(s) == 5 || len(s) == 10 && s[5] == '-') && strings.Trim(s, "0123456789-") == ""
}

// zipOf reads a ZIP code, also one that a spreadsheet took for a number.
func zipOf(x *record, cell string) string {
	zip := strings.TrimSuffix(cell, ".0")
	if (len(zip) == 3 || len(zip) == 4) && strings.Trim(zip, "0123456789") == "" {
		x.note(program.Info, "zip-padded", "venue", cell, "zeros were put before the ZIP code, as it has five digits")
		return "00000"[len(zip):] + zip
	}
	if zip != "" && !isZIP(zip) {
		x.note(program.Warning, "zip-odd", "venue", cell, "this is no ZIP code; it was left out")
		return ""
	}
	return zip
}

// territories have codes like those of states, but no counties that are known.
var territories = []string{"PR", "GU", "VI", "AS", "MP"}

func (r *reader) stateOf(x *record, cell string) string {
	if cell == "" {
		return ""
	}
	state, err := place.ParseState(cell)
	if err != nil && slices.Contains(territories, cell) {
		return cell
	}
	if err != nil {
		x.note(program.Warning, "state-unknown", "venue", cell, "this is no state that is known; it was left out")
		return ""
	}
	return state.Code
}

// point reads where the place is on the map. It is never worked out from
// anything else in the row.
func (r *reader) point(x *record, v *directory.Venue) {
	text := r.get(Point)
	if text == "" && r.get(Latitude) != "" {
		text = r.get(Latitude) + "," + r.get(Longitude)
	}
	if text == "" {
		return
	}
	p, err := earth.ParsePoint(strings.ReplaceAll(text, " ", ""))
	switch {
	case err != nil:
		x.note(program.Warning, "point-odd", "venue", "", "the latitude and longitude cannot be read; they were left out")
	case p.Lat() == 0 && p.Lng() == 0:
		x.note(program.Warning, "point-zero", "venue", "", "latitude and longitude are 0, which is in the sea; they were left out")
	default:
		v.Point = p
	}
}

// countyOf reads a county by its name or its FIPS code, from the row or the
// heading above it.
func (r *reader) countyOf(x *record, v *directory.Venue) {
	name := r.get(County)
	if name == "" {
		name = r.section.county
	}
	if name == "" {
		return
	}
	key := name + "," + v.Address.State
	code, known := r.counties[key]
	if !known {
		code = countyCode(name, v.Address.State)
		r.counties[key] = code
	}
	if v.County = code; code == "" {
		x.note(program.Info, "county-unknown", "venue", name, "which county this is cannot be told without its state; it was left out")
	}
}

func countyCode(name, state string) string {
	if c, err := place.CountyByFIPS(name); err == nil && len(name) == 5 {
		return c.FIPS
	}
	name = strings.TrimSpace(strings.TrimPrefix(fold(name), "condado de "))
	name = strings.TrimSuffix(name, " county")
	if len(name) > place.MaxText/2 {
		return ""
	}
	found, err := place.Lookup(name + " County, " + state)
	if state == "" {
		found, err = place.Lookup(name + " County")
	}
	if err != nil {
		return ""
	}
	return found.County.FIPS
}

// zoneOf reads the zone of a row. Without any it takes that of the options.
func (r *reader) zoneOf(x *record) {
	x.zone = r.o.Zone
	cell := r.get(Zone)
	if cell == "" {
		return
	}
	if r.zones.Find(cell) != nil {
		x.zone = cell
		return
	}
	if got := r.parse("Monday 6:00 pm " + cell); len(got.Schedules) == 1 && got.Schedules[0].Series.Zone != "" {
		x.zone = got.Schedules[0].Series.Zone
		return
	}
	x.ask("zone-unknown", "series", cell, "this is no time zone that is known, want such as America/New_York")
}
