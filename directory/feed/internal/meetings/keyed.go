package meetings

import (
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
)

// Keyed adds a venue whose ID is made of a key that the source gives it, unless
// one with that ID is there: unlike with Venue, the key alone says whether two
// are the same. It returns the one that is there.
func (c *Collector) Keyed(v directory.Venue) directory.Venue {
	if c.put(v) {
		return v
	}
	return c.result.Entities[c.at[v.Key()]].(directory.Venue)
}

// Return says that the next findings are about a record that was begun before,
// and is counted.
func (c *Collector) Return(place, key string) {
	c.here = feed.Finding{Source: c.Options.Source, SourceID: key, Place: place}
}
