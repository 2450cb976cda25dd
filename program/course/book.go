package course

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
)

// A Book holds the places of a course and its waitlist by tokens: first come,
// first served. It is a plain record to be stored; nothing in it says who
// anybody is. Whoever is offered a place by a method is among the tokens that it
// returns, for the host to tell them, and the book is not changed where a method
// returns an error. The zero Book has places without limit. A Book is not safe
// for concurrent use.
//
// A place that becomes free is offered to whoever has waited longest. The offer
// stands for a time, then it goes to the next. From the cut-off on nothing is
// offered by itself: the people in charge call [Book.Offer].
type Book struct {
	Places program.Places `json:"places,omitzero"` // 0 is no limit
	// OfferHours is how long an offer stands; 0 is 48.
	OfferHours int `json:"offer_hours,omitzero"`
	// CutOff is the instant from which on nothing is offered by itself; zero
	// is never.
	CutOff time.Time `json:"cut_off,omitzero"`

	// Entries are in the order in which people came.
	Entries []Entry `json:"entries,omitzero"`
}

// An Entry is somebody's place in a book, or place in the line.
type Entry struct {
	Token    Token     `json:"token"`
	Standing Standing  `json:"standing"`
	Until    time.Time `json:"until,omitzero"` // when an offer expires
}

// A Standing is where somebody stands in a book.
type Standing string

// The standings.
const (
	Enrolled  Standing = "enrolled"
	Waiting   Standing = "waiting"
	Offered   Standing = "offered"   // a place, until an instant
	Expired   Standing = "expired"   // the offer did
	Withdrawn Standing = "withdrawn" // said no, or left
)

// A Position is what somebody reads who looks up their token.
type Position struct {
	Standing Standing  `json:"standing"`
	Place    int       `json:"place,omitzero"` // in the line, 1 is next; 0 if not waiting
	Until    time.Time `json:"until,omitzero"` // when an offer expires
}

var (
	// ErrNoToken reports a token that the book does not have.
	ErrNoToken = errors.New("course: no such token")
	// ErrStanding reports that somebody's standing does not allow a call.
	ErrStanding = errors.New("course: not possible as things stand")
)

const defaultOffer = 48 // hours

// Find returns where the holder of a token stands. The order of the line is
// public in that sense: everybody knows their own place in it.
func (b *Book) Find(t Token) (Position, error) {
	i := b.index(t)
	if i < 0 {
		return Position{}, ErrNoToken
	}
	p := Position{Standing: b.Entries[i].Standing, Until: b.Entries[i].Until}
	if p.Standing == Waiting {
		for _, e := range b.Entries[:i+1] {
			if e.Standing == Waiting {
				p.Place++
			}
		}
	}
	return p, nil
}

// Join enrols the holder of a new token, or puts them at the end of the line if
// there is no place or others wait. Whoever has withdrawn, or let an offer
// expire, may join again at the end. The error is [ErrToken] for an empty token
// and [ErrStanding] for one that is in the book.
func (b *Book) Join(t Token, now time.Time) (Position, error) {
	if t == "" {
		return Position{}, fmt.Errorf("%w: an empty token", ErrToken)
	}
	if i := b.index(t); i >= 0 {
		if s := b.Entries[i].at(now); s != Withdrawn && s != Expired {
			return Position{}, fmt.Errorf("%w: %s already", ErrStanding, s)
		}
		b.Entries = slices.Delete(slices.Clone(b.Entries), i, i+1)
	}
	b.expire(now)
	e := Entry{Token: t, Standing: Waiting}
	if b.free(now) > 0 && b.count(Waiting) == 0 {
		e.Standing = Enrolled
	}
	b.Entries = append(slices.Clip(b.Entries), e)
	return b.Find(t)
}

// Accept takes the place that was offered, until the offer expires. The error is
// [ErrNoToken], or [ErrStanding] where there is no offer or it is over.
func (b *Book) Accept(t Token, now time.Time) error {
	i := b.index(t)
	if i < 0 {
		return ErrNoToken
	}
	if s := b.Entries[i].at(now); s != Offered {
		return fmt.Errorf("%w: %s, want offered", ErrStanding, s)
	}
	b.Entries[i] = Entry{Token: t, Standing: Enrolled}
	return nil
}

// Withdraw gives back a place, an offer or a place in the line, and returns the
// tokens of those who are offered a place now. The error is [ErrNoToken], or
// [ErrStanding] where there is nothing to give back.
func (b *Book) Withdraw(t Token, now time.Time) ([]Token, error) {
	i := b.index(t)
	if i < 0 {
		return nil, ErrNoToken
	}
	if s := b.Entries[i].Standing; s == Withdrawn || s == Expired {
		return nil, fmt.Errorf("%w: %s already", ErrStanding, s)
	}
	b.Entries[i] = Entry{Token: t, Standing: Withdrawn}
	return b.Advance(now), nil
}

// Advance lets offers expire whose time is over and, before the cut-off, offers
// every free place to those who have waited longest. It returns their tokens:
// the host tells them. Call it when places may have become free, and now and
// then.
func (b *Book) Advance(now time.Time) (offered []Token) {
	b.expire(now)
	if !b.CutOff.IsZero() && !now.Before(b.CutOff) {
		return nil
	}
	free := b.free(now)
	for i, e := range b.Entries {
		if e.Standing == Waiting && free > 0 {
			b.offer(i, now)
			offered = append(offered, e.Token)
			free--
		}
	}
	return offered
}

// expire ends the offers whose time is over.
func (b *Book) expire(now time.Time) {
	for i, e := range b.Entries {
		if e.at(now) == Expired {
			b.Entries[i] = Entry{Token: e.Token, Standing: Expired}
		}
	}
}

// at returns the standing at an instant: an offer whose time is over has
// expired, also where the book does not say so yet.
func (e Entry) at(now time.Time) Standing {
	if e.Standing == Offered && !now.Before(e.Until) {
		return Expired
	}
	return e.Standing
}

// Offer offers a free place to somebody in the line, whoever waits before
// them: for the people in charge, and the only way after the cut-off. The error
// is [ErrNoToken], or [ErrStanding] where they do not wait or no place is free.
func (b *Book) Offer(t Token, now time.Time) error {
	i := b.index(t)
	if i < 0 {
		return ErrNoToken
	}
	if s := b.Entries[i].at(now); s != Waiting {
		return fmt.Errorf("%w: %s, want waiting", ErrStanding, s)
	}
	if b.free(now) <= 0 {
		return fmt.Errorf("%w: no place is free", ErrStanding)
	}
	b.expire(now)
	b.offer(i, now)
	return nil
}

func (b *Book) offer(i int, now time.Time) {
	hours := b.OfferHours
	if hours <= 0 {
		hours = defaultOffer
	}
	b.Entries[i].Standing, b.Entries[i].Until = Offered, now.Add(time.Duration(hours)*time.Hour)
}

// Interested returns the tokens of everybody who was enrolled, waits or has an
// offer, in their order. When a course is cancelled, [Book.Carry] hands them
// to the next one.
func (b *Book) Interested() (list []Token) {
	for _, e := range b.Entries {
		if e.Standing != Withdrawn && e.Standing != Expired {
			list = append(list, e.Token)
		}
	}
	return list
}

// Carry lets the interested of a cancelled course join, in their order and
// before anybody else if the book is new. Those who are there already stay.
func (b *Book) Carry(from *Book, now time.Time) {
	for _, t := range from.Interested() {
		if b.index(t) < 0 {
			_, _ = b.Join(t, now) // a token from a book is not empty
		}
	}
}

// Counts puts the numbers of the book into a course, the interested too.
func (b *Book) Counts(c Course) Course {
	c.Capacity.Max = b.Places
	c.Enrolled, c.Waiting, c.Interested = b.count(Enrolled)+b.count(Offered), b.count(Waiting), len(b.Interested())
	return c
}

// Forget removes a token and returns the tokens of those who are offered the
// place now. It does nothing if there is no such token.
func (b *Book) Forget(t Token, now time.Time) []Token {
	i := b.index(t)
	if i < 0 {
		return nil
	}
	b.Entries = slices.Delete(slices.Clone(b.Entries), i, i+1)
	return b.Advance(now)
}

func (b *Book) index(t Token) int {
	return slices.IndexFunc(b.Entries, func(e Entry) bool { return e.Token == t })
}

func (b *Book) count(s Standing) (n int) {
	for _, e := range b.Entries {
		if e.Standing == s {
			n++
		}
	}
	return n
}

// free returns how many places are neither taken nor offered at an instant.
func (b *Book) free(now time.Time) int {
	if b.Places == 0 {
		return math.MaxInt
	}
	free := int(b.Places)
	for _, e := range b.Entries {
		if s := e.at(now); s == Enrolled || s == Offered {
			free--
		}
	}
	return free
}
