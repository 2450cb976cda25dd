package roster_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/withinreach/withinreach/program/roster"
)

const small = `{
  "meetings": [
    {"series": "wed", "date": "2022-06-08", "start": "2022-06-08T18:00:00-04:00", "end": "2022-06-08T19:30:00-04:00",
     "program": "connection", "seats": [{"name": "lead"}, {"name": "second", "attribute": "family"}],
     "team": {"min": 2, "at_least": [{"count": 1, "attribute": "family"}]}, "binding": ["certification"],
     "short": {"hours": 24, "do": "tell the host"}}
  ],
  "people": [
    {"id": "a", "certifications": [{"program": "connection", "to": "2023-01-01"}], "led": 2,
     "availability": {"patterns": [{"rule": "FREQ=WEEKLY;BYDAY=WE", "from": "17:00"}],
                      "exceptions": [{"first": "2022-07-01", "last": "2022-07-14"}],
                      "answers": [{"series": "wed", "date": "2022-06-08", "answer": "maybe"}]},
     "wishes": [{"days": "Wed", "weight": 2}], "limits": {"per_week": 1}},
    {"id": "b", "attributes": ["family"], "certifications": [{"program": "connection"}], "availability": {"default": "yes"}}
  ],
  "limits": {"per_four_weeks": 3, "rest_days": 1},
  "together": [{"a": "a", "b": "b", "weight": 1}],
  "history": [{"person": "a", "start": "2022-06-01T18:00:00-04:00"}],
  "book": {"holds": [{"series": "wed", "date": "2022-06-08", "seat": "lead", "person": "a", "state": "confirmed"}]}
}`

func TestRead(t *testing.T) {
	t.Run("R1 R28 a request is one JSON object of opaque ids", func(t *testing.T) {
		req, err := roster.Read(strings.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		if diff := compare([]string{"a", "b"}, names(req, solve(t, req, roster.Options{}))); diff != "" {
			t.Error(diff)
		}
	})
	tests := []struct{ name, in, want string }{
		{"nothing", ``, "roster: malformed request: near byte 0: EOF"},
		{"a misspelt field", `{"meeting": []}`, `roster: malformed request: near byte 15: json: unknown field "meeting"`},
		{"two objects", `{} {}`, "roster: malformed request: more after the first JSON value, at byte 4"},
		{"another answer", `{"people": [{"availability": {"default": "perhaps"}}]}`, `roster: answer "perhaps", want "yes", "if needed", "maybe" or "no"`},
		{"another rule", `{"meetings": [{"binding": ["luck"]}]}`, `roster: rule "luck", want a rule such as "certification" or "week"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := roster.Read(strings.NewReader(tt.in))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	t.Run("a reader that fails", func(t *testing.T) {
		if _, err := roster.Read(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
			t.Error(err)
		}
	})
	t.Run("more than 32 MiB", func(t *testing.T) {
		if _, err := roster.Read(bytes.NewReader(bytes.Repeat([]byte(" "), 33<<20))); !errors.Is(err, roster.ErrMalformed) {
			t.Error(err)
		}
	})
}

func TestValidate(t *testing.T) {
	tests := []struct{ name, change, want string }{
		{"a week limit below 0", `"limits": {"per_week": -1}`, `roster: limits.per_week "-1", want 0 to 10000`},
		{"an id twice, which is not quoted", `"people": [{"id": "Ann"}, {"id": "Ann"}]`, `roster: people[1].id "", want each id once`},
		{"a pair with a stranger", `"apart": [{"a": "x", "b": "y"}]`, `roster: apart[0] "", want the ids of two of the people`},
		{"a pin nowhere", `"people": [{"id": "a"}], "pins": [{"series": "w", "date": "2022-06-08", "seat": "lead", "person": "a"}]`,
			`roster: pins[0] "w/2022-06-08/lead", want one of the seats`},
		{"a meeting that ends before it starts", `"meetings": [{"series": "w", "date": "2022-06-08", "start": "2022-06-08T18:00:00Z", "end": "2022-06-08T17:00:00Z"}]`,
			`roster: meetings[0].end "", want after start, by at most 14 days`},
		{"a binding rule that is none", `"meetings": [{"series": "w", "date": "2022-06-08", "start": "2022-06-08T18:00:00Z", "binding": [""]}]`,
			`roster: meetings[0].binding[0] "0", want one of the rules`},
		{"every other week from nowhere", `"people": [{"id": "a", "availability": {"patterns": [{"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"}]}}]`,
			`roster: people[0].availability.patterns[0].first "", want the date from which the rule counts`},
		{"a state that is not", `"people": [{"id": "a"}], "book": {"holds": [{"series": "w", "date": "2022-06-08", "seat": "lead", "person": "a", "state": "sick"}]}`,
			`roster: book.holds[0].state "sick", want "", "confirmed", "leaving", "declined" or "released"`},
		{"a seat that two people hold", `"people": [{"id": "a"}, {"id": "b"}], "book": {"holds": [
			{"series": "w", "date": "2022-06-08", "seat": "lead", "person": "a"}, {"series": "w", "date": "2022-06-08", "seat": "lead", "person": "b"}]}`,
			`roster: book.holds[1] "w/2022-06-08/lead", want one person a seat`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req, err := roster.Read(strings.NewReader("{" + tt.change + "}"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = roster.Solve(t.Context(), req, roster.Options{})
			if _, typed := errors.AsType[*roster.FieldError](err); !typed || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	t.Run("too many seats and people to keep", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-08", 1200)}
		for i := range 1900 {
			req.People = append(req.People, person(strings.Repeat("x", i%100+1)+string(rune('0'+i/100))))
		}
		if _, err := roster.Solve(t.Context(), req, roster.Options{}); !errors.Is(err, roster.ErrTooLarge) {
			t.Error(err)
		}
	})
	t.Run("an empty request has an empty roster", func(t *testing.T) {
		if r := solve(t, roster.Request{}, roster.Options{}); !r.Proved || r.Seats != nil || r.Empty != nil {
			t.Errorf("%+v", r)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(small)
	f.Add(`{"meetings": [], "people": [{"id": "a"}]}`)
	f.Add(`{"meetings": [{"series": "w", "date": "1901-01-01", "start": "1901-01-01T00:00:00Z", "seats": [{"name": "x"}]}]}`)
	f.Add(`{"book": {"swaps": [{"id": "1"}], "short": [{"series": "a", "date": "2022-06-08"}]}}`)
	f.Fuzz(func(t *testing.T, in string) {
		req, err := roster.Read(strings.NewReader(in))
		if err != nil {
			if _, typed := errors.AsType[*roster.FieldError](err); !typed && !errors.Is(err, roster.ErrMalformed) {
				t.Fatalf("an error of no known kind: %v", err)
			}
			return
		}
		d, err := roster.Open(req)
		r, solveErr := roster.Solve(t.Context(), req, roster.Options{Steps: 2})
		if (err == nil) != (solveErr == nil) {
			t.Fatalf("open says %v, solve says %v", err, solveErr)
		}
		if err != nil {
			return
		}
		if _, err := d.Publish(r, on("2022-06-08")); err != nil {
			t.Fatal(err)
		}
		d.Recheck(on("2022-06-08"))
		d.Short(on("2022-06-08"))
		text, err := json.Marshal(d.Book())
		if err != nil {
			t.Fatal(err)
		}
		var again roster.Book
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		req.Book = again
		if _, err := roster.Open(req); err != nil {
			t.Fatalf("the book of a desk is refused: %v\n%s", err, text)
		}
	})
}
