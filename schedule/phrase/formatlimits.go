package phrase

import (
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// limits writes the first and the last day and the number of sessions.
func (f *formatter) limits() (parts []string) {
	first, last := f.s.First, f.s.Last
	if !f.s.Rule.IsValid() {
		if !first.IsZero() || !last.IsZero() || f.s.Count > 0 {
			f.lose("first", "explicit dates have no first or last day and no count")
		}
		return nil
	}
	switch {
	case !first.IsZero() && !last.IsZero():
		form := f.words.spanned
		if f.s.Start.IsZero() {
			form = f.words.spannedDays
		}
		from := f.date(first)
		if first.Year() == last.Year() && !last.Before(first) {
			from = f.yearless(first)
		}
		parts = append(parts, fmt.Sprintf(form, from, f.date(last)))
	case !first.IsZero():
		parts = append(parts, fmt.Sprintf(f.words.starting, f.date(first)))
	case !last.IsZero():
		parts = append(parts, fmt.Sprintf(f.words.ending, f.date(last)))
	}
	if f.s.Count == 0 {
		return parts
	}
	n, ok := f.sessions()
	switch {
	case !ok || n < 2:
		f.lose("count", "from 2 to 60 sessions are said, if they agree with the last day")
	case f.s.Rule.Parts().Interval == 1 && f.s.Rule.Parts().Frequency == schedule.PerWeek && f.isCourse(f.s.Rule.Parts()):
	default:
		parts = append(parts, fmt.Sprintf(f.words.sessions, n))
	}
	return parts
}

// sessions returns how many dates take place: Count without the cancelled
// ones. It is not ok if words cannot say it.
func (f *formatter) sessions() (n int, ok bool) {
	n = f.s.Count
	if n == 0 {
		return 0, false
	}
	s := settler{parts: f.s.Rule.Parts()}
	if len(s.parts.Days) == 0 && s.parts.Frequency == schedule.PerWeek {
		return 0, false
	}
	for _, e := range f.s.Exceptions {
		if e.Kind == schedule.Cancel && s.fits(e.On) && !e.On.Before(f.s.First) {
			n--
		}
	}
	if !f.s.First.IsZero() && !f.s.Last.IsZero() && s.parts.Frequency == schedule.PerWeek && s.parts.Interval == 1 {
		if f.s.Last.DaysSince(f.s.First) > 3660 || s.datesBetween(f.s.First, f.s.Last) != f.s.Count {
			return 0, false
		}
	}
	return n, n > 1 && n <= 60
}

func (f *formatter) policy() []string {
	policies := f.words.policies
	if f.short() {
		policies = f.words.shortPolicies
	}
	if text := policies[int(f.s.OnHoliday)]; text != "" {
		return []string{text}
	}
	if f.s.OnHoliday != schedule.Keep {
		f.lose("on_holiday", "it is no policy")
	}
	return nil
}

// exceptions writes cancelled dates, and further dates beside a rule.
func (f *formatter) exceptions() (parts []string) {
	var off []schedule.Date
	for _, e := range f.s.Exceptions {
		switch {
		case e.Kind != schedule.Cancel:
			f.lose("exceptions", "moved, added and annotated dates are not said")
		case !f.s.Rule.IsValid():
			f.lose("exceptions", "a cancelled date among explicit ones is not said")
		default:
			off = append(off, e.On)
			if e.Reason != "" || len(e.Unknown) > 0 {
				f.lose("exceptions", "reasons are not said")
			}
		}
	}
	if len(off) > 0 {
		slices.SortFunc(off, schedule.Date.Compare)
		parts = append(parts, fmt.Sprintf(f.words.cancelled, f.dates(off, f.words.the)))
	}
	if f.s.Rule.IsValid() && len(f.s.Dates) > 0 {
		more := slices.Clone(f.s.Dates)
		slices.SortFunc(more, schedule.Date.Compare)
		parts = append(parts, fmt.Sprintf(f.words.also, f.dates(slices.Compact(more), f.words.the)))
	}
	return parts
}

// courseOfDates turns explicit dates that are those of a weekly course into
// the rule that has them, since "ten Wednesdays from October 5 on, no meeting
// November 23" says more in fewer words than ten dates do.
func (f *formatter) courseOfDates() {
	all := slices.Clone(f.s.Dates)
	slices.SortFunc(all, schedule.Date.Compare)
	if f.s.Rule.IsValid() || len(all) < 5 || len(f.s.Exceptions) > 0 {
		return
	}
	first, last := all[0], all[len(all)-1]
	var off []schedule.Exception
	at := 0
	for d := first; !d.After(last) && at < len(all); d = d.AddDays(7) {
		if all[at] == d {
			at++
			continue
		}
		off = append(off, schedule.Exception{On: d, Kind: schedule.Cancel})
		if len(off) > 3 {
			return
		}
	}
	if at < len(all) || len(all) > 60 {
		return
	}
	f.lose("dates", "they are written as a weekly course, which has the same dates")
	f.s.Dates, f.s.First, f.s.Last, f.s.Count = nil, first, last, len(all)+len(off)
	f.s.Exceptions = off
	f.s.Rule = schedule.Weekly(time.Weekday(first.Weekday()))
}
