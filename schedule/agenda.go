package schedule

import (
	"context"
	"iter"
)

// An Agenda is many timetables, none of them nil, seen as one list of
// occurrences. It may be used by any number of goroutines while its elements
// do not change.
type Agenda []*Timetable

// All yields the occurrences of all timetables that begin on a day from from
// until the day before to, as Timetable.All does, in the order of their start,
// then of the timetables. A day is that of each timetable's own zone. It costs
// memory for one occurrence a timetable, and time that grows with the logarithm
// of their number for each one.
func (a Agenda) All(from, to Date) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		a.merge(from, to, func(_ int, o Occurrence) (bool, error) { return yield(o), nil })
	}
}

// Held yields those occurrences of All that take place.
func (a Agenda) Held(from, to Date) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		for o := range a.All(from, to) {
			if o.Status.Held() && !yield(o) {
				return
			}
		}
	}
}

// AllContext is All for long lists: once ctx has ended it yields the zero
// Occurrence with the error of ctx and stops.
func (a Agenda) AllContext(ctx context.Context, from, to Date) iter.Seq2[Occurrence, error] {
	return func(yield func(Occurrence, error) bool) {
		err := a.merge(from, to, func(_ int, o Occurrence) (bool, error) {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			return yield(o, nil), nil
		})
		if err != nil {
			yield(Occurrence{}, err)
		}
	}
}

// merge calls yield with all occurrences in order, each with the place of its
// timetable in the agenda, until it says no.
func (a Agenda) merge(from, to Date, yield func(place int, o Occurrence) (bool, error)) error {
	walks := make([]walk, len(a))
	due := make(laneHeap, 0, len(a))
	for i, t := range a {
		w := &walks[len(due)]
		w.forward(t, from.n)
		if w.next() && w.o.beforeDay(to) {
			due = append(due, lane{w.o.start, i, w})
		} else {
			*w = walk{}
		}
	}
	for i := len(due)/2 - 1; i >= 0; i-- {
		due.sink(i)
	}
	for len(due) > 0 {
		top := &due[0]
		if ok, err := yield(top.place, top.walk.o); !ok {
			return err
		}
		if top.walk.next() && top.walk.o.beforeDay(to) {
			top.start = top.walk.o.start
		} else {
			due[0] = due[len(due)-1]
			due = due[:len(due)-1]
		}
		due.sink(0)
	}
	return nil
}

// A lane is one timetable on its way through an agenda.
type lane struct {
	start int64 // of its current occurrence
	place int   // of its timetable in the agenda
	walk  *walk
}

// A laneHeap is a binary heap with the earliest occurrence on top. It is not
// container/heap, whose interface would allocate.
type laneHeap []lane

func (h laneHeap) less(i, j int) bool {
	return h[i].start < h[j].start || (h[i].start == h[j].start && h[i].place < h[j].place)
}

// sink moves lane i down to where it belongs.
func (h laneHeap) sink(i int) {
	for {
		least := i
		for _, child := range [...]int{2*i + 1, 2*i + 2} {
			if child < len(h) && h.less(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
