package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// startOn starts the command on a socket that is passed on as systemd does it.
func startOn(t *testing.T, socket *os.File, args string) *exec.Cmd {
	t.Helper()
	c := exec.Command("sh", "-c", `LISTEN_PID=$$ LISTEN_FDS=1 exec "$0"`, os.Args[0])
	c.Env = append(os.Environ(), "BE_FINDER="+args)
	c.Dir, c.Stderr, c.ExtraFiles = t.TempDir(), io.Discard, []*os.File{socket}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	return c
}

// TestRestartUnderLoad restarts the server again and again while requests come
// at their own pace, half of them on connections of their own. Nothing asks
// twice.
func TestRestartUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	socket, err := l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	server := startOn(t, socket, "-demo")
	site := "http://" + l.Addr().String()
	if got := page(t, site+"/readyz"); got != "ready\n" {
		t.Fatalf("/readyz says %q", got)
	}

	stop := make(chan struct{})
	var asking sync.WaitGroup
	var asked, failed atomic.Int64
	clients := []*http.Client{
		{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}},
		{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100}},
	}
	paths := []string{"/", "/near/88e5c5c", "/api/v1/near/88e5c5c", "/offerings/jax-wednesday", "/static/style.css"}
	asking.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			asking.Go(func() {
				asked.Add(1)
				if err := get(clients[i%2], site+paths[i%len(paths)]); err != nil {
					failed.Add(1)
					t.Error(err)
				}
			})
		}
	})
	for range 3 {
		time.Sleep(500 * time.Millisecond)
		if err := server.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := server.Wait(); err != nil {
			t.Errorf("it ended with %v, want exit 0", err)
		}
		server = startOn(t, socket, "-demo")
		page(t, site+"/readyz") // so that the next signal finds it serving
	}
	time.Sleep(500 * time.Millisecond)
	close(stop)
	asking.Wait()
	t.Logf("%d requests over 3 restarts, %d failed", asked.Load(), failed.Load())
	if asked.Load() < 100 || failed.Load() > 0 {
		t.Errorf("%d of %d requests failed, want none of at least 100", failed.Load(), asked.Load())
	}
}

func get(c *http.Client, address string) error {
	r, err := c.Get(address)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if _, err := io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d, %v", r.StatusCode, err)
	}
	return nil
}

func TestTheEnvironmentConfigures(t *testing.T) {
	t.Run("a variable stands for a flag", func(t *testing.T) {
		t.Setenv("WITHINREACH_DEMO", "true")
		t.Setenv("WITHINREACH_ADDR", "127.0.0.1:0")
		t.Setenv("WITHINREACH_EMBED_HOSTS", "https://www.example.org")
		f := start(t, t.TempDir(), "-burst 100")
		f.shows(t, "/", "This is a demo")
		f.shows(t, "/embed", "https://www.example.org")
		f.shows(t, "/metrics", "withinreach_snapshot_stuck 0")
		f.shows(t, "/api/v1/changes", `"demo":true`)
	})
	t.Run("a flag wins, and one that says where the records are stands for all of them", func(t *testing.T) {
		t.Setenv("WITHINREACH_DB", "postgres://user:hunter2@192.0.2.1/none")
		t.Setenv("WITHINREACH_ADDR", "not an address")
		f := start(t, t.TempDir(), "-demo -addr 127.0.0.1:0")
		f.shows(t, "/", "This is a demo")
	})
	t.Run("a variable that is no value is refused, and not repeated", func(t *testing.T) {
		t.Setenv("WITHINREACH_RATE", "hunter2")
		c := process(t, t.TempDir(), "-demo -addr 127.0.0.1:0")
		var out strings.Builder
		c.Stderr = &out
		err := c.Run()
		if err == nil || !strings.Contains(out.String(), "WITHINREACH_RATE") || strings.Contains(out.String(), "hunter2") {
			t.Errorf("%v: %s", err, &out)
		}
	})
}
