package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

func TestD56APrivateCalendar(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			hold := func(on string) roster.Hold {
				key := directory.SeatKey("friday", schedule.Key{Series: "a", Date: schedule.MustDate(on)})
				return roster.Hold{SeatID: roster.SeatID{Key: key, Seat: "lead"}, Person: "f1", State: roster.Assigned}
			}
			_, err := s.dir.Commit(t.Context(), "",
				directory.Change{Put: directory.Facilitator{Facilitator: people.Facilitator{ID: "f1", Name: "Bea", Organization: "clay"}}},
				directory.Change{Put: directory.Roster{ID: "r", Organization: "clay", Book: roster.Book{Holds: []roster.Hold{hold("2026-06-05"), hold("2026-06-12")}}}})
			if err != nil {
				t.Fatal(err)
			}
			p := s.editor()
			link := func() string {
				t.Helper()
				form := formOf(t, p.get("/admin/seats").body, "/admin/seats/f1")
				form.Set("do", "link")
				found := regexp.MustCompile(`/admin/seats/f1/\S+`).FindString(words(p.post("/admin/seats/f1", form).body))
				if found == "" {
					t.Fatal("no link")
				}
				return found
			}
			status := func(path string) int { return s.nobody().get(path).StatusCode }
			old := link()
			t.Run("D56 the link opens the dates of one person, the cancelled one as such", func(t *testing.T) {
				a := s.nobody().get(old)
				if a.StatusCode != http.StatusOK || strings.Count(a.body, "BEGIN:VEVENT") == 0 || !strings.Contains(a.body, "20260605T180000") {
					t.Errorf("status %d\n%s", a.StatusCode, a.body)
				}
				if strings.Contains(a.body, "20260619") || strings.Contains(a.body, "Wednesday") {
					t.Errorf("it has dates of others:\n%s", a.body)
				}
			})
			fresh := link()
			if got := []int{status(old), status(fresh), status("/admin/seats/f1/x")}; got[0] != 404 || got[1] != 200 || got[2] != 404 {
				t.Errorf("D56 V6 old link %d, new link %d, no link %d", got[0], got[1], got[2])
			}
			t.Run("D56 a link that was taken away opens nothing", func(t *testing.T) {
				form := formOf(t, p.get("/admin/seats").body, "/admin/seats/f1")
				p.done("/admin/seats/f1", url.Values{"do": {"revoke"}, "revision": form["revision"]})
				if got := status(fresh); got != http.StatusNotFound {
					t.Errorf("status %d", got)
				}
			})
			t.Run("D56 an editor of others cannot make one", func(t *testing.T) {
				other := s.identity("edit duval")
				if a := other.post("/admin/seats/f1", url.Values{"do": {"link"}, "revision": {"1"}}); a.StatusCode != http.StatusNotFound {
					t.Errorf("status %d", a.StatusCode)
				}
				if page := other.get("/admin/seats"); strings.Contains(page.body, "Bea") {
					t.Error("they see who leads")
				}
			})
			if logged := s.log.String(); strings.Contains(logged, fresh) || strings.Contains(logged, "f1") {
				t.Error("V7 the log holds the link")
			}
		})
	}
}
