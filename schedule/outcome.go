package schedule

// adjust applies the exception and the holiday of its original date to a usual
// occurrence; ok is false if it is among the displaced ones.
func (t *Timetable) adjust(o *Occurrence) (ok bool) {
	if len(t.exceptions) > 0 {
		if e := t.exception(o.Original.n); e != nil {
			if e.Kind == Reschedule || e.Kind == Add {
				return false
			}
			o.Reason = Reason{Code: ByException, Text: e.Reason}
			if e.Kind == Cancel {
				o.Status = Cancelled
				return true
			}
		}
	}
	if t.series.OnHoliday != Keep && t.holidays.Contains(o.Original) {
		t.keepHoliday(o)
	}
	return true
}

func (t *Timetable) keepHoliday(o *Occurrence) {
	o.Reason = Reason{Code: OnAHoliday, Holiday: t.holidays.Name(o.Original), Text: o.Reason.Text}
	switch t.series.OnHoliday {
	case Ask:
		o.Status = Unconfirmed
	case Skip:
		o.Status = Skipped
	case Move:
		o.Status = Skipped
		if d := t.putOff(o.Original); !d.IsZero() {
			o.Status, o.Date = Moved, d
		}
	}
}

// putOff returns the day to which the policy Move takes a date, or zero. It
// lies before the next date of the series, so the order never changes and no
// two meetings share a day.
func (t *Timetable) putOff(d Date) Date {
	for i := 1; i <= maxPutOff; i++ {
		next := d.AddDays(i)
		if next.IsZero() || t.has(next.n) || t.taken(next) {
			return Date{}
		}
		if _, _, closed := t.closures.on(next.n); !closed && !t.holidays.Contains(next) {
			return next
		}
	}
	return Date{}
}

const maxPutOff = 7 // days

// taken reports whether a displaced occurrence is on a day.
func (t *Timetable) taken(d Date) bool {
	i := t.displacedFrom(d.n)
	return i < len(t.displaced) && t.displaced[i].Date == d
}

// settle applies gaps and closures, which depend on the day and time that an
// occurrence really has.
func (t *Timetable) settle(o *Occurrence, gap bool) {
	if o.Status == Cancelled || o.Status == Skipped {
		return
	}
	if gap && t.gap == GapSkip {
		o.Status, o.Reason = Skipped, Reason{Code: NoSuchTime}
		return
	}
	if t.closures.empty() {
		return
	}
	if status, reason, closed := t.closures.on(o.Date.n); closed {
		o.Status, o.Reason = status, reason
	}
}
