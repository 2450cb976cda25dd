package program_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func TestResolveLevels(t *testing.T) {
	c := mustNew(t, affiliate)

	t.Run("S3 Connection lasts 90 minutes, and an affiliate may say 75", func(t *testing.T) {
		equal(t, "the length", resolve(t, c, "connection", "en", "us", "2022-06-01").Sessions.Length(), 90*time.Minute)
		equal(t, "the length in Jacksonville", resolve(t, c, "connection", "en", "us/FL/jax", "2022-06-01").Sessions.Length(), 75*time.Minute)
		equal(t, "the length next door", resolve(t, c, "connection", "en", "us/FL/jaxbeach", "2022-06-01").Sessions.Length(), 90*time.Minute)
	})
	t.Run("S53 P2 every value has its level, edition and source", func(t *testing.T) {
		r := resolve(t, c, "connection", "en", "us/FL/jax", "2022-06-01")
		want := program.Origin{Level: program.LevelAffiliate, Edition: "connection-jax", Source: "affiliate page, Florida, 2022", Confidence: program.High}
		equal(t, "the origin of the sessions", r.Origins["sessions"], want)
		equal(t, "the origin of the team", r.Origins["teams"].Edition, "connection")
		equal(t, "the level of a notice", r.Origins["notices.confidentiality limits"].Level, program.LevelGeneral)
	})
	t.Run("P2 an edition holds from its first date until the day before its last", func(t *testing.T) {
		for on, want := range map[string]int{"2021-12-31": 90, "2022-01-01": 75, "2022-12-31": 75, "2023-01-01": 90} {
			equal(t, "the length on "+on, resolve(t, c, "connection", "en", "us/FL/jax", on).Sessions.Minutes, want)
		}
	})
	t.Run("S36 training takes three days in one state and two in another", func(t *testing.T) {
		for where, want := range map[program.Jurisdiction]int{"us": 3, "us/IL": 3, "us/WI": 2, "us/OR": 2} {
			r := resolve(t, c, "connection-training", "en", where, "2022-06-01")
			equal(t, "the number of days in "+string(where), r.Sessions.Count, want)
		}
	})
	t.Run("S53 contradicting documents stand side by side", func(t *testing.T) {
		kinds := func(where program.Jurisdiction) map[program.StepKind]bool {
			all := map[program.StepKind]bool{}
			for _, s := range resolve(t, c, "connection", "en", where, "2022-06-01").Steps {
				all[s.Kind] = true
			}
			return all
		}
		il, wi := kinds("us/IL"), kinds("us/WI")
		if !il[program.StepPrescreen] || !il[program.StepInterview] || wi[program.StepPrescreen] || wi[program.StepInterview] {
			t.Errorf("Illinois has %v and Wisconsin %v, want a prescreen and an interview in Illinois only", il, wi)
		}
	})
}

func TestResolvePeerToPeer(t *testing.T) {
	c := program.BuiltIn()

	t.Run("S47 S50 the edition of 2014", func(t *testing.T) {
		r := resolve(t, c, "peer-to-peer", "en", "us", "2014-06-01")
		want := program.Terms{
			Sessions: program.Sessions{Count: 10, Minutes: 120},
			Teams:    []program.Team{{Min: 2}},
			Audience: program.Audience{Relations: []program.Relation{program.RelationSelf}, MinAge: 18, Repeat: true},
			Notices:  r.Notices,
		}
		if diff := cmp.Diff(want, r.Terms); diff != "" {
			t.Errorf("terms (-want +got):\n%s", diff)
		}
		equal(t, "free", r.Program.Free, true)
	})
	t.Run("S53 three editions, of which the last change has no known date", func(t *testing.T) {
		for on, want := range map[string]int{"2010-01-31": 9, "2010-02-01": 10, "2019-12-31": 10, "2020-01-01": 8} {
			equal(t, "the number of sessions on "+on, resolve(t, c, "peer-to-peer", "en", "us", on).Sessions.Count, want)
		}
		r := resolve(t, c, "peer-to-peer", "en", "us", "2022-06-01")
		equal(t, "the confidence", r.Origins["sessions"].Confidence, program.Low)
		e, ok := c.Edition(r.Origins["sessions"].Edition)
		if !ok || e.DatesConfidence != program.Low || e.Note == "" {
			t.Errorf("the edition is %+v, want low confidence in its dates and a note", e)
		}
	})
	t.Run("S27 the Spanish edition is given in some states", func(t *testing.T) {
		c := mustNew(t, `{"editions": [
			{"key": "p2p-es-fl", "program": "peer-to-peer", "language": "es", "jurisdiction": "us/FL", "availability": "offered", "source": "a test", "confidence": "high"},
			{"key": "p2p-es-vt", "program": "peer-to-peer", "language": "es", "jurisdiction": "us/VT", "availability": "not offered", "source": "a test", "confidence": "high"}]}`)
		for where, want := range map[program.Jurisdiction]program.Availability{
			"us": program.OfferedSome, "us/GA": program.OfferedSome, "us/FL": program.Offered, "us/FL/jax": program.Offered, "us/VT": program.NotOffered,
		} {
			equal(t, "Spanish in "+string(where), resolve(t, c, "peer-to-peer", "es", where, "2014-06-01").Availability, want)
			equal(t, "English in "+string(where), resolve(t, c, "peer-to-peer", "en", where, "2014-06-01").Availability, "")
		}
		r := resolve(t, c, "peer-to-peer", "es-MX", "us/FL", "2014-06-01")
		equal(t, "the name", r.Program.Name.In("es-MX"), "NAMI De Persona a Persona")
		equal(t, "the number of sessions, as in English", r.Sessions.Count, 10)
		_, err := c.Resolve("peer-to-peer", "fr", "us/FL", schedule.MustDate("2014-06-01"))
		wantError(t, err, program.ErrNoEdition)
	})
}

func TestResolveRefuses(t *testing.T) {
	on := schedule.MustDate("2022-06-01")
	tests := []struct {
		name, key, language string
		where               program.Jurisdiction
		on                  schedule.Date
		want                string
	}{
		{"a program that is not there", "yoga", "en", "us", on, `program: no such program: "yoga"`},
		{"a program of another state", "connection-support-call", "en", "us/WI", on, `program: no edition of "connection-support-call" in "en" for us/WI on 2022-06-01`},
		{"a language that it is not given in", "wrap", "es", "us", on, `program: no edition of "wrap" in "es" for us on 2022-06-01`},
		{"no language", "wrap", "", "us", on, `program: no edition of "wrap" in "" for us on 2022-06-01`},
		{"a place that is none", "wrap", "en", "US/il", on, `program: jurisdiction "US/il", want the form "us", "us/IL" or "us/FL/jax"`},
		{"no place", "wrap", "en", "", on, `program: jurisdiction "", want the form "us", "us/IL" or "us/FL/jax"`},
		{"no date", "wrap", "en", "us", schedule.Date{}, `program: resolve "wrap": no date, want one`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := program.BuiltIn().Resolve(tt.key, tt.language, tt.where, tt.on)
			if err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func TestCatalogueSharesNothing(t *testing.T) {
	given := program.BuiltIn().Records()
	c, err := program.New(given)
	if err != nil {
		t.Fatal(err)
	}
	text := func() string {
		b, err := json.Marshal([]any{c.Records(), resolve(t, c, "connection", "en", "us/IL", "2022-06-01")})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := text()
	for _, all := range []program.Records{given, c.Records()} {
		all.Editions[0].Cadences[0], all.CrisisLines[0].Hours[0].Days = "spoilt", 0
		all.Programs[0].Name["en"], all.Defaults[0].Notices[program.NoticeLimits]["en"] = "spoilt", "spoilt"
	}
	r := resolve(t, c, "connection", "en", "us/IL", "2022-06-01")
	r.Program.Name["en"], r.Steps[0].Key, r.Steps[3].After[0] = "spoilt", "spoilt", "spoilt"
	r.Notices[program.NoticeLimits]["en"], r.Audience.Relations[0] = "spoilt", "spoilt"
	delete(r.Notices, program.NoticeConfidentiality)
	c.CrisisLines("us", schedule.MustDate("2022-08-01"), "en")[0].Name["en"] = "spoilt"
	c.Helplines("us", schedule.MustDate("2022-08-01"))[0].Hours[0].Days = 0
	p, _ := c.Program("connection")
	p.Name["en"] = "spoilt"
	e, _ := c.Edition("connection")
	e.Cadences[0] = "spoilt"
	if got := text(); got != want {
		t.Errorf("the catalogue changed (-want +got):\n%s", cmp.Diff(want, got))
	}
}

func BenchmarkResolve(b *testing.B) {
	c, on := program.BuiltIn(), schedule.MustDate("2022-06-01")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Resolve("connection", "en", "us/IL", on); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	all := program.BuiltIn().Records()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := program.New(all); err != nil {
			b.Fatal(err)
		}
	}
}
