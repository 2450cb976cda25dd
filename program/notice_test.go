package program_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
)

func kindsOf(statements []program.Statement) []program.NoticeKind {
	var kinds []program.NoticeKind
	for _, s := range statements {
		kinds = append(kinds, s.Kind)
	}
	return kinds
}

func TestStatements(t *testing.T) {
	c := mustNew(t, affiliate)
	fixed := []program.NoticeKind{
		program.NoticePeerSupport, program.NoticeNotTreatment, program.NoticeNoEndorsement,
		program.NoticeConfidentiality, program.NoticeLimits,
	}
	t.Run("S6 S21 V13 every support group and course states what it is, with the limits of confidentiality", func(t *testing.T) {
		for _, p := range c.Records().Programs {
			if p.Kind != program.KindSupportGroup && p.Kind != program.KindCourse {
				continue
			}
			r := resolve(t, c, p.Key, "en", "us", "2022-06-01")
			equal(t, p.Key+" confidential", r.Confidential(), true)
			for _, language := range []string{"en", "es", "es-MX", "fr"} {
				if diff := cmp.Diff(fixed, kindsOf(r.Statements(language))); diff != "" {
					t.Errorf("%s in %s (-want +got):\n%s", p.Key, language, diff)
				}
			}
			equal(t, "Spanish for Mexico", r.Statements("es-MX")[0], r.Statements("es")[0])
			equal(t, "a language that is not there", r.Statements("fr")[0], r.Statements("en")[0])
			if r.Statements("en")[0] == r.Statements("es")[0] {
				t.Errorf("%s says the same in English and Spanish", p.Key)
			}
		}
	})
	t.Run("S6 a catalogue without the promise and its limits is refused", func(t *testing.T) {
		for _, notice := range []program.NoticeKind{program.NoticeConfidentiality, program.NoticeLimits} {
			all := records(support("group"))
			delete(all.Defaults[0].Notices, notice)
			_, err := program.New(all)
			want := `program: program "group": kind: "support group", want a default for it with the notices "confidentiality" and "confidentiality limits"`
			if err == nil || err.Error() != want {
				t.Errorf("error %v\nwant  %s", err, want)
			}
		}
	})
	t.Run("S6 a presentation promises nothing", func(t *testing.T) {
		r := resolve(t, c, "in-our-own-voice", "en", "us", "2022-06-01")
		equal(t, "confidential", r.Confidential(), false)
		equal(t, "the number of statements", len(r.Statements("en")), 0)
		for _, kind := range []program.Kind{program.KindPresentation, program.KindEvent} {
			for _, notice := range []program.NoticeKind{program.NoticeConfidentiality, program.NoticeLimits} {
				p := support("group")
				p.Kind = kind
				e := edition("it", program.Terms{Notices: map[program.NoticeKind]program.Text{notice: {"en": "Ours."}}})
				_, err := program.New(withOne(p, e))
				if err == nil || !strings.Contains(err.Error(), "want it where confidentiality can be kept") {
					t.Errorf("a promise on a %s gives %v", kind, err)
				}
			}
		}
	})
	t.Run("V13 the notice on observers is shown where they are not permitted", func(t *testing.T) {
		r := resolve(t, c, "connection", "en", "us/FL/jax", "2022-06-01")
		equal(t, "observers", r.Audience.Observers, program.ObserversNotPermitted)
		if diff := cmp.Diff(append(fixed[:5:5], program.NoticeObservers), kindsOf(r.Statements("en"))); diff != "" {
			t.Errorf("statements (-want +got):\n%s", diff)
		}
	})
	t.Run("V13 a host puts its own words in place of one notice", func(t *testing.T) {
		c := mustNew(t, `{"editions": [{"key": "mine", "program": "connection", "language": "en", "jurisdiction": "us/FL", "source": "us", "confidence": "high",
			"notices": {"confidentiality": {"en": "We keep it here.", "fr": "Cela reste ici."}}}]}`)
		r := resolve(t, c, "connection", "en", "us/FL/jax", "2022-06-01")
		equal(t, "the promise", r.Statements("fr")[3].Text, "Cela reste ici.")
		equal(t, "its level", r.Origins["notices.confidentiality"].Level, program.LevelState)
		equal(t, "the level of the limits", r.Origins["notices.confidentiality limits"].Level, program.LevelGeneral)
		equal(t, "the number of statements", len(r.Statements("fr")), 5)
	})
}

func TestWordsOfAnEdition(t *testing.T) {
	c := mustNew(t, `{"editions": [
		{"key": "a", "program": "connection", "language": "en", "jurisdiction": "us/FL", "source": "us", "confidence": "high",
			"structure": {"en": "structured"},
			"goals": [{"en": "Meet others.", "es": "Conocer a otras personas."}, {"en": "Find help."}],
			"principles": [{"en": "Be kind.", "es": "Sea amable."}]},
		{"key": "b", "program": "connection", "language": "en", "jurisdiction": "us/GA", "source": "us", "confidence": "high",
			"structure": {"en": "flexible, not educational"}}]}`)
	t.Run("S4 structured and flexible can both be said", func(t *testing.T) {
		equal(t, "one structure", resolve(t, c, "connection", "en", "us/FL", "2022-06-01").Structure.In("en"), "structured")
		equal(t, "another", resolve(t, c, "connection", "en", "us/GA", "2022-06-01").Structure.In("en"), "flexible, not educational")
	})
	t.Run("S22 goals and principles are blocks in several languages", func(t *testing.T) {
		r := resolve(t, c, "connection", "en", "us/FL", "2022-06-01")
		equal(t, "a goal", r.Goals[0].In("es"), "Conocer a otras personas.")
		equal(t, "a goal that is not translated", r.Goals[1].In("es"), "Find help.")
		equal(t, "a principle", r.Principles[0].In("es-MX"), "Sea amable.")
	})
}

// grade returns the Flesch-Kincaid grade of an English text: the years of
// school after which it reads with ease. Groups of vowels stand for syllables.
func grade(text string) float64 {
	sentences := strings.Count(text, ".")
	words, syllables := 0, 0
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		words++
		n, vowel := 0, false
		for _, c := range strings.TrimFunc(word, unicode.IsPunct) {
			is := strings.ContainsRune("aeiouy", c)
			if is && !vowel {
				n++
			}
			vowel = is
		}
		if n > 1 && strings.HasSuffix(strings.TrimFunc(word, unicode.IsPunct), "e") {
			n--
		}
		syllables += max(n, 1)
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

func TestOurOwnWordsAreEasyToRead(t *testing.T) {
	if hard := grade("Confidentiality obligations notwithstanding, facilitators may communicate information to appropriate authorities."); hard < 12 {
		t.Fatalf("the measure gives grade %.1f to a hard sentence", hard)
	}
	for _, d := range program.BuiltIn().Records().Defaults {
		var all []string
		for kind, words := range d.Notices {
			equal(t, "the number of languages of "+string(kind), len(words), 2)
			all = append(all, words["en"])
			for sentence := range strings.SplitSeq(words["es"], ".") {
				if n := len(strings.Fields(sentence)); n > 14 {
					t.Errorf("%s, %s: a Spanish sentence of %d words", d.Kind, kind, n)
				}
			}
		}
		if g := grade(strings.Join(all, " ")); g > 6 {
			t.Errorf("V13 the words for a %s need grade %.1f, want 6 or less", d.Kind, g)
		}
	}
}
