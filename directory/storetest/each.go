package storetest

import "github.com/withinreach/withinreach/directory"

// EachCall has the calls to a store fail in turn: it runs do with a store whose
// first call gets a fault, then with another one whose second call does, and so on,
// until do makes fewer calls than that. It returns how many calls were broken.
//
// Open returns a new, empty store for each run, and do gets a [Faulty] over it, with
// n, the call that fails. Do should try again what it can, and then demand that the
// store below holds what it should: nothing lost, nothing twice.
func EachCall(fault Fault, open func() directory.Store, do func(n int, f *Faulty)) int {
	for n := 1; ; n++ {
		broken := false
		f := &Faulty{Store: open(), Fault: func(c Call) Fault {
			if c.N != n {
				return Fault{}
			}
			broken = true
			return fault
		}}
		do(n, f)
		f.mu.Lock() // Fault ran under it, perhaps in a goroutine that do has started
		last := !broken
		f.mu.Unlock()
		if last {
			return n - 1
		}
	}
}
