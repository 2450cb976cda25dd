package course_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/program/course"
)

func FuzzParseToken(f *testing.F) {
	for _, s := range []string{"01234-YZ01M", "0l234-yzoim", "", "-", "ABCDE12340", "é", "0123456789"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		token, err := course.ParseToken(s)
		if err != nil {
			if !errors.Is(err, course.ErrToken) {
				t.Errorf("error %v", err)
			}
			return
		}
		if again, err := course.ParseToken(token.String()); err != nil || again != token {
			t.Errorf("%q is printed as %q, which is %q, %v", s, token, again, err)
		}
	})
}

// FuzzPlans asks for whatever JSON says: each answer is plans that keep the
// number of sessions, or an error with words.
func FuzzPlans(f *testing.F) {
	for _, s := range []string{
		`{"format":{"name":"a","count":10},"rules":["FREQ=WEEKLY;BYDAY=WE"],"from":"2022-10-05"}`,
		`{"format":{"name":"a","count":3,"min_gap_days":1,"max_gap_days":1},"rules":["FREQ=DAILY"],"from":"2022-10-05","start_by":"2022-12-01","closures":[{"first":"2022-10-07","last":"2022-10-07"}],"allow":{"other_day":true,"double_day":true,"online_once":true}}`,
		`{"format":{"name":"a","count":8},"rules":["FREQ=MONTHLY;BYDAY=2WE,4WE"],"from":"2022-10-05","team":{"min":2,"at_least":[{"count":1,"attribute":"x"}]},"leaders":[{"id":"a"},{"id":"b","attributes":["x"],"away":[{"first":"2022-10-12"}]},{"id":"c"}],"substitutions":3}`,
		`{"format":{"name":"a","count":366},"rules":["FREQ=YEARLY"],"from":"2022-10-05","until":"2022-10-01","on_holiday":"skip","holidays":{"federal":"observed"}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r course.Request
		if len(text) > 4096 || json.Unmarshal([]byte(text), &r) != nil {
			return
		}
		plans, err := r.Plans()
		if err != nil {
			if !strings.HasPrefix(err.Error(), "course: ") && !strings.Contains(err.Error(), "\ncourse: ") {
				t.Errorf("error %v", err)
			}
			return
		}
		for _, p := range plans {
			if len(p.Sessions) != r.Format.Count || p.Text == "" {
				t.Errorf("%d sessions, want %d", len(p.Sessions), r.Format.Count)
			}
			for i, s := range p.Sessions {
				if s.Number != i+1 || i > 0 && s.Date.Before(p.Sessions[i-1].Date) {
					t.Errorf("session %d is number %d on %v", i, s.Number, s.Date)
				}
			}
		}
	})
}
