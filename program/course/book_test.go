package course_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
)

var monday = time.Date(2022, 9, 5, 12, 0, 0, 0, time.UTC)

// joined returns a book of two places that some have joined in order.
func joined(t *testing.T, tokens ...course.Token) *course.Book {
	t.Helper()
	b := &course.Book{Places: 2}
	for _, token := range tokens {
		if _, err := b.Join(token, monday); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func stand(t *testing.T, b *course.Book, token course.Token, want course.Standing, place int) {
	t.Helper()
	if p, err := b.Find(token); err != nil || p.Standing != want || p.Place != place {
		t.Errorf("%s stands %v, %v; want %s at %d", token, p, err, want, place)
	}
}

func TestBook(t *testing.T) {
	t.Run("C9 first come, first served, and everybody sees their place", func(t *testing.T) {
		b := joined(t, "A", "B", "C", "D")
		stand(t, b, "B", course.Enrolled, 0)
		stand(t, b, "C", course.Waiting, 1)
		stand(t, b, "D", course.Waiting, 2)
		if _, err := b.Find("X"); !errors.Is(err, course.ErrNoToken) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("C9 a free place is offered, and the offer expires", func(t *testing.T) {
		b := joined(t, "A", "B", "C", "D")
		offered, err := b.Withdraw("A", monday)
		if err != nil || !slices.Equal(offered, []course.Token{"C"}) {
			t.Errorf("offered %v, %v", offered, err)
		}
		if p, _ := b.Find("C"); p.Standing != course.Offered || !p.Until.Equal(monday.Add(48*time.Hour)) {
			t.Errorf("C stands %v", p)
		}
		if got := b.Advance(monday.Add(48*time.Hour - time.Second)); got != nil {
			t.Errorf("offered %v before the first offer was over", got)
		}
		if got := b.Advance(monday.Add(48 * time.Hour)); !slices.Equal(got, []course.Token{"D"}) {
			t.Errorf("offered %v", got)
		}
		stand(t, b, "C", course.Expired, 0)
		if err := b.Accept("C", monday.Add(49*time.Hour)); !errors.Is(err, course.ErrStanding) {
			t.Errorf("an offer that is over was accepted: %v", err)
		}
		if err := b.Accept("D", monday.Add(49*time.Hour)); err != nil {
			t.Error(err)
		}
		stand(t, b, "D", course.Enrolled, 0)
	})
	t.Run("C9 automatic until the cut-off, then manual", func(t *testing.T) {
		b := joined(t, "A", "B", "C", "D")
		b.CutOff = monday
		if offered, _ := b.Withdraw("A", monday); offered != nil {
			t.Errorf("offered %v after the cut-off", offered)
		}
		if err := b.Offer("D", monday); err != nil {
			t.Error(err)
		}
		stand(t, b, "D", course.Offered, 0)
		if err := b.Offer("C", monday); !errors.Is(err, course.ErrStanding) {
			t.Errorf("a second place was offered: %v", err)
		}
	})
	t.Run("C9 nobody passes those who wait", func(t *testing.T) {
		b := joined(t, "A", "B", "C")
		b.CutOff = monday
		_, _ = b.Withdraw("A", monday)
		if p, err := b.Join("E", monday); err != nil || p.Standing != course.Waiting || p.Place != 2 {
			t.Errorf("E stands %v, %v", p, err)
		}
	})
	t.Run("C9 one token joins once, and again after it has left", func(t *testing.T) {
		b := joined(t, "A", "B", "C")
		if _, err := b.Join("A", monday); !errors.Is(err, course.ErrStanding) {
			t.Errorf("error %v", err)
		}
		_, _ = b.Withdraw("A", monday)
		if p, err := b.Join("A", monday); err != nil || p.Place != 1 {
			t.Errorf("A stands %v, %v", p, err)
		}
	})
	t.Run("C9 an offer is made by Advance alone, so that nobody is offered a place untold", func(t *testing.T) {
		late := monday.Add(50 * time.Hour)
		tests := []struct {
			name string
			call func(b *course.Book) error
		}{
			{"an acceptance that comes too late", func(b *course.Book) error { return b.Accept("C", late) }},
			{"an acceptance without an offer", func(b *course.Book) error { return b.Accept("D", late) }},
			{"a second joining", func(b *course.Book) error { _, err := b.Join("D", late); return err }},
			{"an offer to somebody enrolled", func(b *course.Book) error { return b.Offer("B", late) }},
		}
		for _, tt := range tests {
			b := joined(t, "A", "B", "C", "D")
			_, _ = b.Withdraw("A", monday)
			before := slices.Clone(b.Entries)
			if err := tt.call(b); !errors.Is(err, course.ErrStanding) {
				t.Errorf("%s: error %v", tt.name, err)
			}
			if diff := cmp.Diff(before, b.Entries); diff != "" {
				t.Errorf("%s changed the book (-before +after):\n%s", tt.name, diff)
			}
			if got := b.Advance(late); !slices.Equal(got, []course.Token{"D"}) {
				t.Errorf("%s: then offered %v", tt.name, got)
			}
		}
		b := joined(t, "A", "B", "C", "D")
		_, _ = b.Withdraw("A", monday)
		if p, err := b.Join("E", late); err != nil || p.Standing != course.Waiting || p.Place != 2 {
			t.Errorf("E stands %v, %v", p, err)
		}
		if got := b.Advance(late); !slices.Equal(got, []course.Token{"D"}) {
			t.Errorf("offered %v", got)
		}
	})
	t.Run("C9 the people in charge pass over the line before the cut-off too", func(t *testing.T) {
		b := joined(t, "A", "B", "C", "D")
		_, _ = b.Withdraw("A", monday) // offered to C
		late := monday.Add(50 * time.Hour)
		if err := b.Offer("D", late); err != nil {
			t.Error(err)
		}
		stand(t, b, "C", course.Expired, 0)
		stand(t, b, "D", course.Offered, 0)
		if got := b.Advance(late); got != nil {
			t.Errorf("offered %v as well", got)
		}
	})
	t.Run("S49 C11 interest carries over by token to the next course", func(t *testing.T) {
		b := joined(t, "A", "B", "C", "D")
		_, _ = b.Withdraw("B", monday)
		next := &course.Book{Places: 2}
		next.Carry(b, monday)
		stand(t, next, "A", course.Enrolled, 0)
		stand(t, next, "C", course.Enrolled, 0)
		stand(t, next, "D", course.Waiting, 1)
		c := b.Counts(course.Course{State: course.Cancelled, Reason: "no room"})
		if c.Interested != 3 || c.Enrolled != 2 || c.Waiting != 1 {
			t.Errorf("counts %+v", c)
		}
	})
	t.Run("V15 a forgotten token is gone", func(t *testing.T) {
		b := joined(t, "A", "B", "C")
		if got := b.Forget("A", monday); !slices.Equal(got, []course.Token{"C"}) {
			t.Errorf("offered %v", got)
		}
		if strings.Contains(fmt.Sprint(*b), "A") || b.Forget("A", monday) != nil {
			t.Errorf("book %v", *b)
		}
	})
	t.Run("C7 V1 an entry is a token and a standing, no name", func(t *testing.T) {
		var fields []string
		for f := range reflect.TypeFor[course.Entry]().Fields() {
			fields = append(fields, f.Name)
		}
		if diff := cmp.Diff([]string{"Token", "Standing", "Until"}, fields); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
	})
}

// TestBookAtRandom holds what must always be true against any calls.
func TestBookAtRandom(t *testing.T) {
	r := mathrand.New(mathrand.NewPCG(3, 4))
	for range 400 {
		b := &course.Book{Places: program.Places(r.IntN(4)), OfferHours: r.IntN(3)}
		if r.IntN(2) == 0 {
			b.CutOff = monday.Add(40 * time.Hour)
		}
		now := monday
		for range 60 {
			token := course.Token('A' + rune(r.IntN(8)))
			now = now.Add(time.Duration(r.IntN(5)) * time.Hour)
			switch r.IntN(6) {
			case 0, 1:
				_, _ = b.Join(token, now)
			case 2:
				_, _ = b.Withdraw(token, now)
			case 3:
				_ = b.Accept(token, now)
			case 4:
				_ = b.Offer(token, now)
			case 5:
				b.Forget(token, now)
			}
			taken, seen := 0, map[course.Token]bool{}
			for _, e := range b.Entries {
				if seen[e.Token] {
					t.Fatalf("C9: %s is twice in %v", e.Token, b.Entries)
				}
				seen[e.Token] = true
				if e.Standing == course.Enrolled || e.Standing == course.Offered {
					taken++
				}
				if (e.Standing == course.Offered) == e.Until.IsZero() {
					t.Fatalf("C9: %v, want an end of each offer and of nothing else", e)
				}
			}
			if b.Places > 0 && taken > int(b.Places) {
				t.Fatalf("C9: %d of %d places are taken", taken, b.Places)
			}
			if b.CutOff.IsZero() && b.Places > 0 && taken < int(b.Places) {
				b.Advance(now)
				if i := slices.IndexFunc(b.Entries, func(e course.Entry) bool { return e.Standing == course.Waiting }); i >= 0 && len(b.Interested()) < int(b.Places) {
					t.Fatalf("C9: %s waits though there is a place", b.Entries[i].Token)
				}
			}
		}
	}
}

func TestToken(t *testing.T) {
	token, err := course.NewToken(bytes.NewReader([]byte{0, 1, 2, 3, 4, 30, 31, 32, 33}))
	if err != nil || token.String() != "01234-YZ01M" {
		t.Fatalf("token %v, %v", token, err)
	}
	t.Run("C9 people type it as they like", func(t *testing.T) {
		for _, typed := range []string{"01234yz01m", "0l234-YZO1M", " 01234 yz0im "} {
			if got, err := course.ParseToken(typed); err != nil || got != token {
				t.Errorf("%q is %v, %v", typed, got, err)
			}
		}
	})
	t.Run("C9 every slip of one letter is found", func(t *testing.T) {
		for i := range token {
			for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
				slip := string(token[:i]) + string(c) + string(token[i+1:])
				if got, err := course.ParseToken(slip); (err == nil) != (slip == string(token)) {
					t.Errorf("%q is %v, %v", slip, got, err)
				}
			}
		}
		for _, bad := range []string{"", "0123", "01234-YZ0145", "01234-YZ0!4", strings.Repeat("0", 1000)} {
			if _, err := course.ParseToken(bad); !errors.Is(err, course.ErrToken) {
				t.Errorf("%.20q: %v", bad, err)
			}
		}
	})
	t.Run("tokens differ", func(t *testing.T) {
		seen := map[course.Token]bool{}
		for range 1000 {
			token, err := course.NewToken(rand.Reader)
			if _, bad := course.ParseToken(string(token)); err != nil || bad != nil || seen[token] {
				t.Fatalf("token %v: %v, %v", token, err, bad)
			}
			seen[token] = true
		}
	})
	t.Run("an error of the source", func(t *testing.T) {
		if _, err := course.NewToken(iotest.ErrReader(errors.New("broken"))); err == nil {
			t.Error("no error")
		}
	})
}
