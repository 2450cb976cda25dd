package program_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"a field that is not known", `{"editions": [{"key": "a", "sesions": {}}]}`, `json: unknown field "sesions"`},
		{"a field of another place", `{"programs": [{"key": "a", "teams": []}]}`, `json: unknown field "teams"`},
		{"P6 a capacity of 0", `{"editions": [{"capacity": {"max": 0}}]}`, `places 0, want 1 to 100000, or no such field for no limit`},
		{"P6 a capacity below 0", `{"editions": [{"capacity": {"min": -5}}]}`, `places -5, want 1 to 100000`},
		{"P6 a capacity of null", `{"editions": [{"formats": [{"capacity": {"max": null}}]}]}`, `places null, want 1 to 100000`},
		{"P6 a capacity that is no number", `{"editions": [{"capacity": {"max": "12"}}]}`, `places "12", want 1 to 100000`},
		{"a date that does not exist", `{"editions": [{"from": "2022-02-30"}]}`, `want 1 to 28`},
		{"a day that does not exist", `{"helplines": [{"hours": [{"days": "Mon Tus"}]}]}`, `days "Mon Tus", want "daily" or each day once`},
		{"a fraction of a session", `{"editions": [{"sessions": {"count": 1.5}}]}`, `cannot unmarshal number 1.5`},
		{"a second object", `{} {}`, `more after the first JSON value`},
		{"rubbish behind the object", `{}]`, `more after the first JSON value`},
		{"half an object", `{"programs": [`, `unexpected EOF`},
		{"nothing", ``, `EOF`},
		{"too much", `{"programs": "` + strings.Repeat("x", 16<<20) + `"}`, `more than 16777216 bytes`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			records, err := program.Read(strings.NewReader(tt.file))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "program: read catalogue: ") {
				t.Errorf("error %v, want one that says %s", err, tt.want)
			}
			if diff := cmp.Diff(program.Records{}, records, civil); diff != "" {
				t.Errorf("records beside an error:\n%s", diff)
			}
		})
	}
}

func TestReadPassesOnTheErrorOfTheReader(t *testing.T) {
	_, err := program.Read(io.MultiReader(strings.NewReader("{"), brokenReader{}))
	wantError(t, err, errBroken)
}

var errBroken = errors.New("broken")

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errBroken }

func TestS52AProgramNeedsDataOnly(t *testing.T) {
	c := mustNew(t, `{
		"programs": [{"key": "chess", "name": {"en": "Chess and coffee", "es": "Ajedrez y café"}, "kind": "club", "language": "en", "source": "us", "confidence": "high"}],
		"editions": [{"key": "chess", "program": "chess", "language": "en", "jurisdiction": "us/IL/joliet", "source": "us", "confidence": "high",
			"sessions": {"minutes": 45}, "cadences": ["every full moon"], "modes": ["by post"], "audience": {"relations": ["neighbour"], "focus": ["women"]},
			"steps": [{"key": "game", "kind": "wins a game"}], "notices": {"snacks": {"en": "Bring some."}, "no endorsement": {"en": "We like tea too."}}}]
	}`)
	t.Run("S52 a new program answers like any other", func(t *testing.T) {
		r := resolve(t, c, "chess", "en", "us/IL/joliet", "2022-06-01")
		equal(t, "the length", r.Sessions.Minutes, 45)
		equal(t, "the old ones", resolve(t, c, "connection", "en", "us", "2022-06-01").Sessions.Minutes, 90)
	})
	t.Run("an unknown kind and unknown words are kept and have no rules", func(t *testing.T) {
		r := resolve(t, c, "chess", "en", "us/IL/joliet", "2022-06-01")
		equal(t, "the kind", r.Program.Kind, program.Kind("club"))
		equal(t, "the cadence", r.Cadences[0], program.Cadence("every full moon"))
		equal(t, "confidential", r.Confidential(), false)
		want := []program.Statement{{Kind: program.NoticeNoEndorsement, Text: "We like tea too."}, {Kind: "snacks", Text: "Bring some."}}
		if diff := cmp.Diff(want, r.Statements("es")); diff != "" {
			t.Errorf("statements (-want +got):\n%s", diff)
		}
	})
}

func TestLaterRecordsReplaceEarlierOnes(t *testing.T) {
	c := mustNew(t, `{
		"editions": [
			{"key": "peer-to-peer-10", "program": "peer-to-peer", "language": "en", "jurisdiction": "us", "from": "2010-02-01", "to": "2018-07-01", "source": "us", "confidence": "high", "sessions": {"count": 10}},
			{"key": "peer-to-peer-8", "program": "peer-to-peer", "language": "en", "jurisdiction": "us", "from": "2018-07-01", "source": "us", "confidence": "high", "sessions": {"count": 8}}],
		"crisis_lines": [{"key": "911", "name": {"en": "Emergency"}, "jurisdiction": "us", "channel": "call", "number": "911", "source": "us", "confidence": "high"}],
		"defaults": [{"kind": "course", "source": "us", "confidence": "high", "notices": {"confidentiality": {"en": "Ours."}, "confidentiality limits": {"en": "Ours too."}}}]
	}`)
	equal(t, "the number of sessions in 2019", resolve(t, c, "peer-to-peer", "en", "us", "2019-01-01").Sessions.Count, 8)
	equal(t, "the number of editions", len(c.Records().Editions), len(program.BuiltIn().Records().Editions))
	equal(t, "the number of defaults", len(c.Records().Defaults), len(program.BuiltIn().Records().Defaults))
	equal(t, "the first words", resolve(t, c, "peer-to-peer", "en", "us", "2019-01-01").Statements("en")[0].Text, "Ours.")
	for i, l := range c.Records().CrisisLines {
		equal(t, "the place of each line", l.Key, program.BuiltIn().Records().CrisisLines[i].Key)
	}
}

func TestBuiltInFilesAreReadWhole(t *testing.T) {
	names, err := filepath.Glob("data/*.json")
	if err != nil || len(names) != 4 {
		t.Fatalf("files %v, %v, want 4", names, err)
	}
	var all program.Records
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := roundTrip(t, text)
		all.Programs = append(all.Programs, r.Programs...)
		all.Editions = append(all.Editions, r.Editions...)
		all.Defaults = append(all.Defaults, r.Defaults...)
		all.CrisisLines = append(all.CrisisLines, r.CrisisLines...)
		all.Helplines = append(all.Helplines, r.Helplines...)
	}
	if diff := cmp.Diff(all, program.BuiltIn().Records(), civil); diff != "" {
		t.Errorf("records (-files +built in):\n%s", diff)
	}
}

// roundTrip reads a file, writes it, and reads it again.
func roundTrip(t *testing.T, text []byte) program.Records {
	t.Helper()
	r, err := program.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	back, err := program.Read(bytes.NewReader(again))
	if err != nil {
		t.Fatalf("%v\n%s", err, again)
	}
	if diff := cmp.Diff(r, back, civil); diff != "" {
		t.Fatalf("read back (-want +got):\n%s", diff)
	}
	return r
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		affiliate, `{}`, `null`, `[]`, `{"programs": null, "editions": []}`, `{"PROGRAMS": [{"Key": "a"}]}`,
		`{"editions": [{"formats": [], "notices": {}, "structure": {}, "teams": [{}]}]}`,
		`{"editions": [{"capacity": {"max": 1e2}}]}`, `{"defaults": [{"kind": "", "notices": {"": {"": ""}}}]}`,
		"{\"programs\": [{\"name\": {\"en\": \"\xff\"}}]}", `{"crisis_lines": [{"hours": [{"days": "daily", "from": "24:00"}]}]}`,
		`{"programs": [{"key": "a", "kind": "club", "language": "en", "name": {"en": "A"}, "source": "s", "confidence": "low"}],
		 "editions": [{"key": "a", "program": "a", "language": "en", "jurisdiction": "us", "source": "s", "confidence": "low",
			"sessions": {"count": 2, "minutes": 60}, "capacity": {"max": 9}, "teams": [{"min": 2}], "notices": {"x": {"en": "y"}}},
			{"key": "b", "program": "a", "language": "es", "jurisdiction": "us/IL", "from": "2022-01-01", "source": "s", "confidence": "low",
			"steps": [{"key": "c", "kind": "age", "min_age": 18}, {"key": "d", "kind": "led", "program": "a", "after": ["c"]}]}]}`,
		`{"crisis_lines": [{"key": "a", "name": {"en": "A"}, "jurisdiction": "us", "channel": "text", "number": "988", "keyword": "HI",
			"hours": [{"days": "Mon Tue", "from": "22:00", "to": "06:00"}], "zone": "America/New_York", "source": "s", "confidence": "low"}],
		 "helplines": [{"key": "a", "name": {"en": "A"}, "jurisdiction": "us/IL", "email": "a@b.org", "source": "s", "confidence": "low"}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := program.Read(bytes.NewReader(text)); err != nil {
			return
		}
		r := roundTrip(t, text)
		c, err := program.New(r)
		if err != nil {
			return
		}
		if diff := cmp.Diff(r, c.Records(), civil, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the catalogue changed the records (-want +got):\n%s", diff)
		}
		on := schedule.MustDate("2022-06-01")
		for _, e := range r.Editions[:min(len(r.Editions), 3)] {
			compareWithSlow(t, c, r, e.Program, e.Language, string(e.Jurisdiction), on)
		}
		c.CrisisLines("us", on, "en")
		c.Helplines("us", on)
	})
}
