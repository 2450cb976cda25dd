package packed_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/withinreach/withinreach/directory/internal/packed"
)

func TestReader(t *testing.T) {
	unsigned := []int{0, 1, 127, 128, 129, 16_383, 16_384, 331_449_281, math.MaxInt32, math.MaxInt64}
	signed := []int{0, 1, -1, 63, 64, -64, -65, 900_000, -1_800_000, math.MaxInt64, math.MinInt64}
	table := []byte("title\n")
	for _, v := range unsigned {
		table = binary.AppendUvarint(table, uint64(v))
	}
	table = append(table, "Ñemby"...)
	for _, v := range signed {
		table = binary.AppendVarint(table, int64(v))
	}
	r := packed.Open(string(table), "title\n")
	for _, want := range unsigned {
		if got := r.Next(); got != want {
			t.Errorf("%d was read as %d", want, got)
		}
	}
	if got := r.Text(len("Ñemby")); got != "Ñemby" {
		t.Errorf("the text was read as %q", got)
	}
	if r.End() {
		t.Error("the end came before the signed numbers")
	}
	for _, want := range signed {
		if got := r.Signed(); got != want {
			t.Errorf("%d was read as %d", want, got)
		}
	}
	if !r.End() {
		t.Error("something is left")
	}
}

func TestATableThatEndsTooEarlyPanics(t *testing.T) {
	tests := []struct {
		name string
		read func()
	}{
		{"in a number", func() { packed.Open("\x80", "").Next() }},
		{"in a text", func() { packed.Open("ab", "").Text(3) }},
		{"before a signed number", func() { packed.Open("", "").Signed() }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			tt.read()
		})
	}
}
