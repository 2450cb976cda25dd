package finder

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// A closedView is the form that tells that nobody was there, or the answer to
// it. Who tells it is not asked.
type closedView struct {
	Action string // "" where there is no such form
	Dates  []optionView
}

// How far back people can tell that they found a door closed.
const (
	closedDays  = 14
	closedDates = 4
)

// closedForm returns the form for the latest dates of an offering.
func (s *server) closedForm(v *visit, l directory.Listing) closedView {
	if s.Reported == nil || v.demo {
		return closedView{}
	}
	dates := v.latest(l)
	if len(dates) == 0 {
		return closedView{}
	}
	view := closedView{Action: v.book.href(offeringPath(l.ID) + "/closed")}
	for i, d := range dates {
		view.Dates = append(view.Dates, optionView{strconv.Itoa(i), said{Text: v.book.date(d)}, i == 0})
	}
	return view
}

// latest returns the latest dates on which an offering was to meet, the last
// one first.
func (v *visit) latest(l directory.Listing) (dates []schedule.Date) {
	today := v.dayOf(l)
	for m := range v.Snapshot.Timetable(l.ID).All(today.AddDays(-closedDays), today.AddDays(1)) {
		met := m.Status.Held() || m.Status == schedule.Unconfirmed
		if met && !m.Start().After(v.now) && !slices.Contains(dates, m.Date) {
			dates = append(dates, m.Date)
		}
	}
	slices.Reverse(dates)
	return dates[:min(len(dates), closedDates)]
}

// closed takes the report that the door was closed on a date, and hands it on
// without anything about who sent it.
func (s *server) closed(w http.ResponseWriter, v *visit) error {
	l, ok := v.Snapshot.Listing(v.PathValue("id"))
	if !ok || s.Reported == nil {
		return errNotFound
	}
	v.self = offeringPath(l.ID)
	if err := v.ParseForm(); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return errTooLarge
		}
		return errRequest
	}
	dates := v.latest(l)
	i, err := strconv.Atoi(v.PostForm.Get("date"))
	if err != nil || i < 0 || i >= len(dates) {
		return errNoDate
	}
	if err := s.Reported(v.Context(), l.ID, dates[i]); err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "closed", closedThanks{
		Group: v.listingName(l), URL: v.book.href(offeringPath(l.ID)), Date: v.book.date(dates[i]), Search: v.searchForm(),
	})
}

// A closedThanks is the page after a report.
type closedThanks struct {
	Group  said
	URL    string
	Date   string
	Search searchView
}
