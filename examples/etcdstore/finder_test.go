package etcdstore_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/etcdstore"
)

var long = flag.Bool("long", false, "measure for as long as the figures in GROWING.md need")

// separate starts a cluster of its own, in a folder, and returns its name for Open.
func separate(t *testing.T) (c *cluster, folder, dsn string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "etcdstore")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if c, err = newCluster(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.close)
	return c, folder, "etcd://" + strings.Join(c.client.Endpoints(), ",") + "/reach/"
}

func open(t *testing.T, dsn string) directory.Store {
	t.Helper()
	s, closeStore, err := etcdstore.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = closeStore() })
	return s
}

func follow(t *testing.T, s directory.Store) *directory.Directory {
	t.Helper()
	dir, err := directory.Open(t.Context(), s, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)
	return dir
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1500 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("not within 30 s: %s", what)
}

func TestOpenRefuses(t *testing.T) {
	for _, dsn := range []string{"", "etcd://", "withinreach.db", "postgres://x/y"} {
		if _, _, err := etcdstore.Open(t.Context(), dsn); err == nil {
			t.Errorf("%q is opened", dsn)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if _, _, err := etcdstore.Open(ctx, "etcd://127.0.0.1:1/reach/"); err == nil {
		t.Error("a cluster that is not there is opened")
	}
}

// startFinder starts the finder on a cluster and returns its address.
func startFinder(t *testing.T, dsn string) (*exec.Cmd, string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "BE_FINDER=-addr 127.0.0.1:0 -db "+dsn)
	c.Dir = t.TempDir()
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "finder: serving ")
	if err != nil || !ok {
		t.Fatalf("printed %q, %v", line, err)
	}
	return c, address
}

func shows(address, text string) bool {
	response, err := http.Get(address + "/organizations/o")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	return err == nil && strings.Contains(string(page), text)
}

// TestFinders runs three of the real program on one cluster and stops its leader.
func TestFinders(t *testing.T) {
	c, _, dsn := separate(t)
	editor := follow(t, open(t, dsn))
	var finders []*exec.Cmd
	var addresses []string
	for range 3 {
		f, address := startFinder(t, dsn)
		finders, addresses = append(finders, f), append(addresses, address)
	}
	name := func(text string) {
		t.Helper()
		o := directory.Organization{ID: "o", Name: text, Level: directory.National}
		if _, err := editor.Commit(t.Context(), "", directory.Change{Put: o, If: directory.AnyRevision}); err != nil {
			t.Fatal(err)
		}
		for _, address := range addresses {
			eventually(t, "each shows "+text, func() bool { return shows(address, text) })
		}
	}
	name("First office")
	c.stopLeader()
	name("Office without the leader")
	for i, f := range finders {
		if err := f.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := f.Wait(); err != nil {
			t.Errorf("finder %d: SIGTERM ends it with %v, want exit 0", i, err)
		}
	}
}

// TestForget has a cluster forget a text, and looks for it in the files of its members.
func TestForget(t *testing.T) {
	const canary = "Rosalind Q. Canary"
	c, folder, dsn := separate(t)
	dir := follow(t, open(t, dsn))
	group := func(leader string) directory.Change {
		body := fmt.Appendf(nil, `{"id":"g","led_by":%q}`, leader)
		return directory.Change{If: directory.AnyRevision, Put: directory.Opaque{Kind: "group", ID: "g", Body: body}}
	}
	if _, err := dir.Commit(t.Context(), "", group(canary)); err != nil {
		t.Fatal(err)
	}
	eventually(t, "all members have it before", func() bool { return len(holding(folder, "db", canary)) == 3 })
	if _, err := dir.Forget(t.Context(), "forget 1", group("somebody")); err != nil {
		t.Fatal(err)
	}
	for step, err := range dir.History(t.Context()) {
		if err != nil || len(step.Edits) > 0 {
			t.Errorf("V15 history tells %v, error %v", step, err)
		}
	}
	got, err := c.client.Get(t.Context(), "reach/h")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.client.Compact(t.Context(), got.Header.Revision); err != nil {
		t.Fatal(err)
	}
	// What is compacted is cleared away in the background, some time later.
	eventually(t, "V15 after compaction and defragmentation no member has it", func() bool {
		for _, endpoint := range c.client.Endpoints() {
			if _, err := c.client.Defragment(t.Context(), endpoint); err != nil {
				t.Fatal(err)
			}
		}
		return len(holding(folder, "db", canary)) == 0
	})
}

// holding returns the files of a name, below a folder, that have a text, as bodies are kept.
func holding(folder, name, text string) (found []string) {
	body := fmt.Appendf(nil, `{"id":"g","led_by":%q}`, text)
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != name {
			return nil
		}
		if kept, err := os.ReadFile(path); err == nil && bytes.Contains(kept, base64Of(body)) {
			found = append(found, path)
		}
		return nil
	})
	return found
}

// TestGrowing measures the figures in directory/sqlstore/GROWING.md, with -long -v.
func TestGrowing(t *testing.T) {
	commits, d := 20, 200*time.Millisecond
	if *long {
		commits, d = 500, 5*time.Second
	}
	_, _, dsn := separate(t)
	writer := open(t, dsn)
	var servers []*directory.Directory
	for range 3 {
		servers = append(servers, follow(t, open(t, dsn)))
	}
	batch := func(id string) directory.Batch {
		return directory.Batch{ID: id, Writes: []directory.Write{{Key: directory.Key{Kind: "venue", ID: "v"},
			If: directory.AnyRevision, Body: fmt.Appendf(nil, `{"id":"v","name":%q}`, id)}}}
	}
	var took, shown []time.Duration
	for i := range commits {
		began := time.Now()
		head, err := writer.Commit(t.Context(), batch(fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		acknowledged := time.Now()
		took = append(took, acknowledged.Sub(began))
		for _, dir := range servers {
			for time.Since(acknowledged) < 30*time.Second && dir.Head().Revision < head.Revision {
				time.Sleep(100 * time.Microsecond)
			}
		}
		shown = append(shown, time.Since(acknowledged))
	}
	t.Logf("a commit takes %s; until all of three servers show it: %s", quantiles(took), quantiles(shown))
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	var running sync.WaitGroup
	var done atomic.Int64
	for w := range 8 {
		running.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				if _, err := writer.Commit(ctx, batch(fmt.Sprint(w, "/", i))); err == nil {
					done.Add(1)
				}
			}
		})
	}
	running.Wait()
	for _, dir := range servers {
		eventually(t, "each shows the last one", func() bool { // a commit that was given up may still come
			page, err := writer.List(t.Context(), directory.Key{}, 1)
			return err == nil && dir.Head() == page.Head
		})
	}
	t.Logf("8 writers: %.0f commits a second", float64(done.Load())/d.Seconds())
}

func quantiles(times []time.Duration) string {
	slices.Sort(times)
	at := func(q int) time.Duration { return times[len(times)*q/100].Round(10 * time.Microsecond) }
	return fmt.Sprintf("p50 %v, p99 %v", at(50), at(99))
}

// base64Of returns a text that a body has in the JSON of its record, whatever is around it.
func base64Of(body []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(body)) }
