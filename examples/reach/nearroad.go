package main

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

// byRoad tells how the meetings in person were found, if an engine was asked.
type byRoad struct {
	// Proven is true if none that is left out can be nearer by the engine's
	// roads.
	Proven bool   `json:"proven"`
	Pairs  int    `json:"pairs"`           // ways asked for
	Cause  string `json:"cause,omitempty"` // why some are estimates
}

// engineTime is how long an engine may take for one answer.
const engineTime = 20 * time.Second

// matrix returns the routing engine that -engine names.
func (f nearFlags) matrix() (travel.Matrix, error) {
	kind, base, _ := strings.Cut(f.engine, "=")
	client := &http.Client{Timeout: engineTime}
	var engine travel.Matrix
	var err error
	switch kind {
	case "valhalla":
		engine, err = travel.NewValhalla(client, base, travel.EngineOptions{})
	case "osrm":
		engine, err = travel.NewOSRM(client, base, travel.EngineOptions{})
	default:
		return nil, fmt.Errorf("-engine %q, want valhalla=URL or osrm=URL", kind)
	}
	if err != nil {
		return nil, fmt.Errorf("-engine: %w", err)
	}
	if f.sort == "start" || f.page != "" {
		return nil, fmt.Errorf("-engine finds the nearest by road, want neither -sort start nor -page")
	}
	return travel.Fallback{Engine: travel.Batched{Engine: engine}}, nil
}

// byRoad replaces those in person by the nearest by the roads of the engine, of
// those that the query asks for: within the drive, and in time if that matters.
func (f nearFlags) byRoad(ctx context.Context, snap *directory.Snapshot, q directory.Query, n *nearby) error {
	m, err := f.matrix()
	if err != nil {
		return err
	}
	limit := q.DriveWithin
	inTime := f.reachable || limit > 0
	q.DriveWithin, q.Drive, q.Order = 0, nil, directory.ByDistance
	if inTime { // whoever may be in time if there is no way to go
		q.Drive = func(earth.Distance) time.Duration { return 0 }
	}
	if q.Coarse {
		q.Near = q.Near.Cell(earth.PrivateLevel).Center()
	}
	all, err := snap.Ascending(q)
	if err != nil {
		return err
	}
	var hits []directory.Hit
	candidates := func(yield func(travel.Candidate) bool) {
		for h := range all {
			hits = append(hits, h)
			if !yield(travel.Candidate{Item: len(hits) - 1, Point: h.Listing.Place.Point}) {
				return
			}
		}
	}
	ways, err := travel.Nearest(ctx, m, q.Near, candidates, travel.NearestOptions{K: f.k, Keep: func(w travel.Way) bool {
		if limit > 0 && w.Trip.Time > limit {
			return false
		}
		if !inTime {
			return true
		}
		next, ok, err := snap.Next(q, hits[w.Item].Listing.ID, q.Now.Add(w.Trip.Time-q.Late))
		hits[w.Item].Next = next
		return ok && err == nil
	}})
	if err != nil {
		return err
	}
	n.InPerson, n.Total, n.More = []found{}, len(ways.Ways), ""
	for _, w := range ways.Ways {
		v := describe(snap, q.Now, hits[w.Item])
		v.Drive = driveOf(w.Trip)
		n.InPerson = append(n.InPerson, v)
	}
	if len(n.InPerson) > 0 {
		n.Nearest, n.Later = nil, nil
	}
	n.ByRoad = &byRoad{Proven: ways.Proven, Pairs: ways.Pairs}
	if ways.Cause != nil {
		n.ByRoad.Cause = ways.Cause.Error()
	}
	return nil
}

// driveOf rounds a trip up to minutes.
func driveOf(t travel.Trip) *drive {
	minutes := func(d time.Duration) int { return int(math.Ceil(d.Minutes())) }
	return &drive{
		Estimate: t.Estimated, Minutes: minutes(t.Time), Least: minutes(t.Least.Time), Most: minutes(t.Most.Time),
		Miles: toMiles(t.Road),
	}
}
