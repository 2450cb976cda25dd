package jsonin_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
)

// show writes a value as JSON, with the digits of numbers as they are.
func show(v jsonin.Value) string {
	var parts []string
	switch v.Kind() {
	case jsonin.Null:
		return "null"
	case jsonin.String:
		return strconv.Quote(v.Text())
	case jsonin.Array:
		for _, e := range v.List() {
			parts = append(parts, show(e))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case jsonin.Object:
		for k, e := range v.Members() {
			parts = append(parts, strconv.Quote(k)+":"+show(e))
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	return v.Text()
}

// lines reads a document and says in a line each what came of it.
func lines(r io.Reader, l feed.Limits, members ...string) (all []string) {
	for e, err := range jsonin.Elements(r, l, members...) {
		switch {
		case err != nil:
			all = append(all, "error: "+err.Error())
		case e.Err != nil:
			all = append(all, e.Place()+": bad: "+e.Err.Error())
		default:
			line := e.Place() + ": " + show(e.Value)
			if e.Cut != nil {
				line += " cut " + strings.Join(e.Cut, ",")
			}
			all = append(all, line)
		}
	}
	return all
}

func TestElements(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"an array of objects", `[{"a":1},{"a":"x"}]`, []string{`record 1: {"a":1}`, `record 2: {"a":"x"}`}},
		{"nothing in the array", " [ ]\n", nil},
		{"a byte order mark and blanks", "\ufeff [ 1 , true,null ]\r\n", []string{"record 1: 1", "record 2: true", "record 3: null"}},
		{"D38 a bad element does not hide the others", `[{"a":1},{"a":tru},{"a":3}]`,
			[]string{`record 1: {"a":1}`, `record 2: bad: a: 't' at byte 6, want a value`, `record 3: {"a":3}`}},
		{"D38 a wrong bracket ends an element", `[{"a":1],{"a":2}]`,
			[]string{`record 1: bad: ']' at byte 7, want a comma or a brace`, `record 2: {"a":2}`}},
		{"commas missing and too many", `[{"a":1}{"a":2},,{"a":3},]`, []string{`record 1: {"a":1}`, `record 2: {"a":2}`, `record 3: {"a":3}`}},
		{"escapes", `["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 é"]`, []string{`record 1: "\"\\/\b\f\n\r\té😀 é"`}},
		{"brackets and quotation marks in strings", `["]},{[\"", "\\"]`, []string{`record 1: "]},{[\""`, `record 2: "\\"`}},
		{"half a surrogate pair", `["\ud800","\ud800\u0041","\udc00",1]`, []string{
			`record 1: bad: '"' at byte 8, want both halves of a surrogate pair`,
			`record 2: bad: '"' at byte 14, want both halves of a surrogate pair`,
			`record 3: bad: '"' at byte 8, want both halves of a surrogate pair`, `record 4: 1`}},
		{"not UTF-8", "[\"\xff\xfe\",1]", []string{"record 1: bad: not UTF-8", "record 2: 1"}},
		{"a control character in a string", "[\"a\nb\",1]", []string{`record 1: bad: '\n' at byte 3, want no control character in a string`, "record 2: 1"}},
		{"a name twice", `[{"id":"a","id":"b"}]`, []string{`record 1: bad: "id" twice in one object, want it once`}},
		{"numbers", `[0,-0,1.5,1e400,-2E+3,01,1.,.5,+1,-,0x1]`, []string{"record 1: 0", "record 2: -0", "record 3: 1.5",
			"record 4: 1e400", "record 5: -2E+3", "record 6: bad: '0' at byte 1, want a value", "record 7: bad: '1' at byte 1, want a value",
			"record 8: bad: '.' at byte 1, want a value", "record 9: bad: '+' at byte 1, want a value",
			"record 10: bad: '-' at byte 1, want a value", "record 11: bad: '0' at byte 1, want a value"}},
		{"a number that never ends", `[` + strings.Repeat("1", 65) + `,2]`, []string{"record 1: bad: '1' at byte 1, want a number of at most 64 digits", "record 2: 2"}},
		{"an object without names asked for", `{"a":[1]}`, []string{`document: {"a":[1]}`}},
		{"cut off", `[{"a":1},{"a"`, []string{`record 1: {"a":1}`, "error: ends in the middle, want the rest of the document"}},
		{"cut off between elements", `[1,`, []string{"record 1: 1", "error: ends in the middle, want the rest of the document"}},
		{"null", `null`, []string{`error: begins with 'n', want an array`}},
		{"empty", " ", []string{"error: empty, want an array"}},
		{"something after the end", `[]{}`, []string{`error: '{' after the end of the document, want nothing`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lines(strings.NewReader(tt.text), feed.Limits{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, lines(iotest.OneByteReader(strings.NewReader(tt.text)), feed.Limits{})); diff != "" {
				t.Errorf("byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

func TestElementsOfAnObject(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"two arrays and the rest", `{"total":2,"meetings":[{"a":1},{"a":2}],"formats":[{"b":1}],"x":{"y":[1]}}`, []string{
			`meetings record 1: {"a":1}`, `meetings record 2: {"a":2}`, `formats record 1: {"b":1}`, `document: {"total":2,"x":{"y":[1]}}`}},
		{"a member that is no array is with the rest", `{"meetings":{}}`, []string{`document: {"meetings":{}}`}},
		{"no colon", `{"a" 1}`, []string{`error: '1' after the name of a member, want a colon`}},
		{"no name", `{1}`, []string{`error: '1' in the object, want the name of a member`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lines(strings.NewReader(tt.text), feed.Limits{}, "meetings", "formats")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	keys := func(n int) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf(`"k%d":0`, i))
		}
		return "{" + strings.Join(list, ",") + "}"
	}
	ok := func(text string) bool { return !strings.Contains(text, "bad:") && !strings.Contains(text, "error:") }
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"as deep as the limit", "[" + deep(jsonin.MaxDepth) + "]", true},
		{"one deeper", "[" + deep(jsonin.MaxDepth+1) + "]", false},
		{"as many members as the limit", "[" + keys(jsonin.MaxMembers) + "]", true},
		{"one member more", "[" + keys(jsonin.MaxMembers+1) + "]", false},
		{"as long as the limit", `["` + strings.Repeat("x", jsonin.MaxElement-2) + `"]`, true},
		{"one byte longer", `["` + strings.Repeat("x", jsonin.MaxElement-1) + `"]`, false},
		{"a name twice among many", "[" + strings.Replace(keys(500), `"k499"`, `"k3"`, 1) + "]", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := lines(strings.NewReader(tt.text[:len(tt.text)-1]+",7]"), feed.Limits{Text: 1 << 21})
			if len(got) != 2 || got[1] != "record 2: 7" {
				t.Fatalf("the element after it is not read: %d lines", len(got))
			}
			if ok(got[0]) != tt.want {
				t.Errorf("accepted %v, want %v", ok(got[0]), tt.want)
			}
		})
	}
	t.Run("a long text is cut between characters, and its path named", func(t *testing.T) {
		want := []string{`record 1: {"a":{"b":"xé"},"c":["xx"]} cut a.b`}
		if diff := cmp.Diff(want, lines(strings.NewReader(`[{"a":{"b":"xéé"},"c":["xx"]}]`), feed.Limits{Text: 4})); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("more records than the limit", func(t *testing.T) {
		got := lines(strings.NewReader(`[1,2,3]`), feed.Limits{Records: 2})
		if want := []string{"record 1: 1", "record 2: 2", "error: source too large: more than 2 records"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	t.Run("more bytes than the limit", func(t *testing.T) {
		for _, err := range jsonin.Elements(strings.NewReader(`["0123456789"]`), feed.Limits{Bytes: 10}) {
			if !errors.Is(err, feed.ErrLimit) {
				t.Errorf("error %v, want ErrLimit", err)
			}
		}
	})
	t.Run("whoever has enough can stop", func(t *testing.T) {
		for range jsonin.Elements(strings.NewReader(`{"a":[1,2],"b":3}`), feed.Limits{}, "a") {
			break
		}
	})
}

func TestValues(t *testing.T) {
	v, _, err := jsonin.Parse(`{"n":5,"s":"5","f":"1.5","w":"x","l":[1,2],"z":null,"t":true,"big":"1e999"}`, 100)
	if err != nil {
		t.Fatal(err)
	}
	type answer struct {
		Int    int
		IntOK  bool
		Float  float64
		FltOK  bool
		Length int
	}
	got := map[string]answer{}
	for _, name := range []string{"n", "s", "f", "w", "l", "z", "t", "big", "absent"} {
		var a answer
		a.Int, a.IntOK = v.Member(name).Int()
		a.Float, a.FltOK = v.Member(name).Float()
		a.Length = len(v.Member(name).List())
		if !a.FltOK {
			a.Float = 0
		}
		got[name] = a
	}
	want := map[string]answer{
		"n": {5, true, 5, true, 1}, "s": {5, true, 5, true, 1}, "f": {0, false, 1.5, true, 1}, "w": {0, false, 0, false, 1},
		"l": {0, false, 0, false, 2}, "z": {}, "t": {0, false, 0, false, 1}, "big": {0, false, 0, false, 1}, "absent": {},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A hostile input, as data/hostile describes it.
type hostile struct {
	ID, Kind, Want, Input, Hex string
	Parts                      []struct {
		S     string
		N     int
		Count bool
	}
}

func (h hostile) data() string {
	if h.Hex != "" {
		b, _ := hex.DecodeString(h.Hex)
		return string(b)
	}
	var b strings.Builder
	b.WriteString(h.Input)
	for _, p := range h.Parts {
		for i := range max(1, p.N) {
			if p.Count {
				b.WriteString(strings.Replace(p.S, "%d", strconv.Itoa(i), 1))
			} else {
				b.WriteString(p.S)
			}
		}
	}
	return b.String()
}

// hostiles returns the hostile inputs of JSON, or nil if they are not here.
func hostiles(t testing.TB) (all []hostile) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "..", "shared", "data", "hostile", "hostile.jsonl"))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(text)) {
		var h hostile
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal(err)
		}
		if h.Kind == "json" {
			all = append(all, h)
		}
	}
	return all
}

func TestHostile(t *testing.T) {
	// What only a reader that knows the fields can refuse.
	fields := map[string]bool{"H144": true, "H145": true, "H147": true, "H152": true}
	all := hostiles(t)
	if all == nil {
		t.Skip("the hostile inputs of ../shared/data are not here")
	}
	if len(all) != 16 {
		t.Fatalf("%d hostile inputs, want 16", len(all))
	}
	for _, h := range all {
		t.Run(h.ID, func(t *testing.T) {
			bad := false
			for e, err := range jsonin.Elements(strings.NewReader("["+h.data()+"]"), feed.Limits{}) {
				bad = bad || err != nil || e.Err != nil || len(e.Cut) > 0 || e.Value.Kind() == jsonin.Null
				if h.ID == "H151" { // in an array two values are two elements
					bad = bad || e.Number > 1
				}
			}
			if want := h.Want == "reject" && !fields[h.ID]; bad != want {
				t.Errorf("refused %v, want %v", bad, want)
			}
		})
	}
}

// FuzzElements holds the reader against the standard library: what that reads
// as an array of JSON without names that come twice, comes out the same.
func FuzzElements(f *testing.F) {
	for _, s := range []string{`[{"a":1},{"b":[true,null,"x\u00e9"]}]`, `[1,,2]`, `[{"a":1],2]`, `{"meetings":[{}]}`, "[\"\\\\\"]", "[\xff]", `["\ud800"]`, `[-0.1e+5]`} {
		f.Add(s)
	}
	for _, h := range hostiles(f) {
		if text := h.data(); len(text) < 10_000 {
			f.Add("[" + text + "]")
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want []any
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		good := dec.Decode(&want) == nil && json.Valid([]byte(text))
		n := 0
		for e, err := range jsonin.Elements(strings.NewReader(text), feed.Limits{}) {
			if err != nil && good && strings.HasPrefix(strings.TrimSpace(text), "[") {
				t.Fatalf("%q: %v, want it read", text, err)
			}
			if err != nil || e.Err != nil || !good || e.Number == 0 {
				continue
			}
			var got any
			d := json.NewDecoder(strings.NewReader(show(e.Value)))
			d.UseNumber()
			if n = e.Number; d.Decode(&got) == nil {
				if diff := cmp.Diff(want[n-1], got); diff != "" {
					t.Errorf("%q: element %d (-want +got):\n%s", text, n, diff)
				}
			}
		}
	})
}

func BenchmarkElements(b *testing.B) {
	record := `{"name":"Hope","slug":"hope","day":1,"time":"19:00","types":["O","X"],"location":"Hall","formatted_address":"1 Main St, Town, FL 32073, USA","latitude":30.1,"longitude":-81.7}`
	text := "[" + strings.Repeat(record+",", 10_000) + record + "]"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for e, err := range jsonin.Elements(strings.NewReader(text), feed.Limits{}) {
			if err != nil || e.Err != nil {
				b.Fatal(err, e.Err)
			}
		}
	}
}
