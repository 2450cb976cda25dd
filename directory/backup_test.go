package directory_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

// put writes bodies into a store, by kind and ID.
func put(t testing.TB, s directory.Store, bodies map[directory.Key]string) {
	t.Helper()
	for k, body := range bodies {
		_, err := s.Commit(t.Context(), directory.Batch{ID: k.Kind + "/" + k.ID, Writes: []directory.Write{{Key: k, Body: []byte(body)}}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func bodies(t testing.TB, s directory.Store) map[directory.Key]string {
	t.Helper()
	all := map[directory.Key]string{}
	_, err := directory.Load(t.Context(), s, func() { clear(all) }, func(r directory.Record) error {
		if delete(all, r.Key); !r.Deleted {
			all[r.Key] = string(r.Body)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// variety is records of every sort, some of which no version wrote.
func variety() map[directory.Key]string {
	return map[directory.Key]string{
		{Kind: "organization", ID: "o"}:  `{"id":"o","name":"O","zone":"America/New_York"}`,
		{Kind: "venue", ID: "v"}:         `{"id":"v","name":"Über <b>","later":{"a":[1, 2]}}`,
		{Kind: "offering", ID: "g"}:      `{"id":"g","name":"G","organization":"o","venue":"v"}`,
		{Kind: "credential", ID: "g"}:    `{"offering":"g","link":"https://example.com/j/1"}`,
		{Kind: "facilitator", ID: "f"}:   `{"id":"f"}`,
		{Kind: "later", ID: "1"}:         `{"id":"1"}`,
		{Kind: "later", ID: "empty"}:     ``,
		{Kind: "later", ID: "lines"}:     "{\"id\":\n\"lines\"}",
		{Kind: "later", ID: "other"}:     `{"id":"another"}`,
		{Kind: "later", ID: "bytes"}:     "\x00\xff\n#",
		{Kind: "later", ID: "spaced"}:    ` {"id":"spaced"}`,
		{Kind: "later", ID: "twice"}:     `{"id":"x","id":"twice"}`,
		{Kind: "raw", ID: "r"}:           `{"id":"r"}`,
		{Kind: "a\"b<", ID: "q\\"}:       `{"id":"q\\"}`,
		{Kind: "later", ID: "trick"}:     `{"id":"trick"},"more":{}`,
		{Kind: "later", ID: "very long"}: `{"id":"very long","x":"` + strings.Repeat("x", 500<<10) + `"}`,
	}
}

func backup(t testing.TB, s directory.Store, o directory.BackupOptions) []byte {
	t.Helper()
	var text bytes.Buffer
	done, err := directory.Backup(t.Context(), s, &text, o)
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text.Bytes(), []byte("\n")); lines != done.Records+2 {
		t.Errorf("%d lines for %d records, want two more", lines, done.Records)
	}
	return text.Bytes()
}

func TestBackupAndRestore(t *testing.T) {
	store := memstore.New()
	put(t, store, variety())
	all := backup(t, store, directory.BackupOptions{Private: true})
	t.Run("restores every byte of every record", func(t *testing.T) {
		fresh := memstore.New()
		done, err := directory.Restore(t.Context(), fresh, bytes.NewReader(all))
		if err != nil || done.Records != len(variety()) {
			t.Fatal(done, err)
		}
		if diff := cmp.Diff(variety(), bodies(t, fresh)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if again := backup(t, fresh, directory.BackupOptions{Private: true}); bytes.Count(again, []byte("\n")) != bytes.Count(all, []byte("\n")) {
			t.Error("a backup of what was restored is another one")
		}
	})
	t.Run("V4 private kinds are in it only when asked for", func(t *testing.T) {
		text := string(backup(t, store, directory.BackupOptions{}))
		for _, secret := range []string{"example.com/j", "facilitator", "credential"} {
			if strings.Contains(text, secret) {
				t.Errorf("it has %q", secret)
			}
		}
	})
	t.Run("so that it can be handed on, what is not public is not in it either", func(t *testing.T) {
		s := memstore.New()
		put(t, s, map[directory.Key]string{
			{Kind: "organization", ID: "o"}:   `{"id":"o","name":"O"}`,
			{Kind: "access-token", ID: "t"}:   `{"id":"t","hash":"5e884898da"}`,
			{Kind: "api-receipt", ID: "r"}:    `{"id":"r","digest":"5e884898da"}`,
			{Kind: "import", ID: "s.venue~1"}: `{"id":"s.venue~1"}`,
			{Kind: "proposal", ID: "p"}:       `{"id":"p"}`,
			{Kind: "doubt", ID: "d"}:          `{"id":"d","offering":"g","on":"2022-06-01"}`,
			{Kind: "of a newer one", ID: "x"}: `{"id":"x"}`,
		})
		lines := strings.Split(string(backup(t, s, directory.BackupOptions{})), "\n")
		if diff := cmp.Diff([]string{`{"organization":{"id":"o","name":"O"}}`}, lines[1:len(lines)-2]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		fresh := memstore.New()
		if _, err := directory.Restore(t.Context(), fresh, bytes.NewReader(backup(t, s, directory.BackupOptions{Private: true}))); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bodies(t, s), bodies(t, fresh)); diff != "" {
			t.Errorf("with private records (-want +got):\n%s", diff)
		}
	})
	t.Run("is a file of records, which refuses its secrets", func(t *testing.T) {
		entities, err := directory.ReadRecords(bytes.NewReader(all))
		if err == nil || !strings.Contains(err.Error(), "credential") || strings.Contains(err.Error(), "example.com") {
			t.Errorf("error is %v", err)
		}
		if len(entities) < 5 {
			t.Errorf("%d entities", len(entities))
		}
	})
	t.Run("the records of history stay with their store", func(t *testing.T) {
		s := memstore.New()
		dir := edited(t, s)
		if err := dir.Prune(t.Context(), 4); err != nil {
			t.Fatal(err)
		}
		if text := backup(t, s, directory.BackupOptions{}); bytes.Contains(text, []byte("history")) {
			t.Errorf("%s", text)
		}
	})
}

func TestBackupsThatAreNotWhole(t *testing.T) {
	store := memstore.New()
	put(t, store, map[directory.Key]string{
		{Kind: "organization", ID: "o"}: `{"id":"o","name":"O"}`, {Kind: "venue", ID: "v"}: `{"id":"v","name":"V"}`})
	text := backup(t, store, directory.BackupOptions{})
	refused := func(what string, text []byte) {
		t.Helper()
		s := memstore.New()
		if _, err := directory.Restore(t.Context(), s, bytes.NewReader(text)); !errors.Is(err, directory.ErrBackup) {
			t.Errorf("%s: error is %v, want %v", what, err, directory.ErrBackup)
		}
		if n := len(bodies(t, s)); n > 0 {
			t.Errorf("%s: %d records were written", what, n)
		}
	}
	for n := range text {
		refused(fmt.Sprintf("cut off after %d bytes", n), text[:n])
		flipped := bytes.Clone(text)
		flipped[n] ^= 1
		refused(fmt.Sprintf("byte %d is another", n), flipped)
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	refused("a line is missing", bytes.Join(append(lines[:1:1], lines[2:]...), nil))
	refused("a line comes twice", bytes.Join(append(lines[:2:2], lines[1:]...), nil))
	refused("something follows", append(bytes.Clone(text), "{}\n"...))
	refused("it is there twice", append(bytes.Clone(text), text...))
	refused("a line is too long", append(bytes.Repeat([]byte("x"), 2<<20), '\n'))
	whole := func(records string) []byte {
		text := "# withinreach backup 1, by hand\n" + records
		return fmt.Appendf(nil, "%s# end: %d records, sha256 %x\n", text, strings.Count(records, "\n"), sha256.Sum256([]byte(text)))
	}
	var many strings.Builder
	for i := range 250 {
		fmt.Fprintf(&many, "{\"venue\":{\"id\":\"%d\"}}\n", i%249)
	}
	refused("a record is in it twice, far apart", whole(many.String()))
	refused("a record is too large for any store", whole(`{"venue":{"id":"v"}}`+"\n"+`{"venue":{"id":"`+strings.Repeat("x", 300)+`"}}`+"\n"))
	refused("it is of a version to come", bytes.Replace(text, []byte("backup 1,"), []byte("backup 2,"), 1))
}

func TestRestoreIntoAStoreInUse(t *testing.T) {
	store := memstore.New()
	put(t, store, variety())
	all := backup(t, store, directory.BackupOptions{Private: true})
	if _, err := directory.Restore(t.Context(), store, bytes.NewReader(all)); !errors.Is(err, directory.ErrNotEmpty) {
		t.Errorf("error is %v, want %v", err, directory.ErrNotEmpty)
	}
	if err := store.Prune(t.Context(), 100); err != nil {
		t.Fatal(err)
	}
	if _, err := directory.Restore(t.Context(), store, bytes.NewReader(all)); !errors.Is(err, directory.ErrNotEmpty) {
		t.Errorf("pruned: error is %v, want %v", err, directory.ErrNotEmpty)
	}
	t.Run("one that stopped half-way goes on", func(t *testing.T) {
		large := memstore.New()
		for i := range 250 {
			put(t, large, map[directory.Key]string{{Kind: "venue", ID: fmt.Sprint(i)}: fmt.Sprintf(`{"id":"%d"}`, i)})
		}
		text := backup(t, large, directory.BackupOptions{})
		for name, fault := range map[string]storetest.Fault{"before": {Err: errLost}, "after": {Late: errLost}} {
			s, commits := memstore.New(), 0
			faulty := &storetest.Faulty{Store: s, Fault: func(c storetest.Call) storetest.Fault {
				if c.Method == "Commit" {
					if commits++; commits == 2 {
						return fault
					}
				}
				return storetest.Fault{}
			}}
			if _, err := directory.Restore(t.Context(), faulty, bytes.NewReader(text)); !errors.Is(err, errLost) {
				t.Fatal(name, err)
			}
			done, err := directory.Restore(t.Context(), faulty, bytes.NewReader(text))
			if err != nil || done.Head.Revision != 3 || len(bodies(t, s)) != 250 {
				t.Errorf("%s: %v, %v, %d records", name, done, err, len(bodies(t, s)))
			}
		}
	})
}

func TestBackupReportsWhatFails(t *testing.T) {
	store := memstore.New()
	put(t, store, variety())
	if _, err := directory.Backup(t.Context(), store, full{}, directory.BackupOptions{}); !errors.Is(err, errNone) {
		t.Errorf("a writer that is full: error is %v", err)
	}
	faulty := &storetest.Faulty{Store: store, Fault: func(storetest.Call) storetest.Fault { return storetest.Fault{Err: errLost} }}
	if _, err := directory.Backup(t.Context(), faulty, &bytes.Buffer{}, directory.BackupOptions{}); !errors.Is(err, errLost) {
		t.Errorf("a store that fails: error is %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errNone }

// FuzzRestore reads any text with a right end as a backup. What it takes must be the same
// once it was backed up and restored again.
func FuzzRestore(f *testing.F) {
	store := memstore.New()
	put(f, store, variety())
	for line := range bytes.Lines(backup(f, store, directory.BackupOptions{Private: true})) {
		if len(line) < 1000 && line[0] != '#' {
			f.Add(string(line))
		}
	}
	f.Add(`{"raw":{"kind":"a","id":"b","body":"e30="}}` + "\n")
	f.Add("{\"venue\":{\"id\":\"v\"}}\n{\"venue\":{\"id\":\"v\"}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		text = "# withinreach backup 1, fuzzed\n" + text
		sum := sha256.Sum256([]byte(text))
		text += fmt.Sprintf("# end: %d records, sha256 %x\n", strings.Count(text, "\n")-1, sum)
		first := memstore.New()
		if _, err := directory.Restore(t.Context(), first, strings.NewReader(text)); err != nil {
			return
		}
		second := memstore.New()
		if _, err := directory.Restore(t.Context(), second, bytes.NewReader(backup(t, first, directory.BackupOptions{Private: true}))); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bodies(t, first), bodies(t, second)); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
	})
}
