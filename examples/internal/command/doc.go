// Package command is the group finder as a command: its flags, and what it does with them.
//
//	func main() { command.Main(storage.Open) }
//
// Two programs share it and differ in the databases that they open: examples/finder knows
// SQLite and PostgreSQL, examples/etcdstore/finder knows etcd.
//
//	finder                                     records in ./withinreach.db, made if missing
//	finder -db FILE                            in another file
//	finder -db postgres://…                    in PostgreSQL
//	finder -records groups.jsonl               your own list, read again when it changes
//	finder -demo                               listings of 2022, to look around
//	finder import  [-db …] < FILE              bring records into the database
//	finder backup  [-db …] [-private] > FILE   all records, as lines of JSON
//	finder restore [-db …] < FILE              into an empty database
//
// # Serving
//
// It prints the address when it serves, and where the records are if that is a file. Another
// program that commits to the same database changes what is shown within some milliseconds.
// While the database is away, the last records stay, and pages say since when. SIGTERM and
// SIGINT let the requests that have come in finish, and end it with success.
//
// # Exit
//
// 0 when it was ended or has done its work, 1 with a message when something failed, 2 on bad
// usage.
//
// # Backups
//
// What backup writes has a check at its end: restore refuses a file that was cut off or
// altered, before it writes anything, and a database that is not empty. Without -private
// there are no join links and nothing about people in it. Keep it as you keep the database;
// package directory says what a backup cannot know.
package command
