package main

import (
	"bytes"
	"encoding/json"
	"runtime"
	"strings"
	"testing"
)

// Figures of sides that answer differently mean nothing.
func TestSidesGiveTheSameAnswers(t *testing.T) {
	seen := map[string]bool{}
	for _, task := range tasks {
		t.Run(task.name, func(t *testing.T) {
			if seen[task.name] {
				t.Fatal("two tasks have this name")
			}
			seen[task.name] = true
			sides, err := task.prepare()
			if err != nil {
				t.Fatal(err)
			}
			want := sides[0].run()
			if want.answer == 0 || want.units == 0 || sides[0].peer != "" {
				t.Errorf("ours does nothing: %+v", want)
			}
			for _, s := range sides[1:] {
				if got := s.run(); got.answer != want.answer || s.peer == "" {
					t.Errorf("%q answers %d, ours %d", s.peer, got.answer, want.answer)
				}
			}
		})
	}
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(&out, true, "is-holiday", 2); err != nil {
		t.Fatal(err)
	}
	var peers []string
	for line := range strings.Lines(out.String()) {
		var r result
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Task != "is-holiday" || r.OursNs <= 0 || r.PeerNs <= 0 || r.Ratio <= 0 {
			t.Errorf("%+v", r)
		}
		peers = append(peers, r.Peer)
	}
	if got := strings.Join(peers, ", "); got != "cal uncached, cal cached" {
		t.Errorf("peers are %s", got)
	}
	out.Reset()
	if err := run(&out, false, "next-2040", 1); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"date: 20", "go: " + runtime.Version(), "cpu: ", "time zones: ", "peer: github.com/rickar/cal/v2 v2.", " rrule-go "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table has no %q:\n%s", want, &out)
		}
	}
	if err := run(&out, false, "no-such-task", 1); err == nil || !strings.Contains(err.Error(), "nth-weekday") {
		t.Errorf("an unknown task gives %v", err)
	}
}
