package travel

import (
	"encoding/json"
	"net/http"

	"github.com/withinreach/withinreach/directory/earth"
)

// A valhallaTable is an answer of Valhalla while it is read.
type valhallaTable struct {
	engine   *engine
	from, to []earth.Point
	unit     earth.Distance
	result   answer
}

// readCells reads the table as rows of cells, each with its indices. Cells may be missing
// and come in any order, but not twice.
func (t *valhallaTable) readCells(text json.RawMessage) error {
	var rows [][]*valhallaCell
	if err := t.engine.read(http.StatusOK, text, &rows); err != nil {
		return err
	}
	seen := make([]bool, len(t.result.Seconds))
	for _, row := range rows {
		for _, c := range row {
			if c == nil || c.From == nil || c.To == nil {
				return t.engine.malformed("a cell without indices")
			}
			i, j := *c.From, *c.To
			if i < 0 || i >= len(t.from) || j < 0 || j >= len(t.to) || seen[i*len(t.to)+j] {
				return t.engine.malformed("a cell out of range or twice")
			}
			seen[i*len(t.to)+j] = true
			if err := t.set(i, j, c.Time, c.Distance); err != nil {
				return err
			}
			if err := t.snap(&t.result.FromSnap[i], t.from[i], c.BeginLat, c.BeginLon); err != nil {
				return err
			}
			if err := t.snap(&t.result.ToSnap[j], t.to[j], c.EndLat, c.EndLon); err != nil {
				return err
			}
		}
	}
	return nil
}

// readRows reads the table as one array of times and one of distances.
func (t *valhallaTable) readRows(text json.RawMessage) error {
	var rows valhallaRows
	if err := t.engine.read(http.StatusOK, text, &rows); err != nil {
		return err
	}
	if len(rows.Durations) != len(t.from) || len(rows.Distances) != len(t.from) {
		return t.engine.malformed("%d and %d rows, want %d", len(rows.Durations), len(rows.Distances), len(t.from))
	}
	for i := range t.from {
		times, distances := rows.Durations[i], rows.Distances[i]
		if len(times) != len(t.to) || len(distances) != len(t.to) {
			return t.engine.malformed("%d and %d columns, want %d", len(times), len(distances), len(t.to))
		}
		for j := range t.to {
			if err := t.set(i, j, times[j], distances[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// set writes a cell; without both numbers there is no way.
func (t *valhallaTable) set(i, j int, seconds, distance *float64) error {
	if seconds == nil || distance == nil {
		return nil
	}
	metres := *distance * t.unit.Metres()
	if !(*seconds >= 0 && *seconds < tooMuch && metres >= 0 && metres < tooMuch) {
		return t.engine.malformed("time or distance out of range")
	}
	cell := i*t.result.To + j
	t.result.Seconds[cell], t.result.Metres[cell] = float32(*seconds), float32(metres)
	return nil
}

// snap notes how far p was moved, if the cell tells. Cells may differ: the farthest counts.
func (t *valhallaTable) snap(dst *earth.Distance, p earth.Point, lat, lng *float64) error {
	if lat == nil || lng == nil {
		return nil
	}
	at, err := earth.NewPoint(*lat, *lng)
	if err != nil {
		return t.engine.malformed("coordinates out of range")
	}
	*dst = farther(*dst, p.Distance(at))
	return nil
}
