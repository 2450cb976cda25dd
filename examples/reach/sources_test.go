package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed/pull"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// write writes a file of a test and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// edit changes an offering in a database, as an administrator does.
func edit(t *testing.T, db, id string, change func(*directory.Offering)) (found bool) {
	t.Helper()
	ctx := t.Context()
	store, closeStore, err := storage.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore()
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	for e, at := range dir.All() {
		if o, ok := e.(directory.Offering); ok && o.ID == id {
			found = true
			change(&o)
			if _, err := dir.Commit(ctx, "", directory.Change{Put: o, If: at}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return found
}

const sheetTitles = "Group,When,Where,Street,City,State,Zip\n"

// steps returns the answer without the findings.
func steps(out string) (list []string) {
	for line := range strings.Lines(out) {
		if !strings.Contains(line, `"code"`) {
			list = append(list, strings.TrimSpace(line))
		}
	}
	return list
}

func TestASheetWithoutKeys(t *testing.T) {
	db := filepath.Join(t.TempDir(), "list.db")
	hope := `Hope,"Wednesdays, 6-7:30 pm",Grace Church,1 Oak St,Orange Park,FL,32073` + "\n"
	light := `Light,"Tuesdays, 7-8:30 pm",Town Hall,9 Elm St,Ocala,FL,34470` + "\n"
	load := func(rows string) (string, string, int) {
		return reach(t, "", "import", "-from", "csv", "-source", "office", "-zone", "America/New_York", "-db", db, "-yes",
			write(t, "sheet.csv", sheetTitles+rows))
	}
	if out, stderr, code := load(hope + light); code != 0 || len(steps(out)) != 6 {
		t.Fatalf("first import: %d %s\n%s", code, stderr, out)
	}
	if out, _, _ := load(light + hope); !cmp.Equal(steps(out), []string{`{"records":2,"refused":0,"steps":0,"unchanged":5,"committed":true}`}) {
		t.Errorf("D19 D45 the same rows in another order: %s", out)
	}
	if !edit(t, db, "office.hope_grace-church-orange-park", func(o *directory.Offering) { o.Name, o.Room = "Hope & Friends", "5" }) {
		t.Fatal("no offering to edit")
	}
	out, stderr, code := load(strings.Replace(light, "Light", "New Light", 1) + strings.Replace(hope, "6-7:30", "6:30-8", 1))
	want := []string{
		`{"step":"change","record":"offering/office.hope_grace-church-orange-park","fields":["series.start"]}`,
		`{"step":"change","record":"offering/office.light_town-hall-ocala","fields":["name"]}`,
		`{"records":2,"refused":0,"steps":2,"unchanged":3,"committed":true}`,
	}
	if diff := cmp.Diff(want, steps(out)); diff != "" || code != 0 {
		t.Errorf("D45 corrected rows keep their IDs, and what was edited here stays: code %d, %s (-want +got):\n%s", code, stderr, diff)
	}
	edit(t, db, "office.hope_grace-church-orange-park", func(o *directory.Offering) {
		if o.Name != "Hope & Friends" || o.Room != "5" || o.Series[0].Start.String() != "18:30" {
			t.Errorf("after the import %q in room %q at %v", o.Name, o.Room, o.Series[0].Start)
		}
	})
	if _, stderr, code := load(""); code != 1 || !strings.Contains(stderr, "-shrunk goes on") {
		t.Errorf("D45 a sheet without rows: code %d, %s", code, stderr)
	}
}

func TestConvertKeepsTheIDsOfEarlierRecords(t *testing.T) {
	args := []string{"convert", "-from", "csv", "-source", "office", "-zone", "America/New_York"}
	first, _, code := reach(t, sheetTitles+"Hope,Mondays 6pm,online,,,,\n", args...)
	if code != 0 {
		t.Fatal(code)
	}
	second, _, _ := reach(t, sheetTitles+"Hope Circle,Mondays 6pm,online,,,,\n", append(args, "-previous", write(t, "first.jsonl", first))...)
	if !strings.Contains(second, `"id":"office.hope_online","name":"Hope Circle"`) {
		t.Errorf("D45 a new name, the same ID: %s", second)
	}
}

func TestMapping(t *testing.T) {
	mapping := write(t, "map.json", `{"columns":{"Círculo":"name","Cuándo es":"schedule","#3":"venue"}}`)
	out, stderr, code := reach(t, "Círculo,Cuándo es,X\nHope,Mondays 6pm,online\n", "convert", "-from", "csv", "-zone", "America/New_York", "-mapping", mapping)
	if code != 0 || !strings.Contains(out, `"name":"Hope"`) || !strings.Contains(out, `"mode":"online"`) {
		t.Errorf("D45 %d %s\n%s", code, stderr, out)
	}
	if _, stderr, code := reach(t, "", "convert", "-from", "ics", "-mapping", mapping); code != 2 || !strings.Contains(stderr, "-mapping goes with -from csv") {
		t.Errorf("a mapping for a calendar: %d %s", code, stderr)
	}
}

func TestTemplateAndPreview(t *testing.T) {
	sheet, _, code := reach(t, "", "template", "-lang", "es")
	if code != 0 || !strings.HasPrefix(sheet, "\ufeffNombre,Horario,") {
		t.Fatalf("D45 template: %d %.100s", code, sheet)
	}
	out, stderr, code := reach(t, sheet+"Esperanza,\"Los lunes, de 6:00 a 7:30 p. m.\",,,,,,,,virtual,,,,,,\n", "preview")
	var got struct {
		Columns []struct{ Title, Field string }
		First   []struct{ Name string }
		Records int
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 {
		t.Fatalf("D45 preview: %v %d %s", err, code, stderr)
	}
	if got.Records != 1 || got.First[0].Name != "Esperanza" || got.Columns[1].Field != "schedule" {
		t.Errorf("D45 preview: %+v", got)
	}
	if out, stderr, code := reach(t, "a,b\n1,2\n", "preview"); code != 1 || !strings.Contains(out, `"title": "a"`) || stderr == "" {
		t.Errorf("titles that are not known: %d %s %s", code, stderr, out)
	}
}

func TestMerge(t *testing.T) {
	office := `{"organization":{"id":"o","name":"Office","zone":"America/Chicago"}}
{"venue":{"id":"o.v","name":"Grace Church","address":{"street":"1 Oak St","city":"Ocala","state":"FL","zip":"34470"}}}
{"offering":{"id":"o.1","name":"Hope","organization":"o","venue":"o.v","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2000-01-01","start":"18:00"}],"source":"office","source_id":"1"}}
`
	national := `{"organization":{"id":"n","name":"National","zone":"America/Chicago"}}
{"venue":{"id":"n.v","name":"Church","address":{"street":"1 Oak Street","city":"Ocala","state":"FL","zip":"34470"},"point":"29.18,-82.14"}}
{"offering":{"id":"n.1","name":"Hope Group","organization":"n","venue":"n.v","note":{"en":"Bring a mug"},"series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2000-01-01","start":"18:00"}],"source":"national","source_id":"1"}}
`
	report := filepath.Join(t.TempDir(), "report")
	out, stderr, code := reach(t, "", "merge", "-report", report, write(t, "o.jsonl", office), write(t, "n.jsonl", national))
	for _, want := range []string{`"also":[{"source":"national","source_id":"1"}]`, `"Bring a mug"`, "29.18"} {
		if !strings.Contains(out, want) {
			t.Errorf("D20 no %s in\n%s", want, out)
		}
	}
	if code != 0 || strings.Contains(out, "n.1") || strings.Contains(out, "n.v") {
		t.Errorf("D20 one listing at one place: %d %s\n%s", code, stderr, out)
	}
	if said, err := os.ReadFile(report); err != nil || !strings.Contains(string(said), `"same-meeting"`) {
		t.Errorf("D12 each merge is explained: %v %s", err, said)
	}
	if _, _, code := reach(t, "", "merge", report); code != 2 {
		t.Errorf("one file: code %d", code)
	}
}

func TestImportFromAddress(t *testing.T) {
	body, status := twoMeetings, http.StatusOK
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	fetcher := pull.New(pull.Options{Private: true, RootCAs: roots})
	defer fetcher.Close()
	db, copied := filepath.Join(t.TempDir(), "list.db"), filepath.Join(t.TempDir(), "copy.json")
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	load := func() (string, error) {
		now = now.Add(time.Hour)
		var out strings.Builder
		return out.String() + "", intoDB(t.Context(), db, &importFlags{source: sourceFlags{from: "records"}, url: server.URL, copied: copied, yes: true},
			fetcher, environment{strings.NewReader(""), &out, &out, func() time.Time { return now }})
	}
	health := func() pull.Source {
		s, err := readCopy(copied)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if _, err := load(); err != nil || string(health().Body) != twoMeetings {
		t.Fatalf("first: %v %+v", err, health())
	}
	status = http.StatusServiceUnavailable
	if _, err := load(); err == nil || !strings.Contains(err.Error(), "the last good copy is of 2026-06-01T01:00:00Z") || string(health().Body) != twoMeetings || health().Health.Failures != 1 {
		t.Errorf("a server that is busy: %v %+v", err, health().Health)
	}
	status, body = http.StatusOK, strings.SplitAfter(twoMeetings, "\n")[0]
	if _, err := load(); err == nil || string(health().Body) != twoMeetings || health().Health.Failures != 2 {
		t.Errorf("D45 a source that lost its records: %v %+v", err, health().Health)
	}
	if !edit(t, db, "a", func(*directory.Offering) {}) {
		t.Error("the meetings are gone")
	}
	if _, stderr, code := reach(t, "", "import", "-db", db, "-copy", copied, "-url", "http://example.org/list.jsonl"); code != 1 || !strings.Contains(stderr, "want https") {
		t.Errorf("without TLS: %d %s", code, stderr)
	}
	if _, stderr, code := reach(t, "", "import", "-db", db, "-copy", copied, "-url", "https://127.0.0.1/"); code != 1 || !strings.Contains(stderr, "not public") {
		t.Errorf("an address in the office: %d %s", code, stderr)
	}
}

// intoDB imports as importSource does, with a fetcher of the test.
func intoDB(ctx context.Context, db string, f *importFlags, fetcher *pull.Fetcher, env environment) error {
	store, closeStore, err := storage.Open(ctx, db)
	if err != nil {
		return err
	}
	defer closeStore()
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := f.source.check(env); err != nil {
		return err
	}
	return f.run(ctx, dir, fetcher, flag.NewFlagSet("", flag.ContinueOnError), env)
}

func TestImportRefusesWhatIsPrivate(t *testing.T) {
	db := filepath.Join(t.TempDir(), "list.db")
	out, _, code := reach(t, twoMeetings+`{"credential":{"id":"a","link":"https://example.org/s3cret"}}`+"\n"+
		`{"facilitator":{"id":"p"}}`+"\n"+`{"import":{"id":"x","source":"records"}}`+"\n", "import", "-db", db, "-yes")
	if code != 0 || strings.Contains(out, "s3cret") || strings.Count(out, `"severity":"error"`) != 3 || !strings.Contains(out, `"steps":3,`) {
		t.Errorf("code %d\n%s", code, out)
	}
}

func TestAFileThatIsNoRecords(t *testing.T) {
	out, stderr, code := reach(t, strings.SplitAfter(twoMeetings, "\n")[0]+strings.Repeat("a\n", 200_000), "lint")
	if n := strings.Count(out, "\n"); code != 0 || n > 10_100 || !strings.Contains(out, "10000 lines cannot be read") {
		t.Errorf("D38 code %d, %s, %d lines, want the first 10,000 and why it stopped", code, stderr, n)
	}
}

func TestConvertSaysThatThereIsMore(t *testing.T) {
	const sheet = "Name,Program,Schedule,Mode\nLamp,family-support,Mondays 6-7:30 pm,online\n"
	args := []string{"convert", "-from", "csv", "-source", "north", "-zone", "America/New_York"}
	if _, said, code := reach(t, sheet, args...); code != 0 || said != "reach: 1 warning, 1 note; -report - shows them\n" {
		t.Errorf("exit %d, said %q", code, said)
	}
	if _, said, code := reach(t, sheet, append(args, "-report", "-")...); code != 0 || strings.Count(said, "\n") != 2 || strings.Contains(said, "shows them") {
		t.Errorf("with a report: exit %d, said %q", code, said)
	}
	if _, said, code := reach(t, strings.Replace(sheet, "family-support", "connection", 1), args...); code != 0 || said != "" {
		t.Errorf("with notes alone: exit %d, said %q", code, said)
	}
}
