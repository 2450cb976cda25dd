// Package storetest is the conformance kit for storage backends: it holds a store
// against every sentence that [directory.Store] promises, and quotes the one that
// was broken.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) directory.Store {
//			db := openEmptyDatabase(t) // closed by t.Cleanup
//			return mystore.New(db)
//		})
//	}
//
// A store that passes can hold a directory. A failure reads like this:
//
//	--- FAIL: TestStore/keys_come_in_byte_order
//	    keys in pages of 1 (-want +got): …
//	    broken promise: List returns the records with keys above after, which need
//	    not be there, in the order of [Key.Compare], tombstones included.
//
// # Writing a backend
//
// Four methods, and no queries: a store keeps opaque records and the order in which
// they changed; all searching is done in memory above it. The rules that are the
// same everywhere are functions of package directory ([directory.Batch.Validate],
// [directory.Batch.Repeat], [directory.Batch.Conflict], [directory.Batch.After],
// [directory.CheckChanges]), so that a store is mostly reading and writing. The
// example of this package is a whole one, in memory, in some 100 lines. A store on
// a database needs four places, all written in one transaction:
//
//   - the head: one row or key with revision and chain. Each commit locks or compares
//     it first; that is what makes revisions gapless and commit-ordered;
//   - the records: key, revision, deleted, body. The key column compares bytes (COLLATE
//     "C" in PostgreSQL), never by language;
//   - the log: revision, chain, batch ID, records as they were written; Prune empties it;
//   - the batch IDs, with revision and chain, under a unique index; they are never deleted.
//
// Prune is one transaction too. List reads the head before the page, and does not
// keep rows open between pages. Changes reads the head before the log, and leaves
// the verdict to CheckChanges.
//
// Then run [Run]; [RunReopen] if the store outlives its process; [Bench] to see what
// it costs. Run them with the race detector as well. Where a server is needed and
// missing, skip before calling Run, and name the variable that says where it is.
//
// # What is checked
//
// Each check is a subtest with a name that is a sentence. Together they quote every
// sentence of Store and Waiter: whole batches or nothing, conditions on live and
// deleted records, write skew, repeated batches after lost answers, limits at and
// one past, opaque bodies, byte order, pages under writers, gapless changes, forked
// histories, pruning of some and of all, contexts that have ended, memory that is
// shared, and notices that are missed. The kit's own tests plant more than a
// hundred defects in a sound store and demand that the check meant for it catches each.
//
// # When things go wrong
//
// [Faulty] wraps any store and fails as told: before a call, after it (the commit
// took effect, the answer was lost), late, with short pages, with a change
// repeated, or deaf to notices. Use it to test what you build on a store; [EachCall]
// breaks each call of a program in turn.
//
// # Limits
//
// Races are found by trying, so a rare one may pass; a recorded history held
// against a model finds more. Crashes, full disks and failovers are for tests that
// can cause them. Imports are the standard library, go-cmp and package directory;
// no package that ships imports this one.
package storetest
