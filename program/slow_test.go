package program_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// The slow way knows nothing of Go fields: it lays the JSON of one edition
// after the other over an empty object.

var heads = []string{"key", "program", "language", "jurisdiction", "from", "to", "source", "confidence", "dates_confidence", "note", "kind", "binding"}

type parts map[string]json.RawMessage

func partsOf(t *testing.T, record any) parts {
	t.Helper()
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	p := parts{}
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	for _, head := range heads {
		delete(p, head)
	}
	if notices, ok := p["notices"]; ok {
		delete(p, "notices")
		each := parts{}
		if err := json.Unmarshal(notices, &each); err != nil {
			t.Fatal(err)
		}
		for kind, words := range each {
			p["notices."+kind] = words
		}
	}
	return p
}

func holds(e program.Edition, on schedule.Date) bool {
	return e.From.String() <= on.String() && (e.To.IsZero() || on.String() < e.To.String())
}

// slowResolve asks for each place from the country down, and there for each
// language from the program's own to the exact one, which edition holds.
func slowResolve(t *testing.T, r program.Records, key, language, where string, on schedule.Date) (parts, map[string]string, bool) {
	p := program.Program{}
	for _, q := range r.Programs {
		if q.Key == key {
			p = q
		}
	}
	values, from, found := parts{}, map[string]string{}, false
	lay := func(record any, name string) {
		for part, value := range partsOf(t, record) {
			values[part], from[part] = value, name
		}
	}
	for _, d := range r.Defaults {
		if d.Kind == p.Kind {
			lay(d, "")
		}
	}
	words := strings.Split(language, "-")
	places := strings.Split(where, "/")
	for i := range places {
		languages := []string{p.Language}
		for j := range words {
			if tag := strings.Join(words[:j+1], "-"); tag != p.Language {
				languages = append(languages, tag)
			}
		}
		for _, tag := range languages {
			for _, e := range r.Editions {
				here := string(e.Jurisdiction) == strings.Join(places[:i+1], "/")
				if e.Program == key && here && e.Language == tag && holds(e, on) {
					lay(e, e.Key)
					found = found || strings.HasPrefix(language+"-", tag+"-")
				}
			}
		}
	}
	return values, from, found
}

func compareWithSlow(t *testing.T, c *program.Catalogue, all program.Records, key, language, where string, on schedule.Date) {
	t.Helper()
	want, from, ok := slowResolve(t, all, key, language, where, on)
	got, err := c.Resolve(key, language, program.Jurisdiction(where), on)
	if (err == nil) != ok {
		t.Fatalf("Resolve(%s, %s, %s, %v): %v, want found %v", key, language, where, on, err, ok)
	}
	if !ok {
		return
	}
	origins := map[string]string{}
	for part, origin := range got.Origins {
		origins[part] = origin.Edition
	}
	if diff := cmp.Diff(from, origins); diff != "" {
		t.Fatalf("origins in %s for %s on %v (-want +got):\n%s", language, where, on, diff)
	}
	if diff := cmp.Diff(want, partsOf(t, got.Terms)); diff != "" {
		t.Fatalf("values in %s for %s on %v (-want +got):\n%s", language, where, on, diff)
	}
}

var (
	somePlaces    = []program.Jurisdiction{"us", "us", "us/FL", "us/IL", "us/FL/jax", "us/FL/j", "us/F", "ca"}
	someLanguages = []string{"en", "en", "es", "es-MX", "fr"}
)

func someDate(r *rand.Rand) schedule.Date {
	if r.IntN(4) == 0 {
		return schedule.Date{}
	}
	return schedule.MustDate("2020-01-01").AddDays(r.IntN(12))
}

func someTerms(r *rand.Rand) program.Terms {
	var t program.Terms
	yes := func() bool { return r.IntN(3) == 0 }
	if yes() {
		t.Sessions = program.Sessions{Count: r.IntN(3), Minutes: 60 + r.IntN(3)}
	}
	if yes() {
		t.Cadences = []program.Cadence{program.CadenceWeekly, program.CadenceMonthly}[:1+r.IntN(2)]
	}
	if yes() {
		t.Teams = []program.Team{{Min: 1 + r.IntN(3), AtLeast: []program.AtLeast{{Count: 1, Attribute: "family"}}}}
	}
	if yes() {
		t.Structure = program.Text{"en": []string{"structured", "flexible, not educational"}[r.IntN(2)]}
	}
	if yes() {
		t.Capacity.Max = program.Places(1 + r.IntN(30))
	}
	if yes() {
		t.Maintenance.ServiceMonths = r.IntN(24)
	}
	for _, kind := range []program.NoticeKind{program.NoticeObservers, program.NoticeLimits, "of the host"} {
		if yes() {
			if t.Notices == nil {
				t.Notices = map[program.NoticeKind]program.Text{}
			}
			t.Notices[kind] = program.Text{"en": string('a' + rune(r.IntN(26)))}
		}
	}
	return t
}

// overlap asks every day, the first one also for all days before it.
func overlap(a, b program.Edition) bool {
	if a.Program != b.Program || a.Language != b.Language || a.Jurisdiction != b.Jurisdiction {
		return false
	}
	first := schedule.MustDate("2019-12-30")
	for n := range 30 {
		if on := first.AddDays(n); holds(a, on) && holds(b, on) {
			return true
		}
	}
	return false
}

func TestResolveAgreesWithTheSlowOverlay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for round := range 80 {
		all := records(support("group"), support("other"))
		for i := range 25 {
			e := program.Edition{
				Key: "e" + string('a'+rune(i)), Program: []string{"group", "other"}[r.IntN(5)/4],
				Language: someLanguages[r.IntN(len(someLanguages))], Jurisdiction: somePlaces[r.IntN(len(somePlaces))],
				From: someDate(r), To: someDate(r), Source: "a test", Confidence: program.High, Terms: someTerms(r),
			}
			if !e.To.IsZero() && !e.From.Before(e.To) {
				continue
			}
			clash := false
			for _, other := range all.Editions {
				clash = clash || overlap(e, other)
			}
			if clash {
				refused++
				_, err := program.New(with(all, e))
				wantError(t, err, program.ErrOverlap)
				continue
			}
			all = with(all, e)
		}
		c, err := program.New(all)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for range 20 {
			on := schedule.MustDate("2019-12-30").AddDays(r.IntN(18))
			where := string(somePlaces[r.IntN(len(somePlaces))])
			compareWithSlow(t, c, all, "group", someLanguages[r.IntN(len(someLanguages))], where, on)
		}
	}
	if refused < 120 {
		t.Errorf("only %d overlaps were tried, want 120 or more", refused)
	}
}

func TestResolveAgreesWithTheSlowOverlayOnTheBuiltInData(t *testing.T) {
	c := program.BuiltIn()
	all := c.Records()
	places := map[string]bool{"us/FL/jax": true}
	for _, e := range all.Editions {
		places[string(e.Jurisdiction)] = true
	}
	for _, p := range all.Programs {
		for where := range maps.Keys(places) {
			for _, language := range []string{"en", "es-MX"} {
				for _, on := range []string{"2009-06-01", "2022-06-01"} {
					compareWithSlow(t, c, all, p.Key, language, where, schedule.MustDate(on))
				}
			}
		}
	}
}
