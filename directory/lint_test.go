package directory_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

var lintDay = schedule.MustDate("2022-06-15")

// sound returns records about which there is nothing to say.
func sound() (directory.Organization, directory.Venue, directory.Offering) {
	return directory.Organization{
			ID: "jax", Name: "Jacksonville", State: "FL", Counties: []string{"12019"}, Zone: "America/New_York",
			Holidays: schedule.USFederal(schedule.Actual), Contacts: []directory.Contact{{Role: "office", Name: "Ana", Phone: "555-0100"}},
		}, directory.Venue{
			ID: "oph", Name: "Orange Park Hospital", Room: "Classroom C", County: "12019",
			Address: directory.Address{Street: "2001 Kingsley Ave.", City: "Orange Park", State: "FL", ZIP: "32073"}, Point: earth.LatLng(30.165, -81.74),
		}, directory.Offering{
			ID: "wed", Program: "connection", Organization: "jax", Venue: "oph", Verified: directory.Verified{On: lintDay.AddDays(-9), By: "program champion"},
			Series: []schedule.Series{{
				ID: "wed", Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"),
				Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, OnHoliday: schedule.Skip,
			}},
		}
}

// lint returns what is found in records, as "record severity code field".
func lint(o directory.LintOptions, entities ...directory.Entity) []string {
	var list []string
	for _, f := range directory.LintRecords(entities, lintDay, o) {
		list = append(list, strings.TrimSpace(f.Record.ID+" "+string(f.Severity)+" "+f.Code+" "+f.Field))
	}
	return list
}

func TestLint(t *testing.T) {
	type (
		organization = directory.Organization
		venue        = directory.Venue
		offering     = directory.Offering
	)
	clock := schedule.MustClock
	tests := []struct {
		name  string
		spoil func(*organization, *venue, *offering)
		want  []string
	}{
		{"nothing to say about sound records", func(*organization, *venue, *offering) {}, nil},
		{"an offering with an ID that no address can hold", func(_ *organization, _ *venue, f *offering) { f.ID = ".." }, []string{".. error id-without-address id"}},
		{"an organization with such an ID", func(o *organization, _ *venue, f *offering) { o.ID, f.Organization = ".", "." }, []string{". error id-without-address id"}},
		{"an ID with dots in it, which an address can hold", func(_ *organization, _ *venue, f *offering) { f.ID = "a/../b..." }, nil},
		{"D15 no zone anywhere", func(o *organization, _ *venue, _ *offering) { o.Zone = "" }, []string{"wed error zone-missing series"}},
		{"a zone that does not exist", func(_ *organization, v *venue, _ *offering) { v.Zone = "America/Nowhere" }, []string{"wed error reference-missing venue", "oph error zone-missing zone"}},
		{"D29 coordinates 0/0 are none", func(_ *organization, v *venue, _ *offering) { v.Point = earth.Point{} }, []string{"oph warning coordinates-missing point"}},
		{"an organization that nobody can reach", func(o *organization, _ *venue, _ *offering) {
			o.Contacts = []directory.Contact{{Role: "office", Phone: "5", Vacant: true}}
		},
			[]string{"jax warning contact-missing contacts"}},
		{"D28 19:15 to 08:15", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Start, o.Series[0].Length = clock("19:15"), 13*time.Hour
		},
			[]string{"wed warning too-long series[0].length", "wed info ends-next-day series[0].length", "wed warning length-differs series[0].length"}},
		{"D28 0:00 to 23:59", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Start, o.Series[0].Length = clock("00:00"), 1439*time.Minute
		},
			[]string{"wed warning all-day series[0].length", "wed warning length-differs series[0].length"}},
		{"D27 23:30 to 00:30", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Start, o.Series[0].Length = clock("23:30"), time.Hour
		},
			[]string{"wed info ends-next-day series[0].length", "wed warning length-differs series[0].length"}},
		{"D28 23:59 to 01:00", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Start, o.Series[0].Length = clock("23:59"), 61*time.Minute
		},
			[]string{"wed info ends-next-day series[0].length", "wed warning length-differs series[0].length"}},
		{"neither start nor length", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Start, o.Series[0].Length = schedule.Clock{}, 0
		},
			[]string{"wed warning start-unknown series[0].start", "wed info length-unknown series[0].length"}},
		{"online with a stray place", func(_ *organization, _ *venue, o *offering) { o.Mode = program.ModeOnline }, []string{"wed warning stray-place venue"}},
		{"D10 verified too long ago", func(_ *organization, _ *venue, o *offering) { o.Verified.On = lintDay.AddDays(-181) }, []string{"wed warning not-verified verified"}},
		{"D10 never verified", func(_ *organization, _ *venue, o *offering) { o.Verified = directory.Verified{} }, []string{"wed info not-verified verified"}},
		{"V10 a last name in a contact", func(o *organization, _ *venue, _ *offering) { o.Contacts[0].Name = "Ana Lopez" }, []string{"jax warning last-name contacts[0].name"}},
		{"V10 an initial and two first names are no last name", func(o *organization, _ *venue, f *offering) {
			o.Contacts[0].Name = "Ana L."
			f.Contacts = []directory.Contact{{Role: "host", Name: "Ana and Ben"}}
		}, nil},
		{"V10 a last name in a text", func(_ *organization, _ *venue, o *offering) {
			o.Note = program.Text{"en": "To register, call Ana Lopez."}
		}, []string{"wed warning last-name note.en"}},
		{"V10 a place is no last name", func(_ *organization, _ *venue, o *offering) {
			o.Note = program.Text{"en": "Please call Orange Hospital before."}
		}, nil},
		{"V5 a passcode in a text", func(_ *organization, _ *venue, o *offering) { o.Note = program.Text{"en": "Passcode: 123456"} }, []string{"wed error passcode-in-text note.en"}},
		{"V5 words about a passcode", func(_ *organization, _ *venue, o *offering) {
			o.Note = program.Text{"en": "The password is sent to you.", "es": "La contraseña es la misma."}
		}, nil},
		{"V5 a join link in a note for one date", func(_ *organization, _ *venue, o *offering) {
			o.Overrides = []directory.Override{{Series: "wed", On: schedule.MustDate("2022-06-22"), Note: program.Text{"en": "https://us02web.zoom.us/j/123"}}}
		}, []string{"wed warning join-link-in-text overrides[0].note.en"}},
		{"V5 a join link where the way in is public", func(_ *organization, _ *venue, o *offering) {
			o.JoinBy, o.Note = directory.Public, program.Text{"en": "https://us02web.zoom.us/j/123"}
		}, nil},
		{"V5 a passcode in the link to register", func(_ *organization, _ *venue, o *offering) {
			o.Registration.URL = "https://us02web.zoom.us/j/123?pwd=abc"
		},
			[]string{"wed error passcode-in-text registration.url", "wed warning join-link-in-text registration.url"}},
		{"V5 a page to register at", func(_ *organization, _ *venue, o *offering) {
			o.Registration.URL = "https://us02web.zoom.us/meeting/register/abc"
		}, nil},
		{"D2 kept on holidays", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Rule, o.Series[0].OnHoliday = schedule.NthWeekdays(time.Thursday, 2, 4), schedule.Keep
		}, []string{"wed warning holiday-kept series[0].on_holiday"}},
		{"D2 nobody has said whether it meets", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Rule, o.Series[0].OnHoliday = schedule.Weekly(time.Monday), schedule.Ask
		}, []string{"wed warning holiday-unanswered series[0].on_holiday"}},
		{"a misspelt field", func(_ *organization, _ *venue, o *offering) {
			o.Unknown = schedule.Unknown{"guidlines": json.RawMessage(`""`)}
		}, []string{"wed warning unknown-field guidlines"}},
		{"a misspelt field of a series and of an exception", func(_ *organization, _ *venue, o *offering) {
			o.Series[0].Unknown = schedule.Unknown{"on_holidy": json.RawMessage(`"skip"`), "lenght": json.RawMessage(`"PT1H"`)}
			o.Series[0].Exceptions = []schedule.Exception{{On: schedule.MustDate("2022-06-22"), Kind: schedule.Cancel, Unknown: schedule.Unknown{"raeson": json.RawMessage(`"x"`)}}}
		}, []string{"wed warning unknown-field series[0].lenght", "wed warning unknown-field series[0].on_holidy", "wed warning unknown-field series[0].exceptions[0].raeson"}},
		{"T8 a zone that has no summer time, of a series", func(_ *organization, _ *venue, o *offering) { o.Series[0].Zone = "EST" }, []string{"wed warning zone-without-summer series[0].zone"}},
		{"T8 a zone that has no summer time, of an organization and a venue", func(o *organization, v *venue, _ *offering) { o.Zone, v.Zone = "MST", "EST" },
			[]string{"jax warning zone-without-summer zone", "oph warning zone-without-summer zone"}},
		{"S16 a successor that is not there", func(_ *organization, _ *venue, o *offering) { o.Successors = []string{"thu"} }, []string{"wed warning successor-missing successors[0]"}},
		{"an ended series that is still active", func(_ *organization, _ *venue, o *offering) { o.Series[0].Last = schedule.MustDate("2022-06-14") }, []string{"wed warning ended-still-active series"}},
		{"a suspended group is not over", func(_ *organization, _ *venue, o *offering) { o.Status = directory.Suspended }, nil},
		{"S11 registration must be renewed", func(_ *organization, _ *venue, o *offering) { o.Registration.Through = lintDay.AddDays(-1) }, []string{"wed warning registration-over registration.through"}},
		{"a program that is not given in the language", func(_ *organization, _ *venue, o *offering) { o.Languages = []string{"fr"} }, []string{"wed warning program-closed program"}},
		{"a program that the catalogue does not have", func(_ *organization, _ *venue, o *offering) { o.Program = "yoga" }, []string{"wed info program-unknown program"}},
		{"a program that is nearly one of the catalogue", func(_ *organization, _ *venue, o *offering) { o.Program = "family-support" }, []string{"wed warning program-unknown program"}},
		{"S1 a price in the text of a free program", func(_ *organization, _ *venue, o *offering) { o.Note = program.Text{"en": "A gift of $5 is asked for"} }, []string{"wed warning price-on-free-program note.en"}},
		{"D38 an organization that is not there", func(o *organization, _ *venue, _ *offering) { o.ID = "else" }, []string{"wed error reference-missing organization"}},
		{"D38 a record that is not valid", func(_ *organization, _ *venue, o *offering) { o.Series[0].Count = -1 }, []string{"wed error invalid series[0]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			org, place, group := sound()
			tt.spoil(&org, &place, &group)
			got := lint(directory.LintOptions{}, org, place, group)
			slices.Sort(got)
			slices.Sort(tt.want)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLintSaysWhichHoliday(t *testing.T) {
	org, place, group := sound()
	group.Series[0].Rule, group.Series[0].OnHoliday = schedule.NthWeekdays(time.Thursday, 4), schedule.Keep
	found := directory.LintRecords([]directory.Entity{org, place, group}, lintDay, directory.LintOptions{})
	if len(found) != 1 || found[0].Message != "2022-11-24 Thanksgiving Day, policy: keep" {
		t.Errorf("D2: findings %v", found)
	}
}

func TestLintOfSeveralOfferings(t *testing.T) {
	org, place, wed := sound()
	other := wed
	other.ID, other.Name = "wed-2", "NAMI Connection recovery group"
	t.Run("D20 the same place, day and time and a similar name", func(t *testing.T) {
		want := []string{"wed-2 warning likely-duplicate", "wed-2 warning room-conflict room"}
		if diff := cmp.Diff(want, lint(directory.LintOptions{}, org, place, wed, other)); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
	t.Run("D20 two groups in one building at one time stay two", func(t *testing.T) {
		family := other
		family.Name, family.Program, family.Room = "Family Support Group", "family-support-group", "Chapel"
		if got := lint(directory.LintOptions{}, org, place, wed, family); got != nil {
			t.Errorf("findings %q, want none", got)
		}
	})
	t.Run("C13 setting up takes the room too", func(t *testing.T) {
		later := other
		later.Series = slices.Clone(wed.Series)
		later.Series[0].Start = schedule.MustClock("19:40")
		if got := lint(directory.LintOptions{}, org, place, wed, later); got != nil {
			t.Errorf("findings %q without time to set up, want none", got)
		}
		want := []string{"wed-2 warning room-conflict room"}
		if diff := cmp.Diff(want, lint(directory.LintOptions{SetUp: 10 * time.Minute}, org, place, wed, later)); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
	t.Run("R21 S32 a single leader is a risk where teams are known", func(t *testing.T) {
		teams := directory.LintOptions{Team: func(id string) []program.Leader {
			return map[string][]program.Leader{"wed": {{ID: "lead-7", Certified: true}}}[id]
		}}
		want := []string{"wed warning team-too-small", "wed warning single-leader"}
		if diff := cmp.Diff(want, lint(teams, org, place, wed)); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
	t.Run("a pointer to a record is the record, and nil is none", func(t *testing.T) {
		online := wed
		online.Mode = program.ModeOnline
		if got := lint(directory.LintOptions{}, &org, &place, &online, nil); !slices.Equal(got, []string{"wed warning stray-place venue"}) {
			t.Errorf("findings %q", got)
		}
	})
	t.Run("one id twice", func(t *testing.T) {
		if got := lint(directory.LintOptions{}, org, place, wed, wed); !slices.Equal(got, []string{"wed error invalid id"}) {
			t.Errorf("findings %q", got)
		}
	})
}

func TestFindingInJSON(t *testing.T) {
	f := directory.Finding{Record: directory.Key{Kind: "offering", ID: "a/b"}, Finding: program.Finding{Code: "stray-place", Severity: program.Warning, Field: "venue", Message: "why"}}
	text, err := json.Marshal(f)
	want := `{"record":"offering/a/b","code":"stray-place","severity":"warning","field":"venue","message":"why"}`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v\nwant %s", text, err, want)
	}
	var back directory.Finding
	if err := json.Unmarshal(text, &back); err != nil || back != f {
		t.Errorf("read back %v, %v", back, err)
	}
	if got := f.String(); got != "offering/a/b: warning: venue: why [stray-place]" {
		t.Errorf("printed %q", got)
	}
}

// TestLintNamesWhatWasMeant proves that the fields and kinds it offers are those
// that there are.
func TestLintNamesWhatWasMeant(t *testing.T) {
	series := schedule.Series{
		ID: "a", Rule: schedule.Daily(), First: lintDay, Last: lintDay, Count: 1, Start: schedule.MustClock("18:00"), Length: time.Hour,
		Zone: "UTC", OnHoliday: schedule.Skip, Dates: []schedule.Date{lintDay}, Exceptions: []schedule.Exception{
			{On: lintDay, Kind: schedule.Reschedule, To: lintDay, Start: schedule.MustClock("18:00"), Length: time.Hour, Reason: "x"},
		},
	}
	members := func(v any) (names []string) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]json.RawMessage
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(m))
	}
	misspelt := func(names []string) schedule.Unknown {
		u := schedule.Unknown{}
		for _, name := range names {
			u[name+"x"] = json.RawMessage("1")
		}
		return u
	}
	ofSeries, ofException := members(series), members(series.Exceptions[0])
	org, place, group := sound()
	group.Series[0].Unknown = misspelt(ofSeries)
	group.Series[0].Exceptions = []schedule.Exception{{On: schedule.MustDate("2022-06-22"), Kind: schedule.Cancel, Unknown: misspelt(ofException)}}
	var got []string
	for _, f := range directory.LintRecords([]directory.Entity{org, place, group}, lintDay, directory.LintOptions{}) {
		_, meant, _ := strings.Cut(f.Message, "did you mean ")
		got = append(got, meant)
	}
	var want []string
	for _, name := range slices.Concat(ofSeries, ofException) {
		if hint := fmt.Sprintf("%q?", name); len(name) > 2 { // shorter ones are like too many others
			want = append(want, hint)
		} else {
			want = append(want, "")
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("meant (-want +got):\n%s", diff)
	}
	for kind, meant := range map[string]string{"offerings": "offering", "Venue": "venue", "organisation": "organization", "group": ""} {
		found := directory.LintRecords([]directory.Entity{directory.Opaque{Kind: kind, ID: "x", Body: []byte(`{"id":"x"}`)}}, lintDay, directory.LintOptions{})
		if meant == "" && len(found) != 0 {
			t.Errorf("kind %q: %v, want none", kind, found)
		}
		if meant != "" && (len(found) != 1 || !strings.Contains(found[0].Message, fmt.Sprintf("did you mean %q?", meant))) {
			t.Errorf("kind %q: %v, want that it is meant as %q", kind, found, meant)
		}
	}
}
