// Package directory says where programs are offered and who can reach them:
// organizations, venues and offerings, kept in a store of your choice and
// searched in memory.
//
//	snap, err := directory.NewSnapshot(
//		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York",
//			Holidays: schedule.USFederal(schedule.Observed)},
//		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74)},
//		directory.Offering{ID: "wed", Program: "connection", Organization: "jax", Venue: "oph",
//			Series: []schedule.Series{when}})
//	...
//	found, err := snap.Search(ctx, directory.Query{Near: here.Point, Within: 25 * earth.Mile, Now: now})
//	for _, hit := range found.InPerson {
//		fmt.Println(hit.Listing.Name, hit.Distance.Miles(), hit.Next.Start())
//	}
//
// # Entities
//
// An [Organization], a [Venue] and an [Offering] are plain records that refer
// to each other by ID and have a documented form in JSON. What a version does
// not know, fields and whole kinds, it keeps and passes on. [ReadRecords] and
// [WriteRecords] read and write them as lines of text.
//
// There is no type for a person who comes to a group.
//
// # Snapshots
//
// A [Snapshot] is the whole directory at one moment, immutable and ready for
// questions: [Snapshot.Search] for what is near or starts soon,
// [Snapshot.Timetable] for the dates of an offering and the reasons for gaps,
// [Snapshot.Contacts] for whom to ask in a county. [NewSnapshot] makes one of
// records alone; no store, server or goroutine is needed. [SnapshotOf] makes one
// of those records that are good, and says what is wrong with the others.
//
// A [Listing] is the public view of an offering, a type of its own. Join links
// are in a [Credential], as [Secret] values that neither print nor marshal, and
// in no snapshot. A venue that is confidential is on the map only as the middle
// of a cell some kilometres wide; no search knows better.
//
// # Courses and people
//
// A course or training is an offering with a [course.Course]: its sessions are
// dates of a series, so it is in search, agenda and calendars as a group is. A
// [CourseListing] shows its state without a number of people.
//
// A [Facilitator] and a [Roster] are private records, loaded only with
// [Options].Private and in no snapshot. [Directory.ForgetFacilitator] forgets a
// person through rosters and history, and [Snapshot.SeatCalendar] is their own
// calendar.
//
// # Findings
//
// [Snapshot.Lint] finds what people should look at: rules of a program that are
// not met, holidays, rooms taken twice, likely duplicates, last names and
// passcodes in public texts, records that are old or refer to what is not there.
// Each [Finding] has a code that stays. [Snapshot.Offered] and [Snapshot.Needs]
// are reports.
//
// # Stores
//
// When data must last and be shared, [Open] a [Directory] on a [Store]: four
// methods that keep opaque records and the order in which they changed.
// Package memstore keeps them in memory, package sqlstore in SQLite or
// PostgreSQL; package storetest holds any store to the contract. Any number of
// servers may follow one store: each holds the whole directory in memory, so a
// search never waits for the store, and goes on while the store is away.
//
// # Keeping records for years
//
// An editor commits with the revision that it has read, and gets [ErrConflict] if
// another one was faster: see [Directory.Get]. [Directory.History] tells what each
// commit did, [Directory.Undo] and [Directory.Revert] make it good.
// [Directory.Import] takes more than fits into a batch. [Backup] and [Restore] move
// all records to and from a file that shows when it is not whole.
// [Directory.Forget] removes a text from records and history alike.
// [Directory.AsOf] and [Directory.Trouble] tell how old the data is, and why.
//
// # Limits
//
// A directory of a hundred thousand offerings takes about half a gigabyte. A
// change works out anew only what relies on it; the snapshot with it shares the
// rest with the one before.
//
// Nothing here reads the time of the computer, logs, or uses the network.
package directory
