package finder_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

const (
	good = `{"organization":{"id":"o","name":"First office","level":"national","zone":"America/New_York"}}
{"offering":{"id":"g","name":"First group","organization":"o","mode":"online","series":[{"rule":"FREQ=DAILY","first":"2026-01-01","start":"18:00"}]}}
`
	better = `{"organization":{"id":"o","name":"Second office","level":"national","zone":"America/New_York"}}
`
	mistaken = `{"organization":{"id":"o","name":"Third office","level":"national","zone":"America/New_York"}}
{"organization":{"id":"o","name":"Fourth office"}}
not JSON
{"offering":{"id":"g","organization":"nobody","mode":"online","name":"G"}}
{"credential":{"offering":"g","link":"https://zoom.example/secret"}}
`
)

// A file is a file of records that changes, and the directory read from it.
type file struct {
	t    *testing.T
	path string
	age  time.Duration
	*finder.Records
}

func newFile(t *testing.T, text string) *file {
	t.Helper()
	f := &file{t: t, path: filepath.Join(t.TempDir(), "records.jsonl")}
	f.write(text)
	var err error
	if f.Records, err = finder.OpenRecords(t.Context(), f.path); err != nil {
		t.Fatal(err)
	}
	return f
}

// write replaces the file by one that is a minute newer.
func (f *file) write(text string) {
	f.t.Helper()
	if err := os.WriteFile(f.path, []byte(text), 0o666); err != nil {
		f.t.Fatal(err)
	}
	f.age += time.Minute
	at := now.Add(f.age)
	if err := os.Chtimes(f.path, at, at); err != nil {
		f.t.Fatal(err)
	}
}

// look looks at the file twice, since one that changes is left alone, and
// reports whether there was news.
func (f *file) look() bool {
	first := finder.Renew(f.Records, f.t.Context())
	second := finder.Renew(f.Records, f.t.Context())
	return first || second
}

func (f *file) name() string {
	o, _ := f.State().Snapshot.Organization("o")
	return o.Name
}

func TestRecordsAreReread(t *testing.T) {
	f := newFile(t, good)
	if f.look() || f.name() != "First office" {
		t.Errorf("before a change there is news, or %q", f.name())
	}
	f.write(better)
	if finder.Renew(f.Records, t.Context()) {
		t.Error("a file that is being written was read")
	}
	if !f.look() || f.name() != "Second office" {
		t.Errorf("after a change: %q", f.name())
	}
	if got := f.State().AsOf; !got.Equal(now.Add(f.age)) {
		t.Errorf("as of %v", got)
	}
	if f.look() {
		t.Error("news without a change")
	}
}

func TestMistakesKeepTheLastGoodRecords(t *testing.T) {
	f := newFile(t, good)
	s := serve(t, finder.Options{Source: f.State})
	f.write(mistaken)
	if !f.look() || f.name() != "First office" {
		t.Errorf("shown: %q", f.name())
	}
	trouble := f.State().Trouble
	if trouble == nil {
		t.Fatal("no trouble")
	}
	wants(t, trouble.Error(), "line 3", "line 5", "offering \"g\": organization: organization \"nobody\" is not there", "organization \"o\": id: twice")
	lacks(t, trouble.Error(), "zoom.example")
	for _, path := range []string{"/", "/online", "/organizations/o", "/nothing"} {
		wants(t, s.get(path).text(), "could not be brought up to date since Wednesday, June 3, 2026, 12:01 pm Eastern", "call before you go")
		lacks(t, s.get(path).text(), "organization \"", "line 3")
	}
	wants(t, s.get("/online").main(), "First group")
	f.write(better)
	if !f.look() || f.State().Trouble != nil || f.name() != "Second office" {
		t.Errorf("after the correction: %v, %q", f.State().Trouble, f.name())
	}
	lacks(t, s.get("/").text(), "could not be brought up to date")
}

func TestFileThatGoesAway(t *testing.T) {
	f := newFile(t, good)
	if err := os.Remove(f.path); err != nil {
		t.Fatal(err)
	}
	if !f.look() || f.State().Trouble == nil || f.name() != "First office" {
		t.Errorf("trouble %v, shown %q", f.State().Trouble, f.name())
	}
	if f.look() {
		t.Error("the same trouble is news again")
	}
	f.write(good)
	if !f.look() || f.State().Trouble != nil {
		t.Errorf("trouble %v after it is back", f.State().Trouble)
	}
}

func TestMistakesFromTheStart(t *testing.T) {
	f := newFile(t, mistaken)
	s := serve(t, finder.Options{Source: f.State})
	t.Run("D38 one bad record fails no other", func(t *testing.T) {
		if f.name() != "Third office" || len(f.State().Problems) != 4 {
			t.Errorf("shown %q, problems %q", f.name(), f.State().Problems)
		}
	})
	t.Run("visitors learn that the list is not complete", func(t *testing.T) {
		wants(t, s.get("/").text(), "Some entries could not be read.")
		lacks(t, s.get("/").text(), "line 3")
	})
	t.Run("a corrected file takes their place, also half corrected", func(t *testing.T) {
		f.write(better + "not JSON")
		if !f.look() || f.name() != "Second office" || len(f.State().Problems) != 1 {
			t.Errorf("shown %q, problems %q", f.name(), f.State().Problems)
		}
	})
	t.Run("a file of nothing but mistakes shows the first steps with them", func(t *testing.T) {
		s := serve(t, finder.Options{Source: newFile(t, "nonsense\n\n{}").State})
		wants(t, s.get("/").main(), "This directory is empty", "What could not be read", "line 1", "line 3")
	})
}

func TestFirstSteps(t *testing.T) {
	s := serveEmpty(t)
	a := s.get("/")
	wants(t, a.main(), "This directory is empty", "finder -demo", "finder -records records.jsonl", "ZIP code or city")
	t.Run("the sample works", func(t *testing.T) {
		_, sample, _ := strings.Cut(a.main(), "one record on each line:")
		sample, _, _ = strings.Cut(sample, "Then start")
		sample = strings.ReplaceAll(strings.TrimSpace(sample), "} {", "}\n{")
		own := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, sample), now)})
		wants(t, own.find("32073").main(), "Tuesday group", "Public library", "Tuesday, June 9, 2026, 6:00–7:30 pm Eastern")
	})
}

func TestOpenRecordsFails(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "missing"), t.TempDir()} {
		if _, err := finder.OpenRecords(t.Context(), path); err == nil {
			t.Errorf("%s was opened", path)
		}
	}
}

func TestFollow(t *testing.T) {
	f := newFile(t, good)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan bool)
		var log strings.Builder
		go func() {
			f.Follow(ctx, time.Second, slog.New(slog.NewTextHandler(&log, nil)))
			close(done)
		}()
		time.Sleep(3 * time.Second)
		f.write(mistaken)
		time.Sleep(3 * time.Second)
		f.write(better)
		time.Sleep(3 * time.Second)
		cancel()
		<-done
		if f.name() != "Second office" {
			t.Errorf("shown: %q", f.name())
		}
		wants(t, log.String(), "records read", "last good records stay", "line 3", "nobody", "records read")
		lacks(t, log.String(), "zoom.example")
	})
}

func TestSnapshotsChangeUnderLoad(t *testing.T) {
	f := newFile(t, good)
	s := serve(t, finder.Options{Source: f.State, Log: slog.New(slog.DiscardHandler)})
	stop := make(chan bool)
	go func() {
		defer close(stop)
		for i := range 20 {
			f.write([]string{good, better}[i%2])
			f.look()
		}
	}()
	for running := true; running; {
		select {
		case <-stop:
			running = false
		default:
		}
		if a := s.get("/near/88e5c5c"); a.StatusCode != http.StatusOK {
			t.Fatalf("status %d", a.StatusCode)
		}
	}
}
