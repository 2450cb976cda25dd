package site

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"
)

// A crawl asks for pages along all links and writes what comes back.
type crawl struct {
	names
	draft *draft
	pages http.Handler
	url   string

	queue []string
	known map[string]bool // files that are written or in the queue
}

// add adds the page at an address, once, and returns its file.
func (c *crawl) add(address string) (file string) {
	file = c.file(address)
	if !c.known[file] {
		if c.known == nil {
			c.known = map[string]bool{}
		}
		c.known[file] = true
		c.queue = append(c.queue, address)
	}
	return file
}

// run writes all pages, and that for an address where there is none.
func (c *crawl) run(ctx context.Context) error {
	missing := "/404?lang=" + c.language
	whole := func(file string) string { return below(c.url, file) } // it is shown at any address
	if err := c.page(ctx, missing, "404.html", http.StatusNotFound, whole); err != nil {
		return err
	}
	for len(c.queue) > 0 {
		address := c.queue[0]
		c.queue = c.queue[1:]
		file := c.file(address)
		err := c.page(ctx, address, file, http.StatusOK, func(to string) string { return relative(file, to) })
		if err != nil {
			return err
		}
	}
	return nil
}

// page asks for a page and writes it, with the ways to other files that way
// returns.
func (c *crawl) page(ctx context.Context, address, file string, status int, way func(file string) string) error {
	a, err := c.ask(ctx, address)
	if err != nil {
		return err
	}
	if a.status != status {
		return fmt.Errorf("site: page %q has status %d, want %d", file, a.status, status)
	}
	body := a.body.Bytes()
	if a.header.Get("Content-Type") == "text/html; charset=utf-8" {
		body = relink(body, way(""), func(address string) string { return way(c.add(address)) })
	}
	return c.draft.write(file, body)
}

// ask returns the answer for an address. It asks again while the finder is
// still working something out.
func (c *crawl) ask(ctx context.Context, address string) (*answer, error) {
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost"+address, nil)
		if err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
		a := &answer{header: http.Header{}, status: http.StatusOK}
		c.pages.ServeHTTP(a, r)
		if a.status != http.StatusServiceUnavailable {
			return a, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// An answer keeps what a handler writes.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }
