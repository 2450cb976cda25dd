package fold_test

import (
	"testing"

	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

func TestWords(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"capitals become small", "ORANGE Park", "orange park"},
		{"any run of spaces and punctuation is one space", " \t Winston--Salem , NC. ", "winston salem nc"},
		{"apostrophes vanish, straight and curly", "O'Fallon Coeur d’Alene Oʻahu", "ofallon coeur dalene oahu"},
		{"accents vanish, composed", "Cañon Española ŁÓDŹ Kāneʻohe", "canon espanola lodz kaneohe"},
		{"accents vanish, decomposed", "San Jose\u0301", "san jose"},
		{"ligatures are resolved", "Spring\ufb01eld Stra\u00dfe \u00c6sir", "springfield strasse aesir"},
		{"invisible characters vanish", "\ufeffOr\u200bange \u202ePa\u00adrk", "orange park"},
		{"no-break spaces and dashes separate", "Orange\u00a0Park\u2013FL", "orange park fl"},
		{"abbreviations are spelled out", "St. Louis Ste Marie FT Worth Mt. Dora", "saint louis sainte marie fort worth mount dora"},
		{"an abbreviation inside a word is left alone", "Stone Ftx", "stone ftx"},
		{"a first N, S, E or W is spelled out", "W.Palm Beach", "west palm beach"},
		{"a later one is not", "Washington D.C. N W", "washington d c n w"},
		{"letters of other alphabets match nothing", "\u0421onnection 日本", "?onnection ??"},
		{"digits of other alphabets match nothing", "\u0663\u0660 ½", "?? ?"},
		{"bytes that are no UTF-8 match nothing", "Tampa\xff", "tampa?"},
		{"nothing gives nothing", "", ""},
		{"punctuation alone gives nothing", " -,. ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(fold.Words(nil, tt.text)); got != tt.want {
				t.Errorf("Words(%q) = %q, want %q", tt.text, got, tt.want)
			}
			if got := string(fold.Words([]byte("before"), tt.text)); got != "before"+tt.want {
				t.Errorf("Words after other bytes = %q, want %q", got, "before"+tt.want)
			}
		})
	}
}

func TestCompareIgnoresSpaces(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"de soto", "desoto", 0},
		{" de  soto ", "desoto", 0},
		{"", "  ", 0},
		{"de soto", "de sotos", -1},
		{"lake wales", "lakeville", 1},
		{"", "a", -1},
	}
	for _, tt := range tests {
		if got := fold.Compare([]byte(tt.a), []byte(tt.b)); got != tt.want {
			t.Errorf("Compare(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := fold.Compare([]byte(tt.b), []byte(tt.a)); got != -tt.want {
			t.Errorf("Compare(%q, %q) = %d, want %d", tt.b, tt.a, got, -tt.want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, text := range []string{"w", "st st st", "Ste. Genevieve, MO", "\ufb01\ufb01", "\u0130stanbul", "\xff\xfe", "a\u0300\u0300"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := fold.Words(nil, text)
		if len(words) > 2*len(text)+4 {
			t.Errorf("%d bytes from %d", len(words), len(text))
		}
		space := true // no space first, twice or last
		for _, b := range words {
			if space && b == ' ' || b != ' ' && b != '?' && (b < 'a' || b > 'z') && (b < '0' || b > '9') {
				t.Fatalf("Words(%q) = %q", text, words)
			}
			space = b == ' '
		}
		if space && len(words) > 0 {
			t.Errorf("Words(%q) = %q ends with a space", text, words)
		}
	})
}
