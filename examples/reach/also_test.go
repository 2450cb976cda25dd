package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

const sheetOfOne = "Key,Group,When,Place,City,State,ZIP\n1,Lamp,Mondays 6-7 pm,Hall,Orange Park,FL,32073\n"

const ownOffice = `{"organization":{"id":"north","name":"The north office","level":"affiliate","state":"FL","zone":"America/New_York"}}` + "\n"

// A table has no more of its organization than an ID. The record of it that somebody keeps
// takes its place.
func TestAlso(t *testing.T) {
	own, sheet := write(t, "own.jsonl", ownOffice), write(t, "sheet.csv", sheetOfOne)
	convert := []string{"convert", "-from", "csv", "-source", "north", "-zone", "America/New_York"}
	made, stderr, code := reach(t, "", append(convert, sheet)...)
	if code != 0 || strings.Count(made, `{"organization"`) != 1 {
		t.Fatalf("%d %s\n%s", code, stderr, made)
	}
	for name, args := range map[string][]string{
		"convert": append(convert, "-also", own, sheet),
		"near":    {"near", "-also", own, "-records", write(t, "made.jsonl", made), "-zip", "32073", "-now", "2026-06-01T12:00:00-04:00"},
	} {
		t.Run(name, func(t *testing.T) {
			out, stderr, code := reach(t, "", args...)
			if code != 0 || !strings.Contains(out, "Lamp") || name == "convert" && strings.Count(out, `{"organization"`) != 1 {
				t.Errorf("%d %s\n%s", code, stderr, out)
			}
			if name == "convert" && !strings.Contains(out, "The north office") {
				t.Errorf("the record of one's own is lost:\n%s", out)
			}
		})
	}
	t.Run("into another format too", func(t *testing.T) {
		out, stderr, code := reach(t, "", append(convert, "-to", "hsds", "-also", own, sheet)...)
		if code != 0 || !strings.Contains(out, "The north office") {
			t.Errorf("%d %s\n%s", code, stderr, out)
		}
	})
	t.Run("D29 a row without coordinates is found by its ZIP code", func(t *testing.T) {
		n := nearAnswer(t, "-records", write(t, "made.jsonl", made), "-zip", "32043", "-now", "2026-06-01T12:00:00-04:00")
		if len(n.Unplaced) != 1 || n.Unplaced[0].Name != "Lamp" {
			t.Errorf("not on the map: %+v", n.Unplaced)
		}
	})
	t.Run("a file that is not there, or a database", func(t *testing.T) {
		if _, _, code := reach(t, "", append(convert, "-also", "nothing.jsonl", sheet)...); code != 1 {
			t.Errorf("exit %d", code)
		}
		if _, _, code := reach(t, "", "near", "-also", own, "-db", "x", "-zip", "32073"); code != 2 {
			t.Errorf("exit %d", code)
		}
	})
}

func TestImportTakesNoTokens(t *testing.T) {
	db := filepath.Join(t.TempDir(), "list.db")
	out, stderr, code := reach(t, twoMeetings+`{"access-token":{"id":"abcdefghij","hash":"00","role":"admin","label":"mine","expires":"2099-01-01T00:00:00Z"}}`+"\n",
		"import", "-db", db, "-source", "list", "-yes")
	if code != 0 || !strings.Contains(out, `"kind-refused"`) || !strings.Contains(out, `"records":4,"refused":1,"steps":3`) || strings.Contains(out, `"record":"access-token/abcdefghij","fields"`) {
		t.Errorf("V4 %d %s\n%s", code, stderr, out)
	}
	if again, _, _ := reach(t, "", "near", "-db", db, "-zip", "32073"); !strings.Contains(again, "Hope") {
		t.Errorf("what is public was not imported: %s", again)
	}
	for _, k := range kinds(t, db) {
		if k == "access-token" {
			t.Error("V4 the token of somebody else is there")
		}
	}
}

// kinds returns the kinds of the records in a database.
func kinds(t *testing.T, db string) (list []string) {
	t.Helper()
	store, closeStore, err := storage.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore()
	_, err = directory.Load(t.Context(), store, func() { list = nil }, func(r directory.Record) error {
		list = append(list, r.Key.Kind)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
