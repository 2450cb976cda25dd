package admin

import (
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// relations are those that the form of an offering has boxes for.
var relations = []program.Relation{
	program.RelationSelf, program.RelationFamily, program.RelationParent, program.RelationMilitary, program.RelationStudent,
	program.RelationSchoolStaff, program.RelationProfessional, program.RelationBereaved, program.RelationLeader, program.RelationPublic,
}

// entryFields are how people join an offering.
func entryFields(v *visit) []field {
	type offering = directory.Offering
	return group("entry",
		text("entry.mode", func(e *offering) *program.EntryMode { return &e.Entry.Mode }).choice(v.coded("entry", "", "drop-in",
			"once per period", "per date", "closed", "closed after", "cyclic")),
		whole("entry.after_session", 1000, func(e *offering) *int { return &e.Entry.AfterSession }),
		whole("entry.register_hours", 9000, func(e *offering) *int { return &e.Entry.RegisterHours }),
		text("registration.phone", func(e *offering) *string { return &e.Registration.Phone }),
		text("registration.email", func(e *offering) *string { return &e.Registration.Email }),
		text("registration.url", func(e *offering) *string { return &e.Registration.URL }),
		date("registration.through", func(e *offering) *schedule.Date { return &e.Registration.Through }),
		text("join_by", func(e *offering) *directory.JoinBy { return &e.JoinBy }).choice(v.coded("join", "", "after registration",
			"without passcode", "public")),
		text("join.url", func(e *offering) *string { return &e.Join.URL }),
		text("join.phone", func(e *offering) *string { return &e.Join.Phone }),
		text("join.note", func(e *offering) *string { return &e.Join.Note }),
	)
}

// audienceFields are whom an offering is for.
func audienceFields(v *visit) []field {
	type offering = directory.Offering
	fields := checks("relation", relations, func(e *offering) *[]program.Relation { return &e.Audience.Relations })
	return group("audience", slices.Concat(fields, []field{
		others("relations", relations, func(e *offering) *[]program.Relation { return &e.Audience.Relations }),
		list("focus", func(e *offering) *[]string { return &e.Audience.Focus }),
		whole("min_age", 120, func(e *offering) *int { return &e.Audience.MinAge }),
		whole("max_age", 120, func(e *offering) *int { return &e.Audience.MaxAge }),
		text("observers", func(e *offering) *program.Observers { return &e.Audience.Observers }).
			choice(v.coded("observers", "", "permitted", "not permitted")),
		yesNo("members_only", func(e *offering) *bool { return &e.Audience.MembersOnly }),
		yesNo("repeat", func(e *offering) *bool { return &e.Audience.Repeat }),
	})...)
}

// laterFields are what else there is to say of an offering.
func laterFields(o directory.Offering) []field {
	type offering = directory.Offering
	fields := []field{
		text("guidelines", func(e *offering) *string { return &e.Guidelines }),
		list("successors", func(e *offering) *[]string { return &e.Successors }),
	}
	return group("more", append(fields, contactFields(len(o.Contacts), func(e *offering) *[]directory.Contact { return &e.Contacts })...)...)
}
