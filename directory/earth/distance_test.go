package earth_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
)

func TestParseDistance(t *testing.T) {
	const form = "earth: malformed distance, want a number and m, km or mi, such as 25mi"
	const outside = "earth: distance out of range, want 0 to 40075 km"
	tests := []struct {
		name, text, want string // want is the printed distance or the error
	}{
		{"miles", "25mi", "40233.6m"},
		{"kilometres", "40.25km", "40250m"},
		{"a blank", "25 mi", "40233.6m"},
		{"whole words", "25 miles", "40233.6m"},
		{"metres", "500m", "500m"},
		{"a fraction", "0.5km", "500m"},
		{"nothing", "0mi", "0m"},
		{"less than nothing by a sign only", "-0mi", "0m"},
		{"once round the equator", "40075km", "40075000m"},
		{"no unit", "25", form},
		{"no number", "mi", form},
		{"neither", "", form},
		{"another unit", "25ft", form},
		{"minutes are not miles", "30min", form},
		{"capitals", "25MI", form},
		{"a unit and a half", "25mi.", form},
		{"a decimal comma", "2,5km", form},
		{"hexadecimal", "0x10m", form},
		{"not a number", "nanm", form},
		{"digits of another script", "٢٥mi", form},
		{"negative", "-1mi", outside},
		{"too far", "40076km", outside},
		{"beyond a float64", "1e999m", outside},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := earth.ParseDistance(tt.text)
			got := d.String()
			if err != nil {
				got = err.Error()
				_, syntax := errors.AsType[*earth.SyntaxError](err)
				_, outside := errors.AsType[*earth.RangeError](err)
				if !syntax && !outside || d != 0 {
					t.Errorf("ParseDistance = %v, %T", d, err)
				}
			}
			if got != tt.want {
				t.Errorf("ParseDistance = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDistanceUnits(t *testing.T) {
	d := 25 * earth.Mile
	if d.Metres() != 40_233.6 || math.Abs(d.Kilometres()-40.2336) > 1e-12 || d.Miles() != 25 {
		t.Errorf("25 miles are %v m, %v km, %v miles", d.Metres(), d.Kilometres(), d.Miles())
	}
	if text, err := json.Marshal(d); err != nil || string(text) != "40233.6" {
		t.Errorf("Marshal = %s, %v, want metres", text, err)
	}
}

func TestDistanceString(t *testing.T) {
	for d, want := range map[earth.Distance]string{
		0:                           "0m",
		0.1:                         "0.1m",
		25 * earth.Mile:             "40233.6m",
		-1500:                       "-1500m",
		earth.Radius:                "6371008.8m",
		earth.Distance(1e-9):        "1e-09m",
		earth.Distance(math.Inf(1)): "+Infm",
		earth.Distance(math.NaN()):  "NaNm",
	} {
		if d.String() != want {
			t.Errorf("String of %v m = %q, want %q", d.Metres(), d.String(), want)
		}
	}
}

func FuzzParseDistance(f *testing.F) {
	for _, h := range hostile(f, "coordinate") {
		f.Add(h.Input)
	}
	for _, s := range []string{"25mi", "40.2336km", "500 m", "-0m", "1e4m", "40075km", "25 miles", "0.1234567890123456789km"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := earth.ParseDistance(s)
		if err != nil {
			if d != 0 {
				t.Errorf("ParseDistance(%q) = %v with an error", s, d)
			}
			return
		}
		if !(d >= 0 && d <= 40_075*earth.Kilometre) {
			t.Errorf("ParseDistance(%q) = %v", s, d)
		}
		if again, err := earth.ParseDistance(d.String()); err != nil || again != d {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, d, again, err)
		}
	})
}
