package finder_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

// A running is a server that was started by Serve.
type running struct {
	address string
	log     *bytes.Buffer
	stop    context.CancelFunc
	done    chan error
}

func start(t *testing.T, h http.Handler) *running {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &running{l.Addr().String(), new(bytes.Buffer), stop, make(chan error, 1)}
	go func() { r.done <- finder.Serve(ctx, l, h, slog.New(slog.NewTextHandler(r.log, nil))) }()
	t.Cleanup(stop)
	return r
}

// ended stops the server and waits until it has ended.
func (r *running) ended(t *testing.T) {
	t.Helper()
	r.stop()
	select {
	case err := <-r.done:
		if err != nil {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("does not end")
	}
}

func TestShutdownLetsRequestsFinish(t *testing.T) {
	arrived, release := make(chan bool), make(chan bool)
	r := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-release
		_, _ = io.WriteString(w, "finished")
	}))
	got := make(chan string)
	go func() {
		response, err := http.Get("http://" + r.address)
		if err != nil {
			got <- err.Error()
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		got <- string(text)
	}()
	<-arrived
	r.stop()
	for { // no one else is let in
		c, err := net.DialTimeout("tcp", r.address, time.Second)
		if err != nil {
			break
		}
		c.Close()
	}
	close(release)
	if text := <-got; text != "finished" {
		t.Errorf("the request that had come in got %q", text)
	}
	r.ended(t)
}

func TestServeEndsIfItsListenerFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := finder.Serve(t.Context(), l, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err == nil {
		t.Error("no error")
	}
}

func TestMessagesOfTheServerNameNobody(t *testing.T) {
	r := start(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("canary") }))
	if _, err := http.Get("http://" + r.address); err == nil {
		t.Error("an answer of a handler that panicked")
	}
	r.ended(t)
	wants(t, r.log.String(), "a connection failed")
	lacks(t, r.log.String(), "127.0.0.1", "canary")
}

// TestRawRequests sends what no client library would.
func TestRawRequests(t *testing.T) {
	r := start(t, finder.New(finder.Options{Source: finder.Empty()}))
	for _, tt := range []struct{ name, request, status string }{
		{"H204 smuggling", "POST /search HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
		{"headers of more than 16 KiB", "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("x", 32<<10) + "\r\n\r\n", "431"},
		{"the server as a whole", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
		{"a proxy", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", "405"},
		{"a foreign address", "GET http://evil.example/nothing HTTP/1.1\r\nHost: evil.example\r\n\r\n", "404"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", "400"},
		{"an old protocol", "GET / HTTP/1.0\r\n\r\n", "200"},
		{"nonsense", "\x16\x03\x01\x02\x00\r\n\r\n", "400"},
		{"H202 a foreign host name", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "200"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := net.Dial("tcp", r.address)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			go fmt.Fprint(c, tt.request)
			_ = c.SetDeadline(time.Now().Add(10 * time.Second))
			response, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			text, _ := io.ReadAll(io.LimitReader(response.Body, 1<<16))
			if !strings.HasPrefix(response.Status, tt.status) {
				t.Errorf("status %s, want %s", response.Status, tt.status)
			}
			lacks(t, string(text), "evil.example")
		})
	}
	r.ended(t)
	lacks(t, r.log.String(), "127.0.0.1", "evil")
}

func TestSlowClientsAreLetGo(t *testing.T) {
	t.Parallel() // it mostly waits
	r := start(t, finder.New(finder.Options{Source: finder.Empty()}))
	c, err := net.Dial("tcp", r.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	began := time.Now()
	_ = c.SetReadDeadline(began.Add(20 * time.Second))
	_, _ = io.Copy(io.Discard, c) // until the server closes
	if took := time.Since(began); took > 8*time.Second {
		t.Errorf("a client that never ends its headers stayed for %v", took)
	}
}
