package memstore

import (
	"iter"
	"slices"
	"sort"

	"github.com/withinreach/withinreach/directory"
)

// blockSize is the most records in a block. A block is split in two when full.
const blockSize = 256

// A table holds records in key order, cut into blocks, none of them empty. A key is
// found by two binary searches, and an insertion moves one block at most.
type table struct {
	blocks [][]directory.Record
}

// search returns the place of the first record at or above k.
func (t *table) search(k directory.Key) (block, i int) {
	block = sort.Search(len(t.blocks), func(n int) bool {
		last := t.blocks[n][len(t.blocks[n])-1]
		return last.Key.Compare(k) >= 0
	})
	if block < len(t.blocks) {
		i = sort.Search(len(t.blocks[block]), func(n int) bool {
			return t.blocks[block][n].Key.Compare(k) >= 0
		})
	}
	return block, i
}

// get returns the record under k, or the zero Record.
func (t *table) get(k directory.Key) directory.Record {
	if block, i := t.search(k); block < len(t.blocks) && t.blocks[block][i].Key == k {
		return t.blocks[block][i]
	}
	return directory.Record{}
}

// put inserts r or replaces the record under its key.
func (t *table) put(r directory.Record) {
	if len(t.blocks) == 0 {
		t.blocks = [][]directory.Record{{r}}
		return
	}
	block, i := t.search(r.Key)
	if block == len(t.blocks) {
		block--
		i = len(t.blocks[block])
	}
	b := t.blocks[block]
	if i < len(b) && b[i].Key == r.Key {
		b[i] = r
		return
	}
	b = slices.Insert(b, i, r)
	t.blocks[block] = b
	if len(b) > blockSize {
		half := len(b) / 2
		t.blocks = slices.Insert(t.blocks, block+1, slices.Clone(b[half:]))
		clear(b[half:]) // or their bodies would be kept
		t.blocks[block] = b[:half]
	}
}

// above yields the records with keys above k, in key order.
func (t *table) above(k directory.Key) iter.Seq[directory.Record] {
	return func(yield func(directory.Record) bool) {
		first, i := t.search(k)
		for block := first; block < len(t.blocks); block++ {
			for _, r := range t.blocks[block][i:] {
				if r.Key != k && !yield(r) {
					return
				}
			}
			i = 0
		}
	}
}

// deleteFunc removes the records that drop reports.
func (t *table) deleteFunc(drop func(directory.Record) bool) {
	for i := range t.blocks {
		t.blocks[i] = slices.DeleteFunc(t.blocks[i], drop)
	}
	t.blocks = slices.DeleteFunc(t.blocks, func(b []directory.Record) bool { return len(b) == 0 })
}
