package people_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

func day(s string) schedule.Date { return schedule.MustDate(s) }

// rules returns those of a program in the catalogue at a place.
func rules(t *testing.T, key, where string) people.Rules {
	t.Helper()
	r, err := program.BuiltIn().Resolve(key, "en", program.Jurisdiction(where), day("2022-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	return people.RulesOf(r)
}

// events reads lines such as "2014-01-05 passed reference until 2015-01-05": a
// day, a kind, and for Passed the step; "yes" is Yes.
func events(key string, lines ...string) (list []people.Event) {
	for _, line := range lines {
		words := strings.Fields(line)
		e := people.Event{On: day(words[0]), Kind: people.EventKind(words[1]), Program: key, By: "state office"}
		for i, w := range words[2:] {
			switch {
			case w == "yes":
				e.Yes = true
			case w == "until":
				e.Until = day(words[i+3])
			case e.Kind == people.Passed && e.Step == "":
				e.Step = w
			}
		}
		if e.Kind == people.Joined {
			e.Program = ""
		}
		list = append(list, e)
	}
	return list
}

// after returns somebody after events, which must all be accepted.
func after(t *testing.T, r people.Rules, lines ...string) people.Facilitator {
	t.Helper()
	f, err := people.Facilitator{ID: "lead-7"}.Replay(events(r.Program, lines...), func(string, schedule.Date) people.Rules { return r })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// refused returns the code with which the last of some events is refused.
func refused(t *testing.T, f people.Facilitator, r people.Rules, line string) string {
	t.Helper()
	next, err := f.Apply(events(r.Program, line)[0], r)
	refusal, ok := errors.AsType[*people.Refusal](err)
	if !ok {
		return ""
	}
	if len(next.Events) != len(f.Events) || refusal.Why == "" || !strings.Contains(err.Error(), refusal.Why) {
		t.Errorf("a refusal with a change or without a reason: %v", err)
	}
	return refusal.Code
}

// illinois is the whole way of somebody in Illinois.
var illinois = []string{
	"2014-01-02 joined until 2022-12-31",
	"2014-01-05 interested", "2014-01-05 passed member", "2014-01-10 passed application", "2014-01-20 passed reference",
	"2014-02-01 passed prescreen", "2014-02-20 passed interview", "2014-05-30 began", "2014-06-01 ended yes", "2014-06-10 decided yes", "2014-07-02 led",
}

func TestIllinois(t *testing.T) {
	r := rules(t, "connection", "us/IL")
	want := []people.Stage{
		people.NotBegun, people.StageInterested, people.StageInterested, people.StageInterested, people.Applied,
		people.Prescreened, people.Interviewed, people.InTraining, people.InTraining, people.Certified, people.Active,
	}
	var got []people.Stage
	for i := range illinois {
		got = append(got, after(t, r, illinois[:i+1]...).Standing(r, schedule.Date{}).Stage)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("S34 stages (-want +got):\n%s", diff)
	}
	tests := []struct {
		name string
		done int // of the events of illinois
		next string
		want string
	}{
		{"S34 nothing before the interest", 1, "2014-01-05 passed application", people.CodeNotBegun},
		{"S34 no prescreening before the reference", 4, "2014-02-01 passed prescreen", people.CodeStepMissing},
		{"S34 no interview before the prescreening", 5, "2014-02-01 passed interview", people.CodeStepMissing},
		{"S34 no training before the interview", 6, "2014-05-30 began", people.CodeStepMissing},
		{"S34 no certification before the training", 7, "2014-06-10 decided yes", people.CodeBarred},
		{"S34 none during the training", 8, "2014-06-10 decided yes", people.CodeStepMissing},
		{"S34 nobody leads who is not certified", 9, "2014-07-02 led", people.CodeNotFit},
		{"S34 a step that Illinois does not have", 7, "2014-03-01 passed approval", people.CodeNoStep},
		{"a step twice", 5, "2014-02-01 passed reference", people.CodeRepeated},
		{"interest twice", 3, "2014-02-01 interested", people.CodeRepeated},
		{"events in the wrong order", 5, "2014-01-01 passed prescreen", people.CodeOrder},
		{"an event that ends before it begins", 0, "2014-01-02 joined until 2014-01-01", people.CodeEvent},
		{"an event that does not exist", 5, "2014-02-01 promoted", people.CodeEvent},
		{"two trainings at once", 8, "2014-05-31 began", people.CodeRepeated},
		{"a training that ends without having begun", 7, "2014-05-31 ended yes", people.CodeNoTraining},
		{"a return without having left", 9, "2014-06-05 returned", people.CodeNotLeft},
		{"a refresher without a certification", 9, "2014-06-05 refreshed", people.CodeNotFit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := refused(t, after(t, r, illinois[:tt.done]...), r, tt.next); got != tt.want {
				t.Errorf("refused with %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("S33 no member, no application", func(t *testing.T) {
		f := after(t, r, "2014-01-02 joined until 2014-01-04", "2014-01-05 interested")
		if got := refused(t, f, r, "2014-01-05 passed member"); got != people.CodeNoMember {
			t.Errorf("refused with %q", got)
		}
		if !f.MemberOn(day("2014-01-04")) || f.MemberOn(day("2014-01-05")) || f.MemberOn(day("2014-01-01")) {
			t.Error("S33 membership does not hold from its day to its end")
		}
	})
	t.Run("S42 V3 a step needs the role by whose word it was passed", func(t *testing.T) {
		e := events("connection", "2014-02-01 passed prescreen")[0]
		e.By = ""
		if _, err := after(t, r, illinois[:5]...).Apply(e, r); err == nil {
			t.Error("it was accepted without one")
		}
	})
	t.Run("rules of another program", func(t *testing.T) {
		if _, err := (people.Facilitator{}).Apply(events("peer-to-peer", "2014-02-01 interested")[0], r); err == nil {
			t.Error("accepted")
		}
	})
}

func TestOtherJurisdictions(t *testing.T) {
	t.Run("S34 Wisconsin has no prescreening, interview or membership", func(t *testing.T) {
		r := rules(t, "connection", "us/WI")
		f := after(t, r, "2017-01-05 interested", "2017-01-10 passed application", "2017-02-01 passed approval")
		if got := f.Standing(r, schedule.Date{}).Stage; got != people.Approved {
			t.Errorf("stage %q", got)
		}
		f = after(t, r, "2017-01-05 interested", "2017-01-10 passed application", "2017-02-01 passed approval", "2017-03-04 began", "2017-03-05 ended yes", "2017-03-10 decided yes")
		if got := f.Standing(r, schedule.Date{}).Stage; got != people.Certified {
			t.Errorf("stage %q", got)
		}
		if got := refused(t, f, r, "2017-03-11 passed prescreen"); got != people.CodeNoStep {
			t.Errorf("refused with %q", got)
		}
	})
	t.Run("P9 Washington asks for a module two weeks before the training", func(t *testing.T) {
		r := rules(t, "peer-to-peer", "us/WA")
		way := []string{
			"2022-01-01 joined", "2022-01-05 interested", "2022-01-05 passed age", "2022-01-05 passed member", "2022-01-10 passed application",
			"2022-01-20 passed affiliate-interview", "2022-02-01 passed module", "2022-02-02 passed trainer-interview",
		}
		f := after(t, r, way...)
		if got := refused(t, f, r, "2022-02-14 began"); got != people.CodeStepLate {
			t.Errorf("refused with %q", got)
		}
		if got := refused(t, f, r, "2022-02-15 began"); got != "" {
			t.Errorf("refused with %q", got)
		}
		if got := f.Standing(r, schedule.Date{}).Stage; got != people.Interviewed {
			t.Errorf("stage %q after both interviews", got)
		}
	})
	t.Run("P11 one qualification builds on another and on having led", func(t *testing.T) {
		base, cross := rules(t, "chronic-disease", "us/MO"), rules(t, "chronic-disease-cross-training", "us/MO")
		f := after(t, base, "2022-01-05 interested", "2022-02-01 began", "2022-02-04 ended yes", "2022-02-05 decided yes")
		for _, line := range []string{"2022-03-01 interested", "2022-03-02 passed base"} {
			var err error
			if f, err = f.Apply(events(cross.Program, line)[0], cross); err != nil {
				t.Fatal(err)
			}
		}
		if got := refused(t, f, cross, "2022-03-03 passed first"); got != people.CodeTooFewLed {
			t.Errorf("refused with %q", got)
		}
		f, _ = f.Apply(events(base.Program, "2022-04-01 led")[0], base)
		if got := refused(t, f, cross, "2022-04-03 began"); got != people.CodeStepMissing {
			t.Errorf("refused with %q", got)
		}
		if f, err := f.Apply(events(cross.Program, "2022-04-03 passed first")[0], cross); err != nil || refused(t, f, cross, "2022-04-04 began") != "" {
			t.Errorf("after having led: %v", err)
		}
	})
	t.Run("S51 whether a certification from elsewhere is good is a policy of the place", func(t *testing.T) {
		r := rules(t, "connection", "us/WI")
		moved := people.Facilitator{ID: "lead-7"}
		if got := refused(t, moved, r, "2022-01-05 accepted"); got != people.CodeNotAccepted {
			t.Errorf("refused with %q", got)
		}
		r.Accepts = func(e people.Event) bool { return e.By == "state office" }
		f := after(t, r, "2022-01-05 accepted until 2023-01-05", "2022-02-01 led")
		if got := f.Standing(r, schedule.Date{}); got.Stage != people.Active || got.Until != day("2023-01-05") {
			t.Errorf("standing %+v", got)
		}
	})
}

func TestTrainingAndDecision(t *testing.T) {
	r := rules(t, "connection", "us/IL")
	trained := illinois[:9]
	t.Run("S35 completed and certified are two facts", func(t *testing.T) {
		s := after(t, r, trained...).Standing(r, schedule.Date{})
		if s.Stage != people.InTraining || s.Completed != day("2014-06-01") || !s.Certified.IsZero() {
			t.Errorf("standing %+v", s)
		}
		s = after(t, r, append(trained[:9:9], "2014-06-10 decided")...).Standing(r, schedule.Date{})
		if s.Stage != people.NotCertified || s.Completed != day("2014-06-01") || !s.Certified.IsZero() {
			t.Errorf("standing %+v after no", s)
		}
	})
	t.Run("S37 a missed day bars certification from that training", func(t *testing.T) {
		missed := append(illinois[:8:8], "2014-06-01 ended")
		f := after(t, r, missed...)
		if got := f.Standing(r, schedule.Date{}).Stage; got != people.Interviewed {
			t.Errorf("stage %q", got)
		}
		if got := refused(t, f, r, "2014-06-10 decided yes"); got != people.CodeBarred {
			t.Errorf("refused with %q", got)
		}
		again := after(t, r, append(missed, "2014-09-05 began", "2014-09-07 ended yes", "2014-09-10 decided yes")...)
		if got := again.Standing(r, schedule.Date{}).Stage; got != people.Certified {
			t.Errorf("stage %q after another training", got)
		}
	})
	t.Run("S37 it bars also where no training is among the steps", func(t *testing.T) {
		open := people.Rules{Program: "group"}
		f := after(t, open, "2022-01-01 interested", "2022-02-01 began", "2022-02-02 ended")
		if got := refused(t, f, open, "2022-02-03 decided yes"); got != people.CodeBarred {
			t.Errorf("refused with %q", got)
		}
	})
	t.Run("S35 after a no another training comes first", func(t *testing.T) {
		f := after(t, r, append(trained[:9:9], "2014-06-10 decided")...)
		if got := refused(t, f, r, "2014-06-11 decided yes"); got != people.CodeRepeated {
			t.Errorf("refused with %q", got)
		}
		if got := refused(t, f, r, "2014-09-05 began"); got != "" {
			t.Errorf("refused with %q", got)
		}
	})
	t.Run("S34 inactive and back", func(t *testing.T) {
		f := after(t, r, append(illinois[:11:11], "2015-01-01 left")...)
		if got := f.Standing(r, schedule.Date{}).Stage; got != people.Inactive {
			t.Errorf("stage %q", got)
		}
		if got := refused(t, f, r, "2015-02-01 led"); got != people.CodeHasLeft {
			t.Errorf("refused with %q", got)
		}
		f = after(t, r, append(illinois[:11:11], "2015-01-01 left", "2015-06-01 returned")...)
		if got := f.Standing(r, schedule.Date{}).Stage; got != people.Active {
			t.Errorf("stage %q", got)
		}
	})
	t.Run("S43 no stage expires: in groups since 2011, certified in June 2014", func(t *testing.T) {
		f := after(t, r, "2011-01-02 joined", "2011-01-05 interested")
		if got := f.Standing(r, day("2014-06-01")).Stage; got != people.StageInterested {
			t.Errorf("stage %q", got)
		}
		f = after(t, r, append([]string{"2011-01-02 joined", "2011-01-05 interested"}, illinois[2:10]...)...)
		if got := f.Standing(r, day("2014-06-30")).Stage; got != people.Certified {
			t.Errorf("stage %q", got)
		}
	})
	t.Run("a standing in the past", func(t *testing.T) {
		if got := after(t, r, illinois...).Standing(r, day("2014-02-10")).Stage; got != people.Prescreened {
			t.Errorf("stage %q", got)
		}
	})
}

func TestStepsOfOddRules(t *testing.T) {
	step := func(key string, after ...string) program.Step {
		return program.Step{Key: key, Kind: program.StepModule, After: after}
	}
	t.Run("steps in a circle come to an end", func(t *testing.T) {
		r := people.Rules{Program: "group", Steps: []program.Step{step("a", "c"), step("b", "a"), step("c", "b")}}
		s := after(t, r, "2022-01-05 interested").Standing(r, schedule.Date{})
		if diff := cmp.Diff([]string{"b", "c", "a"}, s.Missing); diff != "" {
			t.Errorf("missing (-want +got):\n%s", diff)
		}
	})
	t.Run("steps that each come after two others are looked at once", func(t *testing.T) {
		r := people.Rules{Program: "group", Steps: []program.Step{step("0a"), step("0b")}}
		for i := range 60 { // 2^60 ways back to the first
			before := []string{fmt.Sprint(i, "a"), fmt.Sprint(i, "b")}
			r.Steps = append(r.Steps, step(fmt.Sprint(i+1, "a"), before...), step(fmt.Sprint(i+1, "b"), before...))
		}
		if s := after(t, r, "2022-01-05 interested").Standing(r, schedule.Date{}); len(s.Missing) != len(r.Steps) {
			t.Errorf("%d steps missing, want %d", len(s.Missing), len(r.Steps))
		}
	})
}

func TestRecord(t *testing.T) {
	fields := func(v any) (list []string) {
		for f := range reflect.TypeOf(v).Fields() {
			list = append(list, f.Name)
		}
		return list
	}
	t.Run("S31 S46 V2 V3 V16 what is kept about somebody, and no more", func(t *testing.T) {
		want := []string{"ID", "Name", "Contact", "Attributes", "Calendar", "Organization", "Availability", "Events", "Commitments", "Sites"}
		if diff := cmp.Diff(want, fields(people.Facilitator{})); diff != "" {
			t.Errorf("a facilitator has no pay, no reason, no incident (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"Kind", "Program", "On", "By", "Step", "Yes", "Until"}, fields(people.Event{})); diff != "" {
			t.Errorf("an event says that, when and by which role (-want +got):\n%s", diff)
		}
	})
	t.Run("V2 V19 attributes and handle are in no JSON, and come from the host only", func(t *testing.T) {
		r := rules(t, "connection", "us/IL")
		f := after(t, r, illinois...)
		if got := f.Leader(r, day("2014-07-03")).Attributes; got != nil {
			t.Errorf("attributes %v were inferred", got)
		}
		f.Attributes, f.Contact = []program.Attribute{"lived experience"}, "box-12"
		text, err := json.Marshal(f)
		if err != nil || strings.Contains(string(text), "lived") || strings.Contains(string(text), "box-12") {
			t.Errorf("%s, %v", text, err)
		}
		if got := f.Leader(r, day("2014-07-03")).Attributes; len(got) != 1 {
			t.Errorf("attributes %v", got)
		}
	})
	t.Run("V2 the way to reach somebody belongs to the host", func(t *testing.T) {
		told := fakeChannel{}
		var c people.Channel = told
		if err := c.Tell(t.Context(), "box-12", program.Text{"en": "Can you lead on Tuesday?"}); err != nil || told["box-12"] == "" {
			t.Errorf("told %v, %v", told, err)
		}
	})
}

func TestD56CalendarToken(t *testing.T) {
	token, fingerprint, err := people.NewCalendarToken(strings.NewReader("0123456789abcdef"))
	if err != nil || token != "30313233343536373839616263646566" || strings.Contains(fingerprint, token) {
		t.Fatalf("token %q, %v", token, err)
	}
	f := people.Facilitator{ID: "lead-7", Calendar: fingerprint}
	if !f.OpensCalendar(token) || f.OpensCalendar("") || f.OpensCalendar(fingerprint) || f.OpensCalendar(token[1:]) {
		t.Error("D56 the token opens the calendar, and nothing else does")
	}
	f.Calendar = ""
	if f.OpensCalendar(token) || f.OpensCalendar("") {
		t.Error("D56 a revoked token opens the calendar")
	}
	if _, _, err := people.NewCalendarToken(strings.NewReader("short")); err == nil {
		t.Error("too few random bits were taken")
	}
}

type fakeChannel map[string]string

func (c fakeChannel) Tell(_ context.Context, handle string, text program.Text) error {
	c[handle] = text.In("en")
	return nil
}
