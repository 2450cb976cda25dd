package admin

import (
	"errors"
	"net/http"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// An awayView is when people cannot lead. It never says why.
type awayView struct {
	Name, URL string
	Back      linkView
	People    []optionView
	Times     []awayTimeView
	Today     string
}

// An awayTimeView is one stretch of days on which somebody cannot lead.
type awayTimeView struct{ Person, Name, First, Last, Text string }

// awayDays is the longest time off that is entered at once.
const awayDays = 366

func awayPath(organization string) string { return address("organizations", organization, "away") }

// away shows when people cannot lead, from today on.
func (a *Admin) away(w http.ResponseWriter, v *visit) error {
	o, err := v.rostered()
	if err != nil {
		return err
	}
	today := v.today(o.ID)
	view := awayView{Name: o.Name, URL: awayPath(o.ID), Back: v.monthLink(o.ID, monthOf(today)), Today: today.String()}
	name := v.namesOfLeaders()
	for _, f := range v.team(o.ID) {
		view.People = append(view.People, optionView{Value: f.ID, Text: name(f.ID)})
		for _, x := range f.Availability.Exceptions {
			if isAway(x) && !lastDay(x).Before(today) {
				view.Times = append(view.Times, awayTimeView{
					f.ID, name(f.ID), x.First.String(), lastDay(x).String(), v.span(x.First, lastDay(x)),
				})
			}
		}
	}
	return a.render(w, v, http.StatusOK, "away", view)
}

// isAway reports whether an exception says that somebody cannot.
func isAway(x roster.Exception) bool { return x.Answer == roster.No || x.Answer == "" }

func lastDay(x roster.Exception) schedule.Date {
	if x.Last.IsZero() {
		return x.First
	}
	return x.Last
}

// span says a stretch of days in words.
func (v *visit) span(first, last schedule.Date) string {
	if first == last {
		return texts.Day(first, v.book.tag)
	}
	return v.book.say("closures.span", texts.Day(first, v.book.tag), texts.Day(last, v.book.tag))
}

// changeAway notes that somebody cannot lead for a time, or that they can after
// all.
func (a *Admin) changeAway(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	o, err := v.rostered()
	if err != nil {
		return err
	}
	for range tries {
		var changes []directory.Change
		if changes, err = v.awayChanges(o.ID); err != nil {
			return err
		}
		if _, err = v.commit("away", changes...); !errors.Is(err, directory.ErrConflict) {
			break
		}
	}
	if err != nil {
		return err
	}
	return goTo(w, v, awayPath(o.ID))
}

// awayChanges are what the form does to the record of somebody, and to the
// roster where they are taken off what they have.
func (v *visit) awayChanges(organization string) ([]directory.Change, error) {
	e, at, _ := v.dir.Get(directory.Key{Kind: directory.KindFacilitator, ID: v.PostForm.Get("person")})
	f, ok := e.(directory.Facilitator)
	first, err1 := schedule.ParseDate(v.PostForm.Get("first"))
	last, err2 := first, error(nil)
	if text := v.PostForm.Get("last"); text != "" {
		last, err2 = schedule.ParseDate(text)
	}
	if !ok || f.Organization != organization || err1 != nil || err2 != nil || last.Before(first) || last.DaysSince(first) > awayDays {
		return nil, errRequest
	}
	today := v.today(organization)
	list := slices.DeleteFunc(slices.Clone(f.Availability.Exceptions), func(x roster.Exception) bool {
		return isAway(x) && (x.First == first && lastDay(x) == last || lastDay(x).Before(today.AddDays(-dutyDays)))
	})
	switch v.PostForm.Get("do") {
	case "away":
		list = append(list, roster.Exception{First: first, Last: last, Answer: roster.No})
	case "back":
	default:
		return nil, errRequest
	}
	f.Availability.Exceptions = list
	changes := []directory.Change{{Put: f, If: at}}
	if v.PostForm.Get("off") == "" || v.PostForm.Get("do") == "back" {
		return changes, nil
	}
	return v.takenOff(changes, organization, f.ID, first, last)
}

// takenOff adds the rosters of an organization in which somebody is off the
// seats that they had on some days to come.
func (v *visit) takenOff(changes []directory.Change, organization, person string, first, last schedule.Date) ([]directory.Change, error) {
	rosters := v.rosters(organization)
	for _, r := range rosters {
		changed := false
		_, at, _ := v.dir.Get(r.Key())
		for month := monthOf(first); !month.After(last); month = monthOf(month.AddDays(31)) {
			if !r.Book.Names(person) {
				break
			}
			d, err := v.desk(rosters, r, month)
			if err != nil {
				return nil, err
			}
			if err := d.declineAll(v, person, first, last, &changed); err != nil {
				return nil, err
			}
			r.Book = d.Book()
		}
		if changed {
			changes = append(changes, directory.Change{Put: r, If: at})
		}
	}
	return changes, nil
}

// declineAll takes somebody off their seats on some days to come.
func (d *rosterDesk) declineAll(v *visit, person string, first, last schedule.Date, changed *bool) error {
	for _, h := range d.Book().Holds {
		m, ok := d.meeting(h.Key)
		on := schedule.DateOf(m.Start)
		if !ok || h.Person != person || !holds(h) || on.Before(first) || on.After(last) || !v.now.Before(m.Start) ||
			m.Status == schedule.Cancelled || m.Status == schedule.Skipped {
			continue
		}
		if _, err := d.Decline(h.SeatID, person, v.now); err != nil {
			return err
		}
		*changed = true
	}
	return nil
}
