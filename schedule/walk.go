package schedule

import "slices"

// A walk steps through the occurrences of a timetable in their order, or
// backward: it merges the dates of the rule, the explicit dates and the
// displaced occurrences. It belongs to one goroutine.
type walk struct {
	o Occurrence // the current one, after next

	t         *Timetable
	back      bool
	quick     bool // most occurrences need no more than nextOrdinary does
	ordinary  bool // o is as usual, all but its date
	rule      cursor
	ruleDay   int32 // the next date of the rule, 0 at the end; not if quick
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
	if t.quick {
		w.quick = true
		return
	}
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

// next moves o to the next occurrence and reports whether there is one.
func (w *walk) next() bool {
	switch {
	case w.quick:
		return w.nextOrdinary()
	case len(w.displaced) == 0 && !w.isPending:
		return w.usual(&w.o)
	}
	return w.nextMerged()
}

// nextOrdinary is next for a series that has nothing but a rule and perhaps
// holidays. It is what most calls come to, so it leaves alone whatever is the
// same in every occurrence.
func (w *walk) nextOrdinary() bool {
	n := w.rule.next()
	if n == 0 || n > w.t.last {
		return false
	}
	if w.t.series.OnHoliday != Keep && w.t.holidays.Contains(Date{n}) {
		w.ordinary = false
		return w.set(&w.o, n)
	}
	if !w.ordinary {
		w.o, w.ordinary = w.t.usual, true
	}
	w.o.Original.n, w.o.Date.n = n, n
	w.resolve(&w.o)
	return true
}

// nextMerged is next where displaced occurrences may come first.
func (w *walk) nextMerged() bool {
	if !w.isPending {
		w.hold()
	}
	if len(w.displaced) > 0 {
		if other, rest := pop(w.displaced, w.back); !w.isPending || compare(other, &w.pending) < 0 != w.back {
			w.o, w.displaced = *other, rest
			return true
		}
	}
	if !w.isPending {
		return false
	}
	w.o, w.isPending = w.pending, false
	return true
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
	s := w.segment
	if local < s.from || local >= s.until {
		s = w.t.zone.segmentOf(local)
		w.segment = s
	}
	o.start = local - s.offset
	return o.start >= s.end
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
