package pull_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed/pull"
)

var now = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// serve starts a server and returns a fetcher that may talk to it.
func serve(t *testing.T, o pull.Options, h http.HandlerFunc) (f *pull.Fetcher, address string) {
	t.Helper()
	s := httptest.NewTLSServer(h)
	t.Cleanup(s.Close)
	o.Private = true
	o.RootCAs = x509.NewCertPool()
	o.RootCAs.AddCert(s.Certificate())
	f = pull.New(o)
	t.Cleanup(f.Close)
	return f, s.URL
}

func TestFetch(t *testing.T) {
	text := "day,time\nMonday,6 pm\n"
	asked, unchanged := 0, 0
	f, address := serve(t, pull.Options{UserAgent: "us (a@example.org)"}, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if got := r.Header.Get("User-Agent"); got != "us (a@example.org)" {
			t.Errorf("User-Agent %q", got)
		}
		w.Header().Set("ETag", `"`+fmt.Sprint(len(text))+`"`)
		if r.Header.Get("If-None-Match") == w.Header().Get("ETag") {
			unchanged++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/csv")
		fmt.Fprint(w, text)
	})
	first, err := f.Fetch(t.Context(), pull.Source{URL: "webcal" + strings.TrimPrefix(address, "https")}, now)
	if err != nil {
		t.Fatal(err)
	}
	want := pull.Source{URL: first.URL, Body: []byte(text), Type: "text/csv", ETag: `"21"`, Changed: true,
		Health: pull.Health{Tried: now, Good: now}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("first fetch (-want +got):\n%s", diff)
	}
	second, err := f.Fetch(t.Context(), first, now.Add(time.Hour))
	if err != nil || second.Changed || string(second.Body) != text || asked != 2 || unchanged != 1 {
		t.Errorf("nothing new: %v, changed %v, body %q, asked %d times, sent again %v", err, second.Changed, second.Body, asked, unchanged == 0)
	}
	text += "Tuesday,7 pm\n"
	third, err := f.Fetch(t.Context(), second, now.Add(2*time.Hour))
	if err != nil || !third.Changed || string(third.Body) != text {
		t.Errorf("something new: %v, changed %v, body %q", err, third.Changed, third.Body)
	}
	third.ETag = ""
	fourth, err := f.Fetch(t.Context(), third, now.Add(3*time.Hour))
	if err != nil || fourth.Changed {
		t.Errorf("the same bytes again: %v, changed %v", err, fourth.Changed)
	}
}

func TestFetchKeepsTheLastGoodCopy(t *testing.T) {
	f, address := serve(t, pull.Options{MaxBytes: 1000, Timeout: 2 * time.Second, Redirects: 2}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/busy":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/unasked":
			w.WriteHeader(http.StatusNotModified)
		case "/large":
			w.Write(make([]byte, 1001))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(make([]byte, 10<<20))
			z.Close()
		case "/cut":
			w.Header().Set("Content-Length", "500")
			w.Write(make([]byte, 100))
		case "/slow":
			w.Write([]byte("day"))
			http.NewResponseController(w).Flush()
			<-r.Context().Done()
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/plain":
			http.Redirect(w, r, "http://example.org/", http.StatusFound)
		case "/user":
			http.Redirect(w, r, "https://me:secret@"+r.Host+"/", http.StatusFound)
		}
	})
	status := func(code int, after time.Duration) func(error) bool {
		return func(err error) bool {
			var s *pull.StatusError
			return errors.As(err, &s) && *s == pull.StatusError{Code: code, RetryAfter: after}
		}
	}
	is := func(target error) func(error) bool {
		return func(err error) bool { return errors.Is(err, target) }
	}
	for _, tt := range []struct {
		name, path string
		want       func(error) bool
	}{
		{"a server that is busy says for how long", "/busy?key=s3cret", status(503, 2*time.Minute)},
		{"nothing has changed, though nobody asked that", "/unasked?key=s3cret", status(304, 0)},
		{"a document that is too large", "/large?key=s3cret", is(pull.ErrSize)},
		{"a small answer that unpacks to a large document", "/bomb?key=s3cret", is(pull.ErrSize)},
		{"an answer that breaks off", "/cut?key=s3cret", func(err error) bool { return err != nil }},
		{"an answer that never ends", "/slow?key=s3cret", is(context.DeadlineExceeded)},
		{"a redirect in a circle", "/circle?key=s3cret", is(pull.ErrRedirects)},
		{"a redirect that leaves https", "/plain?key=s3cret", is(pull.ErrScheme)},
		{"a redirect with a password", "/user?key=s3cret", func(err error) bool { return err != nil }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := pull.Source{URL: address + tt.path, Body: []byte("good"), Health: pull.Health{Good: now, Failures: 2}}
			got, err := f.Fetch(t.Context(), before, now.Add(time.Hour))
			if err == nil || !tt.want(err) {
				t.Fatalf("error %v", err)
			}
			if strings.Contains(err.Error(), "s3cret") {
				t.Errorf("the error shows the key in the address: %v", err)
			}
			want := before
			want.Health = pull.Health{Tried: now.Add(time.Hour), Good: now, Failures: 3, Reason: err.Error()}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("source (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFetchRefusesWhatIsNotPublic(t *testing.T) {
	f := pull.New(pull.Options{Timeout: 2 * time.Second})
	defer f.Close()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	for _, tt := range []struct {
		address string
		want    error
	}{
		{"http://example.org/", pull.ErrScheme},
		{"file:///etc/passwd", pull.ErrScheme},
		{"gopher://example.org/", pull.ErrScheme},
		{"", pull.ErrScheme},
		{server.URL, pull.ErrAddress}, // by its port
		{"https://localhost/", pull.ErrAddress},
		{"https://127.0.0.1/", pull.ErrAddress},
		{"https://127.1.2.3/", pull.ErrAddress},
		{"https://0.0.0.0/", pull.ErrAddress},
		{"https://10.1.2.3/", pull.ErrAddress},
		{"https://172.16.0.1/", pull.ErrAddress},
		{"https://192.168.1.1/", pull.ErrAddress},
		{"https://169.254.169.254/latest/meta-data", pull.ErrAddress},
		{"https://100.100.100.200/", pull.ErrAddress},
		{"https://224.0.0.1/", pull.ErrAddress},
		{"https://255.255.255.255/", pull.ErrAddress},
		{"https://[::1]/", pull.ErrAddress},
		{"https://[::]/", pull.ErrAddress},
		{"https://[::ffff:127.0.0.1]/", pull.ErrAddress},
		{"https://[::ffff:10.0.0.1]/", pull.ErrAddress},
		{"https://[fe80::1]/", pull.ErrAddress},
		{"https://[fd00::1]/", pull.ErrAddress},
		{"https://[64:ff9b::a00:1]/", pull.ErrAddress},
		{"https://[2002:a00:1::]/", pull.ErrAddress},
		{"https://[ff02::1]/", pull.ErrAddress},
	} {
		t.Run(tt.address, func(t *testing.T) {
			if _, err := f.Fetch(t.Context(), pull.Source{URL: tt.address}, now); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestFetchAllowedHosts(t *testing.T) {
	f, address := serve(t, pull.Options{Hosts: []string{"127.0.0.1", ".example.org"}}, func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
		}
	})
	if _, err := f.Fetch(t.Context(), pull.Source{URL: address}, now); err != nil {
		t.Errorf("a host that is allowed: %v", err)
	}
	for _, to := range []string{"https://example.com/", "https://example.org/", "https://badexample.org/"} {
		if _, err := f.Fetch(t.Context(), pull.Source{URL: address + "?to=" + to}, now); !errors.Is(err, pull.ErrHost) {
			t.Errorf("redirected to %s: %v, want %v", to, err, pull.ErrHost)
		}
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f, address := serve(t, pull.Options{}, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := f.Fetch(ctx, pull.Source{URL: address}, now); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestFetchKeepsNoCookies(t *testing.T) {
	f, address := serve(t, pull.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if len(r.Cookies()) > 0 {
			t.Errorf("cookies %v", r.Cookies())
		}
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
	})
	s := pull.Source{URL: address}
	for range 2 {
		next, err := f.Fetch(t.Context(), s, now)
		if err != nil {
			t.Fatal(err)
		}
		s = next
	}
	if !bytes.Equal(s.Body, nil) {
		t.Errorf("body %q", s.Body)
	}
}
