package storage_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

func ExampleOpen() {
	folder, err := os.MkdirTemp("", "withinreach")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	ctx := context.Background()

	store, closeStore, err := storage.Open(ctx, filepath.Join(folder, "withinreach.db"))
	if err != nil {
		log.Fatal(err)
	}
	defer closeStore()
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer dir.Close()
	head, err := dir.Commit(ctx, "", directory.Change{
		Put: directory.Organization{ID: "jax", Name: "Jacksonville"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("revision", head.Revision)
	// Output: revision 1
}
