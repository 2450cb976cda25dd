package admin

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/schedule"
)

// A closuresView is the page that closes much at once, and what is closed.
type closuresView struct {
	Closed []closedView
	What   []choicesView
	Today  string
}

// A choicesView is a titled part of a list of choices.
type choicesView struct {
	Title   string
	Options []optionView
}

// A closedView is a closure, with all that it closes.
type closedView struct {
	Key, Days, Reason string
	Unconfirmed       bool
	Names             []string
	closure           schedule.Closure
	records           []directory.Key
}

// What can be closed: a kind, and an ID or the code of a county after "/".
const (
	closeAll      = "all"
	closeCounty   = "county"
	untilFurther  = ""
	maxClosedList = 200
)

func (a *Admin) closures(w http.ResponseWriter, v *visit) error {
	view := closuresView{Closed: v.closed(), Today: v.dayIn("").String()}
	all := choicesView{"", []optionView{{closeAll, v.book.say("closures.all"), true}}}
	organizations := choicesView{v.book.say("closures.organizations"), nil}
	for _, o := range organizationsOf(v.dir) {
		if v.who.mayEdit(v.dir, o) {
			organizations.Options = append(organizations.Options, optionView{directory.KindOrganization + "/" + o.ID, o.Name, false})
		}
	}
	venues, counties := choicesView{v.book.say("closures.venues"), nil}, choicesView{v.book.say("closures.counties"), nil}
	seen := map[string]bool{}
	for _, venue := range allOf[directory.Venue](v.dir) {
		if !v.who.mayEdit(v.dir, venue) {
			continue
		}
		venues.Options = append(venues.Options, optionView{directory.KindVenue + "/" + venue.ID, venue.Name, false})
		if c := venue.County; c != "" && !seen[c] {
			seen[c] = true
			counties.Options = append(counties.Options, optionView{closeCounty + "/" + c, countyName(c), false})
		}
	}
	for _, part := range []choicesView{all, organizations, counties, venues} {
		slices.SortFunc(part.Options, func(a, b optionView) int { return cmp.Compare(a.Text, b.Text) })
		if len(part.Options) > 0 {
			view.What = append(view.What, part)
		}
	}
	return a.render(w, v, http.StatusOK, "closures", view)
}

// countyName returns the name of the county with a code.
func countyName(code string) string {
	if c, err := place.CountyByFIPS(code); err == nil {
		return c.String()
	}
	return code
}

// closed returns the closures that are not over, of what the token may change.
func (v *visit) closed() (list []closedView) {
	index := map[string]int{}
	for e := range v.dir.All() {
		for _, c := range closuresOf(e) {
			if !c.Last.IsZero() && c.Last.Before(v.dayIn("")) || !v.who.mayEdit(v.dir, e) {
				continue
			}
			key := closureKey(c)
			i, ok := index[key]
			if !ok {
				i = len(list)
				index[key] = i
				list = append(list, closedView{Key: key, Days: v.days(c), Reason: c.Reason, Unconfirmed: c.Unconfirmed, closure: c})
			}
			list[i].Names, list[i].records = append(list[i].Names, v.nameOf(e)), append(list[i].records, e.Key())
		}
	}
	slices.SortStableFunc(list, func(a, b closedView) int { return a.closure.First.Compare(b.closure.First) })
	return list[:min(len(list), maxClosedList)]
}

// days returns the days of a closure in words.
func (v *visit) days(c schedule.Closure) string {
	from := texts.Day(c.First, v.book.tag)
	switch c.Last {
	case c.First:
		return from
	case schedule.Date{}:
		return v.book.say("closures.open", from)
	}
	return v.book.say("closures.span", from, texts.Day(c.Last, v.book.tag))
}

// closureKey names closures that were made together.
func closureKey(c schedule.Closure) string {
	how := "cancelled"
	if c.Unconfirmed {
		how = "unconfirmed"
	}
	return strings.Join([]string{c.First.String(), c.Last.String(), how, c.Reason}, "|")
}

func closuresOf(e directory.Entity) []schedule.Closure {
	switch e := e.(type) {
	case directory.Organization:
		return e.Closures
	case directory.Venue:
		return e.Closures
	}
	return nil
}

// withClosures returns a record with other closures.
func (v *visit) withClosures(e directory.Entity, list []schedule.Closure) directory.Entity {
	switch e := e.(type) {
	case directory.Organization:
		e.Closures, e.Revised = list, v.revised(e.Revised)
		return e
	case directory.Venue:
		e.Closures, e.Revised = list, v.revised(e.Revised)
		return e
	}
	return e
}

// closeDown closes a venue, an organization, all places of a county, or all
// organizations that the token is for.
func (a *Admin) closeDown(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	c := schedule.Closure{Reason: strings.TrimSpace(v.PostForm.Get("reason")), Unconfirmed: v.PostForm.Get("how") == "unconfirmed"}
	var err error
	if c.First, err = schedule.ParseDate(v.PostForm.Get("first")); err != nil {
		return errRequest
	}
	if last := v.PostForm.Get("last"); last != untilFurther {
		if c.Last, err = schedule.ParseDate(last); err != nil {
			return errRequest
		}
	}
	what, id, _ := strings.Cut(v.PostForm.Get("what"), "/")
	if _, err := v.shut(what, id, c); err != nil {
		return err
	}
	return goTo(w, v, "/admin/closures")
}

// shut gives a closure to all that a choice means and that the visitor may
// change.
func (v *visit) shut(what, id string, c schedule.Closure) (directory.Head, error) {
	switch {
	case c.First.IsZero():
		return directory.Head{}, &FieldError{"first", "a day"}
	case !c.Last.IsZero() && c.Last.Before(c.First):
		return directory.Head{}, &FieldError{"last", "no day before the first, or none until further notice"}
	case len(c.Reason) > maxReason:
		return directory.Head{}, &FieldError{"reason", errLongText}
	}
	var changes []directory.Change
	found := false
	for e, at := range v.dir.All() {
		if !closes(what, id, e) {
			continue
		}
		found = true
		if v.who.mayEdit(v.dir, e) {
			changes = append(changes, directory.Change{Put: v.withClosures(e, append(slices.Clone(closuresOf(e)), c)), If: at})
		}
	}
	switch {
	case !found:
		return directory.Head{}, &FieldError{"what", `"all", or an organization, a venue or a county with its ID`}
	case len(changes) == 0:
		return directory.Head{}, errForbidden
	}
	return v.commit("close", changes...)
}

// closes reports whether a choice means a record.
func closes(what, id string, e directory.Entity) bool {
	switch e := e.(type) {
	case directory.Organization:
		return what == closeAll || what == directory.KindOrganization && e.ID == id
	case directory.Venue:
		return what == directory.KindVenue && e.ID == id || what == closeCounty && e.County == id && id != ""
	}
	return false
}

// lift takes a closure away from all that it closes.
func (a *Admin) lift(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	if _, err := v.reopen(v.PostForm.Get("closure")); err != nil {
		return err
	}
	return goTo(w, v, "/admin/closures")
}

// reopen takes the closure with a key away from all that the visitor may change.
func (v *visit) reopen(key string) (directory.Head, error) {
	var changes []directory.Change
	for e, at := range v.dir.All() {
		is := func(c schedule.Closure) bool { return closureKey(c) == key }
		if list := closuresOf(e); slices.ContainsFunc(list, is) && v.who.mayEdit(v.dir, e) {
			changes = append(changes, directory.Change{Put: v.withClosures(e, slices.DeleteFunc(slices.Clone(list), is)), If: at})
		}
	}
	if len(changes) == 0 {
		return directory.Head{}, errNotFound
	}
	return v.commit("lift", changes...)
}
