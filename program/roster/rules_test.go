package roster_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// reason returns the rule that keeps a person off the first empty seat.
func reason(t *testing.T, r roster.Roster, id string) roster.Rule {
	t.Helper()
	if len(r.Empty) == 0 {
		t.Fatal("no seat is empty")
	}
	for _, b := range r.Empty[0].Blocked {
		if b.Person == id {
			return b.Rule
		}
	}
	return 0
}

func TestEachRuleLeavesASeatEmptyAndSaysSo(t *testing.T) {
	one := func(change func(*roster.Request)) roster.Request {
		req := roster.Request{Meetings: []roster.Meeting{meet("wed", "2022-06-08", "lead")}, People: people("a")}
		change(&req)
		return req
	}
	two := func(first, second string, change func(*roster.Request)) roster.Request {
		req := roster.Request{
			Meetings: []roster.Meeting{meet("wed", first, "lead"), meet("thu", second, "lead")}, People: people("a"),
		}
		change(&req)
		return req
	}
	tests := []struct {
		name string
		req  roster.Request
		want roster.Rule
	}{
		{"R2 not certified for this program", one(func(r *roster.Request) {
			r.People[0].Certifications[0].Program = "another"
		}), roster.RuleCertification},
		{"R2 the first date on which a certification no longer holds", one(func(r *roster.Request) {
			r.People[0].Certifications[0].To = schedule.MustDate("2022-06-08")
		}), roster.RuleCertification},
		{"R1 a seat of its own certification", one(func(r *roster.Request) {
			r.Meetings[0].Seats[0].Program = "host"
		}), roster.RuleCertification},
		{"R1 a seat for an attribute", one(func(r *roster.Request) {
			r.Meetings[0].Seats[0].Attribute = "trainer"
		}), roster.RuleAttribute},
		{"R24 inactive people are not offered", one(func(r *roster.Request) { r.People[0].Inactive = true }), roster.RuleInactive},
		{"R26 a missing answer is no", one(func(r *roster.Request) { r.People[0].Availability.Default = "" }), roster.RuleAvailability},
		{"R4 different people at one meeting", roster.Request{
			Meetings: []roster.Meeting{meet("wed", "2022-06-08")}, People: people("a"),
		}, roster.RuleOneSeat},
		{"R4 never together", roster.Request{
			Meetings: []roster.Meeting{meet("wed", "2022-06-08")}, People: people("a", "b"), Apart: []roster.Pair{{A: "a", B: "b"}},
		}, 0},
		{"R3 two meetings at once", two("2022-06-08", "2022-06-08", func(*roster.Request) {}), roster.RuleOverlap},
		{"R3 no time for the way between two places", two("2022-06-08", "2022-06-08", func(r *roster.Request) {
			r.BufferMinutes = 30
			r.Meetings[1].Start = r.Meetings[0].End.Add(29 * time.Minute)
			r.Meetings[1].End = r.Meetings[1].Start.Add(time.Hour)
		}), roster.RuleOverlap},
		{"R23 one meeting a day is a limit", two("2022-06-08", "2022-06-08", func(r *roster.Request) {
			r.Meetings[1].Start, r.Meetings[1].End = r.Meetings[1].Start.Add(-5*time.Hour), r.Meetings[1].End.Add(-5*time.Hour)
			r.Limits.PerDay = 1
		}), roster.RuleDay},
		{"R4 a week ends on Sunday", two("2022-06-06", "2022-06-12", func(r *roster.Request) { r.Limits.PerWeek = 1 }), roster.RuleWeek},
		{"R4 four weeks", two("2022-06-20", "2022-07-17", func(r *roster.Request) { r.Limits.PerFourWeeks = 1 }), roster.RuleFourWeeks},
		{"R4 a month", two("2022-06-01", "2022-06-30", func(r *roster.Request) { r.Limits.PerMonth = 1 }), roster.RuleMonth},
		{"R4 in all", two("2022-06-01", "2022-12-30", func(r *roster.Request) { r.People[0].Limits.Total = 1 }), roster.RuleTotal},
		{"R4 days of rest", two("2022-06-06", "2022-06-09", func(r *roster.Request) { r.Limits.RestDays = 3 }), roster.RuleRest},
		{"R4 weeks in a row", two("2022-06-06", "2022-06-19", func(r *roster.Request) { r.Limits.WeeksInARow = 1 }), roster.RuleWeeksInARow},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := solve(t, tt.req, roster.Options{})
			if len(r.Empty) != 1 || !r.Proved {
				t.Fatalf("%d empty seats, proved %v", len(r.Empty), r.Proved)
			}
			if tt.want == 0 { // either of the two
				if len(r.Empty[0].Blocked) != 2 || r.Empty[0].Blocked[0].Rule+r.Empty[0].Blocked[1].Rule != roster.RuleOneSeat+roster.RuleApart {
					t.Errorf("blocked by %v", r.Empty[0].Blocked)
				}
				return
			}
			if got := reason(t, r, "a"); got != tt.want {
				t.Errorf("blocked by %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRulesThatStillFit(t *testing.T) {
	tests := []struct {
		name   string
		limits roster.Limits
		dates  [2]string
	}{
		{"R4 Sunday and Monday are two weeks", roster.Limits{PerWeek: 1}, [2]string{"2022-06-12", "2022-06-13"}},
		{"R4 the next four weeks", roster.Limits{PerFourWeeks: 1}, [2]string{"2022-07-17", "2022-07-18"}},
		{"R4 the next month", roster.Limits{PerMonth: 1}, [2]string{"2022-06-30", "2022-07-01"}},
		{"R4 rested", roster.Limits{RestDays: 3}, [2]string{"2022-06-06", "2022-06-10"}},
		{"R4 a week between", roster.Limits{WeeksInARow: 1}, [2]string{"2022-06-06", "2022-06-20"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := solve(t, roster.Request{
				Meetings: []roster.Meeting{meet("a", tt.dates[0], "lead"), meet("b", tt.dates[1], "lead")},
				People:   people("a"), Limits: tt.limits,
			}, roster.Options{})
			if len(r.Empty) > 0 {
				t.Errorf("empty: %+v", r.Empty)
			}
		})
	}
	t.Run("R3 one place needs no way between", func(t *testing.T) {
		req := roster.Request{BufferMinutes: 60, People: people("a"), Meetings: []roster.Meeting{
			meet("a", "2022-06-08", "lead"), meet("b", "2022-06-08", "lead"),
		}}
		req.Meetings[1].Start = req.Meetings[0].End
		req.Meetings[1].End = req.Meetings[1].Start.Add(time.Hour)
		req.Meetings[0].Place, req.Meetings[1].Place = "church", "church"
		if r := solve(t, req, roster.Options{}); len(r.Empty) > 0 {
			t.Errorf("empty: %+v", r.Empty)
		}
	})
	t.Run("R4 P5 one of the team must have the attribute", func(t *testing.T) {
		m := meet("a", "2022-06-08")
		m.Team.AtLeast = []program.AtLeast{{Count: 1, Attribute: "family"}}
		req := roster.Request{Meetings: []roster.Meeting{m}, People: append(people("a", "b"), person("f", "family"))}
		req.People[2].Availability.Default = roster.IfNeeded
		got := names(req, solve(t, req, roster.Options{}))
		if got[0] != "f" && got[1] != "f" {
			t.Errorf("the team is %v", got)
		}
	})
	t.Run("D8 R24 cancelled, skipped and suspended meetings need nobody", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-08", 4), People: people("a")}
		req.Meetings[0].Status, req.Meetings[1].Status, req.Meetings[2].Inactive = schedule.Cancelled, schedule.Skipped, true
		if diff := cmp.Diff([]string{"", "", "", "a"}, names(req, solve(t, req, roster.Options{}))); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAvailability(t *testing.T) {
	tests := []struct {
		name string
		say  roster.Availability
		want string // the weeks from Monday, 2022-06-06 in which the person leads
	}{
		{"R14 first Mondays only", roster.Availability{Patterns: []roster.Pattern{{Rule: schedule.NthWeekdays(time.Monday, 1)}}}, "x...x..."},
		{"R13 every other week from an anchor", roster.Availability{Patterns: []roster.Pattern{
			{Rule: schedule.Weekly(time.Monday).Every(2), First: schedule.MustDate("2022-05-30")}}}, ".x.x.x.x"},
		{"R1 a pattern with an end", roster.Availability{Patterns: []roster.Pattern{
			{Rule: schedule.Weekly(time.Monday), Last: schedule.MustDate("2022-06-20")}}}, "xxx....."},
		{"R1 an exception goes over a pattern, an answer over both", roster.Availability{
			Patterns:   []roster.Pattern{{Rule: schedule.Weekly(time.Monday)}},
			Exceptions: []roster.Exception{{First: schedule.MustDate("2022-06-12"), Last: schedule.MustDate("2022-06-27")}},
			Answers:    []roster.MeetingAnswer{{Key: at("a", "2022-06-20", "").Key, Answer: roster.Yes}},
		}, "x.x.xxxx"},
		{"R1 an exception without an end is one day", roster.Availability{Default: roster.Yes,
			Exceptions: []roster.Exception{{First: schedule.MustDate("2022-06-12")}, {First: schedule.MustDate("2022-06-20")}}}, "xx.xxxxx"},
		{"R1 too late in the evening", roster.Availability{Patterns: []roster.Pattern{
			{Rule: schedule.Weekly(time.Monday), To: schedule.MustClock("19:00")}}}, "........"},
		{"R1 within the hours", roster.Availability{Patterns: []roster.Pattern{
			{Rule: schedule.Weekly(time.Monday), From: schedule.MustClock("18:00"), To: schedule.MustClock("19:30")}}}, "xxxxxxxx"},
		{"R26 a missing answer may be yes", roster.Availability{Default: roster.Yes,
			Answers: []roster.MeetingAnswer{{Key: at("a", "2022-06-13", "").Key, Answer: roster.No}}}, "x.xxxxxx"},
		{"R26 maybe is better than nobody", roster.Availability{
			Answers: []roster.MeetingAnswer{{Key: at("a", "2022-06-13", "").Key, Answer: roster.IfNeeded}}}, ".x......"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req := roster.Request{Meetings: weekly("a", "2022-06-06", 8), People: people("a")}
			req.People[0].Availability = tt.say
			got := ""
			for _, name := range names(req, solve(t, req, roster.Options{})) {
				got += map[string]string{"": ".", "a": "x"}[name]
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	t.Run("R26 answers are read as people write them", func(t *testing.T) {
		for text, want := range map[string]roster.Answer{"Yes": roster.Yes, "maybe": roster.IfNeeded, "If needed": roster.IfNeeded, "NO": roster.No, "": ""} {
			var a roster.Answer
			if err := a.UnmarshalText([]byte(text)); err != nil || a != want {
				t.Errorf("%q is %q, %v", text, a, err)
			}
		}
		var a roster.Answer
		if err := a.UnmarshalText([]byte("perhaps")); err == nil {
			t.Error("perhaps was read")
		}
	})
}

func TestPreferences(t *testing.T) {
	t.Run("R12 7 equal people and 12 seats", func(t *testing.T) {
		r := solve(t, roster.Request{
			Meetings: weekly("a", "2022-06-06", 12), People: people("a", "b", "c", "d", "e", "f", "g"),
		}, roster.Options{})
		count := map[int]int{}
		for _, n := range loads(r) {
			count[n]++
		}
		if diff := cmp.Diff(map[int]int{2: 5, 1: 2}, count); diff != "" || !r.Proved {
			t.Errorf("loads %v, proved %v", loads(r), r.Proved)
		}
	})
	t.Run("R5 what was led before counts for fairness", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 6), People: people("a", "b", "c")}
		req.People[0].Led = 4
		req.History = []roster.Past{{Person: "b", Start: on("2022-01-03")}}
		r := solve(t, req, roster.Options{})
		got := loads(r)
		if got[0] != 0 || got[1]+got[2] != 6 || got[1] < 2 || got[2] < 3 {
			t.Errorf("loads %v", got)
		}
		if diff := cmp.Diff(roster.Load{Person: "a", Before: 4, Could: 6}, r.Loads[0]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("R6 no wish leaves a seat empty, and none is unfair", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 4), People: people("a", "b")}
		req.People[0].Wishes = []roster.Wish{{Weight: -10}}
		req.People[1].Availability.Exceptions = []roster.Exception{{First: schedule.MustDate("2022-06-06")}}
		r := solve(t, req, roster.Options{})
		if diff := cmp.Diff([]int{2, 2}, loads(r)); diff != "" || r.Objective.Unfilled > 0 {
			t.Errorf("%+v %v", r.Objective, diff)
		}
	})
	t.Run("R5 wishes, bonds, experience beside new people, spacing", func(t *testing.T) {
		req := roster.Request{
			Meetings: []roster.Meeting{meet("a", "2022-06-06"), meet("b", "2022-06-07")}, People: people("a", "b", "c", "d"),
			Together: []roster.Bond{{Pair: roster.Pair{A: "a", B: "d"}, Weight: 3}}, Weights: roster.Weights{SpacingDays: 3},
		}
		req.People[0].New, req.People[1].New = true, true
		req.People[2].Wishes = []roster.Wish{{Series: "b", Weight: 2}, {Days: program.DaysOf(time.Tuesday), Seat: "second", Weight: 2}}
		got := names(req, solve(t, req, roster.Options{}))
		if got[3] != "c" || got[2] != "b" {
			t.Errorf("got %v", got)
		}
	})
	t.Run("R6 pinned seats count for the limits, also in the bound", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 3), People: people("a"), Limits: roster.Limits{Total: 2}}
		req.Pins = []roster.Pin{{SeatID: at("a", "2022-06-20", "lead"), Person: "a"}}
		if r := solve(t, req, roster.Options{Steps: -1}); r.Bound.Unfilled != 1 || !r.Proved {
			t.Errorf("bound %+v, proved %v", r.Bound, r.Proved)
		}
	})
	t.Run("R22 nobody leads on the last day of the old year and the first of the new", func(t *testing.T) {
		req := roster.Request{
			Meetings: []roster.Meeting{meet("a", "2022-01-01", "lead")}, People: people("a", "b"), Limits: roster.Limits{RestDays: 1},
			History: []roster.Past{{Person: "a", Start: on("2021-12-31")}},
		}
		req.People[1].Led = 50
		if got := names(req, solve(t, req, roster.Options{})); got[0] != "b" {
			t.Errorf("%v leads", got)
		}
	})
}
