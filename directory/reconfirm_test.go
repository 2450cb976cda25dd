package directory_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

func TestReconfirm(t *testing.T) {
	today := schedule.MustDate("2026-06-01")
	verified := func(id, on string) directory.Offering {
		o := directory.Offering{ID: id, Name: id, Organization: "o", Mode: "online",
			Series: []schedule.Series{{Rule: schedule.Weekly(time.Monday), First: schedule.MustDate("2020-01-06")}}}
		if on != "" {
			o.Verified = directory.Verified{On: schedule.MustDate(on), By: "coordinator"}
		}
		return o
	}
	doubt := func(id, offering, on string) directory.Doubt {
		return directory.Doubt{ID: id, Offering: offering, On: schedule.MustDate(on)}
	}
	ended, suspended := verified("ended", ""), verified("suspended", "")
	ended.Series[0].Last = schedule.MustDate("2026-05-31")
	suspended.Status = directory.Suspended
	for _, tt := range []struct {
		name     string
		days     int
		entities []directory.Entity
		want     []string
	}{
		{"D10 what was confirmed 90 days ago is fresh, the day after it is not", 90,
			[]directory.Entity{verified("a", "2026-03-03"), verified("b", "2026-03-02")}, []string{"b []"}},
		{"D10 what nobody ever confirmed comes first, then the oldest", 90,
			[]directory.Entity{verified("a", "2025-03-03"), verified("b", "2024-03-02"), verified("c", "")}, []string{"c []", "b []", "a []"}},
		{"D49 a closed door puts a fresh offering in the queue, before all others", 90,
			[]directory.Entity{verified("a", "2026-05-20"), verified("b", ""), doubt("1", "a", "2026-05-25"), doubt("2", "a", "2026-05-30")},
			[]string{"a [2026-05-30 2026-05-25]", "b []"}},
		{"D10 confirming clears the doubts before", 90,
			[]directory.Entity{verified("a", "2026-05-30"), doubt("1", "a", "2026-05-25"), doubt("2", "a", "2026-05-30")}, nil},
		{"without a limit only doubts count", 0,
			[]directory.Entity{verified("a", ""), verified("b", "2020-01-01"), doubt("1", "b", "2026-05-25")}, []string{"b [2026-05-25]"}},
		{"what is over or suspended is nobody's question", 90, []directory.Entity{ended, suspended, doubt("1", "ended", "2026-05-25")}, nil},
		{"a doubt about an offering that is gone is passed over", 90, []directory.Entity{doubt("1", "x", "2026-05-25")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range directory.Reconfirm(slices.Values(tt.entities), today, tt.days) {
				dates := []string{}
				for _, d := range r.Doubts {
					dates = append(dates, d.On.String())
				}
				got = append(got, r.Offering.ID+" "+fmt.Sprint(dates))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDoubtIsARecord(t *testing.T) {
	d := directory.Doubt{ID: "1", Offering: "a", On: schedule.MustDate("2026-05-25"), Reported: time.Date(2026, 5, 26, 1, 0, 0, 0, time.UTC)}
	body, err := directory.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"id":"1","offering":"a","on":"2026-05-25","reported":"2026-05-26T01:00:00Z"}`; string(body) != want {
		t.Errorf("body %s, want %s", body, want)
	}
	back, err := directory.Decode(d.Key(), body)
	if diff := cmp.Diff(directory.Entity(d), back); diff != "" || err != nil {
		t.Errorf("decoded: %v (-want +got):\n%s", err, diff)
	}
	if err := (directory.Doubt{ID: "1"}).Validate(); err == nil || len(err.(interface{ Unwrap() []error }).Unwrap()) != 2 {
		t.Errorf("a doubt about nothing: %v, want two problems", err)
	}
	if _, err := directory.NewSnapshot(d); err != nil {
		t.Errorf("a doubt about an offering that is gone keeps a snapshot from being made: %v", err)
	}
}
