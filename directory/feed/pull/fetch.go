package pull

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Errors that Fetch wraps.
var (
	ErrScheme    = errors.New("want https")
	ErrHost      = errors.New("host is not among those that are allowed")
	ErrAddress   = errors.New("address is not public")
	ErrSize      = errors.New("document too large")
	ErrRedirects = errors.New("too many redirects")
)

// Options configure a Fetcher. The zero Options are safe.
type Options struct {
	// MaxBytes is the greatest length of a document, unpacked. 0 is 64 MiB.
	MaxBytes int64
	// Timeout is for a whole fetch, redirects included. 0 is 30 seconds.
	Timeout time.Duration
	// Redirects is how many to follow. 0 is 5, and -1 none.
	Redirects int
	// Hosts, unless it is empty, are the only hosts to fetch from, redirects
	// included. ".example.org" is each host below example.org.
	Hosts []string
	// UserAgent says who asks, such as the name of a site with an address for
	// complaints. "" is "withinreach".
	UserAgent string
	// Private allows addresses that are not public, and other ports, for
	// sources inside an office.
	Private bool
	// RootCAs are the authorities to trust. Nil is those of the system.
	RootCAs *x509.CertPool
}

// A Fetcher fetches sources. It is safe for any number of goroutines.
type Fetcher struct {
	o      Options
	client *http.Client
}

// New returns a Fetcher. Close it in the end.
func New(o Options) *Fetcher {
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Redirects == 0 {
		o.Redirects = 5
	}
	if o.UserAgent == "" {
		o.UserAgent = "withinreach"
	}
	dialer := net.Dialer{Timeout: o.Timeout}
	if !o.Private {
		dialer.Control = refusePrivate
	}
	f := &Fetcher{o: o}
	f.client = &http.Client{
		CheckRedirect: f.redirect,
		Transport: &http.Transport{
			DialContext:         dialer.DialContext,
			TLSClientConfig:     &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2:   true,
			MaxIdleConns:        16,
			IdleConnTimeout:     time.Minute,
			TLSHandshakeTimeout: o.Timeout,
			// Headers count too, not only the document.
			MaxResponseHeaderBytes: 64 << 10,
		},
	}
	return f
}

// Close closes connections that are kept open for another fetch.
func (f *Fetcher) Close() { f.client.CloseIdleConnections() }

// Fetch asks for the document of a source at a time, and returns the source
// with what has become of it. If the server says that nothing has changed, or
// sends the same bytes, Changed is false. With an error the last good copy is
// as it was, and Health says what went wrong.
//
// Errors name the host and not the rest of the address, which may hold a key.
func (f *Fetcher) Fetch(ctx context.Context, s Source, now time.Time) (Source, error) {
	s.Changed = false
	s.Health.Tried = now
	next, err := f.fetch(ctx, s)
	if err != nil {
		err = fmt.Errorf("pull: %s: %w", host(s.URL), withoutURL(err))
		s.Health.Failures++
		s.Health.Reason = err.Error()
		return s, err
	}
	next.Health = Health{Tried: now, Good: now}
	return next, nil
}

func (f *Fetcher) fetch(ctx context.Context, s Source) (Source, error) {
	ctx, cancel := context.WithTimeout(ctx, f.o.Timeout)
	defer cancel()
	address := s.URL
	if rest, ok := strings.CutPrefix(address, "webcal:"); ok {
		address = "https:" + rest
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return s, err
	}
	if err := f.allowed(r.URL); err != nil {
		return s, err
	}
	r.Header.Set("User-Agent", f.o.UserAgent)
	if s.ETag != "" {
		r.Header.Set("If-None-Match", s.ETag)
	}
	if s.LastModified != "" {
		r.Header.Set("If-Modified-Since", s.LastModified)
	}
	answer, err := f.client.Do(r)
	if err != nil {
		return s, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotModified && (s.ETag != "" || s.LastModified != "") {
		return s, nil
	}
	if answer.StatusCode != http.StatusOK {
		return s, &StatusError{answer.StatusCode, retryAfter(answer.Header)}
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, f.o.MaxBytes+1))
	// A server that hears us hang up may end the document in good order.
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return s, err
	}
	if int64(len(body)) > f.o.MaxBytes {
		return s, fmt.Errorf("%w: more than %d bytes", ErrSize, f.o.MaxBytes)
	}
	s.Changed = !bytes.Equal(body, s.Body)
	s.Body, s.Type = body, answer.Header.Get("Content-Type")
	s.ETag, s.LastModified = answer.Header.Get("ETag"), answer.Header.Get("Last-Modified")
	return s, nil
}

func (f *Fetcher) redirect(r *http.Request, via []*http.Request) error {
	if len(via) > f.o.Redirects {
		return fmt.Errorf("%w: more than %d", ErrRedirects, max(f.o.Redirects, 0))
	}
	return f.allowed(r.URL)
}

// allowed checks an address as far as it can be before its name is resolved.
func (f *Fetcher) allowed(u *url.URL) error {
	switch {
	case u.Scheme != "https":
		return fmt.Errorf("%w, not %q", ErrScheme, u.Scheme)
	case u.User != nil:
		return errors.New("address holds a user name, want none")
	case !f.o.Private && u.Port() != "" && u.Port() != "443":
		return fmt.Errorf("%w: port %s, want 443", ErrAddress, u.Port())
	case len(f.o.Hosts) > 0 && !slices.ContainsFunc(f.o.Hosts, func(h string) bool { return matches(h, u.Hostname()) }):
		return ErrHost
	}
	return nil
}

func matches(allowed, host string) bool {
	if strings.HasPrefix(allowed, ".") {
		return len(host) > len(allowed) && strings.EqualFold(host[len(host)-len(allowed):], allowed)
	}
	return strings.EqualFold(allowed, host)
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, 7*24*3600)) * time.Second
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "address without a host"
	}
	return u.Host
}

// withoutURL takes the address out of an error of package http.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
