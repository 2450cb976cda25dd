package directory_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

func TestKeyValidate(t *testing.T) {
	tests := []struct {
		name string
		key  directory.Key
		want string // of the error, "" if there is none
	}{
		{"an ordinary key", directory.Key{Kind: "offering", ID: "wed"}, ""},
		{"any language and punctuation", directory.Key{Kind: "ключ x-2", ID: `日本 🙂 '"\/%`}, ""},
		{"kind and ID at their limits", directory.Key{Kind: strings.Repeat("k", 64), ID: strings.Repeat("i", 256)}, ""},
		{"no kind", directory.Key{ID: "x"}, "directory: invalid: Key.Kind has 0 bytes, want 1 to 64"},
		{"no ID", directory.Key{Kind: "x"}, "directory: invalid: Key.ID has 0 bytes, want 1 to 256"},
		{"a kind past its limit", directory.Key{Kind: strings.Repeat("k", 65), ID: "x"}, "directory: invalid: Key.Kind has 65 bytes, want 1 to 64"},
		{"an ID past its limit in bytes, not letters", directory.Key{Kind: "x", ID: strings.Repeat("é", 129)}, "directory: invalid: Key.ID has 258 bytes, want 1 to 256"},
		{"the separator in a kind", directory.Key{Kind: "a\x1fb", ID: "x"}, `directory: invalid: Key.Kind "a\x1fb" has a control character at byte 1`},
		{"NUL in an ID", directory.Key{Kind: "x", ID: "a\x00"}, `directory: invalid: Key.ID "a\x00" has a control character at byte 1`},
		{"a delete character", directory.Key{Kind: "x", ID: "\x7f"}, `directory: invalid: Key.ID "\x7f" has a control character at byte 0`},
		{"bytes that are not UTF-8", directory.Key{Kind: "x", ID: "a\xffb"}, `directory: invalid: Key.ID "a\xffb" is not UTF-8`},
		{"half a surrogate pair", directory.Key{Kind: "x", ID: "\xed\xa0\x80"}, `directory: invalid: Key.ID "\xed\xa0\x80" is not UTF-8`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.key.Validate()
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.want || (err != nil && !errors.Is(err, directory.ErrInvalid)) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
		})
	}
}

func TestKeyOrder(t *testing.T) {
	ordered := []directory.Key{
		{},
		{Kind: "B", ID: "z"},
		{Kind: "a"}, // before all of kind a
		{Kind: "a", ID: " "},
		{Kind: "a", ID: "10"},
		{Kind: "a", ID: "9"},
		{Kind: "a", ID: "Z"},
		{Kind: "a", ID: "a"},
		{Kind: "a", ID: "z"},
		{Kind: "a", ID: "\u00e9"},
		{Kind: "a", ID: "\uffee"},
		{Kind: "a", ID: "\U0001f642"},
		{Kind: "a ", ID: "a"},
		{Kind: "aa", ID: "a"},
	}
	for i, x := range ordered {
		for j, y := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := x.Compare(y); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", x, y, got, want)
			}
		}
	}
}

func TestKeyIsPrinted(t *testing.T) {
	k := directory.Key{Kind: "offering", ID: "wed"}
	if got := fmt.Sprintf("%v, %s, %q", k, k, k); got != `offering wed, offering wed, "offering wed"` {
		t.Errorf("it prints %q", got)
	}
	if got := k.Stored(); got != "offering\x1fwed" {
		t.Errorf("stored as %q", got)
	}
}

func FuzzKey(f *testing.F) {
	f.Add("offering", "wed", "offering", "thu")
	f.Add("a", "b", "a ", "b")
	f.Add("a\x1f", "b", "a", "\x1fb")
	f.Add("k", "\x00", "\xff", "")
	f.Add("k", "\uffee", "k", "\U0001f642")
	f.Fuzz(func(t *testing.T, kind, id, otherKind, otherID string) {
		k, other := directory.Key{Kind: kind, ID: id}, directory.Key{Kind: otherKind, ID: otherID}
		read, err := directory.ParseKey(k.Stored())
		if (err == nil) != (k.Validate() == nil) {
			t.Fatalf("ParseKey(%q): error %v, Validate: %v", k.Stored(), err, k.Validate())
		}
		if err != nil {
			return
		}
		if read != k {
			t.Errorf("ParseKey(%q) = %+v, want %+v", k.Stored(), read, k)
		}
		if other.Validate() == nil && k.Compare(other) != strings.Compare(k.Stored(), other.Stored()) {
			t.Errorf("%q.Compare(%q) = %d, their bytes differ otherwise", k, other, k.Compare(other))
		}
	})
}

func TestParseKeyRefuses(t *testing.T) {
	for _, s := range []string{"", "offering", "offering/wed", "\x1fwed", "offering\x1f", "a\x1fb\x1fc"} {
		if k, err := directory.ParseKey(s); !errors.Is(err, directory.ErrInvalid) || k != (directory.Key{}) {
			t.Errorf("ParseKey(%q) = %+v, %v, want %v", s, k, err, directory.ErrInvalid)
		}
	}
}

func TestHeadNext(t *testing.T) {
	// Computed outside Go, from the comment on Next alone. In Python:
	// hashlib.sha256(bytes(16) + b"b1").digest()[:16].hex()
	tests := []struct {
		name  string
		batch []string
		want  string
	}{
		{"an empty store", nil, "00000000000000000000000000000000"},
		{"one commit", []string{"b1"}, "286e024a0b8322a80c3c960dc3a76911"},
		{"two commits", []string{"b1", "b2"}, "aac1d4cdabe65f4a8685ff2626bd7747"},
		{"an ID that is not ASCII", []string{"é"}, "ee0afb348574d18fc0d110d7953b2e41"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var head directory.Head
			for _, id := range tt.batch {
				head = head.Next(id)
			}
			if got := head.Chain.String(); got != tt.want || head.Revision != directory.Revision(len(tt.batch)) {
				t.Errorf("revision %d, chain %s, want %d, %s", head.Revision, got, len(tt.batch), tt.want)
			}
		})
	}
	t.Run("the order of batches counts", func(t *testing.T) {
		if (directory.Head{}).Next("a").Next("b") == (directory.Head{}).Next("b").Next("a") {
			t.Error("heads are equal")
		}
	})
	t.Run("the old head stays as it was", func(t *testing.T) {
		head := directory.Head{}.Next("a")
		before := head
		_ = head.Next(strings.Repeat("b", 256))
		if head != before {
			t.Errorf("head is %v, was %v", head, before)
		}
	})
}

func TestChainText(t *testing.T) {
	head := directory.Head{}.Next("b1")
	text, err := json.Marshal(head)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"revision":1,"chain":"` + head.Chain.String() + `"}`; string(text) != want {
		t.Errorf("JSON is %s, want %s", text, want)
	}
	var read directory.Head
	if err := json.Unmarshal(text, &read); err != nil || read != head {
		t.Errorf("read %v, error %v, want %v", read, err, head)
	}
	good := head.Chain.String()
	for _, bad := range []string{"", good[:31], good + "0", strings.ToUpper(good), "g" + good[1:], " " + good[1:]} {
		c := head.Chain
		if err := c.UnmarshalText([]byte(bad)); !errors.Is(err, directory.ErrInvalid) || c != head.Chain {
			t.Errorf("UnmarshalText(%q): error %v, chain %v, want %v and no change", bad, err, c, directory.ErrInvalid)
		}
	}
}

func TestRecordEqual(t *testing.T) {
	r := directory.Record{Key: directory.Key{Kind: "venue", ID: "oph"}, Revision: 3, Body: []byte("x")}
	different := []func(*directory.Record){
		func(r *directory.Record) { r.Key.ID = "other" },
		func(r *directory.Record) { r.Revision = 4 },
		func(r *directory.Record) { r.Deleted = true },
		func(r *directory.Record) { r.Body = []byte("y") },
	}
	for i, change := range different {
		other := r
		other.Body = slices.Clone(r.Body)
		if !r.Equal(other) {
			t.Errorf("%+v does not equal its copy", r)
		}
		change(&other)
		if r.Equal(other) {
			t.Errorf("change %d: %+v equals %+v", i, r, other)
		}
	}
	if !(directory.Record{}).Equal(directory.Record{Body: []byte{}}) {
		t.Error("an empty body differs from none")
	}
}

func TestCommitJSONKeepsEveryBody(t *testing.T) {
	want := directory.Batch{ID: "b1", Writes: []directory.Write{
		{Key: directory.Key{Kind: "a", ID: "1"}, Body: []byte("\x00\xff\x1f é")},
		{Key: directory.Key{Kind: "b", ID: "2"}, Delete: true},
	}}.After(directory.Head{})
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got directory.Commit
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commit read back (-want +got):\n%s", diff)
	}
}
