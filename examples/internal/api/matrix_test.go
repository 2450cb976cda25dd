package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// identities are who may come, in the order of the columns of the matrix.
var identities = []string{"nobody", "expired", "cancel friday", "view clay", "propose clay", "edit clay", "edit duval", "admin clay", "admin"}

func (d *desk) identity(name string) program {
	switch name {
	case "nobody":
		return program{d, ""}
	case "expired":
		p := d.as("admin")
		*d.now = now.AddDate(0, 2, 0)
		return p
	}
	return d.as(name)
}

// matrix has, for each route that takes a token, requests and their status for
// each identity.
var matrix = []struct {
	route, path, body, want string
	headers                 []string
}{
	{"GET /api/v1/token", "/api/v1/token", "", "401 401 200 200 200 200 200 200 200", nil},
	{"GET /api/v1/records/{kind}", "/api/v1/records/offering", "", "401 401 403 200 200 200 200 200 200", nil},
	{"GET /api/v1/records/{kind}/{id}", friday, "", "401 401 403 200 200 200 403 200 200", nil},
	{"GET /api/v1/records/{kind}/{id}", "/api/v1/records/organization/clay", "", "401 401 403 200 200 200 403 200 200", nil},
	{"GET /api/v1/records/{kind}/{id}", "/api/v1/records/venue/library", "", "401 401 403 200 200 200 200 200 200", nil},
	{"GET /api/v1/records/{kind}/{id}", "/api/v1/records/access-token/x", "", "401 401 403 404 404 404 404 404 404", nil},
	{"POST /api/v1/records/{kind}", "/api/v1/records/organization", `{"name":"X"}`, "401 401 403 403 403 403 403 403 201", nil},
	{"POST /api/v1/records/{kind}", "/api/v1/records/offering", `{"name":"X","organization":"clay","mode":"online"}`, "401 401 403 403 202 201 403 201 201", nil},
	{"POST /api/v1/records/{kind}", "/api/v1/records/venue", `{"name":"X"}`, "401 401 403 403 202 201 201 201 201", nil},
	{"PUT /api/v1/records/{kind}/{id}", "/api/v1/records/offering/new", `{"name":"X","organization":"clay","mode":"online"}`, "401 401 403 403 202 201 403 201 201", []string{"If-None-Match", "*"}},
	{"PUT /api/v1/records/{kind}/{id}", friday, `{"name":"X","organization":"duval","venue":"library","series":[{"id":"a","rule":"FREQ=WEEKLY;BYDAY=FR","first":"2026-01-02"}]}`, "401 401 403 403 403 403 403 403 200", []string{"If-Match", "*"}},
	{"PUT /api/v1/records/{kind}/{id}", friday, `{"name":"X","organization":"clay","venue":"library","series":[{"id":"a","rule":"FREQ=WEEKLY;BYDAY=FR","first":"2026-01-02"}]}`, "401 401 403 403 202 200 403 200 200", []string{"If-Match", "*"}},
	{"PATCH /api/v1/records/{kind}/{id}", friday, `{"organization":"clay","room":"7"}`, "401 401 403 403 202 200 403 200 200", []string{"If-Match", "*"}},
	{"PATCH /api/v1/records/{kind}/{id}", "/api/v1/records/organization/clay", `{"needs":["money"]}`, "401 401 403 403 202 200 403 200 200", []string{"If-Match", "*"}},
	{"PATCH /api/v1/records/{kind}/{id}", "/api/v1/records/venue/hall", `{"room":"7"}`, "401 401 403 403 202 202 200 202 200", []string{"If-Match", "*"}},
	{"POST /api/v1/history/{revision}/undo", "/api/v1/history/2/undo", "", "401 401 403 403 403 200 403 200 200", nil},
	{"POST /api/v1/offerings/{id}/dates", "/api/v1/offerings/friday/dates", `{"do":"cancel","series":"a","on":"2026-06-19"}`, "401 401 200 403 403 200 403 200 200", nil},
	{"POST /api/v1/offerings/{id}/dates", "/api/v1/offerings/friday/dates", `{"do":"add","day":"2026-06-20"}`, "401 401 403 403 403 200 403 200 200", nil},
	{"POST /api/v1/offerings/{id}/dates", "/api/v1/offerings/wednesday/dates", `{"do":"cancel","on":"2026-06-10"}`, "401 401 403 403 403 200 403 200 200", nil},
	{"POST /api/v1/offerings/{id}/verified", "/api/v1/offerings/friday/verified", "", "401 401 403 403 403 200 403 200 200", []string{"If-Match", "*"}},
	{"GET /api/v1/closures", "/api/v1/closures", "", "401 401 403 403 403 200 200 200 200", nil},
	{"POST /api/v1/closures", "/api/v1/closures", `{"what":"organization","id":"clay","first":"2026-06-05"}`, "401 401 403 403 403 200 403 200 200", nil},
	{"DELETE /api/v1/closures/{id}", "/api/v1/closures/x", "", "401 401 403 403 403 404 404 404 404", nil},
	{"GET /api/v1/unconfirmed", "/api/v1/unconfirmed", "", "401 401 403 200 200 200 200 200 200", nil},
	{"GET /api/v1/findings", "/api/v1/findings", "", "401 401 403 200 200 200 200 200 200", nil},
	{"GET /api/v1/proposals", "/api/v1/proposals", "", "401 401 403 403 200 200 200 200 200", nil},
	{"GET /api/v1/proposals/{id}", "/api/v1/proposals/p", "", "401 401 403 403 200 200 404 200 200", nil},
	{"POST /api/v1/proposals/{id}/approve", "/api/v1/proposals/p/approve", "", "401 401 403 403 403 200 404 200 200", nil},
	{"DELETE /api/v1/proposals/{id}", "/api/v1/proposals/q", "", "401 401 403 403 403 200 404 200 200", nil},
	{"GET /api/v1/history", "/api/v1/history", "", "401 401 403 200 200 200 200 200 200", nil},
	{"GET /api/v1/history", "/api/v1/history?kind=offering&id=friday", "", "401 401 403 200 200 200 403 200 200", nil},
	{"DELETE /api/v1/records/{kind}/{id}", "/api/v1/records/venue/library", "", "401 401 403 403 403 409 403 409 409", []string{"If-Match", "*"}},
	{"DELETE /api/v1/records/{kind}/{id}", friday, "", "401 401 403 403 403 200 403 200 200", []string{"If-Match", "*"}},
	{"DELETE /api/v1/records/{kind}/{id}", "/api/v1/records/organization/clay", "", "401 401 403 403 403 403 403 403 409", []string{"If-Match", "*"}},
}

func TestAuthorisationMatrix(t *testing.T) {
	for i, name := range identities {
		t.Run(name, func(t *testing.T) {
			d := serveDesk(t)
			d.proposed()
			p := d.identity(name)
			for j, tt := range matrix {
				method, _, _ := strings.Cut(tt.route, " ")
				from := fmt.Sprintf("203.0.%d.7", j) // a network that tries in vain would have to wait
				a := p.call(method, tt.path, tt.body, append([]string{"X-Forwarded-For", from}, tt.headers...)...)
				if want := strings.Fields(tt.want)[i]; strings.Fields(a.Status)[0] != want {
					t.Errorf("%s %s %s: %s, want %s: %s", method, tt.path, tt.body, a.Status, want, a.body)
				}
			}
		})
	}
	t.Run("it has every route that takes a token", func(t *testing.T) {
		d := serveDesk(t)
		for path, methods := range d.contract.document["paths"].(map[string]any) {
			for method, operation := range methods.(map[string]any) {
				route := strings.ToUpper(method) + " " + path
				has := slices.ContainsFunc(matrix, func(r struct {
					route, path, body, want string
					headers                 []string
				}) bool {
					return r.route == route
				})
				if signed := operation.(map[string]any)["security"] != nil; signed != has {
					t.Errorf("%s is in the matrix: %t, and takes a token: %t", route, has, signed)
				}
			}
		}
	})
}
