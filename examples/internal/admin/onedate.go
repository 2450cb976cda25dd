package admin

import (
	"slices"

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
func (v *visit) placed(o directory.Offering, c DateChange) (directory.Offering, error) {
	k := c.On
	x := directory.Override{Series: k.Series, On: k.Date}
	if i := slices.IndexFunc(o.Overrides, func(x directory.Override) bool { return x.Series == k.Series && x.On == k.Date }); i >= 0 {
		x = o.Overrides[i]
	}
	x.Room, x.Mode = c.Room, c.Mode
	switch {
	case !slices.Contains(modes, c.Mode):
		return o, &FieldError{"mode", `nothing, "in person", "online", "telephone" or "hybrid"`}
	case len(c.Room) > maxReason:
		return o, &FieldError{"room", errLongText}
	case len(c.Note) > maxReason:
		return o, &FieldError{"note", errLongText}
	}
	if c.Note != "" {
		x.Note = program.Text{v.bookOfOrganization(o.Organization).tag: c.Note}
	}
	if x.Room == "" && x.Mode == "" && len(x.Note) == 0 && x.Venue == "" {
		return o, &FieldError{"room", "a room, a mode or a note"}
	}
	o.Overrides = append(withoutOverride(o.Overrides, k), x)
	return o, nil
}

// added returns an offering with one more date, in its first series.
func (c DateChange) added(o directory.Offering, reason string) (directory.Offering, error) {
	if c.Day.IsZero() {
		return o, &FieldError{"day", "a day"}
	}
	if len(o.Series) == 0 {
		o.Series = []schedule.Series{{Start: c.Time}}
	}
	x := schedule.Exception{On: c.Day, Kind: schedule.Add, Reason: reason}
	if c.Time != o.Series[0].Start {
		x.Start = c.Time
	}
	return withException(o, 0, x), nil
}
