package finder_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// askOn sends a request on a connection and returns what it is answered.
func askOn(t *testing.T, c net.Conn) (text string, last bool) {
	t.Helper()
	if _, err := fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body), r.Close
}

// TestAnEndLeavesNoRequestUnanswered ends a server while connections are open
// that send their request only then.
func TestAnEndLeavesNoRequestUnanswered(t *testing.T) {
	r := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "answered")
	}))
	open := func() net.Conn {
		t.Helper()
		c, err := net.Dial("tcp", r.address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	fresh, used, silent := open(), open(), open()
	if text, last := askOn(t, used); text != "answered" || last {
		t.Fatalf("before the end: %q, last %v", text, last)
	}
	r.stop()
	ending := time.Now()
	for { // until it ends
		c, err := net.DialTimeout("tcp", r.address, time.Second)
		if err != nil {
			break
		}
		c.Close()
	}
	for name, c := range map[string]net.Conn{"a first one": fresh, "one more": used} {
		if text, last := askOn(t, c); text != "answered" || !last {
			t.Errorf("%s: %q, told that it is the last on its connection: %v", name, text, last)
		}
	}
	_ = silent.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := silent.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("a connection without a request: %v, want it closed", err)
	}
	r.ended(t)
	if took := time.Since(ending); took > 4*time.Second {
		t.Errorf("whoever sends nothing held it up for %v", took)
	}
}
