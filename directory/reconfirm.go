package directory

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A Doubt says that somebody found the door of an offering closed. It holds
// nothing about who that was. It is shown to nobody but those who look after
// the list: see [Reconfirm]. Delete it once somebody has looked.
type Doubt struct {
	ID       string           `json:"id"` // of its own, such as a random one
	Offering string           `json:"offering"`
	On       schedule.Date    `json:"on"`                // the date that did not take place
	Reported time.Time        `json:"reported,omitzero"` // whole hours, UTC
	Unknown  schedule.Unknown `json:"-"`
}

// Key returns the key of the record.
func (d Doubt) Key() Key { return Key{KindDoubt, d.ID} }

// Validate joins a [*RecordError] for each problem: no offering, no date.
func (d Doubt) Validate() error {
	c := checker{key: d.Key()}
	c.required("offering", d.Offering)
	if d.On.IsZero() {
		c.add("on", errors.New("empty, want a date"))
	}
	return c.join()
}

// MarshalJSON writes the fields named in the type, then Unknown.
func (d Doubt) MarshalJSON() ([]byte, error) {
	type plain Doubt
	return schedule.EncodeKeeping(plain(d), d.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (d *Doubt) UnmarshalJSON(data []byte) (err error) {
	type plain Doubt
	var p plain
	p.Unknown, err = schedule.DecodeKeeping(data, &p)
	if err == nil {
		*d = Doubt(p)
	}
	return err
}

// Fresh reports whether somebody in charge confirmed a record at most so many
// days before a day. What was never confirmed is not fresh; with 0 days or less
// everything is.
func (v Verified) Fresh(on schedule.Date, days int) bool {
	return days <= 0 || !v.On.IsZero() && !v.On.AddDays(days).Before(on)
}

// A Reconfirmation is an offering that somebody should ask about: is it still
// so? Until then it is best shown with "call first".
type Reconfirmation struct {
	Offering Offering
	// Doubts are the dates since it was last confirmed on which the door was
	// found closed, the latest first.
	Doubts []Doubt
}

// Reconfirm returns the active offerings that were not confirmed within so many
// days before a day, or whose door was found closed since: first those with most
// doubts, then those that were never confirmed, then those confirmed longest ago,
// then by ID. Offerings whose last date has passed are left out. With 0 days or
// less only doubts count. The time that it takes is in proportion to the number
// of entities.
func Reconfirm(entities iter.Seq[Entity], today schedule.Date, days int) []Reconfirmation {
	doubts := map[string][]Doubt{}
	var active []Offering
	for e := range entities {
		switch e := e.(type) {
		case Doubt:
			doubts[e.Offering] = append(doubts[e.Offering], e)
		case Offering:
			if e.Status == Active && !over(e, today) {
				active = append(active, e)
			}
		}
	}
	var queue []Reconfirmation
	for _, o := range active {
		since := slices.DeleteFunc(doubts[o.ID], func(d Doubt) bool { return !d.On.After(o.Verified.On) })
		if len(since) == 0 && o.Verified.Fresh(today, days) {
			continue
		}
		slices.SortFunc(since, func(a, b Doubt) int { return cmp.Or(b.On.Compare(a.On), cmp.Compare(a.ID, b.ID)) })
		queue = append(queue, Reconfirmation{o, since})
	}
	slices.SortFunc(queue, func(a, b Reconfirmation) int {
		return cmp.Or(cmp.Compare(len(b.Doubts), len(a.Doubts)),
			a.Offering.Verified.On.Compare(b.Offering.Verified.On), cmp.Compare(a.Offering.ID, b.Offering.ID))
	})
	return queue
}

// over reports whether all dates of an offering lie before a day.
func over(o Offering, today schedule.Date) bool {
	for _, s := range o.Series {
		if _, last := s.Bounds(); last.IsZero() || !last.Before(today) {
			return false
		}
	}
	return len(o.Series) > 0
}
