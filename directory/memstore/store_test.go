package memstore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) directory.Store { return memstore.New() })
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, func(*testing.B) directory.Store { return memstore.New() })
}

// A player makes the calls that a script spells on both stores, and demands equal
// answers.
type player struct {
	t      *testing.T
	fast   *memstore.Store
	slow   *slowStore
	script []byte
	step   int
	heads  []directory.Head
}

func play(t *testing.T, script []byte) {
	p := player{t: t, fast: memstore.New(), slow: &slowStore{}, script: script, heads: []directory.Head{{}}}
	for ; len(p.script) > 0 && p.step < 60; p.step++ {
		switch p.next(6) {
		default:
			p.commit()
		case 3:
			p.list(p.key(), p.next(6)-1)
		case 4:
			p.changes()
		case 5:
			p.prune()
		}
	}
	p.list(directory.Key{}, 100)
}

// next returns the next number of the script, from 0 to n-1.
func (p *player) next(n int) int {
	if len(p.script) == 0 {
		return 0
	}
	b := p.script[0]
	p.script = p.script[1:]
	return int(b) % n
}

func (p *player) key() directory.Key {
	return directory.Key{Kind: string("ab"[p.next(2)]), ID: string("AZaz~"[p.next(5)])}
}

func (p *player) commit() {
	b := directory.Batch{ID: fmt.Sprint("b", p.step)}
	if p.next(5) == 0 {
		b.ID = fmt.Sprint("b", p.next(p.step+1)) // perhaps a repetition
	}
	for range p.next(5) {
		w := directory.Write{Key: p.key(), If: directory.Revision(p.next(len(p.heads)+1)) - 1, Delete: p.next(4) == 0}
		if !w.Delete {
			w.Body = []byte{byte(p.next(3))}
		}
		b.Writes = append(b.Writes, w)
	}
	if p.next(4) == 0 {
		b.Checks = []directory.Check{{Key: p.key(), If: directory.Revision(p.next(len(p.heads)))}}
	}
	want, wantErr := p.slow.Commit(p.t.Context(), b)
	got, err := p.fast.Commit(p.t.Context(), b)
	p.same(fmt.Sprintf("commit of %+v", b), want, got, wantErr, err)
	if err == nil && got.Revision > p.heads[len(p.heads)-1].Revision {
		p.heads = append(p.heads, got)
	}
}

func (p *player) list(after directory.Key, limit int) {
	want, wantErr := p.slow.List(p.t.Context(), after, limit)
	got, err := p.fast.List(p.t.Context(), after, limit)
	p.same(fmt.Sprintf("list after %q", after), want, got, wantErr, err)
}

func (p *player) changes() {
	after, limit := p.heads[p.next(len(p.heads))], p.next(6)-1
	if p.next(6) == 0 {
		after.Chain[p.next(16)] ^= byte(p.next(2))
	}
	if p.next(6) == 0 {
		after.Revision += directory.Revision(p.next(5)) - 2
	}
	want, wantErr := p.slow.Changes(p.t.Context(), after, limit)
	got, err := p.fast.Changes(p.t.Context(), after, limit)
	p.same(fmt.Sprintf("changes after %v", after), want, got, wantErr, err)
}

func (p *player) prune() {
	before := directory.Revision(p.next(len(p.heads)+3)) - 1
	if err := errors.Join(p.slow.Prune(p.t.Context(), before), p.fast.Prune(p.t.Context(), before)); err != nil {
		p.t.Fatal(err)
	}
}

// same demands equal answers and errors of the same sort.
func (p *player) same(what string, want, got any, wantErr, err error) {
	p.t.Helper()
	for _, sort := range []error{directory.ErrConflict, directory.ErrCompacted, directory.ErrDiverged,
		directory.ErrInvalid, directory.ErrTooLarge, nil} {
		if errors.Is(wantErr, sort) != errors.Is(err, sort) {
			p.t.Fatalf("step %d, %s: error is %v, want %v", p.step, what, err, wantErr)
		}
	}
	wantConflict, _ := errors.AsType[*directory.ConflictError](wantErr)
	conflict, _ := errors.AsType[*directory.ConflictError](err)
	if diff := cmp.Diff(wantConflict, conflict); diff != "" {
		p.t.Fatalf("step %d, %s: conflict (-want +got):\n%s", p.step, what, diff)
	}
	if diff := cmp.Diff(want, got); err == nil && diff != "" {
		p.t.Fatalf("step %d, %s (-want +got):\n%s", p.step, what, diff)
	}
}

func FuzzStore(f *testing.F) {
	f.Add([]byte{})
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		script := make([]byte, 400)
		for i := range script {
			script[i] = byte(random.Uint32())
		}
		f.Add(script)
	}
	f.Fuzz(play)
}

func TestRandomCallsAnswerLikeTheSlowStore(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 0))
		script := make([]byte, 600)
		for i := range script {
			script[i] = byte(random.Uint32())
		}
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { play(t, script) })
	}
}

func TestManyRecordsInAnyOrderOfWriting(t *testing.T) {
	const n = 5000
	orders := map[string]func(i int) int{
		"from the first to the last": func(i int) int { return i },
		"from the last to the first": func(i int) int { return n - 1 - i },
		"scattered":                  func(i int) int { return i * 2741 % n },
	}
	for name, order := range orders {
		t.Run(name, func(t *testing.T) {
			s := memstore.New()
			for i := range n / 50 {
				b := directory.Batch{ID: fmt.Sprint(i)}
				for j := range 50 {
					k := directory.Key{Kind: "venue", ID: fmt.Sprintf("%04d", order(i*50+j))}
					b.Writes = append(b.Writes, directory.Write{Key: k, Delete: order(i*50+j)%3 == 0})
				}
				if _, err := s.Commit(t.Context(), b); err != nil {
					t.Fatal(err)
				}
			}
			checkIDs(t, s, n, func(int) bool { return true })
			if err := s.Prune(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			checkIDs(t, s, n, func(i int) bool { return i%3 != 0 })
		})
	}
}

// checkIDs demands that the IDs listed are those from 0 to n for which listed is true.
func checkIDs(t *testing.T, s *memstore.Store, n int, listed func(i int) bool) {
	t.Helper()
	var want, got []string
	for i := range n {
		if listed(i) {
			want = append(want, fmt.Sprintf("%04d", i))
		}
	}
	for after := (directory.Key{}); ; {
		page, err := s.List(t.Context(), after, 77)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Records) == 0 {
			break
		}
		for _, r := range page.Records {
			got = append(got, r.Key.ID)
		}
		after = page.Records[len(page.Records)-1].Key
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("IDs (-want +got):\n%s", diff)
	}
}

// BenchmarkSizes shows that pages and commits cost about the same in stores of any size.
func BenchmarkSizes(b *testing.B) {
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		s := memstore.New()
		for i := range n / 100 {
			batch := directory.Batch{ID: fmt.Sprint(i)}
			for j := range 100 {
				k := directory.Key{Kind: "venue", ID: fmt.Sprintf("%07d", (i*100+j)*7919%n)}
				batch.Writes = append(batch.Writes, directory.Write{Key: k, If: directory.AnyRevision, Body: []byte("{}")})
			}
			if _, err := s.Commit(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprintf("list/records=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				k := directory.Key{Kind: "venue", ID: fmt.Sprintf("%07d", i*7919%n)}
				if _, err := s.List(b.Context(), k, 100); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("commit/records=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				k := directory.Key{Kind: "venue", ID: fmt.Sprintf("%07d", i*7919%n)}
				batch := directory.Batch{ID: fmt.Sprint("bench ", n, b.N, i), Writes: []directory.Write{{Key: k, If: directory.AnyRevision}}}
				if _, err := s.Commit(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func Example() {
	ctx := context.Background()
	store := memstore.New()
	head, err := store.Commit(ctx, directory.Batch{ID: "b1", Writes: []directory.Write{
		{Key: directory.Key{Kind: "venue", ID: "oph"}, Body: []byte("Orange Park Hospital")},
		{Key: directory.Key{Kind: "offering", ID: "wed"}, Body: []byte("2nd and 4th Wednesdays")},
	}})
	fmt.Println(head.Revision, err)

	page, err := store.List(ctx, directory.Key{}, 10)
	for _, r := range page.Records {
		fmt.Printf("%s %s: %s\n", r.Key.Kind, r.Key.ID, r.Body)
	}
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// offering wed: 2nd and 4th Wednesdays
	// venue oph: Orange Park Hospital
	// <nil>
}
