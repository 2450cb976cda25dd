package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const twoMeetings = `{"organization":{"id":"o","name":"Office","zone":"America/Chicago","source":"list","source_id":"1"}}
{"offering":{"id":"a","name":"Hope","organization":"o","mode":"online","source":"list","source_id":"a"}}
{"offering":{"id":"b","name":"Light","organization":"o","mode":"online"}}
`

func TestImport(t *testing.T) {
	db := filepath.Join(t.TempDir(), "list.db")
	file := filepath.Join(t.TempDir(), "list.jsonl")
	for _, tt := range []struct {
		name, records, want string
		flags               []string
		code                int
	}{
		{"a dry run says what it would do", twoMeetings, `{"step":"add","record":"organization/o"}
{"step":"add","record":"offering/a"}
{"step":"add","record":"offering/b"}
{"records":3,"refused":0,"steps":3,"unchanged":0,"committed":false}
`, nil, 0},
		{"with -yes it does so", twoMeetings, `{"step":"add","record":"organization/o"}
{"step":"add","record":"offering/a"}
{"step":"add","record":"offering/b"}
{"records":3,"refused":0,"steps":3,"unchanged":0,"committed":true}
`, []string{"-yes"}, 0},
		{"D19 importing the same again changes nothing", twoMeetings,
			"{\"records\":3,\"refused\":0,\"steps\":0,\"unchanged\":3,\"committed\":true}\n", []string{"-yes"}, 0},
		{"a change is named by its field, and a bad line does not stop the others", strings.Replace(twoMeetings, "Hope", "New Hope", 1) + "{\n",
			`{"code":"unreadable","severity":"error","message":"directory: line 4: unexpected end of JSON input"}
{"step":"change","record":"offering/a","fields":["name"]}
{"records":4,"refused":1,"steps":1,"unchanged":2,"committed":true}
`, []string{"-yes"}, 0},
		{"D45 a source that lost its records is refused", strings.SplitAfter(twoMeetings, "\n")[0], "", []string{"-yes"}, 1},
		{"unless somebody says that it is so", strings.SplitAfter(twoMeetings, "\n")[0], `{"step":"remove","record":"offering/a","reason":"gone from the source"}
{"step":"remove","record":"offering/b","reason":"gone from the source"}
{"records":1,"refused":0,"steps":2,"unchanged":1,"committed":true}
`, []string{"-yes", "-shrunk"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := os.WriteFile(file, []byte(tt.records), 0o600); err != nil {
				t.Fatal(err)
			}
			args := append([]string{"import", "-db", db, "-source", "list"}, tt.flags...)
			out, stderr, code := reach(t, "", append(args, file)...)
			if diff := cmp.Diff(tt.want, out); diff != "" || code != tt.code {
				t.Errorf("code %d, %s (-want +got):\n%s", code, stderr, diff)
			}
		})
	}
}

func TestConvertRecords(t *testing.T) {
	report := filepath.Join(t.TempDir(), "report")
	in := twoMeetings + `{"venue":{"id":"v","name":""}}` + "\n"
	out, stderr, code := reach(t, in, "convert", "-report", report)
	if diff := cmp.Diff(twoMeetings, out); diff != "" || code != 0 {
		t.Errorf("code %d, %s (-want +got):\n%s", code, stderr, diff)
	}
	got, err := os.ReadFile(report)
	want := `{"record":"venue/v","code":"invalid","severity":"error","field":"name","message":"directory: venue \"v\": name: empty, want a value"}` + "\n"
	if diff := cmp.Diff(want, string(got)); diff != "" || err != nil {
		t.Errorf("report: %v (-want +got):\n%s", err, diff)
	}
}

func TestConvertRefusesBadFlags(t *testing.T) {
	for _, args := range [][]string{
		{"-from", "word"}, {"-to", "word"}, {"-inexact", "guess"}, {"-zone", "Mars/Olympus"}, {"-today", "soon"},
		{"-first", "soon"}, {"-through", "2026-02-30"}, {"a", "b"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			if _, stderr, code := reach(t, "", append([]string{"convert"}, args...)...); code != 2 || stderr == "" {
				t.Errorf("code %d, %q, want 2 and a reason", code, stderr)
			}
		})
	}
}
