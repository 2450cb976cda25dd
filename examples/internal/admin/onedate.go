package admin

import (
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// withException returns an offering whose i-th series has an exception, in place
// of any other for that date.
func withException(o directory.Offering, i int, x schedule.Exception) directory.Offering {
	o.Series = slices.Clone(o.Series)
	s := &o.Series[i]
	s.Exceptions = append(withoutException(s.Exceptions, x.On), x)
	slices.SortFunc(s.Exceptions, func(a, b schedule.Exception) int { return a.On.Compare(b.On) })
	return o
}

func withoutException(list []schedule.Exception, on schedule.Date) []schedule.Exception {
	return slices.DeleteFunc(slices.Clone(list), func(x schedule.Exception) bool { return x.On == on })
}

func withoutOverride(list []directory.Override, k schedule.Key) []directory.Override {
	return slices.DeleteFunc(slices.Clone(list), func(x directory.Override) bool { return x.Series == k.Series && x.On == k.Date })
}

// restored returns an offering whose i-th series has a date as planned. Who may
// only cancel can only take back a cancellation.
func (v *visit) restored(o directory.Offering, i int, on schedule.Date) directory.Offering {
	series := slices.Clone(o.Series)
	s := &series[i]
	cancelled := slices.ContainsFunc(s.Exceptions, func(x schedule.Exception) bool { return x.On == on && x.Kind == schedule.Cancel })
	if cancelled || v.who.may(Editor) {
		s.Exceptions = withoutException(s.Exceptions, on)
		o.Series = series
	}
	if v.who.may(Editor) {
		o.Overrides = withoutOverride(o.Overrides, schedule.Key{Series: s.ID, Date: on})
	}
	return o
}

// placed returns an offering with one date in another room, in another way, or
// with a note.
func (v *visit) placed(o directory.Offering, k schedule.Key) (directory.Offering, error) {
	x := directory.Override{Series: k.Series, On: k.Date}
	if i := slices.IndexFunc(o.Overrides, func(x directory.Override) bool { return x.Series == k.Series && x.On == k.Date }); i >= 0 {
		x = o.Overrides[i]
	}
	x.Room = strings.TrimSpace(v.PostForm.Get("room"))
	x.Mode = program.Mode(v.PostForm.Get("mode"))
	modes := []program.Mode{"", program.ModeInPerson, program.ModeOnline, program.ModeTelephone, program.ModeHybrid}
	if !slices.Contains(modes, x.Mode) || len(x.Room) > maxReason || len(v.PostForm.Get("note")) > maxReason {
		return o, errRequest
	}
	if note := strings.TrimSpace(v.PostForm.Get("note")); note != "" {
		x.Note = program.Text{v.bookOfOrganization(o.Organization).tag: note}
	}
	if x.Room == "" && x.Mode == "" && len(x.Note) == 0 && x.Venue == "" {
		return o, errRequest
	}
	o.Overrides = append(withoutOverride(o.Overrides, k), x)
	return o, nil
}

// added returns an offering with one more date, in its first series.
func (v *visit) added(o directory.Offering) (directory.Offering, error) {
	day, clock, err := v.dayAndTime()
	switch {
	case !v.who.may(Editor):
		return o, errForbidden
	case err != nil || day.IsZero():
		return o, errRequest
	}
	reason, err := v.reason(o)
	if err != nil {
		return o, err
	}
	if len(o.Series) == 0 {
		o.Series = []schedule.Series{{Start: clock}}
	}
	x := schedule.Exception{On: day, Kind: schedule.Add, Reason: reason}
	if clock != o.Series[0].Start {
		x.Start = clock
	}
	return withException(o, 0, x), nil
}
