package program_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
)

// TestRows builds every row of the table of programs that the field offers
// and asks the catalogue for what the row says.
func TestRows(t *testing.T) {
	tests := []struct {
		name, key, language string
		where               program.Jurisdiction
		on                  string
		want                string // some parts, as JSON
	}{
		{"Connection", "connection", "en", "us", "2022-06-01",
			`{"sessions": {"minutes": 90}, "cadences": ["weekly", "every other week", "nth weekdays", "monthly"], "teams": [{"min": 2}]}`},
		{"Connection in pairs, with a year of service", "connection", "en", "us/IL", "2022-06-01",
			`{"teams": [{"min": 2, "max": 2}], "maintenance": {"service_months": 12, "member": true}}`},
		{"Connection, flexible and not a class", "connection", "en", "us/WI", "2022-06-01",
			`{"structure": {"en": "Flexible: a place to talk, not a class."}}`},
		{"Connection training online", "connection-training", "en", "us/OR", "2020-09-04",
			`{"formats": [{"name": "two days", "mode": "in person", "count": 2},
				{"name": "online, Friday to Monday", "mode": "online", "count": 4, "cadence": "consecutive days", "span_days": 4}]}`},
		{"monthly support call by telephone", "connection-support-call", "en", "us/IL", "2022-06-01",
			`{"cadences": ["monthly"], "modes": ["telephone"], "audience": {"relations": ["leader"]}}`},
		{"Family Support Group", "family-support-group", "en", "us/VA", "2022-06-01",
			`{"sessions": {"minutes": 90}, "cadences": ["weekly"], "teams": [{"min": 2, "at_least": [{"count": 2, "attribute": "family"}]}]}`},
		{"Family Support Group, once a month", "family-support-group", "en", "us/VT", "2022-06-01", `{"cadences": ["monthly"]}`},
		{"Family Support Group, 60 to 90 minutes", "family-support-group", "en", "us/PA/bucks", "2022-06-01",
			`{"sessions": {"minutes": 90, "min_minutes": 60, "max_minutes": 90}}`},
		{"Family Support Group, 60 minutes", "family-support-group", "en", "us/OH/four-county", "2022-06-01", `{"sessions": {"minutes": 60}}`},
		{"Family Support Group training, nine days ahead", "family-support-group-training", "en", "us/VT", "2022-06-01",
			`{"sessions": {"count": 2}, "entry": {"mode": "closed", "register_hours": 216}}`},
		{"Peer-to-Peer, oldest", "peer-to-peer", "en", "us", "2009-06-01", `{"sessions": {"count": 9, "minutes": 120}, "teams": [{"min": 3}]}`},
		{"Peer-to-Peer, 2010", "peer-to-peer", "en", "us", "2010-06-01", `{"sessions": {"count": 10, "minutes": 120}}`},
		{"Peer-to-Peer, now", "peer-to-peer", "en", "us", "2024-06-01", `{"sessions": {"count": 8, "minutes": 120}}`},
		{"Peer-to-Peer with a support person", "peer-to-peer", "en", "us/CO", "2024-06-01",
			`{"teams": [{"min": 3, "at_least": [{"count": 2, "attribute": "leader"}, {"count": 1, "attribute": "support person"}]}]}`},
		{"Peer-to-Peer, twice in 24 months", "peer-to-peer", "en", "us/WA", "2024-06-01",
			`{"maintenance": {"leads": 2, "window_months": 24, "member": true}}`},
		{"De Persona a Persona", "peer-to-peer", "es", "us", "2024-06-01",
			`{"sessions": {"count": 8, "minutes": 120}, "availability": "offered in some places"}`},
		{"Family-to-Family, older", "family-to-family", "en", "us", "2013-06-01", `{"sessions": {"count": 12, "minutes": 150, "total_minutes": 1800}}`},
		{"Family-to-Family, now", "family-to-family", "en", "us", "2022-06-01", `{"sessions": {"count": 8, "minutes": 150, "total_minutes": 1200}}`},
		{"Family-to-Family, 25 at most", "family-to-family", "en", "us/KS/hays", "2022-06-01", `{"capacity": {"max": 25}}`},
		{"De Familia a Familia", "family-to-family", "es", "us", "2022-06-01", `{"sessions": {"count": 8, "minutes": 150, "total_minutes": 1200}}`},
		{"Family-to-Family training", "family-to-family-training", "en", "us/OR", "2022-06-01", `{"sessions": {"count": 3}}`},
		{"Basics", "basics", "en", "us", "2022-06-01", `{"sessions": {"count": 6, "minutes": 120}, "audience": {"relations": ["parent"]}}`},
		{"Bases y Fundamentos", "basics", "es", "us", "2022-06-01", `{"sessions": {"count": 6, "minutes": 120}}`},
		{"Homefront, also not weekly", "homefront", "en", "us", "2022-06-01",
			`{"formats": [{"name": "weekly", "cadence": "weekly", "count": 6, "minutes": 150}, {"name": "not weekly", "count": 6, "minutes": 150}],
			"modes": ["in person", "online"]}`},
		{"In Our Own Voice", "in-our-own-voice", "en", "us", "2022-06-01",
			`{"sessions": {"count": 1, "min_minutes": 60, "max_minutes": 90}, "teams": [{"min": 2, "max": 2}]}`},
		{"Ending the Silence", "ending-the-silence", "en", "us/VT", "2022-06-01",
			`{"sessions": {"count": 1, "minutes": 50, "max_minutes": 60}, "audience": {"relations": ["student", "school staff", "family"]},
			"teams": [{"min": 2, "max": 2, "at_least": [{"count": 1, "attribute": "young adult"}]}]}`},
		{"Provider, old", "provider", "en", "us", "2010-06-01", `{"sessions": {"count": 10}, "cadences": ["weekly"]}`},
		{"Provider, 5 times 3 hours", "provider", "en", "us", "2022-06-01",
			`{"sessions": {"count": 5, "minutes": 180, "total_minutes": 900}, "teams": [{"min": 5, "max": 5, "at_least": [
				{"count": 2, "attribute": "family"}, {"count": 2, "attribute": "lived experience"}, {"count": 1, "attribute": "professional"}]}]}`},
		{"Provider, 15 hours in three weeks", "provider", "en", "us/VT", "2022-06-01", `{"formats": [{"name": "three weeks", "total_minutes": 900, "span_days": 21}]}`},
		{"Provider with three to five people", "provider", "en", "us/WI", "2017-06-01",
			`{"teams": [{"min": 3, "max": 5, "at_least": [
				{"count": 1, "attribute": "family"}, {"count": 1, "attribute": "lived experience"}, {"count": 1, "attribute": "professional"}]}]}`},
		{"WRAP", "wrap", "en", "us", "2022-06-01",
			`{"formats": [{"name": "eight sessions", "count": 8, "minutes": 150, "capacity": {"min": 8, "max": 12}},
				{"name": "two full days", "count": 2, "capacity": {"min": 20, "max": 25}},
				{"name": "three full days", "count": 3, "capacity": {"min": 25, "max": 50}},
				{"name": "online", "mode": "online", "span_days": 28, "capacity": {"min": 8, "max": 12}}]}`},
		{"WRAP, 8 or 12 weeks", "wrap", "en", "us/IL", "2022-06-01",
			`{"formats": [{"name": "eight weeks", "cadence": "weekly", "count": 8, "min_minutes": 90, "max_minutes": 120},
				{"name": "twelve weeks", "cadence": "weekly", "count": 12, "min_minutes": 90, "max_minutes": 120}]}`},
		{"WRAP training", "wrap-training", "en", "us", "2022-06-01",
			`{"sessions": {"count": 5}, "teams": [{"min": 2, "at_least": [{"count": 2, "attribute": "trainer"}]}]}`},
		{"chronic-disease course", "chronic-disease", "en", "us/DE", "2022-06-01",
			`{"sessions": {"count": 6, "minutes": 150}, "capacity": {"min": 12, "max": 16},
			"teams": [{"min": 2, "max": 2, "at_least": [{"count": 1, "attribute": "chronic condition"}]}]}`},
		{"chronic-disease course, first within 3 months", "chronic-disease", "en", "us/NM", "2022-06-01",
			`{"maintenance": {"first_lead_months": 3, "leads": 1, "window_months": 12}}`},
		{"chronic-disease training", "chronic-disease-training", "en", "us", "2022-06-01", `{"sessions": {"count": 4, "all_required": true}}`},
		{"chronic-disease cross-training", "chronic-disease-cross-training", "en", "us/MO", "2022-06-01",
			`{"sessions": {"count": 1}, "steps": [{"key": "base", "kind": "training", "program": "chronic-disease-training"},
				{"key": "first", "kind": "led", "after": ["base"], "program": "chronic-disease", "count": 1}]}`},
		{"GriefShare", "griefshare", "en", "us", "2022-06-01",
			`{"sessions": {"count": 13, "minutes": 90}, "cadences": ["weekly"], "entry": {"mode": "cyclic"}}`},
		{"Hearing Voices", "hearing-voices", "en", "us", "2022-06-01", `{"sessions": {"minutes": 60}, "cadences": ["every other week"]}`},
		{"Hearing Voices training", "hearing-voices-training", "en", "us", "2022-06-01",
			`{"formats": [{"name": "three days", "mode": "in person", "count": 3, "all_required": true},
				{"name": "four days", "mode": "in person", "count": 4, "all_required": true},
				{"name": "online, Tuesdays and Thursdays", "mode": "online", "cadence": "twice weekly", "count": 6, "minutes": 240, "all_required": true}]}`},
		{"SMART Recovery", "smart-recovery", "en", "us", "2022-06-01", `{"teams": [{"min": 1, "recommended": 2}]}`},
		{"DBSA", "dbsa", "en", "us", "2022-06-01", `{"teams": [{"min": 1, "at_least": [{"count": 1, "attribute": "lived experience"}]}]}`},
		{"twelve-step", "twelve-step", "en", "us", "2022-06-01", `{"cadences": ["weekly"]}`},
		{"closed grief group", "closed-grief-group", "en", "us", "2022-06-01",
			`{"entry": {"mode": "closed"}, "capacity": {"max": 12}, "formats": [{"name": "eight weeks", "cadence": "weekly", "count": 8}, {"name": "ten weeks", "cadence": "weekly", "count": 10}]}`},
	}
	asked := map[string]bool{}
	for _, tt := range tests {
		t.Run("P1 "+tt.name, func(t *testing.T) {
			asked[tt.key] = true
			r := resolve(t, program.BuiltIn(), tt.key, tt.language, tt.where, tt.on)
			all, want := partsOf(t, r.Terms), map[string]any{}
			if err := json.Unmarshal([]byte(tt.want), &want); err != nil {
				t.Fatal(err)
			}
			got := map[string]any{}
			for part := range want {
				var value any
				if err := json.Unmarshal(all[part], &value); err != nil {
					t.Fatalf("%s is not stated: %v", part, err)
				}
				got[part] = value
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("terms (-want +got):\n%s", diff)
			}
		})
	}
	for _, p := range program.BuiltIn().Records().Programs {
		if !asked[p.Key] && p.Kind != program.KindTraining {
			t.Errorf("no row asks for %s", p.Key)
		}
	}
}

func TestEveryEditionIsReached(t *testing.T) {
	c := program.BuiltIn()
	kinds := map[program.Kind]int{}
	for _, e := range c.Records().Editions {
		t.Run("P18 "+e.Key, func(t *testing.T) {
			on := e.From.String()
			if e.From.IsZero() {
				on = "2005-01-01"
			}
			r := resolve(t, c, e.Program, e.Language, e.Jurisdiction, on)
			kinds[r.Program.Kind]++
			for part := range partsOf(t, e) {
				o := r.Origins[part]
				if o.Edition != e.Key || o.Source != e.Source || o.Level != e.Jurisdiction.Level() {
					t.Errorf("%s comes from %+v, want this edition", part, o)
				}
			}
		})
	}
	for _, k := range []program.Kind{program.KindSupportGroup, program.KindCourse, program.KindTraining, program.KindPresentation, program.KindSupportCall} {
		if kinds[k] == 0 {
			t.Errorf("P1: no edition of a %s", k)
		}
	}
}
