package program

import (
	"fmt"
	"maps"
	"slices"
)

// A NoticeKind says what a notice is about. A kind that is not listed here is
// kept and shown after the others, in order of its name.
type NoticeKind string

// The notices, in the order in which they are shown. Confidentiality is
// promised by having a NoticeConfidentiality, always with its limits.
const (
	NoticePeerSupport     NoticeKind = "peer support"
	NoticeNotTreatment    NoticeKind = "not treatment"  // adds to treatment, does not replace it
	NoticeNoEndorsement   NoticeKind = "no endorsement" // of any medicine or therapy
	NoticeConfidentiality NoticeKind = "confidentiality"
	NoticeLimits          NoticeKind = "confidentiality limits"
	NoticeObservers       NoticeKind = "observers" // shown only where observers are not permitted
)

var noticeOrder = [...]NoticeKind{
	NoticePeerSupport, NoticeNotTreatment, NoticeNoEndorsement,
	NoticeConfidentiality, NoticeLimits, NoticeObservers,
}

// A Default holds the general terms of all programs of one kind. Every edition
// goes over it. The notices that come with this package are defaults: our own
// plain words, which a host may replace. A catalogue with a support group or a
// course needs a default for that kind with the notices on confidentiality and
// its limits, so that none is ever shown without them.
type Default struct {
	Kind       Kind       `json:"kind"`
	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
	Terms
}

// A Statement is one notice in the language of its reader.
type Statement struct {
	Kind NoticeKind `json:"kind"`
	Text string     `json:"text"`
}

// Confidential reports whether what is said is kept private. It is true for
// every support group and course and never for a presentation or event. The
// limits are part of the promise: show [Terms.Statements].
func (t Terms) Confidential() bool { return len(t.Notices[NoticeConfidentiality]) > 0 }

// Statements returns the notices that every rendering of the program shows,
// in order and in the wording for a language as [Text.In] chooses it.
func (t Terms) Statements(language string) []Statement {
	others := maps.Clone(t.Notices)
	for _, kind := range noticeOrder {
		delete(others, kind)
	}
	var all []Statement
	for _, kind := range append(noticeOrder[:], slices.Sorted(maps.Keys(others))...) {
		words := t.Notices[kind].In(language)
		hidden := kind == NoticeObservers && t.Audience.Observers != ObserversNotPermitted
		if words != "" && !hidden {
			all = append(all, Statement{kind, words})
		}
	}
	return all
}

func (d Default) check(c *checker) {
	c.require("kind", string(d.Kind))
	c.provenance(d.Source, d.Confidence)
	d.Terms.check(c, d.Kind, false)
}

func checkNotices(c *checker, notices map[NoticeKind]Text, kind Kind) {
	if notices != nil && len(notices) == 0 {
		c.refuse("notices", "empty, want at least one or no such field")
	}
	for _, k := range slices.Sorted(maps.Keys(notices)) {
		at := fmt.Sprintf("notices[%q]", k)
		c.require("notices", string(k))
		c.words(at, notices[k])
		if kind.public() && (k == NoticeConfidentiality || k == NoticeLimits) {
			c.refuse(at, "on a %s, want it where confidentiality can be kept", kind)
		}
	}
}
