package merge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// other returns what another source says about the meeting that all lists.
func other(edit func(*directory.Venue, *directory.Offering)) feed.Result {
	v, o := hall(), mondays()
	v.ID, v.Provenance, v.Address.Street = "n.77", from("n", "77"), "12 N Main St."
	v.Point = earth.LatLng(44.5002, -89.5001)
	o.ID, o.Provenance, o.Venue, o.Organization = "n.9", from("n", "9"), "n.77", "n"
	o.Name, o.Topics = "The Monday Hope Group", nil
	o.Note = program.Text{"en": "Ring the bell."}
	edit(&v, &o)
	return feed.Result{Records: 1, Entities: []directory.Entity{
		directory.Organization{ID: "n", Name: "National", Provenance: from("n", "")}, v, o}}
}

func TestJoin(t *testing.T) {
	two := "s.mon n.9"
	for _, tt := range []struct {
		name     string
		edit     func(*directory.Venue, *directory.Offering)
		want     string   // IDs of offerings
		findings []string // code and field
	}{
		{"D20 one meeting of two feeds is one listing", func(*directory.Venue, *directory.Offering) {},
			"s.mon", []string{"same-meeting ", "sources-differ name"}},
		{"D20 two groups in one building at one time stay two",
			func(_ *directory.Venue, o *directory.Offering) { o.Name = "Families of Veterans" },
			two, []string{"possible-duplicate name"}},
		{"the same name at another time is another meeting", func(_ *directory.Venue, o *directory.Offering) { later(o) }, two, nil},
		{"the same name in another town is another meeting",
			func(v *directory.Venue, _ *directory.Offering) {
				v.Address.ZIP, v.Point = "54494", earth.LatLng(44.39, -89.82)
			}, two, nil},
		{"one in Spanish and one in English stay two",
			func(_ *directory.Venue, o *directory.Offering) { o.Languages = []string{"es"} }, two, nil},
		{"a meeting without coordinates is known by its address",
			func(v *directory.Venue, _ *directory.Offering) { v.Point = earth.Point{} }, "s.mon", []string{"same-meeting ", "sources-differ name"}},
		{"a confidential place is not joined to a public one",
			func(v *directory.Venue, _ *directory.Offering) { v.Confidential = true }, two, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			first := with(all(), func(o *directory.Offering) { o.Languages = []string{"en"} })
			got := merge.Join(feed.Result{Entities: first, Records: 1}, other(tt.edit))
			var ids string
			for _, e := range got.Entities {
				if o, ok := e.(directory.Offering); ok {
					ids += " " + o.ID
				}
			}
			if diff := cmp.Diff(tt.want, ids[1:]); diff != "" {
				t.Errorf("offerings (-want +got):\n%s", diff)
			}
			var findings []string
			for _, f := range got.Findings {
				findings = append(findings, f.Code+" "+f.Field)
			}
			if diff := cmp.Diff(tt.findings, findings); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if _, err := directory.NewSnapshot(got.Entities...); err != nil {
				t.Errorf("joined entities: %v", err)
			}
		})
	}
}

func TestJoinFillsAndRemembers(t *testing.T) {
	t.Run("D12 the first source is believed, the second fills in, both are remembered", func(t *testing.T) {
		got := merge.Join(feed.Result{Entities: all()}, other(func(_ *directory.Venue, o *directory.Offering) {
			o.Series = []schedule.Series{o.Series[0]}
			o.Series[0].Last = schedule.MustDate("2026-12-28")
		}))
		want := mondays()
		want.Note = program.Text{"en": "Ring the bell."}
		want.Series[0].Last = schedule.MustDate("2026-12-28")
		want.Also = []directory.Origin{{Source: "n", SourceID: "9"}}
		if diff := cmp.Diff(directory.Entity(want), find(got.Entities, want.Key()), cmp.Comparer(equalJSON)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if find(got.Entities, directory.Key{Kind: "venue", ID: "n.77"}) != nil {
			t.Error("the second venue is still there, and nobody uses it")
		}
	})
	t.Run("what joined once joins again, so the next import changes nothing", func(t *testing.T) {
		join := func() []directory.Entity {
			return merge.Join(feed.Result{Entities: all()}, other(func(*directory.Venue, *directory.Offering) {})).Entities
		}
		first := plan(t, merge.Import{Source: "both", New: join(), Now: now})
		after := commit(t, nil, first)
		if again := plan(t, merge.Import{Source: "both", New: join(), Current: after, Now: now.Add(time.Hour)}); len(again.Changes) > 0 {
			t.Errorf("importing again changes %v", again.Steps)
		}
	})
}

func TestJoinRefusesTakenID(t *testing.T) {
	got := merge.Join(feed.Result{Entities: all(), Records: 1}, feed.Result{Entities: []directory.Entity{
		directory.Venue{ID: "s.hall", Name: "Elsewhere"}}, Records: 1})
	if got.Refused != 1 || len(got.Entities) != 3 || got.Findings[0].Code != "id-taken" {
		t.Errorf("got %d refused, %d entities, findings %v", got.Refused, len(got.Entities), got.Findings)
	}
}

func equalJSON(a, b directory.Entity) bool {
	x, errX := directory.Encode(a)
	y, errY := directory.Encode(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
