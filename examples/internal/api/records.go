package api

import (
	"net/http"
	"net/url"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// An organizationsAnswer is a page of organizations, in order of ID.
type organizationsAnswer struct {
	Demo          bool               `json:"demo,omitzero"`
	Organizations []organizationView `json:"organizations"`
	Next          string             `json:"next,omitzero"` // path of the next page
}

// organizations answers with a page of organizations.
func (s *server) organizations(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	state, after, limit := p.state("state"), p.text("after", maxID), p.number("limit", 1, 500, 100)
	if err := p.done(); err != nil {
		return err
	}
	answer := organizationsAnswer{Demo: c.demo, Organizations: []organizationView{}}
	for o := range c.Snapshot.Organizations() {
		if o.ID <= after || state != "" && o.State != state {
			continue
		}
		if len(answer.Organizations) == limit {
			answer.Next = c.nextPage(answer.Organizations[limit-1].ID)
			break
		}
		answer.Organizations = append(answer.Organizations, viewOrganization(o))
	}
	return c.public(w, answer)
}

// nextPage returns the path of the page after an ID.
func (c *call) nextPage(after string) string {
	q := c.URL.Query()
	q.Set("after", after)
	return c.URL.Path + "?" + q.Encode()
}

// organization answers with one organization.
func (s *server) organization(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	if err := p.done(); err != nil {
		return err
	}
	o, ok := c.Snapshot.Organization(c.PathValue("id"))
	if !ok {
		return errNotFound
	}
	return c.public(w, viewOrganization(o))
}

// An offeringsAnswer is a page of offerings, in order of ID.
type offeringsAnswer struct {
	Demo      bool                `json:"demo,omitzero"`
	Offerings []directory.Listing `json:"offerings"`
	Next      string              `json:"next,omitzero"` // path of the next page
}

// offerings answers with a page of offerings that pass a filter.
func (s *server) offerings(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	organization, after, limit := p.text("organization", maxID), p.text("after", maxID), p.number("limit", 1, 500, 100)
	f := p.filter(false)
	if err := p.done(); err != nil {
		return err
	}
	answer := offeringsAnswer{Demo: c.demo, Offerings: []directory.Listing{}}
	for l := range c.Snapshot.Listings(organization) {
		if l.ID <= after || !c.Snapshot.Passes(&f, l.ID, c.today) {
			continue
		}
		if len(answer.Offerings) == limit {
			answer.Next = c.nextPage(answer.Offerings[limit-1].ID)
			break
		}
		answer.Offerings = append(answer.Offerings, l)
	}
	return c.public(w, answer)
}

// An offeringAnswer is one offering, when it usually meets, and its next dates.
type offeringAnswer struct {
	directory.Listing
	Demo   bool             `json:"demo,omitzero"`
	Series []seriesView     `json:"series,omitzero"`
	Next   []occurrenceView `json:"next"`
	Page   string           `json:"page"` // path of its page for people
}

// A seriesView is the rule of a series. Holidays, closures and exceptions are
// in the occurrences.
type seriesView struct {
	ID      string         `json:"id,omitzero"`
	Rule    string         `json:"rule,omitzero"` // as RFC 5545 writes it
	First   schedule.Date  `json:"first,omitzero"`
	Last    schedule.Date  `json:"last,omitzero"`
	Count   int            `json:"count,omitzero"`
	Start   schedule.Clock `json:"start,omitzero"`
	Minutes int            `json:"minutes,omitzero"`
	Zone    string         `json:"zone"`
}

func publicSeries(t *schedule.Timetable) seriesView {
	r := t.Series()
	v := seriesView{
		ID: r.ID, First: r.First, Last: r.Last, Count: r.Count, Start: r.Start,
		Minutes: int(r.Length / time.Minute), Zone: t.Zone().Name(),
	}
	if r.Rule.IsValid() {
		v.Rule = r.Rule.String()
	}
	return v
}

// pathOf returns the path of a record of this interface.
func pathOf(kinds, id string) string { return "/api/v1/" + kinds + "/" + url.PathEscape(id) }

// nextDates is how many dates an offering has with it, within the year.
const nextDates = 8

// offering answers with one offering.
func (s *server) offering(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	zone := p.zone("zone")
	if err := p.done(); err != nil {
		return err
	}
	l, ok := c.Snapshot.Listing(c.PathValue("id"))
	if !ok {
		return errNotFound
	}
	answer := offeringAnswer{Listing: l, Demo: c.demo, Next: []occurrenceView{}, Page: "/offerings/" + url.PathEscape(l.ID)}
	table := c.Snapshot.Timetable(l.ID)
	for _, t := range table.Series() {
		answer.Series = append(answer.Series, publicSeries(t))
	}
	for m := range table.From(c.now) {
		if len(answer.Next) == nextDates || m.Start().Sub(c.now) > 366*24*time.Hour {
			break
		}
		answer.Next = append(answer.Next, c.occurrence(m, &l, zone))
	}
	return c.public(w, answer)
}

// An occurrencesAnswer is the dates of an offering in a window.
type occurrencesAnswer struct {
	Demo        bool             `json:"demo,omitzero"`
	Offering    string           `json:"offering"`
	From        schedule.Date    `json:"from"` // included
	To          schedule.Date    `json:"to"`   // not included, also not if there are more
	More        bool             `json:"more"` // there are more before To: ask again from the last date
	Occurrences []occurrenceView `json:"occurrences"`
}

const (
	usualWindow = 90  // days
	maxWindow   = 731 // days
)

// occurrences answers with the dates of an offering from a day until the day
// before another.
func (s *server) occurrences(w http.ResponseWriter, c *call) error {
	l, ok := c.Snapshot.Listing(c.PathValue("id"))
	if !ok {
		return errNotFound
	}
	p := parameters{values: c.URL.Query()}
	from := p.date("from", schedule.DateOf(c.now.In(s.here)))
	to := p.date("to", from.AddDays(usualWindow))
	limit, zone := p.number("limit", 1, 1000, 500), p.zone("zone")
	if n := to.DaysSince(from); n < 1 || n > maxWindow {
		p.fail("to", "a date 1 to 731 days after from")
	}
	if err := p.done(); err != nil {
		return err
	}
	answer := occurrencesAnswer{Demo: c.demo, Offering: l.ID, From: from, To: to, Occurrences: []occurrenceView{}}
	for m := range c.Snapshot.Timetable(l.ID).All(from, to) {
		if answer.More = len(answer.Occurrences) == limit; answer.More {
			break
		}
		answer.Occurrences = append(answer.Occurrences, c.occurrence(m, &l, zone))
	}
	return c.public(w, answer)
}
