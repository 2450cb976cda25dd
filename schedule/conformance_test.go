package schedule_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/withinreach/withinreach/schedule"
)

// shared returns a file of the data that stands beside the checkout, one
// folder up from its root.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../shared/data/" + name)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("NOT TESTED: %s is not beside this checkout", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// eachLine calls f with every line of a JSON lines file.
func eachLine(t testing.TB, data []byte, f func([]byte)) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f(lines.Bytes())
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
}

// A conformanceCase is a case of another engine's test suite.
type conformanceCase struct {
	ID, RRule, DTStart string
	TZ                 *string
	Expected           []string
	Complete           bool
	ExDate, RDate      []string
	InScope            bool   `json:"in_scope"`
	Note               string `json:"note"`
}

// ours are the cases that we decide against the list, and what we answer.
// BYMONTHDAY expands in a yearly rule (RFC 5545, table in 3.3.10), so without
// BYMONTH it means that day of every month. A first date that does not match
// the rule is no occurrence, and COUNT begins with the first that does.
var ours = map[string][]string{
	"libical-067": {"2024-02-29", "2024-03-29", "2024-04-29"},
	"libical-068": {"2024-02-01", "2024-02-29", "2024-03-03", "2024-03-31"},
	"ical.js-337": {"2014-04-30", "2014-05-31", "2014-06-30", "2014-07-31", "2014-08-31", "2014-09-30"},
	"ical.js-373": {"2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"},
	"ical.js-374": {"2016-01-02", "2016-02-02", "2016-03-02", "2016-04-02"},

	// The period of a yearly rule is the calendar year also with BYWEEKNO, as
	// dateutil has it; libical counts some of these by the year of the week.
	"libical-115": {"2010-01-02", "2016-01-02"},
	"libical-116": {"2010-01-02", "2015-12-29"},
	"libical-118": {"2024-12-31", "2027-01-04", "2027-01-05", "2030-01-01", "2030-12-30", "2030-12-31"},
	// The weekday that BYWEEKNO leaves open is that of the first date (RFC
	// 5545, 3.3.10, "information, not contained in the rule"), as in libical;
	// dateutil takes all seven days.
	"dateutil-137": {"1998-05-12", "1999-05-18", "2000-05-16"},
}

// refused are cases in scope that we do not read, and the part at fault: RFC
// 5545 allows ordinals in monthly and yearly rules only, and our calendar ends
// with 2200.
var refused = map[string]string{
	"dateutil-188": "BYDAY", "dateutil-190": "BYDAY", "dateutil-217": "BYDAY", "dateutil-219": "BYDAY",
	"dateutil-245": "year",
}

func TestCasesOfOtherEngines(t *testing.T) {
	answered, belowADay := 0, 0
	eachLine(t, shared(t, "recurrence/cases.jsonl"), func(line []byte) {
		var c conformanceCase
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		t.Run(c.ID, func(t *testing.T) {
			want := c.Expected
			if dates, ok := ours[c.ID]; ok {
				want = nil
				for _, d := range dates {
					clock := "T00:00:00"
					if len(c.DTStart) > 10 {
						clock = strings.TrimSuffix(c.DTStart[10:], "Z")
					}
					want = append(want, d+clock)
				}
			}
			got, err := expandCase(t, c, len(want))
			var fe *schedule.FieldError
			if part, ok := refused[c.ID]; ok {
				if !errors.As(err, &fe) || fe.Field != part {
					t.Errorf("%s gives %v, want it refused for %s", c.RRule, err, part)
				}
				return
			}
			if errors.As(err, &fe) && !c.InScope {
				belowADay++
				if !strings.Contains(c.RRule, fe.Field) && fe.Field != "rule" {
					t.Errorf("%s is refused for %s", c.RRule, fe.Field)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			answered++
			for i, s := range want {
				if s = strings.TrimSuffix(s, "Z"); len(s) == 10 {
					s += "T00:00:00"
				}
				want[i] = s
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s from %s (-want +got):\n%s", c.RRule, c.DTStart, diff)
			}
		})
	})
	t.Logf("%d cases answered, %d with parts below a day or excluded by the RFC refused", answered, belowADay)
}

// expandCase returns the local times of a case: all of them if the list of
// the case is complete, else as many as it has.
func expandCase(t *testing.T, c conformanceCase, n int) ([]string, error) {
	zoneName := "UTC"
	if c.TZ != nil {
		zoneName = *c.TZ
	}
	z := zone(t, zoneName)
	start, _ := strings.CutSuffix(c.DTStart, "Z")
	if len(start) == 10 {
		start += "T00:00:00"
	}
	first, err := schedule.ParseDate(start[:10])
	if err != nil {
		return nil, err
	}
	s, err := schedule.ParseRecurrence(c.RRule, first, schedule.MustClock(start[11:]), z)
	if err != nil {
		return nil, err
	}
	for _, d := range c.ExDate {
		s.Exceptions = append(s.Exceptions, schedule.Exception{On: schedule.MustDate(d[:10]), Kind: schedule.Cancel})
	}
	for _, d := range c.RDate {
		s.Dates = append(s.Dates, schedule.MustDate(d[:10]))
	}
	table, err := schedule.Compile(s, schedule.CompileOptions{Zone: z})
	if err != nil {
		return nil, err
	}
	var got []string
	for o := range table.Held(schedule.Date{}, schedule.Date{}) {
		if len(got) == n && !c.Complete {
			break
		}
		got = append(got, o.Start().Format("2006-01-02T15:04:05"))
		if len(got) > n {
			break
		}
	}
	return got, nil
}
