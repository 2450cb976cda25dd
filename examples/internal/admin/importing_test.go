package admin_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

// sends uploads a file.
func (p person) sends(file string, fields map[string]string) answer {
	p.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			p.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", "list.csv")
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := part.Write([]byte(file)); err != nil {
		p.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		p.t.Fatal(err)
	}
	return p.do(http.MethodPost, "/admin/import", &body, "Content-Type", form.FormDataContentType())
}

const table = `ID,Name,Day,Time,Venue,City,State,Attendance
1,Monday circle,Monday,6:00-7:30 pm,Bay hall,Panama City,FL,17 came
2,Thursday circle,Thursday,7:00-8:30 pm,Bay hall,Panama City,FL,3 came
3,Friday circle,Friday,7:00-8:30 pm,Bay hall,Panama City,FL,3 came
`

var fromTable = map[string]string{"form": "csv", "source": "bay", "organization": "clay"}

// actionOf returns where the form of a preview goes.
func actionOf(t *testing.T, page string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `action="/admin/import/`)
	if !ok {
		t.Fatal(words(page))
	}
	id, _, _ := strings.Cut(rest, `"`)
	return "/admin/import/" + id
}

func TestImport(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p := s.keeper()
			count := func() (n int) {
				for e := range s.dir.All() {
					if o, ok := e.(directory.Offering); ok && strings.Contains(o.Name, "circle") && o.Organization == "clay" && o.ID != "women" {
						n++
					}
				}
				return n
			}
			a := p.sends(table, fromTable)
			t.Run("a preview says what would change, and nothing is changed", func(t *testing.T) {
				got := words(a.body)
				for _, want := range []string{"Read: 3. Left out: 0.", "new: Monday circle", "new: Thursday circle", "new: Bay hall"} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if strings.Contains(a.body, "17 came") || count() != 0 {
					t.Errorf("%d groups are there already, or the page shows who came", count())
				}
			})
			if other := s.keeper(); true {
				action := actionOf(t, a.body)
				if b := other.post(action, formOf(t, a.body, action)); b.StatusCode != http.StatusGone {
					t.Errorf("somebody else imports it: status %d", b.StatusCode)
				}
			}
			action := actionOf(t, a.body)
			p.done(action, formOf(t, a.body, action))
			if count() != 3 {
				t.Fatalf("%d groups, want 3", count())
			}
			t.Run("the same once more changes nothing", func(t *testing.T) {
				if got := words(p.sends(table, fromTable).body); !strings.Contains(got, "Nothing would change.") {
					t.Error(got)
				}
			})
			t.Run("a table that was cut off is asked about", func(t *testing.T) {
				a := p.sends(strings.Join(strings.SplitAfter(table, "\n")[:2], ""), fromTable)
				action := actionOf(t, a.body)
				form := formOf(t, a.body, action)
				if b := p.post(action, form); b.StatusCode != http.StatusConflict || count() != 3 {
					t.Errorf("status %d, %d groups", b.StatusCode, count())
				}
				form.Set("shrunk", "yes")
				p.done(action, form)
				if count() >= 3 {
					t.Errorf("%d groups", count())
				}
			})
			t.Run("what is other than was shown is shown again", func(t *testing.T) {
				a := p.sends(table, fromTable)
				action := actionOf(t, a.body)
				form := formOf(t, a.body, action)
				form.Set("digest", "other")
				if b := p.post(action, form); b.StatusCode != http.StatusConflict {
					t.Errorf("status %d", b.StatusCode)
				}
			})
		})
	}
}

func TestImportOfRecords(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	records := `{"organization":{"id":"new","name":"New peers","zone":"America/New_York"}}
{"access-token":{"id":"evil","hash":"` + strings.Repeat("0", 64) + `","role":"admin","label":"x","expires":"2030-01-01T00:00:00Z"}}
{"proposal":{"id":"p"}}
`
	a := p.sends(records, map[string]string{"form": "records"})
	if got := words(a.body); !strings.Contains(got, "Read: 3. Left out: 2.") || !strings.Contains(got, "new: New peers") {
		t.Fatal(got)
	}
	action := actionOf(t, a.body)
	p.done(action, formOf(t, a.body, action))
	if _, ok := s.dir.Snapshot().Organization("new"); !ok {
		t.Error("it is not there")
	}
	if _, _, ok := s.dir.Get(directory.Key{Kind: admin.KindToken, ID: "evil"}); ok {
		t.Error("an upload made a key")
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	for name, tt := range map[string]struct {
		file   string
		fields map[string]string
		want   int
	}{
		"no name of a source":      {table, map[string]string{"form": "csv"}, http.StatusBadRequest},
		"an odd name of a source":  {table, map[string]string{"form": "csv", "source": "../x"}, http.StatusBadRequest},
		"no table":                 {"nothing here\n", fromTable, http.StatusUnprocessableEntity},
		"records that are none":    {"{", map[string]string{"form": "records"}, http.StatusUnprocessableEntity},
		"a credential in a record": {`{"credential":{"offering":"friday","link":"https://x.example"}}`, map[string]string{"form": "records"}, http.StatusUnprocessableEntity},
		"more than 10 MB":          {strings.Repeat("x", 10<<20+1), fromTable, http.StatusRequestEntityTooLarge},
		"much more than 10 MB":     {strings.Repeat("x", 12<<20), fromTable, http.StatusRequestEntityTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			if a := p.sends(tt.file, tt.fields); a.StatusCode != tt.want {
				t.Errorf("status %d, want %d", a.StatusCode, tt.want)
			}
		})
	}
	t.Run("an upload that was not looked over is forgotten", func(t *testing.T) {
		a := p.sends(table, fromTable)
		*s.now = now.Add(31 * 60e9)
		action := actionOf(t, a.body)
		if b := p.post(action, url.Values{"digest": {"x"}}); b.StatusCode != http.StatusGone {
			t.Errorf("status %d", b.StatusCode)
		}
	})
}
