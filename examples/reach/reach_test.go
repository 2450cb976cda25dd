package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// reach runs the program with standard input and returns what it writes.
func reach(t *testing.T, in string, args ...string) (out, stderr string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	now := func() time.Time { return time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC) }
	code = run(args, environment{strings.NewReader(in), &o, &e, now})
	return o.String(), e.String(), code
}

func TestExpand(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"T1 the example of the contract",
			`{"id":"a","rrule":"FREQ=MONTHLY;BYDAY=2WE,4WE","dtstart":"2022-06-08T18:00:00","tz":"America/New_York","limit":3}`,
			`{"id":"a","occurrences":["2022-06-08T18:00:00-04:00","2022-06-22T18:00:00-04:00","2022-07-13T18:00:00-04:00"]}`},
		{"a window is half-open",
			`{"id":1,"rrule":"FREQ=DAILY","dtstart":"2022-06-08T18:00:00","tz":"America/New_York","from":"2022-06-09T18:00:00","to":"2022-06-11T18:00:00"}`,
			`{"id":1,"occurrences":["2022-06-09T18:00:00-04:00","2022-06-10T18:00:00-04:00"]}`},
		{"dates alone begin at midnight",
			`{"id":1,"rrule":"FREQ=DAILY;COUNT=3","dtstart":"2022-06-08T18:00:00","tz":"UTC","from":"2022-06-09","to":"2022-06-10"}`,
			`{"id":1,"occurrences":["2022-06-09T18:00:00Z"]}`},
		{"T8 the wall clock stays",
			`{"id":1,"rrule":"FREQ=WEEKLY;COUNT=2","dtstart":"2022-03-08T18:15:00","tz":"America/New_York"}`,
			`{"id":1,"occurrences":["2022-03-08T18:15:00-05:00","2022-03-15T18:15:00-04:00"]}`},
		{"a skipped hour",
			`{"id":1,"rrule":"FREQ=DAILY;COUNT=2","dtstart":"2026-03-07T02:30:00","tz":"America/New_York"}`,
			`{"id":1,"occurrences":["2026-03-07T02:30:00-05:00","2026-03-08T03:30:00-04:00"]}`},
		{"no zone, no offsets",
			`{"id":1,"rrule":"FREQ=DAILY;COUNT=1","dtstart":"2022-06-08T18:00:00Z"}`,
			`{"id":1,"occurrences":["2022-06-08T18:00:00"]}`},
		{"excluded and added dates",
			`{"id":1,"rrule":"FREQ=WEEKLY;COUNT=3","dtstart":"2022-06-08T18:00:00","tz":"UTC","exdate":["2022-06-15T18:00:00","2022-06-22T17:00:00"],"rdate":["2022-06-09T10:00:00","2022-06-22T18:00:00","2022-06-10"]}`,
			`{"id":1,"occurrences":["2022-06-08T18:00:00Z","2022-06-09T10:00:00Z","2022-06-10T18:00:00Z","2022-06-22T18:00:00Z"]}`},
		{"no rule is one date", `{"id":1,"dtstart":"2022-06-08","tz":"UTC"}`, `{"id":1,"occurrences":["2022-06-08T00:00:00Z"]}`},
		{"a rule that never occurs", `{"id":1,"rrule":"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30","dtstart":"2022-06-08","tz":"UTC"}`, `{"id":1,"occurrences":[]}`},
		{"a rule it does not read", `{"id":"h","rrule":"FREQ=HOURLY","dtstart":"2022-06-08","tz":"UTC"}`, `{"id":"h","error":"schedule: FREQ \"HOURLY\", want DAILY, WEEKLY, MONTHLY or YEARLY"}`},
		{"an unknown zone", `{"id":"z","rrule":"FREQ=DAILY","dtstart":"2022-06-08","tz":"Mars"}`, `{"id":"z","error":"schedule: no such time zone: name \"Mars\": unknown time zone Mars"}`},
		{"the zone of the server", `{"id":"z","rrule":"FREQ=DAILY","dtstart":"2022-06-08","tz":"Local"}`, `{"id":"z","error":"schedule: no such time zone: name \"Local\", want one such as America/New_York"}`},
		{"no start", `{"id":"s","rrule":"FREQ=DAILY","tz":"UTC"}`, `{"id":"s","error":"dtstart \"\": schedule: date \"\", want the form 2022-06-08"}`},
		{"a negative limit", `{"id":"s","rrule":"FREQ=DAILY","tz":"UTC","dtstart":"2022-06-08","limit":-1}`, `{"id":"s","error":"limit -1, want 0 or more"}`},
		{"what is not JSON", `nonsense`, `{"id":null,"error":"invalid character 'o' in literal null (expecting 'u')"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, _, code := reach(t, "\n"+tt.in+"\n\n", "expand")
			if diff := cmp.Diff(tt.want+"\n", out); diff != "" || code != 0 {
				t.Errorf("exit %d (-want +got):\n%s", code, diff)
			}
		})
	}
	t.Run("an endless rule and an endless question", func(t *testing.T) {
		out, _, _ := reach(t, `{"id":1,"rrule":"FREQ=DAILY","dtstart":"2022-06-08","tz":"UTC"}`, "expand")
		var x expansion
		if err := json.Unmarshal([]byte(out), &x); err != nil || len(x.Occurrences) != endless || !x.More {
			t.Errorf("%d occurrences, more %v, %v", len(x.Occurrences), x.More, err)
		}
	})
	t.Run("a line that is too long is answered, and so is the next", func(t *testing.T) {
		good := `{"id":2,"rrule":"FREQ=DAILY;COUNT=1","dtstart":"2022-06-08","tz":"UTC"}`
		out, _, code := reach(t, strings.Repeat("x", maxLine+1)+"\n"+good, "expand")
		want := `{"id":null,"error":"line longer than 1 MiB"}` + "\n" + `{"id":2,"occurrences":["2022-06-08T00:00:00Z"]}` + "\n"
		if diff := cmp.Diff(want, out); diff != "" || code != 0 {
			t.Errorf("exit %d (-want +got):\n%s", code, diff)
		}
	})
}

func TestUsage(t *testing.T) {
	tests := []struct {
		name string
		args []string
		code int
		want string // on standard error
	}{
		{"no command", nil, 2, "usage: reach COMMAND"},
		{"an unknown command", []string{"dance"}, 2, "usage: reach COMMAND"},
		{"an unknown flag", []string{"expand", "-x"}, 2, "flag provided but not defined"},
		{"two files", []string{"expand", "a", "b"}, 2, "want at most one"},
		{"a file that is not there", []string{"expand", "no-such-file"}, 1, "no such file"},
		{"help", []string{"expand", "-h"}, 0, "Usage"},
		{"near without a place", []string{"near", "-records", "x"}, 2, "want exactly one of -zip, -city and -at"},
		{"near without records", []string{"near", "-zip", "32073"}, 2, "want -records"},
		{"near with two places", []string{"near", "-zip", "32073", "-at", "1,1"}, 2, "want exactly one"},
		{"near within nothing", []string{"near", "-zip", "32073", "-within", "far"}, 2, "-within"},
		{"near on no day", []string{"near", "-zip", "32073", "-day", "xx"}, 2, "want days such as"},
		{"near at no time", []string{"near", "-zip", "32073", "-from", "6pm"}, 2, "-from"},
		{"near at a bad point", []string{"near", "-at", "91,0"}, 2, "-at"},
		{"near with a stray argument", []string{"near", "-zip", "32073", "-city", "Orange", "Park"}, 2, "takes no arguments"},
		{"near of an unknown kind", []string{"near", "-zip", "32073", "-kind", "party"}, 2, "-kind \"party\", want some of"},
		{"near in an unknown mode", []string{"near", "-zip", "32073", "-mode", "carrier pigeon"}, 2, "-mode"},
		{"near by an unknown way to join", []string{"near", "-zip", "32073", "-entry", "window"}, 2, "-entry"},
		{"near in words nobody wrote", []string{"near", "-zip", "32073", "-lang", "tlh"}, 2, "want en or es"},
		{"near in an unknown order", []string{"near", "-zip", "32073", "-sort", "beauty"}, 2, "-sort"},
		{"near within an unknown norm", []string{"near", "-zip", "32073", "-within", "norm:medicaid"}, 2, "want one of va-mental-health"},
		{"near late for nothing", []string{"near", "-zip", "32073", "-late", "5m"}, 2, "without -reachable"},
		{"near at a zone that is none", []string{"near", "-zip", "32073", "-zone", "Mars"}, 2, "-zone"},
		{"near from a page that is none", []string{"near", "-records", demo, "-zip", "32073", "-page", "x"}, 2, "-page"},
		{"near by an unknown engine", []string{"near", "-zip", "32073", "-engine", "horse=http://127.0.0.1"}, 2, "want valhalla=URL"},
		{"near by an engine and by start", []string{"near", "-zip", "32073", "-engine", "osrm=http://127.0.0.1", "-sort", "start"}, 2, "neither -sort"},
		{"near from two sources", []string{"near", "-zip", "32073", "-records", "a", "-db", "b"}, 2, "not both"},
		{"near from a database that is not there", []string{"near", "-zip", "32073", "-db", "no-such.db"}, 1, "no such file"},
		{"near with no number", []string{"near", "-zip", "32073", "-k", "0"}, 2, "-k 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, stderr, code := reach(t, "", tt.args...)
			if code != tt.code || !strings.Contains(stderr, tt.want) || out != "" {
				t.Errorf("exit %d, wrote %q, said %q; want exit %d and %q", code, out, stderr, tt.code, tt.want)
			}
		})
	}
}

const demo = "../demo/records.jsonl"

func nearAnswer(t *testing.T, args ...string) nearby {
	t.Helper()
	out, stderr, code := reach(t, "", append([]string{"near"}, args...)...)
	var n nearby
	if err := json.Unmarshal([]byte(out), &n); err != nil || code != 0 {
		t.Fatalf("exit %d, %v, %s", code, err, stderr)
	}
	return n
}

func TestNear(t *testing.T) {
	ids := func(list []found) string {
		var s []string
		for _, f := range list {
			s = append(s, f.ID)
		}
		return strings.Join(s, " ")
	}
	t.Run("a ZIP code finds the groups around it with their next dates", func(t *testing.T) {
		n := nearAnswer(t, "-records", demo, "-zip", "32073")
		if got := ids(n.InPerson); got != "jax-wednesday jax-friday jax-thursday" && got != "jax-friday jax-wednesday jax-thursday" {
			t.Errorf("in person: %s", got)
		}
		for _, f := range n.InPerson {
			if f.Distance == nil || f.Drive == nil || !f.Drive.Estimate || f.Drive.Minutes < f.Drive.Least || f.Drive.Minutes > f.Drive.Most {
				t.Errorf("%s: %v, %+v", f.ID, f.Distance, f.Drive)
			}
			if f.ID == "jax-friday" && (len(f.Next) != 1 || f.Next[0].Start != "2022-06-03T18:00:00-04:00") {
				t.Errorf("S15 Fridays are %+v", f.Next)
			}
			if f.ID == "jax-wednesday" && (len(f.Next) != 3 || f.Next[2].Start != "2022-07-13T18:00:00-04:00") {
				t.Errorf("T1 Wednesdays are %+v", f.Next)
			}
		}
		if ids(n.Remote) != "jax-tuesday" || n.Remotes != 1 || n.Remote[0].Distance != nil {
			t.Errorf("remote: %+v", n.Remote)
		}
		if len(n.Contacts) == 0 || n.Contacts[0].Level != "affiliate" || len(n.Crisis) == 0 {
			t.Errorf("%+v, %+v", n.Contacts, n.Crisis)
		}
	})
	t.Run("S30 with nothing near", func(t *testing.T) {
		n := nearAnswer(t, "-records", demo, "-city", "Fargo, ND")
		if len(n.InPerson) != 0 || len(n.Nearest) == 0 || len(n.Remote) == 0 || len(n.Contacts) == 0 || len(n.Crisis) == 0 {
			t.Errorf("%+v", n)
		}
	})
	refused := func(t *testing.T, args ...string) (n nearby) {
		t.Helper()
		out, stderr, code := reach(t, "", append([]string{"near", "-records", demo}, args...)...)
		if err := json.Unmarshal([]byte(out), &n); err != nil || code != 1 || !strings.Contains(stderr, n.Error) {
			t.Errorf("exit %d, %v, said %q; want exit 1, an answer, and the same in words", code, err, stderr)
		}
		return n
	}
	t.Run("D51 an ambiguous city offers choices", func(t *testing.T) {
		n := refused(t, "-city", "Fayetteville")
		if n.Error == "" || len(n.Choices) < 5 {
			t.Errorf("%+v", n)
		}
	})
	t.Run("an unknown ZIP code is an answer", func(t *testing.T) {
		for _, zip := range []string{"00601", "3207"} {
			if n := refused(t, "-zip", zip); n.Error == "" {
				t.Errorf("%+v", n)
			}
		}
	})
	t.Run("words that nobody knows are told", func(t *testing.T) {
		_, stderr, code := reach(t, "", "near", "-records", demo, "-zip", "32073", "-program", "connection,conection,yoga", "-for", "self,famly")
		want := `reach: -program "conection" is not in the catalogue: did you mean connection?` + "\n" +
			`reach: -program "yoga" is not in the catalogue: no group has it` + "\n" + `reach: -for "famly" is not known; known are ["self" "family" `
		if code != 0 || !strings.HasPrefix(stderr, want) || strings.Count(stderr, "\n") != 3 {
			t.Errorf("exit %d, said %q, want %q", code, stderr, want)
		}
	})
	t.Run("filters", func(t *testing.T) {
		n := nearAnswer(t, "-records", demo, "-at", "30.166,-81.706", "-day", "thu", "-from", "17:00", "-k", "5")
		if ids(n.InPerson) != "jax-thursday" || len(n.Remote) != 0 {
			t.Errorf("%s, %s", ids(n.InPerson), ids(n.Remote))
		}
	})
}
