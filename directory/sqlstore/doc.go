// Package sqlstore keeps a directory's records in a SQL database: SQLite, PostgreSQL, or one
// that speaks like PostgreSQL.
//
//	db, err := sql.Open("pgx", "postgres://reach@db.example.org/reach")
//	…
//	store, err := sqlstore.New(ctx, db, sqlstore.Postgres)
//	…
//	dir, err := directory.Open(ctx, store, directory.Options{})
//
// It speaks database/sql only: the program brings the driver, opens the database and closes
// it.
//
// # Opening
//
// PostgreSQL needs no settings. It works at every isolation level; what SERIALIZABLE refuses
// (SQLSTATE 40001) is tried again.
//
// SQLite does. With the driver modernc.org/sqlite, in pure Go, the name of the database is
//
//	file:withinreach.db?_txlock=immediate&_pragma=busy_timeout(5000)
//		&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)
//
// without the line break. WAL lets others read while one writes. Synchronous FULL makes what
// Commit acknowledged survive a power cut; NORMAL loses the last commits, and the directories
// that have seen them get [directory.ErrDiverged]. The timeout makes one process wait for
// another. With secure_delete what is pruned is overwritten, not only unlinked. With any
// other driver give the same settings in its words. The file is for one machine: SQLite over
// a network file system loses data.
//
// # Tables
//
// [New] makes five tables, in the schema that the connection finds first, and brings those of
// an older version up to date. In PostgreSQL several directories are several schemas.
//
//	directory_head     one row: the newest revision and its chain
//	directory_records  the newest version of each record, tombstones included
//	directory_log      what each commit wrote, until pruned
//	directory_batches  revision, chain and ID of every commit, for ever
//	directory_schema   one row: the version of these tables
//
// Read them as you like, but write through a [Store] only. Once the tables are there, a
// role needs SELECT on all, INSERT and UPDATE on head, records, log and batches, and DELETE
// on records and log for Prune.
//
// A commit first updates the row of the head, whose lock makes all others wait, in every
// process. That is what makes revisions gapless, in the order in which they become visible;
// the isolation level has no part in it.
//
// # When things go wrong
//
// A deadlock, a refused serialization or a busy file is tried again, up to 20 times in some
// 2 seconds. So is a write whose connection was lost; the ID of the batch tells whether it had
// taken effect. [ErrReadOnly] and [ErrFull] report those two conditions of the database. All
// other errors are those of the driver, wrapped. Errors are told apart by SQLSTATE, as pgx and
// lib/pq report it, or by the result code of modernc.org/sqlite; a driver that shows neither
// works, but its errors are all tried again as if the connection had been lost.
//
// A failed fsync is an error, and the batch may or may not be there when the database is
// opened again: repeat it with its ID.
//
// # Replicas and failover
//
// A streaming replica of PostgreSQL can be listed and followed. It may lag, so it does not
// see every commit that was acknowledged: a server that commits needs the primary. When an
// asynchronous replica is promoted, commits that it had not received are gone. Whoever has
// seen them gets ErrDiverged, and [directory.Load] starts again; package directory does so by
// itself. Use synchronous_commit = on with synchronous_standby_names to lose none.
//
// # Limits
//
// One commit at a time: some hundreds a second. The log grows until Prune; the batch IDs
// take some 100 bytes a commit for ever. The database must keep text as UTF-8. There are no
// notices here: a follower polls, or a program that knows its driver adds a Wait.
package sqlstore
