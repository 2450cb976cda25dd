package api_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
)

// TestRefusedRecords is about bodies that become no record.
func TestRefusedRecords(t *testing.T) {
	d := serveDesk(t)
	p := d.as("admin")
	const offering, venue, organization = "/api/v1/records/offering/friday", "/api/v1/records/venue/library", "/api/v1/records/organization/clay"
	tests := []struct {
		name, path, patch string
		status            int
		fields, says      string
	}{
		{"a state of no country", organization, `{"state":"Florida"}`, 422, "state", "two capital letters"},
		{"two counties that are none", organization, `{"counties":["12031","1","x"]}`, 422, "counties[1] counties[2]", "five digits of a FIPS code"},
		{"a name that is taken away", organization, `{"name":null}`, 422, "name", "want a value"},
		{"a field of another kind", offering, `{"languages":"es"}`, 422, "languages", "not of the form"},
		{"two fields of another kind", offering, `{"languages":"es","topics":7}`, 422, "languages topics", "not of the form"},
		{"a rule that is none", offering, `{"series":[{"rule":"FREQ=SOMETIMES","first":"2026-01-02"}]}`, 422, "series", "SOMETIMES"},
		{"a date that is none", offering, `{"series":[{"rule":"FREQ=DAILY","first":"2026-02-30"}]}`, 422, "series", `day "30", want 1 to 28`},
		{"a closure that ends before it begins", venue, `{"closures":[{"first":"2026-06-10","last":"2026-06-09"}]}`, 422, "closures[0]", "no earlier last one"},
		{"a venue that is not there", offering, `{"venue":"none"}`, 422, "venue", "is not there"},
		{"an organization that is not there", offering, `{"organization":"none"}`, 422, "organization", "is not there"},
		{"a point that is none", venue, `{"point":"here"}`, 422, "point", "not of the form"},
		{"a name that is misspelt", offering, `{"guidlines":"https://x.example"}`, 422, "guidlines", "no field"},
		{"a name that is misspelt in a list", offering, `{"series":[{"rule":"FREQ=DAILY","frist":"2026-01-02"}]}`, 422, "series.frist", "no field"},
		{"a name that is misspelt in a part", venue, `{"address":{"stret":"1 Main St."}}`, 422, "address.stret", "no field"},
		{"a name with other capitals", offering, `{"Room":"7"}`, 422, "Room", "no field"},
		{"a way in that is not public", offering, `{"join":{"url":"https://join.example"}}`, 422, "join", "want it only where the link is public"},
		{"something after it", offering, `{"room":"1"} {}`, 400, "", ""},
		{"a name twice", offering, `{"room":"1","room":"2"}`, 400, "", ""},
		{"a name twice in a part", venue, `{"address":{"city":"A","city":"B"}}`, 400, "", ""},
		{"a list", offering, `[]`, 400, "", ""},
		{"nothing", offering, "", 400, "", ""},
		{"half of it", offering, `{"room":`, 400, "", ""},
		{"a thousand brackets", offering, `{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`, 400, "", ""},
		{"more than fits", offering, `{"room":"` + strings.Repeat("x", 257<<10) + `"}`, 413, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, at, _ := d.dir.Get(keyOf(tt.path))
			got := problemOf(t, tt.status, p.call("PATCH", tt.path, tt.patch, "If-Match", "*"))
			if fieldsOf(got) != tt.fields {
				t.Errorf("%+v, want the fields %q", got, tt.fields)
			}
			if tt.says != "" && !slices.ContainsFunc(got.Errors, func(e struct {
				Field, Detail string
				Record        *struct{ Kind, ID string }
			}) bool {
				return strings.Contains(e.Detail, tt.says)
			}) {
				t.Errorf("%+v, want %q", got.Errors, tt.says)
			}
			if _, after, _ := d.dir.Get(keyOf(tt.path)); after != at {
				t.Errorf("it is at %d, and was at %d", after, at)
			}
		})
	}
	t.Run("a PUT of such a body is refused the same way", func(t *testing.T) {
		got := problemOf(t, 422, p.call("PUT", "/api/v1/records/venue/new", `{"nmae":"X"}`, "If-None-Match", "*"))
		if fieldsOf(got) != "nmae" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("what is no JSON by its type is not read", func(t *testing.T) {
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			if got := problemOf(t, 415, p.call("POST", "/api/v1/records/venue", `{"name":"X"}`, "Content-Type", kind)); got.Accepted != "application/json" {
				t.Errorf("%+v", got)
			}
		}
	})
}

// keyOf returns the key of the record with a path.
func keyOf(path string) directory.Key {
	parts := strings.Split(path, "/")
	return directory.Key{Kind: parts[4], ID: parts[5]}
}

// TestFieldsOfLaterVersions is about what this version does not know.
func TestFieldsOfLaterVersions(t *testing.T) {
	d := serveDesk(t)
	e, err := directory.Decode(directory.Key{Kind: "venue", ID: "hall"}, []byte(`{"id":"hall","name":"Church hall","county":"12031","later":{"a":[1,2]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.dir.Commit(t.Context(), "", directory.Change{Put: e, If: directory.AnyRevision}); err != nil {
		t.Fatal(err)
	}
	const path = "/api/v1/records/venue/hall"
	p := d.as("edit duval")
	t.Run("it is shown, and stays when it is sent back", func(t *testing.T) {
		a := p.done(200, "GET", path, "")
		if !strings.Contains(a.body, `"later":{"a":[1,2]}`) {
			t.Fatal(a.body)
		}
		p.done(200, "PUT", path, a.body, "If-Match", a.Header.Get("ETag"))
		p.done(200, "PATCH", path, `{"room":"1"}`, "If-Match", "*")
		if again := p.done(200, "GET", path, ""); !strings.Contains(again.body, `"later":{"a":[1,2]}`) {
			t.Error(again.body)
		}
	})
	t.Run("another one is refused", func(t *testing.T) {
		if got := problemOf(t, 422, p.call("PATCH", path, `{"much_later":1}`, "If-Match", "*")); fieldsOf(got) != "much_later" {
			t.Errorf("%+v", got)
		}
	})
}
