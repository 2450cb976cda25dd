package ical

import (
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// A telling is what the first words of a description say of one date, if they
// are those that Write writes.
type telling struct {
	lead   lead
	known  bool   // the words were found
	reason string // for what the date is not as usual
	rest   string // what follows: a note, and what the event says of all dates
}

// A lead says what is said to have happened to a date.
type lead uint8

const (
	asUsual lead = iota
	movedHere
	retimed
	addedDate
)

// wordsOf returns the words that a calendar in a language may have, those of
// all languages if it is not known.
func wordsOf(language string) []*words {
	if language == "" {
		return []*words{&english, &spanish}
	}
	return []*words{languages[language]}
}

// tell reads the description of a draft as that of one date.
func (d *draft) tell(original schedule.Date) telling {
	for _, w := range d.words {
		if t, ok := w.tell(d, original); ok {
			return t
		}
	}
	return telling{rest: d.description}
}

func (w *words) tell(d *draft, original schedule.Date) (t telling, ok bool) {
	head, between := "", ""
	switch {
	case d.cancelled:
		head = w.cancelled
	case d.tentative:
		head, between = w.unconfirmed, ". "
	}
	rest, ok := strings.CutPrefix(d.description, head)
	if !ok {
		return t, false
	}
	if !d.cancelled {
		from := plainText(string(w.appendDate([]byte(w.movedFrom), original)))
		for _, l := range [...]struct {
			lead lead
			said string
		}{{movedHere, from}, {retimed, w.retimed}, {addedDate, w.added}} {
			if after, ok := strings.CutPrefix(rest, between+l.said); ok && endsOutcome(after) {
				t.lead, rest = l.lead, after
				break
			}
		}
	}
	if !endsOutcome(rest) || (head == "" && t.lead == asUsual) {
		return telling{}, false
	}
	t.known = true
	t.reason, t.rest = cutReason(rest)
	return t, true
}

func endsOutcome(s string) bool {
	return s == "" || strings.HasPrefix(s, ": ") || strings.HasPrefix(s, "\n\n")
}

// cutReason separates the reason that may follow an outcome from the next
// paragraph.
func cutReason(s string) (reason, rest string) {
	said, ok := strings.CutPrefix(s, ": ")
	if !ok {
		return "", strings.TrimPrefix(s, "\n\n")
	}
	reason, rest, _ = strings.Cut(said, "\n\n")
	if reason == "" || rest == "" {
		return said, ""
	}
	return reason, rest
}

// title returns the title without the words that Write puts before it.
func (d *draft) title() string {
	for _, w := range d.words {
		prefix := w.callFirstTitle
		if d.cancelled {
			prefix = w.cancelledTitle
		}
		if title, ok := strings.CutPrefix(d.summary, prefix); ok && (d.cancelled || d.tentative) {
			return title
		}
	}
	return d.summary
}

// usual returns what an event says of all its dates, without the words for
// dates that nobody has confirmed.
func (d *draft) usual() string {
	for _, w := range d.words {
		if rest, ok := strings.CutPrefix(d.description, w.unconfirmed); ok && d.tentative && !strings.HasPrefix(rest, ":") && endsOutcome(rest) {
			return strings.TrimPrefix(rest, "\n\n")
		}
	}
	return d.description
}

// withoutCallFirst returns the description without the words for dates that
// nobody has confirmed, whatever else is said after them.
func (d *draft) withoutCallFirst() string {
	for _, w := range d.words {
		if rest, ok := strings.CutPrefix(d.description, w.unconfirmed); ok && d.tentative {
			return strings.TrimPrefix(strings.TrimPrefix(rest, "\n\n"), ". ")
		}
	}
	return d.description
}

// cutCheck separates the address at which people look from the end of a
// description.
func cutCheck(s string, list []*words) (description, check string) {
	for _, w := range list {
		if rest, ok := strings.CutPrefix(s, w.check); ok && rest != "" {
			return "", rest
		}
		if i := strings.LastIndex(s, "\n\n"+w.check); i >= 0 && i+2+len(w.check) < len(s) {
			return s[:i], s[i+2+len(w.check):]
		}
	}
	return s, ""
}

// commonEnd returns the longest end of both texts that begins with a
// paragraph.
func commonEnd(a, b string) string {
	for !endsWith(a, b) {
		_, b, _ = strings.Cut(b, "\n\n")
	}
	return b
}

// endsWith reports whether a text ends with whole paragraphs.
func endsWith(s, paragraphs string) bool {
	before, ok := strings.CutSuffix(s, paragraphs)
	return ok && (before == "" || paragraphs == "" || strings.HasSuffix(before, "\n\n"))
}

// before returns what stands before the paragraphs with which a text ends.
func before(s, paragraphs string) string {
	s = strings.TrimSuffix(s, paragraphs)
	if paragraphs != "" {
		s = strings.TrimSuffix(s, "\n\n")
	}
	return s
}

// completeThrough separates from the description of a calendar up to which day
// it is complete, and tells in which language that is said.
func completeThrough(s string) (description, language string, through schedule.Date) {
	for _, language := range [...]string{"en", "es"} {
		w := languages[language]
		i := strings.LastIndex(s, w.completeThrough)
		if i < 0 || (i > 0 && !strings.HasSuffix(s[:i], "\n\n")) {
			continue
		}
		if d, ok := w.parseDate(strings.TrimSuffix(s[i+len(w.completeThrough):], ".")); ok {
			return strings.TrimSuffix(s[:i], "\n\n"), language, d
		}
	}
	return s, "", schedule.Date{}
}

// parseDate reads what appendDate writes, with its escapes undone.
func (w *words) parseDate(s string) (schedule.Date, bool) {
	if len(s) < 4 {
		return schedule.Date{}, false
	}
	year, ok := parseDigits(s[len(s)-4:])
	first, err := schedule.NewDate(year, 1, 1)
	if !ok || err != nil {
		return schedule.Date{}, false
	}
	for d := first; d.Year() == year; d = d.AddDays(1) {
		if plainText(string(w.appendDate(nil, d))) == s {
			return d, true
		}
	}
	return schedule.Date{}, false
}
