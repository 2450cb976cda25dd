// Finder is the group finder: a web server on which people look for a group
// near them, online or by telephone.
//
//	finder                          records in ./withinreach.db, made if missing
//	finder -db postgres://…         records in PostgreSQL
//	finder -records groups.jsonl    your own list, read again when it changes
//	finder -demo                    listings of 2022, to look around
//	finder import < groups.jsonl    your own list into the database
//	finder backup > groups.jsonl    the list, with a check
//	finder restore < groups.jsonl   back into an empty database
//	finder help                     all commands and flags
//
// See package command for its flags, and package finder for what it shows and
// what it does not learn.
package main

import (
	"github.com/withinreach/withinreach/examples/internal/command"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

func main() { command.Main(storage.Open) }
