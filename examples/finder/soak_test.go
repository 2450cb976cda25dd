package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

var soak = flag.Duration("soak", 0, "ask for so long, such as 30m, and watch the memory; 2m is the least that says something")

// A use is what a server takes at one moment.
type use struct {
	resident, heap float64 // MiB
	goroutines     float64
}

func (u use) String() string {
	return fmt.Sprintf("%.1f MiB resident, %.1f MiB of live heap, %.0f goroutines", u.resident, u.heap, u.goroutines)
}

// TestSoak asks for pages of all kinds at a steady pace, of a database of
// 10,000 offerings that is changed now and then. It fails if the server takes
// a tenth more in the last third of the time than in the one before.
func TestSoak(t *testing.T) {
	if *soak == 0 {
		t.Skip("only with -soak")
	}
	const aSecond = 200
	folder := t.TempDir()
	path, near := crowd(t)
	fillFrom(t, folder, path)
	c := process(t, folder, "-addr 127.0.0.1:0")
	c.Stderr = nil // a line for each request
	f := startProcess(t, c)
	go func() { _, _ = io.Copy(io.Discard, f.out) }()
	stop, changed := context.WithCancel(t.Context())
	defer changed()
	go changeNowAndThen(stop, t, filepath.Join(folder, "withinreach.db"))

	var l load
	var asking sync.WaitGroup
	client, pages := callerTo(f.address), kinds(near)
	for _, p := range pages { // so that rows are ready
		if err := client.get(p); err != nil {
			t.Fatal(err)
		}
	}
	asking.Go(func() { l.offer(client, pages, aSecond, *soak) })
	thirds := make([][]use, 3)
	began, pause := time.Now(), max(time.Second, *soak/120)
	for i := 0; time.Since(began) < *soak-pause; i++ {
		time.Sleep(pause)
		now, passed := useOf(t, f), time.Since(began)
		third := min(2, int(3*passed / *soak))
		thirds[third] = append(thirds[third], now)
		if i%8 == 7 {
			t.Logf("after %v: %v", passed.Round(time.Second), now)
		}
	}
	asking.Wait()
	middle, last := mean(thirds[1]), mean(thirds[2])
	t.Logf("%d answers, %d errors, p50 %v, p99 %v\nmiddle third: %v\nlast third:   %v",
		len(l.took), l.failed.Load(), l.quantile(.5), l.quantile(.99), middle, last)
	if l.failed.Load() > 0 || last.resident > 1.1*middle.resident || last.heap > 1.1*middle.heap || last.goroutines > 1.1*middle.goroutines+5 {
		t.Error("errors, or it takes more and more")
	}
}

// fillFrom makes the database in a folder from a file of records.
func fillFrom(t *testing.T, folder, path string) {
	t.Helper()
	records, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	c := process(t, folder, "import")
	c.Stdin = records
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
}

// changeNowAndThen commits a change each half minute until ctx ends.
func changeNowAndThen(ctx context.Context, t *testing.T, db string) {
	dir := other(t, db)
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case <-time.After(30 * time.Second):
		}
		if _, err := dir.Commit(ctx, fmt.Sprint("change ", i), office(fmt.Sprint("Office ", i))); err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	}
}

// kinds returns pages of all kinds, most of them those of results.
func kinds(near []string) (pages []string) {
	for i, p := range near {
		switch i % 10 {
		case 0:
			p = "/api/v1" + p
		case 1:
			p += "?lang=es&day=tue&within=50"
		case 2:
			p = fmt.Sprintf("/offerings/g%d", i)
		case 3:
			p = fmt.Sprintf("/organizations/o%d", i%50)
		case 4:
			p = [...]string{"/", "/days", "/towns", "/trainings", "/online", "/static/style.css", "/healthz", fmt.Sprintf("/offerings/g%d.ics", i), p + "/map", "/safety"}[i/10%10]
		}
		pages = append(pages, p)
	}
	return pages
}

// useOf returns what a server takes now.
func useOf(t *testing.T, f finder) (u use) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	figures := page(t, f.address+"/metrics")
	for _, x := range []struct {
		to         *float64
		text, name string
		unit       float64
	}{
		{&u.resident, string(status), "\nVmRSS:", 1 << 10},
		{&u.heap, figures, "\nwithinreach_heap_live_bytes ", 1 << 20},
		{&u.goroutines, figures, "\nwithinreach_goroutines ", 1},
	} {
		_, rest, _ := strings.Cut(x.text, x.name)
		value, err := strconv.ParseFloat(strings.Fields(rest + " ?")[0], 64)
		if err != nil {
			t.Fatalf("no%s: %v", x.name, err)
		}
		*x.to = value / x.unit
	}
	return u
}

func mean(list []use) (m use) {
	n := float64(max(1, len(list)))
	for _, u := range list {
		m.resident, m.heap, m.goroutines = m.resident+u.resident/n, m.heap+u.heap/n, m.goroutines+u.goroutines/n
	}
	return m
}
