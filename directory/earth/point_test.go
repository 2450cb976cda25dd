package earth_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
)

func TestNewPoint(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		name     string
		lat, lng float64
		want     string // text of the point, or of the error
	}{
		{"an ordinary place", 30.165, -81.74, "30.165,-81.74"},
		{"D29 0/0 means no coordinates", 0, 0, ""},
		{"D29 negative zeros are 0/0", math.Copysign(0, -1), math.Copysign(0, -1), ""},
		{"D29 latitude 0 alone is valid", 0, 10, "0,10"},
		{"D29 longitude 0 alone is valid", 51.5, 0, "51.5,0"},
		{"a negative zero prints as 0", math.Copysign(0, -1), 10, "0,10"},
		{"D31 the date line has one longitude", 51.5, -180, "51.5,180"},
		{"D31 the north pole has one longitude", 90, -81, "90,0"},
		{"D31 the south pole has one longitude", -90, 180, "-90,0"},
		{"the smallest numbers are kept", 5e-324, 5e-324, "5e-324,5e-324"},
		{"past the pole", 90.0000001, 0, "earth: latitude out of range, want -90 to 90 degrees"},
		{"past the date line", 0, 180.0000001, "earth: longitude out of range, want -180 to 180 degrees"},
		{"latitude is not a number", nan, 0, "earth: latitude out of range, want -90 to 90 degrees"},
		{"longitude is not a number", 0, nan, "earth: longitude out of range, want -180 to 180 degrees"},
		{"infinite latitude", -inf, 0, "earth: latitude out of range, want -90 to 90 degrees"},
		{"infinite longitude", 0, inf, "earth: longitude out of range, want -180 to 180 degrees"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := earth.NewPoint(tt.lat, tt.lng)
			got := p.String()
			if err != nil {
				got = err.Error()
				if _, ok := errors.AsType[*earth.RangeError](err); !ok || !p.IsZero() {
					t.Errorf("NewPoint = %v, %T, want the zero Point and a *RangeError", p, err)
				}
			}
			if got != tt.want {
				t.Errorf("NewPoint = %q, want %q", got, tt.want)
			}
			if earth.LatLng(tt.lat, tt.lng) != p {
				t.Errorf("LatLng = %v, want %v", earth.LatLng(tt.lat, tt.lng), p)
			}
			if p.IsZero() != (p == earth.Point{}) {
				t.Errorf("IsZero = %t for %v", p.IsZero(), p)
			}
		})
	}
}

func TestParsePoint(t *testing.T) {
	const form = "earth: malformed point, want latitude,longitude in decimal degrees, such as 30.165,-81.74"
	tests := []struct {
		name, text, want string
	}{
		{"as printed", "30.165,-81.74", "30.165,-81.74"},
		{"blanks around the numbers", " 30.165 , -81.74 ", "30.165,-81.74"},
		{"a plus sign", "+30.165,+81.74", "30.165,81.74"},
		{"more digits than a float64 has", "30.16500000000000000001,-81.74", "30.165,-81.74"},
		{"nothing", "", form},
		{"only a comma", ",", form},
		{"one number", "30.165", form},
		{"three numbers", "30.165,-81.74,12", form},
		{"a sign too many", "--30,81", form},
		{"a line end", "30.165,-81.74\n", form},
		{"a very long number", "30.1650000000000000000000000000000000000000000000000,-81.74", form},
		{"a name", "infinity,nan", form},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := earth.ParsePoint(tt.text)
			got := p.String()
			if err != nil {
				got = err.Error()
				if _, ok := errors.AsType[*earth.SyntaxError](err); !ok || !p.IsZero() {
					t.Errorf("ParsePoint = %v, %T, want the zero Point and a *SyntaxError", p, err)
				}
			}
			if got != tt.want {
				t.Errorf("ParsePoint = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPointJSON(t *testing.T) {
	type record struct{ A, B earth.Point }
	text, err := json.Marshal(record{A: earth.LatLng(30.165, -81.74)})
	if err != nil || string(text) != `{"A":"30.165,-81.74","B":""}` {
		t.Fatalf("Marshal = %s, %v", text, err)
	}
	got := record{B: earth.LatLng(1, 1)}
	if err := json.Unmarshal(text, &got); err != nil || got.A != earth.LatLng(30.165, -81.74) || !got.B.IsZero() {
		t.Errorf("Unmarshal = %v, %v", got, err)
	}
	before := got
	if err := json.Unmarshal([]byte(`{"A":"91,0"}`), &got); err == nil || got != before {
		t.Errorf("Unmarshal of a latitude of 91 = %v, %v, want an error and no change", got, err)
	}
}

func TestPointDistance(t *testing.T) {
	tests := []struct {
		name string
		p, q earth.Point
		want float64 // metres
		slop float64
	}{
		{"D30 a place and itself", earth.LatLng(30.165, -81.74), earth.LatLng(30.165, -81.74), 0, 0},
		{"D31 the date line from both sides", earth.LatLng(10, 180), earth.LatLng(10, -180), 0, 0},
		{"D31 a pole from two sides", earth.LatLng(90, 10), earth.LatLng(90, -120), 0, 0},
		{"D31 across the date line", earth.LatLng(0, 179.5), earth.LatLng(0, -179.5), 6_371_008.8 * math.Pi / 180, 1e-6},
		{"a degree of latitude", earth.LatLng(30, -81), earth.LatLng(31, -81), 6_371_008.8 * math.Pi / 180, 1e-6},
		{"a quarter round the earth", earth.LatLng(0, 10), earth.LatLng(90, 0), 6_371_008.8 * math.Pi / 2, 1e-6},
		{"pole to pole", earth.LatLng(90, 0), earth.LatLng(-90, 0), 6_371_008.8 * math.Pi, 1e-6},
		{"opposite places", earth.LatLng(30.165, -81.74), earth.LatLng(-30.165, 98.26), 6_371_008.8 * math.Pi, 5},
		{"the smallest step from the equator", earth.LatLng(0, 10), earth.LatLng(5e-324, 10), 0, 1e-9},
		{"no coordinates", earth.Point{}, earth.LatLng(0, 10), float64(earth.Farthest), 0},
		{"no coordinates twice", earth.Point{}, earth.Point{}, float64(earth.Farthest), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.p.Distance(tt.q)
			if !(math.Abs(got.Metres()-tt.want) <= tt.slop) || got > earth.Farthest {
				t.Errorf("Distance = %v m, want %v m", got.Metres(), tt.want)
			}
			if back := tt.q.Distance(tt.p); back != got {
				t.Errorf("Distance back = %v, want %v", back, got)
			}
		})
	}
}

// haversine is the usual formula, which is exact enough except near the opposite place.
func haversine(p, q earth.Point) float64 {
	const rad = math.Pi / 180
	sinLat, sinLng := math.Sin((q.Lat()-p.Lat())*rad/2), math.Sin((q.Lng()-p.Lng())*rad/2)
	h := sinLat*sinLat + math.Cos(p.Lat()*rad)*math.Cos(q.Lat()*rad)*sinLng*sinLng
	return 2 * earth.Radius.Metres() * math.Asin(math.Sqrt(min(1, h)))
}

func TestPointDistanceIsHaversine(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		p := anywhere(rnd)
		step := math.Exp(-20 * rnd.Float64()) // from nanodegrees to the other side of the earth
		q := earth.LatLng(p.Lat()+step*rnd.NormFloat64(), p.Lng()+step*rnd.NormFloat64())
		if rnd.IntN(10) == 0 {
			q = anywhere(rnd)
		}
		if q.IsZero() {
			continue
		}
		got, want := p.Distance(q).Metres(), haversine(p, q)
		slop := 1e-8 + 2e-13*want // metres
		if want > 15_000_000 {
			slop = 5
		}
		if !(math.Abs(got-want) <= slop) {
			t.Fatalf("%v to %v: %v m, want %v m", p, q, got, want)
		}
	}
}

// TestPointDistanceGrows walks away from a place in small steps; the distance never falls,
// also where the way of computing it changes, 64 km from there.
func TestPointDistanceGrows(t *testing.T) {
	from := earth.LatLng(30, -81)
	for _, start := range []float64{0, 0.572943, 0.57295, 90} {
		last := earth.Distance(-1)
		for i := range 20_000 {
			d := from.Distance(earth.LatLng(30, -81+start+float64(i)*1e-9))
			if d < last {
				t.Fatalf("%v degrees and %d steps away: %v m after %v m", start, i, d.Metres(), last.Metres())
			}
			last = d
		}
	}
}

func FuzzParsePoint(f *testing.F) {
	for _, h := range hostile(f, "coordinate") {
		f.Add(h.Input)
	}
	for _, s := range []string{"30.165,-81.74", "0,0", "-0,-0", "90,180", "1e-5,1E2", " 1 , 2 ", "5e-324,0", "+.5,-5."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := earth.ParsePoint(s)
		if err != nil {
			if !p.IsZero() {
				t.Errorf("ParsePoint(%q) = %v with an error", s, p)
			}
			return
		}
		var again earth.Point
		if err := again.UnmarshalText([]byte(p.String())); err != nil || again != p {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, p, again, err)
		}
		if !(math.Abs(p.Lat()) <= 90 && p.Lng() > -180 && p.Lng() <= 180) {
			t.Errorf("ParsePoint(%q) = %v", s, p)
		}
		if diff := cmp.Diff(p.IsZero(), p.Lat() == 0 && p.Lng() == 0); diff != "" {
			t.Errorf("IsZero of %q: %s", s, diff)
		}
	})
}
