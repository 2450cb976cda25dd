package program

import (
	"cmp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// A CrisisLine is one way to reach help at once. Lines come and go: each holds
// from a date on, some until a date, and some stay in service though another
// has taken their place on the page.
type CrisisLine struct {
	Key  string `json:"key"`
	Name Text   `json:"name"`

	// Jurisdiction is where the line serves people, such as "us".
	Jurisdiction Jurisdiction `json:"jurisdiction"`

	Channel Channel `json:"channel"`
	Number  string  `json:"number,omitzero"`  // to call or text, as people write it: "988"
	Press   string  `json:"press,omitzero"`   // key to press when the call is answered
	Keyword string  `json:"keyword,omitzero"` // word to send in the first text
	Relay   string  `json:"relay,omitzero"`   // number to dial first, for the channel "relay"
	URL     string  `json:"url,omitzero"`     // https

	// Languages are those in which the line answers, without waiting for an
	// interpreter; "ase" is American Sign Language. None means any.
	Languages []string `json:"languages,omitzero"`

	// Audience is whom the line is for, such as "veterans" or "deaf"; ""
	// means everyone.
	Audience string `json:"audience,omitzero"`

	Hours WeeklyHours `json:"hours,omitzero"` // nil means not known
	Zone  string      `json:"zone,omitzero"`  // of the hours, an IANA name

	// The line is in service on from <= d < to. A zero From means that the
	// beginning is not known, a zero To that there is no end.
	From schedule.Date `json:"from,omitzero"`
	To   schedule.Date `json:"to,omitzero"`

	// Replaced is the date from which another line is shown instead, though
	// this one stays in service; zero means never.
	Replaced schedule.Date `json:"replaced,omitzero"`

	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
	Note       string     `json:"note,omitzero"` // for the people who keep the catalogue
}

// A Channel is how a line is reached.
type Channel string

// The channels.
const (
	ChannelCall  Channel = "call"
	ChannelText  Channel = "text"
	ChannelChat  Channel = "chat"  // in a browser
	ChannelRelay Channel = "relay" // a call by text telephone or relay service
	ChannelVideo Channel = "video" // in sign language
)

// InService reports whether someone answers on a date, also where the line is
// no longer shown.
func (l CrisisLine) InService(on schedule.Date) bool { return within(on, l.From, l.To) }

// Shown reports whether the line belongs on a page on a date.
func (l CrisisLine) Shown(on schedule.Date) bool {
	return l.InService(on) && (l.Replaced.IsZero() || on.Before(l.Replaced))
}

// Speaks reports whether the line answers in a language.
func (l CrisisLine) Speaks(language string) bool {
	return len(l.Languages) == 0 || slices.ContainsFunc(l.Languages, func(tag string) bool { return covers(tag, language) })
}

// Link returns what a button on a page opens: the URL if there is one, else a
// tel or sms address (RFC 3966, RFC 5724) with the digits and signs that are
// dialed. For the channel "relay" it dials Relay. It does not carry Press or
// Keyword.
func (l CrisisLine) Link() string {
	switch {
	case l.URL != "":
		return l.URL
	case l.Channel == ChannelText:
		return "sms:" + dialed(l.Number)
	case l.Relay != "":
		return "tel:" + dialed(l.Relay)
	}
	return "tel:" + dialed(l.Number)
}

// dialed returns what is dialed of a number, without the signs that only make it
// easier to read. A "#" would end the address, so it is escaped.
func dialed(number string) string {
	kept := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' || c == '*' || c == '#' {
			return c
		}
		return -1
	}, number)
	return strings.ReplaceAll(kept, "#", "%23")
}

// CrisisLines returns the lines to show to a reader of a language at a place
// on a date: lines that answer in that language before the others, national
// before local, then as they stand in the catalogue. No line is left out for
// its language. Where only the country is known, where is the country.
func (c *Catalogue) CrisisLines(where Jurisdiction, on schedule.Date, language string) []CrisisLine {
	var lines []CrisisLine
	for _, l := range c.records.CrisisLines {
		if l.Shown(on) && where.Within(l.Jurisdiction) {
			lines = append(lines, clone(l))
		}
	}
	rank := func(l CrisisLine) int {
		n := int(l.Jurisdiction.Level())
		if !l.Speaks(language) {
			n += len(levelNames)
		}
		return n
	}
	slices.SortStableFunc(lines, func(a, b CrisisLine) int { return cmp.Compare(rank(a), rank(b)) })
	return lines
}

func (l CrisisLine) check(c *checker) {
	c.key("key", l.Key)
	c.words("name", l.Name)
	c.jurisdiction("jurisdiction", l.Jurisdiction)
	c.period(l.From, l.To)
	c.provenance(l.Source, l.Confidence)
	c.number("number", l.Number)
	c.number("press", l.Press)
	c.number("relay", l.Relay)
	c.url("url", l.URL)
	list(c, "languages", l.Languages, func(tag string, c *checker, at string) { c.tag(at, tag) })
	l.Hours.check(c, l.Zone)
	switch l.Channel {
	case ChannelCall, ChannelText:
		c.require("number", l.Number)
	case ChannelChat:
		c.require("url", l.URL)
	case ChannelRelay:
		c.require("number", l.Number)
		c.require("relay", l.Relay)
	case ChannelVideo:
		c.require("number or url", l.Number+l.URL)
	default:
		c.refuse("channel", "%.40q, want call, text, chat, relay or video", l.Channel)
	}
	if !l.Replaced.IsZero() && !l.InService(l.Replaced) {
		c.refuse("replaced", "%v, want a date on which the line is in service", l.Replaced)
	}
}
