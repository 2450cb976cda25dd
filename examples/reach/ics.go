package main

import (
	"flag"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// icsFlags are the flags of reach ics.
type icsFlags struct {
	through, lang, name      string
	offerings, organizations string
	calendar                 ical.Calendar
}

// writeICS reads records and writes one calendar of what the public may see.
func writeICS(args []string, env environment) error {
	var f icsFlags
	fs := flag.NewFlagSet("reach ics", flag.ContinueOnError)
	fs.StringVar(&f.through, "through", "", "last `date` to write, such as 2026-12-31; default is the end of next year")
	fs.StringVar(&f.lang, "lang", "", "`language` of the words: en or es; default is that of the first offering")
	fs.StringVar(&f.name, "name", "", "`title` of the calendar; default is that of its first offering or its one organization")
	fs.StringVar(&f.offerings, "offering", "", "`IDs` of the offerings; default is all")
	fs.StringVar(&f.organizations, "organization", "", "`IDs` of the organizations; default is all")
	fs.BoolVar(&f.calendar.Discreet, "discreet", false, "titles say just \"Meeting\"")
	fs.BoolVar(&f.calendar.Outlook, "outlook", false, "write dates one by one where classic Outlook does not know the rule")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	through, err := f.lastDay(env)
	if err != nil {
		return misused(env, "-through: %v", err)
	}
	if f.lang != "" && f.lang != "en" && f.lang != "es" {
		return misused(env, "-lang %q, want en or es", f.lang)
	}
	in, err := input(fs, env)
	if err != nil {
		return err
	}
	defer in.Close()
	entities, problems := directory.ReadRecords(in)
	snap, findings := snapshotOf(entities)
	for _, problem := range unjoin(problems) {
		_, _ = fmt.Fprintln(env.err, "reach:", problem)
	}
	for _, finding := range findings {
		_, _ = fmt.Fprintln(env.err, "reach:", finding.Message)
	}
	ids, err := f.chosen(snap)
	if err != nil {
		return misused(env, "%v", err)
	}
	return ical.Write(env.out, f.fill(snap, snap.Calendar(through, ids...)))
}

// lastDay returns the day through which the calendar is written: by default
// one that seldom changes.
func (f icsFlags) lastDay(env environment) (schedule.Date, error) {
	if f.through == "" {
		return schedule.ParseDate(fmt.Sprintf("%d-12-31", env.now().Year()+1))
	}
	return schedule.ParseDate(f.through)
}

// chosen returns the IDs of the offerings that the flags choose, in the order
// of the snapshot. A name that is none is a mistake.
func (f icsFlags) chosen(snap *directory.Snapshot) (ids []string, err error) {
	offerings, organizations := list(f.offerings), list(f.organizations)
	for _, id := range organizations {
		if _, ok := snap.Organization(id); !ok {
			return nil, fmt.Errorf("-organization %q, want one of the records", id)
		}
	}
	for _, id := range offerings {
		if _, ok := snap.Listing(id); !ok {
			return nil, fmt.Errorf("-offering %q, want one of the records", id)
		}
	}
	for l := range snap.Listings("") {
		if (offerings == nil || slices.Contains(offerings, l.ID)) && (organizations == nil || slices.Contains(organizations, l.Organization)) {
			ids = append(ids, l.ID)
		}
	}
	return ids, nil
}

// fill sets what the flags say of the calendar.
func (f icsFlags) fill(snap *directory.Snapshot, c ical.Calendar) ical.Calendar {
	c.Discreet, c.Outlook = f.calendar.Discreet, f.calendar.Outlook
	if organizations := list(f.organizations); len(organizations) == 1 {
		if o, ok := snap.Organization(organizations[0]); ok && f.offerings == "" {
			c.Name = o.Name
		}
	}
	if f.name != "" {
		c.Name = f.name
	}
	if f.lang != "" {
		c.Language = f.lang
	}
	return c
}
