package site

import (
	"cmp"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// ourLink finds what leads to another page or file of the site. Templates write
// every value between quotation marks and none within, so it finds nothing in
// the text of a page.
var ourLink = regexp.MustCompile(`(\s(?:href|src|data-list|data-root))="(/(?:[^/"][^"]*)?)"`)

// relink returns a page with the links of the site made by make, which gets
// addresses as the finder has them, and the way to the folder of the site.
func relink(page []byte, root string, make func(address string) string) []byte {
	return ourLink.ReplaceAllFunc(page, func(match []byte) []byte {
		m := ourLink.FindSubmatch(match)
		made := root
		if string(m[1][1:]) != "data-root" {
			address, fragment := apart(html.UnescapeString(string(m[2])))
			made = make(address) + fragment
		}
		return []byte(string(m[1]) + `="` + html.EscapeString(made) + `"`)
	})
}

// relative returns the way from one file to another, which works in any folder.
func relative(from, to string) string {
	return cmp.Or(strings.Repeat("../", strings.Count(from, "/")), "./") + to
}

// below returns the address of a file on the host of a site.
func below(site, file string) string {
	folder := "/"
	if u, err := url.Parse(site); err == nil && u.Path != "" {
		folder = strings.TrimSuffix(u.EscapedPath(), "/") + "/"
	}
	return folder + file
}

// apart returns an address without its fragment, and the fragment.
func apart(address string) (page, fragment string) {
	if i := strings.IndexByte(address, '#'); i >= 0 {
		return address[:i], address[i:]
	}
	return address, ""
}
