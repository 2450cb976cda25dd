package main

import (
	"bufio"
	"bytes"
	"context"
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

// command starts the command and returns the address that it prints.
func command(t *testing.T, args string) (*exec.Cmd, string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "BE_FINDER="+args)
	c.Dir = t.TempDir()
	c.Stderr = t.Output()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
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
			c, address := command(t, "-demo -addr 127.0.0.1:0")
			if text := page(t, address); !strings.Contains(text, "This is a demo") {
				t.Errorf("page:\n%s", text)
			}
			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if err := c.Wait(); err != nil {
				t.Errorf("ended with %v, want exit 0", err)
			}
		})
	}
}

func TestWithoutRecordsItShowsFirstSteps(t *testing.T) {
	c, address := command(t, "-addr 127.0.0.1:0")
	if text := page(t, address); !strings.Contains(text, "This directory is empty") {
		t.Errorf("page:\n%s", text)
	}
	if left, err := os.ReadDir(c.Dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
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
	_, address := command(t, "-addr 127.0.0.1:0 -records "+path)
	if text := page(t, address+"/organizations/o"); !strings.Contains(text, "First office") {
		t.Errorf("page:\n%s", text)
	}
	write("The second office")
	for began := time.Now(); !strings.Contains(page(t, address+"/organizations/o"), "The second office"); time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > 20*time.Second {
			t.Fatal("a change is not shown")
		}
	}
}

func TestBadUsage(t *testing.T) {
	for _, args := range []string{"-demo -records x", "-nothing", "more", "-demo more"} {
		err := run(context.Background(), strings.Fields(args), io.Discard, io.Discard)
		if !errors.Is(err, errUsage) {
			t.Errorf("%s: %v", args, err)
		}
	}
	for _, args := range []string{"-records /does/not/exist", "-addr nonsense", "-addr 256.0.0.1:1"} {
		err := run(context.Background(), strings.Fields(args), io.Discard, io.Discard)
		if err == nil || errors.Is(err, errUsage) {
			t.Errorf("%s: %v", args, err)
		}
	}
	var help bytes.Buffer
	if err := run(context.Background(), []string{"-h"}, io.Discard, &help); err != nil || !strings.Contains(help.String(), "-records") {
		t.Errorf("help: %v\n%s", err, help.String())
	}
}
