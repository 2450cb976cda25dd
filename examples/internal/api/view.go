package api

import (
	"cmp"
	"math"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// An organizationView is what the public sees of an organization. It is a type
// of its own, so that fields of a newer version stay where they are.
type organizationView struct {
	ID        string              `json:"id"`
	Name      string              `json:"name"`
	Level     string              `json:"level"`
	State     string              `json:"state,omitzero"`
	Counties  []string            `json:"counties,omitzero"`
	Zone      string              `json:"zone,omitzero"`
	Language  string              `json:"language"`
	Contacts  []directory.Contact `json:"contacts,omitzero"`
	Website   string              `json:"website,omitzero"`
	Parking   program.Text        `json:"parking,omitzero"`
	Needs     []string            `json:"needs,omitzero"`
	Closures  []schedule.Closure  `json:"closures,omitzero"`
	Successor string              `json:"successor,omitzero"`
	Modified  time.Time           `json:"modified,omitzero"`
}

func viewOrganization(o directory.Organization) organizationView {
	return organizationView{
		ID: o.ID, Name: o.Name, Level: levelOf(o.Level), State: o.State, Counties: o.Counties, Zone: o.Zone,
		Language: cmp.Or(o.Language, "en"), Contacts: o.Contacts, Website: o.Website, Parking: o.Parking,
		Needs: o.Needs, Closures: o.Closures, Successor: o.Successor, Modified: o.Modified,
	}
}

func levelOf(l directory.Level) string {
	switch l {
	case directory.StateOffice, directory.National:
		return string(l)
	}
	return "affiliate"
}

func viewOrganizations(list []directory.Organization) []organizationView {
	views := make([]organizationView, len(list))
	for i, o := range list {
		views[i] = viewOrganization(o)
	}
	return views
}

// A contactsView is whom to ask, the nearest level first.
type contactsView struct {
	Affiliates []organizationView `json:"affiliates"`
	States     []organizationView `json:"states"`
	Nations    []organizationView `json:"nations"`
}

func viewContacts(c directory.Contacts) contactsView {
	return contactsView{viewOrganizations(c.Affiliates), viewOrganizations(c.States), viewOrganizations(c.Nations)}
}

// A crisisView is one way to reach help at once.
type crisisView struct {
	Key         string              `json:"key"`
	Name        program.Text        `json:"name"`
	Channel     program.Channel     `json:"channel"`
	Number      string              `json:"number,omitzero"`
	Press       string              `json:"press,omitzero"`
	Keyword     string              `json:"keyword,omitzero"`
	Relay       string              `json:"relay,omitzero"`
	Link        string              `json:"link"`
	Instruction string              `json:"instruction"` // in the language of the reader
	Languages   []string            `json:"languages,omitzero"`
	Audience    string              `json:"audience,omitzero"`
	Hours       program.WeeklyHours `json:"hours,omitzero"`
	Zone        string              `json:"zone,omitzero"`
}

// A crisisAnswer is the crisis lines of a day.
type crisisAnswer struct {
	On    schedule.Date `json:"on"`
	Lines []crisisView  `json:"lines"`
}

// crisis returns the lines of the real day, in the demo too.
func (c *call) crisis(state, language string) crisisAnswer {
	answer := crisisAnswer{On: c.today, Lines: []crisisView{}}
	language = cmp.Or(language, "en")
	for _, l := range c.Snapshot.CrisisLines(state, language, c.today) {
		answer.Lines = append(answer.Lines, crisisView{
			Key: l.Key, Name: l.Name, Channel: l.Channel, Number: l.Number, Press: l.Press, Keyword: l.Keyword, Relay: l.Relay,
			Link: l.Link(), Instruction: l.Instruction(language), Languages: l.Languages, Audience: l.Audience,
			Hours: l.Hours, Zone: l.Zone,
		})
	}
	return answer
}

// An occurrenceView is one date of an offering: a meeting, or why there is
// none.
type occurrenceView struct {
	Series   string           `json:"series,omitzero"`
	Original schedule.Date    `json:"original"` // with the series, what stays the same
	Date     schedule.Date    `json:"date"`
	Time     *schedule.Clock  `json:"time,omitzero"` // nil is not known
	Zone     string           `json:"zone"`
	Start    string           `json:"start,omitzero"` // instants on the clock of the zone, or of the reader's if one was named
	End      string           `json:"end,omitzero"`
	Status   schedule.Status  `json:"status"`
	Reason   *reasonView      `json:"reason,omitzero"`
	Mode     program.Mode     `json:"mode"`
	Place    *directory.Place `json:"place,omitzero"` // where it is other than usual
	Room     string           `json:"room,omitzero"`
	Note     program.Text     `json:"note,omitzero"`
}

// A reasonView says why a date is not as usual.
type reasonView struct {
	Code    schedule.ReasonCode `json:"code"`
	Holiday string              `json:"holiday,omitzero"`
	Text    string              `json:"text,omitzero"`
}

// occurrence returns what the public sees of a meeting of a listing. Where a
// place is confidential, so is the room. With a zone, instants are on the clock
// of that.
func (c *call) occurrence(m directory.Meeting, l *directory.Listing, zone *time.Location) occurrenceView {
	v := occurrenceView{
		Series: m.Series, Original: m.Original, Date: m.Date, Zone: m.Zone().Name(), Status: m.Status,
		Mode: cmp.Or(m.Mode, program.ModeInPerson), Note: m.Note,
	}
	if !m.Clock.IsZero() {
		v.Time = &m.Clock
		v.Start = instant(m.Start(), zone)
		if m.Length > 0 {
			v.End = instant(m.End(), zone)
		}
	}
	if m.Reason != (schedule.Reason{}) {
		v.Reason = &reasonView{m.Reason.Code, m.Reason.Holiday, m.Reason.Text}
	}
	confidential := l.Place != nil && l.Place.Approximate
	if m.Venue != "" && (l.Place == nil || m.Venue != l.Place.ID) {
		if p, ok := c.Snapshot.Place(m.Venue); ok {
			confidential, v.Place = p.Approximate, &p
		}
	}
	if !confidential {
		v.Room = m.Room
	}
	return v
}

func instant(t time.Time, zone *time.Location) string {
	if zone != nil {
		t = t.In(zone)
	}
	return t.Format(time.RFC3339)
}

// A hitView is an offering that was found.
type hitView struct {
	Offering *directory.Listing `json:"offering"`
	// Metres is the distance from the middle of the cell to the place of the
	// offering, to 100 m; nil if it has no meaning.
	Metres *int            `json:"metres,omitzero"`
	Next   *occurrenceView `json:"next,omitzero"` // nil is by appointment
}

func (c *call) hits(list []directory.Hit, zone *time.Location) []hitView {
	views := make([]hitView, len(list))
	for i, h := range list {
		views[i].Offering = h.Listing
		if h.Distance >= 0 && !math.IsInf(h.Distance.Metres(), 0) {
			metres := int(math.Round(h.Distance.Metres()/100)) * 100
			views[i].Metres = &metres
		}
		if h.Next.Status != 0 {
			next := c.occurrence(h.Next, h.Listing, zone)
			views[i].Next = &next
		}
	}
	return views
}
