package directory_test

import (
	"slices"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// TestFactsOfTheDocuments builds what the documents say about the groups of one
// affiliate and looks at it as the public does.
func TestFactsOfTheDocuments(t *testing.T) {
	org, clay, wed := sound()
	duval := directory.Venue{ID: "ymca", Name: "Winston YMCA Riverside", County: "12031", Address: directory.Address{Street: "221 Rierside Ave.", City: "Jacksonville", State: "FL", ZIP: "32202"}}
	wed.Entry = program.Entry{Mode: program.EntryDropIn}
	wed.Guidelines = "https://example.org/guidelines.pdf"
	thu := wed
	thu.ID, thu.Venue, thu.Entry = "thu", duval.ID, program.Entry{Mode: program.EntryOnce}
	thu.Series = []schedule.Series{{Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: d("2022-02-24"), Start: schedule.MustClock("18:00"), OnHoliday: schedule.Skip}}
	snap, err := directory.NewSnapshot(org, clay, duval, wed, thu)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := snap.Listing("wed")
	b, _ := snap.Listing("thu")
	t.Run("S17 one affiliate runs a program in two counties, which are those of the venues", func(t *testing.T) {
		if a.Program != b.Program || a.Organization != b.Organization || a.Place.County != "12019" || b.Place.County != "12031" {
			t.Errorf("listings %+v and %+v", a, b)
		}
	})
	t.Run("S9 one program, one drop-in group and one with registration", func(t *testing.T) {
		if a.Entry.Mode != program.EntryDropIn || b.Entry.Mode != program.EntryOnce {
			t.Errorf("entry modes %q and %q", a.Entry.Mode, b.Entry.Mode)
		}
	})
	t.Run("S19 a group links its guidelines", func(t *testing.T) {
		if a.Guidelines != wed.Guidelines {
			t.Errorf("guidelines %q", a.Guidelines)
		}
	})
	t.Run("P15 T6 a group starts on any of the days of its rule", func(t *testing.T) {
		var dates []string
		for m := range snap.Timetable("thu").Held(d("2022-02-01"), d("2022-04-01")) {
			dates = append(dates, m.Date.String())
		}
		if want := []string{"2022-02-24", "2022-03-10", "2022-03-24"}; !slices.Equal(dates, want) {
			t.Errorf("dates %v, want %v", dates, want)
		}
	})
}

func TestV6ARotatedCredentialIsRefused(t *testing.T) {
	old := directory.Credential{Offering: "tue", Link: directory.NewSecret("https://example.com/j/1"), First: d("2022-01-01"), Last: d("2022-12-31")}
	fresh := old.Rotated(directory.NewSecret("https://example.com/j/2"), directory.Secret{})
	tests := []struct {
		name       string
		generation int
		on         string
		want       bool
	}{
		{"V6 the old one is refused", old.Generation, "2022-06-01", false},
		{"V6 the new one is good", fresh.Generation, "2022-06-01", true},
		{"S10 until its period ends", fresh.Generation, "2023-01-01", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := fresh.Admits(tt.generation, d(tt.on)); got != tt.want {
				t.Errorf("admits %v, want %v", got, tt.want)
			}
		})
	}
	t.Run("S10 registering again without a rotation gives a link that is good", func(t *testing.T) {
		if !old.Admits(old.Generation, d("2022-06-01")) || old.Link.Reveal() == fresh.Link.Reveal() {
			t.Error("it is not")
		}
	})
}
