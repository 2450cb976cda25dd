package travel_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

func TestValhallaRequest(t *testing.T) {
	tests := []struct {
		name string
		opt  travel.Options
		want string
	}{
		{"no particular time", travel.Options{}, `{"sources":[{"lat":39.2885,"lon":-76.6109}],"targets":[{"lat":39.311,"lon":-76.6095}],"costing":"auto","units":"km"}`},
		{
			"the time on the clock of the place",
			travel.Options{DepartAt: time.Date(2022, 6, 8, 17, 30, 0, 0, time.FixedZone("EDT", -4*3600))},
			`{"sources":[{"lat":39.2885,"lon":-76.6109}],"targets":[{"lat":39.311,"lon":-76.6095}],"costing":"auto","units":"km","date_time":{"type":1,"value":"2022-06-08T17:30"}}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := &canned{status: 200, body: `{"sources_to_targets":[]}`}
			m := engineOn(t, clients(t)[1], answer, travel.EngineOptions{})
			if _, err := m.Table(t.Context(), []earth.Point{pratt}, []earth.Point{station}, tt.opt); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("POST http://127.0.0.1:1/maps/sources_to_targets", answer.last.Method+" "+answer.last.URL.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, answer.sent); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestValhallaAnswers(t *testing.T) {
	const (
		first  = `{"from_index":0,"to_index":0,"time":254,"distance":3.178,"begin_lat":39.288522,"begin_lon":-76.610872,"end_lat":39.311,"end_lon":-76.609472}`
		second = `{"from_index":0,"to_index":1,"time":300,"distance":3.5,"begin_lat":39.288522,"begin_lon":-76.610872,"end_lat":39.2847,"end_lon":-76.6205}`
		both   = "[2.0 miles, 4 minutes] [2.2 miles, 5 minutes]"
		bad    = "travel: Valhalla unavailable: malformed answer: "
	)
	tests := []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"two ways", 200, `{"sources_to_targets":[[` + first + `,` + second + `]],"units":"kilometers"}`, both},
		{"cells in any order", 200, `{"sources_to_targets":[[` + second + `,` + first + `]]}`, both},
		{"a missing cell is no way", 200, `{"sources_to_targets":[[` + second + `]]}`, "[] [2.2 miles, 5 minutes]"},
		{"null is no way", 200, `{"sources_to_targets":[[{"from_index":0,"to_index":0,"time":null,"distance":null},` + second + `]]}`, "[] [2.2 miles, 5 minutes]"},
		{"miles are read as miles", 200, `{"sources_to_targets":[[{"from_index":0,"to_index":0,"time":254,"distance":1.974},{"from_index":0,"to_index":1,"time":300,"distance":2.2}]],"units":"miles"}`, both},
		{"the short form", 200, `{"sources_to_targets":{"durations":[[254,300]],"distances":[[3.178,3.5]]},"units":"kilometers"}`, both},
		{"the short form with null", 200, `{"sources_to_targets":{"durations":[[254,null]],"distances":[[3.178,null]]},"units":"kilometers"}`, "[2.0 miles, 4 minutes] []"},
		{"a road shorter than the straight line is no answer", 200, `{"sources_to_targets":{"durations":[[254,300]],"distances":[[2.4,3.5]]}}`, "[] [2.2 miles, 5 minutes]"},
		{"0 without coordinates is no answer for places apart", 200, `{"sources_to_targets":[[` + first + `,{"from_index":0,"to_index":1,"time":0,"distance":0}]]}`, "[2.0 miles, 4 minutes] []"},
		{"moved too far", 200, `{"sources_to_targets":[[` + first + `,` + second + `]],"targets":[{"lat":39.33,"lon":-76.6095},{"lat":39.2847,"lon":-76.6205}]}`, "[] [2.2 miles, 5 minutes]"},
		{"moved too far, as only the cell tells", 200, `{"sources_to_targets":[[{"from_index":0,"to_index":0,"time":254,"distance":3.178,"end_lat":39.3201,"end_lon":-76.6095},` + second + `]]}`, "[] [2.2 miles, 5 minutes]"},
		{"places listed in the form of old servers", 200, `{"sources_to_targets":[[` + first + `,` + second + `]],"targets":[[{"lat":39.33,"lon":-76.6095}]]}`, both},
		{"places listed nowhere", 200, `{"sources_to_targets":[[` + first + `,` + second + `]],"sources":[{"lat":399,"lon":-76.6095}]}`, both},

		{"no road, by code", 400, `{"error_code":171,"error":"x","status_code":400}`, "travel: no road near one of the places, or none between them"},
		{"no road, by text", 400, `{"error_code":null,"error":"Matrix error: No suitable edges near location"}`, "travel: no road near one of the places, or none between them"},
		{"no connection, by code", 400, `{"error_code":170,"error":"x"}`, "travel: no road near one of the places, or none between them"},
		{"no connection, by text", 400, `{"error":"Locations are in unconnected regions. Go check/edit the map at osm.org"}`, "travel: no road near one of the places, or none between them"},
		{"too many, by code", 400, `{"error_code":150,"error":"x"}`, "travel: too many pairs (2)"},
		{"too many, by text", 400, `{"error":"Matrix error: Exceeded max locations: 2500.000000"}`, "travel: too many pairs (2)"},
		{"too far, by code", 400, `{"error_code":154,"error":"x"}`, "travel: too many kilometres between two places"},
		{"too far, by text", 400, `{"error":"Matrix error: Path distance exceeds the max distance limit: 400000 meters"}`, "travel: too many kilometres between two places"},
		{"the code counts, not the text", 400, `{"error_code":125,"error":"No suitable edges near location"}`, "travel: Valhalla unavailable: the server refused with error 125 (status 400)"},
		{"another text", 500, `{"error":"boom at 39.2885"}`, "travel: Valhalla unavailable: the server refused (status 500)"},
		{"an error page", 502, `<html>`, bad + "not the JSON of Valhalla (status 502)"},
		{"nothing", 200, ``, bad + "not the JSON of Valhalla (status 200)"},
		{"no table", 200, `{}`, bad + "not the JSON of Valhalla (status 200)"},
		{"unknown units", 200, `{"sources_to_targets":[],"units":"furlongs"}`, bad + "unknown units (status 200)"},
		{"a cell twice", 200, `{"sources_to_targets":[[` + first + `,` + first + `]]}`, bad + "a cell out of range or twice (status 200)"},
		{"a cell too many", 200, `{"sources_to_targets":[[{"from_index":1,"to_index":0}]]}`, bad + "a cell out of range or twice (status 200)"},
		{"a cell before the first", 200, `{"sources_to_targets":[[{"from_index":0,"to_index":-1}]]}`, bad + "a cell out of range or twice (status 200)"},
		{"a cell without a place", 200, `{"sources_to_targets":[[{"time":1,"distance":1}]]}`, bad + "a cell without indices (status 200)"},
		{"no cell", 200, `{"sources_to_targets":[[null]]}`, bad + "a cell without indices (status 200)"},
		{"a negative time", 200, `{"sources_to_targets":[[{"from_index":0,"to_index":0,"time":-1,"distance":3}]]}`, bad + "time or distance out of range (status 200)"},
		{"a place nowhere", 200, `{"sources_to_targets":[[{"from_index":0,"to_index":0,"time":1,"distance":3,"begin_lat":91,"begin_lon":0}]]}`, bad + "coordinates out of range (status 200)"},
		{"too few rows in the short form", 200, `{"sources_to_targets":{"durations":[[1,1]],"distances":[]}}`, bad + "1 and 0 rows, want 1 (status 200)"},
		{"too few columns in the short form", 200, `{"sources_to_targets":{"durations":[[1,1]],"distances":[[1]]}}`, bad + "2 and 1 columns, want 2 (status 200)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := engineOn(t, clients(t)[1], &canned{status: tt.status, body: tt.body}, travel.EngineOptions{})
			if diff := cmp.Diff(tt.want, twoTrips(t, m)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestValhallaEchoTellsNoSnap(t *testing.T) {
	const body = `{"sources_to_targets":{"durations":[[254]],"distances":[[3.178]]},"sources":[{"lat":39.2885,"lon":-76.6109}],"targets":[{"lat":39.311,"lon":-76.6094}]}`
	m := engineOn(t, clients(t)[1], &canned{status: 200, body: body}, travel.EngineOptions{})
	r, err := m.Table(t.Context(), []earth.Point{pratt}, []earth.Point{station}, travel.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.FromSnap[0] == r.FromSnap[0] || !(r.ToSnap[0] > 8 && r.ToSnap[0] < 9) {
		t.Errorf("snaps %v and %v, want unknown for a place sent back as it was and 8.6 m", r.FromSnap, r.ToSnap)
	}
}
