package directory

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
)

// A Finding is something about one record that a person should look at. In
// JSON it is one flat object: "record", as kind and ID with "/" between them,
// and the fields of [program.Finding].
type Finding struct {
	Record Key
	program.Finding
}

// findingJSON is the flat form of a Finding.
type findingJSON struct {
	Record string `json:"record"`
	program.Finding
}

// MarshalJSON writes the flat form.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(findingJSON{f.Record.Kind + "/" + f.Record.ID, f.Finding})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Finding) UnmarshalJSON(data []byte) error {
	var j findingJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	kind, id, _ := strings.Cut(j.Record, "/")
	*f = Finding{Key{kind, id}, j.Finding}
	return nil
}

// String returns the finding in one line of English.
func (f Finding) String() string {
	s := f.Record.Kind + "/" + f.Record.ID + ": " + string(f.Severity) + ": "
	if f.Field != "" {
		s += f.Field + ": "
	}
	return s + f.Message + " [" + f.Code + "]"
}

// sortFindings puts findings in order of their records; those of one record
// keep theirs.
func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return a.Record.Compare(b.Record)
	})
}
