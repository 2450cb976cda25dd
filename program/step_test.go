package program_test

import (
	"testing"

	"github.com/withinreach/withinreach/program"
)

func TestStepsInWords(t *testing.T) {
	t.Run("D53 every step of the catalogue has words in English and Spanish", func(t *testing.T) {
		steps := 0
		for _, e := range program.BuiltIn().Records().Editions {
			for _, s := range e.Steps {
				steps++
				en, es := s.Kind.In("en"), s.Kind.In("es-MX")
				if en == "" || es == "" || en == es || en == string(s.Kind) {
					t.Errorf("%s of %s is %q and %q", s.Kind, e.Key, en, es)
				}
			}
		}
		if steps < 20 {
			t.Errorf("only %d steps were seen", steps)
		}
	})
	t.Run("a kind that is not known, and a language", func(t *testing.T) {
		equal(t, "a kind of the host", program.StepKind("sing a song").In("es"), "sing a song")
		equal(t, "a language without words", program.StepMember.In("fr"), "become a member")
	})
}
