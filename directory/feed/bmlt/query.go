package bmlt

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Query chooses meetings, with the meaning that the parameters of
// GetSearchResults have. Every field that is zero lets all pass.
type Query struct {
	Weekdays   Choice // "1", Sunday, to "7"
	VenueTypes Choice // "1" in person, "2" virtual, "3" hybrid
	Services   Choice // IDs of service bodies
	Recursive  bool   // Services are meant with all below them
	Formats    Choice // IDs of formats
	AnyFormat  bool   // one of the formats is enough; false asks for all

	// StartsAfter and StartsBefore are strict: 18:00 is not after 18:00.
	// EndsBefore includes the time itself; a meeting past midnight ends after
	// 24 hours.
	StartsAfter, StartsBefore, EndsBefore *time.Duration // since midnight
	MinLength, MaxLength                  *time.Duration // included

	// Key and Values ask for meetings whose field has one of the values.
	Key    string
	Values []string

	// Near and Within ask for meetings within a distance, itself included.
	// If Nearest is not 0, it is so many, and those as far as the last of
	// them. A server widens its circle in steps, so it may have a few more.
	Near       earth.Point
	Within     earth.Distance
	Nearest    int
	ByDistance bool // in order of distance

	Sort     []string // names of fields; none is by weekday, time and ID
	PageSize int      // 0 is all on one page
	Page     int      // from 1; 0 is 1

	Fields      []string // names of those to write; none is all
	UsedFormats bool     // write the formats too
}

// A Choice is a list of values to take and one of values to leave out. An empty
// Take takes all.
type Choice struct{ Take, Leave []string }

func (c Choice) empty() bool { return len(c.Take)+len(c.Leave) == 0 }

// ParseQuery reads the parameters of GetSearchResults. A list is one with
// commas or a parameter given several times, and negative numbers leave out.
// Parameters that are not known are passed over, as servers do. The error names
// a parameter whose value makes no sense, or that is not supported: a text to
// search for, and other servers.
func ParseQuery(v url.Values) (Query, error) {
	p := params{values: v}
	q := Query{
		Weekdays: p.choice("weekdays"), VenueTypes: p.choice("venue_types"), Services: p.choice("services"), Formats: p.choice("formats"),
		Recursive: p.one("recursive") == "1", AnyFormat: strings.EqualFold(p.one("formats_comparison_operator"), "OR"),
		StartsAfter: p.duration("StartsAfter"), StartsBefore: p.duration("StartsBefore"), EndsBefore: p.duration("EndsBefore"),
		MinLength: p.duration("MinDuration"), MaxLength: p.duration("MaxDuration"),
		Key: p.one("meeting_key"), Values: p.values["meeting_key_value"],
		ByDistance: p.one("sort_results_by_distance") == "1", UsedFormats: p.one("get_used_formats") == "1",
		PageSize: p.whole("page_size"), Page: p.whole("page_num"), Sort: p.list("sort_keys"),
		Fields: p.list("data_field_key"),
	}
	for _, name := range []string{"SearchString", "root_server_ids", "sort_by_next_start", "target_time_zone"} {
		if p.one(name) != "" && p.err == nil { // a text may be an address, which is not repeated
			p.err = fmt.Errorf("bmlt: %s is not supported", name)
		}
	}
	p.near(&q)
	return q, p.err
}

// params reads parameters and keeps the first error.
type params struct {
	values url.Values
	err    error
}

func (p *params) wrong(name, want string) {
	if p.err == nil {
		p.err = fmt.Errorf("bmlt: %s %q, want %s", name, p.one(name), want)
	}
}

// one returns the first value of a parameter, which may be written with
// brackets, as a list is.
func (p *params) one(name string) string {
	for _, key := range []string{name, name + "[]"} {
		if v := p.values[key]; len(v) > 0 {
			return strings.TrimSpace(v[0])
		}
	}
	return ""
}

// list returns all values of a parameter.
func (p *params) list(name string) (list []string) {
	for _, key := range []string{name, name + "[]"} {
		for _, v := range p.values[key] {
			for one := range strings.SplitSeq(v, ",") {
				if one = strings.TrimSpace(one); one != "" {
					list = append(list, one)
				}
			}
		}
	}
	return list
}

func (p *params) choice(name string) (c Choice) {
	for _, v := range p.list(name) {
		n, err := strconv.Atoi(v)
		switch {
		case err != nil || n == 0:
			p.wrong(name, "numbers other than 0")
		case n < 0:
			c.Leave = append(c.Leave, strconv.Itoa(-n))
		default:
			c.Take = append(c.Take, strconv.Itoa(n))
		}
	}
	return c
}

// duration reads a parameter in two parts, hours and minutes. It is nil if
// neither is there.
func (p *params) duration(name string) *time.Duration {
	if p.one(name+"H") == "" && p.one(name+"M") == "" {
		return nil
	}
	d := time.Duration(p.part(name+"H", 24))*time.Hour + time.Duration(p.part(name+"M", 59))*time.Minute
	return &d
}

func (p *params) part(name string, most int) int {
	n := p.whole(name)
	if n > most {
		p.wrong(name, fmt.Sprintf("0 to %d", most))
	}
	return n
}

// whole reads a number that is not negative; it is 0 if there is none.
func (p *params) whole(name string) int {
	text := p.one(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		p.wrong(name, "a number, 0 or more")
		return 0
	}
	return n
}

// near reads the place and the width. Places are not repeated in errors.
func (p *params) near(q *Query) {
	if p.one("lat_val") == "" && p.one("long_val") == "" {
		return
	}
	point, err := earth.ParsePoint(p.one("lat_val") + "," + p.one("long_val"))
	if err != nil {
		if p.err == nil {
			p.err = errors.New("bmlt: lat_val and long_val, want a place on the earth in degrees")
		}
		return
	}
	unit, text := earth.Mile, p.one("geo_width")
	if text == "" {
		unit, text = earth.Kilometre, p.one("geo_width_km")
	}
	width, err := strconv.ParseFloat(text, 64)
	switch {
	case text == "":
		return // a place without a width chooses nothing
	case err != nil || !(width >= -1e6 && width <= 1e6):
		p.wrong("geo_width", "a number")
	case width < 0:
		q.Near, q.Nearest = point, int(-width)
	default:
		q.Near, q.Within = point, earth.Distance(width)*unit
	}
}
