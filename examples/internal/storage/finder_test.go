package storage_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/withinreach/withinreach/directory"
)

// program builds the finder, once, and returns its path.
var program = sync.OnceValues(func() (string, error) {
	path, err := filepath.Abs(filepath.Join(programs, "finder"))
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", path, "../../finder").CombinedOutput()
	if err != nil {
		return string(out), err
	}
	return path, nil
})

// A finder is a running program.
type finder struct {
	*exec.Cmd
	address string
}

// startFinder starts the finder on a database.
func startFinder(t *testing.T, dsn string) finder {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, path)
	}
	c := exec.Command(path, "-addr", "127.0.0.1:0", "-db", dsn)
	var trouble bytes.Buffer
	c.Dir, c.Stderr = t.TempDir(), &trouble
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		if t.Failed() {
			t.Logf("a finder on %s wrote:\n%s", dsn, trouble.Bytes())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "finder: serving ")
	if err != nil || !ok {
		t.Fatalf("printed %q, %v", line, err)
	}
	return finder{c, address}
}

// shows reports whether a page has a text.
func (f finder) shows(path, text string) bool {
	response, err := http.Get(f.address + path)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	return err == nil && strings.Contains(string(page), text)
}

// TestFinders starts three of the real program on one PostgreSQL, one of them on a streaming
// replica, and looks at their pages while others commit and servers fail.
func TestFinders(t *testing.T) {
	t.Parallel()
	one := newServer(t)
	one.init(t)
	t.Cleanup(one.stop)
	one.start(t)
	editor := follow(t, open(t, one.dsn(nil)))
	two := replicate(t, one)
	finders := []finder{startFinder(t, one.dsn(nil)), startFinder(t, one.dsn(nil)), startFinder(t, two.dsn(nil))}
	each := func(what, path, text string) {
		t.Helper()
		for i, f := range finders {
			eventually(t, what, func() bool { return f.shows(path, text) })
			if t.Failed() {
				t.Fatalf("finder %d", i)
			}
		}
	}
	name := func(text string) {
		t.Helper()
		o := directory.Organization{ID: "o", Name: text, Level: directory.National}
		if _, err := editor.Commit(t.Context(), "", directory.Change{Put: o, If: directory.AnyRevision}); err != nil {
			t.Fatal(err)
		}
	}
	each("an empty database shows the first steps", "/", "This directory is empty")
	name("First office")
	each("a commit is shown by each", "/organizations/o", "First office")
	name("The second office")
	each("and so is the next one", "/organizations/o", "The second office")

	one.kill()
	eventually(t, "without its database a finder shows what it has, and says since when", func() bool {
		return finders[0].shows("/organizations/o", "The second office") && finders[0].shows("/organizations/o", "could not be brought up to date")
	})
	one.start(t)
	eventually(t, "an editor commits again", func() bool {
		o := directory.Organization{ID: "o", Name: "Third office", Level: directory.National}
		_, err := editor.Commit(t.Context(), "third", directory.Change{Put: o, If: directory.AnyRevision})
		return err == nil
	})
	each("once it is back each goes on", "/organizations/o", "Third office")
	for i, f := range finders {
		if err := f.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := f.Wait(); err != nil {
			t.Errorf("finder %d: SIGTERM ends it with %v, want exit 0", i, err)
		}
	}
}
