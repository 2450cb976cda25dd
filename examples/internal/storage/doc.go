// Package storage opens the store that a -db flag names: a SQLite file or a PostgreSQL
// database.
//
//	store, closeStore, err := storage.Open(ctx, "withinreach.db")
//	if err != nil {
//		return err
//	}
//	defer closeStore()
//	dir, err := directory.Open(ctx, store, directory.Options{})
//
// This is where the drivers are: modernc.org/sqlite, in pure Go, and pgx. Package sqlstore
// knows neither, so a program of yours may bring others.
//
// # Names
//
// What begins with postgres:// or postgresql:// is a PostgreSQL database:
//
//	postgres://reach@db.example.org/reach?sslmode=verify-full
//	postgres://reach@one,two/reach?target_session_attrs=read-write
//
// The second names two servers, and finds the one that writes when the other one fails. A
// read-only replica can be followed, too. Anything else is the path of a file; it is made
// if it is missing, readable by its owner only, and SQLite keeps two more beside it while
// it is open, with -wal and -shm after the name. A file on a network disk is not safe.
//
// # Forgetting
//
// [directory.Directory.Forget] leaves nothing in a SQLite file: the driver overwrites what is
// deleted, and Prune empties the write-ahead log. PostgreSQL keeps what was deleted in its
// tables until they are rewritten, and in its own log until that is reused, some hundreds of
// megabytes later, or for as long as you archive it:
//
//	VACUUM FULL directory_log; VACUUM FULL directory_records; CHECKPOINT;
//
// # Notices
//
// Both stores tell when they change ([directory.Waiter]), so a follower shows a commit some
// milliseconds later: PostgreSQL by NOTIFY, SQLite by a look at its version every 5 ms,
// which notices commits of other processes as well. A replica has no notices and is asked
// every 20 ms. Behind a pool such as PgBouncer in transaction mode notices may be lost, and
// then a change is seen within a second.
//
// # Tests
//
// The tests of this package hold sqlstore against real engines: the conformance kit, crashes
// at every system call, power cuts, full and failing disks, lost connections, failover, and a
// check that recorded histories are linearizable. They start the PostgreSQL that they need where Debian's
// package postgresql is installed, and skip with a message elsewhere; with CI=true they fail
// instead. The flag -long makes them try more, and measure what is in
// directory/sqlstore/GROWING.md.
package storage
