package main

import (
	"runtime"
	"slices"
	"time"
)

// A task is a piece of work that we and others can do. To add one, add it to
// tasks.
type task struct {
	name string
	unit string // what one figure is for, such as "occurrence"
	// prepare loads what the task needs and returns its sides, ours first.
	prepare func() ([]side, error)
}

// A side does the task: once, or so often that reading the clock before and
// after does not count.
type side struct {
	peer string // "" for ours
	run  func() outcome
}

// An outcome says how many units were done. The answer sums up what was found
// and must be the same for all sides of a task.
type outcome struct {
	units  int
	answer int64
}

// A result is one line of output.
type result struct {
	Task       string  `json:"task"`
	OursNs     float64 `json:"ours_ns"`
	OursAllocs float64 `json:"ours_allocs"`
	Peer       string  `json:"peer"`
	PeerNs     float64 `json:"peer_ns"`
	Ratio      float64 `json:"ratio"`
}

// minimum is how long a side runs at least in a round.
const minimum = 20 * time.Millisecond

// measure runs all sides in turn, round after round, and returns a result for
// each peer, or one without peer if there is none.
func measure(name string, sides []side, rounds int) []result {
	allocs := allocations(sides[0])
	times := make([][]float64, len(sides)) // nanoseconds for a unit, by side and round
	for range rounds {
		for i, s := range sides {
			times[i] = append(times[i], timed(s))
		}
	}
	if len(sides) == 1 {
		return []result{{Task: name, OursNs: median(times[0]), OursAllocs: allocs}}
	}
	var results []result
	for i := 1; i < len(sides); i++ {
		ratios := make([]float64, rounds)
		for round := range ratios {
			ratios[round] = times[i][round] / times[0][round]
		}
		results = append(results, result{name, median(times[0]), allocs, sides[i].peer, median(times[i]), median(ratios)})
	}
	return results
}

// timed returns the nanoseconds that a side takes for one unit.
func timed(s side) float64 {
	runtime.GC()
	units := 0
	start := time.Now()
	for time.Since(start) < minimum {
		units += s.run().units
	}
	return float64(time.Since(start).Nanoseconds()) / float64(max(units, 1))
}

func allocations(s side) float64 {
	s.run()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	units := s.run().units
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(max(units, 1))
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}
