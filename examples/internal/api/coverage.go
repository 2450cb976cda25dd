package api

import (
	"math"
	"net/http"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
)

// A coverageAnswer is the share of people who live within reach by car of a
// group that meets in person, by an estimate of driving times.
type coverageAnswer struct {
	Demo    bool          `json:"demo,omitzero"`
	Day     schedule.Date `json:"day"` // and the 12 weeks after count
	Minutes int           `json:"minutes"`
	Country shareView     `json:"country"`
	Slow    float64       `json:"share_on_slow_roads"`
	Fast    float64       `json:"share_on_fast_roads"`
	States  []stateView   `json:"states"`
}

// A shareView is how many people of the 2020 census live within reach.
type shareView struct {
	People  int64   `json:"people"`
	Reached int64   `json:"reached"`
	Share   float64 `json:"share"` // 0 to 1
}

// A stateView is that of a state.
type stateView struct {
	State string `json:"state"`
	Name  string `json:"name"`
	shareView
}

func viewShare(s coverage.Summary) shareView {
	return shareView{s.People, s.Reached, rounded(s.Share())}
}

// rounded returns a share to a hundredth of a per cent: it is not more exact.
func rounded(share float64) float64 { return math.Round(share*1e4) / 1e4 }

// coverage answers with who has a group within reach.
func (s *server) coverage(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	if err := p.done(); err != nil {
		return err
	}
	found, ok := s.Reach.Covered(c.Context(), c.Snapshot, schedule.DateOf(c.now))
	if !ok {
		w.Header().Set("Retry-After", "10")
		return errBusy
	}
	answer := coverageAnswer{
		Demo: c.demo, Day: found.Day, Minutes: found.Minutes, Country: viewShare(found.Country),
		Slow: rounded(found.Slow), Fast: rounded(found.Fast), States: []stateView{},
	}
	for _, g := range found.States {
		if state, err := place.ParseState(g.Name); err == nil {
			answer.States = append(answer.States, stateView{state.Code, state.Name, viewShare(g.Summary)})
		}
	}
	return c.public(w, answer)
}
