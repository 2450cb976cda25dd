// Package memstore keeps a directory's records in memory: for tests, for
// demonstrations, and for a directory that is read from a file at each start.
//
//	store := memstore.New()
//	dir, err := directory.Open(ctx, store, directory.Options{})
//
// # What it promises
//
// A [Store] keeps the whole contract of [directory.Store], and tells at once
// when it changes. It passes package storetest. All is gone when the process ends.
//
// # Limits
//
// A commit costs some microseconds and waits for the one before; reading does not
// wait for reading. All commits are retained until Prune, so a long-lived store
// with many writes should be pruned now and then. The ID of a batch is never
// forgotten, which costs some 100 bytes each.
package memstore
