package travel_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

var (
	pratt   = earth.LatLng(39.2885, -76.6109)
	fayette = earth.LatLng(39.2904, -76.6122)
	station = earth.LatLng(39.3110, -76.6095)
	light   = earth.LatLng(39.2847, -76.6205)
)

// A client makes one of the two engines.
type client struct {
	name string
	make func(c *http.Client, base string, opt travel.EngineOptions) (travel.Matrix, error)
	good string // an answer for two starts and two destinations
}

func clients(t testing.TB) []client {
	return []client{
		{"OSRM", func(c *http.Client, base string, opt travel.EngineOptions) (travel.Matrix, error) {
			return travel.NewOSRM(c, base, opt)
		}, testdata(t, "osrm.json")},
		{"Valhalla", func(c *http.Client, base string, opt travel.EngineOptions) (travel.Matrix, error) {
			return travel.NewValhalla(c, base, opt)
		}, testdata(t, "valhalla.json")},
	}
}

func testdata(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// canned is a transport that gives the same answer to every request, without a network.
type canned struct {
	status int
	body   string
	err    error
	last   *http.Request
	sent   string
	calls  int
}

func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	c.last, c.sent = r, ""
	c.calls++
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		c.sent = string(b)
	}
	if c.err != nil {
		return nil, c.err
	}
	return &http.Response{
		StatusCode: c.status, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(c.body)),
	}, nil
}

// engineOn returns the client on a canned answer.
func engineOn(t testing.TB, c client, answer *canned, opt travel.EngineOptions) travel.Matrix {
	t.Helper()
	m, err := c.make(&http.Client{Transport: answer}, "http://127.0.0.1:1/maps/", opt)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var sameNumbers = cmp.Options{
	cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), cmpopts.EquateErrors(),
	cmp.Comparer(func(a, b earth.Distance) bool {
		return a == b || math.Abs(float64(a-b)) < 0.5 || a != a && b != b
	}),
}

// TestTable reads testdata/valhalla.json, recorded from a real server with map data
// © OpenStreetMap contributors, and testdata/osrm.json, made up in the documented form.
func TestTable(t *testing.T) {
	nan := float32(math.NaN())
	want := map[string]travel.Result{
		"OSRM": {
			From: 2, To: 2,
			Seconds: []float32{254.3, nan, 251.9, 312}, Metres: []float32{3178.4, nan, 3150.2, 3904.6},
			FromSnap: []earth.Distance{2.417, 11.9}, ToSnap: []earth.Distance{2.4, 640.125},
		},
		// Both sources are moved to one spot, the second target to another 300 m from it,
		// and Valhalla calls that 0 seconds and 0 metres.
		"Valhalla": {
			From: 2, To: 2,
			Seconds: []float32{254, nan, 254, nan}, Metres: []float32{3178, nan, 3178, nan},
			FromSnap: []earth.Distance{3.4, 237.9}, ToSnap: []earth.Distance{2.4, 781.8},
		},
	}
	for _, c := range clients(t) {
		t.Run(c.name, func(t *testing.T) {
			m := engineOn(t, c, &canned{status: 200, body: c.good}, travel.EngineOptions{})
			got, err := m.Table(t.Context(), []earth.Point{pratt, fayette}, []earth.Point{station, light}, travel.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want[c.name], got, sameNumbers); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTableWithoutCoordinates(t *testing.T) {
	for _, c := range clients(t) {
		t.Run(c.name+" gets the places that have coordinates", func(t *testing.T) {
			m := engineOn(t, c, &canned{status: 200, body: c.good}, travel.EngineOptions{})
			from := []earth.Point{{}, pratt, fayette}
			to := []earth.Point{station, {}, light}
			got, err := m.Table(t.Context(), from, to, travel.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var ways []string
			for i := range from {
				for j := range to {
					if trip, ok := got.Trip(i, j); ok {
						ways = append(ways, fmt.Sprintf("%d-%d %v", i, j, trip))
					}
				}
			}
			if len(ways) < 2 || !strings.HasPrefix(ways[0], "1-0 2.0 miles, 4 minutes") {
				t.Errorf("ways %q, want 1-0 first", ways)
			}
			if inf := earth.Distance(math.Inf(1)); got.FromSnap[0] != inf || got.ToSnap[1] != inf {
				t.Errorf("snaps %v and %v, want +Inf for places without coordinates", got.FromSnap, got.ToSnap)
			}
		})
		t.Run(c.name+" is not asked if nothing has", func(t *testing.T) {
			answer := &canned{status: 500}
			m := engineOn(t, c, answer, travel.EngineOptions{})
			for _, to := range [][]earth.Point{nil, {{}}, {{}, {}}} {
				r, err := m.Table(t.Context(), []earth.Point{pratt}, to, travel.Options{})
				if err != nil || answer.calls != 0 || r.From != 1 || r.To != len(to) {
					t.Errorf("%d calls, %dx%d, %v; want an empty table and no call", answer.calls, r.From, r.To, err)
				}
			}
		})
	}
}

func TestMaxSnap(t *testing.T) {
	tests := []struct {
		name    string
		maxSnap earth.Distance
		want    bool
	}{
		{"at the limit it counts", 640.125, true},
		{"beyond the limit it does not", 640.124, false},
		{"1 km unless told otherwise", 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := clients(t)[0]
			m := engineOn(t, c, &canned{status: 200, body: c.good}, travel.EngineOptions{})
			r, err := m.Table(t.Context(), []earth.Point{pratt, fayette}, []earth.Point{station, light}, travel.Options{MaxSnap: tt.maxSnap})
			if err != nil {
				t.Fatal(err)
			}
			if _, got := r.Trip(1, 1); got != tt.want {
				t.Errorf("answered %v, want %v", got, tt.want)
			}
			if _, ok := r.Trip(1, 0); !ok {
				t.Error("the other place was left out too")
			}
		})
	}
}

func TestEngineLimits(t *testing.T) {
	few := []earth.Point{pratt, fayette}
	far := earth.LatLng(25.77, -80.19)
	for _, c := range clients(t) {
		for _, tt := range []struct {
			name   string
			limits travel.Limits
			to     []earth.Point
			want   string // "" is no error
		}{
			{"as many pairs as allowed", travel.Limits{Pairs: 4}, few, ""},
			{"one pair too many", travel.Limits{Pairs: 3}, few, "travel: too many pairs (4), want at most 3"},
			{"as many places as allowed", travel.Limits{Points: 4}, few, ""},
			{"one place too many", travel.Limits{Points: 3}, few, "travel: too many places (4), want at most 3"},
			{"as far as allowed", travel.Limits{Apart: fayette.Distance(far)}, []earth.Point{pratt, far}, ""},
			{"too far", travel.Limits{Apart: fayette.Distance(far) - 1}, []earth.Point{pratt, far}, "travel: too many kilometres between two places, want at most 1539"},
		} {
			t.Run(c.name+" "+tt.name, func(t *testing.T) {
				answer := &canned{status: 200, body: c.good}
				m := engineOn(t, c, answer, travel.EngineOptions{Limits: tt.limits})
				_, err := m.Table(t.Context(), few, tt.to, travel.Options{})
				got := ""
				if err != nil {
					got = err.Error()
				}
				if got != tt.want {
					t.Errorf("%q, want %q", got, tt.want)
				}
				if _, ok := errors.AsType[*travel.TooLargeError](err); ok != (tt.want != "") || ok == (answer.calls > 0) {
					t.Errorf("typed %v after %d calls", ok, answer.calls)
				}
			})
		}
	}
}

func TestMaxAnswer(t *testing.T) {
	for _, c := range clients(t) {
		for _, tt := range []struct {
			name string
			max  int64
			want bool
		}{
			{"an answer of the greatest size is read", int64(len(c.good)), true},
			{"one byte more is not", int64(len(c.good)) - 1, false},
		} {
			t.Run(c.name+" "+tt.name, func(t *testing.T) {
				m := engineOn(t, c, &canned{status: 200, body: c.good}, travel.EngineOptions{MaxAnswer: tt.max})
				_, err := m.Table(t.Context(), []earth.Point{pratt, fayette}, []earth.Point{station, light}, travel.Options{})
				if (err == nil) != tt.want {
					t.Errorf("error %v, want none: %v", err, tt.want)
				}
			})
		}
	}
}

func TestNewEngineRefuses(t *testing.T) {
	for _, c := range clients(t) {
		for _, tt := range []struct{ name, base, profile string }{
			{"no address", "", ""},
			{"no host", "http://", ""},
			{"another scheme", "file:///tmp", ""},
			{"a query", "http://localhost/?key=1", ""},
			{"an empty query", "http://localhost/?", ""},
			{"a fragment", "http://localhost/#", ""},
			{"control characters", "http://local\nhost/", ""},
			{"a profile that leaves its place", "http://localhost", "../v1/driving"},
			{"a profile with quotes", "http://localhost", `auto"`},
		} {
			t.Run(c.name+" "+tt.name, func(t *testing.T) {
				if _, err := c.make(nil, tt.base, travel.EngineOptions{Profile: tt.profile}); err == nil {
					t.Error("no error")
				}
			})
		}
	}
}

// TestNoPlaceInErrors provokes every failure with servers and transports that repeat what
// they were asked.
func TestNoPlaceInErrors(t *testing.T) {
	secret := earth.LatLng(39.123456, -76.654321)
	echo := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"code":"InvalidQuery 39.123456","message":"%s","error_code":100,"error":%q}`, r.URL, body)
		}
	}
	raw := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			fmt.Fprintf(conn, text, r.URL)
			conn.Close()
		}
	}
	tests := []struct {
		name    string
		handler http.HandlerFunc
	}{
		{"a refusal", echo(400)},
		{"a failure", echo(503)},
		{"too many requests", echo(429)},
		{"an answer of another kind", echo(200)},
		{"a redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/39.123456", http.StatusFound) }},
		{"no HTTP", raw("39.123456 -76.654321 %s\n\n")},
		{"a bad status line", raw("HTTP/1.1 39.123456 %s\r\n\r\n")},
		{"a bad header", raw("HTTP/1.1 200 OK\r\n39.123456 %s\r\n\r\n")},
		{"a closed connection", raw("%.0s")},
		{"half an answer", raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n39.123456 %s")},
		{"bad chunks", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n39.123456 %s")},
	}
	for _, c := range clients(t) {
		for _, tt := range tests {
			t.Run("V7 "+c.name+" "+tt.name, func(t *testing.T) {
				server := httptest.NewServer(tt.handler)
				defer server.Close()
				m, err := c.make(server.Client(), server.URL, travel.EngineOptions{})
				if err != nil {
					t.Fatal(err)
				}
				checkSecret(t, m, secret)
			})
		}
		for name, transport := range map[string]http.RoundTripper{
			"a transport that repeats": &canned{err: errors.New("39.123456")},
			"no connection": &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Err: errors.New("refused")}
			}},
		} {
			t.Run("V7 "+c.name+" "+name, func(t *testing.T) {
				m, err := c.make(&http.Client{Transport: transport}, "http://127.0.0.1:1", travel.EngineOptions{})
				if err != nil {
					t.Fatal(err)
				}
				checkSecret(t, m, secret)
			})
		}
	}
}

// checkSecret asks m for a trip to secret and reads the whole chain of the error.
func checkSecret(t *testing.T, m travel.Matrix, secret earth.Point) {
	t.Helper()
	_, err := m.Table(t.Context(), []earth.Point{pratt}, []earth.Point{secret}, travel.Options{})
	if _, ok := errors.AsType[*travel.UnavailableError](err); !ok {
		t.Fatalf("error %v, want an UnavailableError", err)
	}
	for ; err != nil; err = errors.Unwrap(err) {
		text := fmt.Sprintf("%v %+v", err, err)
		for _, part := range []string{"39.12", "76.65", "39.28", "76.61"} {
			if strings.Contains(text, part) {
				t.Errorf("%q holds a place", text)
			}
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	calls := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls++ }))
	defer elsewhere.Close()
	for _, c := range clients(t) {
		t.Run("V7 "+c.name, func(t *testing.T) {
			server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
			defer server.Close()
			own := server.Client()
			m, err := c.make(own, server.URL, travel.EngineOptions{})
			if err != nil {
				t.Fatal(err)
			}
			checkSecret(t, m, station)
			if calls != 0 || own.CheckRedirect != nil {
				t.Errorf("%d calls elsewhere; caller's client changed: %v", calls, own.CheckRedirect != nil)
			}
		})
	}
}

func TestTransportTimeout(t *testing.T) {
	for _, c := range clients(t) {
		slow := &canned{err: &net.DNSError{Err: "39.123456", IsTimeout: true}}
		_, err := engineOn(t, c, slow, travel.EngineOptions{}).Table(t.Context(), []earth.Point{pratt}, []earth.Point{station}, travel.Options{})
		if !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "39.1") {
			t.Errorf("%s: %v, want the deadline", c.name, err)
		}
	}
}

func TestTimeouts(t *testing.T) {
	for _, c := range clients(t) {
		release := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
		slow := func(client *http.Client) travel.Matrix {
			m, err := c.make(client, server.URL, travel.EngineOptions{})
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		plain := slow(nil)
		ask := func(ctx context.Context, m travel.Matrix) (travel.Result, error) {
			return m.Table(ctx, []earth.Point{pratt}, []earth.Point{station}, travel.Options{})
		}
		t.Run(c.name+" ends with the deadline of the caller", func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			if _, err := ask(ctx, plain); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error %v, want the deadline", err)
			}
		})
		t.Run(c.name+" ends when the caller cancels", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(20*time.Millisecond, cancel)
			if _, err := ask(ctx, plain); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want canceled", err)
			}
		})
		t.Run(c.name+" asks nobody if the caller has canceled", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			answer := &canned{status: 200}
			if _, err := ask(ctx, engineOn(t, c, answer, travel.EngineOptions{})); !errors.Is(err, context.Canceled) || answer.calls != 0 {
				t.Errorf("error %v after %d calls", err, answer.calls)
			}
		})
		t.Run(c.name+" ends with the time limit of the client", func(t *testing.T) {
			_, err := ask(t.Context(), slow(&http.Client{Timeout: 20 * time.Millisecond}))
			if !errors.Is(err, context.DeadlineExceeded) || t.Context().Err() != nil {
				t.Errorf("error %v, want the deadline", err)
			}
		})
		t.Run(c.name+" falls back in time", func(t *testing.T) {
			r, err := ask(t.Context(), travel.Fallback{Engine: plain, Timeout: 20 * time.Millisecond})
			if trip, ok := r.Trip(0, 0); err != nil || !ok || !trip.Estimated || !errors.Is(r.Cause, context.DeadlineExceeded) {
				t.Errorf("%v, %v, error %v, cause %v; want an estimate because of the deadline", trip, ok, err, r.Cause)
			}
		})
		close(release)
		server.Close()
	}
}
