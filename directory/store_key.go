package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxKind and MaxID are the greatest lengths of Key.Kind and Key.ID in bytes.
// MaxID also holds for Batch.ID.
const (
	MaxKind = 64
	MaxID   = 256
)

// separator stands between kind and ID. It is below every byte that either
// may hold, so that comparing kinds and then IDs is comparing the whole.
const separator = "\x1f"

// A Key names a record: a kind, such as "offering", and an ID that is unique
// within the kind. Keys are comparable, and ordered by the bytes of kind, 0x1F
// and ID, so "B" comes before "b" and "é" after "z". The zero Key is not valid
// and comes before all valid ones; Key{Kind: k} comes right before the records of
// kind k.
type Key struct {
	Kind string `json:"kind"` // 1 to 64 bytes
	ID   string `json:"id"`   // 1 to 256 bytes
}

// ParseKey reads the form that Stored writes: kind, 0x1F, ID. The error is
// ErrInvalid if s is no such form or its key is not valid.
func ParseKey(s string) (Key, error) {
	kind, id, ok := strings.Cut(s, separator)
	if !ok {
		return Key{}, fmt.Errorf("%w: key of %d bytes without 0x1F between kind and ID", ErrInvalid, len(s))
	}
	k := Key{kind, id}
	if err := k.Validate(); err != nil {
		return Key{}, err
	}
	return k, nil
}

// String returns the key for people: kind, space, ID, as in "offering wed".
func (k Key) String() string { return k.Kind + " " + k.ID }

// Stored returns the form that stores keep and sort by: kind, 0x1F, ID.
func (k Key) Stored() string { return k.Kind + separator + k.ID }

// Compare returns -1, 0 or +1 as k is before, at or after other. For valid keys
// that is the order of the bytes of Stored.
func (k Key) Compare(other Key) int {
	if c := strings.Compare(k.Kind, other.Kind); c != 0 {
		return c
	}
	return strings.Compare(k.ID, other.ID)
}

// Validate returns nil or an ErrInvalid. Kind and ID are valid UTF-8 of 1 to 64
// and 1 to 256 bytes without control characters (below U+0020, and U+007F).
// They are compared byte by byte: neither case nor Unicode normalization is folded.
func (k Key) Validate() error {
	if err := validateName("Key.Kind", k.Kind, MaxKind); err != nil {
		return err
	}
	return validateName("Key.ID", k.ID, MaxID)
}

// validateName checks the bytes that every engine can hold in a key column.
func validateName(field, s string, most int) error {
	if len(s) == 0 || len(s) > most {
		return fmt.Errorf("%w: %s has %d bytes, want 1 to %d", ErrInvalid, field, len(s), most)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("%w: %s %q is not UTF-8", ErrInvalid, field, s)
	}
	if i := strings.IndexFunc(s, isControl); i >= 0 {
		return fmt.Errorf("%w: %s %q has a control character at byte %d", ErrInvalid, field, s, i)
	}
	return nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// A Revision counts the commits of a store: the first is 1. A record is at the
// revision of the commit that wrote it last. 0 means none.
type Revision int64

// AnyRevision, as the condition of a [Write], is no condition: whatever is there
// is overwritten.
const AnyRevision Revision = -1

// A Chain is a hash of the IDs of all commits up to one, in their order. Two
// histories that parted have different chains at the same revision. It covers
// no bodies, so a body can be forgotten. The zero Chain is that of an empty store.
type Chain [16]byte

// String returns 32 lower-case hexadecimal digits.
func (c Chain) String() string { return hex.EncodeToString(c[:]) }

// MarshalText returns the bytes of String.
func (c Chain) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes; anything else is ErrInvalid and
// leaves c as it was.
func (c *Chain) UnmarshalText(text []byte) error {
	var read Chain
	if len(text) != hex.EncodedLen(len(read)) {
		return fmt.Errorf("%w: chain has %d bytes, want 32", ErrInvalid, len(text))
	}
	if _, err := hex.Decode(read[:], text); err != nil || read.String() != string(text) {
		return fmt.Errorf("%w: chain %q, want lower-case hexadecimal digits", ErrInvalid, text)
	}
	*c = read
	return nil
}

// A Head says how far a history has got: its newest commit, and the chain up to
// there. Heads are comparable; two stores with equal heads hold the same commits.
// The zero Head is that of an empty store.
type Head struct {
	Revision Revision `json:"revision"`
	Chain    Chain    `json:"chain"`
}

// Next returns the head after one more commit, of the batch with the given ID.
// Revision grows by 1. Chain becomes the first 16 bytes of the SHA-256 of the
// 16 bytes of the old chain followed by the bytes of the ID, nothing between them.
func (h Head) Next(batchID string) Head {
	sum := sha256.Sum256(append(h.Chain[:], batchID...))
	return Head{h.Revision + 1, Chain(sum[:16])}
}
