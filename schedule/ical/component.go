package ical

import (
	"fmt"
	"io"
	"strings"
)

// A component is what stands between BEGIN and END, with the properties that
// Read heeds.
type component struct {
	name  string // in upper case
	line  int    // of BEGIN
	props []property
	parts []*component
	size  int // how many properties it has, heeded or not
}

// get returns the first property with a name, or the zero property.
func (c *component) get(name string) property {
	for i := range c.props {
		if c.props[i].name == name {
			return c.props[i]
		}
	}
	return property{}
}

// heeded are the names of the properties that are kept. The value tells
// whether there may be several of one.
var heeded = map[string]bool{
	"PRODID": false, "NAME": false, "X-WR-CALNAME": false, "X-WR-CALDESC": false, "X-WR-TIMEZONE": false,
	"SOURCE": false, "REFRESH-INTERVAL": false, "X-PUBLISHED-TTL": false, "DESCRIPTION": false, "URL": false,
	"UID": false, "DTSTAMP": false, "LAST-MODIFIED": false, "SEQUENCE": false, "DTSTART": false, "DTEND": false,
	"DURATION": false, "RECURRENCE-ID": false, "RRULE": true, "EXRULE": true, "RDATE": true, "EXDATE": true,
	"SUMMARY": false, "LOCATION": false, "GEO": false, "STATUS": false, "CLASS": false,
	"TZID": false, "TZOFFSETFROM": false, "TZOFFSETTO": false, "X-LIC-LOCATION": false, "METHOD": false,
	"X-MICROSOFT-CDO-ALLDAYEVENT": false,
}

// unsaid are properties with a meaning that an Event has no place for. Some
// are about people, and so there is none for good.
var unsaid = map[string]bool{
	"ATTENDEE": true, "ORGANIZER": true, "CONTACT": true, "ATTACH": true, "COMMENT": true, "CATEGORIES": true,
	"RELATED-TO": true, "RESOURCES": true, "REQUEST-STATUS": true, "PRIORITY": true, "CONFERENCE": true, "IMAGE": true,
}

// A parser builds the tree of components.
type parser struct {
	limits Limits
	report *report
	roots  []*component
	stack  []*component
	count  int // of components
}

// parse reads all calendars of a stream. They are complete, or there is an
// error.
func parse(r io.Reader, limits Limits, report *report) ([]*component, error) {
	lines := lineReader{r: r, limits: limits, report: report}
	p := parser{limits: limits, report: report}
	for {
		raw, line, err := lines.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		s, utf := decode(raw)
		if !utf {
			report.addOnce(line, "encoding", "not UTF-8, read as CP-1252")
		}
		prop, ok, err := parseProperty(s, line, limits.Parameters)
		if err != nil {
			return nil, err
		}
		if !ok {
			report.lose(line, "line", "not a property")
			continue
		}
		if err := p.property(prop); err != nil {
			return nil, err
		}
	}
	switch {
	case len(p.stack) > 0:
		return nil, fmt.Errorf("ical: %s of line %d has no end: %w", p.stack[0].name, p.stack[0].line, io.ErrUnexpectedEOF)
	case len(p.roots) == 0:
		return nil, ErrNoCalendar
	}
	return p.roots, nil
}

// property puts a property where it belongs.
func (p *parser) property(prop property) error {
	switch prop.name {
	case "BEGIN":
		return p.begin(prop)
	case "END":
		p.end(prop)
		return nil
	}
	if len(p.stack) == 0 {
		p.report.add(prop.line, "outside", "a property outside a calendar")
		return nil
	}
	top := p.stack[len(p.stack)-1]
	if top.size++; top.size > p.limits.Properties {
		return &LimitError{"properties of a component", p.limits.Properties, prop.line}
	}
	several, ok := heeded[prop.name]
	switch {
	case !ok && unsaid[prop.name] && top.name == "VEVENT":
		p.report.addOnce(prop.line, "ignored", prop.name+" is not read")
	case !ok:
	case !several && top.get(prop.name).name != "":
		p.report.add(prop.line, "repeated", prop.name+" again; the first one counts")
	default:
		top.props = append(top.props, prop)
	}
	return nil
}

func (p *parser) begin(prop property) error {
	name := strings.ToUpper(strings.TrimSpace(prop.value))
	if len(p.stack) == p.limits.Depth {
		return &LimitError{"levels of components", p.limits.Depth, prop.line}
	}
	if p.count++; p.count > p.limits.Components {
		return &LimitError{"components", p.limits.Components, prop.line}
	}
	// Most memory goes here where somebody sends a great many small components.
	c := &component{name: name, line: prop.line, props: make([]property, 0, 2)}
	if len(p.stack) > 0 {
		top := p.stack[len(p.stack)-1]
		top.parts = append(top.parts, c)
	} else if name == "VCALENDAR" {
		p.roots = append(p.roots, c)
	} else {
		p.report.lose(prop.line, "outside", "a component outside a calendar")
	}
	p.stack = append(p.stack, c)
	return nil
}

// end closes a component, and those within it that have no end of their own.
func (p *parser) end(prop property) {
	name := strings.ToUpper(strings.TrimSpace(prop.value))
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].name == name {
			if i < len(p.stack)-1 {
				p.report.add(prop.line, "end", "END of a component around one that has no END")
			}
			p.stack = p.stack[:i]
			return
		}
	}
	p.report.add(prop.line, "end", "END without BEGIN")
}
