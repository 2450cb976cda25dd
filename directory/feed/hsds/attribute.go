package hsds

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
)

// The names of the attributes that Write adds for what no field of the format
// holds: each is the link_type of an attribute. Read knows them again.
const (
	attrKey       = "key" // that the id is made of
	attrZone      = "zone"
	attrLanguage  = "language" // of texts
	attrLevel     = "level"
	attrState     = "state"
	attrCounty    = "county"
	attrNeed      = "need"
	attrHolidays  = "holidays" // JSON
	attrClosure   = "closure"  // JSON
	attrParking   = "parking." // with the tag of a language
	attrSuccessor = "successor"

	attrVacant = "vacant"
	attrWeb    = "web"
	attrHours  = "hours" // JSON

	attrProgram      = "program"
	attrStatus       = "status"
	attrSince        = "status-since"
	attrEntry        = "entry"        // JSON
	attrRegistration = "registration" // JSON
	attrJoinBy       = "join-by"
	attrRelation     = "relation"
	attrFocus        = "focus"
	attrObservers    = "observers"
	attrMembers      = "members-only"
	attrRepeat       = "repeat"
	attrTopic        = "topic"
	attrGuidelines   = "guidelines"
	attrAssurer      = "assurer-role"
	attrDerived      = "derived"
	attrNote         = "note." // with the tag of a language

	attrHost        = "host"
	attrApproximate = "approximate" // the middle of the area
	attrFIPS        = "county"

	attrSeries    = "series" // ID
	attrRule      = "rule"   // where no row has it
	attrFirst     = "first"
	attrLast      = "last"
	attrCount     = "count"
	attrOnHoliday = "on-holiday"
	attrException = "exception" // JSON
	attrSingle    = "single"    // the row says what an exception or a policy says
)

// An attribute says something that no field of the format does.
type attribute struct {
	ID     string `json:"id"`
	Type   string `json:"link_type"`
	Entity string `json:"link_entity"`
	Value  string `json:"value"`
}

// A marker adds attributes to one record.
type marker struct {
	entity, id string
	list       []attribute
}

// add adds an attribute, unless the value is empty.
func (m *marker) add(name, value string) {
	if value != "" {
		m.mark(name, value)
	}
}

func (m *marker) mark(name, value string) {
	m.list = append(m.list, attribute{uuid("attribute", m.id, strconv.Itoa(len(m.list))), name, m.entity, value})
}

func (m *marker) addAll(name string, values []string) {
	for _, v := range values {
		m.add(name, v)
	}
}

// addJSON adds a value that has a form in JSON.
func (m *marker) addJSON(name string, v any) {
	if text, err := json.Marshal(v); err == nil {
		m.add(name, string(text))
	}
}

// A marking is what the attributes of a record that was read say.
type marking []attribute

// marksOf reads the attributes of a record.
func marksOf(v jsonin.Value) marking {
	var list marking
	for _, a := range v.Member("attributes").List() {
		if name := a.Member("link_type").Text(); name != "" {
			list = append(list, attribute{Type: name, Value: strings.Clone(a.Member("value").Text())})
		}
	}
	return list
}

// ours reports whether Write has written the record.
func (m marking) ours() bool {
	_, ok := m.has(attrKey)
	return ok
}

// has returns the first value of a name, and whether there is one.
func (m marking) has(name string) (value string, ok bool) {
	for _, a := range m {
		if a.Type == name {
			return a.Value, true
		}
	}
	return "", false
}

// get returns the first value of a name, or "".
func (m marking) get(name string) string {
	v, _ := m.has(name)
	return v
}

// all returns all values of a name.
func (m marking) all(name string) (values []string) {
	for _, a := range m {
		if a.Type == name {
			values = append(values, a.Value)
		}
	}
	return values
}

// json reads the first value of a name into v, and reports whether there was one
// that could be read.
func (m marking) json(name string, v any) bool {
	text, ok := m.has(name)
	return ok && json.Unmarshal([]byte(text), v) == nil
}
