package directory_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// fill sets every field of a record to something that is not zero, so that a
// field which an encoding forgets is seen.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch x := v.Addr().Interface().(type) {
	case *schedule.Date:
		*x = d("2022-06-08")
		return
	case *schedule.Clock:
		*x = schedule.MustClock("18:15")
		return
	case *schedule.Rule:
		*x = schedule.NthWeekdays(time.Wednesday, 2, -1)
		return
	case *schedule.Unknown:
		*x = schedule.Unknown{"later": json.RawMessage(`{"a":1}`)}
		return
	case *time.Duration:
		*x = 90 * time.Minute
		return
	case *time.Time:
		*x = time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC)
		return
	case *directory.Secret:
		*x = directory.NewSecret("https://example.com/j/123")
		return
	case *schedule.Observance:
		*x = schedule.Both
		return
	case *program.Days:
		*x = program.DaysOf(time.Monday, time.Friday)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if v.Type().PkgPath() != "" && v.NumField() > 0 && !v.Type().Field(0).IsExported() { // earth.Point
			if u, ok := v.Addr().Interface().(interface{ UnmarshalText([]byte) error }); !ok || u.UnmarshalText([]byte("30.165,-81.74")) != nil {
				t.Fatalf("cannot fill %v", v.Type())
			}
			return
		}
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		e := reflect.New(v.Type().Elem()).Elem()
		fill(t, e)
		v.SetMapIndex(reflect.ValueOf("es").Convert(v.Type().Key()), e)
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Bool:
		v.SetBool(true)
	default:
		t.Fatalf("cannot fill %v", v.Type())
	}
}

var equal = []cmp.Option{
	cmp.Comparer(func(a, b schedule.Date) bool { return a == b }),
	cmp.Comparer(func(a, b schedule.Clock) bool { return a == b }),
	cmp.Comparer(func(a, b schedule.Rule) bool { return a == b }),
	cmp.Comparer(func(a, b directory.Secret) bool { return a.Reveal() == b.Reveal() }),
}

func TestEveryFieldSurvivesEncoding(t *testing.T) {
	for _, p := range []any{&directory.Organization{}, &directory.Venue{}, &directory.Offering{}, &directory.Credential{}} {
		fill(t, reflect.ValueOf(p).Elem())
		e := reflect.ValueOf(p).Elem().Interface().(directory.Entity)
		t.Run(e.Key().Kind, func(t *testing.T) {
			body, err := directory.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			back, err := directory.Decode(e.Key(), body)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e, back, append(equal, cmp.Exporter(func(reflect.Type) bool { return true }))...); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			again, err := directory.Encode(back)
			if err != nil || !bytes.Equal(again, body) {
				t.Errorf("encoded again it is\n%s, %v, want\n%s", again, err, body)
			}
		})
	}
}

func TestDecodeKeepsWhatItDoesNotKnow(t *testing.T) {
	key := directory.Key{Kind: "offering", ID: "x"}
	body := `{"id":"x","name":"X","organization":"o","series":[{"rule":"FREQ=WEEKLY","first":"2022-06-01","tone":"C"}],"modified":"2022-06-01T00:00:00Z","zebra":[1,2],"apple":{"b":null}}`
	e, err := directory.Decode(key, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"x","name":"X","organization":"o","series":[{"rule":"FREQ=WEEKLY","first":"2022-06-01","tone":"C"}],"modified":"2022-06-01T00:00:00Z","apple":{"b":null},"zebra":[1,2]}`
	if got, err := directory.Encode(e); err != nil || string(got) != want {
		t.Errorf("%s, %v, want\n%s", got, err, want)
	}
	t.Run("also a whole kind", func(t *testing.T) {
		k := directory.Key{Kind: "course", ID: "c"}
		e, err := directory.Decode(k, []byte(`{"id":"c","new":true}`))
		if err != nil || e.Key() != k {
			t.Fatal(e, err)
		}
		if got, err := directory.Encode(e); err != nil || string(got) != `{"id":"c","new":true}` {
			t.Errorf("%s, %v", got, err)
		}
	})
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct{ name, kind, body, want string }{
		{"what is not JSON", "venue", "{", `directory: venue "x": unexpected end of JSON input`},
		{"another id", "venue", `{"id":"y"}`, `directory: venue "x": id: "y" in the body, want that of the key`},
		{"a date that does not exist", "offering", `{"id":"x","series":[{"first":"2022-02-30"}]}`, `directory: offering "x": schedule: day "30", want 1 to 28`},
		{"a credential, without a word of it", "credential", `{"offering":7,"link":"https://secret"}`, `directory: credential "x": not a credential in JSON`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := directory.Decode(directory.Key{Kind: tt.kind, ID: "x"}, []byte(tt.body))
			if err == nil || err.Error() != tt.want || e != nil {
				t.Errorf("%v, %v, want\n%s", e, err, tt.want)
			}
		})
	}
}

func TestSecret(t *testing.T) {
	const text = "https://example.com/j/123?pwd=abc"
	s := directory.NewSecret(text)
	type holder struct {
		S directory.Secret
		P *directory.Secret
		L []directory.Secret
		M map[string]directory.Secret
		u directory.Secret //nolint:unused // fmt reaches into it
	}
	h := holder{s, &s, []directory.Secret{s}, map[string]directory.Secret{"k": s}, s}
	t.Run("S10 V5 no verb of fmt prints it", func(t *testing.T) {
		for _, v := range []any{s, &s, h, &h, []any{s}, fmt.Errorf("x: %v", s)} {
			for _, verb := range "vsdqxXtbcoUeEfFgGpT" {
				for _, flag := range []string{"", "+", "#", "-20", "020"} {
					if got := fmt.Sprintf("%"+flag+string(verb), v); strings.Contains(got, "example") || strings.Contains(got, fmt.Sprintf("%x", text[:6])) {
						t.Fatalf("%%%s%c prints %s", flag, verb, got)
					}
				}
			}
		}
	})
	t.Run("S10 its texts do not show it", func(t *testing.T) {
		if s.String() != "[redacted]" || s.GoString() != "[redacted]" {
			t.Error(s.String(), s.GoString())
		}
	})
	t.Run("S10 no log line holds it", func(t *testing.T) {
		var b bytes.Buffer
		for _, handler := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
			slog.New(handler).Info("x", "s", s, "h", h, "p", &s)
		}
		if strings.Contains(b.String(), "example") || !strings.Contains(b.String(), "[redacted]") {
			t.Error(b.String())
		}
	})
	t.Run("marshalling it is an error, never a redacted copy", func(t *testing.T) {
		for _, v := range []any{s, &s, h, directory.Credential{Offering: "x", Link: s}} {
			if got, err := json.Marshal(v); !errors.Is(err, directory.ErrSecret) {
				t.Errorf("%T marshals as %s, %v", v, got, err)
			}
		}
		if err := gob.NewEncoder(new(bytes.Buffer)).Encode(struct{ S directory.Secret }{s}); !errors.Is(err, directory.ErrSecret) {
			t.Errorf("gob: %v", err)
		}
	})
	t.Run("only Reveal gives it", func(t *testing.T) {
		if s.Reveal() != text || s.IsZero() || !directory.NewSecret("").IsZero() {
			t.Error("it is lost")
		}
	})
}

func TestCredentialPeriod(t *testing.T) {
	c := directory.Credential{Offering: "tue", First: d("2022-01-01"), Last: d("2022-12-31")}
	for day, want := range map[string]bool{"2021-12-31": false, "2022-01-01": true, "2022-12-31": true, "2023-01-01": false} {
		if got := c.ValidOn(d(day)); got != want {
			t.Errorf("S10 on %s: %v", day, got)
		}
	}
	r := directory.Registration{Through: d("2022-12-31")}
	if r.MustRenew(d("2022-12-31")) || !r.MustRenew(d("2023-01-01")) {
		t.Error("S11 registration must be renewed from 2023-01-01")
	}
}

func TestReadRecords(t *testing.T) {
	t.Run("the demo is valid and reads back as it was written", func(t *testing.T) {
		data, err := os.ReadFile("../examples/demo/records.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		entities, err := directory.ReadRecords(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		snapshot(t, entities...)
		var b bytes.Buffer
		if err := directory.WriteRecords(&b, entities); err != nil {
			t.Fatal(err)
		}
		var want []string
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(line, "{") {
				want = append(want, strings.TrimSpace(line))
			}
		}
		got := strings.Split(strings.TrimSpace(b.String()), "\n")
		if diff := cmp.Diff(len(want), len(got)); diff != "" {
			t.Fatal(diff)
		}
		back, err := directory.ReadRecords(&b)
		if diff := cmp.Diff(entities, back, append(equal, cmp.Exporter(func(reflect.Type) bool { return true }))...); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
	t.Run("D38 a bad line is named and the others are read", func(t *testing.T) {
		lines := "\ufeff{\"venue\":{\"id\":\"v\",\"name\":\"V\"}}\r\n\n# note\n{\"venue\":{\"id\":\"w\"}\n{\"a\":{},\"b\":{}}\n{\"credential\":{\"id\":\"c\",\"link\":\"secret\"}}\n{\"later\":{\"id\":\"1\"}}\n[]\n{\"venue\":{\"id\":7}}\n{\"later\":{\"id\":\"\"}}"
		entities, err := directory.ReadRecords(strings.NewReader(lines))
		if len(entities) != 2 || entities[0].Key().ID != "v" || entities[1].Key().Kind != "later" {
			t.Errorf("%+v", entities)
		}
		for _, want := range []string{"line 4:", "line 5: object with 2 fields", "line 6: a credential", "line 8:", "line 9:", "line 10:"} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %s", err, want)
			}
		}
		if strings.Contains(err.Error(), "secret\"") {
			t.Error("the error holds a secret")
		}
	})
	t.Run("D38 a line that is too long is named and the others are read", func(t *testing.T) {
		long := `{"venue":{"id":"v","name":"` + strings.Repeat("x", directory.MaxLine) + `"}}`
		for _, lines := range []string{long + "\n" + `{"venue":{"id":"w","name":"W"}}`, `{"venue":{"id":"w","name":"W"}}` + "\n" + long, `{"venue":{"id":"w","name":"W"}}` + "\n" + long + "\n"} {
			entities, err := directory.ReadRecords(strings.NewReader(lines))
			if len(entities) != 1 || err == nil || strings.Count(err.Error(), "line") != 1 || !strings.Contains(err.Error(), "more than 1048576 bytes") {
				t.Errorf("%d entities, %v", len(entities), err)
			}
		}
	})
	t.Run("credentials are not written", func(t *testing.T) {
		var b bytes.Buffer
		err := directory.WriteRecords(&b, []directory.Entity{directory.Credential{Offering: "x", Link: directory.NewSecret("s")}})
		if !errors.Is(err, directory.ErrSecret) || b.Len() > 0 {
			t.Error(err, b.String())
		}
	})
}

func FuzzReadRecords(f *testing.F) {
	f.Add([]byte(`{"organization":{"id":"jax","name":"J","holidays":{"federal":"observed"}}}`))
	f.Add([]byte(`{"offering":{"id":"x","organization":"o","series":[{"rule":"FREQ=WEEKLY","length":"PT1H"}]}}` + "\n{\"later\":{\"id\":\"1\"}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entities, _ := directory.ReadRecords(bytes.NewReader(data))
		var b bytes.Buffer
		if err := directory.WriteRecords(&b, entities); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		again, err := directory.ReadRecords(&b)
		if err != nil || len(again) != len(entities) {
			t.Fatalf("%v\n%s", err, text)
		}
		_, _ = directory.NewSnapshot(entities...)
	})
}
