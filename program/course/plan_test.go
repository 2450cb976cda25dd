package course_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

func day(s string) schedule.Date { return schedule.MustDate(s) }

// wednesdays asks for ten Wednesdays from 2022-10-05 with a venue that is shut
// the day before Thanksgiving.
func wednesdays() course.Request {
	return course.Request{
		ID: "fall", Format: program.Format{Sessions: program.Sessions{Count: 10, Minutes: 120}},
		Rules: []schedule.Rule{schedule.Weekly(time.Wednesday)}, From: day("2022-10-05"), Start: schedule.MustClock("18:00"), Zone: "America/New_York",
		Closures: []schedule.Closure{{First: day("2022-11-23"), Last: day("2022-11-25"), Reason: "Thanksgiving"}},
	}
}

func mustPlan(t *testing.T, r course.Request) []course.Plan {
	t.Helper()
	plans, err := r.Plans()
	if err != nil {
		t.Fatal(err)
	}
	return plans
}

// shown returns the sessions of a plan as "number date", with kind and team
// where they are other than usual.
func shown(p course.Plan) (list []string) {
	for _, s := range p.Sessions {
		line := fmt.Sprint(s.Number, " ", s.Date)
		if s.Kind != "usual" {
			line += " " + s.Kind
		}
		if s.Team != nil {
			line += " " + strings.Join(s.Team, "+")
		}
		list = append(list, line)
	}
	return list
}

func TestPlanAsCourse(t *testing.T) {
	early := wednesdays()
	early.DecideDays, early.CloseDays = 7, 3
	doubled := wednesdays()
	doubled.Allow.DoubleDay = true
	for name, tt := range map[string]struct {
		plan course.Plan
		want course.Course
	}{
		"decided and closed on the first day":        {mustPlan(t, wednesdays())[0], course.Course{Sessions: 10}},
		"C8 C17 decided and closed some days before": {mustPlan(t, early)[0], course.Course{Sessions: 10, DecideDays: 7, RegisterBy: day("2022-10-02")}},
		"two sessions on one day are two":            {mustPlan(t, doubled)[0], course.Course{Sessions: 10}},
		"no plan":                                    {course.Plan{}, course.Course{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.plan.Course()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlans(t *testing.T) {
	t.Run("C2 C4 S48 ten Wednesdays without 11/23 end 12/14", func(t *testing.T) {
		p := mustPlan(t, wednesdays())[0]
		want := []string{
			"1 2022-10-05", "2 2022-10-12", "3 2022-10-19", "4 2022-10-26", "5 2022-11-02",
			"6 2022-11-09", "7 2022-11-16", "8 2022-11-30", "9 2022-12-07", "10 2022-12-14",
		}
		if diff := cmp.Diff(want, shown(p)); diff != "" {
			t.Errorf("sessions (-want +got):\n%s", diff)
		}
		if want := "10 sessions 2022-10-05 to 2022-12-14; no class 11/23"; p.Text != want {
			t.Errorf("text %q, want %q", p.Text, want)
		}
		if en, es := p.NoClass("en"), p.NoClass("es-MX"); en != "no class 11/23" || es != "sin clase el 23/11" {
			t.Errorf("no class %q, %q", en, es)
		}
	})
	t.Run("C1 the binding reasons in words", func(t *testing.T) {
		r := wednesdays()
		r.Rules = []schedule.Rule{schedule.Weekly(time.Thursday)}
		r.From, r.Format.MaxGapDays = day("2022-10-06"), 14
		r.Closures = append(r.Closures, schedule.Closure{First: day("2022-12-01"), Last: day("2022-12-01"), Reason: "flooring"})
		_, err := r.Plans()
		none, ok := errors.AsType[*course.NoPlanError](err)
		if !ok || err.Error() != "course: no plan: closed 11/24 and 12/1; gap of 21 days > 14" {
			t.Fatalf("error %v", err)
		}
		if none.Reasons[0].Code != "closed" || none.Reasons[1].Code != "gap-too-long" {
			t.Errorf("reasons %v", none.Reasons)
		}
	})
	t.Run("C1 the holiday policy and set of the organization", func(t *testing.T) {
		r := wednesdays()
		r.Rules, r.From = []schedule.Rule{schedule.Weekly(time.Monday)}, day("2017-09-11")
		if p := mustPlan(t, r)[0]; p.Sessions[9].Date != day("2017-11-13") {
			t.Errorf("T7: it ends on %v, want 2017-11-13", p.Sessions[9].Date)
		}
		r.OnHoliday, r.Holidays = schedule.Skip, schedule.USFederal(schedule.Actual)
		if p := mustPlan(t, r)[0]; p.Sessions[9].Date != day("2017-11-20") {
			t.Errorf("T7: it ends on %v, want 2017-11-20", p.Sessions[9].Date)
		}
	})
	t.Run("C1 several days of the week are ranked together", func(t *testing.T) {
		r := wednesdays()
		r.Rules = append(r.Rules, schedule.Weekly(time.Tuesday))
		if p := mustPlan(t, r)[0]; p.Sessions[0].Date != day("2022-10-11") || p.Sessions[9].Date != day("2022-12-13") {
			t.Errorf("the first plan is %s, want the Tuesdays that nothing interrupts", p.Text)
		}
	})
	t.Run("C3 alternatives only where they are allowed", func(t *testing.T) {
		r := wednesdays()
		r.Closures[0].Last = day("2022-11-23")
		if plans := mustPlan(t, r); len(plans) != 1 {
			t.Errorf("%d plans with nothing allowed, want 1", len(plans))
		}
		r.Allow = course.Allowed{OtherDay: true, DoubleDay: true, OnlineOnce: true}
		kinds := map[string]bool{}
		for _, p := range mustPlan(t, r) {
			for _, s := range p.Sessions {
				kinds[s.Kind] = true
			}
		}
		if want := map[string]bool{"usual": true, "made up": true, "doubled": true, "online": true}; !cmp.Equal(want, kinds) {
			t.Errorf("kinds %v", kinds)
		}
	})
	t.Run("C12 moving the first date moves and checks all sessions", func(t *testing.T) {
		r := wednesdays()
		p := mustPlan(t, r.StartingOn(day("2022-10-19")))[0]
		if p.Sessions[0].Date != day("2022-10-19") || p.Sessions[9].Date != day("2022-12-28") {
			t.Errorf("moved to %s", p.Text)
		}
		r.Until = day("2022-12-23")
		if _, err := r.StartingOn(day("2022-10-19")).Plans(); err == nil {
			t.Error("a course that ends too late was planned")
		}
	})
	t.Run("C13 a room that others have at the time", func(t *testing.T) {
		r := wednesdays()
		r.Taken = []course.Taken{{On: day("2022-10-12"), Start: schedule.MustClock("20:10"), Minutes: 60, By: "choir"}}
		if p := mustPlan(t, r)[0]; p.Sessions[1].Date != day("2022-10-12") {
			t.Errorf("without time to clear away it is %s", p.Text)
		}
		r.SetUpMinutes = 15
		if p := mustPlan(t, r)[0]; !strings.HasSuffix(p.Text, "no class 10/12, 11/23") {
			t.Errorf("with a quarter of an hour to clear away it is %s", p.Text)
		}
	})
	t.Run("C14 C15 S36 a training of three days in a row", func(t *testing.T) {
		r := wednesdays()
		r.Format = program.Format{Sessions: program.Sessions{Count: 3, AllRequired: true}, MinGapDays: 1, MaxGapDays: 1, SpanDays: 3}
		r.Rules, r.From, r.StartBy = []schedule.Rule{schedule.Weekly(time.Friday, time.Saturday, time.Sunday)}, day("2022-11-22"), day("2022-12-31")
		r.CloseDays = 21
		p := mustPlan(t, r)[0]
		if want := []string{"1 2022-12-02", "2 2022-12-03", "3 2022-12-04"}; !slices.Equal(shown(p), want) {
			t.Errorf("days %v, want %v", shown(p), want)
		}
		if p.RegisterBy != day("2022-11-11") {
			t.Errorf("apply by %v, want three weeks before", p.RegisterBy)
		}
	})
	t.Run("C15 fifteen hours in three weeks", func(t *testing.T) {
		r := wednesdays()
		r.Format = program.Format{Sessions: program.Sessions{Count: 5, Minutes: 180}, SpanDays: 21}
		r.Rules = []schedule.Rule{schedule.Weekly(time.Tuesday, time.Thursday)}
		if p := mustPlan(t, r)[0]; p.Sessions[4].Date != day("2022-10-20") {
			t.Errorf("plan %s", p.Text)
		}
	})
	t.Run("C17 P16 registration closes days before for materials", func(t *testing.T) {
		r := wednesdays()
		r.CloseDays, r.DecideDays = 10, 7
		r.Entry = program.Entry{Mode: program.EntryClosed, RegisterHours: 12}
		p := mustPlan(t, r)[0]
		if p.RegisterBy != day("2022-09-25") || p.DecideOn != day("2022-09-28") || p.EntryThrough != 1 {
			t.Errorf("register by %v, decide on %v, entry through %d", p.RegisterBy, p.DecideOn, p.EntryThrough)
		}
	})
	t.Run("P16 registration by the program's own time before the start", func(t *testing.T) {
		r := wednesdays()
		r.CloseDays, r.Entry = 3, program.Entry{Mode: program.EntryClosed, RegisterHours: 216}
		if p := mustPlan(t, r)[0]; p.RegisterBy != day("2022-09-26") {
			t.Errorf("register by %v, want nine days before", p.RegisterBy)
		}
	})
	t.Run("S50 S52 what a program says comes from the catalogue", func(t *testing.T) {
		resolved, err := program.BuiltIn().Resolve("wrap", "en", "us", day("2022-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := course.NewRequest(resolved, "two full days")
		if err != nil || r.Format.Count != 2 || r.Format.Capacity.Max != 25 || r.Team.Min != 2 {
			t.Errorf("request %+v, %v", r.Format, err)
		}
		if _, err := course.NewRequest(resolved, "by post"); err == nil {
			t.Error("a format that does not exist was found")
		}
		peer, _ := program.BuiltIn().Resolve("peer-to-peer", "en", "us", day("2014-06-01"))
		if r, err := course.NewRequest(peer, ""); err != nil || r.Format.Count != 10 || r.Format.Minutes != 120 || !peer.Audience.Repeat {
			t.Errorf("S47: request %+v, %v", r.Format, err)
		}
	})
}

func TestTeams(t *testing.T) {
	away := func(id string, days ...string) course.Leader {
		l := course.Leader{ID: id}
		for _, d := range days {
			l.Away = append(l.Away, course.Absence{First: day(d)})
		}
		return l
	}
	t.Run("C5 the same two leaders where that is possible", func(t *testing.T) {
		r := wednesdays()
		r.Team.Min = 2
		r.Leaders = []course.Leader{away("a", "2022-10-12"), away("b"), away("c", "2022-11-30"), away("d")}
		p := mustPlan(t, r)[0]
		if p.Substitutions != 0 || !slices.Equal(p.Team, []string{"b", "d"}) {
			t.Errorf("team %v with %d substitutions", p.Team, p.Substitutions)
		}
	})
	t.Run("C5 at most so many substitutions", func(t *testing.T) {
		r := wednesdays()
		r.Team.Min = 2
		r.Leaders = []course.Leader{away("a", "2022-10-12"), away("b", "2022-11-02"), away("c", "2022-11-30", "2022-12-07")}
		_, err := r.Plans()
		if none, ok := errors.AsType[*course.NoPlanError](err); !ok || none.Reasons[0].Code != course.CodeSubstitutions {
			t.Fatalf("error %v", err)
		}
		r.Substitutions = 2
		p := mustPlan(t, r)[0]
		if p.Substitutions != 2 || !slices.Equal(p.Team, []string{"a", "b"}) {
			t.Errorf("team %v with %d substitutions", p.Team, p.Substitutions)
		}
		if got := shown(p)[1]; got != "2 2022-10-12 b+c" {
			t.Errorf("session 2 is %q", got)
		}
	})
	t.Run("C5 a day is named only if no team can be free on it", func(t *testing.T) {
		r := wednesdays()
		r.Format.Count = 2
		r.Team = program.Team{Min: 4, AtLeast: []program.AtLeast{
			{Count: 1, Attribute: "a"}, {Count: 1, Attribute: "b"}, {Count: 1, Attribute: "c"},
			{Count: 1, Attribute: "d"}, {Count: 1, Attribute: "e"},
		}}
		// With abc away on the first day a team would need five people then, which
		// takes longer to find out than there are steps.
		abc := away("abc", "2022-10-05")
		abc.Attributes = []program.Attribute{"a", "b", "c"}
		r.Leaders = []course.Leader{abc}
		for _, one := range []string{"a", "b", "c", "e"} {
			r.Leaders = append(r.Leaders, course.Leader{ID: one, Attributes: []program.Attribute{program.Attribute(one)}})
		}
		for i := range 150 {
			r.Leaders = append(r.Leaders, course.Leader{ID: fmt.Sprint(i), Attributes: []program.Attribute{"d"}})
		}
		_, err := r.Plans()
		none, ok := errors.AsType[*course.NoPlanError](err)
		if !ok || none.Reasons[0].Code != course.CodeNoTeam || strings.Contains(none.Reasons[0].Message, "10/12") {
			t.Fatalf("error %v", err)
		}
	})
	t.Run("C5 every session satisfies the team rule on its date", func(t *testing.T) {
		r := wednesdays()
		r.Team = program.Team{Min: 2, AtLeast: []program.AtLeast{{Count: 1, Attribute: "family"}}}
		family := []program.Attribute{"family"}
		r.Leaders = []course.Leader{
			{ID: "a", Attributes: family, To: day("2022-11-01")}, {ID: "b"}, {ID: "c"}, {ID: "d", Attributes: family, From: day("2022-10-26")},
		}
		r.Substitutions = 10
		for _, p := range mustPlan(t, r) {
			for _, s := range p.Sessions {
				i := slices.IndexFunc(r.Leaders, func(l course.Leader) bool {
					return slices.Contains(s.Team, l.ID) && l.Attributes != nil && !s.Date.Before(l.From) && (l.To.IsZero() || s.Date.Before(l.To))
				})
				if len(s.Team) != 2 || i < 0 {
					t.Errorf("session %d is led by %v", s.Number, s.Team)
				}
			}
		}
	})
	t.Run("C1 S32 too few people on a day", func(t *testing.T) {
		r := wednesdays()
		r.Team.Min = 2
		r.Leaders = []course.Leader{away("a", "2022-10-12"), away("b")}
		_, err := r.Plans()
		if err == nil || err.Error() != "course: no plan: no team of 2 is free and certified on 10/12" {
			t.Errorf("error %v", err)
		}
		r.Leaders[1].Days = program.DaysOf(time.Monday)
		if _, err := r.Plans(); err == nil || !strings.Contains(err.Error(), "10/5, 10/12") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("P12 C14 a training needs trainers", func(t *testing.T) {
		r := wednesdays()
		r.Team = program.Team{Min: 2, AtLeast: []program.AtLeast{{Count: 2, Attribute: "trainer"}}}
		r.Leaders = []course.Leader{{ID: "a", Attributes: []program.Attribute{"trainer"}}, {ID: "b"}, {ID: "c"}}
		if _, err := r.Plans(); err == nil || !strings.Contains(err.Error(), "no team of 2") {
			t.Errorf("error %v", err)
		}
		r.Leaders[2].Attributes = r.Leaders[0].Attributes
		if p := mustPlan(t, r)[0]; !slices.Equal(p.Team, []string{"a", "c"}) {
			t.Errorf("team %v", p.Team)
		}
	})
}

func TestRequestsThatMakeNoSense(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*course.Request)
		want  string
	}{
		{"no sessions", func(r *course.Request) { r.Format.Count = 0 }, "format.count: 0, want 1 to 366 sessions"},
		{"no days", func(r *course.Request) { r.Rules = nil }, "rules: 0, want 1 to 20"},
		{"no first day", func(r *course.Request) { r.From = schedule.Date{} }, "from: empty, want a date"},
		{"one leader twice", func(r *course.Request) { r.Leaders = []course.Leader{{ID: "a"}, {ID: "a"}} }, `leaders[1].id: "a", want an id of its own`},
		{"fewer than no substitutions", func(r *course.Request) { r.Substitutions = -1 }, "substitutions: -1, want 0 to 10000"},
		{"a rule that is not valid", func(r *course.Request) { r.Rules = []schedule.Rule{{}} }, "rule"},
		{"a time taken without a start to compare it with", func(r *course.Request) {
			r.Start = schedule.Clock{}
			r.Taken = []course.Taken{{On: day("2022-10-12"), Start: schedule.MustClock("20:10"), Minutes: 60}}
		}, "start: empty, want a time of day"},
		{"a time taken of no length", func(r *course.Request) {
			r.Taken = []course.Taken{{On: day("2022-10-12"), Start: schedule.MustClock("20:10")}}
		}, `taken[0]: "2022-10-12" at "20:10" for 0 minutes, want a day, a time of day and 1 to 1440 minutes`},
		{"a time taken on no day", func(r *course.Request) {
			r.Taken = []course.Taken{{Start: schedule.MustClock("20:10"), Minutes: 60}}
		}, `taken[0]: "" at "20:10" for 60 minutes`},
		{"a negative gap", func(r *course.Request) { r.Format.MinGapDays = -1 }, "min_gap"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := wednesdays()
			tt.spoil(&r)
			if _, err := r.Plans(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func TestRemedies(t *testing.T) {
	r := wednesdays()
	r.Allow = course.Allowed{OtherDay: true, DoubleDay: true}
	series := mustPlan(t, wednesdays())[0].Series()
	remedies, err := r.Remedies(series, day("2022-11-09"), "snow")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	held := func(s schedule.Series) (list []string) {
		table, err := schedule.Compile(s, schedule.CompileOptions{Zone: zone})
		if err != nil {
			t.Fatal(err)
		}
		for o := range table.All(day("2022-11-03"), schedule.Date{}) {
			list = append(list, o.String())
		}
		return list
	}
	got := map[course.Way][]string{}
	for _, x := range remedies {
		got[x.Way] = append([]string{x.Text}, held(x.Series)...)
	}
	want := map[course.Way][]string{
		course.Append: {
			"no session on 2022-11-09; later ones move up and the last one is on 2022-12-21",
			"2022-11-09 18:00 cancelled: snow", "2022-11-16 18:00 on", "2022-11-30 18:00 on", "2022-12-07 18:00 on", "2022-12-14 18:00 on", "2022-12-21 18:00 on",
		},
		course.MakeUp: {
			"2022-11-09 is held on 2022-11-10 instead",
			"2022-11-10 18:00 moved from 2022-11-09: snow", "2022-11-16 18:00 on", "2022-11-30 18:00 on", "2022-12-07 18:00 on", "2022-12-14 18:00 on",
		},
		course.Merge: {
			"2022-11-09 is held together with the session on 2022-11-16",
			"2022-11-09 18:00 cancelled: snow", "2022-11-16 18:00 on: two sessions", "2022-11-30 18:00 on", "2022-12-07 18:00 on", "2022-12-14 18:00 on",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("C6: remedies (-want +got):\n%s", diff)
	}
	t.Run("C6 only what is allowed", func(t *testing.T) {
		remedies, err := wednesdays().Remedies(series, day("2022-11-09"), "snow")
		if err != nil || len(remedies) != 1 || remedies[0].Way != course.Append {
			t.Errorf("remedies %v, %v", remedies, err)
		}
	})
	t.Run("C6 a date without a session", func(t *testing.T) {
		if _, err := r.Remedies(series, day("2022-11-23"), "snow"); !errors.Is(err, course.ErrNoSession) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("C6 nothing is put on a day that has passed", func(t *testing.T) {
		pause := schedule.Series{Dates: []schedule.Date{day("2022-10-05"), day("2022-11-09"), day("2022-11-16")}, Length: 2 * time.Hour}
		remedies, err := wednesdays().Remedies(pause, day("2022-11-09"), "snow")
		if err != nil || len(remedies) != 1 || remedies[0].Date != day("2022-11-30") {
			t.Errorf("remedies %v, %v", remedies, err)
		}
	})
	t.Run("C6 a remedy after a remedy", func(t *testing.T) {
		for _, x := range remedies {
			again, err := r.Remedies(x.Series, day("2022-12-07"), "ice")
			if err != nil || len(again) != 3 {
				t.Errorf("after %q: %d remedies, %v", x.Way, len(again), err)
			}
		}
	})
	t.Run("C2 C6 a way that breaks a limit is left out", func(t *testing.T) {
		tight := r
		tight.Until = day("2022-12-14")
		remedies, err := tight.Remedies(series, day("2022-11-09"), "snow")
		if err != nil || slices.ContainsFunc(remedies, func(x course.Remedy) bool { return x.Way == course.Append }) {
			t.Errorf("remedies %v, %v", remedies, err)
		}
	})
}
