package directory

import (
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/withinreach/withinreach/schedule"
)

// A Credential is the way into the online or telephone meetings of an
// offering, for all dates of a period. It is private: a [Snapshot] has none,
// and nothing made for the public can hold one. Only [Encode] and [Decode]
// read and write it.
type Credential struct {
	Offering string // ID of the offering; also the ID of the record
	Link     Secret // of the meeting
	Passcode Secret
	HostKey  Secret // for the people who lead
	Dial     Secret // telephone number and meeting number

	// First and Last are the days on which it is good, both included; zero is
	// no limit.
	First, Last schedule.Date
	// Generation grows by one when the host replaces the link. Only that ends
	// the one before.
	Generation int
	// Unknown keeps the fields of a newer version.
	Unknown schedule.Unknown
}

// Key returns the key of the record.
func (c Credential) Key() Key { return Key{KindCredential, c.Offering} }

// Validate joins a [*RecordError] for each problem: an end before the
// beginning, a negative generation.
func (c Credential) Validate() error {
	k := checker{key: c.Key()}
	if !c.Last.IsZero() && c.Last.Before(c.First) {
		k.add("last", fmt.Errorf("%q, want no day before first, %q", c.Last, c.First))
	}
	if c.Generation < 0 {
		k.add("generation", fmt.Errorf("%d, want 0 or more", c.Generation))
	}
	return k.join()
}

// ValidOn reports whether the credential is good on a day.
func (c Credential) ValidOn(d schedule.Date) bool {
	return !d.Before(c.First) && (c.Last.IsZero() || !d.After(c.Last))
}

// Admits reports whether a link that was given out with a generation is good on
// a day. One of an earlier generation is refused: the host has replaced it.
func (c Credential) Admits(generation int, d schedule.Date) bool {
	return generation == c.Generation && c.ValidOn(d)
}

// Rotated returns the credential with a new link and passcode, of the next
// generation. Whoever registered again gets these; those before are refused.
func (c Credential) Rotated(link, passcode Secret) Credential {
	c.Link, c.Passcode = link, passcode
	c.Generation++
	return c
}

// A Secret is a text that must not be seen by accident. Printing and logging
// it gives "[redacted]"; marshalling it is an error, because a redacted copy
// that is stored would destroy the original. Secrets are comparable only by
// Reveal. The zero Secret is empty.
type Secret struct {
	v *string // behind a pointer, no verb of fmt can reach it
}

// NewSecret returns a Secret with a text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal returns the text.
func (s Secret) Reveal() string {
	if s.v == nil {
		return ""
	}
	return *s.v
}

// IsZero reports whether there is no text.
func (s Secret) IsZero() bool { return s.v == nil }

const redacted = "[redacted]"

// ErrSecret reports an attempt to marshal a Secret.
var ErrSecret = errors.New("directory: a secret cannot be marshalled")

// String returns "[redacted]".
func (s Secret) String() string { return redacted }

// GoString returns "[redacted]".
func (s Secret) GoString() string { return redacted }

// Format writes "[redacted]" for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue returns "[redacted]".
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText returns ErrSecret, also in JSON.
func (s Secret) MarshalText() ([]byte, error) { return nil, ErrSecret }

// GobEncode returns ErrSecret.
func (s Secret) GobEncode() ([]byte, error) { return nil, ErrSecret }

// credentialJSON is the form in which a store keeps a Credential.
type credentialJSON struct {
	Offering   string        `json:"offering"`
	Link       string        `json:"link,omitzero"`
	Passcode   string        `json:"passcode,omitzero"`
	HostKey    string        `json:"host_key,omitzero"`
	Dial       string        `json:"dial,omitzero"`
	First      schedule.Date `json:"first,omitzero"`
	Last       schedule.Date `json:"last,omitzero"`
	Generation int           `json:"generation,omitzero"`
}

func (c Credential) encode() ([]byte, error) {
	return schedule.EncodeKeeping(credentialJSON{
		c.Offering, c.Link.Reveal(), c.Passcode.Reveal(), c.HostKey.Reveal(), c.Dial.Reveal(),
		c.First, c.Last, c.Generation,
	}, c.Unknown)
}

func decodeCredential(body []byte) (Entity, error) {
	var j credentialJSON
	unknown, err := schedule.DecodeKeeping(body, &j)
	if err != nil {
		return nil, errCredential
	}
	return Credential{
		j.Offering, NewSecret(j.Link), NewSecret(j.Passcode), NewSecret(j.HostKey), NewSecret(j.Dial),
		j.First, j.Last, j.Generation, unknown,
	}, nil
}

// errCredential says nothing of the text, which holds secrets.
var errCredential = errors.New("not a credential in JSON")
