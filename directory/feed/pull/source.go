package pull

import (
	"fmt"
	"time"
)

// A Source is an address and what is known of it. Only URL is needed at first.
// In JSON the fields have the names given here.
type Source struct {
	// URL is the address; webcal: means https.
	URL string `json:"url"`

	// Body is the last good copy, Type its media type as the server names it,
	// and ETag and LastModified how the server knows it again.
	Body         []byte `json:"body,omitzero"`
	Type         string `json:"type,omitzero"`
	ETag         string `json:"etag,omitzero"`
	LastModified string `json:"last_modified,omitzero"`
	// Changed says that the last Fetch brought another Body than the one
	// before.
	Changed bool `json:"changed,omitzero"`

	Health Health `json:"health,omitzero"`
}

// Health says how it went with a source.
type Health struct {
	Tried time.Time `json:"tried,omitzero"` // last try
	Good  time.Time `json:"good,omitzero"`  // last success, also if nothing had changed
	// Failures counts the tries since, and Reason says why the last one
	// failed.
	Failures int    `json:"failures,omitzero"`
	Reason   string `json:"reason,omitzero"`
}

// A StatusError reports an answer other than the document.
type StatusError struct {
	Code int // of HTTP, such as 404
	// RetryAfter is how long the server asks to be left alone; 0 is not said.
	RetryAfter time.Duration
}

// Error returns the code and what the server asks for.
func (e *StatusError) Error() string {
	if e.RetryAfter > 0 {
		return fmt.Sprintf("status %d, try again after %v, want 200", e.Code, e.RetryAfter)
	}
	return fmt.Sprintf("status %d, want 200", e.Code)
}
