package people

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
)

// NewCalendarToken returns a token of 128 random bits for the address of a
// private calendar, and its fingerprint for Facilitator.Calendar. Only the
// fingerprint is stored: whoever reads the store cannot open the calendar. The
// source outside of tests is crypto/rand.Reader; the error is that of the source.
func NewCalendarToken(source io.Reader) (token, fingerprint string, err error) {
	var random [16]byte
	if _, err := io.ReadFull(source, random[:]); err != nil {
		return "", "", fmt.Errorf("people: calendar token: %w", err)
	}
	token = hex.EncodeToString(random[:])
	return token, fingerprintOf(token), nil
}

// OpensCalendar reports whether a token is that of the private calendar of f.
// Another fingerprint, or none, revokes every token given out before.
func (f Facilitator) OpensCalendar(token string) bool {
	return f.Calendar != "" && subtle.ConstantTimeCompare([]byte(fingerprintOf(token)), []byte(f.Calendar)) == 1
}

func fingerprintOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
