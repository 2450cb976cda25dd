package finder

import (
	"bytes"
	"net/http"
	"net/http/httptest"
)

// NearByTemplate returns the page of results of a site for a cell and a query
// as the template makes it, without a stencil.
func NearByTemplate(h http.Handler, cell, query string) (string, error) {
	s := h.(*server)
	r := httptest.NewRequest("GET", "/near/"+cell+query, nil)
	r.SetPathValue("cell", cell)
	v := s.visit(r)
	a, f, err := v.around()
	if err != nil {
		return "", err
	}
	body, err := v.nearPage(s.choices.get(v), a, f)
	if err != nil {
		return "", err
	}
	view, err := v.pageOf("near", body)
	if err != nil {
		return "", err
	}
	var page bytes.Buffer
	err = s.pages[v.book.tag]["near"].Execute(&page, view)
	return page.String(), err
}

// Stencils returns how many stencils a site keeps.
func Stencils(h http.Handler) int { return int(h.(*server).made.count.Load()) }
