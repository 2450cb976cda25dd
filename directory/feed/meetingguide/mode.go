package meetingguide

import (
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// The codes that say how people meet, and the one that is not read.
const (
	codeOnline = "ONL"
	codeClosed = "TC"
	codeProof  = "POA"
)

// codes reads the codes of a record: those about the way of meeting, and what
// the others say.
func (in *reader) codes(r *record) (way map[string]bool, facts meetings.Facts) {
	if !r.hasTypes {
		in.Find(program.Info, "types-missing", "types", "", "no list of codes, so nothing is known of whom and what it is for")
	}
	way = map[string]bool{}
	for _, word := range list(r.types) {
		word = strings.TrimSpace(word)
		code, ok := meetings.FindCode(word)
		switch {
		case !ok:
			in.Find(program.Warning, "type-unknown", "types", word, "no code of the format; left out")
			continue
		case code.Code == codeProof:
			in.Find(program.Info, "type-ignored", "types", word, "whether proofs are signed is not kept")
		case code.Code == codeOnline || code.Code == codeClosed:
			way[code.Code] = true
		}
		if word != code.Code && strings.EqualFold(word, code.Code) {
			in.Find(program.Info, "type-case", "types", word, "want "+code.Code)
		}
		facts.Add(code.Meaning)
	}
	return way, facts
}

// The words of attendance_option.
const (
	optionInPerson = "in_person"
	optionOnline   = "online"
	optionHybrid   = "hybrid"
	optionInactive = "inactive"
)

// mode says how people meet and whether they do, by the rule in the package
// documentation.
func (in *reader) mode(r *record, way map[string]bool, p place) (program.Mode, directory.Status) {
	option := optionOf(way, p.approximate)
	if other := optionOf(way, p.approximate && !p.inferred); other != option {
		in.Find(program.Info, "approximate-inferred", "formatted_address", option, "the address names no more than a town; with an exact one it would be "+other)
	}
	if r.option != "" && r.option != option {
		in.Find(program.Warning, "attendance-differs", "attendance_option", r.option, "by its codes and address it is "+option)
	}
	if other := otherOption(r, way, p.approximate); other != option {
		in.Find(program.Info, "attendance-tsml-ui", "types", option, "readers that go by the link and the address say "+other)
	}
	switch option {
	case optionOnline:
		return program.ModeOnline, directory.Active
	case optionHybrid:
		return program.ModeHybrid, directory.Active
	case optionInactive:
		return program.ModeInPerson, directory.Suspended
	}
	return program.ModeInPerson, directory.Active
}

// optionOf has the rule of the 12 Step Meeting List plugin.
func optionOf(way map[string]bool, approximate bool) string {
	switch {
	case way[codeOnline] && (way[codeClosed] || approximate):
		return optionOnline
	case way[codeClosed]:
		return optionInactive
	case way[codeOnline]:
		return optionHybrid
	case approximate:
		return optionInactive
	}
	return optionInPerson
}

// otherOption has the rule of TSML UI.
func otherOption(r *record, way map[string]bool, approximate bool) string {
	online := strings.TrimSpace(r.link) != "" || strings.TrimSpace(r.phone) != ""
	here := !way[codeClosed] && !approximate
	switch {
	case online && here:
		return optionHybrid
	case online:
		return optionOnline
	case here:
		return optionInPerson
	}
	return optionInactive
}
