package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// tagOf returns the ETag of a record as callers see it. It stays the same while
// that does, also where the record was written again as it is.
func tagOf(e directory.Entity) (string, error) {
	body, err := directory.Encode(e)
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`, err
}

// A condition is what a request says about the record that it changes.
type condition struct {
	absent bool // If-None-Match: *
	any    bool // If-Match: *
	tags   []string
}

// conditionOf reads the headers. Given says that there is one condition and not
// two. A tag counts also where something on the way made a weak one of it, as
// compression does: it is about the record and not about the bytes.
func conditionOf(h http.Header) (c condition, given bool) {
	c.absent = strings.TrimSpace(h.Get("If-None-Match")) == "*"
	for _, value := range h.Values("If-Match") {
		for text := range strings.SplitSeq(value, ",") {
			text = strings.TrimSpace(text)
			given = given || text != ""
			c.any = c.any || text == "*"
			c.tags = append(c.tags, strings.TrimPrefix(text, "W/"))
		}
	}
	return c, given != c.absent
}

// check returns errStale if a record is not as the condition says.
func (c condition) check(e directory.Entity) error {
	tag, err := tagOf(e)
	if err == nil && !c.any && !slices.Contains(c.tags, tag) {
		err = errStale
	}
	return err
}
