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
	"sync"

	"github.com/withinreach/withinreach/schedule"
)

//go:embed templates
var templateFiles embed.FS

// A pageView is what every page has around its body.
type pageView struct {
	Lang, Title string
	Top         fragment // name of the site, its pages, the foremost crisis lines
	Exit        link
	Other       otherView
	NoIndex     bool
	Static      *staticView // nil on a server
	Notices     []string    // what to know about all dates on the page
	Foot        fragment    // crisis lines, helplines, more pages
	Body        any
}

// An aroundView is what Top and Foot are made from.
type aroundView struct {
	Home      string
	Online    string
	Trainings string
	Start     string
	Coverage  string
	Safety    string
	Index     indexView
	Crisis    crisisViews
	Helplines []contactView
}

// An otherView is the link to the page in the other language.
type otherView struct{ Lang, Name, URL string }

// A full page of results has some 40 KiB, which would be most of what an answer
// allocates, so pages share their buffers.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// exitTo is where the quick exit leads: a page that says nothing about who
// was reading another one.
const exitTo = "https://www.weather.gov/"

// anyPage is the name under which parsePages keeps the templates that every
// page has.
const anyPage = ""

// pagesOf returns the templates of all pages, by language and name, with the
// words of the language in them.
func pagesOf() map[string]map[string]*template.Template {
	all := parsePages()
	for _, book := range books {
		for _, t := range all[book.tag] {
			book.fold(t)
		}
	}
	return all
}

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
		all[book.tag] = map[string]*template.Template{anyPage: template.Must(around.Clone())}
		for _, e := range entries {
			page := template.Must(template.Must(around.Clone()).ParseFS(templateFiles, "templates/pages/"+e.Name()))
			all[book.tag][strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = page
		}
	}
	return all
}

// holes returns the fields that differ between pages of one name, besides the
// body, where there are neither notices nor files.
func (p *pageView) holes() []hole {
	return append(make([]hole, 0, 32), partHole{&p.Top}, partHole{&p.Foot}, textHole{&p.Other.URL})
}

// blank returns the view with another body and nothing in its holes.
func (p *pageView) blank(body any) pageView {
	return pageView{
		Lang: p.Lang, Title: p.Title, Exit: p.Exit, Other: otherView{Lang: p.Other.Lang, Name: p.Other.Name},
		NoIndex: p.NoIndex, Body: body,
	}
}

// pageOf returns what a page is made from.
func (v *visit) pageOf(name string, body any) (view pageView, err error) {
	view = pageView{
		Lang: v.book.tag, Title: v.book.say("title." + name), Exit: exitTo,
		Other: v.other(), NoIndex: v.hide, Static: v.static(), Notices: v.notices(), Body: body,
	}
	if view.Top, err = v.part("top "+v.place, "top", v.aroundPage); err != nil {
		return pageView{}, err
	}
	view.Foot, err = v.part("foot "+v.place, "foot", v.aroundPage)
	return view, err
}

// render answers with a page. It writes nothing if that fails.
func (s *server) render(w http.ResponseWriter, v *visit, status int, name string, body any) error {
	view, err := v.pageOf(name, body)
	if err != nil {
		return err
	}
	page := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(page)
	page.Reset()
	made := s.pages[v.book.tag][name]
	stencilled, err := s.made.write(page, made, name, view)
	if err == nil && !stencilled {
		err = made.Execute(page, view)
	}
	if err != nil {
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

// aroundPage returns what is around the body of a page about a state.
func (v *visit) aroundPage() any {
	return aroundView{
		Home: v.book.href("/"), Online: v.book.href("/online"), Trainings: v.book.href("/trainings"),
		Start: v.book.href("/start-a-group"), Coverage: v.book.href("/coverage"), Safety: v.book.href("/safety"),
		Index: v.indexes(), Crisis: v.crisis(), Helplines: v.helplines(),
	}
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
