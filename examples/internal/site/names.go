package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// names say in which file a page is.
type names struct {
	language string // that of the pages which are not in a folder of their own
	snapshot *directory.Snapshot
}

const calendarSuffix = ".ics"

// file returns the name of the file for an address of the finder, such as
// "offerings/friday/index.html" for "/offerings/friday". Different pages have
// different names, also where capitals and small letters are the same.
func (n names) file(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		u = &url.URL{Path: address}
	}
	var parts []string
	for part := range strings.SplitSeq(strings.Trim(u.EscapedPath(), "/"), "/") {
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		parts = append(parts, part)
	}
	query := u.Query()
	language := query.Get("lang")
	if language == "" {
		language = "en"
	}
	query.Del("lang")
	ending := n.ending(parts)
	last := &parts[len(parts)-1]
	*last = strings.TrimSuffix(*last, ending)
	for i := range parts {
		if i == 1 && slices.Contains([]string{"coverage", "days", "towns"}, parts[0]) && parts[1] != "us" {
			parts[i] = swapped(parts[i])
		}
		parts[i] = safe(parts[i])
	}
	for _, key := range slices.Sorted(maps.Keys(query)) {
		parts = append(parts, safe(key+"-"+query.Get(key)))
	}
	name := path.Join(parts...) + ending
	if ending == pageEnding {
		name = path.Join(name[:len(name)-len(pageEnding)], "index.html")
	}
	if language != n.language && ending != calendarSuffix && parts[0] != "static" {
		name = path.Join(language, name)
	}
	return name
}

// pageEnding is that of a page: a file in a folder of its own.
const pageEnding = "/"

// ending returns what the name of a file ends with.
func (n names) ending(parts []string) string {
	last := parts[len(parts)-1]
	switch {
	case parts[0] == "static" || len(parts) == 1 && path.Ext(last) != "":
		return path.Ext(last)
	case len(parts) == 2 && strings.HasSuffix(last, calendarSuffix) && !n.isRecord(parts[0], last),
		len(parts) == 3 && last == "beside"+calendarSuffix:
		return calendarSuffix
	case len(parts) == 3 && slices.Contains([]string{"code", "map", "chart"}, last):
		return ".svg"
	}
	return pageEnding
}

// isRecord reports whether there is a record with an ID, even one that ends
// like the name of a calendar.
func (n names) isRecord(kind, id string) (ok bool) {
	switch kind {
	case "offerings":
		_, ok = n.snapshot.Listing(id)
	case "organizations":
		_, ok = n.snapshot.Organization(id)
	}
	return ok
}

// swapped returns the letters of a state with capitals and small letters
// changed into each other, since safe keeps the latter readable.
func swapped(code string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c ^ ' '
		}
		return c
	}, code)
}

// CheckID returns an error for an ID of an offering or organization that cannot
// be part of an address: one that goes up or nowhere in it, such as "..".
func CheckID(id string) error {
	if plain := "/" + id; path.Clean(plain) != plain {
		return fmt.Errorf("site: ID %q cannot be part of an address, want none with the parts \".\", \"..\" or \"\"", id)
	}
	return nil
}

// longest is how many bytes a part of a name may have.
const longest = 120

// safe returns a part of a name that means the same to every file system and
// in every address. What is not a small letter, a digit, ".", "_" or "-"
// becomes "~" and two digits for each byte.
func safe(part string) string {
	var b strings.Builder
	for i, c := range []byte(part) {
		edge := i == 0 || i == len(part)-1 || part[i:] == calendarSuffix || part[i:] == ".html"
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_', c == '-', c == '.' && !edge:
			b.WriteByte(c)
		default:
			b.WriteString("~" + hex.EncodeToString([]byte{c}))
		}
	}
	name := b.String()
	if len(name) > longest {
		sum := sha256.Sum256([]byte(part))
		return name[:longest/2] + "~h" + hex.EncodeToString(sum[:12])
	}
	if stem, _, _ := strings.Cut(name, "."); slices.Contains(devices, stem) {
		return strings.Replace(name, stem, stem+"~", 1)
	}
	return name
}

// devices are names that some systems give no file.
var devices = []string{
	"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
}
