// Package demo holds the listings of the documents that this project grew
// from, for programs that show how it works.
//
//	snapshot, err := demo.Snapshot()
//	...
//	found, err := snapshot.Search(ctx, directory.Query{Near: here.Point, Now: demo.Now()})
//
// # Limits
//
// They were published between 2014 and 2022. None of them says what meets
// today, so whoever shows them shows [Now] as well.
package demo
