package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

var long = flag.Bool("long", false, "measure under load, for a minute or so, on a machine that does nothing else")

// crowd writes a file of 10,000 offerings over Florida and returns its path
// and the addresses of pages of results, each of another cell.
func crowd(t *testing.T) (path string, pages []string) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for o := range 50 {
		fmt.Fprintf(&b, `{"organization":{"id":"o%d","name":"Affiliate %d","state":"FL","counties":["12%03d"],"zone":"America/New_York","holidays":{"federal":"observed"}}}`+"\n", o, o, 2*o+1)
	}
	days := [...]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	for i := range 10_000 {
		p, mode := earth.LatLng(27.5+3*r.Float64(), -82.5+1.5*r.Float64()), "in person"
		if i%20 == 0 {
			pages = append(pages, "/near/"+p.Cell(earth.PrivateLevel).String())
		}
		if i%10 == 0 {
			mode = "hybrid"
		}
		fmt.Fprintf(&b, `{"venue":{"id":"v%d","name":"Place %d","address":{"street":"%d Main St.","city":"Town","state":"FL","zip":"32073"},"point":%q}}`+"\n", i, i, i, p)
		fmt.Fprintf(&b, `{"offering":{"id":"g%d","program":"connection","organization":"o%d","venue":"v%d","mode":%q,"series":[{"rule":"FREQ=WEEKLY;BYDAY=%s","first":"2026-01-01","start":"1%d:30","length":"PT1H30M","on_holiday":"skip"}]}}`+"\n",
			i, i%50, i, mode, days[i%7], i%10)
	}
	path = filepath.Join(t.TempDir(), "crowd.jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, pages
}

// A load is what came of many requests.
type load struct {
	mu     sync.Mutex
	took   []time.Duration
	failed atomic.Int64
}

func (l *load) ask(c *caller, page string, due time.Time) {
	if err := c.get(page); err != nil {
		l.failed.Add(1)
		return
	}
	took := time.Since(due)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took = append(l.took, took)
}

// quantile returns how long the given share of the answers took at most.
func (l *load) quantile(share float64) time.Duration {
	slices.Sort(l.took)
	if len(l.took) == 0 {
		return 0
	}
	return l.took[min(len(l.took)-1, int(share*float64(len(l.took))))]
}

// offer asks at a pace of its own, however long answers take, and counts the
// time from when each request was due.
func (l *load) offer(c *caller, pages []string, aSecond int, length time.Duration) {
	var asking sync.WaitGroup
	began := time.Now()
	for i := 0; ; i++ {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(aSecond))
		if due.Sub(began) >= length {
			break
		}
		time.Sleep(time.Until(due))
		asking.Go(func() { l.ask(c, pages[i%len(pages)], due) })
	}
	asking.Wait()
}

// TestLoad measures the server as a process of its own, with the client on the
// same machine.
func TestLoad(t *testing.T) {
	if !*long {
		t.Skip("only with -long")
	}
	path, pages := crowd(t)
	c := process(t, t.TempDir(), "-addr 127.0.0.1:0 -records "+path)
	c.Stderr = nil // a line for each request
	f := startProcess(t, c)
	// Without compression, which a proxy in front can do as well and which would be half the work.
	client := callerTo(f.address)
	mixed := slices.Clone(pages)
	for i := range mixed {
		switch {
		case i%10 == 0:
			mixed[i] = "/api/v1" + mixed[i]
		case i%10 == 5:
			mixed[i] = fmt.Sprintf("/offerings/g%d", i)
		}
	}
	for _, p := range pages { // so that rows are ready
		if err := client.get(p); err != nil {
			t.Fatal(err)
		}
	}

	t.Run("1,000 requests a second, offered: no error, 99 in 100 within 25 ms", func(t *testing.T) {
		var l load
		l.offer(client, mixed, 1000, 30*time.Second)
		t.Logf("%d answers, %d errors; p50 %v, p99 %v, longest %v", len(l.took), l.failed.Load(), l.quantile(.5), l.quantile(.99), l.quantile(1))
		if l.failed.Load() > 0 || l.quantile(.99) > 25*time.Millisecond {
			t.Error("too slow, or errors")
		}
	})
	t.Run("as many pages of results as it can: 5,000 a second", func(t *testing.T) {
		var l load
		var asking sync.WaitGroup
		began, before := time.Now(), cpuOf(t, f.Process.Pid)
		for worker := range 32 {
			asking.Go(func() {
				for i := worker; time.Since(began) < 10*time.Second; i += 32 {
					l.ask(client, pages[i%len(pages)], time.Now())
				}
			})
		}
		asking.Wait()
		rate := float64(len(l.took)) / time.Since(began).Seconds()
		cpu := (cpuOf(t, f.Process.Pid) - before) / time.Duration(max(1, len(l.took)))
		t.Logf("%.0f pages a second, %d errors, %v of processor time of the server for each", rate, l.failed.Load(), cpu)
		if l.failed.Load() > 0 || rate < 5000 {
			t.Error("too few, or errors")
		}
	})
	t.Run("2,000 slow clients are gone in 10 s, and keep nobody waiting", func(t *testing.T) {
		var slow sync.WaitGroup
		var longest atomic.Int64
		for range 2000 {
			slow.Go(func() { longest.Store(max(longest.Load(), int64(dawdle(t.Context(), f.address)))) })
		}
		var l load
		l.offer(client, mixed, 200, 8*time.Second)
		slow.Wait()
		t.Logf("good p99 %v, %d errors; the last slow one was gone after %v", l.quantile(.99), l.failed.Load(), time.Duration(longest.Load()))
		if l.failed.Load() > 0 || l.quantile(.99) > 100*time.Millisecond || time.Duration(longest.Load()) > 10*time.Second {
			t.Error("they hurt others, or stay too long")
		}
	})
}

// cpuOf returns the processor time that a process has had, to 10 ms.
func cpuOf(t *testing.T, pid int) time.Duration {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), ") ") // of the name, which may have spaces
	fields := strings.Fields(rest)
	var user, system int64
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		t.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// dawdle sends a byte of a request each half second until it is cut off, and
// returns how long that took.
func dawdle(ctx context.Context, site string) time.Duration {
	began := time.Now()
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", strings.TrimPrefix(site, "http://"))
	if err != nil {
		return time.Since(began)
	}
	defer c.Close()
	for i := 0; time.Since(began) < 30*time.Second; i++ {
		if _, err := c.Write([]byte("GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 100))[i%60 : i%60+1]); err != nil {
			break
		}
		time.Sleep(500 * time.Millisecond)
	}
	return time.Since(began)
}
