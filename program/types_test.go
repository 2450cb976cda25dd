package program_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
)

func TestJurisdiction(t *testing.T) {
	tests := []struct {
		in     string
		level  program.Level
		parent program.Jurisdiction
	}{
		{"us", program.LevelNational, ""},
		{"us/IL", program.LevelState, "us"},
		{"us/FL/jax", program.LevelAffiliate, "us/FL"},
		{"ca/ON/a.b_c-9", program.LevelAffiliate, "ca/ON"},
	}
	for _, tt := range tests {
		j, err := program.ParseJurisdiction(tt.in)
		if err != nil || string(j) != tt.in {
			t.Errorf("%q is read as %q, %v", tt.in, j, err)
		}
		equal(t, "the level of "+tt.in, j.Level(), tt.level)
		equal(t, "the parent of "+tt.in, j.Parent(), tt.parent)
	}
	for _, bad := range []string{"", "/", "us/", "US", "u", "usa", "us/il", "us/ILLI", "us//jax", "us/FL/", "us/FL/a b", "us/FL/jax/x", "us/FL/" + strings.Repeat("x", 65), "ü"} {
		if j, err := program.ParseJurisdiction(bad); err == nil || j != "" {
			t.Errorf("%q was read as %q", bad, j)
		}
	}
	equal(t, "the level of nothing", program.Jurisdiction("").Level(), program.LevelGeneral)
	equal(t, "the parent of nothing", program.Jurisdiction("").Parent(), "")
}

func TestWithin(t *testing.T) {
	tests := []struct {
		j, k program.Jurisdiction
		want bool
	}{
		{"us", "us", true},
		{"us/FL/jax", "us/FL", true},
		{"us/FL/jax", "us", true},
		{"us/FL", "us/FL/jax", false},
		{"us/FL/jaxbeach", "us/FL/jax", false},
		{"us/FLA", "us/FL", false},
		{"us", "", false},
	}
	for _, tt := range tests {
		equal(t, string(tt.j)+" within "+string(tt.k), tt.j.Within(tt.k), tt.want)
	}
}

func TestLevelText(t *testing.T) {
	for l := program.LevelGeneral; l <= program.LevelAffiliate; l++ {
		text, err := l.MarshalText()
		back := program.Level(99)
		if err != nil || back.UnmarshalText(text) != nil || back != l || l.String() != string(text) {
			t.Errorf("level %d is written %q and read back as %d, %v", l, text, back, err)
		}
	}
	if _, err := program.Level(4).MarshalText(); err == nil || program.Level(4).String() != "Level(4)" {
		t.Errorf("a level that does not exist is written %v, %v", program.Level(4), err)
	}
	l := program.LevelState
	if err := l.UnmarshalText([]byte("county")); err == nil || l != program.LevelState {
		t.Errorf("county was read as %v", l)
	}
}

func TestTextIn(t *testing.T) {
	all := program.Text{"de": "d", "en": "e", "es": "s", "es-MX": "m"}
	tests := []struct {
		name, language string
		text           program.Text
		want           string
	}{
		{"its own tag", "es-MX", all, "m"},
		{"a longer tag", "es-MX-x", all, "m"},
		{"another country", "es-AR", all, "s"},
		{"another language", "fr", all, "e"},
		{"no language", "", all, "e"},
		{"no English", "fr", program.Text{"nl": "n", "de": "d"}, "d"},
		{"no words", "en", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { equal(t, "the wording", tt.text.In(tt.language), tt.want) })
	}
}

func TestTeam(t *testing.T) {
	const file = `{"editions": [{"key": "a", "program": "connection", "language": "en", "jurisdiction": "us/FL", "source": "us", "confidence": "high",
		"teams": [{"min": 2}, {"mode": "online", "min": 3, "at_least": [{"count": 1, "attribute": "host"}]}]}]}`
	r := resolve(t, mustNew(t, file), "connection", "en", "us/FL", "2022-06-01")
	t.Run("P17 online adds a host", func(t *testing.T) {
		want := program.Team{Mode: "online", Min: 3, AtLeast: []program.AtLeast{{Count: 1, Attribute: "host"}}}
		if diff := cmp.Diff(want, r.Team(program.ModeOnline)); diff != "" {
			t.Errorf("team (-want +got):\n%s", diff)
		}
		equal(t, "the team in person", r.Team(program.ModeInPerson).Min, 2)
		equal(t, "the team in any mode", r.Team("").Min, 2)
		equal(t, "the team where none is stated", (program.Terms{}).Team(program.ModeOnline).Min, 0)
	})
	t.Run("P12 a training asks for trainers", func(t *testing.T) {
		team := resolve(t, program.BuiltIn(), "wrap-training", "en", "us", "2022-06-01").Team(program.ModeInPerson)
		if diff := cmp.Diff([]program.AtLeast{{Count: 2, Attribute: "trainer"}}, team.AtLeast); diff != "" {
			t.Errorf("team (-want +got):\n%s", diff)
		}
	})
}

func TestSessions(t *testing.T) {
	t.Run("P3 lengths", func(t *testing.T) {
		s := resolve(t, program.BuiltIn(), "ending-the-silence", "en", "us/VT", "2022-06-01").Sessions
		least, most := s.Between()
		equal(t, "the least", least, 50*time.Minute)
		equal(t, "the greatest", most, time.Hour)
		equal(t, "the usual", s.Length(), 50*time.Minute)
	})
	t.Run("P3 lengths that are not known", func(t *testing.T) {
		least, most := program.Sessions{Count: 2}.Between()
		equal(t, "the least", least, 0)
		equal(t, "the greatest", most, 0)
	})
	t.Run("P3 five times three hours are fifteen", func(t *testing.T) {
		s := resolve(t, program.BuiltIn(), "provider", "en", "us", "2022-06-01").Sessions
		equal(t, "the total", time.Duration(s.TotalMinutes)*time.Minute, 15*time.Hour)
		equal(t, "the product", time.Duration(s.Count)*s.Length(), 15*time.Hour)
	})
}

func TestTermsThatStand(t *testing.T) {
	tests := []struct{ name, terms string }{
		{"P7 drop-in", `"entry":{"mode":"drop-in"}`},
		{"P7 once per period", `"entry":{"mode":"once per period","register_hours":12}`},
		{"P7 per date", `"entry":{"mode":"per date"}`},
		{"P7 closed", `"entry":{"mode":"closed","register_hours":216}`},
		{"P7 closed after a session", `"entry":{"mode":"closed after","after_session":2}`},
		{"P7 cyclic", `"entry":{"mode":"cyclic"}`},
		{"P8 audience", `"audience":{"relations":["self","family"],"min_age":18,"max_age":30,"focus":["women","veterans"],"observers":"permitted","members_only":true}`},
		{"P6 absent means no limit", `"capacity":{"min":8}`},
		{"P4 two full days", `"formats":[{"name":"a","cadence":"consecutive days","count":2,"minutes":480,"max_gap_days":1,"span_days":2}]`},
		{"S1 nothing to pay, said in money", `"price":{"amount":0,"currency":"USD"}`},
		{"P9 a graph with two roads", `"steps":[{"key":"a","kind":"member"},{"key":"b","kind":"age","min_age":18},{"key":"c","kind":"approval","after":["a","b"]}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var terms, back program.Terms
			if err := json.Unmarshal([]byte("{"+tt.terms+"}"), &terms); err != nil {
				t.Fatal(err)
			}
			c, err := program.New(withOne(support("group"), edition("it", terms)))
			if err != nil {
				t.Fatal(err)
			}
			back = resolve(t, c, "group", "en", "us", "2022-06-01").Terms
			back.Notices = nil // general ones
			text, err := json.Marshal(back)
			if err != nil || string(text) != "{"+tt.terms+"}" {
				t.Errorf("reads back as %s, %v", text, err)
			}
		})
	}
	t.Run("S1 a program that is not free may have a price", func(t *testing.T) {
		p := support("group")
		p.Free = false
		e := edition("it", program.Terms{Price: program.Price{Amount: 2500, Currency: "USD"}})
		if _, err := program.New(withOne(p, e)); err != nil {
			t.Errorf("error %v, want none", err)
		}
	})
}

func TestLookups(t *testing.T) {
	c := program.BuiltIn()
	if p, ok := c.Program("yoga"); ok || p.Key != "" {
		t.Errorf("found program %+v", p)
	}
	if e, ok := c.Edition("yoga"); ok || e.Key != "" {
		t.Errorf("found edition %+v", e)
	}
	p, ok := c.Program("connection-training")
	if !ok || p.For != "connection" || p.Kind != program.KindTraining {
		t.Errorf("found %+v, want the training for Connection", p)
	}
}
