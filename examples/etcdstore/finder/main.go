// Finder is the group finder on an etcd cluster: the same server as examples/finder, with
// another store under it.
//
//	finder -db etcd://n0:2379,n1:2379,n2:2379/reach/
//	finder backup -db etcd://n0:2379,n1:2379,n2:2379/reach/ > groups.jsonl
//
// See package command for its other flags.
package main

import (
	"github.com/withinreach/withinreach/examples/etcdstore"
	"github.com/withinreach/withinreach/examples/internal/command"
)

func main() { command.Main(etcdstore.Open) }
