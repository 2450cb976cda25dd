package admin_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/schedule"
)

// codes returns the values of all constants of some packages whose names begin
// with "Code".
func codes(t *testing.T, folders ...string) (list []string) {
	t.Helper()
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join("..", "..", "..", folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				for i := 0; ok && i < len(spec.Values); i++ {
					text, literal := spec.Values[i].(*ast.BasicLit)
					if literal && strings.HasPrefix(spec.Names[i].Name, "Code") && text.Kind == token.STRING {
						code, _ := strconv.Unquote(text.Value)
						list = append(list, code)
					}
				}
				return true
			})
		}
	}
	return list
}

func TestEveryCodeHasItsWords(t *testing.T) {
	list := codes(t, "directory", "program")
	if len(list) < 45 {
		t.Fatalf("%d codes were found", len(list))
	}
	for lang, phrases := range admin.Phrases() {
		for _, code := range list {
			if phrases["finding."+code] == "" {
				t.Errorf("%s: no words for %q", lang, code)
			}
		}
	}
}

func TestFindingsInBothLanguages(t *testing.T) {
	s := inMemory(t)
	o := s.offering("friday")
	o.Note = map[string]string{"en": "Passcode: 123456"}
	o.Series[0].Start = schedule.Clock{}
	if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: o, If: directory.AnyRevision}); err != nil {
		t.Fatal(err)
	}
	p := s.editor()
	for lang, wants := range map[string][]string{
		"en": {"No time: no time of day: people cannot know when to come", "A passcode in a text: a passcode stands in a public text"},
		"es": {"Falta la hora: la gente no puede saber cuándo venir", "Hay una clave en un texto público"},
	} {
		got := words(p.get("/admin/lint?lang=" + lang).body)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not there:\n%s", lang, want, got)
			}
		}
	}
	if got := words(p.get("/admin/lint?lang=es").body); strings.Contains(got, "people") || strings.Contains(got, "public text") {
		t.Errorf("there is English in it:\n%s", got)
	}
}

func TestWhatIsWrongInSpanish(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	for _, tt := range []struct {
		path   string
		values url.Values
		want   string
	}{
		{"/admin/records/offering/friday", url.Values{"name": {""}}, "Nombre: falta un nombre o un programa"},
		{"/admin/records/offering/friday", url.Values{"venue": {""}}, "Lugar: falta el lugar para reunirse en persona"},
		{"/admin/records/offering/friday", url.Values{"join.url": {"https://zoom.example/x"}}, "Enlace para todo el mundo: está puesto, aunque el enlace no es para todo el mundo"},
		{"/admin/records/offering/friday", url.Values{"min_age": {"x"}}, "«Desde la edad de» no se pudo leer."},
		{"/admin/records/venue/library", url.Values{"name": {""}}, "Nombre: está vacío"},
		{"/admin/records/venue/library", url.Values{"county": {"1"}}, "debe"},
		{"/admin/records/organization/clay", url.Values{"state": {"Florida"}}, "Estado: deben ser dos letras mayúsculas"},
		{"/admin/records/organization/clay", url.Values{"counties": {"12"}}, "deben ser cinco cifras"},
		{"/admin/records/organization/clay", url.Values{"zone": {"Mars/Olympus"}}, "Zona horaria: no es una zona horaria conocida"},
		{"/admin/records/organization/clay", url.Values{"contact.role.0": {""}}, "Contactos: está vacío"},
	} {

		form := formOf(t, p.get(tt.path+"?lang=es").body, tt.path)
		for name, values := range tt.values {
			form[name] = values
		}
		form.Set("do", "save")
		a := p.post(tt.path+"?lang=es", form)
		if got := words(a.body); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got, tt.want) || strings.Contains(got, "want ") {
			t.Errorf("%s %v: status %d, %q is not there:\n%s", tt.path, tt.values, a.StatusCode, tt.want, got)
		}
	}
}

func TestTheOtherLanguageKeepsThePage(t *testing.T) {
	s := inMemory(t)
	s.withEverything()
	p := s.editor()
	for _, path := range []string{"/admin/organizations/clay/roster?month=2026-07", "/admin/history?id=friday&kind=offering"} {
		join := path + "&lang=en"
		form := formOf(t, p.get(join).body, "/admin/language")
		if got := p.done("/admin/language", form).Header.Get("Location"); got != path {
			t.Errorf("%s leads to %s", path, got)
		}
	}
}
