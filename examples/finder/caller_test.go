package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A caller asks for pages on connections that it keeps, and reads of an answer
// no more than its status and length. It shares the processors with the server
// that it measures, and a whole HTTP client would take a third as long as that
// one.
type caller struct {
	host string

	mu   sync.Mutex
	idle []*wire
}

// A wire is one connection.
type wire struct {
	net.Conn
	in    *bufio.Reader
	since time.Time // when it became idle
}

// idleTime is how long a connection is kept without use: less than by the
// server, which may end one at the moment in which a request is on its way.
const idleTime = 5 * time.Second

func callerTo(site string) *caller { return &caller{host: strings.TrimPrefix(site, "http://")} }

// take returns a connection that nobody uses.
func (c *caller) take() (*wire, error) {
	c.mu.Lock()
	if n := len(c.idle); n > 0 {
		w := c.idle[n-1]
		c.idle = c.idle[:n-1]
		if time.Since(w.since) < idleTime {
			c.mu.Unlock()
			return w, nil
		}
		_ = w.Close()
		for _, w := range c.idle { // for still longer
			_ = w.Close()
		}
		c.idle = nil
	}
	c.mu.Unlock()
	conn, err := net.DialTimeout("tcp", c.host, 10*time.Second)
	if err != nil {
		return nil, err
	}
	return &wire{conn, bufio.NewReaderSize(conn, 32<<10), time.Time{}}, nil
}

// get asks for a page, and fails unless all of it comes.
func (c *caller) get(path string) error {
	w, err := c.take()
	if err != nil {
		return err
	}
	if err := w.get(c.host, path); err != nil {
		_ = w.Close()
		return fmt.Errorf("%s: %w", path, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	w.since = time.Now()
	c.idle = append(c.idle, w)
	return nil
}

func (w *wire) get(host, path string) error {
	if err := w.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	if _, err := w.Write([]byte("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")); err != nil {
		return err
	}
	status, err := w.in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if ok := []byte("HTTP/1.1 200 "); !bytes.HasPrefix(status, ok) {
		return fmt.Errorf("%q, want %q", status, ok)
	}
	length := -1
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) == len("\r\n") {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return w.chunks()
	}
	_, err = w.in.Discard(length)
	return err
}

// chunks reads an answer that comes in chunks, to its end.
func (w *wire) chunks() error {
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 32)
		if err != nil {
			return err
		}
		if _, err := w.in.Discard(int(size) + len("\r\n")); err != nil || size == 0 {
			return err
		}
	}
}
