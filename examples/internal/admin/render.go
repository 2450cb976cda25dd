package admin

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/schedule"
)

//go:embed templates
var templateFiles embed.FS

//go:embed static/style.css
var styleSheet []byte

// A pageView is what every page has around its body.
type pageView struct {
	Lang, Title string
	Links       []linkView // pages that the visitor may open
	Who         string     // label of the token, "" for nobody
	Role        string
	Other       languageView
	Body        any
}

// A linkView is an address with words.
type linkView struct {
	URL, Text string
	Here      bool
}

// A languageView is the button for the other language.
type languageView struct{ Lang, Name, Back string }

// parsePages parses the page templates, once for each language.
func parsePages() map[string]map[string]*template.Template {
	entries, err := templateFiles.ReadDir("templates/pages")
	if err != nil {
		panic(err) // they are part of the program
	}
	all := map[string]map[string]*template.Template{}
	for _, book := range books {
		around := template.Must(template.New("layout.html").Funcs(book.funcs()).ParseFS(templateFiles, "templates/*.html"))
		all[book.tag] = map[string]*template.Template{}
		for _, e := range entries {
			page := template.Must(template.Must(around.Clone()).ParseFS(templateFiles, "templates/pages/"+e.Name()))
			all[book.tag][strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = page
		}
	}
	return all
}

// funcs are what templates can ask a wordbook.
func (b *wordbook) funcs() template.FuncMap {
	return template.FuncMap{
		"t":   b.say,
		"at":  address,
		"day": func(d schedule.Date) string { return texts.Day(d, b.tag) },
	}
}

// address returns the path of a page about something with an ID, which may hold
// any character.
func address(page string, parts ...string) string {
	for _, p := range parts {
		page += "/" + url.PathEscape(p)
	}
	return "/admin/" + page
}

func addressOf(k directory.Key) string { return address("records", k.Kind, k.ID) }

// render answers with a page. It writes nothing if that fails.
func (a *Admin) render(w http.ResponseWriter, v *visit, status int, name string, body any) error {
	other := books[0]
	if v.book == other {
		other = books[1]
	}
	view := pageView{
		Lang: v.book.tag, Title: v.book.say("title." + name), Links: v.links(), Who: v.who.Label,
		Other: languageView{other.tag, other.say("language-name"), v.back()}, Body: body,
	}
	if v.who.known() {
		view.Role = v.book.say("role." + string(v.who.Role))
	}
	var page bytes.Buffer
	if err := a.pages[v.book.tag][name].Execute(&page, view); err != nil {
		return fmt.Errorf("admin: page %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // a client that has gone needs no answer
	return nil
}

// back returns the page to come back to, which never holds a token.
func (v *visit) back() string {
	switch {
	case strings.HasPrefix(v.URL.Path, enterPath):
		return enterPath
	case v.PathValue("token") != "":
		return "/admin/"
	case v.Method == http.MethodGet || v.Method == http.MethodHead:
		query := v.URL.Query()
		query.Del("lang")
		if len(query) == 0 {
			return v.URL.EscapedPath()
		}
		return v.URL.EscapedPath() + "?" + query.Encode()
	}
	return "/admin/"
}

// links are the pages that a role may open.
func (v *visit) links() (list []linkView) {
	for _, l := range []struct {
		path  string
		least Role
	}{
		{"/admin/", Viewer}, {"/admin/records/offering", Viewer}, {"/admin/records/venue", Viewer},
		{"/admin/records/organization", Viewer}, {"/admin/closures", Editor}, {"/admin/reconfirm", Viewer},
		{"/admin/proposals", Proposer}, {"/admin/history", Viewer}, {"/admin/lint", Viewer},
		{"/admin/seats", Editor}, {"/admin/import", Keeper}, {"/admin/tokens", Keeper},
	} {
		if l.path == "/admin/seats" && len(v.leaders()) == 0 {
			continue // not shown until there is somebody
		}
		if v.who.may(l.least) {
			list = append(list, linkView{l.path, v.book.say("nav." + l.path), v.URL.Path == l.path})
		}
	}
	return list
}

// style answers with what these pages add to the style of the site.
func (a *Admin) style(w http.ResponseWriter, _ *visit) error {
	h := w.Header()
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write(styleSheet)
	return nil
}

// goTo leads to another page after something was done.
func goTo(w http.ResponseWriter, v *visit, page string) error {
	http.Redirect(w, v.Request, page, http.StatusSeeOther)
	return nil
}
