package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/command"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// TestMain lets the test binary be the command, so that it gets real signals.
func TestMain(m *testing.M) {
	if os.Getenv("BE_FINDER") != "" {
		os.Args = append(os.Args[:1], strings.Fields(os.Getenv("BE_FINDER"))...)
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A finder is the command under test, running.
type finder struct {
	*exec.Cmd
	address string
	out     *bufio.Reader // what it prints after the address
}

// start starts the command in a folder and waits until it prints the address.
func start(t *testing.T, dir, args string) finder {
	t.Helper()
	return startProcess(t, process(t, dir, args))
}

// startProcess starts the command and waits until it prints the address.
func startProcess(t *testing.T, c *exec.Cmd) finder {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	f := finder{Cmd: c, out: bufio.NewReader(out)}
	line, err := f.out.ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "finder: serving ")
	if err != nil || !ok {
		t.Fatalf("printed %q, %v", line, err)
	}
	f.address = address
	return f
}

// process returns the command, ready to start in a folder.
func process(t *testing.T, dir, args string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "BE_FINDER="+args)
	c.Dir, c.Stderr = dir, t.Output()
	return c
}

// ends sends the command a signal, which it must take for the end of its work.
func (f finder) ends(t *testing.T, signal os.Signal) {
	t.Helper()
	if err := f.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if err := f.Wait(); err != nil {
		t.Errorf("ended with %v, want exit 0", err)
	}
}

// shows waits until a page of the command has a text.
func (f finder) shows(t *testing.T, path, text string) {
	t.Helper()
	for began := time.Now(); !strings.Contains(page(t, f.address+path), text); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > 20*time.Second {
			t.Fatalf("not shown within 20 s: %q\n%s", text, page(t, f.address+path))
		}
	}
}

func page(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSignalsEndItWithSuccess(t *testing.T) {
	for name, signal := range map[string]os.Signal{"SIGTERM": syscall.SIGTERM, "an interrupt": os.Interrupt} {
		t.Run(name, func(t *testing.T) {
			f := start(t, t.TempDir(), "-demo -addr 127.0.0.1:0")
			f.shows(t, "/", "This is a demo")
			f.ends(t, signal)
		})
	}
}

// other opens the database of a command as another program would.
func other(t *testing.T, path string) *directory.Directory {
	t.Helper()
	store, closeStore, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := directory.Open(t.Context(), store, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		dir.Close()
		_ = closeStore()
	})
	return dir
}

func office(name string) directory.Change {
	return directory.Change{If: directory.AnyRevision, Put: directory.Organization{ID: "o", Name: name, Level: directory.National}}
}

func commit(t *testing.T, dir *directory.Directory, c directory.Change) {
	t.Helper()
	if _, err := dir.Commit(t.Context(), "", c); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutFlagsItKeepsAFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "withinreach.db")
	f := start(t, folder, "-addr 127.0.0.1:0")
	t.Run("whose path is printed, and which only its owner can read", func(t *testing.T) {
		line, err := f.out.ReadString('\n')
		printed := strings.TrimPrefix(strings.TrimSpace(line), "finder: records are in ")
		info, serr := os.Stat(printed)
		if err != nil || serr != nil || filepath.Base(printed) != "withinreach.db" || info.Mode().Perm() != 0o600 {
			t.Errorf("printed %q, %v; file %v, %v", line, err, info, serr)
		}
	})
	t.Run("a new one shows the first steps", func(t *testing.T) {
		f.shows(t, "/", "This directory is empty")
	})
	dir := other(t, path)
	t.Run("what another program commits is shown without a restart", func(t *testing.T) {
		commit(t, dir, office("First office"))
		f.shows(t, "/organizations/o", "First office")
		commit(t, dir, office("The second office"))
		f.shows(t, "/organizations/o", "The second office")
	})
	t.Run("SIGTERM lets a request under way finish, and ends it with success", func(t *testing.T) {
		f.ends(t, syscall.SIGTERM)
	})
	t.Run("the next one shows what is in the file", func(t *testing.T) {
		again := start(t, folder, "-addr 127.0.0.1:0 -db withinreach.db")
		again.shows(t, "/organizations/o", "The second office")
		again.ends(t, syscall.SIGTERM)
	})
}

func TestImport(t *testing.T) {
	folder := t.TempDir()
	f := start(t, folder, "-addr 127.0.0.1:0")
	bring := func(text string) error {
		c := process(t, folder, "import")
		c.Stdin = strings.NewReader(text)
		return c.Run()
	}
	const first = `{"organization":{"id":"o","name":"First office","level":"national"}}` + "\n"
	for range 2 {
		if err := bring(first); err != nil {
			t.Fatal(err)
		}
		f.shows(t, "/organizations/o", "First office")
	}
	if err := bring(strings.Replace(first, "First", "The second", 1)); err != nil {
		t.Fatal(err)
	}
	f.shows(t, "/organizations/o", "The second office")
	if got := other(t, filepath.Join(folder, "withinreach.db")).Head().Revision; got != 3 {
		t.Errorf("%d commits, want 3, of the set-up link and two imports: what is there already is not written again", got)
	}
	if err := bring(first + "{\n"); err == nil {
		t.Error("a file with a mistake is imported")
	}
}

func TestBackupAndRestore(t *testing.T) {
	folder := t.TempDir()
	commit(t, other(t, filepath.Join(folder, "withinreach.db")), office("First office"))
	backup, err := process(t, folder, "backup").Output()
	if err != nil || !strings.Contains(string(backup), "First office") {
		t.Fatalf("%v:\n%s", err, backup)
	}
	restore := func(text string) error {
		c := process(t, folder, "restore -db new.db")
		c.Stdin = strings.NewReader(text)
		return c.Run()
	}
	if err := restore(string(backup[:len(backup)-10])); err == nil {
		t.Error("a backup that was cut off is restored")
	}
	if err := restore(string(backup)); err != nil {
		t.Error(err)
	}
	if e, _, _ := other(t, filepath.Join(folder, "new.db")).Get(directory.Key{Kind: "organization", ID: "o"}); e == nil {
		t.Error("it is not there")
	}
	t.Run("a backup is a file of records, too", func(t *testing.T) {
		if err := os.WriteFile(filepath.Join(folder, "b.jsonl"), backup, 0o600); err != nil {
			t.Fatal(err)
		}
		start(t, folder, "-addr 127.0.0.1:0 -records b.jsonl").shows(t, "/organizations/o", "First office")
	})
}

func TestRecordsOfOnesOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.jsonl")
	write := func(name string) {
		text := `{"organization":{"id":"o","name":"` + name + `","level":"national"}}`
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("First office")
	f := start(t, t.TempDir(), "-addr 127.0.0.1:0 -records "+path)
	f.shows(t, "/organizations/o", "First office")
	write("The second office")
	f.shows(t, "/organizations/o", "The second office")
	if left, err := os.ReadDir(f.Dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestBadUsage(t *testing.T) {
	run := func(args string, stderr io.Writer) error {
		return command.Program{Open: storage.Open, Stdout: io.Discard, Stderr: stderr}.Run(t.Context(), strings.Fields(args))
	}
	for _, args := range []string{"-demo -records x", "-db x -demo", "-db x -records y", "-nothing", "more", "-demo more", "backup more", "import more", "restore -demo"} {
		if err := run(args, io.Discard); !errors.Is(err, command.ErrUsage) {
			t.Errorf("%s: %v", args, err)
		}
	}
	for _, args := range []string{"-records /does/not/exist", "-demo -addr nonsense", "-demo -addr 256.0.0.1:1",
		"-db /does/not/exist.db", "-db mysql://x -addr 127.0.0.1:0", "backup -db /does/not/exist.db"} {
		if err := run(args, io.Discard); err == nil || errors.Is(err, command.ErrUsage) {
			t.Errorf("%s: %v", args, err)
		}
	}
	var help bytes.Buffer
	if err := run("-h", &help); err != nil || !strings.Contains(help.String(), "-records") {
		t.Errorf("help: %v\n%s", err, help.String())
	}
}
