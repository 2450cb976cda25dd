package program

// A Confidence says how far a source is to be trusted.
type Confidence string

// The confidences. Every record that comes with this package has one.
const (
	High   Confidence = "high"   // the program owner's own page, or the page of the organization itself
	Medium Confidence = "medium" // one local page, a newspaper, a vendor
	Low    Confidence = "low"    // an old or partial excerpt, or a guess that is marked as one
)

func (c Confidence) valid() bool { return c == High || c == Medium || c == Low }

// lower returns the less sure of c and d; a confidence that is not stated
// takes nothing away.
func (c Confidence) lower(d Confidence) Confidence {
	switch {
	case c == Low || d == Low:
		return Low
	case c == Medium || d == Medium:
		return Medium
	}
	return c
}
