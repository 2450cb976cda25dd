package hsds

import (
	"crypto/sha1"
	"encoding/hex"
)

// namespace is the one of all IDs made here, as RFC 9562 wants it for version 5.
var namespace = [16]byte{0x1f, 0x0c, 0x9a, 0x52, 0x6e, 0x41, 0x4d, 0x0b, 0x9b, 0x37, 0x52, 0xc8, 0x41, 0x7e, 0xa6, 0xd3}

// uuid returns the version 5 UUID of a name in several parts: the same for the
// same parts.
func uuid(parts ...string) string {
	name := make([]byte, 0, 128)
	name = append(name, namespace[:]...)
	for _, p := range parts {
		name = append(append(name, p...), 0)
	}
	sum := sha1.Sum(name)
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	var text [36]byte
	for i, at := 0, 0; i < 16; i++ {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			text[at] = '-'
			at++
		}
		hex.Encode(text[at:at+2], sum[i:i+1])
		at += 2
	}
	return string(text[:])
}

// isUUID reports whether a key is a UUID as it is written, in lower case.
func isUUID(key string) bool {
	if len(key) != 36 {
		return false
	}
	for i := range len(key) {
		c := key[i]
		switch dash := i == 8 || i == 13 || i == 18 || i == 23; {
		case dash != (c == '-'):
			return false
		case !dash && (c < '0' || c > '9') && (c < 'a' || c > 'f'):
			return false
		}
	}
	return true
}

// idOf returns the id of a record with a key: the key itself if it can be one.
func idOf(kind, key string) string {
	if isUUID(key) {
		return key
	}
	return uuid(kind, key)
}
