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
// records alone; no store, server or goroutine is needed.
//
// A [Listing] is the public view of an offering, a type of its own. Join links
// are in a [Credential], as [Secret] values that neither print nor marshal, and
// in no snapshot. A venue that is confidential is on the map only as the middle
// of a cell some kilometres wide; no search knows better.
//
// # Stores
//
// When data must last and be shared, [Open] a [Directory] on a [Store]: four
// methods that keep opaque records and the order in which they changed.
// Package memstore keeps them in memory; package storetest holds any store to
// the contract. Any number of servers may follow one store: each holds the
// whole directory in memory, so a search never waits for the store, and goes on
// while the store is away.
//
// # Limits
//
// A directory of a hundred thousand offerings takes about half a gigabyte. A
// change works out anew only what relies on it; the snapshot with it shares the
// rest with the one before.
//
// Nothing here reads the time of the computer, logs, or uses the network.
package directory
