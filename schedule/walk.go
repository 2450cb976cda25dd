package schedule

import "slices"

// A walk merges the dates of the rule, the explicit dates and the displaced
// occurrences of a timetable in the order of their start, or backward. It
// belongs to one goroutine.
type walk struct {
	t         *Timetable
	back      bool
	rule      cursor
	ruleDay   int32 // the next date of the rule, 0 at the end
	dates     []int32
	displaced []Occurrence
	segment   *segment // of the last instant, as the next is often in it too

	pending   Occurrence // the next usual occurrence, while others may precede it
	isPending bool
}

// forward sets w before the first occurrence on or after day from.
func (w *walk) forward(t *Timetable, from int32) {
	original := from
	if t.series.OnHoliday == Move {
		original -= maxPutOff
	}
	w.t, w.segment = t, &t.zone.segments[0]
	w.rule.from(&t.pattern, max(original, t.first))
	w.dates = t.dates[indexOf(t.dates, original):]
	w.displaced = t.displaced[t.displacedFrom(from):]
	w.step()
	if original != from {
		for w.hold(); w.isPending && w.pending.Date.n < from; w.hold() {
		}
	}
}

// backward sets w after the last occurrence before day to.
func (w *walk) backward(t *Timetable, to int32) {
	w.t, w.back, w.segment = t, true, &t.zone.segments[0]
	w.rule.before(&t.pattern, min(to, t.last+1))
	w.dates = t.dates[:indexOf(t.dates, to)]
	w.displaced = t.displaced[:t.displacedFrom(to)]
	w.step()
	if t.series.OnHoliday == Move {
		for w.hold(); w.isPending && w.pending.Date.n >= to; w.hold() {
		}
	}
}

// indexOf returns the index of the first number not below n.
func indexOf(list []int32, n int32) int {
	i, _ := slices.BinarySearch(list, n)
	return i
}

// step moves to the next date of the rule.
func (w *walk) step() {
	if w.back {
		w.ruleDay = w.rule.prev()
		if w.ruleDay < w.t.first {
			w.ruleDay = 0
		}
		return
	}
	w.ruleDay = w.rule.next()
	if w.ruleDay > w.t.last {
		w.ruleDay = 0
	}
}

// original returns the next original date of the rule and the explicit dates,
// which have none in common, or 0.
func (w *walk) original() int32 {
	n := w.ruleDay
	if len(w.dates) > 0 {
		if other, rest := pop(w.dates, w.back); n == 0 || *other < n != w.back {
			w.dates = rest
			return *other
		}
	}
	if n != 0 {
		w.step()
	}
	return n
}

// usual sets o to the next occurrence that is not displaced and reports
// whether there is one.
func (w *walk) usual(o *Occurrence) bool {
	for {
		n := w.original()
		if n == 0 {
			return false
		}
		if w.set(o, n) {
			return true
		}
	}
}

// set makes o the occurrence of an original date as the series, exceptions,
// holidays and closures have it; ok is false if it is displaced.
func (w *walk) set(o *Occurrence, n int32) (ok bool) {
	*o = w.t.usual
	o.Original.n, o.Date.n = n, n
	if w.t.plain {
		w.resolve(o)
		return true
	}
	if !w.t.adjust(o) {
		return false
	}
	w.t.settle(o, w.resolve(o))
	return true
}

// hold sets pending.
func (w *walk) hold() { w.isPending = w.usual(&w.pending) }

// resolve sets the instant of an occurrence and reports whether the wall clock
// skips its time.
func (w *walk) resolve(o *Occurrence) (gap bool) {
	local := localSecond(o.Date, o.Clock)
	if local < w.segment.from || local >= w.segment.until {
		w.segment = w.t.zone.segmentOf(local)
	}
	o.start = local - w.segment.offset
	return o.start >= w.segment.end
}

// next sets o to the next occurrence and reports whether there is one.
func (w *walk) next(o *Occurrence) bool {
	if len(w.displaced) == 0 && !w.isPending {
		return w.usual(o)
	}
	if !w.isPending {
		w.hold()
	}
	if len(w.displaced) > 0 {
		if other, rest := pop(w.displaced, w.back); !w.isPending || compare(other, &w.pending) < 0 != w.back {
			*o, w.displaced = *other, rest
			return true
		}
	}
	if !w.isPending {
		return false
	}
	*o, w.isPending = w.pending, false
	return true
}

// pop returns the first entry of a list, or the last one going back, and the
// others. The list must not be empty.
func pop[T any](list []T, back bool) (*T, []T) {
	if back {
		last := len(list) - 1
		return &list[last], list[:last]
	}
	return &list[0], list[1:]
}
