package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// juneRoster has two people on the Fridays of June 2026. Of one there is a
// record.
func juneRoster() []directory.Entity {
	hold := func(on, seat, person string, state roster.State) roster.Hold {
		key := directory.SeatKey("friday", schedule.Key{Series: "a", Date: schedule.MustDate(on)})
		return roster.Hold{SeatID: roster.SeatID{Key: key, Seat: seat}, Person: person, State: state}
	}
	return []directory.Entity{
		directory.Facilitator{Facilitator: people.Facilitator{ID: "f1", Name: "Bea", Organization: "clay"}},
		directory.Roster{ID: "r", Organization: "clay", Book: roster.Book{Holds: []roster.Hold{
			hold("2026-06-05", "lead", "f1", roster.Confirmed), hold("2026-06-05", "second", "x-7", roster.Assigned),
			hold("2026-06-12", "lead", "x-7", roster.Assigned), hold("2026-06-12", "second", "f1", roster.Assigned),
			hold("2026-06-19", "lead", "f1", roster.Leaving), hold("2026-06-19", "second", "x-7", roster.Declined),
			hold("2026-06-26", "lead", "", roster.Assigned), hold("2026-06-26", "second", "x-7", roster.Released),
		}}},
	}
}

// withRoster commits the roster of June and switches the sheets on.
func (s *site) withRoster() {
	s.t.Helper()
	for _, e := range juneRoster() {
		if _, err := s.dir.Commit(s.t.Context(), "", directory.Change{Put: e}); err != nil {
			s.t.Fatal(err)
		}
	}
	s.keeper().setRosters("on")
}

// setRosters presses the button on the first page.
func (p person) setRosters(do string) {
	p.t.Helper()
	form := formOf(p.t, p.get("/admin/").body, "/admin/settings")
	form.Set("do", do)
	p.done("/admin/settings", form)
}

var sheetRow = regexp.MustCompile(`(?s)<tr><th scope="row">.*?</tr>`)

// sheet returns what people read in each row about one group.
func (p person) sheet(path, group string) (rows []string) {
	p.t.Helper()
	a := p.get(path)
	if a.StatusCode != http.StatusOK {
		p.t.Fatalf("%s: status %d\n%s", path, a.StatusCode, words(a.body))
	}
	for _, row := range sheetRow.FindAllString(a.body, -1) {
		if row = words(row); strings.Contains(row, group) {
			rows = append(rows, row)
		}
	}
	return rows
}

const juneSheet = "/admin/organizations/clay/roster?month=2026-06"

func TestRosterOfAMonth(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			s.withRoster()
			s.keeper().done("/admin/dates/friday", url.Values{"do": {"move"}, "date": {"a/2026-06-19"}, "day": {"2026-06-20"}, "reason": {"a wedding"}})
			p := s.identity("view clay")
			t.Run("D8 a cancelled date frees its seats, a moved one keeps them, and open ones are named", func(t *testing.T) {
				want := []string{
					"Friday, June 5, 2026 6:00 pm to 7:30 pm Friday group Headquarters Library, Room B lead: Bea second: x-7",
					"Friday, June 12, 2026 6:00 pm to 7:30 pm Friday group Does not meet. Reason: no electricity Headquarters Library, Room 2 Nobody has to come.",
					"Saturday, June 20, 2026 6:00 pm to 7:30 pm Friday group Moved from Friday, June 19, 2026. Reason: a wedding Headquarters Library, Room 2 lead: Bea second: open ________",
					"Friday, June 26, 2026 6:00 pm to 7:30 pm Friday group Headquarters Library, Room 2 lead: somebody without a name second: open ________",
				}
				if diff := cmp.Diff(want, p.sheet(juneSheet, "Friday group")); diff != "" {
					t.Errorf("rows (-want +got):\n%s", diff)
				}
			})
			t.Run("D8 a group that nobody planned for has an open seat on each date", func(t *testing.T) {
				rows := p.sheet(juneSheet, "Wednesday group")
				if len(rows) != 4 || strings.Count(strings.Join(rows, "\n"), "open") != 4 {
					t.Errorf("rows:\n%s", strings.Join(rows, "\n"))
				}
			})
			t.Run("it is there in Spanish", func(t *testing.T) {
				want := "viernes, 12 de junio de 2026 6:00 p. m. a 7:30 p. m. Friday group No se reúne. Motivo: no electricity Headquarters Library, Room 2 Nadie tiene que venir."
				if rows := p.sheet(juneSheet+"&lang=es", "Friday group"); len(rows) != 4 || rows[1] != want {
					t.Errorf("rows:\n%s\nwant %s", strings.Join(rows, "\n"), want)
				}
			})
			t.Run("V9 of a confidential place it says the city", func(t *testing.T) {
				a := p.get(juneSheet)
				checkAnswer(t, a)
				if !strings.Contains(words(a.body), "Women's circle The address is kept secret. Orange Park") {
					t.Error(words(a.body))
				}
			})
			t.Run("V7 the log names nobody", func(t *testing.T) {
				if logged := s.log.String(); strings.Contains(logged, "Bea") || strings.Contains(logged, "x-7") {
					t.Error(logged)
				}
			})
		})
	}
}

func TestRosterMonths(t *testing.T) {
	s := inMemory(t)
	s.withRoster()
	p := s.editor()
	t.Run("the month is that of the organization, with the ones beside it", func(t *testing.T) {
		got := p.get("/admin/organizations/clay/roster").body
		for _, want := range []string{`<p class="month-name">June 2026</p>`, `clay/roster?month=2026-05" rel="prev"`, `clay/roster?month=2026-07" rel="next"`} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not there:\n%s", want, words(got))
			}
		}
	})
	t.Run("a year ends and begins", func(t *testing.T) {
		got := p.get("/admin/organizations/clay/roster?month=2026-12&lang=es").body
		for _, want := range []string{"diciembre de 2026", "2026-11", "2027-01", "Antes: noviembre de 2026", "Después: enero de 2027"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not there:\n%s", want, words(got))
			}
		}
	})
	t.Run("a date moved into another month is on its sheet", func(t *testing.T) {
		s.keeper().done("/admin/dates/friday", url.Values{"do": {"move"}, "date": {"a/2026-06-05"}, "day": {"2026-07-01"}})
		if rows := p.sheet("/admin/organizations/clay/roster?month=2026-07", "Moved from"); len(rows) != 1 || !strings.Contains(rows[0], "lead: Bea second: x-7 Change") {
			t.Errorf("rows: %q", rows)
		}
		if rows := p.sheet(juneSheet, "June 5,"); len(rows) != 0 {
			t.Errorf("rows: %q", rows)
		}
	})
	for _, month := range []string{"2026", "2026-13", "2026-1", "0001-01", "9999-12", "2026-06-01", "x"} {
		if a := p.get("/admin/organizations/clay/roster?month=" + month); a.StatusCode != http.StatusBadRequest {
			t.Errorf("month %q: status %d", month, a.StatusCode)
		}
	}
	t.Run("two of the same name are told apart", func(t *testing.T) {
		twin := directory.Facilitator{Facilitator: people.Facilitator{ID: "f2", Name: "Bea", Organization: "clay"}}
		if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: twin}); err != nil {
			t.Fatal(err)
		}
		if got := words(p.get(juneSheet).body); !strings.Contains(got, "lead: Bea (f1)") {
			t.Error(got)
		}
	})
}

func TestRosterIsHiddenUntilItIsSwitchedOn(t *testing.T) {
	s := inMemory(t)
	keeper, record := s.keeper(), "/admin/records/organization/clay"
	hidden := func(t *testing.T, want bool) {
		t.Helper()
		status, wantStatus := s.identity("view clay").get(juneSheet).StatusCode, http.StatusOK
		if want {
			wantStatus = http.StatusNotFound
		}
		if link := strings.Contains(keeper.get(record).body, "/admin/organizations/clay/roster"); status != wantStatus || link == want {
			t.Errorf("status %d, want %d; a link is there: %v", status, wantStatus, link)
		}
	}
	t.Run("there is no switch without a roster", func(t *testing.T) {
		hidden(t, true)
		if strings.Contains(keeper.get("/admin/").body, `name="setting" value="rosters"`) {
			t.Error("there is one")
		}
	})
	for _, e := range juneRoster() {
		if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: e}); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("a roster alone shows nothing", func(t *testing.T) { hidden(t, true) })
	t.Run("whoever keeps the site switches it on and off", func(t *testing.T) {
		keeper.setRosters("on")
		hidden(t, false)
		keeper.setRosters("off")
		hidden(t, true)
	})
	t.Run("two who press the button in the same moment do not undo each other", func(t *testing.T) {
		form := formOf(t, keeper.get("/admin/").body, "/admin/settings")
		form.Set("do", "on")
		keeper.done("/admin/settings", form)
		if a := keeper.post("/admin/settings", form); a.StatusCode != http.StatusConflict {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	t.Run("other switches and words are refused", func(t *testing.T) {
		for _, form := range []url.Values{
			{"setting": {"doors"}, "do": {"on"}, "revision": {"0"}},
			{"setting": {"rosters"}, "do": {"perhaps"}, "revision": {"0"}},
		} {
			if a := keeper.post("/admin/settings", form); a.StatusCode != http.StatusBadRequest {
				t.Errorf("%v: status %d", form, a.StatusCode)
			}
		}
	})
	t.Run("an organization's own keeper and editors see no switch", func(t *testing.T) {
		for _, name := range []string{"admin clay", "edit clay", "view clay"} {
			if strings.Contains(s.identity(name).get("/admin/").body, "/admin/settings") {
				t.Errorf("%s sees it", name)
			}
		}
	})
	t.Run("the record of the switch is a kind of our own", func(t *testing.T) {
		e, _, ok := s.dir.Get(directory.Key{Kind: admin.KindSetting, ID: "rosters"})
		if o, is := e.(directory.Opaque); !ok || !is || string(o.Body) != `{"id":"rosters","on":true}` {
			t.Errorf("record %+v", e)
		}
	})
}
