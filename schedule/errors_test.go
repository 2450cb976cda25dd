package schedule_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

// An error names the field, the value as it was given, and all that is accepted.
func TestFieldErrors(t *testing.T) {
	rule := func(p schedule.Parts) error { _, err := schedule.NewRule(p); return err }
	with := func(e schedule.Exception) error {
		e.On = d("2022-06-08")
		return schedule.Series{Exceptions: []schedule.Exception{e}}.Validate()
	}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"a policy", new(schedule.HolidayPolicy).UnmarshalText([]byte("dance")), `on_holiday "dance", want keep, skip, move, ask`},
		{"a kind of exception", new(schedule.ExceptionKind).UnmarshalText([]byte("x")), `kind "x", want cancel, reschedule, add, annotate`},
		{"a negative interval", rule(schedule.Parts{Frequency: schedule.PerWeek, Interval: -3}), `INTERVAL "-3", want 1 to 1000`},
		{"a negative start of the week", rule(schedule.Parts{Frequency: schedule.PerWeek, WeekStart: -1}), `WKST "-1", want 1 to 7`},
		{"an exception of no kind", with(schedule.Exception{Kind: 9}), `exceptions[0].kind "9", want cancel, reschedule, add or annotate`},
		{"a cancelled date with a start", with(schedule.Exception{Kind: schedule.Cancel, Start: schedule.MustClock("18:00")}),
			`exceptions[0].start "18:00", want no time unless the kind is reschedule or add`},
		{"a cancelled date with a length", with(schedule.Exception{Kind: schedule.Cancel, Length: time.Hour}),
			`exceptions[0].length "1h0m0s", want no length unless the kind is reschedule or add`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var fe *schedule.FieldError
			if !errors.As(tt.err, &fe) {
				t.Fatalf("%v is no FieldError", tt.err)
			}
			if diff := cmp.Diff("schedule: "+tt.want, fe.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
