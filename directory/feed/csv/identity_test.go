package csv_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
)

const weekly = `Group,Day,Time,Place,Street,City
Hope Circle,Tuesday,6:00 PM,Riverside Library,100 Main St,Orange Park
Hope Circle,Saturday,10:00 AM,Riverside Library,100 Main St,Orange Park
Harbor Group,Wednesday,7:00 PM,Harbor Church,5 Bay Ave,Jacksonville
Bridges,Thursday,6:00 PM,Civic Hall,9 Oak St,Jacksonville
Lamp,Friday,6:00 PM,Civic Hall,9 Oak St,Jacksonville
`

// read reads a table that must be read.
func read(t *testing.T, s csv.Sheet, text string) feed.Result {
	t.Helper()
	got, err := s.Read(strings.NewReader(text), options())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// ids returns the IDs of offerings by name and days, and those of venues by
// name.
func ids(entities []directory.Entity) map[string]string {
	all := map[string]string{}
	for _, e := range entities {
		switch e := e.(type) {
		case directory.Venue:
			all["place "+e.Name] = e.ID
		case directory.Offering:
			name := e.Name
			for _, s := range e.Series {
				name += " " + s.Rule.String()
			}
			all[name] = e.ID
		}
	}
	return all
}

func TestIdentityWithoutKeys(t *testing.T) {
	rows := strings.SplitAfter(weekly, "\n")
	reversed := slices.Clone(rows[1:6])
	slices.Reverse(reversed)
	change := func(old, new string) string {
		if !strings.Contains(weekly, old) {
			t.Fatalf("%q is not in the table", old)
		}
		return strings.ReplaceAll(weekly, old, new)
	}
	first := read(t, csv.Sheet{}, weekly)
	before := ids(first.Entities)
	for _, tt := range []struct {
		name, text string
		renamed    map[string]string // what is called otherwise now, by its name before
		gone       []string
		fresh      []string
		says       string // end of the message of the finding about it
	}{
		{name: "nothing changed", text: weekly},
		{name: "the rows were sorted otherwise", text: rows[0] + strings.Join(reversed, "")},
		{name: "a name was corrected", text: change("Bridges", "The Bridges Group"),
			renamed: map[string]string{"Bridges FREQ=WEEKLY;BYDAY=TH": "The Bridges Group FREQ=WEEKLY;BYDAY=TH"}, says: "its name was changed"},
		{name: "a time was changed", text: change("Harbor Group,Wednesday,7:00 PM", "Harbor Group,Wednesday,7:30 PM"), says: "its time was changed"},
		{name: "a day was changed", text: change("Lamp,Friday", "Lamp,Monday"),
			renamed: map[string]string{"Lamp FREQ=WEEKLY;BYDAY=FR": "Lamp FREQ=WEEKLY;BYDAY=MO"}, says: "its days were changed"},
		{name: "a group moved to another place", text: change("Lamp,Friday,6:00 PM,Civic Hall,9 Oak St", "Lamp,Friday,6:00 PM,Town House,77 Elm St"),
			fresh: []string{"place Town House"}, says: "its place was changed"},
		{name: "a place was renamed", text: change("Harbor Church", "Harbor Chapel"),
			renamed: map[string]string{"place Harbor Church": "place Harbor Chapel"}},
		{name: "the address of a place was corrected", text: change("5 Bay Ave", "55 Bay Avenue")},
		{name: "one of two groups of a name got another time", text: change("Tuesday,6:00 PM", "Tuesday,6:30 PM"), says: "its time was changed"},
		{name: "a group was added above the others", text: strings.Replace(weekly, "Hope Circle,Tuesday", "New Group,Monday,5:00 PM,Civic Hall,9 Oak St,Jacksonville\nHope Circle,Tuesday", 1),
			fresh: []string{"New Group FREQ=WEEKLY;BYDAY=MO"}},
		{name: "a third group of a name was added", text: weekly + "Hope Circle,Sunday,5:00 PM,Riverside Library,100 Main St,Orange Park\n",
			fresh: []string{"Hope Circle FREQ=WEEKLY;BYDAY=SU"}},
		{name: "a second group of a name was added", text: weekly + "Lamp,Sunday,5:00 PM,Civic Hall,9 Oak St,Jacksonville\n",
			fresh: []string{"Lamp FREQ=WEEKLY;BYDAY=SU"}},
		{name: "a group was taken out", text: strings.Replace(weekly, rows[5], "", 1), gone: []string{"Lamp FREQ=WEEKLY;BYDAY=FR"}},
		{name: "a group was replaced by another one at its place", text: change("Lamp,Friday,6:00 PM", "Candle,Sunday,9:00 AM"),
			gone: []string{"Lamp FREQ=WEEKLY;BYDAY=FR"}, fresh: []string{"Candle FREQ=WEEKLY;BYDAY=SU"}},
		{name: "two groups have the name of one that is gone", text: change("Bridges,Thursday,6:00 PM,Civic Hall,9 Oak St,Jacksonville", "Bridges,Monday,8:00 AM,East Hall,1 East St,Lima\nBridges,Sunday,9:00 AM,West Hall,2 West St,Cusco"),
			gone: []string{"Bridges FREQ=WEEKLY;BYDAY=TH"}, fresh: []string{"Bridges FREQ=WEEKLY;BYDAY=MO", "Bridges FREQ=WEEKLY;BYDAY=SU", "place East Hall", "place West Hall"}},
		{name: "capitals and blanks changed", text: change("Bridges", "  BRIDGES "),
			renamed: map[string]string{"Bridges FREQ=WEEKLY;BYDAY=TH": "BRIDGES FREQ=WEEKLY;BYDAY=TH"}},
	} {
		t.Run("D45 "+tt.name, func(t *testing.T) {
			got := read(t, csv.Sheet{Previous: first.Entities}, tt.text)
			want := map[string]string{}
			for name, id := range before {
				if slices.Contains(tt.gone, name) {
					continue
				}
				if now, ok := tt.renamed[name]; ok {
					name = now
				}
				want[name] = id
			}
			now := ids(got.Entities)
			for _, name := range tt.fresh {
				for old, id := range before {
					if now[name] == id {
						t.Errorf("%s has the ID of %s, want one of its own", name, old)
					}
				}
				if now[name] == "" {
					t.Errorf("no %s, want it", name)
				}
				delete(now, name)
			}
			if diff := cmp.Diff(want, now); diff != "" {
				t.Errorf("IDs (-want +got):\n%s", diff)
			}
			said := slices.ContainsFunc(got.Findings, func(f feed.Finding) bool {
				return f.Code == "same-group" && tt.says != "" && strings.HasSuffix(f.Message, tt.says)
			})
			if tt.says != "" && !said {
				t.Errorf("findings %v, want one that ends with %q", got.Findings, tt.says)
			}
		})
	}
	t.Run("D45 without the earlier import IDs survive another order and another time", func(t *testing.T) {
		text := rows[0] + strings.Join(reversed, "")
		text = strings.Replace(text, "Wednesday,7:00 PM", "Wednesday,7:30 PM", 1)
		if diff := cmp.Diff(before, ids(read(t, csv.Sheet{}, text).Entities)); diff != "" {
			t.Errorf("IDs (-want +got):\n%s", diff)
		}
	})
	t.Run("D45 an ID is not used again after a chain of corrections", func(t *testing.T) {
		text := strings.Replace(weekly, "Bridges", "Lantern", 1)
		second := read(t, csv.Sheet{Previous: first.Entities}, text)
		text += "Bridges,Monday,8:00 AM,Civic Hall,9 Oak St,Jacksonville\n"
		third := ids(read(t, csv.Sheet{Previous: second.Entities}, text).Entities)
		if old := before["Bridges FREQ=WEEKLY;BYDAY=TH"]; third["Lantern FREQ=WEEKLY;BYDAY=TH"] != old || third["Bridges FREQ=WEEKLY;BYDAY=MO"] == old {
			t.Errorf("IDs %v, want %s for Lantern only", third, old)
		}
	})
	t.Run("entities of other sources are not looked at", func(t *testing.T) {
		o := options()
		o.Source = "other"
		other, err := csv.Read(strings.NewReader(weekly), o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, ids(read(t, csv.Sheet{Previous: other.Entities}, weekly).Entities)); diff != "" {
			t.Errorf("IDs (-want +got):\n%s", diff)
		}
	})
}

func TestKeys(t *testing.T) {
	const keyed = "ID,Group,Day,Time,Place\n7,Hope Circle,Tuesday,6 PM,Library\n8,Lamp,Friday,6 PM,Library\n"
	first := read(t, csv.Sheet{}, keyed)
	t.Run("D45 a key holds whatever else changes", func(t *testing.T) {
		got := read(t, csv.Sheet{Previous: first.Entities}, "ID,Group,Day,Time,Place\n8,Candle,Monday,8 AM,Church\n7,Bridge,Sunday,9 AM,Church\n")
		want := map[string]string{"Bridge FREQ=WEEKLY;BYDAY=SU": "sheet.7", "Candle FREQ=WEEKLY;BYDAY=MO": "sheet.8"}
		now := ids(got.Entities)
		delete(now, "place Church")
		if diff := cmp.Diff(want, now); diff != "" {
			t.Errorf("IDs (-want +got):\n%s", diff)
		}
	})
	t.Run("an ID that was written is the same when it comes back", func(t *testing.T) {
		got := read(t, csv.Sheet{Previous: first.Entities}, strings.NewReplacer("\n7,", "\nsheet.7,", "\n8,", "\nsheet.8,").Replace(keyed))
		if diff := cmp.Diff(ids(first.Entities), ids(got.Entities)); diff != "" {
			t.Errorf("IDs (-want +got):\n%s", diff)
		}
	})
}

func TestGuardOfASheet(t *testing.T) {
	first := read(t, csv.Sheet{}, weekly)
	rows := strings.SplitAfter(weekly, "\n")
	for _, tt := range []struct {
		name string
		rows int
		want *feed.ShrunkError
	}{
		{"D45 a sheet with two of five groups is refused", 2, &feed.ShrunkError{Before: 5, After: 2}},
		{"D45 a sheet with the titles only is refused", 0, &feed.ShrunkError{Before: 5, After: 0}},
		{"a sheet with three of five groups is not", 3, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := csv.Sheet{Previous: first.Entities}.Read(strings.NewReader(strings.Join(rows[:tt.rows+1], "")), options())
			shrunk, _ := errors.AsType[*feed.ShrunkError](err)
			if diff := cmp.Diff(tt.want, shrunk); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if got.Records != tt.rows {
				t.Errorf("%d records, want the whole result of %d all the same", got.Records, tt.rows)
			}
		})
	}
}

func TestTwins(t *testing.T) {
	t.Run("D19 rows that are the same in all that is read keep their IDs", func(t *testing.T) {
		const table = "Name,Day,Time,Place,Mascot\nLamp,Friday,6 PM,Hall,cat\nLamp,Friday,6 PM,Hall,dog\nLamp,Friday,6 PM,Hall,owl\n"
		first := read(t, csv.Sheet{}, table)
		second := read(t, csv.Sheet{Previous: first.Entities}, table)
		if a, b := encoded(t, first.Entities), encoded(t, second.Entities); a != b || len(offerings(first.Entities)) != 3 {
			t.Errorf("imported again:\n%s\nbefore:\n%s", b, a)
		}
	})
	t.Run("D19 twins that differ in their notes keep their IDs in another order", func(t *testing.T) {
		const a, b = "Lamp,Friday,6 PM,Hall,first door\n", "Lamp,Friday,6 PM,Hall,second door\n"
		first := read(t, csv.Sheet{}, "Name,Day,Time,Place,Notes\n"+a+b)
		second := read(t, csv.Sheet{Previous: first.Entities}, "Name,Day,Time,Place,Notes\n"+b+a)
		byNote := func(got feed.Result) map[string]string {
			all := map[string]string{}
			for _, o := range offerings(got.Entities) {
				all[o.Note["en"]] = o.ID
			}
			return all
		}
		if diff := cmp.Diff(byNote(first), byNote(second)); diff != "" {
			t.Errorf("IDs (-want +got):\n%s", diff)
		}
	})
}
