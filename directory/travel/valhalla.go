package travel

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Valhalla is a Matrix that asks a Valhalla server for sources_to_targets. Make one with
// [NewValhalla]. It is safe for concurrent use and keeps nothing between calls.
//
// The places go in the body of a POST, which access logs do not hold.
type Valhalla struct {
	engine engine
}

// NewValhalla returns a client of the server at base, such as "http://127.0.0.1:8002". The
// client makes the connections: its transport, proxy, time limit and cookies apply, but
// no redirect is followed. A nil client is a plain one. Without Limits a table has up to
// 2,500 pairs of places at most 400 km apart, as Valhalla accepts unless told otherwise.
//
// One place without a road makes Valhalla refuse the whole table; see [Batched].
func NewValhalla(client *http.Client, base string, opt EngineOptions) (*Valhalla, error) {
	e, err := newEngine("Valhalla", client, base, opt, EngineOptions{
		Profile: "auto",
		Limits:  Limits{Pairs: 2500, Apart: 400 * earth.Kilometre},
	})
	if err != nil {
		return nil, err
	}
	return &Valhalla{engine: e}, nil
}

// Limits returns the limits given to [NewValhalla], or those of a server as it comes.
func (v *Valhalla) Limits() Limits { return v.engine.limits }

// Table asks the server once. See [Matrix] for the answer and the errors.
func (v *Valhalla) Table(ctx context.Context, from, to []earth.Point, opt Options) (Result, error) {
	return v.engine.table(ctx, from, to, opt, v.ask)
}

type valhallaRequest struct {
	Sources  []valhallaPoint   `json:"sources"`
	Targets  []valhallaPoint   `json:"targets"`
	Costing  string            `json:"costing"`
	Units    string            `json:"units"`
	DateTime *valhallaDateTime `json:"date_time,omitempty"`
}

type valhallaPoint struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

type valhallaDateTime struct {
	Type  int    `json:"type"` // 1: departure
	Value string `json:"value"`
}

func (v *Valhalla) ask(ctx context.Context, from, to []earth.Point, opt Options) (answer, error) {
	r := valhallaRequest{
		Sources: valhallaPoints(from), Targets: valhallaPoints(to),
		Costing: v.engine.profile, Units: "km",
	}
	if !opt.DepartAt.IsZero() {
		r.DateTime = &valhallaDateTime{Type: 1, Value: opt.DepartAt.Format("2006-01-02T15:04")}
	}
	text, _ := json.Marshal(r) // finite numbers and text: never fails
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, v.engine.base+"/sources_to_targets", bytes.NewReader(text))
	if err != nil {
		return answer{}, v.engine.unavailable(0, "no request can be made of the base address")
	}
	req.Header.Set("Content-Type", "application/json")
	status, body, err := v.engine.do(req)
	if err != nil {
		return answer{}, err
	}
	if status != http.StatusOK {
		return answer{}, v.refusal(status, body, len(from), len(to))
	}
	return v.answer(body, from, to)
}

func valhallaPoints(places []earth.Point) []valhallaPoint {
	points := make([]valhallaPoint, len(places))
	for i, p := range places {
		points[i] = valhallaPoint{Lat: p.Lat(), Lon: p.Lng()}
	}
	return points
}

// refusal reads an error. The HTTP service sends a code and a text, other front ends the
// text alone.
func (v *Valhalla) refusal(status int, body []byte, from, to int) error {
	var a struct {
		Code *int   `json:"error_code"`
		Text string `json:"error"`
	}
	if err := v.engine.read(status, body, &a); err != nil {
		return err
	}
	code := 0
	if a.Code != nil {
		code = *a.Code
	}
	says := func(text string) bool { return code == 0 && strings.Contains(a.Text, text) }
	switch {
	case code == 150, says("Exceeded max locations"):
		return &TooLargeError{What: "pairs", Got: product(from, to)}
	case code == 154, says("Path distance exceeds the max distance limit"):
		return &TooLargeError{What: "kilometres between two places"}
	case code == 170, says("unconnected regions"),
		code == 171, says("No suitable edges near location"),
		says("No data found for location"):
		return &NoRoadError{From: -1, To: -1}
	case code > 0:
		return v.engine.unavailable(status, "the server refused with error %d", code)
	}
	return v.engine.unavailable(status, "the server refused")
}

// A valhallaAnswer is a table in one of its two forms, and where the places were moved to.
type valhallaAnswer struct {
	Table   json.RawMessage `json:"sources_to_targets"` // rows of cells, or two arrays of rows
	Sources json.RawMessage `json:"sources"`            // valhallaPoints; of other form in old servers
	Targets json.RawMessage `json:"targets"`
	Units   string          `json:"units"`
}

// A valhallaCell is one trip. Time and distance are null where there is no way; the
// coordinates are missing in old servers and where the engine took both places for one.
type valhallaCell struct {
	From     *int     `json:"from_index"`
	To       *int     `json:"to_index"`
	Time     *float64 `json:"time"`     // seconds
	Distance *float64 `json:"distance"` // in units
	BeginLat *float64 `json:"begin_lat"`
	BeginLon *float64 `json:"begin_lon"`
	EndLat   *float64 `json:"end_lat"`
	EndLon   *float64 `json:"end_lon"`
}

// valhallaRows is the other form of a table, which tells nothing of where places were moved.
type valhallaRows struct {
	Durations [][]*float64 `json:"durations"`
	Distances [][]*float64 `json:"distances"`
}

func (v *Valhalla) answer(body []byte, from, to []earth.Point) (answer, error) {
	var a valhallaAnswer
	if err := v.engine.read(http.StatusOK, body, &a); err != nil {
		return answer{}, err
	}
	var unit earth.Distance
	switch a.Units {
	case "kilometers", "km", "":
		unit = earth.Kilometre
	case "miles", "mi":
		unit = earth.Mile
	default:
		return answer{}, v.engine.malformed("unknown units")
	}
	t := valhallaTable{engine: &v.engine, from: from, to: to, unit: unit, result: newAnswer(from, to)}
	var err error
	if bytes.HasPrefix(a.Table, []byte("{")) {
		err = t.readRows(a.Table)
	} else {
		err = t.readCells(a.Table)
	}
	if err != nil {
		return answer{}, err
	}
	moved(t.result.FromSnap, t.result.fromAt, from, a.Sources)
	moved(t.result.ToSnap, t.result.toAt, to, a.Targets)
	return t.result, nil
}

// moved notes where places were moved to, from the list of places as the engine took
// them. A place unchanged is one that an old server echoes: not known.
func moved(snaps []earth.Distance, on, places []earth.Point, list json.RawMessage) {
	var points []valhallaPoint
	if json.Unmarshal(list, &points) != nil || len(points) != len(places) {
		return
	}
	for i, at := range points {
		p, err := earth.NewPoint(at.Lat, at.Lon)
		if err != nil || p.IsZero() || p == places[i] {
			continue
		}
		on[i], snaps[i] = p, farther(snaps[i], places[i].Distance(p))
	}
}
