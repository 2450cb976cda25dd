package phrase_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/schedule/phrase"
)

// telling is what nobody may overlook: weekdays, dates, times and ordinals. It
// is a plain reading of its own, not that of the package.
var telling = regexp.MustCompile(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|jueves|viernes|` +
	`[0-9]{1,2}(?:st|nd|rd|th)|[0-9]{1,4}/[0-9]{1,4}(?:/[0-9]{1,4})?|[0-9]{1,2}:[0-9]{2})\b`)

// overlooked returns what a reader has passed over in silence: it is about days
// or times, but stands in no schedule and no note other than one for prose.
func overlooked(text string, r phrase.Result) (list []string) {
	var known []phrase.Span
	for _, s := range r.Schedules {
		known = append(known, s.Spans...)
		for _, n := range s.Notes {
			known = append(known, n.Span)
		}
	}
	for _, n := range r.Rest {
		if n.Code != phrase.Prose {
			known = append(known, n.Span)
		}
	}
	for _, at := range telling.FindAllStringIndex(text, -1) {
		if !slices.ContainsFunc(known, func(s phrase.Span) bool { return s.From < at[1] && at[0] < s.To }) {
			list = append(list, text[at[0]:at[1]])
		}
	}
	return list
}

func TestNothingIsOverlooked(t *testing.T) {
	t.Run("D13 in the lines of testdata", func(t *testing.T) {
		for _, name := range []string{"english", "spanish", "open", "friends", "published", "publicado"} {
			_, all := sentences(t, "testdata/"+name+".txt")
			for _, s := range all {
				text, r := s.parse(t)
				if list := overlooked(text, r); len(list) > 0 && len(r.Schedules) > 0 {
					t.Errorf("%q: %q stand in no schedule and no note", text, list)
				}
			}
		}
	})
	t.Run("D13 in lines into which something was thrown that makes no sense", func(t *testing.T) {
		lines := []string{
			"Tuesdays 6 pm", "Every other Wednesday 6-7:30 pm starting 6/8/2022", "2nd and 4th Mondays, noon", "Mon-Fri 12-1 pm",
			"Ten Wednesdays, 6-8 pm, starting October 5, 2022", "Los martes de 18:00 a 20:00", "Fridays 7 pm except holidays",
		}
		junk := []string{"13/45/2027", "45/2027", "9th", "6th", "31:99", "starting 13/45", "until 99/99/99", "2022-13-40", "32nd"}
		random := rand.New(rand.NewPCG(3, 4))
		for range 3000 {
			line, bad := lines[random.IntN(len(lines))], junk[random.IntN(len(junk))]
			words := strings.Fields(line)
			at := random.IntN(len(words) + 1)
			text := strings.Join(slices.Insert(words, at, bad), " ")
			r := phrase.Parse(text, phrase.Context{Year: 2022})
			if list := overlooked(text, r); len(list) > 0 {
				t.Fatalf("%q: %q stand in no schedule and no note", text, list)
			}
			if s := r.Schedules; r.Status == phrase.Resolved && !told(text, bad, r) {
				t.Fatalf("%q is settled as %s, and not a word of %q", text, describeOne(s[0]), bad)
			}
		}
	})
}

func TestUnknownExceptions(t *testing.T) {
	for _, text := range []string{
		"Sundays at 3pm unless otherwise announced", "Sundays at 3pm unless the church is closed",
		"Domingos 15:00, a menos que se avise", "Tuesdays 7 pm except when the host is away",
		"Thursdays 6 pm. Library closed Nov 28 - Dec 1", "Thursdays 6 pm (the building is closed November 28)", "Jueves 18:00. Biblioteca cerrada el 28 de noviembre",
	} {
		r := phrase.Parse(text, phrase.Context{})
		if len(r.Schedules) != 1 || !slices.ContainsFunc(r.Schedules[0].Notes, func(n phrase.Note) bool { return n.Code == phrase.Unheld }) {
			t.Errorf("%q gives %+v, want one schedule with a note of the exception", text, r.Schedules)
		}
	}
}

// told reports whether a piece of the text is refused or noted.
func told(text, piece string, r phrase.Result) bool {
	at := strings.Index(text, piece)
	notes := slices.Clone(r.Rest)
	for _, s := range r.Schedules {
		notes = append(notes, s.Notes...)
	}
	return slices.ContainsFunc(notes, func(n phrase.Note) bool {
		return n.Code != phrase.Prose && n.Span.From < at+len(piece) && at < n.Span.To
	})
}
