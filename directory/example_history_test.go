package directory_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
)

// Two editors change one record. The second one has not seen what the first one did, and is
// told so. Then somebody takes the change back.
func ExampleDirectory_Undo() {
	ctx := context.Background()
	dir, err := directory.Open(ctx, memstore.New(), directory.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer dir.Close()
	if _, err := dir.Commit(ctx, "", directory.Change{Put: directory.Venue{ID: "oph", Name: "Orange Park Hospital"}}); err != nil {
		log.Fatal(err)
	}
	key := directory.Key{Kind: directory.KindVenue, ID: "oph"}
	_, seen, _ := dir.Get(key)

	head, err := dir.Commit(ctx, "", directory.Change{Put: directory.Venue{ID: "oph", Name: "Medical Center"}, If: seen})
	if err != nil {
		log.Fatal(err)
	}
	_, err = dir.Commit(ctx, "", directory.Change{Put: directory.Venue{ID: "oph", Name: "Old Hospital"}, If: seen})
	fmt.Println("the second one conflicts:", errors.Is(err, directory.ErrConflict))

	if _, err := dir.Undo(ctx, "", head.Revision); err != nil {
		log.Fatal(err)
	}
	for step, err := range dir.History(ctx, key) {
		if err != nil {
			log.Fatal(err)
		}
		for _, edit := range step.Edits {
			fmt.Println(step.Head.Revision, edit.After.Entity.(directory.Venue).Name)
		}
	}
	// Output:
	// the second one conflicts: true
	// 1 Orange Park Hospital
	// 2 Medical Center
	// 3 Orange Park Hospital
}

func ExampleBackup() {
	ctx := context.Background()
	store := memstore.New()
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer dir.Close()
	if _, err := dir.Commit(ctx, "", directory.Change{Put: directory.Organization{ID: "jax", Name: "Jacksonville"}}); err != nil {
		log.Fatal(err)
	}
	if _, err := directory.Backup(ctx, store, os.Stdout, directory.BackupOptions{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// # withinreach backup 1, revision 1, without private records
	// {"organization":{"id":"jax","name":"Jacksonville"}}
	// # end: 1 records, sha256 fe1465f7f0dc118381306e66787dbaf5a97856080beb4edac43c80e6ea95e50e
}
