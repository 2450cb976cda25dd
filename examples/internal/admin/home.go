package admin

import (
	"net/http"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
)

// A homeView is what there is to do today.
type homeView struct {
	Meetings             []tonightView
	MayCancel, MayClose  bool
	Reconfirm, Proposals int
	Problems             int
	Settings             []settingView // none for who may not change them
}

// A tonightView is a meeting that is soon, with the button that cancels it.
type tonightView struct {
	Name, URL, Text, Key string
	Off                  bool
	start                int64
}

// soonDays is how far ahead the first page looks: today and tomorrow.
const soonDays = 2

func (a *Admin) home(w http.ResponseWriter, v *visit) error {
	if v.who.Offering != "" {
		return goTo(w, v, address("dates", v.who.Offering))
	}
	view := homeView{MayClose: v.who.may(Editor), Reconfirm: len(v.queue()), Proposals: len(v.proposed()), Problems: len(v.dir.Problems())}
	for _, o := range offeringsOf(v.dir) {
		if !v.who.covers(o.Organization) {
			continue
		}
		l, _ := v.snap.Listing(o.ID)
		today := v.today(o.Organization)
		for m := range v.snap.Timetable(o.ID).All(today, today.AddDays(soonDays)) {
			if m.Start().Before(v.now) {
				continue
			}
			view.Meetings = append(view.Meetings, tonightView{
				Name: v.offeringName(o), URL: address("dates", o.ID), Text: texts.Meeting(v.snap, l, m, v.book.tag),
				Key: m.Key().String(), Off: v.dateView(o, l, m).Off, start: m.Start().Unix(),
			})
		}
	}
	view.MayCancel, view.Settings = v.who.may(Editor), v.settings()
	slices.SortStableFunc(view.Meetings, func(a, b tonightView) int { return int(a.start - b.start) })
	view.Meetings = view.Meetings[:min(len(view.Meetings), soonShown)]
	return a.render(w, v, http.StatusOK, "home", view)
}

// soonShown is how many meetings the first page shows at most.
const soonShown = 100

// queue returns what should be asked about, of what the token is for.
func (v *visit) queue() []directory.Reconfirmation {
	all := directory.Reconfirm(v.entities(), v.dayIn(""), reconfirmDays)
	return slices.DeleteFunc(all, func(r directory.Reconfirmation) bool { return !v.who.covers(r.Offering.Organization) })
}

// reconfirmDays is how long a confirmation counts.
const reconfirmDays = 90

// entities yields all that the directory holds.
func (v *visit) entities() func(func(directory.Entity) bool) {
	return func(yield func(directory.Entity) bool) {
		for e := range v.dir.All() {
			if !yield(e) {
				return
			}
		}
	}
}
