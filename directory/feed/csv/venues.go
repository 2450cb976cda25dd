package csv

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// venues gives each place its ID: that of the earlier place which it is, or one
// made of its name and address.
func (g *reading) venues(live []*record) {
	var places []*directory.Venue
	index := map[string]int{}
	for _, x := range live {
		if x.venue == nil {
			continue
		}
		k := placeKey(x.venue)
		if i, ok := index[k]; ok {
			fill(places[i], x)
			x.venue = places[i]
			continue
		}
		index[k] = len(places)
		places = append(places, x.venue)
		x.venue.SourceID = k
	}
	fresh, old := make([]facts, len(places)), make([]facts, len(g.before.venues))
	for i, v := range places {
		if len(old) > 0 {
			fresh[i] = venueFacts(*v)
		}
	}
	for i, v := range g.before.venues {
		old[i] = venueFacts(v)
	}
	which, _ := pairUp(fresh, old, venueSteps)
	used := map[string]bool{}
	for _, v := range g.before.venues {
		used[v.SourceID] = true
	}
	next := map[string]int{}
	for i, v := range places {
		v.Source = g.o.Source
		if which[i] >= 0 {
			v.SourceID = g.before.venues[which[i]].SourceID
		} else {
			v.SourceID = free(v.SourceID, used, next)
		}
		used[v.SourceID] = true
		v.ID = feed.ID(v.Source, v.SourceID)
	}
	for _, x := range live {
		if x.venue != nil {
			x.o.Venue = x.venue.ID
		}
	}
}

// fill adds what a further row says about a place. Where rows differ, the first
// one holds.
func fill(v *directory.Venue, x *record) {
	more := x.venue
	if v.Point.IsZero() {
		v.Point = more.Point
	} else if !more.Point.IsZero() && more.Point != v.Point {
		x.note(program.Warning, "place-differs", "venue", "", "another row puts the same place at another point of the map; the first one was taken")
	}
	v.County = cmp.Or(v.County, more.County)
	v.Host = cmp.Or(v.Host, more.Host)
	v.Note = cmp.Or(v.Note, more.Note)
	if v.Parking == nil {
		v.Parking = more.Parking
	}
	for _, a := range more.Access {
		if !slices.Contains(v.Access, a) {
			v.Access = append(v.Access, a)
		}
	}
}

// free returns a key that is not used: the key itself, or with the next number.
func free(key string, used map[string]bool, next map[string]int) string {
	made := key
	for used[made] {
		next[key]++
		made = key + "~" + strconv.Itoa(next[key]+1)
	}
	return made
}
