package finder_test

import (
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

// TestRowsFollowTheClock asks for one list at several moments, in an order in
// which rows kept too long, or for too early a moment, would show.
func TestRowsFollowTheClock(t *testing.T) {
	at := now
	source := finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now)
	clock := func() time.Time { return at }
	s := serve(t, finder.Options{Source: source, Clock: clock})
	thursday := time.Date(2026, time.June, 4, 23, 0, 0, 0, time.UTC) // when familia begins
	for _, moment := range []time.Time{
		now, now.Add(time.Minute), now.Add(5 * time.Hour), thursday.Add(-time.Minute), thursday, thursday.Add(time.Minute),
		now, thursday.AddDate(0, 0, 8), thursday, thursday.Add(9 * 24 * time.Hour),
	} {
		at = moment
		for _, path := range []string{"/near/88e5c5c?within=100", "/organizations/clay", "/online?lang=es"} {
			fresh := serve(t, finder.Options{Source: source, Clock: clock}) // it has kept nothing
			if kept, made := s.get(path).main(), fresh.get(path).main(); kept != made {
				t.Errorf("%s at %v:\n%s\nwant\n%s", path, at, kept, made)
			}
		}
	}
}
