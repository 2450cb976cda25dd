package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// notRead are cases that the library refuses, and says why in its own tests.
var notRead = map[string]bool{"dateutil-188": true, "dateutil-190": true, "dateutil-217": true, "dateutil-219": true, "dateutil-245": true}

func TestExpandAnswersTheCasesOfOtherEngines(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/recurrence/cases.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("NOT TESTED: recurrence/cases.jsonl is not beside this checkout")
	}
	if err != nil {
		t.Fatal(err)
	}
	type testCase struct {
		ID       string   `json:"id"`
		RRule    string   `json:"rrule"`
		DTStart  string   `json:"dtstart"`
		TZ       string   `json:"tz"`
		ExDate   []string `json:"exdate,omitempty"`
		RDate    []string `json:"rdate,omitempty"`
		Expected []string `json:"expected,omitempty"`
		Complete bool     `json:"complete,omitempty"`
		InScope  bool     `json:"in_scope,omitempty"`
		Agrees   *bool    `json:"dateutil_agrees,omitempty"`
		Limit    int      `json:"limit,omitempty"`
	}
	var cases []testCase
	var in bytes.Buffer
	for line := range bytes.Lines(data) {
		var c testCase
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		if !c.InScope || c.Agrees == nil || !*c.Agrees || notRead[c.ID] {
			continue
		}
		cases = append(cases, c)
		// One more than the list has shows whether it is complete.
		question := testCase{ID: c.ID, RRule: c.RRule, DTStart: c.DTStart, TZ: c.TZ, ExDate: c.ExDate, RDate: c.RDate, Limit: len(c.Expected) + 1}
		if err := json.NewEncoder(&in).Encode(question); err != nil {
			t.Fatal(err)
		}
	}
	out, _, _ := reach(t, in.String(), "expand")
	answers := json.NewDecoder(strings.NewReader(out))
	for _, c := range cases {
		var got struct {
			ID, Error   string
			Occurrences []string
		}
		if err := answers.Decode(&got); err != nil {
			t.Fatal(err)
		}
		for i, s := range got.Occurrences {
			got.Occurrences[i] = s[:len("2022-06-08T18:00:00")]
		}
		if !c.Complete && len(got.Occurrences) > len(c.Expected) {
			got.Occurrences = got.Occurrences[:len(c.Expected)]
		}
		for i, s := range c.Expected {
			if s = strings.TrimSuffix(s, "Z"); len(s) == len("2022-06-08") {
				s += "T00:00:00"
			}
			c.Expected[i] = s
		}
		if diff := cmp.Diff(c.Expected, got.Occurrences, cmpopts.EquateEmpty()); diff != "" || got.ID != c.ID || got.Error != "" {
			t.Errorf("%s: %s from %s, error %q (-want +got):\n%s", c.ID, c.RRule, c.DTStart, got.Error, diff)
		}
	}
	t.Logf("%d cases", len(cases))
}
