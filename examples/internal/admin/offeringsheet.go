package admin

import (
	"cmp"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// offeringSheet has all but the dates, which are read from words.
func offeringSheet(v *visit, e directory.Entity) []field {
	type offering = directory.Offering
	o, _ := e.(offering)
	fields := []field{
		text("program", func(e *offering) *string { return &e.Program }).choice(v.programs()),
		text("name", func(e *offering) *string { return &e.Name }),
		text("organization", func(e *offering) *string { return &e.Organization }).choice(v.organizations(o.Organization)),
		text("mode", func(e *offering) *program.Mode { return &e.Mode }).
			choice(v.coded("mode", "", "online", "hybrid", "telephone")),
		text("venue", func(e *offering) *string { return &e.Venue }).choice(v.venues()),
		text("room", func(e *offering) *string { return &e.Room }),
		text("status", func(e *offering) *directory.Status { return &e.Status }).
			choice(v.coded("status", "", "suspended", "proposed", "ended")),
		date("status_since", func(e *offering) *schedule.Date { return &e.StatusSince }),
		list("languages", func(e *offering) *[]string { return &e.Languages }),
		list("topics", func(e *offering) *[]string { return &e.Topics }),
		words("note", "en", func(e *offering) *program.Text { return &e.Note }),
		words("note", "es", func(e *offering) *program.Text { return &e.Note }),
	}
	return slices.Concat(fields, entryFields(v), audienceFields(v), laterFields(o))
}

// programs are the programs of the catalogue, by name.
func (v *visit) programs() []optionView {
	options := []optionView{{Text: v.book.say("program.none")}}
	for _, p := range v.snap.Catalogue().Records().Programs {
		options = append(options, optionView{Value: p.Key, Text: p.Name.In(v.book.tag)})
	}
	return byText(options)
}

// organizations are those that the token is for, and the one that there is.
func (v *visit) organizations(now string) (options []optionView) {
	for _, o := range organizationsOf(v.dir) {
		if v.who.covers(o.ID) || o.ID == now {
			options = append(options, optionView{Value: o.ID, Text: o.Name})
		}
	}
	return byText(options)
}

func (v *visit) venues() []optionView {
	options := []optionView{{Text: v.book.say("venue.none")}}
	for _, w := range allOf[directory.Venue](v.dir) {
		name := w.Name
		if w.Address.City != "" {
			name += " (" + w.Address.City + ")"
		}
		options = append(options, optionView{Value: w.ID, Text: name})
	}
	return byText(options)
}

// byText sorts choices; that of nothing stays first.
func byText(options []optionView) []optionView {
	slices.SortStableFunc(options, func(a, b optionView) int {
		if a.Value == "" || b.Value == "" {
			return cmp.Compare(a.Value, b.Value)
		}
		return cmp.Compare(a.Text, b.Text)
	})
	return options
}
