package directory_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
)

// An edit that two people make at once: the second one is told.
func ExampleStore() {
	ctx := context.Background()
	var store directory.Store = memstore.New()
	oph := directory.Key{Kind: "venue", ID: "oph"}

	// Create: the zero condition wants nothing to be there.
	_, err := store.Commit(ctx, directory.Batch{ID: "b1", Writes: []directory.Write{
		{Key: oph, Body: []byte(`{"name":"Orange Park Hospital"}`)},
	}})
	fmt.Println(err)

	// Both edit revision 1.
	for _, b := range []directory.Batch{
		{ID: "b2", Writes: []directory.Write{{Key: oph, If: 1, Body: []byte(`{"name":"Orange Park Medical Center"}`)}}},
		{ID: "b3", Writes: []directory.Write{{Key: oph, If: 1, Body: []byte(`{"name":"OPH"}`)}}},
	} {
		_, err := store.Commit(ctx, b)
		fmt.Println(err)
	}

	// What happened, from the beginning.
	commits, err := store.Changes(ctx, directory.Head{}, 10)
	for _, c := range commits {
		fmt.Printf("%d %s %s\n", c.Head.Revision, c.ID, c.Records[0].Body)
	}
	fmt.Println(err)
	// Output:
	// <nil>
	// <nil>
	// directory: conflict: venue "oph": it is at revision 2, want revision 1
	// 1 b1 {"name":"Orange Park Hospital"}
	// 2 b2 {"name":"Orange Park Medical Center"}
	// <nil>
}

func TestCheckChanges(t *testing.T) {
	var told []directory.Commit
	heads := []directory.Head{{}}
	for _, id := range []string{"1", "2", "3"} {
		c := directory.Batch{ID: id, Writes: []directory.Write{{Key: venue("a"), If: directory.AnyRevision}}}.After(heads[len(heads)-1])
		told, heads = append(told, c), append(heads, c.Head)
	}
	forged := func(h directory.Head) directory.Head { h.Chain[0]++; return h }
	tests := []struct {
		name    string
		after   directory.Head
		newest  directory.Head
		commits []directory.Commit
		want    error
	}{
		{"an empty store", heads[0], heads[0], nil, nil},
		{"from the beginning", heads[0], heads[3], told, nil},
		{"from the middle", heads[1], heads[3], told[1:], nil},
		{"fewer than there are", heads[1], heads[3], told[1:2], nil},
		{"nothing new", heads[3], heads[3], nil, nil},
		{"a commit made after the head was read", heads[2], heads[2], told[2:], nil},
		{"nothing left", heads[2], heads[3], nil, directory.ErrCompacted},
		{"the next one pruned", heads[0], heads[3], told[1:], directory.ErrCompacted},
		{"another chain at the newest head", forged(heads[3]), heads[3], nil, directory.ErrDiverged},
		{"another chain at the newest head, and a commit since", forged(heads[2]), heads[2], told[2:], directory.ErrDiverged},
		{"another chain in the middle", forged(heads[1]), heads[3], told[1:], directory.ErrDiverged},
		{"another chain at the last pruned head", forged(heads[2]), heads[3], told[2:], directory.ErrDiverged},
		{"a chain before the first commit", forged(heads[0]), heads[3], told, directory.ErrDiverged},
		{"ahead of the store", heads[3], heads[2], nil, directory.ErrDiverged},
		{"below revision 0", directory.Head{Revision: -1}, heads[3], told, directory.ErrDiverged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := directory.CheckChanges(tt.after, tt.newest, tt.commits); !errors.Is(err, tt.want) {
				t.Errorf("error is %v, want %v", err, tt.want)
			}
		})
	}
}
