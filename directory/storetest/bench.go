package storetest

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/withinreach/withinreach/directory"
)

// benchRecords is how many records the reading benchmarks find: a large state
// organization.
const benchRecords = 10_000

// Bench measures the stores that open returns: commits of one record and of 100,
// from one caller and from eight, pages, changes, and a whole load. Bodies have 500
// bytes. Each benchmark opens a new, empty store.
//
//	go test -run=NONE -bench=Store -benchmem
func Bench(b *testing.B, open func(b *testing.B) directory.Store) {
	for _, n := range []int{1, directory.MaxBatchKeys} {
		b.Run(fmt.Sprintf("commit/writes=%d", n), func(b *testing.B) { benchCommit(b, open(b), n) })
	}
	b.Run("commit/callers=8", func(b *testing.B) { benchCallers(b, open(b)) })
	b.Run("read", func(b *testing.B) {
		s := open(b)
		for i := range benchRecords / directory.MaxBatchKeys {
			benchBatch(b, s, i, directory.MaxBatchKeys)
		}
		b.Run("list/limit=100", func(b *testing.B) { benchList(b, s) })
		b.Run("changes/limit=10", func(b *testing.B) { benchChanges(b, s) })
		b.Run(fmt.Sprintf("load/records=%d", benchRecords), func(b *testing.B) { benchLoad(b, s) })
	})
}

var benchBody = []byte(strings.Repeat("peer ", 100))

// benchBatch commits the i-th batch of n records, in an order unlike that of keys.
func benchBatch(b *testing.B, s directory.Store, i, n int) {
	batch := directory.Batch{ID: fmt.Sprint("bench ", i)}
	for j := range n {
		id := fmt.Sprintf("%05d", (i*n+j)*7919%benchRecords)
		batch.Writes = append(batch.Writes,
			directory.Write{Key: key(id), If: directory.AnyRevision, Body: benchBody})
	}
	if _, err := s.Commit(b.Context(), batch); err != nil {
		b.Fatal(err)
	}
}

func benchCommit(b *testing.B, s directory.Store, n int) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		benchBatch(b, s, i, n)
	}
}

func benchCallers(b *testing.B, s directory.Store) {
	b.SetParallelism(8)
	var n atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := int(n.Add(1))
			w := directory.Write{Key: key(fmt.Sprint(i % benchRecords)), If: directory.AnyRevision, Body: benchBody}
			_, err := s.Commit(b.Context(), directory.Batch{ID: fmt.Sprint("bench ", i), Writes: []directory.Write{w}})
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
}

func benchList(b *testing.B, s directory.Store) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		after := key(fmt.Sprintf("%05d", i*7919%(benchRecords-100)))
		page, err := s.List(b.Context(), after, 100)
		if err != nil || len(page.Records) == 0 {
			b.Fatalf("%d records, error %v", len(page.Records), err)
		}
	}
}

func benchChanges(b *testing.B, s directory.Store) {
	b.ReportAllocs()
	for b.Loop() {
		commits, err := s.Changes(b.Context(), directory.Head{}, 10)
		if err != nil || len(commits) == 0 {
			b.Fatalf("%d commits, error %v", len(commits), err)
		}
	}
}

func benchLoad(b *testing.B, s directory.Store) {
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		_, err := directory.Load(b.Context(), s, func() { n = 0 }, func(directory.Record) error { n++; return nil })
		if err != nil || n < benchRecords {
			b.Fatalf("%d records, error %v", n, err)
		}
	}
}
