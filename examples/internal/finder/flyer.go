package finder

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"rsc.io/qr"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// A flyerView is one page about an organization, to hang up.
type flyerView struct {
	Org        orgView
	Groups     []flyerGroup
	More       string // how many others there are, "" if there are none
	Free       bool
	Contacts   []contactView
	Crisis     []crisisView
	Statements []string
	Address    string // in words, to look before going
	Code       string // address of the picture of it
	AsOf       string
}

// A flyerGroup is a group on a flyer.
type flyerGroup struct {
	Name  said
	When  []string // in words
	Where []said
	Entry string
}

// mostOnFlyer is how many groups fit on one page.
const mostOnFlyer = 6

// flyer answers with the flyer of an organization.
func (s *server) flyer(w http.ResponseWriter, v *visit) error {
	o, ok := v.Snapshot.Organization(v.PathValue("id"))
	if !ok {
		return errNotFound
	}
	v.place, v.hide = o.State, true
	view := flyerView{
		Org: v.org(o), Free: true, Crisis: v.crisis().First, Address: s.printed(v, orgPath(o.ID)),
		AsOf: v.asOf(v.zones.get(o.Zone)),
	}
	if view.Address != "" {
		view.Code = v.book.href(orgPath(o.ID) + "/code")
	}
	view.Contacts = forPaper(view.Org.Contacts)
	others := 0
	for l := range v.offeredBy(o.ID) {
		g := v.flyerGroup(l)
		switch {
		case l.Status != directory.Active || l.Kind == program.KindTraining || len(g.When) == 0:
		case len(view.Groups) == mostOnFlyer:
			others++
		default:
			view.Groups = append(view.Groups, g)
			view.take(v.terms(l), v.book.tag)
		}
	}
	if others > 0 {
		view.More = v.book.count("flyer.more", others)
	}
	return s.render(w, v, http.StatusOK, "flyer", view)
}

// take takes over what a program says about all its groups.
func (f *flyerView) take(terms program.Resolved, language string) {
	f.Free = f.Free && terms.Program.Free
	if len(f.Statements) > 0 {
		return
	}
	for _, s := range terms.Statements(language) {
		if s.Kind == program.NoticeConfidentiality || s.Kind == program.NoticeLimits {
			f.Statements = append(f.Statements, s.Text)
		}
	}
}

// flyerGroup returns a group with its rule in words instead of dates, which
// would soon be old. A group without dates ahead has no words.
func (v *visit) flyerGroup(l directory.Listing) flyerGroup {
	g := flyerGroup{Name: v.listingName(l), Where: v.usualPlace(l), Entry: v.entry(l)}
	if m, ok := v.Snapshot.Timetable(l.ID).Next(v.now); ok && m.Start().Before(v.now.Add(window)) {
		g.When = v.usually(l)
	}
	return g
}

// code answers with the picture of the address of an organization's page, for
// cameras to read.
func (s *server) code(w http.ResponseWriter, v *visit) error {
	o, ok := v.Snapshot.Organization(v.PathValue("id"))
	if !ok {
		return errNotFound
	}
	code, err := qr.Encode(s.address(v, v.book.href(orgPath(o.ID))), qr.M)
	if err != nil {
		return fmt.Errorf("finder: code: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("X-Robots-Tag", "noindex")
	_, _ = w.Write(codePicture(code)) // a client that has gone needs no answer
	return nil
}

// quiet is the white rim that a code must have, in dots.
const quiet = 4

// codePicture draws a code, one unit a dot.
func codePicture(c *qr.Code) []byte {
	var b bytes.Buffer
	size := strconv.Itoa(c.Size + 2*quiet)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + size + " " + size + `" shape-rendering="crispEdges">` +
		`<rect width="` + size + `" height="` + size + `" fill="#fff"/><path d="`)
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			run := 0
			for x+run < c.Size && c.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}

// address returns the full address of a page of this site.
func (s *server) address(v *visit, path string) string {
	if s.Address != "" {
		return strings.TrimSuffix(s.Address, "/") + s.where(path)
	}
	scheme := "http://"
	if v.TLS != nil {
		scheme = "https://"
	}
	return scheme + cleanHost(v.Host) + path
}

// cleanHost returns a host that a client gave, without what no host has.
func cleanHost(host string) string {
	odd := func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune(".-:[]", c))
	}
	if host == "" || len(host) > 253 || strings.ContainsFunc(host, odd) {
		return "localhost"
	}
	return host
}

// plainAddress is an address as people type it.
func plainAddress(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest
}
