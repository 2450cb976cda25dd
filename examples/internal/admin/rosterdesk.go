package admin

import (
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A rosterDesk is the desk for the meetings of an organization in a month.
type rosterDesk struct {
	*roster.Desk
	req    roster.Request
	record directory.Roster
	at     directory.Revision // 0 where the record is still to be made
	month  schedule.Date      // its first day
	names  map[schedule.Key]string
	// free are the programs for which nobody here has an event on the way to a
	// certificate, so that none is asked for.
	free []string
}

// rostered returns the organization of the address, if the visitor may change
// who leads its meetings.
func (v *visit) rostered() (directory.Organization, error) {
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: v.PathValue("id")})
	o, ok := e.(directory.Organization)
	switch {
	case !ok:
		return o, errNotFound
	case !v.who.maySee(o):
		return o, errForbidden
	case !v.hasRoster(o.ID):
		return o, errNotFound
	}
	return o, nil
}

// rosters are those of an organization, or a new one.
func (v *visit) rosters(organization string) []directory.Roster {
	list := slices.DeleteFunc(allOf[directory.Roster](v.dir), func(r directory.Roster) bool { return r.Organization != organization })
	if len(list) == 0 {
		list = append(list, directory.Roster{ID: organization, Organization: organization})
	}
	return list
}

// rosterFor returns which roster a series is in: the first that has a seat of
// it, or else the first of all.
func rosterFor(list []directory.Roster, series string) directory.Roster {
	i := slices.IndexFunc(list, func(r directory.Roster) bool {
		return slices.ContainsFunc(r.Book.Holds, func(h roster.Hold) bool { return h.Series == series })
	})
	return list[max(i, 0)]
}

// desk opens the desk of one roster of an organization for a month.
func (v *visit) desk(rosters []directory.Roster, record directory.Roster, month schedule.Date) (*rosterDesk, error) {
	d := &rosterDesk{record: record, month: month, names: map[schedule.Key]string{}}
	_, d.at, _ = v.dir.Get(record.Key())
	next := monthOf(month.AddDays(31))
	rules := v.rulesOfLeading(record.Organization, next.AddDays(-1))
	team := v.team(record.Organization)
	d.req = roster.Request{Book: record.Book, Now: v.now}
	for _, r := range rules {
		if !slices.ContainsFunc(team, func(f directory.Facilitator) bool { return begun(f, r.Program) }) {
			d.free = append(d.free, r.Program)
		}
	}
	d.addMeetings(v, rosters, month, next)
	for _, f := range team {
		d.req.People = append(d.req.People, personOf(f, rules, next.AddDays(-1)))
	}
	d.addOthers()
	var err error
	d.Desk, err = roster.Open(d.req)
	return d, err
}

// team are the facilitators of an organization.
func (v *visit) team(organization string) []directory.Facilitator {
	return slices.DeleteFunc(allOf[directory.Facilitator](v.dir), func(f directory.Facilitator) bool {
		return f.Organization != organization
	})
}

// rulesOfLeading are what is asked, on a day, of those who lead the programs of
// an organization.
func (v *visit) rulesOfLeading(organization string, on schedule.Date) (list []people.Rules) {
	for _, o := range offeringsOf(v.dir) {
		known := slices.ContainsFunc(list, func(r people.Rules) bool { return r.Program == o.Program })
		l, ok := v.snap.Listing(o.ID)
		if o.Organization != organization || o.Program == "" || known || !ok {
			continue
		}
		if terms, err := v.snap.Terms(o.ID, l.Languages[0], on); err == nil {
			r := people.RulesOf(terms)
			r.Program = o.Program
			list = append(list, r)
		}
	}
	return list
}

// begun reports whether anything is known of somebody's way to a program.
func begun(f directory.Facilitator, program string) bool {
	return slices.ContainsFunc(f.Events, func(e people.Event) bool { return e.Program == program })
}

// addMeetings adds the meetings of a month with their seats, and what is led
// around it.
func (d *rosterDesk) addMeetings(v *visit, rosters []directory.Roster, month, next schedule.Date) {
	organization := d.record.Organization
	held := v.duties(organization, month)
	for _, o := range offeringsOf(v.dir) {
		if o.Organization != organization {
			continue
		}
		for _, m := range v.snap.RosterMeetings(o.ID, month.AddDays(-aroundDays), next.AddDays(aroundDays)) {
			if rosterFor(rosters, m.Series).ID != d.record.ID {
				continue
			}
			if on := schedule.DateOf(m.Start); on.Before(month) || !on.Before(next) {
				d.addLed(m)
				continue
			}
			if slices.Contains(d.free, m.Program) {
				m.Program = ""
			}
			for _, s := range held.seatsOf(m) {
				m.Seats = append(m.Seats, roster.Seat{Name: s.Seat})
			}
			d.req.Meetings = append(d.req.Meetings, m)
			d.names[m.Key] = v.offeringName(o)
		}
	}
}

// aroundDays is how far before and after a month it counts what people lead.
const aroundDays = 35

// addLed adds what people lead at a meeting of another month.
func (d *rosterDesk) addLed(m roster.Meeting) {
	if m.Status == schedule.Cancelled || m.Status == schedule.Skipped {
		return
	}
	for _, h := range d.record.Book.Holds {
		if h.Key == m.Key && h.Person != "" && holds(h) {
			d.req.History = append(d.req.History, roster.Past{Person: h.Person, Start: m.Start, End: m.End, Place: m.Place})
		}
	}
}

// holds reports whether somebody has the seat.
func holds(h roster.Hold) bool { return h.State != roster.Declined && h.State != roster.Released }

// personOf returns somebody for the desk. Who never said when they are free is
// asked if needed.
func personOf(f directory.Facilitator, rules []people.Rules, on schedule.Date) roster.Person {
	p := f.Person(on, rules...)
	left, stays := false, false
	for _, r := range rules {
		switch f.Standing(r, on).Stage {
		case people.Inactive:
			left = true
		case people.NotBegun:
		default:
			stays = true
		}
	}
	p.Inactive = left && !stays
	if p.Availability.Default == "" && len(p.Availability.Patterns) == 0 {
		p.Availability.Default = roster.IfNeeded
	}
	return p
}

// addOthers adds those whom the book names and of whom there is no record: they
// keep what they have, and are given nothing else.
func (d *rosterDesk) addOthers() {
	at := map[string]int{}
	for i, p := range d.req.People {
		at[p.ID] = i
	}
	other := func(id string) *roster.Person {
		i, ok := at[id]
		if !ok {
			i = len(d.req.People)
			at[id] = i
			d.req.People = append(d.req.People, roster.Person{ID: id, Availability: roster.Availability{Default: roster.No}})
		}
		return &d.req.People[i]
	}
	known := len(d.req.People)
	for _, h := range d.record.Book.Holds {
		if h.Person == "" {
			continue
		}
		if p := other(h.Person); at[h.Person] >= known && d.names[h.Key] != "" && holds(h) {
			p.Availability.Answers = append(p.Availability.Answers, roster.MeetingAnswer{Key: h.Key, Answer: roster.Yes})
			p.Certifications = d.certified()
		}
	}
	for _, o := range d.record.Book.Overrides {
		if o.Person != "" {
			other(o.Person)
		}
	}
	for _, w := range d.record.Book.Swaps {
		other(w.From)
		other(w.To)
	}
}

// certified are certificates for all programs of the month, without end.
func (d *rosterDesk) certified() (list []roster.Certification) {
	for _, m := range d.req.Meetings {
		if !slices.ContainsFunc(list, func(c roster.Certification) bool { return c.Program == m.Program }) {
			list = append(list, roster.Certification{Program: m.Program})
		}
	}
	return list
}

// keepBook commits the book of a desk as it stands.
func (v *visit) keepBook(d *rosterDesk, verb string) error {
	record := d.record
	record.Book = d.Book()
	_, err := v.commit(verb, directory.Change{Put: record, If: d.at})
	return err
}

// current returns an error unless a form was made from the roster as it is.
func (v *visit) current(d *rosterDesk) error {
	at, err := v.revision()
	if err == nil && at != d.at {
		return errConflict
	}
	return err
}

// meeting returns a meeting of the desk by its key.
func (d *rosterDesk) meeting(k schedule.Key) (roster.Meeting, bool) {
	for _, m := range d.req.Meetings {
		if m.Key == k {
			return m, true
		}
	}
	return roster.Meeting{}, false
}

// holder returns who has a seat, and how far that has come.
func (d *rosterDesk) holder(seat roster.SeatID) (roster.Hold, bool) {
	for _, h := range d.Book().Holds {
		if h.SeatID == seat && holds(h) {
			return h, true
		}
	}
	return roster.Hold{}, false
}

// freeNames are the names of programs for which no certificate is asked.
func (v *visit) freeNames(d *rosterDesk) (list []string) {
	for _, key := range d.free {
		name := key
		if p, ok := v.snap.Catalogue().Program(key); ok {
			name = p.Name.In(v.book.tag)
		}
		list = append(list, name)
	}
	return list
}

// seatLabel is what a seat is called on a page: seats that have only a number
// are not told apart where there is one.
func seatLabel(seat string, of int) string {
	if _, err := strconv.Atoi(seat); err == nil && of == 1 {
		return ""
	}
	return seat
}
