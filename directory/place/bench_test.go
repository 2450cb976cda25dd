package place_test

import (
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

func BenchmarkLookup(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"zip", "32073"},
		{"unknown", "00901"},
		{"city=1 ZIP", "Lake Wales, FL"},
		{"city=178 ZIPs", "Houston, TX"},
		{"county", "Clay County, FL"},
		{"choices=26", "Washington"},
		{"hostile=200 bytes", "st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st " +
			"st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st st"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				place.Lookup(bb.text)
			}
		})
	}
}

func BenchmarkAt(b *testing.B) {
	p := earth.LatLng(30.165, -81.74)
	b.ReportAllocs()
	for b.Loop() {
		place.At(p)
	}
}
