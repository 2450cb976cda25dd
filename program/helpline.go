package program

import (
	"cmp"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// A Helpline is where an organization answers questions about its programs. It
// is not for emergencies: see [CrisisLine].
type Helpline struct {
	Key  string `json:"key"`
	Name Text   `json:"name"`

	// Jurisdiction is whom the helpline serves; its level says who answers.
	Jurisdiction Jurisdiction `json:"jurisdiction"`

	Phone   string `json:"phone,omitzero"`
	Text    string `json:"text,omitzero"`    // number for text messages
	Keyword string `json:"keyword,omitzero"` // word to send in the first text
	Email   string `json:"email,omitzero"`
	URL     string `json:"url,omitzero"` // https

	Languages []string    `json:"languages,omitzero"` // none means not known
	Hours     WeeklyHours `json:"hours,omitzero"`     // nil means not known
	Zone      string      `json:"zone,omitzero"`      // of the hours, an IANA name

	// The record holds on from <= d < to. A zero From means that the
	// beginning is not known, a zero To that there is no end.
	From schedule.Date `json:"from,omitzero"`
	To   schedule.Date `json:"to,omitzero"`

	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
	Note       string     `json:"note,omitzero"` // for the people who keep the catalogue
}

// Helplines returns the helplines that serve a place on a date, the nearest
// level first, then as they stand in the catalogue.
func (c *Catalogue) Helplines(where Jurisdiction, on schedule.Date) []Helpline {
	var lines []Helpline
	for _, l := range c.records.Helplines {
		if within(on, l.From, l.To) && where.Within(l.Jurisdiction) {
			lines = append(lines, clone(l))
		}
	}
	slices.SortStableFunc(lines, func(a, b Helpline) int {
		return cmp.Compare(b.Jurisdiction.Level(), a.Jurisdiction.Level())
	})
	return lines
}

func (l Helpline) check(c *checker) {
	c.key("key", l.Key)
	c.words("name", l.Name)
	c.jurisdiction("jurisdiction", l.Jurisdiction)
	c.period(l.From, l.To)
	c.provenance(l.Source, l.Confidence)
	c.number("phone", l.Phone)
	c.number("text", l.Text)
	c.url("url", l.URL)
	c.require("phone, text, email or url", l.Phone+l.Text+l.Email+l.URL)
	list(c, "languages", l.Languages, func(tag string, c *checker, at string) { c.tag(at, tag) })
	l.Hours.check(c, l.Zone)
}
