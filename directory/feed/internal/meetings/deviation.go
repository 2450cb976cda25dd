package meetings

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A deviation is a date that is not as its series and its place say.
type deviation struct{ directory.Meeting }

// field names what makes the date another one.
func (d deviation) field() string {
	if d.Reason.Code == schedule.ByClosure {
		return "closures"
	}
	return "overrides"
}

// elsewhere reports whether the date takes place otherwise than the listing
// says.
func (d deviation) elsewhere(l directory.Listing) bool {
	return len(d.Note) > 0 || cmp.Or(d.Mode, program.ModeInPerson) != l.Mode ||
		l.Place != nil && (d.Venue != l.Place.ID || d.Room != "" && d.Room != l.Place.Room && !l.Place.Approximate)
}

// maxDeviations is how many dates of one series are said in words.
const maxDeviations = 100

// deviations returns the dates of a series within the span to write that are
// shut, elsewhere or otherwise. Without a span there are none.
func (t *Teller) deviations(l directory.Listing, s schedule.Series) (list []deviation) {
	from, through := t.Options.From, t.Options.Through
	if from.IsZero() {
		return nil
	}
	if through.IsZero() {
		through = from.AddDays(365)
	}
	for m := range t.Snapshot.Timetable(l.ID).Deviations(from, through.AddDays(1)) {
		d := deviation{m}
		always := l.Status != directory.Active // which the status says
		if always && d.elsewhere(l) {
			d.Reason, always = schedule.Reason{}, false
		}
		if m.Series == s.ID && !always && len(list) < maxDeviations {
			list = append(list, d)
		}
	}
	return list
}

// Deviations reports those of all series, for formats that say all other
// dates. Fields are "closures" and "overrides"; values are the dates.
func (t *Teller) Deviations(l directory.Listing) {
	dates := map[string][]string{}
	for _, table := range t.Snapshot.Timetable(l.ID).Series() {
		for _, d := range t.deviations(l, table.Series()) {
			dates[d.field()] = append(dates[d.field()], d.Date.String())
		}
	}
	for _, field := range []string{"closures", "overrides"} {
		if list := dates[field]; len(list) > 0 {
			t.Find(l, program.Warning, "dates-differ", field, strings.Join(list, ", "), "dates on which it is shut or takes place otherwise, which is not said")
		}
	}
}

// oddWords says the dates of a series, those that are shut among them, and
// where the others take place.
func (t *Teller) oddWords(s schedule.Series, odd []deviation) string {
	var lines []string
	for _, d := range odd {
		if d.field() == "closures" && !d.Status.Held() {
			if e := (schedule.Exception{On: d.Original, Kind: schedule.Cancel}); !excepted(s, d.Original) {
				s.Exceptions = append(s.Exceptions[:len(s.Exceptions):len(s.Exceptions)], e)
			}
			continue
		}
		lines = append(lines, d.Date.String()+": "+t.where(d))
	}
	return strings.Join(append([]string{t.onlyOn(s)}, lines...), "\n")
}

func excepted(s schedule.Series, on schedule.Date) bool {
	for _, e := range s.Exceptions {
		if e.On == on {
			return true
		}
	}
	return false
}

// where says how and where a date takes place.
func (t *Teller) where(d deviation) string {
	parts := []string{fmt.Sprint(d.Mode)}
	if d.Mode == "" {
		parts[0] = string(program.ModeInPerson)
	}
	if p, ok := t.Snapshot.Place(d.Venue); ok {
		parts = append(parts, p.Name, p.Address.String())
	}
	parts = append(parts, d.Room, d.Note.In(t.Options.Language))
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}
