package program

// A Finding is something that a person should look at: a rule that is not
// met, a value that is odd or missing. It never stops anything by itself. In
// JSON the fields have the names given here, and those that are empty are left
// out.
type Finding struct {
	// Code says in one or two words what was found, such as "zone-missing".
	// It does not change from version to version.
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	// Field is the path of the JSON field, such as "series[0].start", and
	// Value what is in it, where that is not personal.
	Field string `json:"field,omitzero"`
	Value string `json:"value,omitzero"`
	// Message says in a sentence what was found and what to do about it.
	Message string `json:"message"`
}

// A Severity says how much a finding matters.
type Severity string

// The severities.
const (
	Info    Severity = "info"    // good to know; most likely all is well
	Warning Severity = "warning" // someone may be sent the wrong way
	Error   Severity = "error"   // a binding rule is not met, or something was left out
)
