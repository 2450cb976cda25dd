package finder

import (
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A dateView is one date of a group, whether or not it takes place.
type dateView struct {
	Day     string
	Hours   string
	Machine string // RFC 3339, of the start
	Class   string // "on", "ask" or "off"
	Status  string // "" if it is as usual
	Reason  said
	Places  []said // where it is, as far as that differs from the usual
	Note    said
}

// datesView are the next dates of a group.
type datesView struct {
	Dates []dateView
	Last  bool // there are no more after these
	Off   bool // those after these do not take place either, as far as was looked
	Ask   bool // one of them says to call first

	until time.Time // before then they are the same, zero is not known
}

// window is how far ahead dates are looked for.
const window = 400 * 24 * time.Hour

// dates returns the next dates: as many as may take place, and those between
// that do not, with the reason.
func (v *visit) dates(l directory.Listing, number int) (view datesView) {
	if l.Status != directory.Active {
		return datesView{}
	}
	view.Last = true
	end, found := v.now.Add(window), 0
	var first time.Time
	for m := range v.Snapshot.Timetable(l.ID).From(v.now) {
		if found == number || len(view.Dates) == 2*number || m.Start().After(end) {
			view.Last = false
			if found == number && !view.Ask {
				view.until = first // then it is over; whom to call is open or not by the minute
			}
			break
		}
		if len(view.Dates) == 0 {
			first = m.Start()
		}
		d := v.date(m, l)
		view.Dates = append(view.Dates, d)
		view.Ask = view.Ask || d.Class == "ask"
		if d.Class != "off" {
			found++
		}
	}
	view.cut()
	return view
}

// mostOff is how many dates that do not take place end a list.
const mostOff = 2

// cut shortens a list that ends with many dates which do not take place.
func (d *datesView) cut() {
	end := len(d.Dates)
	for end > 0 && d.Dates[end-1].Class == "off" {
		end--
	}
	if end += mostOff; end < len(d.Dates) {
		d.Dates, d.Off = d.Dates[:end], true
	}
}

func (v *visit) date(m directory.Meeting, l directory.Listing) dateView {
	d := dateView{
		Day: v.book.date(m.Date), Hours: v.book.hoursOf(m.Occurrence), Machine: m.Start().Format(time.RFC3339),
		Class: "on", Reason: v.reason(m.Reason, l), Places: v.elsewhere(m, l), Note: v.book.text(m.Note),
	}
	switch m.Status {
	case schedule.Moved:
		d.Status = v.book.say("date.other-time")
		if m.Date != m.Original {
			d.Status = v.book.say("date.moved", v.book.date(m.Original))
		}
	case schedule.Added:
		d.Status = v.book.say("date.added")
	case schedule.Unconfirmed:
		d.Class, d.Status = "ask", v.book.say("date.unconfirmed")
	case schedule.Skipped:
		d.Class, d.Status = "off", v.book.say("date.skipped")
	case schedule.Cancelled:
		d.Class, d.Status = "off", v.book.say("date.cancelled")
	}
	return d
}

// reason says why a date is not as usual.
func (v *visit) reason(r schedule.Reason, l directory.Listing) said {
	switch {
	case r.Text != "":
		o, _ := v.Snapshot.Organization(l.Organization)
		return v.book.said(r.Text, orgLanguage(o))
	case r.Code == schedule.OnAHoliday:
		return v.book.holiday(r.Holiday)
	case r.Code == 0:
		return said{}
	}
	return said{Text: v.book.say("reason." + r.Code.String())}
}

// holiday returns the name of a holiday.
func (b *wordbook) holiday(name string) said {
	day, kept := strings.CutSuffix(name, " (observed)")
	words := b.name("holiday", day, "en")
	if kept {
		words.Text = b.say("holiday.observed", words.Text)
	}
	return words
}

// elsewhere says where a meeting is, as far as that is not as usual.
func (v *visit) elsewhere(m directory.Meeting, l directory.Listing) (places []said) {
	language := v.language(l)
	if m.Mode != "" && m.Mode != l.Mode {
		places = append(places, v.modeOf(m.Mode))
	}
	confidential := l.Place != nil && l.Place.Approximate
	if m.Venue != "" && (l.Place == nil || m.Venue != l.Place.ID) {
		if p, ok := v.Snapshot.Place(m.Venue); ok {
			confidential = p.Approximate
			places = append(places, v.book.said(joined(", ", p.Name, p.Address.String()), language))
		}
	}
	if m.Room != "" && !confidential && (l.Place == nil || m.Room != l.Place.Room) {
		places = append(places, v.book.said(m.Room, language))
	}
	return places
}

// language returns the language of the words in a listing that have none of
// their own.
func (v *visit) language(l directory.Listing) string {
	o, _ := v.Snapshot.Organization(l.Organization)
	return orgLanguage(o)
}

// joined returns the parts that are not empty, with a separator.
func joined(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

// modeOf returns the words for a mode; "" is in person.
func (v *visit) modeOf(m program.Mode) said {
	if m == "" {
		m = program.ModeInPerson
	}
	return v.book.name("mode", string(m), "en")
}
