package schedule

import (
	"fmt"
	"iter"
)

// A Collision is an occurrence that has to do with a holiday: its date is one,
// or it was moved to one.
type Collision struct {
	Day        Date   // the holiday
	Holiday    string // its name, such as "Thanksgiving Day"
	Policy     HolidayPolicy
	Occurrence Occurrence
}

// Collisions yields the occurrences from from until the day before to, as All
// does, that fall on a holiday, whatever the policy of the series makes of
// them. With the holidays of the organization it warns months ahead of a
// 4th-Thursday group that will meet on Thanksgiving Day; what is already
// cancelled is left out.
func (t *Timetable) Collisions(holidays *Holidays, from, to Date) iter.Seq[Collision] {
	return func(yield func(Collision) bool) {
		for o := range t.All(from, to) {
			if o.Status == Cancelled {
				continue
			}
			day := o.Date
			if !holidays.Contains(day) && o.Reason.Code == OnAHoliday {
				day = o.Original // from which it was moved
			}
			if holidays.Contains(day) && !yield(Collision{day, holidays.Name(day), t.series.OnHoliday, o}) {
				return
			}
		}
	}
}

// String returns the collision in one line of English, such as
// "2022-11-24 Thanksgiving Day, policy: keep".
func (c Collision) String() string {
	return fmt.Sprintf("%v %s, policy: %v", c.Day, c.Holiday, c.Policy)
}
