package ical

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A reader turns components into events.
type reader struct {
	report *report
	limits Limits
	zones  *zoneNames
	words  []*words // that the calendar may have
	days   int      // how many dates were made of long events
}

// A group is what belongs to one event: the rule, and what is said of single
// dates.
type group struct {
	uid   string
	line  int
	base  *draft  // with RRULE or RDATE; nil if there is none
	dated []dated // in order of the calendar
}

// A dated draft is about one date of a group.
type dated struct {
	*draft
	original schedule.Date
}

// calendar reads the calendars of a stream as one. What the first says of
// itself counts.
func (rd *reader) calendar(roots []*component) Calendar {
	c := rd.heading(roots[0])
	rd.words = wordsOf(c.Language)
	var drafts []*draft
	for _, root := range roots {
		for _, part := range root.parts {
			switch part.name {
			case "VEVENT":
				if d, ok := rd.draft(part); ok {
					drafts = append(drafts, d)
				}
			case "VTIMEZONE":
			default:
				rd.report.addOnce(part.line, "component", "only events and time zones are read")
			}
		}
	}
	taken := make(map[string]bool)
	groups := rd.groups(drafts)
	for _, g := range groups {
		taken[g.uid] = true
	}
	for _, whole := range groups {
		for _, g := range rd.split(whole) {
			if g.uid != whole.uid && (taken[g.uid] || len(g.uid) > maxUID) {
				rd.report.lose(g.line, "range", "a change of all dates from one on whose own identity is taken or too long")
				continue
			}
			taken[g.uid] = true
			if e, ok := rd.event(g); ok {
				c.Events = append(c.Events, e)
			}
		}
	}
	return c
}

// heading reads the properties of a calendar.
func (rd *reader) heading(c *component) Calendar {
	first := func(names ...string) property {
		for _, name := range names {
			if p := c.get(name); p.value != "" {
				return p
			}
		}
		return property{}
	}
	cal := Calendar{
		Name: first("NAME", "X-WR-CALNAME").text(), Product: first("PRODID").text(),
		URL: parseLink(first("URL").value, webSchemes), Source: parseLink(first("SOURCE").value, webSchemes),
	}
	cal.Description, cal.Language, cal.Through = completeThrough(first("DESCRIPTION", "X-WR-CALDESC").text())
	d, ok := parseDuration(first("REFRESH-INTERVAL", "X-PUBLISHED-TTL").value)
	if ok && d >= 0 && d <= maxRefresh && d%time.Minute == 0 {
		cal.Refresh = d
	}
	if p := c.get("METHOD"); p.value != "" && p.value != "PUBLISH" {
		rd.report.add(p.line, "method", "a message about events, read as a calendar of them")
	}
	return cal
}

// groups brings together what has one UID, then the dates that Write wrote as
// events of their own.
func (rd *reader) groups(drafts []*draft) []*group {
	byUID := make(map[string]*group)
	var list []*group
	for _, d := range drafts {
		g := byUID[d.uid]
		if g == nil {
			g = &group{uid: d.uid, line: d.line}
			byUID[d.uid] = g
			list = append(list, g)
		}
		rd.put(g, d)
	}
	lone := make(map[string]*group) // made of single dates, by the UID that they share
	var groups []*group
	for _, g := range list {
		uid, date, ok := cutDate(g.uid)
		if !ok || g.base != nil || len(g.dated) != 1 || !g.dated[0].recurrence.date.IsZero() || g.dated[0].days > 0 {
			groups = append(groups, g)
			continue
		}
		d := dated{g.dated[0].draft, date}
		target := byUID[uid]
		if target == nil {
			target = lone[uid]
		}
		switch {
		case !rd.saysDate(d), target != nil && !target.fits(d):
			groups = append(groups, g)
		case target == nil:
			g.uid, g.dated[0] = uid, d
			lone[uid] = g
			groups = append(groups, g)
		default:
			target.dated = append(target.dated, d)
		}
	}
	return groups
}

// put adds a draft to the group of its UID.
func (rd *reader) put(g *group, d *draft) {
	if !d.recurrence.date.IsZero() {
		g.dated = append(g.dated, dated{draft: d})
		return
	}
	recurs := d.rule != "" || len(d.added) > 0
	if recurs && g.base == nil {
		g.base = d
		return
	}
	old := g.base
	if !recurs {
		for i := range g.dated {
			if g.dated[i].recurrence.date.IsZero() {
				old = g.dated[i].draft
				if newer(d, old) {
					g.dated[i].draft = d
				}
			}
		}
		if old == nil {
			g.dated = append(g.dated, dated{draft: d})
			return
		}
	} else if newer(d, old) {
		g.base = d
	}
	rd.report.lose(d.line, "repeated", "a second event with one UID; the newest counts, or else the first")
}

func newer(a, b *draft) bool {
	return a.sequence > b.sequence || (a.sequence == b.sequence && a.modified.After(b.modified))
}

// cutDate separates from a UID the date that begin puts into it.
func cutDate(uid string) (base string, date schedule.Date, ok bool) {
	at := authority(uid)
	const size = len("-20220608")
	if at < size || len(uid) == size || uid[at-size] != '-' {
		return "", date, false
	}
	date, ok = parseDate(uid[at-size+1 : at])
	return uid[:at-size] + uid[at:], date, ok
}

// saysDate reports whether a date in a UID is that of the event, or that from
// which it was moved.
func (rd *reader) saysDate(d dated) bool {
	zone := d.start.zone
	if zone == nil {
		zone = rd.zones.fallback()
	}
	date, _ := d.start.in(zone)
	return date == d.original || d.cancelled || d.tell(d.original).lead == movedHere
}

// fits reports whether a date is one more of a group: the same version of what
// has the same title.
func (g *group) fits(d dated) bool {
	like := g.base
	if like == nil {
		if g.dated[0].original.IsZero() {
			return false // an event that has the UID for itself
		}
		like = g.dated[0].draft
	}
	return like.sequence == d.sequence && like.modified.Equal(d.modified) && like.title() == d.title()
}
