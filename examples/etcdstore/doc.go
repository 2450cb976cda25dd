// Package etcdstore keeps a directory's records in an etcd cluster. It is the worked example
// of a storage backend that does not come with the library: README.md beside it tells how it
// came to be, step by step.
//
//	store, closeStore, err := etcdstore.Open(ctx, "etcd://n0:2379,n1:2379,n2:2379/reach/")
//
// or, with a client of your own,
//
//	client, err := clientv3.New(clientv3.Config{Endpoints: []string{"n0:2379", "n1:2379", "n2:2379"}})
//	…
//	store := etcdstore.New(client, "reach/")
//	dir, err := directory.Open(ctx, store, directory.Options{})
//
// # Keys
//
// All begin with the prefix that [New] is given, so several directories share a cluster.
//
//	prefix h            the head: revision and chain
//	prefix r KEY        the newest version of a record; KEY is directory.Key.Stored
//	prefix c REVISION   what a commit wrote, until pruned; 16 hexadecimal digits
//	prefix b ID         the head of the commit of a batch, for ever
//
// Values are JSON. Write through a [Store] only.
//
// # When things go wrong
//
// A cluster of three goes on while one member is down. A call that meets an election is tried
// again for some seconds; the ID of its batch tells whether it had taken effect.
//
// # Limits
//
// etcd is made for a few gigabytes. It keeps old versions of all keys until it compacts, so
// turn on automatic compaction, and compact and defragment after [Store.Prune] where what was
// pruned must be gone from the disk.
package etcdstore
