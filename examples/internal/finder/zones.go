package finder

import (
	"sync"
	"time"
)

// zones are the time zones that were asked for, by their IANA names. Loading
// one takes longer than making a page.
type zones struct{ loaded sync.Map }

// get returns the zone of a name, or nil if there is none.
func (z *zones) get(name string) *time.Location {
	if name == "" {
		return nil
	}
	if loc, ok := z.loaded.Load(name); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = nil
	}
	z.loaded.Store(name, loc)
	return loc
}
