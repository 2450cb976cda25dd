package texts_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/schedule"
)

const records = `
{"organization":{"id":"clay","name":"Clay County peers","state":"FL","zone":"America/New_York","contacts":[{"role":"education coordinator","vacant":true,"phone":"(904) 555-0199"},{"role":"helpline","phone":"(904) 555-0101"}]}}
{"organization":{"id":"quiet","name":"Quiet office","zone":"America/New_York"}}
{"venue":{"id":"library","name":"Headquarters Library","room":"Room 2","address":{"street":"1895 Town Center Blvd","city":"Fleming Island","state":"FL"}}}
{"venue":{"id":"refuge","name":"Hidden House","room":"Hidden Room","note":"Hidden door","confidential":true,"address":{"street":"9 Hidden Way","city":"Orange Park","state":"FL"}}}
{"offering":{"id":"friday","name":"Friday group","organization":"clay","venue":"library","series":[{"rule":"FREQ=WEEKLY;BYDAY=FR","first":"2026-01-02","start":"18:00","length":"PT1H30M","exceptions":[{"on":"2026-06-12","kind":"cancel","reason":"no electricity"},{"on":"2026-06-19","kind":"reschedule","to":"2026-06-20"}]}],"overrides":[{"on":"2026-06-05","room":"Room B"}]}}
{"offering":{"id":"women","name":"Women's circle","organization":"clay","venue":"refuge","series":[{"rule":"FREQ=WEEKLY;BYDAY=SA","first":"2026-01-03","start":"10:00"}],"overrides":[{"on":"2026-06-06","room":"Hidden cellar"}]}}
{"offering":{"id":"visit","name":"On the way","organization":"clay","venue":"library","series":[{"rule":"FREQ=WEEKLY;BYDAY=SA","first":"2026-01-03","start":"10:00"}],"overrides":[{"on":"2026-06-06","venue":"refuge","room":"Hidden cellar"}]}}
{"offering":{"id":"over","name":"Ended group","organization":"quiet","venue":"library","status":"ended","series":[{"rule":"FREQ=WEEKLY;BYDAY=SA","first":"2026-01-03","start":"10:00"}]}}
`

var now = time.Date(2026, time.June, 3, 16, 0, 0, 0, time.UTC)

func snapshot(t *testing.T) *directory.Snapshot {
	t.Helper()
	entities, err := directory.ReadRecords(strings.NewReader(records))
	if err != nil {
		t.Fatal(err)
	}
	s, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestD48ReadyMadeTexts(t *testing.T) {
	s := snapshot(t)
	tests := []struct {
		name     string
		kind     texts.Kind
		language string
		want     string
	}{
		{"an answering machine says one paragraph", texts.Voicemail, "en", "Thank you for calling Friday group. " +
			"It meets at Headquarters Library, Room 2, 1895 Town Center Blvd, Fleming Island, FL. " +
			"The next date is Friday, June 5, 2026, 6:00 pm to 7:30 pm; Room B. " +
			"Friday, June 12, 2026, 6:00 pm to 7:30 pm: does NOT meet (no electricity). " +
			"Saturday, June 20, 2026, 6:00 pm to 7:30 pm (changed from Friday, June 19, 2026). " +
			"For questions call (904) 555-0101. " +
			"Please leave your number, and somebody will call you back. If you need help right now, call or text 9 8 8."},
		{"a door sign begins with the name", texts.DoorSign, "es", "Friday group\n\n" +
			"Lugar: Headquarters Library, Room 2, 1895 Town Center Blvd, Fleming Island, FL\n" +
			"Próxima fecha: viernes, 5 de junio de 2026, 6:00 p. m. a 7:30 p. m.; Room B.\n" +
			"viernes, 12 de junio de 2026, 6:00 p. m. a 7:30 p. m.: NO se reúne (no electricity).\n" +
			"sábado, 20 de junio de 2026, 6:00 p. m. a 7:30 p. m. (antes: viernes, 19 de junio de 2026).\n" +
			"Preguntas: (904) 555-0101.\n" +
			"¿Necesita ayuda ahora mismo? Llame o mande un mensaje al 988, de día o de noche."},
	}
	for _, tt := range tests {
		t.Run("D48 "+tt.name, func(t *testing.T) {
			got := texts.Offering(s, "friday", tt.kind, texts.Options{Language: tt.language, Now: now})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("D48 D41 every kind in each language says the next date, the room of that date and whom to ask", func(t *testing.T) {
		for _, k := range texts.Kinds() {
			for _, lang := range []string{"en", "es-MX"} {
				got := texts.Offering(s, "friday", k, texts.Options{Language: lang, Now: now, URL: "https://groups.example"})
				for _, want := range []string{" 5", "Room B", "(904) 555-0101", "no electricity"} {
					if !strings.Contains(got, want) {
						t.Errorf("%s %s lacks %q:\n%s", k, lang, want, got)
					}
				}
			}
		}
	})
	t.Run("D48 the text of an organization names each group once, with its next date", func(t *testing.T) {
		got := texts.Organization(s, "clay", texts.Email, texts.Options{Now: now})
		for _, name := range []string{"Friday group", "Women's circle", "On the way"} {
			if strings.Count(got, name) != 1 {
				t.Errorf("%q is there %d times:\n%s", name, strings.Count(got, name), got)
			}
		}
		if strings.Count(got, "Next: ") != 3 {
			t.Errorf("want 3 next dates:\n%s", got)
		}
	})
	t.Run("nothing to say is nothing, and no dates are said so", func(t *testing.T) {
		got := []string{
			texts.Offering(s, "nowhere", texts.Post, texts.Options{Now: now}),
			texts.Organization(s, "nowhere", texts.Post, texts.Options{Now: now}),
		}
		if diff := cmp.Diff([]string{"", ""}, got); diff != "" {
			t.Error(diff)
		}
		if got := texts.Organization(s, "quiet", texts.Post, texts.Options{Now: now}); !strings.Contains(got, "No dates are planned") {
			t.Error(got)
		}
		if got := texts.Offering(s, "over", texts.Post, texts.Options{Now: now}); !strings.Contains(got, "does not meet now") {
			t.Error(got)
		}
	})
}

func TestTextsKeepAConfidentialPlace(t *testing.T) {
	s := snapshot(t)
	for _, id := range []string{"women", "visit"} {
		for _, k := range texts.Kinds() {
			for _, lang := range []string{"en", "es"} {
				o := texts.Options{Language: lang, Now: now, Dates: 5}
				for _, got := range []string{texts.Offering(s, id, k, o), texts.Organization(s, "clay", k, o)} {
					if strings.Contains(got, "Hidden") || !strings.Contains(got, "Orange Park") {
						t.Errorf("%s %s %s:\n%s", id, k, lang, got)
					}
				}
			}
		}
	}
}

func TestWords(t *testing.T) {
	day, noon, midnight := schedule.MustDate("2026-06-03"), schedule.MustClock("12:00"), schedule.MustClock("00:05")
	got := []string{texts.Day(day, "en"), texts.Day(day, "es"), texts.Day(schedule.Date{}, "en"),
		texts.Clock(noon, "en"), texts.Clock(midnight, "es"), texts.Clock(schedule.Clock{}, "en"), texts.Instant(now, "en")}
	want := []string{"Wednesday, June 3, 2026", "miércoles, 3 de junio de 2026", "", "12:00 pm", "12:05 a. m.", "", "Wednesday, June 3, 2026, 4:00 pm"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
