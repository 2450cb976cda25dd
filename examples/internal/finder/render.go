package finder

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

//go:embed templates
var templateFiles embed.FS

// A pageView is what every page has around its body.
type pageView struct {
	Lang, Title string
	Home        string
	Online      string
	Safety      string
	Exit        link
	Other       otherView
	NoIndex     bool
	Notices     []string // what to know about all dates on the page
	Crisis      crisisViews
	Helplines   []contactView
	Body        any
}

// An otherView is the link to the page in the other language.
type otherView struct{ Lang, Name, URL string }

// exitTo is where the quick exit leads: a page that says nothing about who
// was reading another one.
const exitTo = "https://www.weather.gov/"

// parsePages parses the page templates, once for each language.
func parsePages() map[string]map[string]*template.Template {
	entries, err := templateFiles.ReadDir("templates/pages")
	if err != nil {
		panic(err) // they are part of the program
	}
	all := map[string]map[string]*template.Template{}
	for _, book := range books {
		around := template.Must(template.New("layout.html").
			Funcs(template.FuncMap{"t": book.say}).
			ParseFS(templateFiles, "templates/*.html"))
		all[book.tag] = map[string]*template.Template{}
		for _, e := range entries {
			page := template.Must(template.Must(around.Clone()).ParseFS(templateFiles, "templates/pages/"+e.Name()))
			all[book.tag][strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = page
		}
	}
	return all
}

// render answers with a page. It writes nothing if that fails.
func (s *server) render(w http.ResponseWriter, v *visit, status int, name string, body any) error {
	view := pageView{
		Lang: v.book.tag, Title: v.book.say("title." + name),
		Home: v.book.href("/"), Online: v.book.href("/online"), Safety: v.book.href("/safety"), Exit: exitTo,
		Other: v.other(), NoIndex: v.hide, Notices: v.notices(),
		Crisis: v.crisis(), Helplines: v.helplines(), Body: body,
	}
	var page bytes.Buffer
	if err := s.pages[v.book.tag][name].Execute(&page, view); err != nil {
		return fmt.Errorf("finder: page %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(page.Len()))
	if v.hide {
		h.Set("X-Robots-Tag", "noindex, nofollow")
	}
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // a client that has gone needs no answer
	return nil
}

// other returns the link to this page in the other language.
func (v *visit) other() otherView {
	book := books[0]
	if v.book == book {
		book = books[1]
	}
	return otherView{book.tag, book.say("language-name"), book.href(v.self)}
}

// notices say that what is shown is a demo, or may be incomplete or old.
func (v *visit) notices() (list []string) {
	if v.demo {
		list = append(list, v.book.say("demo", v.book.date(schedule.DateOf(v.now))))
	}
	if v.Trouble != nil {
		list = append(list, v.book.say("notice.old", v.book.instant(v.AsOf.In(v.here))))
	}
	if len(v.Problems) > 0 {
		list = append(list, v.book.say("notice.incomplete"))
	}
	return list
}
