// Package earth finds what is near: points, distances, coarse cells and an exact index of
// the nearest of millions of points, on a sphere.
//
//	here, err := earth.ParsePoint("30.165,-81.74")
//	...
//	x, err := earth.NewIndex(points, earth.IndexOptions{})
//	...
//	for _, n := range x.Nearest(nil, here, 10, 25*earth.Mile, earth.Filter{}) {
//		fmt.Printf("item %d, %.1f miles\n", n.Item, n.Distance.Miles())
//	}
//
// # Points and distances
//
// A [Point] is latitude and longitude in degrees, a [Distance] metres. The zero Point means
// that coordinates are missing, and so does 0/0, which is what broken data holds. Distances
// are great circles: as the crow flies, not as the road goes, and up to 0.6 % off because
// the earth is no sphere.
//
// # Nearest points
//
// An [Index] holds numbered items. It answers [Index.Nearest], [Index.Within] and
// [Index.Count] exactly, whatever the place; [Index.Ascending] goes on until the caller has
// enough. A [Filter] acts during the search, so a limit counts only what passes. An Index
// never changes; [Index.With] makes another one with a few items changed.
//
// # Cells
//
// A [Cell] is a place without its details. Cells protect people: cut a visitor's place to
// the cell of [PrivateLevel] before it is logged or put into an address. They are also keys
// for databases, in which [KeyRanges] makes a search within a radius out of plain
// comparisons of numbers. Cells are those of the S2 library; their tokens work elsewhere.
//
// # Limits
//
// An index holds at most 2,147,483,647 items and lives in memory. Heights are not known.
// Nothing here reads a file, opens a connection, logs or looks at a clock, and no error text
// contains a place.
package earth
