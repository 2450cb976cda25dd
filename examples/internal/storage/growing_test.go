package storage_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

// The figures in directory/sqlstore/GROWING.md are from
//
//	go test ./examples/internal/storage -run TestGrowing -long -v

// fillStore writes n records of offerings at n/10 venues, as a state might have them.
func fillStore(t testing.TB, s directory.Store, n int) {
	t.Helper()
	var writes []directory.Write
	put := func(e directory.Entity) {
		body, err := directory.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		writes = append(writes, directory.Write{Key: e.Key(), Body: body})
	}
	put(directory.Organization{ID: "o", Name: "Office", Zone: "America/New_York"})
	for i := range n / 10 {
		put(directory.Venue{ID: fmt.Sprint(i), Name: "Hall", Point: earth.LatLng(26+float64(i%97)/20, -82+float64(i%89)/50)})
	}
	for i := range n - n/10 - 1 {
		put(directory.Offering{ID: fmt.Sprint(i), Name: "Group", Organization: "o", Venue: fmt.Sprint(i % (n / 10))})
	}
	for i := 0; len(writes) > 0; i++ {
		part := writes[:min(len(writes), directory.MaxBatchKeys)]
		writes = writes[len(part):]
		if _, err := s.Commit(t.Context(), directory.Batch{ID: fmt.Sprint("fill ", i), Writes: part}); err != nil {
			t.Fatal(err)
		}
	}
}

// edit returns the i-th batch that changes one offering.
func edit(t testing.TB, i int) directory.Batch {
	o := directory.Offering{ID: "7", Name: fmt.Sprint("Group ", i), Organization: "o", Venue: "7"}
	body, err := directory.Encode(o)
	if err != nil {
		t.Fatal(err)
	}
	return directory.Batch{ID: fmt.Sprint("edit ", i), Writes: []directory.Write{{Key: o.Key(), If: directory.AnyRevision, Body: body}}}
}

// quantiles says where half and all but one in a hundred of some times are.
func quantiles(times []time.Duration) string {
	slices.Sort(times)
	at := func(q int) time.Duration {
		return times[min(len(times)-1, len(times)*q/100)].Round(10 * time.Microsecond)
	}
	return fmt.Sprintf("p50 %v, p99 %v, most %v", at(50), at(99), times[len(times)-1].Round(10*time.Microsecond))
}

// visible measures the time from the acknowledgement of a commit until each server shows it.
func visible(t *testing.T, writer directory.Store, commits int, servers map[string]*directory.Directory) {
	t.Helper()
	var took []time.Duration
	times := map[string][]time.Duration{}
	var mu sync.Mutex
	for i := range commits {
		began := time.Now()
		head, err := writer.Commit(t.Context(), edit(t, i))
		if err != nil {
			t.Fatal(err)
		}
		acknowledged := time.Now()
		took = append(took, acknowledged.Sub(began))
		var waiting sync.WaitGroup
		for name, dir := range servers {
			waiting.Go(func() {
				for time.Since(acknowledged) < 30*time.Second && dir.Head().Revision < head.Revision {
					time.Sleep(100 * time.Microsecond)
				}
				mu.Lock()
				defer mu.Unlock()
				times[name] = append(times[name], time.Since(acknowledged))
			})
		}
		waiting.Wait()
	}
	t.Logf("%d commits: each takes %s", commits, quantiles(took))
	for name, list := range times {
		t.Logf("until %s shows it: %s", name, quantiles(list))
		if list[len(list)-1] > 25*time.Second {
			t.Errorf("%s does not show a commit", name)
		}
	}
}

// throughput counts what writers commit in a time, while servers follow.
func throughput(t *testing.T, writers int, d time.Duration, stores []directory.Store, servers map[string]*directory.Directory) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	var running sync.WaitGroup
	var done atomic.Int64
	for w := range writers {
		running.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				b := edit(t, i)
				b.ID = fmt.Sprintf("writer %d, %d", w, i)
				if _, err := stores[w%len(stores)].Commit(ctx, b); err == nil {
					done.Add(1)
				}
			}
		})
	}
	running.Wait()
	ended := time.Now()
	for name, dir := range servers { // a commit that was given up may still come
		eventually(t, name+" shows the last one", func() bool { return dir.Head() == head(t, stores[0]) })
	}
	t.Logf("%d writers: %.0f commits a second; %v after the last one every server shows it",
		writers, float64(done.Load())/d.Seconds(), time.Since(ended).Round(time.Millisecond))
}

// aloneIfLong keeps others from running at the same time if the test measures.
func aloneIfLong(t *testing.T) {
	if !*long {
		t.Parallel()
	}
}

// growth returns the sizes of the measurements.
func growth() (records, commits int, d time.Duration) {
	if *long {
		return 10_000, 500, 5 * time.Second
	}
	return 200, 20, 200 * time.Millisecond
}

func TestGrowingOneMachine(t *testing.T) {
	aloneIfLong(t)
	for _, e := range engines[:2] {
		t.Run(e.name, func(t *testing.T) {
			records, commits, d := growth()
			dsn := e.dsn(t)
			writer := open(t, dsn)
			fillStore(t, writer, records)
			servers := map[string]*directory.Directory{}
			for i := range 3 {
				servers[fmt.Sprint("server ", i+1)] = follow(t, open(t, dsn))
			}
			visible(t, writer, commits, servers)
			throughput(t, 8, d, []directory.Store{writer, open(t, dsn)}, servers)
		})
	}
}

func TestGrowingPastOneMachine(t *testing.T) {
	aloneIfLong(t)
	records, commits, d := growth()
	one := newServer(t)
	one.init(t)
	t.Cleanup(one.stop)
	one.start(t)
	writer := open(t, one.dsn(nil))
	fillStore(t, writer, records)
	two := replicate(t, one)
	either := one.dsn(url.Values{"host": {one.dir + "," + two.dir}, "target_session_attrs": {"read-write"}})
	servers := map[string]*directory.Directory{
		"a server on the primary":        follow(t, open(t, either)),
		"another server on the primary":  follow(t, open(t, either)),
		"a server on the replica":        follow(t, open(t, two.dsn(nil))),
		"another server on the replica":  follow(t, open(t, two.dsn(nil))),
		"a third server on the replica":  follow(t, open(t, two.dsn(nil))),
		"a fourth server on the replica": follow(t, open(t, two.dsn(nil))),
	}
	visible(t, writer, commits, servers)
	throughput(t, 8, d, []directory.Store{writer, open(t, one.dsn(nil))}, servers)

	newest := head(t, writer)
	eventually(t, "the replica has it all", func() bool { return head(t, open(t, two.dsn(nil))) == newest })
	one.kill()
	killed := time.Now()
	two.run(t, "pg_ctl", "-D", two.data(), "-w", "promote")
	promoted := time.Since(killed)
	failed := open(t, either)
	got, err := failed.Commit(t.Context(), edit(t, 1_000_000))
	if err != nil {
		t.Fatal(err)
	}
	committed := time.Since(killed)
	for name, dir := range servers {
		eventually(t, name+" shows a commit after the failover", func() bool { return dir.Head() == got })
	}
	t.Logf("after the primary was killed: replica promoted in %v, first commit after %v, shown by all after %v",
		promoted.Round(time.Millisecond), committed.Round(time.Millisecond), time.Since(killed).Round(time.Millisecond))
}

func TestGrowingToManyRecords(t *testing.T) {
	aloneIfLong(t)
	n := 1000
	if *long {
		n = 100_000
	}
	for _, e := range engines[:2] {
		t.Run(e.name, func(t *testing.T) {
			dsn := e.dsn(t)
			s := open(t, dsn)
			began := time.Now()
			fillStore(t, s, n)
			filled := time.Since(began)
			began = time.Now()
			if records, _, err := load(t.Context(), open(t, dsn)); err != nil || len(records) != n {
				t.Fatalf("%d records, error %v", len(records), err)
			}
			loaded := time.Since(began)
			began = time.Now()
			dir := follow(t, open(t, dsn))
			opened := time.Since(began)
			t.Logf("%d records: written in %v, read in %v, ready to search in %v",
				n, filled.Round(time.Millisecond), loaded.Round(time.Millisecond), opened.Round(time.Millisecond))
			_, commits, _ := growth()
			visible(t, s, commits/4, map[string]*directory.Directory{"a server": dir})
		})
	}
}
