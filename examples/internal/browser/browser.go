package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
)

// A Browser is a running Chromium with a profile of its own that nobody used
// before. Its methods may be called concurrently.
type Browser struct {
	cmd     *exec.Cmd
	profile string
	to      *os.File
	done    chan struct{} // closed when nothing more can be read

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	events  map[string]func(method string, params json.RawMessage) // by session
}

// A reply is what the browser says: the answer to a command, or an event.
type reply struct {
	ID      int             `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
	Session string          `json:"sessionId"`
	Result  json.RawMessage `json:"result"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// Find returns the path of a Chromium or Chrome, "" if there is none.
func Find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// ErrGone reports that the browser has ended.
var ErrGone = errors.New("browser: it has ended")

// Start starts the browser at a path. It ends with ctx, or by Close.
func Start(ctx context.Context, path string) (*Browser, error) {
	profile, err := os.MkdirTemp("", "browser")
	if err != nil {
		return nil, err
	}
	theirs, ours, err := os.Pipe() // what they read
	if err != nil {
		return nil, err
	}
	read, write, err := os.Pipe() // what they write
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
		"--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
		"--disable-dev-shm-usage", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir="+profile, "about:blank")
	cmd.ExtraFiles = []*os.File{theirs, write} // 3 and 4
	b := &Browser{
		cmd: cmd, profile: profile, to: ours, done: make(chan struct{}),
		waiting: map[int]chan reply{}, events: map[string]func(string, json.RawMessage){},
	}
	err = cmd.Start()
	theirs.Close()
	write.Close()
	if err != nil {
		ours.Close()
		read.Close()
		os.RemoveAll(profile)
		return nil, fmt.Errorf("browser: %w", err)
	}
	go b.listen(read)
	return b, nil
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() {
	b.to.Close()
	_ = b.cmd.Process.Kill() // it may have ended
	<-b.done
	_ = b.cmd.Wait() // that it was killed is known
	os.RemoveAll(b.profile)
}

// listen hands on what the browser says until it ends.
func (b *Browser) listen(from *os.File) {
	defer close(b.done)
	defer from.Close()
	in := bufio.NewReaderSize(from, 1<<20)
	for {
		text, err := in.ReadBytes(0)
		if err != nil {
			return
		}
		var r reply
		if json.Unmarshal(bytes.TrimSuffix(text, []byte{0}), &r) != nil {
			continue
		}
		b.mu.Lock()
		waiting, event := b.waiting[r.ID], b.events[r.Session]
		delete(b.waiting, r.ID)
		b.mu.Unlock()
		switch {
		case r.ID != 0 && waiting != nil:
			waiting <- r
		case r.ID == 0 && event != nil:
			event(r.Method, r.Params)
		}
	}
}

// call sends a command to a session, "" is the browser itself, and decodes the
// answer into result unless that is nil.
func (b *Browser) call(ctx context.Context, session, method string, params, result any) error {
	answer := make(chan reply, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	b.waiting[id] = answer
	text, err := json.Marshal(struct {
		ID      int    `json:"id"`
		Session string `json:"sessionId,omitzero"`
		Method  string `json:"method"`
		Params  any    `json:"params,omitzero"`
	}{id, session, method, params})
	if err == nil {
		_, err = b.to.Write(append(text, 0))
	}
	b.mu.Unlock()
	if err != nil {
		return fmt.Errorf("browser: %s: %w", method, err)
	}
	select {
	case r := <-answer:
		if r.Error != nil {
			return fmt.Errorf("browser: %s: %s", method, r.Error.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(r.Result, result)
	case <-b.done:
		return ErrGone
	case <-ctx.Done():
		return fmt.Errorf("browser: %s: %w", method, ctx.Err())
	}
}
