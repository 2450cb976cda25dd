package operate_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/operate"
)

// TestMain lets the test binary be a server to which a socket is passed on.
func TestMain(m *testing.M) {
	if text := os.Getenv("BE_SERVER"); text != "" {
		l, err := operate.Listen("127.0.0.1:0")
		if err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
		_ = http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, "%s %q", text, os.Getenv("LISTEN_FDS"))
		}))
	}
	os.Exit(m.Run())
}

// passOn starts a server with files that are passed on as systemd does: the
// variable names the process that they are for.
func passOn(t *testing.T, count string, files ...*os.File) *exec.Cmd {
	t.Helper()
	c := exec.Command("sh", "-c", `LISTEN_PID=$$ LISTEN_FDS=`+count+` exec "$0"`, os.Args[0])
	c.Env, c.ExtraFiles, c.Stderr = append(os.Environ(), "BE_SERVER=passed on"), files, t.Output()
	return c
}

func TestASocketIsPassedOn(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	file, err := l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	c := passOn(t, "1", file)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	r, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if text, err := io.ReadAll(r.Body); err != nil || string(text) != `passed on ""` {
		t.Errorf("%q, %v: want an answer of the process to which it was passed on, which tells its children nothing of it", text, err)
	}
}

func TestWhatIsPassedOnMustBeOneSocket(t *testing.T) {
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for count, files := range map[string][]*os.File{"1": {file}, "2": {file, file}, "x": {file}} {
		if err := passOn(t, count, files...).Run(); err == nil {
			t.Errorf("LISTEN_FDS=%s: it serves", count)
		}
	}
}

func TestListenWithoutSystemd(t *testing.T) {
	t.Setenv("LISTEN_PID", "1") // of another process
	t.Setenv("LISTEN_FDS", "1")
	l, err := operate.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if l.Addr().(*net.TCPAddr).Port == 0 {
		t.Error("no port")
	}
}
