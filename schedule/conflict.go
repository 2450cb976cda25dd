package schedule

import (
	"context"
	"iter"
	"slices"
	"time"
)

// A Booking says that whatever a timetable has needs some resources: a room,
// a screen, a person. They are labels of the caller's that mean nothing here.
type Booking struct {
	Timetable *Timetable // not nil
	Resources []string
	// Before and After are the time that setting up and clearing away take,
	// not negative.
	Before, After time.Duration
}

// A Conflict is a resource that two occurrences need at one time.
type Conflict struct {
	Resource string
	// First begins no later than Second. Their bookings are given by index.
	First, Second               Occurrence
	FirstBooking, SecondBooking int
}

// Conflicts yields every pair of occurrences that begin on a day from from
// until the day before to and need one resource at one time, setting up and
// clearing away included, in the order of the second one's start. A pair that
// shares two resources comes twice. What is skipped or cancelled needs
// nothing; what is unconfirmed needs its resources; what has no known length
// needs them for an instant. Time and memory grow with the occurrences, and
// with those that need one resource at one time. Once ctx has ended it yields
// the zero Conflict with the error of ctx and stops.
func Conflicts(ctx context.Context, bookings []Booking, from, to Date) iter.Seq2[Conflict, error] {
	return func(yield func(Conflict, error) bool) {
		var agenda Agenda
		var early time.Duration // the longest time to set up
		for _, b := range bookings {
			agenda = append(agenda, b.Timetable)
			early = max(early, b.Before)
		}
		inUse := map[string][]use{}
		err := agenda.merge(from, to, func(booking int, o Occurrence) (bool, error) {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			if o.Status != Unconfirmed && !o.Status.Held() {
				return true, nil
			}
			next := newUse(o, booking, bookings[booking])
			for i, label := range bookings[booking].Resources {
				if slices.Contains(bookings[booking].Resources[:i], label) {
					continue
				}
				// Whatever comes later begins no earlier than this one is set up.
				users := slices.DeleteFunc(inUse[label], func(u use) bool { return u.end <= o.start-seconds(early) })
				for _, u := range users {
					if u.begin < next.end && next.begin < u.end && !yield(Conflict{label, u.o, o, u.booking, booking}, nil) {
						return false, nil
					}
				}
				inUse[label] = append(users, next)
			}
			return true, nil
		})
		if err != nil {
			yield(Conflict{}, err)
		}
	}
}

// A use is the time, in Unix seconds, in which an occurrence needs what is
// booked for it.
type use struct {
	o          Occurrence
	booking    int
	begin, end int64
}

func newUse(o Occurrence, booking int, b Booking) use {
	// Even an occurrence of unknown length needs its room when it begins.
	end := o.start + max(seconds(o.Length), 1)
	return use{o, booking, o.start - seconds(b.Before), end + seconds(b.After)}
}

func seconds(d time.Duration) int64 { return int64(max(d, 0) / time.Second) }
