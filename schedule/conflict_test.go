package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
)

func conflicts(t *testing.T, bookings []schedule.Booking, from, to schedule.Date) (list []string) {
	t.Helper()
	for c, err := range schedule.Conflicts(t.Context(), bookings, from, to) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf("%s: %d %v, %d %v", c.Resource, c.FirstBooking, c.First, c.SecondBooking, c.Second))
	}
	return list
}

func TestConflicts(t *testing.T) {
	at := func(start string, length time.Duration, exceptions ...schedule.Exception) *schedule.Timetable {
		return compile(t, schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: d("2022-06-08"), Start: schedule.MustClock(start), Length: length, Exceptions: exceptions}, schedule.CompileOptions{})
	}
	cancelled := schedule.Exception{On: d("2022-06-08"), Kind: schedule.Cancel}
	room := []string{"room"}
	tests := []struct {
		name     string
		bookings []schedule.Booking
		want     []string
	}{
		{"one after the other", []schedule.Booking{{Timetable: at("18:00", time.Hour), Resources: room}, {Timetable: at("19:00", time.Hour), Resources: room}}, nil},
		{"C13 the set-up overlaps", []schedule.Booking{{Timetable: at("18:00", time.Hour), Resources: room}, {Timetable: at("19:00", time.Hour), Resources: room, Before: 15 * time.Minute}},
			[]string{"room: 0 2022-06-08 18:00 on, 1 2022-06-08 19:00 on"}},
		{"C13 clearing away overlaps", []schedule.Booking{{Timetable: at("19:00", time.Hour), Resources: room}, {Timetable: at("18:00", time.Hour), Resources: room, After: time.Minute}},
			[]string{"room: 1 2022-06-08 18:00 on, 0 2022-06-08 19:00 on"}},
		{"another room", []schedule.Booking{{Timetable: at("18:00", time.Hour), Resources: room}, {Timetable: at("18:00", time.Hour), Resources: []string{"hall"}}}, nil},
		{"two resources in common", []schedule.Booking{{Timetable: at("18:00", time.Hour), Resources: []string{"room", "screen"}}, {Timetable: at("18:30", time.Hour), Resources: []string{"screen", "room", "room"}}},
			[]string{"screen: 0 2022-06-08 18:00 on, 1 2022-06-08 18:30 on", "room: 0 2022-06-08 18:00 on, 1 2022-06-08 18:30 on"}},
		{"a cancelled one needs no room", []schedule.Booking{{Timetable: at("18:00", time.Hour, cancelled), Resources: room}, {Timetable: at("18:00", time.Hour), Resources: room}}, nil},
		{"unknown lengths at one time", []schedule.Booking{{Timetable: at("18:00", 0), Resources: room}, {Timetable: at("18:00", 0), Resources: room}},
			[]string{"room: 0 2022-06-08 18:00 on, 1 2022-06-08 18:00 on"}},
		{"an unknown length ends where another begins", []schedule.Booking{{Timetable: at("18:00", 0), Resources: room}, {Timetable: at("18:01", 0), Resources: room}}, nil},
		{"a long one that a short one follows", []schedule.Booking{{Timetable: at("12:00", 8*time.Hour), Resources: room}, {Timetable: at("13:00", time.Hour), Resources: room}, {Timetable: at("19:30", time.Hour), Resources: room}},
			[]string{"room: 0 2022-06-08 12:00 on, 1 2022-06-08 13:00 on", "room: 0 2022-06-08 12:00 on, 2 2022-06-08 19:30 on"}},
		{"one after the other, beside one with a long set-up", []schedule.Booking{{Timetable: at("18:00", time.Hour), Resources: room}, {Timetable: at("19:00", time.Hour), Resources: room},
			{Timetable: at("18:00", time.Hour), Resources: []string{"hall"}, Before: 2 * time.Hour}}, nil},
		{"nothing", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := conflicts(t, tt.bookings, d("2022-06-08"), d("2022-06-09"))
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("it stops when its context ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		n := 0
		for c, err := range schedule.Conflicts(ctx, tests[1].bookings, schedule.Date{}, schedule.Date{}) {
			if n++; !errors.Is(err, context.Canceled) || c.Resource != "" {
				t.Errorf("%v, %v", c, err)
			}
		}
		if n != 1 {
			t.Errorf("it yields %d times", n)
		}
	})
}

func TestRandomConflictsAgreeWithEveryPair(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 5))
	from, to := d("2007-03-01"), d("2007-06-01")
	for range 20 {
		var bookings []schedule.Booking
		for _, table := range randomAgenda(t, rng, 8) {
			b := schedule.Booking{Timetable: table, Before: time.Duration(rng.IntN(3)) * time.Hour, After: time.Duration(rng.IntN(40)) * time.Hour}
			for _, label := range []string{"a", "b"} {
				if rng.IntN(2) == 0 {
					b.Resources = append(b.Resources, label)
				}
			}
			bookings = append(bookings, b)
		}
		type used struct {
			o       schedule.Occurrence
			booking int
		}
		var all []used
		for i, b := range bookings {
			for o := range b.Timetable.All(from, to) {
				if o.Status.Held() || o.Status == schedule.Unconfirmed {
					all = append(all, used{o, i})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b used) int { return a.o.Start().Compare(b.o.Start()) })
		var want []string
		for j, second := range all {
			for _, label := range bookings[second.booking].Resources {
				for _, first := range all[:j] {
					a, b := bookings[first.booking], bookings[second.booking]
					if slices.Contains(a.Resources, label) &&
						first.o.Start().Add(-a.Before).Before(second.o.Start().Add(max(second.o.Length, time.Second)+b.After)) &&
						second.o.Start().Add(-b.Before).Before(first.o.Start().Add(max(first.o.Length, time.Second)+a.After)) {
						want = append(want, fmt.Sprintf("%s: %d %v, %d %v", label, first.booking, first.o, second.booking, second.o))
					}
				}
			}
		}
		got := conflicts(t, bookings, from, to)
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

func TestCollisions(t *testing.T) {
	federal := holidays(t, schedule.USFederal(schedule.Observed))
	rule := schedule.NthWeekdays(time.Thursday, 2, 4)
	for policy, want := range map[schedule.HolidayPolicy][]string{
		schedule.Keep: {"2022-11-24 Thanksgiving Day, policy: keep: on", "2023-11-23 Thanksgiving Day, policy: keep: on"},
		schedule.Skip: {"2022-11-24 Thanksgiving Day, policy: skip: skipped", "2023-11-23 Thanksgiving Day, policy: skip: skipped"},
		schedule.Move: {"2022-11-24 Thanksgiving Day, policy: move: moved", "2023-11-23 Thanksgiving Day, policy: move: moved"},
		schedule.Ask:  {"2022-11-24 Thanksgiving Day, policy: ask: unconfirmed", "2023-11-23 Thanksgiving Day, policy: ask: unconfirmed"},
	} {
		table := compile(t, schedule.Series{Rule: rule, First: d("2022-06-09"), OnHoliday: policy}, schedule.CompileOptions{Holidays: federal})
		t.Run("D2 a fourth Thursday is Thanksgiving Day, policy "+policy.String(), func(t *testing.T) {
			var got []string
			for c := range table.Collisions(federal, d("2022-06-01"), d("2024-01-01")) {
				got = append(got, c.String()+": "+c.Occurrence.Status.String())
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	s := schedule.Series{Rule: rule, First: d("2022-06-09"), Exceptions: []schedule.Exception{
		{On: d("2022-11-24"), Kind: schedule.Cancel}, {On: d("2022-11-10"), Kind: schedule.Reschedule, To: d("2022-11-11")},
	}}
	var got []string
	for c := range compile(t, s, schedule.CompileOptions{}).Collisions(federal, d("2022-06-01"), d("2023-01-01")) {
		got = append(got, c.String())
	}
	if diff := cmp.Diff([]string{"2022-11-11 Veterans Day, policy: keep"}, got); diff != "" {
		t.Errorf("cancelled and moved dates (-want +got):\n%s", diff)
	}
}
