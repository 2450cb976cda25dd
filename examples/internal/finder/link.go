package finder

import (
	"html/template"
	"net/url"
	"strings"
)

// A link is the address behind a word or a button. "" is none.
type link = template.URL

// webLink returns an address that a record gives, if it is one that a page may
// lead to: https or http, with a host.
func webLink(address string) link {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil {
		return ""
	}
	return link(u.String())
}

// phoneLink returns the link that calls a number as people write it, or texts
// to it, by the scheme "tel" or "sms".
func phoneLink(scheme, number string) link {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' {
			return c
		}
		return -1
	}, number)
	if digits == "" || len(digits) > 20 {
		return ""
	}
	return link(scheme + ":" + digits)
}

// mailLink returns the link that writes to an address.
func mailLink(address string) link {
	user, host, ok := strings.Cut(address, "@")
	odd := func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._+-", c))
	}
	if !ok || user == "" || host == "" || strings.ContainsFunc(user, odd) || strings.ContainsFunc(host, odd) {
		return ""
	}
	return link("mailto:" + address)
}

// crisisLink checks the link of a crisis line, which is of one of the kinds
// above.
func crisisLink(address string) link {
	switch scheme, rest, _ := strings.Cut(address, ":"); scheme {
	case "tel", "sms":
		return phoneLink(scheme, rest)
	}
	return webLink(address)
}
