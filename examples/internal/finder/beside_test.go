package finder_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

// odd is an offering and an organization for each ID.
func odd(ids ...string) string {
	var records strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&records, `{"organization":{"id":%q,"name":"Office of %s","state":"FL","zone":"America/New_York","holidays":{"federal":"observed"}}}`+"\n", id, id)
		fmt.Fprintf(&records, `{"offering":{"id":%q,"name":"Group %s","program":"connection","organization":%q,"mode":"online","series":[{"rule":"FREQ=WEEKLY;BYDAY=WE","first":"2026-01-07","start":"18:00","length":"PT1H30M","on_holiday":"skip"}]}}`+"\n", id, id, id)
	}
	return records.String()
}

// TestPagesOfOddIDs follows the links of pages whose IDs look like the
// addresses of others.
func TestPagesOfOddIDs(t *testing.T) {
	ids := []string{"x", "x.ics", "x.ics.ics", "x.jsonld", "a/b", "a/../b", "...", "~", "%2e", "?", "ü", "beside", "beside.ics", "closed"}
	s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, odd(ids...)), now), Address: "https://groups.example.org"})
	links := map[string]string{} // to the ID that they led to
	follow := func(id, path, phrase string) {
		t.Helper()
		if other, ok := links[path]; ok {
			t.Errorf("%q and %q are both at %s", other, id, path)
		}
		links[path] = id
		if a := s.get(path); a.StatusCode != http.StatusOK || !strings.Contains(a.body, phrase) {
			t.Errorf("%s of %q: status %d, no %q", path, id, a.StatusCode, phrase)
		}
	}
	list := s.get("/online").body
	for _, id := range ids {
		page := pathTo(t, list, "Group "+id+"<")
		follow(id, page, "<h1>Group "+id+"</h1>")
		group := s.get(page)
		follow(id, pathTo(t, group.body, "Add to my calendar"), "SUMMARY:Group "+id+"\r\n")
		data, _, _ := strings.Cut(strings.TrimPrefix(group.Header.Get("Link"), "<"), ">")
		follow(id, data, `"name":"Group `+id+`"`)
		office := s.get(pathTo(t, group.body, "Office of "+id+"<"))
		follow(id, pathTo(t, office.body, "Add to my calendar"), "SUMMARY:Group "+id+"\r\n")
	}
}

// pathTo returns where the first link of a page leads whose text begins so.
func pathTo(t *testing.T, page, text string) string {
	t.Helper()
	before, _, ok := strings.Cut(page, `">`+text)
	i := strings.LastIndex(before, `href="`)
	if !ok || i < 0 {
		t.Fatalf("no link %q in:\n%s", text, page)
	}
	return strings.ReplaceAll(before[i+len(`href="`):], "&amp;", "&")
}
