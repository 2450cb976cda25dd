package storage_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

// TestEightWritersAndFourFollowers has eight editors commit through two servers while four
// follow, each over connections of its own. All must end with the same.
func TestEightWritersAndFourFollowers(t *testing.T) {
	t.Parallel()
	const writers, each = 8, 25
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			dsn := e.dsn(t)
			var servers []*directory.Directory
			for range 4 {
				servers = append(servers, follow(t, open(t, dsn)))
			}
			var running sync.WaitGroup
			for w := range writers {
				running.Go(func() {
					for i := range each {
						venue := directory.Venue{ID: fmt.Sprint(i), Name: fmt.Sprint("hall of writer ", w)}
						change := directory.Change{Put: venue, If: directory.AnyRevision}
						if _, err := servers[w%2].Commit(t.Context(), "", change); err != nil {
							t.Error(err)
						}
					}
				})
			}
			running.Wait()
			names := func(dir *directory.Directory) map[string]string {
				all := map[string]string{}
				for i := range each {
					p, _ := dir.Snapshot().Place(fmt.Sprint(i))
					all[fmt.Sprint(i)] = p.Name
				}
				return all
			}
			for i, dir := range servers {
				eventually(t, fmt.Sprintf("server %d shows every commit", i), func() bool { return dir.Head().Revision == writers*each })
				if diff := cmp.Diff(names(servers[0]), names(dir)); diff != "" || dir.Head() != servers[0].Head() {
					t.Errorf("server %d is at %v, the first at %v (-first +it):\n%s", i, dir.Head(), servers[0].Head(), diff)
				}
			}
		})
	}
}
