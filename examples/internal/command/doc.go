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
//	finder backup  [-db …] [-private] > FILE   the list, or with -private all records
//	finder restore [-db …] < FILE              into an empty database
//	finder forget  [-db …] -record KIND/ID     a record, or -person ID, and all history
//	finder prune   [-db …] -before DATE        the history before a day
//	finder token   [-db …] [-role …] [-list]   make, list or revoke tokens for /admin/
//	finder help    [COMMAND]                   the commands, or the flags of one
//
// Serving, import and restore make a file that is missing. The others refuse it, as its name
// may be misspelt.
//
// # Serving
//
// It prints the address when it serves, and where the records are if that is a file. Another
// program that commits to the same database changes what is shown within some milliseconds.
// While the database is away, the last records stay, and pages say since when. SIGTERM and
// SIGINT let the requests that have come in finish, and end it with success.
//
// # Looking after the list
//
// With a database there are pages under /admin/, which package admin describes. A database
// without a token of the role admin gets a one-time link, which is printed; there is no
// password. If all tokens were lost, finder token makes another.
//
// # Operating
//
// A socket that systemd passes on comes before -addr, so that a restart loses no request.
// Each flag may stand in the environment: -embed-hosts is WITHINREACH_EMBED_HOSTS. A flag wins.
// /healthz, /readyz and /metrics are for those who watch it; package operate has the limits.
// README.md beside the program has all of this for those who run it.
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
// there are organizations, venues and offerings in it, and nothing that opens anything. Keep
// one with it as you keep the database; package directory says what a backup cannot know.
// Import takes no more than those three kinds either, so that a file of somebody else cannot
// bring a token.
//
// # Forgetting
//
// What was deleted or changed stays in the history, and in backups. Forget deletes records and
// begins the history anew; what it would do, and who else names them, it says first, and does
// it with -yes, unless what it is asked for was never there. Prune only cuts the history. After restoring an old backup, forget again.
package command
