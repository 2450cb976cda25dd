package finder

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// ParseOrigins reads origins with commas between them, such as
// "https://www.example.org". A host alone is one of https.
func ParseOrigins(text string) (origins []string, err error) {
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(one)), "/")
		if one == "" {
			continue
		}
		if !strings.Contains(one, "://") {
			one = "https://" + one
		}
		u, err := url.Parse(one)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host != cleanHost(u.Host) || u.Scheme+"://"+u.Host != one {
			return nil, fmt.Errorf("%q, want an origin such as https://www.example.org", one)
		}
		origins = append(origins, one)
	}
	return origins, nil
}

// An embedView is the page that tells how to show a list on another site.
type embedView struct {
	Snippets []snippetView
	Hosts    []string
}

// A snippetView is the text to put into a page of another site.
type snippetView struct {
	Name said
	Code string
	Try  string // address of what it shows
}

// A framedView is a page in a frame on another site: a list, or the form to
// search with.
type framedView struct {
	Lang, Title string
	Home        string
	Notices     []string
	Crisis      []crisisView

	Org    orgView
	Groups fragment
	Search searchView
	Hosts  string // origins that may ask for the height, with spaces
	AsOf   string
}

// embedHelp answers with the texts to put into pages of other sites.
func (s *server) embedHelp(w http.ResponseWriter, v *visit) error {
	view := embedView{Hosts: s.Embed}
	add := func(name said, path, fallback, title string) {
		view.Snippets = append(view.Snippets, snippetView{name, s.snippet(v, path, fallback, title), v.book.href(path)})
	}
	add(said{Text: v.book.say("embed.search")}, "/embed/search", "/", v.book.say("home.heading"))
	for o := range v.Snapshot.Organizations() {
		if o.Successor == "" && v.offersAnything(o) {
			add(v.book.said(o.Name, orgLanguage(o)), embedPath(o.ID), orgPath(o.ID), v.book.say("embed.groups-of", o.Name))
		}
	}
	return s.render(w, v, http.StatusOK, "embed", view)
}

func (v *visit) offersAnything(o directory.Organization) bool {
	return len(v.contents().by[o.ID]) > 0
}

// embedPath returns the path of the list of an organization in a frame.
func embedPath(id string) string { return "/embed" + orgPath(id) }

// snippet returns the text that shows a path in a frame, and a link for those
// without script.
func (s *server) snippet(v *visit, path, fallback, title string) string {
	escape := strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace
	return fmt.Sprintf("<script src=\"%s\" data-show=\"%s\" data-title=\"%s\" async></script>\n<noscript><a href=\"%s\">%s</a></noscript>",
		escape(s.address(v, "/static/embed.js")), escape(v.book.href(path)), escape(title), escape(s.address(v, v.book.href(fallback))), escape(title))
}

// embedOrganization answers with the list of an organization, for a frame.
func (s *server) embedOrganization(w http.ResponseWriter, v *visit) error {
	o, ok := v.Snapshot.Organization(v.PathValue("id"))
	if !ok {
		return errNotFound
	}
	v.place = o.State
	var all []directory.Hit
	for l := range v.offeredBy(o.ID) {
		all = append(all, directory.Hit{Listing: &l})
	}
	groups, err := v.rows(all)
	if err != nil {
		return err
	}
	return s.framed(w, v, framedView{Org: v.org(o), Groups: groups, AsOf: v.asOf(v.zones.get(o.Zone))})
}

// embedSearch answers with the form in which people say where they are, for a
// frame. What it finds opens as a page of its own.
func (s *server) embedSearch(w http.ResponseWriter, v *visit) error {
	return s.framed(w, v, framedView{Search: v.searchForm()})
}

// framed answers with a page for a frame: only here may other sites frame one,
// and only those that the owner has named.
func (s *server) framed(w http.ResponseWriter, v *visit, view framedView) error {
	view.Lang, view.Title, view.Home = v.book.tag, v.book.say("title.framed"), v.book.href("/")
	view.Notices, view.Crisis = v.notices(), v.crisis().Everyone
	view.Hosts = strings.Join(s.Embed, " ")
	var page bytes.Buffer
	if err := s.pages[v.book.tag]["framed"].ExecuteTemplate(&page, "frame", view); err != nil {
		return fmt.Errorf("finder: page in a frame: %w", err)
	}
	h := w.Header()
	ancestors := strings.Join(slices.Concat([]string{"'self'"}, s.Embed), " ")
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors "+ancestors, 1))
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("X-Robots-Tag", "noindex, nofollow") // the pages themselves are what search engines should find
	_, _ = page.WriteTo(w)                     // a client that has gone needs no answer
	return nil
}
