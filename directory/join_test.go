package directory_test

import (
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		name  string
		by    directory.JoinBy
		valid bool
	}{
		{"public", directory.Public, true},
		{"public without its passcode", directory.WithoutPasscode, true},
		{"on request", directory.OnRequest, false},
		{"after registration", directory.AfterRegistration, false},
		{"a way of a newer version", "by post", false},
	} {
		t.Run("V5 D21 "+tt.name, func(t *testing.T) {
			o := directory.Offering{ID: "o", Name: "Online", Organization: "jax", Mode: program.ModeOnline, JoinBy: tt.by, Join: directory.Join{URL: "https://meet.example/1"}}
			snap, err := directory.NewSnapshot(directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"}, o)
			if !tt.valid {
				if err == nil || !strings.Contains(err.Error(), "join: ") || strings.Contains(err.Error(), "meet.example") {
					t.Errorf("error %v, want one about join that does not repeat it", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if l, _ := snap.Listing("o"); l.Join != o.Join {
				t.Errorf("the listing has %+v, want %+v", l.Join, o.Join)
			}
		})
	}
}
