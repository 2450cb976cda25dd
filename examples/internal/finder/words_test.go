package finder_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

var verbs = regexp.MustCompile(`%(?:\[\d\])?[a-z]`)

func TestBothLanguagesSayEverything(t *testing.T) {
	en, es := finder.Phrases()["en"], finder.Phrases()["es"]
	for key, phrase := range en {
		other, ok := es[key]
		if !ok {
			t.Errorf("no %q in Spanish", key)
			continue
		}
		if phrase == "" || other == "" {
			t.Errorf("%q says nothing", key)
		}
		a, b := verbs.FindAllString(phrase, -1), verbs.FindAllString(other, -1)
		if !strings.HasPrefix(key, "distance.") { // kilometres in Spanish only
			if diff := cmp.Diff(a, b); diff != "" {
				t.Errorf("%q is filled in otherwise (-en +es):\n%s", key, diff)
			}
		}
	}
	for key := range es {
		if _, ok := en[key]; !ok && !strings.HasPrefix(key, "holiday.") {
			t.Errorf("no %q in English", key)
		}
	}
}

func TestTemplatesAskForPhrasesThatAreThere(t *testing.T) {
	keys := finder.TemplateKeys()
	if len(keys) < 50 {
		t.Fatalf("%d keys, want more", len(keys))
	}
	for _, key := range keys {
		if _, ok := finder.Phrases()["en"][key]; !ok {
			t.Errorf("no %q", key)
		}
	}
}

func TestHolidaysHaveSpanishNames(t *testing.T) {
	holidays, err := schedule.USFederal(schedule.Observed).Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range holidays.All(schedule.MustDate("2022-01-01"), schedule.MustDate("2024-01-01")) {
		name = strings.TrimSuffix(name, " (observed)")
		if _, ok := finder.Phrases()["es"]["holiday."+name]; !ok {
			t.Errorf("no Spanish for %q", name)
		}
	}
}

func TestSpanish(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	near := s.get("/near/88e5c5c?lang=es")
	t.Run("the page says so, and so does every link", func(t *testing.T) {
		wants(t, near.body, `<html lang="es">`)
		for _, m := range addresses.FindAllStringSubmatch(near.body, -1) {
			own := strings.HasPrefix(m[2], "/") && !strings.HasPrefix(m[2], "/static/") && m[2] != "/near/88e5c5c"
			if own && !strings.HasSuffix(m[2], "lang=es") {
				t.Errorf("%s leads out of Spanish", m[0])
			}
		}
		wants(t, near.body, `<form method="get">`, `name="lang" value="es"`, `action="/search?lang=es"`)
	})
	t.Run("dates, times, distances and reasons", func(t *testing.T) {
		wants(t, near.main(), "Grupos cerca de Orange Park, FL", "5 grupos a menos de 25 millas.", "hasta 2.5 millas (4 km)",
			"jueves, 4 de junio de 2026, 7:00–8:30 p. m., hora del Este",
			"viernes, 5 de junio de 2026", "Hoy en la sala B", "Cancelado : no electricity", "Llame antes : Juneteenth")
	})
	t.Run("what others wrote is marked with its language", func(t *testing.T) {
		wants(t, near.body, `<span lang="en">no electricity</span>`)
		wants(t, s.get("/offerings/familia").body, `<span lang="es">Amigos de Duval</span>`)
		wants(t, s.get("/offerings/friday?lang=es").body, `<span lang="en">Headquarters Library</span>`, `<span lang="en">Room 2</span>`)
		lacks(t, s.get("/offerings/familia?lang=es").body, `<span lang="es">`)
	})
	t.Run("every kind of page, and back to English", func(t *testing.T) {
		for path, phrase := range map[string]string{
			"/": "Encuentre un grupo", "/online": "En línea y por teléfono", "/safety": "Cómo le protege", "/offerings/friday": "Cuándo",
			"/offerings/women": "Inscríbase al menos 9 días antes.", "/organizations/clay": "Cómo comunicarse", "/nothing": "No existe esa página",
		} {
			a := s.get(path + "?lang=es")
			wants(t, a.text(), phrase)
			if path != "/nothing" {
				wants(t, a.body, `href="`+path+`" hreflang="en" lang="en"`)
			}
		}
		wants(t, serveEmpty(t).get("/?lang=es").main(), "Este directorio está vacío")
	})
	t.Run("no English is left", func(t *testing.T) {
		asked := finder.TemplateKeys()
		for _, path := range []string{
			"/", "/near/88e5c5c", "/near/88e5c5c?when=today", "/online", "/safety", "/offerings/friday", "/organizations/clay", "/nothing",
			"/organizations/clay/print", "/organizations/clay/flyer", "/trainings", "/start-a-group", "/coverage", "/coverage/FL",
		} {
			page := s.get(inLanguage(path, "es")).text()
			for key, phrase := range finder.Phrases()["en"] {
				same := finder.Phrases()["es"][key] == phrase
				if len(phrase) > 12 && !same && !strings.Contains(phrase, "%") && slices.Contains(asked, key) && strings.Contains(page, phrase) {
					t.Errorf("%s says %q", path, phrase)
				}
			}
		}
	})
	t.Run("another language gets English", func(t *testing.T) {
		wants(t, s.get("/?lang=de").body, `<html lang="en">`)
		wants(t, s.get("/?lang=%3Cscript%3E").body, `<html lang="en">`)
	})
}
