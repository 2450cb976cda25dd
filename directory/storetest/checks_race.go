package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

// raceChecks are of many callers at once.
var raceChecks = []check{
	{"all methods at once", sayConcurrent, allAtOnce},
	{"revisions are gapless under racing writers", sayNext, gapless},
	{"no update is lost", sayConflict, lostUpdate},
	{"two batches cannot rely on what the other writes", sayConflict, writeSkew},
	{"the same batch from many callers", sayRepeat, repeatRace},
	{"a page is as new as its head", sayHead, pageHead},
	{"a slow loader under writers", sayHead, slowLoader},
	{"followers under racing writers", sayChanges, followers},
}

// together runs do n times at once and records what they return.
func (t *trial) together(n int, do func(i int) error) {
	if t.err != nil {
		return
	}
	errs := make([]error, n)
	var running sync.WaitGroup
	for i := range n {
		running.Go(func() { errs[i] = survive(func() error { return do(i) }) })
	}
	running.Wait()
	t.err = errors.Join(errs...)
}

// whileWriting has writers commit batches, each up to 200, until read returns. The
// context of read ends early if a writer fails.
func (t *trial) whileWriting(writers int, batch func(writer, n int) directory.Batch, read func(ctx context.Context) error) {
	ctx, stop := context.WithCancel(t.ctx)
	defer stop()
	done := make(chan struct{})
	t.together(writers+1, func(i int) error {
		if i == writers {
			defer close(done)
			return read(ctx)
		}
		for n := range 200 {
			if _, err := t.s.Commit(t.ctx, batch(i, n)); err != nil {
				stop()
				return fmt.Errorf("commit of writer %d: %w", i, err)
			}
			select {
			case <-done:
				return nil
			case <-time.After(200 * time.Microsecond):
			}
		}
		return nil
	})
}

// among returns batches that write and delete a few keys in turn.
func among(keys int) func(writer, n int) directory.Batch {
	return func(writer, n int) directory.Batch {
		id := fmt.Sprintf("%d-%d", writer, n)
		w := set(fmt.Sprintf("k%02d", (writer*7+n*5)%keys), id)
		if n%6 == 5 {
			w = remove(w.Key.ID)
		}
		return directory.Batch{ID: id, Writes: []directory.Write{w}}
	}
}

func allAtOnce(t *trial) {
	at := t.commit("start", set("k00", ""))
	t.whileWriting(3, among(5), func(ctx context.Context) error {
		reads := &trial{ctx: ctx, s: t.s}
		for at.Revision < 40 && reads.err == nil {
			reads.records()
			head := reads.head()
			_, err := t.s.Changes(ctx, at, 10)
			if err != nil && !errors.Is(err, directory.ErrCompacted) {
				reads.failf("changes after revision %d: %w", at.Revision, err)
			}
			reads.prune(head.Revision - 10)
			at = head
		}
		return reads.err
	})
	end := t.head()
	if end.Revision < at.Revision {
		t.failf("newest head is at %d, was at %d", end.Revision, at.Revision)
	}
	t.follow(at, 50)
	t.same("head after one more commit", end.Next("end"), t.commit("end", set("k00", "")))
}

func gapless(t *trial) {
	const writers, each = 6, 8
	t.commit("taken", set("taken", ""))
	heads := make([]map[string]directory.Head, writers)
	t.together(writers, func(w int) error {
		heads[w] = make(map[string]directory.Head)
		for n := range each {
			id := fmt.Sprintf("%d-%d", w, n)
			head, err := t.s.Commit(t.ctx, directory.Batch{ID: id, Writes: []directory.Write{set(id, id)}})
			if err != nil {
				return fmt.Errorf("commit %s: %w", id, err)
			}
			heads[w][id] = head
			_, err = t.s.Commit(t.ctx, directory.Batch{ID: "refused " + id, Writes: []directory.Write{setIf("taken", 0, "")}})
			if !errors.Is(err, directory.ErrConflict) {
				return fmt.Errorf("creating what is live: error is %v, want %v", err, directory.ErrConflict)
			}
		}
		return nil
	})
	returned := make(map[string]directory.Head)
	for _, of := range heads {
		maps.Copy(returned, of)
	}
	told := make(map[string]directory.Head)
	for _, c := range t.history() {
		if c.ID != "taken" {
			told[c.ID] = c.Head
		}
	}
	t.same("heads that Commit returned, and those of the changes", returned, told)
	t.same("newest revision", directory.Revision(writers*each+1), t.head().Revision)
}

func lostUpdate(t *trial) {
	const writers, each = 4, 6
	t.commit("start", set("counter", "0"))
	t.together(writers, func(w int) error {
		for n := 0; n < each; {
			page, err := t.s.List(t.ctx, directory.Key{}, 1)
			if err != nil || len(page.Records) == 0 {
				return errors.Join(fmt.Errorf("reading the counter: %d records", len(page.Records)), err)
			}
			r := page.Records[0]
			count, err := strconv.Atoi(string(r.Body))
			if err != nil {
				return err
			}
			id := fmt.Sprintf("%d-%d-%d", w, n, r.Revision)
			_, err = t.s.Commit(t.ctx, directory.Batch{ID: id,
				Writes: []directory.Write{setIf("counter", r.Revision, strconv.Itoa(count+1))}})
			if errors.Is(err, directory.ErrConflict) {
				continue
			}
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	t.same("counter after increments, each on condition", strconv.Itoa(writers*each), string(t.get("counter").Body))
	t.same("number of commits", writers*each+1, len(t.history()))
}

func writeSkew(t *trial) {
	t.commit("start", set("0", ""), set("1", ""))
	for round := range 15 {
		records := t.records()
		if len(records) != 2 {
			t.failf("%d records, want 2", len(records))
			return
		}
		var taken [2]bool
		t.together(2, func(i int) error {
			_, err := t.s.Commit(t.ctx, directory.Batch{
				ID:     fmt.Sprintf("%d-%d", round, i),
				Writes: []directory.Write{set(strconv.Itoa(i), "")},
				Checks: []directory.Check{{Key: key(strconv.Itoa(1 - i)), If: records[1-i].Revision}},
			})
			taken[i] = err == nil
			if errors.Is(err, directory.ErrConflict) {
				return nil
			}
			return err
		})
		if t.err == nil && taken[0] == taken[1] {
			t.failf("two batches that each check what the other writes: taken are %v, want one of them", taken)
		}
	}
}

func repeatRace(t *trial) {
	for round := range 5 {
		b := directory.Batch{ID: fmt.Sprint(round), Writes: []directory.Write{setIf(fmt.Sprint(round), 0, "x")}}
		var heads [6]directory.Head
		t.together(len(heads), func(i int) error {
			var err error
			heads[i], err = t.s.Commit(t.ctx, b)
			return err
		})
		for _, head := range heads {
			t.same("head of the same batch from another caller", heads[0], head)
		}
	}
	t.same("number of commits", 5, len(t.history()))
}

func pageHead(t *trial) {
	var pages []directory.Page
	t.whileWriting(2, among(6), func(ctx context.Context) error {
		for newest := directory.Revision(0); newest < 60 && len(pages) < 20_000 && ctx.Err() == nil; {
			page, err := t.s.List(ctx, directory.Key{}, 100)
			if err != nil {
				return err
			}
			pages = append(pages, page)
			newest = page.Head.Revision
		}
		return nil
	})
	commits := t.history()
	for _, page := range pages {
		if t.err != nil || len(page.Records) == 0 {
			continue
		}
		known := upTo(commits, page.Head)
		last := page.Records[len(page.Records)-1].Key
		held := make(map[directory.Key]directory.Revision)
		for _, r := range page.Records {
			held[r.Key] = r.Revision
		}
		for k, r := range fold(known) {
			if k.Compare(last) <= 0 && held[k] < r.Revision {
				t.failf("Page.Head is at %d, but %q is at %d and was written at %d",
					page.Head.Revision, k.ID, held[k], r.Revision)
			}
		}
	}
}

// upTo returns the commits that head includes.
func upTo(commits []directory.Commit, head directory.Head) []directory.Commit {
	return commits[:max(0, min(int(head.Revision), len(commits)))]
}

// slowLoader reads a few records at a time, so that commits come between pages, but
// not so slowly that by the end all keys were written again, which would hide much.
func slowLoader(t *trial) {
	const loads = 8
	slow := &Faulty{Store: t.s, Fault: func(c Call) Fault {
		return Fault{Delay: 300 * time.Microsecond, Short: c.Method == "List" && c.N%3 != 0}
	}}
	var heads [loads]directory.Head
	var states [loads]map[directory.Key]directory.Record
	t.whileWriting(3, among(17), func(ctx context.Context) error {
		for i := range loads {
			var err error
			if heads[i], states[i], err = load(ctx, slow); err != nil {
				return fmt.Errorf("loading under writers: %w", err)
			}
		}
		return nil
	})
	commits := t.history()
	for i, head := range heads {
		if t.err == nil {
			diff := cmp.Diff(fold(upTo(commits, head)), states[i])
			if diff != "" {
				t.failf("records loaded under writers, at revision %d (-want +got):\n%s", head.Revision, diff)
			}
		}
	}
}

// load returns what directory.Load makes of s, and an error if it has to start
// again or gets an older record after a newer one.
func load(ctx context.Context, s directory.Store) (directory.Head, map[directory.Key]directory.Record, error) {
	state := make(map[directory.Key]directory.Record)
	starts := 0
	head, err := directory.Load(ctx, s, func() { starts++ }, func(r directory.Record) error {
		if held := state[r.Key]; r.Revision <= held.Revision {
			return fmt.Errorf("%q comes at %d, after it came at %d", r.Key.ID, r.Revision, held.Revision)
		}
		state[r.Key] = r
		return nil
	})
	if err == nil && starts != 1 {
		err = fmt.Errorf("started %d times, though nothing was pruned", starts)
	}
	return head, state, err
}

func followers(t *trial) {
	const followers, enough = 2, 40
	seen := make([][]directory.Commit, followers)
	t.whileWriting(3, among(9), func(ctx context.Context) error {
		follow := &trial{ctx: ctx, s: t.s}
		follow.together(followers, func(i int) error {
			me := &trial{ctx: ctx, s: t.s}
			var at directory.Head
			for me.err == nil && ctx.Err() == nil && len(seen[i]) < enough {
				if more := me.follow(at, 7); len(more) > 0 {
					seen[i] = append(seen[i], more...)
					at = more[len(more)-1].Head
				}
			}
			return me.err
		})
		return follow.err
	})
	commits := t.history()
	for _, of := range seen {
		t.same("commits seen by a follower", commits[:min(len(of), len(commits))], of)
	}
}
