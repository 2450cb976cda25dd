package course_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

func TestPlanInSpanish(t *testing.T) {
	r := wednesdays()
	r.Closures = []schedule.Closure{{First: day("2022-11-23"), Last: day("2022-11-23")}, {First: day("2022-10-19"), Last: day("2022-10-19")}, {First: day("2022-11-02"), Last: day("2022-11-02")}}
	plans, err := r.Plans()
	if err != nil {
		t.Fatal(err)
	}
	p := plans[0]
	for language, want := range map[string]string{"en": p.Text, "fr": p.Text, "es": "10 sesiones del ", "es-MX": "10 sesiones del "} {
		if got := p.In(language); got == "" || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	t.Run("a plan read from JSON keeps its text, and has no series", func(t *testing.T) {
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var back course.Plan
		if err := json.Unmarshal(text, &back); err != nil || back.Text != p.Text || back.NoClass("en") != "" {
			t.Errorf("%v, %v", back, err)
		}
		if diff := cmp.Diff(schedule.Series{}, back.Series()); diff != "" {
			t.Errorf("series (-want +got):\n%s", diff)
		}
	})
	t.Run("C4 the Spanish line says the same", func(t *testing.T) {
		plain := wednesdays()
		plain.Closures = []schedule.Closure{{First: day("2022-11-23"), Last: day("2022-11-23")}}
		plans, err := plain.Plans()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("10 sesiones del 5/10/2022 al 14/12/2022; sin clase el 23/11", plans[0].In("es")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("C3 what takes the place of a closed day", func(t *testing.T) {
		for _, tt := range []struct {
			allow course.Allowed
			want  string
		}{
			{course.Allowed{DoubleDay: true}, "dos sesiones el 30/11"},
			{course.Allowed{OnlineOnce: true}, "en línea el 23/11"},
		} {
			r := wednesdays()
			r.Closures = []schedule.Closure{{First: day("2022-11-23"), Last: day("2022-11-23")}}
			r.Allow, r.Until = tt.allow, day("2022-12-07")
			plans, err := r.Plans()
			if err != nil {
				t.Fatal(err)
			}
			if got := plans[0].In("es"); !strings.Contains(got, tt.want) {
				t.Errorf("%q, want %q in it", got, tt.want)
			}
		}
	})
	t.Run("C6 remedies", func(t *testing.T) {
		remedies, err := wednesdays().Remedies(plans[0].Series(), plans[0].Sessions[4].Date, "snow")
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range remedies {
			if got := x.In("es"); !strings.Contains(got, "sesión") || x.In("en") != x.Text {
				t.Errorf("%s: %q", x.Way, got)
			}
		}
	})
	if got := (course.Plan{}).In("es"); got != "" {
		t.Errorf("the zero plan says %q", got)
	}
}
