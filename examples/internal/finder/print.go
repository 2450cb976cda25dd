package finder

import (
	"net/http"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A monthView is the list of all dates of an organization in a month, made to
// be printed.
type monthView struct {
	Org        orgView
	Month      string
	Prev, Next monthLink
	Days       []monthDate
	Asking     []said // groups that meet by appointment
	Contacts   []contactView
	Statements []string
	Address    string // of the organization's page, to look before going
	AsOf       string
}

// A monthLink is a month and the address of its list, "" if there is none.
type monthLink struct{ Name, URL string }

// A monthDate is one line of the list.
type monthDate struct {
	dateView
	Name  said
	Where []said
	start time.Time
}

// month answers with the dates of an organization in a month.
func (s *server) month(w http.ResponseWriter, v *visit) error {
	o, ok := v.Snapshot.Organization(v.PathValue("id"))
	if !ok {
		return errNotFound
	}
	loc := v.zones.get(o.Zone)
	if loc == nil {
		loc = v.here
	}
	first, err := monthOf(v.URL.Query().Get("month"), schedule.DateOf(v.now.In(loc)))
	if err != nil {
		return err
	}
	v.place, v.hide = o.State, true
	v.self = monthPath(o.ID, first)
	return s.render(w, v, http.StatusOK, "month", s.monthPage(v, o, first, loc))
}

// monthOf returns the first day of a month such as "2026-12"; "" is that of
// today.
func monthOf(text string, today schedule.Date) (schedule.Date, error) {
	if text == "" {
		return today.AddDays(1 - today.Day()), nil
	}
	first, err := schedule.ParseDate(text + "-01")
	if err != nil {
		return schedule.Date{}, &problem{http.StatusBadRequest, "problem.filter", []any{"month", today.String()[:len("2006-01")]}}
	}
	return first, nil
}

func monthPath(id string, first schedule.Date) string {
	return orgPath(id) + "/print?month=" + first.String()[:len("2006-01")]
}

func (s *server) monthPage(v *visit, o directory.Organization, first schedule.Date, loc *time.Location) monthView {
	after := first.AddDays(31)
	after = after.AddDays(1 - after.Day())
	before := first.AddDays(-1)
	before = before.AddDays(1 - before.Day())
	view := monthView{
		Org: v.org(o), Month: v.book.month(first), Prev: v.monthLink(o.ID, before), Next: v.monthLink(o.ID, after),
		Address: s.printed(v, orgPath(o.ID)), AsOf: v.asOf(loc),
	}
	view.Contacts = forPaper(view.Org.Contacts)
	for l := range v.offeredBy(o.ID) {
		if l.Status != directory.Active {
			continue
		}
		view.add(v, l, first, after)
	}
	slices.SortStableFunc(view.Days, func(a, b monthDate) int { return a.start.Compare(b.start) })
	return view
}

// monthLink returns the link to the list of a month, none beyond the years
// that dates have.
func (v *visit) monthLink(id string, first schedule.Date) monthLink {
	if first.IsZero() || v.kept != nil && !v.keeps(first) {
		return monthLink{}
	}
	return monthLink{v.book.month(first), v.book.href(monthPath(id, first))}
}

// add adds the dates of an offering from a day until the day before another.
func (m *monthView) add(v *visit, l directory.Listing, from, to schedule.Date) {
	name := v.listingName(l)
	if len(v.Snapshot.Timetable(l.ID).Series()) == 0 {
		m.Asking = append(m.Asking, name)
		return
	}
	found := false
	for meeting := range v.Snapshot.Timetable(l.ID).All(from, to) {
		found = true
		m.Days = append(m.Days, monthDate{v.date(meeting, l), name, v.usualPlace(l), meeting.Start()})
	}
	if !found {
		return
	}
	for _, s := range v.terms(l).Statements(v.book.tag) {
		told := s.Kind == program.NoticeConfidentiality || s.Kind == program.NoticeLimits
		if told && !slices.Contains(m.Statements, s.Text) {
			m.Statements = append(m.Statements, s.Text)
		}
	}
}

// forPaper returns contacts without what holds only now.
func forPaper(contacts []contactView) []contactView {
	list := slices.Clone(contacts)
	for i := range list {
		list[i].Open = ""
	}
	return list
}

// usualPlace says in a few words where an offering usually is.
func (v *visit) usualPlace(l directory.Listing) (where []said) {
	language := v.language(l)
	if l.Mode != program.ModeInPerson {
		where = append(where, v.modeOf(l.Mode))
	}
	if p := l.Place; p != nil {
		where = append(where, v.book.said(joined(", ", p.Name, p.Room, p.Address.String()), language))
		if p.Approximate {
			where = append(where, said{Text: v.book.say("place.area-only")})
		}
	}
	return where
}
