package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const demoRecords = "../demo/records.jsonl"

// answerOf runs reach and decodes the one object it writes.
func answerOf(t *testing.T, args ...string) map[string]any {
	t.Helper()
	out, stderr, code := reach(t, "", args...)
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var v map[string]any
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	return v
}

// only returns some of the fields of an answer.
func only(v map[string]any, names ...string) map[string]any {
	part := map[string]any{}
	for _, name := range names {
		part[name] = v[name]
	}
	return part
}

func TestCoverage(t *testing.T) {
	t.Run("D5 the share of a county in a straight line", func(t *testing.T) {
		v := answerOf(t, "coverage", "-records", demoRecords, "-within", "5mi", "-area", "Clay County, FL", "-program", "connection", "-by", "county", "-gaps", "2")
		want := map[string]any{
			"area": "Clay County, FL", "reach": "5 miles in a straight line", "radius_miles": 5.0, "estimated": false,
			"groups": 3.0, "people": 218245.0,
		}
		if diff := cmp.Diff(want, only(v, "area", "reach", "radius_miles", "estimated", "groups", "people")); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if share := v["share"].(float64); share <= 0 || share >= 1 || len(v["by"].([]any)) != 1 || len(v["gaps"].([]any)) != 2 {
			t.Errorf("%v", v)
		}
	})
	t.Run("S29 by car the share is an estimate with a range", func(t *testing.T) {
		v := answerOf(t, "coverage", "-records", demoRecords, "-drive", "20m", "-area", "12019")
		least, share, most := v["share_least"].(float64), v["share"].(float64), v["share_most"].(float64)
		if v["estimated"] != true || least > share || share > most {
			t.Errorf("%v", v)
		}
	})
	t.Run("D5 on days without a group nobody is reached", func(t *testing.T) {
		v := answerOf(t, "coverage", "-records", demoRecords, "-within", "25mi", "-area", "FL", "-day", "sat", "-program", "connection")
		if v["groups"] != 0.0 || v["reached"] != 0.0 || v["mean_miles"] != nil {
			t.Errorf("%v", v)
		}
	})
	t.Run("an area that several have is an answer with choices", func(t *testing.T) {
		v := answerOf(t, "coverage", "-records", demoRecords, "-within", "25mi", "-area", "Fayetteville")
		if v["error"] == nil || len(v["choices"].([]any)) < 2 {
			t.Errorf("%v", v)
		}
	})
	t.Run("a map and a chart", func(t *testing.T) {
		dir := t.TempDir()
		picture, chart := filepath.Join(dir, "map.svg"), filepath.Join(dir, "chart.svg")
		answerOf(t, "coverage", "-records", demoRecords, "-road", "20mi", "-area", "FL", "-svg", picture, "-chart", chart, "-lang", "es")
		for _, name := range []string{picture, chart} {
			b, err := os.ReadFile(name)
			if err != nil || !strings.HasPrefix(string(b), "<svg ") || !strings.Contains(string(b), `lang="es"`) {
				t.Errorf("%s: %.80q, %v", name, b, err)
			}
		}
		out, _, code := reach(t, "", "coverage", "-records", demoRecords, "-within", "20mi", "-area", "FL", "-svg", "-")
		if code != 0 || !strings.HasPrefix(out, "<svg ") || !strings.HasSuffix(out, "</svg>\n") {
			t.Errorf("exit %d, %.80q", code, out)
		}
	})
	t.Run("people of one's own", func(t *testing.T) {
		people := filepath.Join(t.TempDir(), "people.csv")
		if err := os.WriteFile(people, []byte("ID,POPULATION,LATITUDE,LONGITUDE\na,60,30.165,-81.74\nb,40,31,-83\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		v := answerOf(t, "coverage", "-records", demoRecords, "-within", "1mi", "-people", people)
		if v["people"] != 100.0 || v["share"] != 0.6 {
			t.Errorf("%v", v)
		}
	})
}

func TestSuggest(t *testing.T) {
	t.Run("D5 the best next places with a bound", func(t *testing.T) {
		v := answerOf(t, "suggest", "-records", demoRecords, "-within", "8mi", "-area", "FL", "-n", "3")
		list := v["suggestions"].([]any)
		if len(list) != 3 || v["gain"].(float64) > v["bound"].(float64) || v["certain"].(float64) < 0.632 ||
			v["reached_after"] != v["reached"].(float64)+v["gain"].(float64) {
			t.Errorf("%v", v)
		}
	})
	t.Run("S28 C11 rooms to choose from, and people who asked", func(t *testing.T) {
		dir := t.TempDir()
		venues, interest := filepath.Join(dir, "venues.jsonl"), filepath.Join(dir, "interest.jsonl")
		for name, text := range map[string]string{
			venues: `{"venue":{"id":"miami","name":"A library","point":"25.77,-80.19"}}` + "\n" +
				`{"venue":{"id":"starke","name":"A church","point":"29.95,-82.11"}}` + "\n",
			interest: `{"point":"29.95,-82.1","count":14}` + "\n",
		} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		args := []string{"suggest", "-records", demoRecords, "-within", "8mi", "-area", "FL", "-n", "1", "-venues", venues, "-exact"}
		first := func(v map[string]any) map[string]any {
			return only(v["suggestions"].([]any)[0].(map[string]any), "id", "name", "asked")
		}
		if diff := cmp.Diff(map[string]any{"id": "miami", "name": "A library", "asked": nil}, first(answerOf(t, args...))); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		args = append(args, "-interest", interest, "-interest-weight", "1000000")
		if diff := cmp.Diff(map[string]any{"id": "starke", "name": "A church", "asked": 14.0}, first(answerOf(t, args...))); diff != "" {
			t.Errorf("with interest (-want +got):\n%s", diff)
		}
	})
}

func TestCoverageMisuse(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"S29 no reach", []string{"coverage", "-records", demoRecords}, "want exactly one of -within, -road and -drive"},
		{"two reaches", []string{"coverage", "-records", demoRecords, "-within", "5mi", "-drive", "5m"}, "want exactly one of"},
		{"a distance without a unit", []string{"coverage", "-records", demoRecords, "-within", "25"}, "-within: earth: malformed distance"},
		{"a negative time", []string{"coverage", "-records", demoRecords, "-drive", "-5m"}, "no reach"},
		{"no such part", []string{"coverage", "-records", demoRecords, "-within", "5mi", "-area", "DC", "-by", "street"}, `-by "street"`},
		{"too many weeks", []string{"coverage", "-records", demoRecords, "-within", "5mi", "-weeks", "501"}, "-weeks 501"},
		{"no records", []string{"coverage", "-within", "5mi"}, "want -records"},
		{"no places", []string{"suggest", "-records", demoRecords, "-within", "5mi", "-n", "0"}, "-n 0, want 1 or more"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, stderr, code := reach(t, "", tt.args...)
			if code != 2 || out != "" || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit %d, %q, %q; want 2 and %q", code, out, stderr, tt.want)
			}
		})
	}
}
