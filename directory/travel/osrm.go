package travel

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// An OSRM is a Matrix that asks an OSRM server for the service table, version v1. Make one
// with [NewOSRM]. It is safe for concurrent use and keeps nothing between calls.
//
// OSRM takes the places in the address of the request, so they stand in the access log of
// the server and of every proxy in between. Run your own, set DISABLE_ACCESS_LOGGING there,
// and ask with places cut to an [earth.Cell] where that is good enough.
type OSRM struct {
	engine engine
}

// NewOSRM returns a client of the server at base, such as "http://127.0.0.1:5000". The
// client makes the connections: its transport, proxy, time limit and cookies apply, but
// no redirect is followed. A nil client is a plain one. Without Limits a table has up to
// 100 places, as osrm-routed accepts unless told otherwise.
//
// The server must have been prepared so that it knows distances: osrm-contract does.
func NewOSRM(client *http.Client, base string, opt EngineOptions) (*OSRM, error) {
	e, err := newEngine("OSRM", client, base, opt, EngineOptions{
		Profile: "driving",
		Limits:  Limits{Pairs: maxPairs, Points: 100},
	})
	if err != nil {
		return nil, err
	}
	return &OSRM{engine: e}, nil
}

// Limits returns the limits given to [NewOSRM], or those of a server as it comes.
func (o *OSRM) Limits() Limits { return o.engine.limits }

// Table asks the server once. See [Matrix] for the answer and the errors.
func (o *OSRM) Table(ctx context.Context, from, to []earth.Point, opt Options) (Result, error) {
	return o.engine.table(ctx, from, to, opt, o.ask)
}

func (o *OSRM) ask(ctx context.Context, from, to []earth.Point, _ Options) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, o.address(from, to), nil)
	if err != nil {
		return answer{}, o.engine.unavailable(0, "no request can be made of the base address")
	}
	status, body, err := o.engine.do(req)
	if err != nil {
		return answer{}, err
	}
	return o.answer(status, body, from, to)
}

// address returns the URL of a table: the rows first, then the columns.
func (o *OSRM) address(from, to []earth.Point) string {
	var b []byte
	b = append(b, o.engine.base+"/table/v1/"+o.engine.profile+"/"...)
	for i, p := range slices.Concat(from, to) {
		if i > 0 {
			b = append(b, ';')
		}
		b = appendDegrees(b, p.Lng())
		b = append(b, ',')
		b = appendDegrees(b, p.Lat())
	}
	b = append(b, "?annotations=duration,distance&generate_hints=false"...)
	b = appendNumbers(append(b, "&sources="...), 0, len(from))
	b = appendNumbers(append(b, "&destinations="...), len(from), len(from)+len(to))
	return string(b)
}

// appendDegrees writes six decimals, a tenth of a metre.
func appendDegrees(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'f', 6, 64) }

// appendNumbers writes the numbers from first to before end.
func appendNumbers(b []byte, first, end int) []byte {
	for n := first; n < end; n++ {
		if n > first {
			b = append(b, ';')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return b
}

// An osrmAnswer is what the table service sends. Numbers are null where there is no way.
type osrmAnswer struct {
	Code         string         `json:"code"`
	Message      string         `json:"message"`
	Durations    [][]*float64   `json:"durations"` // seconds
	Distances    [][]*float64   `json:"distances"` // metres
	Sources      []osrmWaypoint `json:"sources"`
	Destinations []osrmWaypoint `json:"destinations"`
}

// An osrmWaypoint is where a place was moved to. Old servers send no distance.
type osrmWaypoint struct {
	Distance *float64  `json:"distance"` // metres
	Location []float64 `json:"location"` // longitude, latitude
}

func (o *OSRM) answer(status int, body []byte, from, to []earth.Point) (answer, error) {
	var a osrmAnswer
	if err := o.engine.read(status, body, &a); err != nil {
		return answer{}, err
	}
	switch {
	case a.Code == "Ok" && status == http.StatusOK:
		return o.table(a, from, to)
	case a.Code == "NoTable":
		return newAnswer(from, to), nil
	case a.Code == "NoSegment":
		return answer{}, noSegment(a.Message, len(from), len(to))
	case a.Code == "TooBig", status == http.StatusRequestURITooLong:
		return answer{}, &TooLargeError{What: "places", Got: len(from) + len(to)}
	case a.Code == "NotImplemented":
		return answer{}, o.engine.unavailable(status, "the server was not prepared for distances, use osrm-contract")
	}
	return answer{}, o.engine.unavailable(status, "the server refused")
}

// noSegment reads the number at the end of "Could not find a matching segment for
// coordinate 3", which counts rows, then columns, from 0.
func noSegment(message string, from, to int) *NoRoadError {
	e := &NoRoadError{From: -1, To: -1}
	n, err := strconv.Atoi(message[strings.LastIndexByte(message, ' ')+1:])
	switch {
	case err != nil || n < 0 || n >= from+to:
	case n < from:
		e.From = n
	default:
		e.To = n - from
	}
	return e
}

func (o *OSRM) table(a osrmAnswer, from, to []earth.Point) (answer, error) {
	r := newAnswer(from, to)
	if err := o.copyRows(&r.Result, "durations", r.Seconds, a.Durations); err != nil {
		return answer{}, err
	}
	if err := o.copyRows(&r.Result, "distances", r.Metres, a.Distances); err != nil {
		return answer{}, err
	}
	if err := o.copySnaps("sources", r.FromSnap, r.fromAt, from, a.Sources); err != nil {
		return answer{}, err
	}
	if err := o.copySnaps("destinations", r.ToSnap, r.toAt, to, a.Destinations); err != nil {
		return answer{}, err
	}
	return r, nil
}

func (o *OSRM) copyRows(r *Result, field string, dst []float32, rows [][]*float64) error {
	if len(rows) != r.From {
		return o.engine.malformed("%d rows of %s, want %d", len(rows), field, r.From)
	}
	for i, row := range rows {
		if len(row) != r.To {
			return o.engine.malformed("%d columns of %s, want %d", len(row), field, r.To)
		}
		for j, v := range row {
			switch {
			case v == nil: // no way
			case !(*v >= 0 && *v < tooMuch):
				return o.engine.malformed("%s out of range", field)
			default:
				dst[i*r.To+j] = float32(*v)
			}
		}
	}
	return nil
}

// tooMuch is more seconds or metres than any drive has: ten times round the earth.
const tooMuch = 4e8

func (o *OSRM) copySnaps(field string, snaps []earth.Distance, at, places []earth.Point, waypoints []osrmWaypoint) error {
	if len(waypoints) == 0 {
		return nil // unknown
	}
	if len(waypoints) != len(places) {
		return o.engine.malformed("%d %s, want %d", len(waypoints), field, len(places))
	}
	for i, w := range waypoints {
		if len(w.Location) == 2 {
			p, err := earth.NewPoint(w.Location[1], w.Location[0])
			if err != nil {
				return o.engine.malformed("location of %s out of range", field)
			}
			at[i], snaps[i] = p, places[i].Distance(p)
		}
		if w.Distance != nil && *w.Distance >= 0 {
			snaps[i] = earth.Distance(*w.Distance)
		}
	}
	return nil
}
