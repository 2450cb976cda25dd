package directory_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// The files testdata/version*.jsonl are backups with one record of each kind, every field
// set, as the releases wrote them that changed what a record looks like. They are never
// changed. Before a release that adds a kind or a field, keep what it writes:
//
//	go test ./directory -run TestRecordsOfOlderVersions -write-version 2
//
// A field that is renamed, or means something else, breaks older programs that follow
// the same store, and is not added: give the new meaning a new name, read both, and
// write both until the older programs are gone.
var writeVersion = flag.Int("write-version", 0, "write the records of a new `version` to testdata")

// oneOfEach returns one entity of each kind with every field set.
func oneOfEach(t *testing.T) []directory.Entity {
	t.Helper()
	var all []directory.Entity
	for _, p := range []any{&directory.Organization{}, &directory.Venue{}, &directory.Offering{},
		&directory.Credential{}, &directory.Facilitator{}, &directory.Roster{}, &directory.Doubt{}} {
		fill(t, reflect.ValueOf(p).Elem())
		if f, ok := p.(*directory.Facilitator); ok { // whose text form knows no "x"
			f.Availability = roster.Availability{Default: roster.Yes, Exceptions: []roster.Exception{
				{First: d("2022-07-01"), Last: d("2022-07-09"), Answer: roster.No}}}
		}
		all = append(all, reflect.ValueOf(p).Elem().Interface().(directory.Entity))
	}
	return append(all, directory.Opaque{Kind: "later", ID: "x", Body: []byte(`{"id":"x","more":[1,2]}`)})
}

func TestRecordsOfOlderVersions(t *testing.T) {
	if *writeVersion > 0 {
		store := memstore.New()
		for _, e := range oneOfEach(t) {
			body, err := directory.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			put(t, store, map[directory.Key]string{e.Key(): string(body)})
		}
		path := filepath.Join("testdata", fmt.Sprintf("version%d.jsonl", *writeVersion))
		if err := os.WriteFile(path, backup(t, store, directory.BackupOptions{Private: true}), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("testdata/version*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		store := memstore.New()
		if _, err := directory.Restore(t.Context(), store, bytes.NewReader(text)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for k, body := range bodies(t, store) {
			t.Run(filepath.Base(path)+" "+k.Kind, func(t *testing.T) { stillRead(t, k, body) })
		}
	}
}

// stillRead demands that a record is understood and loses no field when it is written again.
func stillRead(t *testing.T, k directory.Key, body string) {
	e, err := directory.Decode(k, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if left := unknown(reflect.ValueOf(e)); len(left) > 0 {
		t.Errorf("fields that are no longer known: %q", left)
	}
	again, err := directory.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := json.Unmarshal([]byte(body), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("written again (-want +got):\n%s", diff)
	}
}

// unknown returns the names of fields that were kept without being understood, save
// "later", which never is.
func unknown(v reflect.Value) (names []string) {
	switch {
	case v.Type() == reflect.TypeFor[schedule.Unknown]():
		for _, k := range v.MapKeys() {
			if k.String() != "later" {
				names = append(names, k.String())
			}
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			names = append(names, unknown(v.Field(i))...)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			names = append(names, unknown(v.Index(i))...)
		}
	case v.Kind() == reflect.Map:
		for _, k := range v.MapKeys() {
			names = append(names, unknown(v.MapIndex(k))...)
		}
	}
	return names
}
