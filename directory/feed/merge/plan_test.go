package merge_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

var now = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

func office() directory.Organization {
	return directory.Organization{ID: "s.office", Name: "River County", Provenance: from("s", "office")}
}

func hall() directory.Venue {
	return directory.Venue{ID: "s.hall", Name: "Grange Hall", Point: earth.LatLng(44.5, -89.5), Provenance: from("s", "hall"),
		Address: directory.Address{Street: "12 North Main Street", City: "Stevens Point", State: "WI", ZIP: "54481"}}
}

func mondays() directory.Offering {
	return directory.Offering{ID: "s.mon", Name: "Monday Hope", Organization: "s.office", Venue: "s.hall",
		Provenance: from("s", "mon"), Topics: []string{"anxiety"},
		Series: []schedule.Series{{Rule: schedule.Weekly(time.Monday), First: schedule.MustDate("2026-01-05"),
			Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, Zone: "America/Chicago"}}}
}

func from(source, id string) directory.Provenance {
	return directory.Provenance{Origin: directory.Origin{Source: source, SourceID: id}}
}

func all() []directory.Entity { return []directory.Entity{office(), hall(), mondays()} }

// with returns the entities with one of them changed.
func with[E directory.Entity](entities []directory.Entity, edit func(*E)) []directory.Entity {
	list := slices.Clone(entities)
	for i, e := range list {
		if e, ok := e.(E); ok {
			edit(&e)
			list[i] = e
		}
	}
	return list
}

func without(kind string, entities []directory.Entity) []directory.Entity {
	return slices.DeleteFunc(slices.Clone(entities), func(e directory.Entity) bool { return e.Key().Kind == kind })
}

func cancelled(o *directory.Offering) {
	o.Series = slices.Clone(o.Series)
	o.Series[0].Exceptions = []schedule.Exception{{On: schedule.MustDate("2026-03-09"), Kind: schedule.Cancel, Reason: "snow"}}
}

func later(o *directory.Offering) {
	o.Series = slices.Clone(o.Series)
	o.Series[0].Start = schedule.MustClock("19:00")
}

func TestNewPlan(t *testing.T) {
	for _, tt := range []struct {
		name               string
		last, current, new []directory.Entity
		want               []string // steps
		findings           []string // code, field and value
		unchanged          int
	}{
		{name: "the first import adds everything, organizations first", new: []directory.Entity{mondays(), hall(), office()},
			want: []string{`add organization "s.office"`, `add venue "s.hall"`, `add offering "s.mon"`}},
		{name: "D19 a source that has not changed gives no change", last: all(), current: all(), new: all(), unchanged: 3},
		{name: "what changed in the source is taken over", last: all(), current: all(), new: with(all(), later),
			want: []string{`change offering "s.mon": series.start`}, unchanged: 2},
		{name: "V4 what opens the directory, or it remembers, is not taken from a source", current: all(), last: all(),
			new: append(all(), directory.Opaque{Kind: "access-token", ID: "t", Body: []byte(`{"id":"t"}`)},
				directory.Doubt{ID: "d", Offering: "s.mon"}, directory.Opaque{Kind: "facilitator", ID: "p1", Body: []byte(`{"id":"p1"}`)}, directory.Opaque{Kind: "later", ID: "x", Body: []byte(`{}`)}),
			findings: []string{"kind-refused  ", "kind-refused  ", "kind-refused  ", "kind-refused  "}, unchanged: 3},
		{name: "what was edited here stays", last: all(), current: with(all(), cancelled), new: all(), unchanged: 3},
		{name: "D43 a cancelled date here stays when the source corrects the time",
			last: all(), current: with(all(), cancelled), new: with(all(), later),
			want: []string{`change offering "s.mon": series.start`}, unchanged: 2},
		{name: "where both changed, the edit here stays and the source is reported",
			last: all(), current: with(all(), func(o *directory.Offering) { o.Name = "Hope" }),
			new:       with(all(), func(o *directory.Offering) { o.Name = "Monday Hope Group" }),
			want:      []string{`keep offering "s.mon" (edited here)`},
			findings:  []string{"edited-here name Monday Hope Group"},
			unchanged: 2},
		{name: "the same edit here and in the source is no conflict", last: all(), current: with(all(), later), new: with(all(), later), unchanged: 3},
		{name: "D19 a geocoder's respelling is not a change", last: all(), current: all(),
			new: with(all(), func(v *directory.Venue) {
				v.Address.Street, v.Address.ZIP = "12 N. Main St", "54481-1234"
				v.Point = earth.LatLng(44.5003, -89.5002)
			}), unchanged: 3},
		{name: "another house number is a change", last: all(), current: all(),
			new:  with(all(), func(v *directory.Venue) { v.Address.Street = "14 North Main Street" }),
			want: []string{`change venue "s.hall": address.street`}, unchanged: 2},
		{name: "what is gone from the source goes here, what refers to others first", last: all(), current: all(),
			want: []string{`remove offering "s.mon" (gone from the source)`, `remove venue "s.hall" (gone from the source)`,
				`remove organization "s.office" (gone from the source)`}},
		{name: "what is gone but edited here stays, and all that it needs", last: all(), current: with(all(), cancelled),
			want: []string{`keep organization "s.office" (gone from the source, but others refer to it)`,
				`keep venue "s.hall" (gone from the source, but others refer to it)`,
				`keep offering "s.mon" (gone from the source, but edited here)`}},
		{name: "what was removed here is not added again", last: all(), current: without("offering", all()), new: all(), unchanged: 2},
		{name: "what was removed here and changes in the source is reported", last: all(), current: without("offering", all()),
			new: with(all(), later), want: []string{`keep offering "s.mon" (it was removed here, and has changed in the source since)`}, unchanged: 2},
		{name: "a new key in the source keeps the ID", last: all(), current: all(),
			new: with(all(), func(o *directory.Offering) {
				o.ID, o.Provenance = "s.mon-2", from("s", "mon-2")
			}), want: []string{`change offering "s.mon": source_id`}, unchanged: 2},
		{name: "a new key of the venue keeps the ID, also where meetings refer to it", last: all(), current: all(),
			new: with(with(all(), func(v *directory.Venue) {
				v.ID, v.Provenance = "s.hall-2", from("s", "hall-2")
			}), func(o *directory.Offering) { o.Venue = "s.hall-2" }),
			want: []string{`change venue "s.hall": source_id`}, unchanged: 2},
		{name: "without a memory of the last import nothing here is overwritten", current: with(all(), func(o *directory.Offering) { o.Name = "Hope" }),
			new:       with(all(), func(o *directory.Offering) { o.Guidelines = "https://example.org/g" }),
			want:      []string{`change offering "s.mon": guidelines`},
			findings:  []string{"edited-here name Monday Hope"},
			unchanged: 2},
		{name: "another order is a change", last: with(all(), topics("a", "b")), current: with(all(), topics("a", "b")),
			new: with(all(), topics("b", "a")), want: []string{`change offering "s.mon": topics`}, unchanged: 2},
		{name: "another order of what has keys is a change", last: with(all(), contacts("a", "b")), current: with(all(), contacts("a", "b")),
			new: with(all(), contacts("b", "a")), want: []string{`change organization "s.office": contacts`}, unchanged: 2},
		{name: "contacts are merged by role, and never mixed", last: with(all(), contact("office", "1")),
			current: with(all(), contact("office", "2")), new: with(all(), contact("helpline", "3")),
			want:      []string{`change organization "s.office": contacts[helpline]`},
			findings:  []string{"edited-here contacts[office] "},
			unchanged: 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := plan(t, merge.Import{Source: "s", New: tt.new, Current: held(t, tt.last, tt.current), Now: now})
			var steps, findings []string
			for _, s := range p.Steps {
				steps = append(steps, s.String())
			}
			for _, f := range p.Findings {
				findings = append(findings, f.Code+" "+f.Field+" "+f.Value)
			}
			if diff := cmp.Diff(tt.want, steps); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.findings, findings); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if p.Unchanged != tt.unchanged {
				t.Errorf("Unchanged = %d, want %d", p.Unchanged, tt.unchanged)
			}
			after := commit(t, held(t, tt.last, tt.current), p)
			again := plan(t, merge.Import{Source: "s", New: tt.new, Current: after, Now: now.Add(time.Hour)})
			if len(again.Changes) > 0 {
				t.Errorf("importing again changes %v, want nothing", again.Steps)
			}
		})
	}
}

func contact(role, phone string) func(*directory.Organization) {
	return func(o *directory.Organization) { o.Contacts = []directory.Contact{{Role: role, Phone: phone}} }
}

func contacts(roles ...string) func(*directory.Organization) {
	return func(o *directory.Organization) {
		for _, role := range roles {
			o.Contacts = append(o.Contacts, directory.Contact{Role: role})
		}
	}
}

func topics(list ...string) func(*directory.Offering) {
	return func(o *directory.Offering) { o.Topics = list }
}

func plan(t *testing.T, in merge.Import) merge.Plan {
	t.Helper()
	p, err := merge.NewPlan(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// held returns what a directory holds that remembers the last import.
func held(t *testing.T, last, current []directory.Entity) []directory.Entity {
	t.Helper()
	list := slices.Clone(current)
	for _, c := range plan(t, merge.Import{Source: "s", New: last, Now: now}).Changes {
		if c.Put.Key().Kind == merge.KindMemory {
			list = append(list, c.Put)
		}
	}
	return list
}

// commit returns the entities after a plan, and checks that they make a
// directory without problems whenever they did before.
func commit(t *testing.T, current []directory.Entity, p merge.Plan) []directory.Entity {
	t.Helper()
	after := slices.Clone(current)
	for _, c := range p.Changes {
		k := c.Delete
		if c.Put != nil {
			k = c.Put.Key()
		}
		after = slices.DeleteFunc(after, func(e directory.Entity) bool { return e.Key() == k })
		if c.Put != nil {
			after = append(after, c.Put)
		}
	}
	if _, err := directory.NewSnapshot(after...); err != nil {
		t.Errorf("after the plan: %v", err)
	}
	return after
}

func TestPlanStampsChanges(t *testing.T) {
	current := with(all(), func(o *directory.Offering) { o.Sequence = 4 })
	p := plan(t, merge.Import{Source: "s", New: with(all(), later), Current: held(t, all(), current), Now: now.Add(time.Millisecond)})
	got := p.Changes[0].Put.(directory.Offering).Revised
	if diff := cmp.Diff(directory.Revised{Modified: now, Sequence: 5}, got); diff != "" {
		t.Errorf("revised (-want +got):\n%s", diff)
	}
}

func TestPlanDoesNotVerify(t *testing.T) {
	t.Run("D10 an import is not a verification", func(t *testing.T) {
		verified := directory.Verified{On: schedule.MustDate("2026-02-01"), By: "coordinator"}
		current := with(all(), func(o *directory.Offering) { o.Verified = verified })
		p := plan(t, merge.Import{Source: "s", New: with(all(), later), Current: held(t, all(), current), Now: now})
		if diff := cmp.Diff(verified, p.Changes[0].Put.(directory.Offering).Verified); diff != "" {
			t.Errorf("verified (-want +got):\n%s", diff)
		}
	})
}

// TestPlanLaws makes random changes in the source and here, and checks what
// must hold whatever they are.
func TestPlanLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var last []directory.Entity
	for i := range 12 {
		o := mondays()
		o.ID, o.Name, o.SourceID = fmt.Sprintf("s.o%d", i), fmt.Sprintf("Group %c", 'A'+i), fmt.Sprint("o", i)
		last = append(last, o)
	}
	last = append(last, office(), hall())
	edit := func(list []directory.Entity, edits []func(*directory.Offering)) []directory.Entity {
		list = slices.Clone(list)
		for i, e := range list {
			if o, ok := e.(directory.Offering); ok && r.IntN(3) == 0 {
				o.Series = slices.Clone(o.Series)
				edits[r.IntN(len(edits))](&o)
				list[i] = o
			}
		}
		return slices.DeleteFunc(list, func(e directory.Entity) bool { return e.Key().Kind == "offering" && r.IntN(8) == 0 })
	}
	there := []func(*directory.Offering){
		later, func(o *directory.Offering) { o.Note = program.Text{"en": fmt.Sprint(r.IntN(9))} },
		func(o *directory.Offering) { o.Series[0].Length = time.Hour }, func(o *directory.Offering) { o.Topics = []string{"grief"} }}
	here := []func(*directory.Offering){
		cancelled, func(o *directory.Offering) { o.Room = fmt.Sprint(r.IntN(9)) }, func(o *directory.Offering) { o.Status = directory.Suspended }}
	for range 300 {
		current, fresh := edit(last, here), edit(last, there)
		p := plan(t, merge.Import{Source: "s", New: fresh, Current: held(t, last, current), Now: now})
		after := commit(t, held(t, last, current), p)
		for _, e := range after {
			o, ok := e.(directory.Offering)
			if !ok {
				continue
			}
			ours := find(current, o.Key()).(directory.Offering)
			if o.Room != ours.Room || o.Status != ours.Status || len(o.Series[0].Exceptions) != len(ours.Series[0].Exceptions) {
				t.Fatalf("%s: an edit made here is lost: %+v", o.ID, o)
			}
			if n := find(fresh, o.Key()); n != nil && !cmp.Equal(n.(directory.Offering).Series[0].Start, o.Series[0].Start) {
				t.Fatalf("%s: the time of the source is not taken over: %+v", o.ID, o)
			}
		}
		if len(p.Findings) > 0 {
			t.Fatalf("conflicts between fields that differ: %v", p.Findings)
		}
		if again := plan(t, merge.Import{Source: "s", New: fresh, Current: after, Now: now}); len(again.Changes) > 0 {
			t.Fatalf("importing again changes %v", again.Steps)
		}
	}
}

func find(list []directory.Entity, k directory.Key) directory.Entity {
	for _, e := range list {
		if e.Key() == k {
			return e
		}
	}
	return nil
}

func TestStepString(t *testing.T) {
	s := merge.Step{Record: directory.Key{Kind: "venue", ID: "x"}, Action: merge.Alter, Fields: []string{"name", "point"}, Reason: "why"}
	if got, want := s.String(), `change venue "x": name, point (why)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !strings.HasPrefix(merge.Step{Action: merge.Add}.String(), "add ") {
		t.Error("an addition does not begin with its action")
	}
}

func TestPlanRemembersBySource(t *testing.T) {
	current := held(t, all(), all())
	p := plan(t, merge.Import{Source: "another", New: nil, Current: current, Now: now})
	if len(p.Changes) > 0 || p.Before != 0 {
		t.Errorf("another source that is empty changes %v", p.Steps)
	}
	if p = plan(t, merge.Import{Source: "s", Current: current, Now: now}); p.Before != 1 || len(p.Steps) != 3 {
		t.Errorf("Before = %d, steps %v, want 1 and three removals", p.Before, p.Steps)
	}
	current = append(all(), directory.Opaque{Kind: merge.KindMemory, ID: "x", Body: []byte(`{"source":"s","kind":"venue","record":[]}`)})
	p = plan(t, merge.Import{Source: "s", New: all(), Current: current, Now: now})
	if len(p.Findings) != 1 || p.Findings[0].Code != "memory-unreadable" || p.Unchanged != 3 {
		t.Errorf("a broken memory: findings %v, %d unchanged", p.Findings, p.Unchanged)
	}
}
