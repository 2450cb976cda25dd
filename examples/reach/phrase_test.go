package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPhrase(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"D13 a labelled line", `{"id":"a","text":"2nd and 4th Wednesdays - STARTING 6/8/2022 - 6:00-7:30 pm","lang":"en","context":{}}`,
			`{"id":"a","truths":[{"kind":"monthly","rrule":"FREQ=MONTHLY;BYDAY=2WE,4WE","start":"18:00","end":"19:30","starting":"2022-06-08","ending":null,"dates":null,"except":null,"sessions":null,"missing":null,"conflict":null}],"text":"Second and fourth Wednesdays of the month, 6:00-7:30 pm, starting June 8, 2022"}`},
		{"plain text", `Room 307`,
			`{"id":null,"truths":[{"kind":"none","rrule":null,"start":null,"end":null,"starting":null,"ending":null,"dates":null,"except":null,"sessions":null,"missing":null,"conflict":null}],"text":""}`},
		{"the weekday of a heading, the language and weeks left out", `{"id":1,"text":"de 10 a 11:30 a. m., excepto el segundo martes","lang":"es","context":{"weekday":"TU","zone":"America/Chicago"}}`,
			`{"id":1,"truths":[{"kind":"monthly","rrule":"FREQ=WEEKLY;BYDAY=TU","start":"10:00","end":"11:30","starting":null,"ending":null,"dates":null,"except":["nth:2TU"],"sessions":null,"missing":null,"conflict":null}],"text":"El primer, tercer, cuarto y quinto martes de cada mes, de 10:00 a 11:30 a. m. hora del Centro"}`},
		{"a year from the context", `{"id":2,"text":"Ten Wednesdays, 6-8 pm, Oct 5 - Dec 14, no class Nov 23","context":{"year":2022}}`,
			`{"id":2,"truths":[{"kind":"course","rrule":"FREQ=WEEKLY;BYDAY=WE","start":"18:00","end":"20:00","starting":"2022-10-05","ending":"2022-12-14","dates":null,"except":["2022-11-23"],"sessions":10,"missing":null,"conflict":null}],"text":"Ten Wednesdays, 6:00-8:00 pm, October 5 - December 14, 2022, no meeting November 23, 2022"}`},
		{"a weekday that is none", `{"id":3,"text":"x","context":{"weekday":"XX"}}`, `{"id":3,"error":"context.weekday \"XX\", want MO to SU"}`},
		{"a language that is not read", `{"id":3,"text":"Mondays 6 pm","lang":"fr"}`, `{"id":3,"error":"lang \"fr\", want en or es, or a tag that begins so"}`},
		{"a zone that is none", `{"id":3,"text":"Mondays 6 pm","context":{"zone":"Mars/Olympus"}}`, `{"id":3,"error":"context.zone \"Mars/Olympus\", want an IANA name such as America/New_York"}`},
		{"a year that no date can have", `{"id":3,"text":"Mondays 6 pm","context":{"year":22}}`, `{"id":3,"error":"context.year 22, want 1900 to 2200"}`},
		{"S18 what is not understood is said", `{"id":4,"text":"Mondays 6 pm, starting 45/2027"}`,
			`{"id":4,"truths":[{"kind":"ambiguous","rrule":"FREQ=WEEKLY;BYDAY=MO","start":"18:00","end":null,"starting":null,"ending":null,"dates":null,"except":null,"sessions":null,"missing":null,"conflict":"\"45/2027\" is not understood"}],"text":"Mondays, 6:00 pm","notes":[{"code":"unread","text":"45/2027","why":"it is about days or times, but was not understood"}]}`},
		{"D13 a fortnight without a first date keeps its kind", `{"id":6,"text":"Every other Tuesday, 6 pm"}`,
			`{"id":6,"truths":[{"kind":"biweekly","rrule":"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU","start":"18:00","end":null,"starting":null,"ending":null,"dates":null,"except":null,"sessions":null,"missing":["anchor"],"conflict":null}],"text":"Every other Tuesday, 6:00 pm"}`},
		{"S18 an hour of either half of the day is ambiguous", `{"id":7,"text":"Mondays 8-9"}`,
			`{"id":7,"truths":[{"kind":"ambiguous","rrule":"FREQ=WEEKLY;BYDAY=MO","start":"08:00","end":"09:00","starting":null,"ending":null,"dates":null,"except":null,"sessions":null,"missing":["ampm"],"conflict":null}],"text":"Mondays, 8:00-9:00 am","notes":[{"code":"inferred","text":"8-9","why":"without am or pm, 1:00 to 7:59 is read as afternoon or evening, the rest as morning or noon"}]}`},
		{"a line too long to read", `{"id":4,"text":"` + strings.Repeat("a", 4097) + `"}`, `{"id":4,"error":"text: the line is longer than 4096 bytes"}`},
		{"broken JSON", `{"id":5,`, `{"id":null,"error":"unexpected end of JSON input"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, _, code := reach(t, tt.in+"\n", "phrase")
			if diff := cmp.Diff(tt.want+"\n", out); diff != "" || code != 0 {
				t.Errorf("exit %d (-want +got):\n%s", code, diff)
			}
		})
	}
}
