package meetings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// Organizations reports the fields of the organizations of the snapshot at hand
// that a format has no place for, of each once: all that have a value, but for those that the format says. What is said
// with each listing, such as the zone, is not among them.
func (t *Teller) Organizations(says ...string) {
	for o := range t.Snapshot.Organizations() {
		if t.offices[o.ID] {
			continue
		}
		if t.offices == nil {
			t.offices = map[string]bool{}
		}
		t.offices[o.ID] = true
		for _, f := range officeFields(o) {
			if f.there && !slices.Contains(says, f.path) {
				t.Report(feed.Finding{
					Source: o.Source, SourceID: o.SourceID, Record: directory.KindOrganization + "/" + o.ID,
					Finding: program.Finding{Code: "not-said", Severity: program.Info, Field: f.path, Value: f.value, Message: "the format has no place for it"},
				})
			}
		}
	}
}

func officeFields(o directory.Organization) []field {
	text := func(path, value string) field { return field{path, value != "", value} }
	list := func(path string, values []string) field {
		return field{path, len(values) > 0, strings.Join(values[:min(20, len(values))], ", ")}
	}
	made := o.ID == o.Source && o.SourceID == "" // for a source that names none
	return []field{
		{"name", !made, o.Name},
		text("level", string(o.Level)), text("state", o.State), list("counties", o.Counties), text("language", o.Language),
		{"holidays", hasHolidays(o.Holidays), o.Holidays.Federal.String()},
		{"closures", len(o.Closures) > 0, strconv.Itoa(len(o.Closures))},
		text("website", o.Website), list("needs", o.Needs), text("successor", o.Successor),
	}
}

func hasHolidays(s schedule.HolidaySet) bool {
	return s.Federal != 0 || len(s.Extra)+len(s.Own)+len(s.Without) > 0
}
