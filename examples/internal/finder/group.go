package finder

import (
	"cmp"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// A groupView is an offering in a list.
type groupView struct {
	ID           string
	Name         said
	URL          string
	Organization said
	Mode         said
	Online       bool // people can take part from anywhere
	Place        *placeView
	Tags         []said // languages and topics
	Facts        []said // what else to know, in a few words each
	datesView
	Standing   string // "ended", "suspended" and the like, "" if it meets
	Successors []successorView
	Call       *contactView // whom to call first
}

// A successorView is an offering that takes the place of another.
type successorView struct {
	Name  said
	URL   string
	Where said
	From  string // its next date
}

const datesInList = 3

// group returns an offering as it stands in a list, with its next dates.
func (v *visit) group(l directory.Listing) groupView {
	o, _ := v.Snapshot.Organization(l.Organization)
	g := groupView{
		ID: l.ID, Name: v.listingName(l), URL: v.book.href(offeringPath(l.ID)),
		Organization: v.book.said(o.Name, orgLanguage(o)), Mode: v.modeOf(l.Mode), Online: isRemote(l.Mode),
		Place: v.venue(l), Tags: v.tags(l),
		datesView: v.dates(l, datesInList),
	}
	g.Standing = v.standing(l, g.datesView)
	if g.Last || l.Status != directory.Active {
		g.Successors = v.successors(l)
	}
	if g.Ask {
		g.Call = v.callFirst(l, o)
	}
	if g.Place != nil && g.Online {
		g.Facts = append(g.Facts, g.Mode)
	}
	if entry := v.entry(l); entry != "" {
		g.Facts = append(g.Facts, said{Text: entry})
	}
	if v.terms(l).Audience.Observers == program.ObserversNotPermitted {
		g.Facts = append(g.Facts, said{Text: v.book.say("observers.no")})
	}
	g.Facts = append(append(g.Facts, g.Tags...), g.Organization)
	return g
}

// listingName returns the name of an offering, in the language of the page if
// it is that of its program.
func (v *visit) listingName(l directory.Listing) said {
	if p, ok := v.Snapshot.Catalogue().Program(l.Program); ok && l.Name == p.Name.In(l.Languages[0]) {
		return v.book.text(p.Name)
	}
	return v.book.said(l.Name, v.language(l))
}

// standing says that an offering does not meet, or only by appointment.
func (v *visit) standing(l directory.Listing, d datesView) string {
	switch {
	case l.Status == directory.Ended:
		return v.book.say("standing.ended")
	case l.Status == directory.Proposed:
		return v.book.say("standing.proposed")
	case l.Status != directory.Active:
		return v.book.say("standing.suspended")
	case len(v.Snapshot.Timetable(l.ID).Series()) == 0:
		return v.book.say("standing.by-appointment")
	case d.Last && len(d.Dates) == 0:
		return v.book.say("standing.ended")
	}
	return ""
}

// successors returns what takes the place of an offering that has ended or is
// about to.
func (v *visit) successors(l directory.Listing) (views []successorView) {
	for _, id := range l.Successors {
		next, ok := v.Snapshot.Listing(id)
		if !ok {
			continue
		}
		s := successorView{Name: v.listingName(next), URL: v.book.href(offeringPath(id)), Where: v.modeOf(next.Mode)}
		if p := next.Place; p != nil {
			s.Where = v.book.said(cmp.Or(p.Name, p.Address.City), v.language(next))
		}
		if m, ok := v.Snapshot.Timetable(id).Next(v.now); ok && m.Start().Before(v.now.Add(window)) {
			s.From = v.book.date(m.Date)
		}
		views = append(views, s)
	}
	return views
}

// callFirst returns the first contact that has a telephone, or else the first
// that is not vacant.
func (v *visit) callFirst(l directory.Listing, o directory.Organization) *contactView {
	var first *contactView
	for _, c := range l.Contacts {
		view := v.contact(c, o)
		switch {
		case c.Vacant:
		case c.Phone != "":
			return &view
		case first == nil:
			first = &view
		}
	}
	return first
}

// tags returns the languages of an offering, if they are not just that of the
// page, and its topics.
func (v *visit) tags(l directory.Listing) (tags []said) {
	for _, tag := range l.Languages {
		if len(l.Languages) > 1 || tag != v.book.tag {
			tags = append(tags, v.book.language(tag))
		}
	}
	language := v.language(l)
	for _, list := range [][]string{l.Audience.Focus, l.Topics} {
		for _, topic := range list {
			tags = append(tags, v.book.said(topic, language))
		}
	}
	return tags
}

// asOf says for which moment a page holds, on the clock of a zone; nil is that
// of the server.
func (v *visit) asOf(loc *time.Location) string {
	if v.kept != nil {
		return v.book.say("as-of", v.book.date(v.kept.Made))
	}
	if loc == nil {
		loc = v.here
	}
	return v.book.say("as-of", v.book.instant(v.now.In(loc)))
}
