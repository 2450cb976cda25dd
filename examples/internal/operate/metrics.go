package operate

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Metrics counts what a server does, in memory, for whoever watches it. A
// nil Metrics counts nothing. It may be used by any number of goroutines.
type Metrics struct {
	mu       sync.Mutex
	requests map[answered]int64
	buckets  [len(bounds) + 1]int64 // by how long answers took; the last has no bound
	took     time.Duration          // of all answers
	searches map[string]int64
	gauges   []gauge
}

// An answered is the kind of an answer. None of it comes from a visitor.
type answered struct {
	pattern string
	status  int
}

// A gauge is a figure that is asked for when somebody looks.
type gauge struct {
	name, help string
	value      func() float64
}

// bounds are the upper ends of the histogram of how long answers took.
var bounds = [...]time.Duration{
	time.Millisecond, 2500 * time.Microsecond, 5 * time.Millisecond, 10 * time.Millisecond, 25 * time.Millisecond,
	50 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, time.Second, 5 * time.Second,
}

// NewMetrics returns figures that are all zero, but for those of the process:
// its goroutines, and the memory in use when garbage was last collected.
func NewMetrics() *Metrics {
	m := &Metrics{requests: map[answered]int64{}, searches: map[string]int64{}}
	m.Gauge("goroutines", "Goroutines of the process.", func() float64 { return float64(runtime.NumGoroutine()) })
	m.Gauge("heap_live_bytes", "Memory in use when garbage was last collected.", liveHeap)
	return m
}

func liveHeap() float64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0 // this version of Go does not tell
	}
	return float64(sample[0].Value.Uint64())
}

// Request counts an answer to the route with a pattern, "" if there is none.
func (m *Metrics) Request(pattern string, status int, took time.Duration) {
	if m == nil {
		return
	}
	i := 0
	for i < len(bounds) && took > bounds[i] {
		i++
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[answered{pattern, status}]++
	m.buckets[i]++
	m.took += took
}

// Search counts the answer to a search by its kind, one of a few words such as
// "within" or "nearest".
func (m *Metrics) Search(kind string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.searches[kind]++
}

// Gauge adds a figure that value gives when somebody looks. The name is in
// lower case with "_". Add all before the metrics are shown.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.gauges = append(m.gauges, gauge{name, help, value})
}

// ServeHTTP writes all figures in the text format of Prometheus, version 0.0.4.
func (m *Metrics) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "metrics are only read", http.StatusMethodNotAllowed)
		return
	}
	h.Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = io.WriteString(w, m.text()) // whoever has gone needs no answer
}

// text returns all figures.
func (m *Metrics) text() string {
	var b strings.Builder
	for _, g := range m.gauges { // asked without the lock: they may take one
		head(&b, g.name, "gauge", g.help)
		fmt.Fprintf(&b, "withinreach_%s %s\n", g.name, number(g.value()))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	head(&b, "http_requests_total", "counter", "Answers by the pattern of the route and the status.")
	keys := slices.SortedFunc(maps.Keys(m.requests), func(x, y answered) int {
		return cmp.Or(cmp.Compare(x.pattern, y.pattern), cmp.Compare(x.status, y.status))
	})
	for _, k := range keys {
		fmt.Fprintf(&b, "withinreach_http_requests_total{route=%s,status=\"%d\"} %d\n", label(k.pattern), k.status, m.requests[k])
	}
	head(&b, "http_request_seconds", "histogram", "How long answers took.")
	var total int64
	for i, n := range m.buckets {
		total += n
		end := "+Inf"
		if i < len(bounds) {
			end = number(bounds[i].Seconds())
		}
		fmt.Fprintf(&b, "withinreach_http_request_seconds_bucket{le=\"%s\"} %d\n", end, total)
	}
	fmt.Fprintf(&b, "withinreach_http_request_seconds_sum %s\n", number(m.took.Seconds()))
	fmt.Fprintf(&b, "withinreach_http_request_seconds_count %d\n", total)
	head(&b, "searches_total", "counter", "Searches by the kind of their answer.")
	for _, kind := range slices.Sorted(maps.Keys(m.searches)) {
		fmt.Fprintf(&b, "withinreach_searches_total{answer=%s} %d\n", label(kind), m.searches[kind])
	}
	return b.String()
}

func head(b *strings.Builder, name, kind, help string) {
	fmt.Fprintf(b, "# HELP withinreach_%s %s\n# TYPE withinreach_%[1]s %[3]s\n", name, help, kind)
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// label returns a value in quotation marks, escaped as the format has it.
func label(v string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(v) + `"`
}
