package admin_test

import (
	"log/slog"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

func TestHistoryThatWasPruned(t *testing.T) {
	const older, none = "Nothing older is kept.", "Nothing was done yet."
	says := func(t *testing.T, p person, want string) {
		t.Helper()
		got := words(p.get("/admin/history").body)
		for _, line := range []string{older, none} {
			if strings.Contains(got, line) != (line == want) {
				t.Errorf("want %q of the two:\n%s", want, got)
			}
		}
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p := s.editor()
			says(t, p, "")
			if err := s.dir.Prune(t.Context(), s.dir.Head().Revision+1); err != nil {
				t.Fatal(err)
			}
			says(t, p, older)
			p.saved(fridayPage, url.Values{"name": {"New name"}})
			says(t, p, older)
			if got := words(p.get("/admin/history", "Accept-Language", "es").body); !strings.Contains(got, "No se guarda nada anterior.") {
				t.Error(got)
			}
		})
	}
	t.Run("where nothing was done it says so", func(t *testing.T) {
		dir, err := directory.Open(t.Context(), memstore.New(), directory.Options{Private: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(dir.Close)
		server := httptest.NewServer(admin.New(admin.Options{Directory: dir, Clock: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}))
		t.Cleanup(server.Close)
		says(t, (&site{t: t, dir: dir, url: server.URL}).keeper(), none)
	})
}

var option = regexp.MustCompile(`<option value="[^"]*">[^<]*`)

func TestCancellersChooseAmongEqualNames(t *testing.T) {
	s := inMemory(t)
	for _, id := range []string{"friday", "women"} {
		o := s.offering(id)
		o.Name = "Support group"
		if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: o, If: directory.AnyRevision}); err != nil {
			t.Fatal(err)
		}
	}
	_, rest, _ := strings.Cut(s.person(admin.Grant{Role: admin.Keeper, Organizations: []string{"clay"}}).get("/admin/tokens").body, `name="offering"`)
	rest, _, _ = strings.Cut(rest, "</select>")
	var got []string
	for _, o := range option.FindAllString(rest, -1) {
		got = append(got, words(o))
	}
	want := []string{"", "Support group · Fleming Island · Fri, 6-7:30 pm, starting Jan 2, 2026", "Wednesday group", "Support group · Orange Park · 1st Sat, 10 am-noon, starting Jan 3, 2026"}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
