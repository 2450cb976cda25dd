package storetest

// The sentences of directory.Store and directory.Waiter, as printed there. A test
// compares them with the source, so that none goes unchecked and none is made up.
const (
	sayOpaque     = "A Store keeps opaque records, each at the revision of the commit that wrote it, and the order in which they changed."
	sayConcurrent = "Its methods may be called concurrently, and commits may come between two pages of a list."
	saySees       = "A call sees every commit that was acknowledged before it began."
	sayCopied     = "What is passed in is copied, and what is returned belongs to the caller."
	sayEnded      = "A call whose context has ended changes nothing and returns the context's error."

	sayAtomic   = "Commit applies every write of b, or none, as one commit, and returns its head."
	sayNext     = "That is the old head's [Head.Next] for b.ID, so revisions run 1, 2, 3 without gaps, however many callers commit at once."
	sayValid    = "A batch that [Batch.Validate] refuses gets that error and changes nothing."
	sayAbsent   = "A write or check with If 0 holds while its key has no live record: a tombstone counts as absent."
	sayExact    = "One with If n holds while the record, or its tombstone, is at revision n."
	sayAny      = "A write with If [AnyRevision] always holds."
	sayConflict = "If one does not hold at the instant of the commit, the error is a [*ConflictError], and nothing is written."
	sayDeletion = "A deletion leaves a tombstone, also where nothing was: a record that is Deleted and has no body."
	sayRepeat   = "Repeating a batch writes nothing and returns the head of its first commit, whatever was committed or pruned since."
	sayReused   = "A different batch with the ID of a commit that is not pruned gets [ErrInvalid]."
	sayFree     = "The ID of a batch that was refused stays free."

	sayList  = "List returns the records with keys above after, which need not be there, in the order of [Key.Compare], tombstones included."
	sayPage  = "It returns at most limit records, perhaps fewer, but none only if there are none."
	sayHead  = "Page.Head is the newest head as it was before the page was read, so that Changes after it tell all that the page may have missed."
	sayLimit = "A limit below 1 is [ErrInvalid]."

	sayChanges  = "Changes returns the commits that follow after, oldest first and without gaps, each with all its records in key order."
	sayFew      = "It returns at most limit commits, perhaps fewer, but none only if after is the newest head, and never waits."
	sayBodies   = "Bodies are as that commit wrote them, even if they were overwritten since."
	sayCompact  = "If the commit that should come next was pruned, the error is [ErrCompacted], also when no commit is left."
	sayDiverged = "If after is not a head of this history, or lies ahead of it, the error is [ErrDiverged]."

	sayForgets = "Prune forgets the commits with revisions below before, and tombstones at such revisions."
	sayStays   = "Live records, the head, the IDs of all batches, and the other commits and tombstones stay."
	sayBounds  = "A revision past the newest commit forgets them all, and one at or below the oldest none."

	sayWait  = "Wait returns nil as soon as after is not, or no longer, the newest head."
	sayEarly = "It may return early now and then, so callers ask Changes, but it does not always return early."
	sayEnds  = "It returns the error of ctx if that ends first."
)

// sayDurable is for stores that outlive their process; see RunReopen.
const sayDurable = "What Commit acknowledged and Prune forgot stays so when the store is opened again."
