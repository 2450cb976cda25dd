package guides_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What the guides tell people to type is typed here, in the order of each guide, and prints
// what the guide shows. The commands of README.md come first and set up the folder.
func TestCommands(t *testing.T) {
	groups := filepath.Join(t.TempDir(), "groups")
	building, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	follow(t, building, "README.md", groups)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, guide := range guides(t)[1:] {
		t.Run(guide, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "groups")
			if err := os.CopyFS(dir, os.DirFS(groups)); err != nil {
				t.Fatal(err)
			}
			follow(t, ctx, guide, dir)
			if guide == "finder.md" {
				operate(t, ctx, dir)
			}
		})
	}
}

// follow does what a guide says, in a folder beside the checkout.
func follow(t *testing.T, ctx context.Context, guide, dir string) {
	t.Helper()
	beside(t, dir)
	var before block
	output := ""
	for _, b := range blocks(read(t, guide)) {
		switch {
		case b.name == "not run", b.quoted(before): // see TestQuotes
		case b.name == "file":
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(b.value)), []byte(b.text()), 0o666); err != nil {
				t.Fatal(err)
			}
		case b.name == "serves":
			served(t, ctx, dir, guide, b)
		case b.info == "sh":
			output = typed(t, ctx, dir, guide, b)
		case (b.info == "text" || b.info == "json") && before.info == "sh" && before.name == "":
			if difference := shown(b.info, b.text(), output); difference != "" {
				t.Errorf("%s:%d: %s", guide, b.line, difference)
			}
		default:
			t.Errorf("%s:%d: nothing tests this block; say why in a comment above it: <!-- not run: REASON -->", guide, b.line)
		}
		before = b
	}
}

// beside puts a link to the checkout beside a folder, which it makes.
func beside(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err == nil {
		err = os.MkdirAll(dir, 0o777)
	}
	if err == nil {
		err = os.Symlink(root, filepath.Join(filepath.Dir(dir), "withinreach"))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func shell(ctx context.Context, dir, text string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-eu", "-c", text)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "WITHINREACH_ADDR=127.0.0.1:0")
	return cmd
}

// typed runs commands and returns what they print.
func typed(t *testing.T, ctx context.Context, dir, guide string, b block) string {
	t.Helper()
	var out bytes.Buffer
	cmd := shell(ctx, dir, b.text())
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s:%d: %v\n%s%s", guide, b.line, err, b.text(), out.String())
	}
	return out.String()
}

// served starts a server, asks it for its front page, and stops it.
func served(t *testing.T, ctx context.Context, dir, guide string, b block) {
	t.Helper()
	address, stop := serve(t, ctx, dir, b.text())
	defer stop()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatalf("%s:%d: %v", guide, b.line, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s:%d: status %s", guide, b.line, resp.Status)
	}
}

// serve starts a server, and returns its address and what stops it as Ctrl-C does.
func serve(t *testing.T, ctx context.Context, dir, command string) (address string, stop func()) {
	t.Helper()
	cmd := shell(ctx, dir, "exec "+command)
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "serving ")
	}
	return address, func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		_, _ = io.Copy(io.Discard, out)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s: %v", command, err)
		}
	}
}
