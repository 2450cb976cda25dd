package site_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/site"
)

// A page is what the checks need to know of a file of HTML.
type page struct {
	elements []xml.StartElement
	texts    map[string]string // of scripts and styles
	ids      map[string]bool
}

func parse(t *testing.T, name, text string) page {
	t.Helper()
	p := page{texts: map[string]string{}, ids: map[string]bool{}}
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for in := ""; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local
			p.elements = append(p.elements, token.Copy())
			p.ids[attribute(token, "id")] = true
		case xml.EndElement:
			in = ""
		case xml.CharData:
			p.texts[in] += strings.TrimSpace(string(token))
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// checkSite checks all pages of a site, whose 404.html has addresses under base.
func checkSite(t *testing.T, all map[string]string, base string) {
	t.Helper()
	for _, p := range problems(t, all, base) {
		t.Error(p)
	}
}

// A checker takes down what is wrong with a site.
type checker struct {
	all   map[string]string
	pages map[string]page
	base  string
	found []string
}

func (c *checker) errorf(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func problems(t *testing.T, all map[string]string, base string) []string {
	t.Helper()
	pages := map[string]page{}
	c := &checker{all: all, pages: pages, base: base}
	for name, text := range all {
		if strings.HasSuffix(name, ".html") {
			pages[name] = parse(t, name, text)
		}
	}
	for name, p := range pages {
		for _, e := range p.elements {
			c.element(name, e)
			for _, a := range e.Attr {
				if slices.Contains([]string{"href", "src", "data-list", "data-root", "action"}, a.Name.Local) {
					c.link(name, e.Name.Local, a.Value)
				}
			}
		}
		if p.texts["script"] != "" || p.texts["style"] != "" {
			c.errorf("%s has a script or style in it", name)
		}
		c.around(name, p, all[name])
	}
	return c.found
}

// element checks that an element brings no script and no style.
func (c *checker) element(name string, e xml.StartElement) {
	if slices.Contains([]string{"style", "iframe", "object", "embed", "base"}, e.Name.Local) || e.Name.Local == "script" && attribute(e, "src") == "" {
		c.errorf("%s has <%s>", name, e.Name.Local)
	}
	for _, a := range e.Attr {
		if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "srcset" {
			c.errorf("%s: <%s> has %s", name, e.Name.Local, a.Name.Local)
		}
	}
}

// link checks that something is where a link leads, in the site for all
// that a browser loads by itself.
func (c *checker) link(name, element, link string) {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		c.errorf("%s: %v", name, err)
		return
	case u.Scheme != "" || u.Host != "":
		if element != "a" || !slices.Contains([]string{"http", "https", "tel", "sms", "mailto", "webcal"}, u.Scheme) {
			c.errorf("%s: <%s> leads to %s", name, element, link)
		}
		return
	case u.Path == "":
		if !c.pages[name].ids[u.Fragment] {
			c.errorf("%s: no %s", name, link)
		}
		return
	case u.RawQuery != "" || strings.Contains(link, "%"):
		c.errorf("%s: %s is no name of a file", name, link)
	}
	to := path.Join(path.Dir(name), u.Path)
	if path.IsAbs(u.Path) {
		if name != "404.html" || !strings.HasPrefix(u.Path, c.base+"/") {
			c.errorf("%s: %s is bound to a place", name, link)
		}
		to = strings.TrimPrefix(u.Path, c.base+"/")
	}
	if _, ok := c.all[to]; !ok && !(strings.HasSuffix(link, "/") && (to == "." || to == "")) {
		c.errorf("%s: dead link %s", name, link)
	}
}

// around checks what every page has.
func (c *checker) around(name string, p page, text string) {
	lang := "en"
	if strings.HasPrefix(name, "es/") {
		lang = "es"
	}
	if got := attribute(p.elements[0], "lang"); got != lang {
		c.errorf("%s is in %q, want %q", name, got, lang)
	}
	var links []string
	policy, robots := "", ""
	for _, e := range p.elements {
		switch e.Name.Local {
		case "a":
			links = append(links, attribute(e, "href"))
		case "meta":
			if attribute(e, "http-equiv") == "Content-Security-Policy" {
				policy = attribute(e, "content")
			}
			robots += attribute(e, "name") + "=" + attribute(e, "content") + " "
		}
	}
	if len(links) == 0 || links[0] != "https://www.weather.gov/" {
		c.errorf("V12 %s: the first link is not the exit", name)
	}
	if !slices.Contains(links, "tel:988") || !slices.Contains(links, "sms:988") || !strings.Contains(text, `id="crisis"`) {
		c.errorf("V11 %s has no crisis lines", name)
	}
	if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") {
		c.errorf("%s has the policy %q", name, policy)
	}
	hidden := strings.Contains(name, "/print/") || strings.Contains(name, "/flyer/") || name == "404.html"
	if strings.Contains(robots, "noindex") != hidden || !strings.Contains(robots, "referrer=no-referrer") {
		c.errorf("%s has %q", name, robots)
	}
}

func TestEveryPage(t *testing.T) {
	t.Run("D46 V11 V12 no link is dead, nothing is loaded from elsewhere, no script or style is in a page", func(t *testing.T) {
		checkSite(t, files(t, write(t, site.Options{URL: "https://host.example/groups"})), "/groups")
	})
	t.Run("D46 also without an address", func(t *testing.T) {
		checkSite(t, files(t, write(t, site.Options{})), "")
	})
}

func TestTheCheckFinds(t *testing.T) {
	good := files(t, write(t, site.Options{}))
	for name, change := range map[string][2]string{
		"a dead link":             {`href="./towns/index.html"`, `href="./gone.html"`},
		"a link to a server":      {`href="./towns/index.html"`, `href="/towns/index.html"`},
		"a picture of others":     {`</main>`, `<img src="https://spy.example/x.png"></main>`},
		"a script in the page":    {`</main>`, `<script>alert(1)</script></main>`},
		"a style in the page":     {`</main>`, `<p style="color: red">x</p></main>`},
		"a handler in the page":   {`</main>`, `<p onclick="x()">x</p></main>`},
		"a link that runs script": {`</main>`, `<a href="javascript:x()">x</a></main>`},
		"no language":             {`<html lang="en">`, `<html>`},
		"no exit":                 {`https://www.weather.gov/`, `./index.html`},
		"no crisis lines":         {`tel:988`, `tel:311`},
		"no policy":               {`http-equiv="Content-Security-Policy"`, `name="x"`},
		"an anchor that is none":  {`href="#main"`, `href="#middle"`},
	} {
		t.Run(name, func(t *testing.T) {
			all := maps.Clone(good)
			all["index.html"] = strings.Replace(all["index.html"], change[0], change[1], -1)
			if len(problems(t, good, "")) > 0 || len(problems(t, all, "")) == 0 {
				t.Error("not found")
			}
		})
	}
}

// canaries are what only private records say: street, room and note, exact
// point of a confidential venue, and a link to join.
var canaries = []string{"quillfeather", "30.1612", "-81.7234", "301612", "817234", "meet.example"}

func TestNothingPrivateIsWritten(t *testing.T) {
	entities, err := directory.ReadRecords(strings.NewReader(groups(t)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := directory.NewSnapshot(append(entities, directory.Credential{
		Offering: "familia", Link: directory.NewSecret("https://meet.example/1"), Passcode: directory.NewSecret("quillfeather"),
	})...)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "site")
	if _, err := site.Write(t.Context(), dir, s, site.Options{Made: made, URL: "https://host.example"}); err != nil {
		t.Fatal(err)
	}
	t.Run("V4 no file has the place of a confidential venue or a link to join", func(t *testing.T) {
		for name, text := range files(t, dir) {
			for _, c := range canaries {
				if strings.Contains(strings.ToLower(text), c) {
					t.Errorf("%s has %q", name, c)
				}
			}
		}
	})
}
