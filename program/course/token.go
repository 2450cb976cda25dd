package course

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Token is the only name of a person in a [Book]: a code of ten letters and
// digits, which the person keeps and by which they find out where they stand.
// It says nothing about them.
type Token string

// tokenLength is the number of letters of a token, the last of which checks the
// others.
const tokenLength = 10

// letters are those of a token: no I, L, O or U, which are misread or misheard.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ErrToken reports a text that is no token, such as a code with a letter
// misread.
var ErrToken = errors.New("course: not a token")

// NewToken returns a token of 45 random bits from r, with a letter at its end
// by which slips are found. Outside of tests r is crypto/rand.Reader. The error
// is that of r.
func NewToken(r io.Reader) (Token, error) {
	var random [tokenLength - 1]byte
	if _, err := io.ReadFull(r, random[:]); err != nil {
		return "", fmt.Errorf("course: token: %w", err)
	}
	text := make([]byte, 0, tokenLength)
	for _, b := range random {
		text = append(text, letters[b%32]) // 32 divides 256, so that each is as likely
	}
	return Token(append(text, checkLetter(text))), nil
}

// ParseToken reads a token as people type it: in small letters, with blanks or
// hyphens, with the letter O for a zero and I or L for a one. The error is
// ErrToken.
func ParseToken(s string) (Token, error) {
	if len(s) > 40 {
		return "", ErrToken
	}
	text := strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(s))
	if len(text) != tokenLength {
		return "", ErrToken
	}
	for i := range len(text) {
		if !strings.Contains(letters, text[i:i+1]) {
			return "", ErrToken
		}
	}
	if last := tokenLength - 1; checkLetter([]byte(text[:last])) != text[last] {
		return "", ErrToken
	}
	return Token(text), nil
}

// checkLetter returns the letter that ends a token: it changes with every
// single letter, and with nearly all neighbours that trade places.
func checkLetter(text []byte) byte {
	sum := 0
	for i, c := range text {
		sum += (2*i + 1) * strings.IndexByte(letters, c)
	}
	return letters[sum%32]
}

// String returns the token in two halves, to be read aloud: "4F7K2-9WQXC".
func (t Token) String() string {
	if len(t) != tokenLength {
		return string(t)
	}
	return string(t[:tokenLength/2] + "-" + t[tokenLength/2:])
}
