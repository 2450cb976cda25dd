package finder

import (
	"cmp"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// A listsView is a page that lists everything, by day or by town: for people
// who do not want to say where they are.
type listsView struct {
	State  string // name of the one that the page is about, "" if it is all
	Up     string
	States []stateLine // where there is too much for one page
	Lines  fragment
	Remote string // how many there are without a place
	Online string // address of their list
	AsOf   string
}

// A stateLine leads to the list of a state.
type stateLine struct{ Name, URL, Count string }

// A listPart is the lines under one heading.
type listPart struct {
	Title string
	Lines []lineView
}

// A lineView is an offering in such a list.
type lineView struct {
	Name  said
	URL   string
	Where said
	When  []string // its rule in words, or that it has none
	Next  string   // its next date, "" if none is known
	Ask   bool     // call first

	at schedule.Clock
}

// mostListed is how many offerings one page lists. If there are more, each
// state has a page.
const mostListed = 400

// days answers with all that meets, by the day of the week.
func (s *server) days(w http.ResponseWriter, v *visit) error { return s.lists(w, v, "days", v.byDay) }

// towns answers with all that meets at a place, by town.
func (s *server) towns(w http.ResponseWriter, v *visit) error {
	return s.lists(w, v, "towns", v.byTown)
}

func (s *server) lists(w http.ResponseWriter, v *visit, name string, by func(iter.Seq[directory.Listing]) []listPart) error {
	state := v.PathValue("state")
	listed := v.contents()
	if _, known := listed.states[state]; state != "" && !known {
		return errNotFound
	}
	view := listsView{State: stateName(state), Up: v.book.href("/" + name), AsOf: v.asOf(nil),
		Remote: v.book.count("online", listed.remote), Online: v.book.href("/online")}
	v.place = state
	chosen := listed.active
	switch {
	case state != "":
		chosen = listed.states[state]
	case len(chosen) > mostListed:
		chosen = nil
		for _, code := range slices.Sorted(maps.Keys(listed.states)) {
			line := stateLine{stateName(code), v.book.href("/" + name + "/" + url.PathEscape(code)), v.book.count("groups", len(listed.states[code]))}
			if code == noState {
				line.Name = v.book.say("lists.no-state")
			}
			view.States = append(view.States, line)
		}
	}
	var err error
	view.Lines, err = v.part(name+" "+state, "listed", func() any { return by(v.listings(chosen)) })
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, name, view)
}

// noState stands in addresses for the offerings of no state.
const noState = "other"

// stateOf returns the letters of the state of an offering with a place.
func stateOf(s *directory.Snapshot, l directory.Listing) string {
	o, _ := s.Organization(l.Organization)
	return cmp.Or(l.Place.Address.State, o.State, noState)
}

// byTown lists what has a place by state and town.
func (v *visit) byTown(all iter.Seq[directory.Listing]) (parts []listPart) {
	towns := map[[2]string][]lineView{}
	for l := range all {
		if l.Place == nil || v.isOver(l) {
			continue
		}
		key := [2]string{stateName(stateOf(v.Snapshot, l)), l.Place.Address.City}
		line := v.line(l)
		line.When = append(v.usually(l), line.When...)
		towns[key] = append(towns[key], line)
	}
	keys := slices.SortedFunc(maps.Keys(towns), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for _, k := range keys {
		title := cmp.Or(k[1], v.book.say("towns.none"))
		if k[0] != noState {
			title += ", " + k[0]
		}
		parts = append(parts, listPart{title, towns[k]})
	}
	return parts
}

// isOver reports whether an offering has had its last date.
func (v *visit) isOver(l directory.Listing) bool {
	d := v.dates(l, 1)
	return d.Last && len(d.Dates) == 0 && len(v.Snapshot.Timetable(l.ID).Series()) > 0
}

// daysListed is how far ahead a list looks for the days on which a group
// meets: far enough for one that meets once a month.
const daysListed = 35 * 24 * time.Hour

// byDay lists what meets on each day of the week in the next weeks, Monday
// first, with its next date on that day.
func (v *visit) byDay(all iter.Seq[directory.Listing]) []listPart {
	var days [7][]lineView
	for l := range all {
		var seen [7]bool
		for m := range v.Snapshot.Timetable(l.ID).From(v.now) {
			if m.Start().After(v.now.Add(daysListed)) {
				break
			}
			day := (m.Date.Weekday() + 6) % 7
			if ask := m.Status == schedule.Unconfirmed; !seen[day] && (ask || m.Status.Held()) {
				seen[day] = true
				line := v.line(l)
				line.Next, line.Ask, line.at = v.book.dateAndHours(m.Occurrence), ask, m.Clock
				days[day] = append(days[day], line)
			}
		}
	}
	var parts []listPart
	for i, lines := range days {
		if len(lines) == 0 {
			continue
		}
		slices.SortStableFunc(lines, func(a, b lineView) int { return a.at.Compare(b.at) })
		parts = append(parts, listPart{v.book.weekdays[(i+1)%7], lines})
	}
	return parts
}

// line returns an offering as it stands in a list, with its next date.
func (v *visit) line(l directory.Listing) lineView {
	line := lineView{Name: v.listingName(l), URL: v.book.href(offeringPath(l.ID)), Where: v.modeOf(l.Mode)}
	if p := v.venue(l); p != nil {
		line.Where = said{joined(", ", p.Name.Text, p.Town), p.Name.Lang}
		if p.Area != "" {
			line.Where.Text += " (" + v.book.say("place.area-only") + ")"
		}
	}
	next := v.dates(l, 1)
	if standing := v.standing(l, next); standing != "" {
		line.When = []string{standing}
	}
	for _, d := range next.Dates {
		if d.Class != "off" {
			line.Next, line.Ask = d.Day+", "+d.Hours, d.Class == "ask"
			break
		}
	}
	return line
}

// An indexView is where to look without saying where one is.
type indexView struct{ Towns, Days, Organizations string }

func (v *visit) indexes() indexView {
	return indexView{v.book.href("/towns"), v.book.href("/days"), v.book.href("/organizations")}
}

// dateAndHours returns the day and the hours of an occurrence.
func (b *wordbook) dateAndHours(o schedule.Occurrence) string {
	return b.date(o.Date) + ", " + b.hoursOf(o)
}
