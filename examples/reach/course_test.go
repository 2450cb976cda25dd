package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCourse(t *testing.T) {
	type answer struct {
		ID    int
		Error string
		Plans []struct {
			Text     string
			Team     []string
			DecideOn string            `json:"decide_on"`
			NoClass  map[string]string `json:"no_class"`
			Series   struct{ Dates []string }
		}
		Reasons  []struct{ Code, Message string }
		Capacity struct {
			Courses int
			Limit   string
		}
		Remedies []struct{ Way, Text string }
	}
	ask := func(t *testing.T, request string) (a answer) {
		t.Helper()
		out, _, code := reach(t, request, "course")
		if err := json.Unmarshal([]byte(out), &a); err != nil || code != 0 {
			t.Fatalf("exit %d, %v: %s", code, err, out)
		}
		return a
	}
	const peer = `{"id":1,"program":"peer-to-peer","jurisdiction":"us/FL","format_name":"","rules":["FREQ=WEEKLY;BYDAY=WE"],"from":"2014-10-08","start":"18:00","decide_days":7,` +
		`"closures":[{"first":"2014-11-26","last":"2014-11-28"}],"leaders":[{"id":"a"},{"id":"b"}]`
	t.Run("C1 C4 C5 a request is answered with plans in words", func(t *testing.T) {
		a := ask(t, peer+"}")
		p := a.Plans[0]
		if a.ID != 1 || p.Text != "10 sessions 2014-10-08 to 2014-12-17; no class 11/26" || len(p.Team) != 2 || p.DecideOn != "2014-10-01" || p.NoClass["es"] != "sin clase el 26/11" || len(p.Series.Dates) != 10 {
			t.Errorf("answer %+v", a)
		}
	})
	t.Run("C1 C5 without enough leaders there are reasons", func(t *testing.T) {
		a := ask(t, strings.Replace(peer, `,{"id":"b"}`, "", 1)+"}")
		if len(a.Plans) != 0 || len(a.Reasons) != 1 || a.Reasons[0].Code != "no-team" || !strings.HasPrefix(a.Reasons[0].Message, "no team of 2 is free and certified on 10/8") {
			t.Errorf("answer %+v", a)
		}
	})
	t.Run("C16 how many courses fit into a year", func(t *testing.T) {
		a := ask(t, strings.Replace(peer, `"from":"2014-10-08"`, `"from":"2014-01-01","until":"2014-12-31","ask":"capacity"`, 1)+"}")
		if a.Capacity.Courses != 5 || a.Capacity.Limit != "rooms" {
			t.Errorf("answer %+v", a)
		}
	})
	t.Run("C6 the ways to go on when a session falls out", func(t *testing.T) {
		a := ask(t, peer+`,"ask":"remedies","on":"2014-12-10","reason":"snow","allow":{"double_day":true},"series":{"dates":["2014-10-08","2014-10-15","2014-12-10","2014-12-17"],"length":"PT2H"}}`)
		if len(a.Remedies) != 2 || a.Remedies[0].Way != "append" || a.Remedies[1].Way != "merge" {
			t.Errorf("answer %+v", a)
		}
	})
	t.Run("requests that make no sense are answered", func(t *testing.T) {
		for request, want := range map[string]string{
			`{"id":7,"nonsense":1}`:     `unknown field "nonsense"`,
			`{"id":7}`:                  "format.count: 0",
			`{"id":7,"program":"yoga"}`: "no such program",
			strings.Replace(peer, `"id":1`, `"id":7,"ask":"why"`, 1) + "}": `ask "why", want plans, capacity or remedies`,
			strings.Replace(peer, `:""`, `:"by post"`, 1) + "}":            `format "by post"`,
		} {
			if a := ask(t, request); !strings.Contains(a.Error, want) {
				t.Errorf("%s: %+v", request, a)
			}
		}
		if out, _, code := reach(t, "{", "course"); code != 0 || !strings.HasPrefix(out, `{"id":null,"error":`) {
			t.Errorf("exit %d, %s", code, out)
		}
	})
	t.Run("several requests, and a flag that is not", func(t *testing.T) {
		out, _, code := reach(t, peer+"}\n"+peer+"}", "course")
		if code != 0 || strings.Count(out, "\n") != 2 {
			t.Errorf("exit %d, %s", code, out)
		}
		if _, _, code := reach(t, "", "course", "-x"); code != 2 {
			t.Errorf("exit %d", code)
		}
	})
}
