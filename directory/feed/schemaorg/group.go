package schemaorg

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// offering makes the offering of the events of one series.
func (in *reader) offering(group string, events []*event) {
	e := head(events)
	e.restore()
	key := keyOf(group, e)
	in.Return(e.place, key)
	o := directory.Offering{
		ID: feed.ID(in.Options.Source, key), Name: e.name, Program: in.Options.Program, Organization: in.organization(e), Topics: e.topics,
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: key}},
	}
	o.Modified = in.modified[e.id]
	o.Audience.MinAge, o.Audience.MaxAge = e.minAge, e.maxAge
	for _, a := range e.audience {
		if slices.Contains(relations, program.Relation(a)) {
			o.Audience.Relations = append(o.Audience.Relations, program.Relation(a))
		} else {
			o.Audience.Focus = append(o.Audience.Focus, a)
		}
	}
	if note := in.Public("description", e.description); note != "" {
		o.Note = program.Text{in.Options.Language: note}
	}
	if len(e.languages) != 1 || e.languages[0] != in.Options.Language {
		o.Languages = e.languages
	}
	if e.series {
		switch e.status {
		case "EventCancelled":
			o.Status = directory.Ended
		case "EventPostponed":
			o.Status = directory.Suspended
		}
	}
	in.where(e, &o)
	in.when(e, events, &o)
	in.Add(o)
}

// relations are those that a directory knows, as audiences of events name them.
var relations = []program.Relation{
	program.RelationSelf, program.RelationFamily, program.RelationParent, program.RelationMilitary, program.RelationStudent,
	program.RelationSchoolStaff, program.RelationProfessional, program.RelationBereaved, program.RelationPublic,
}

// organization returns the ID of who offers an event.
func (in *reader) organization(e *event) string {
	v := in.resolved(e.organizer, in.agents)
	name := meetings.Text(plain(v))
	if name == "" || slices.Contains(names(v.Member("@type")), "Person") {
		return in.Home()
	}
	key := cmp.Or(text(v, "identifier"), "organizer "+name)
	o := directory.Organization{
		ID: feed.ID(in.Options.Source, key), Name: name, Zone: in.Options.Zone,
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: key}},
	}
	if in.Options.Language != "en" {
		o.Language = in.Options.Language
	}
	if site := text(v, "url"); strings.HasPrefix(site, "https://") || strings.HasPrefix(site, "http://") {
		o.Website = site
	}
	if phone, email := text(v, "telephone"), text(v, "email"); phone != "" || email != "" {
		o.Contacts = []directory.Contact{{Role: "office", Phone: phone, Email: email}}
	}
	return in.Organization(o)
}

// when sets when an offering meets: the schedules of the series, changed by what
// its dates say, or the dates alone.
func (in *reader) when(e *event, events []*event, o *directory.Offering) {
	for _, v := range e.schedules {
		if s, ok := in.recurring(v, e.start); ok {
			o.Series = append(o.Series, s)
		}
	}
	alone := schedule.Series{}
	for _, d := range events {
		if d.start.bad != "" {
			in.Find(program.Warning, "date-unread", "startDate", d.start.bad, "want YYYY-MM-DDTHH:MM:SS with an offset")
		}
		if d.start.date.IsZero() || d.series && (len(o.Series) > 0 || len(events) > 1) {
			continue
		}
		in.Return(d.place, o.SourceID)
		in.date(d, o, &alone)
	}
	in.Return(e.place, o.SourceID)
	if len(alone.Dates) > 0 {
		o.Series = append(o.Series, alone)
	}
	if len(o.Series) == 0 {
		in.Find(program.Info, "by-appointment", "startDate", "", "neither dates nor a schedule, so it meets by appointment")
	}
	for i := range o.Series {
		s := &o.Series[i]
		slices.SortFunc(s.Exceptions, func(a, b schedule.Exception) int { return a.On.Compare(b.On) })
		slices.SortFunc(s.Dates, schedule.Date.Compare)
		if len(o.Series) > 1 && s.ID == "" {
			s.ID = "series-" + strconv.Itoa(i+1)
		}
		if s.Zone == "" {
			in.Find(program.Warning, "zone-missing", "scheduleTimezone", "", "an offset is no time zone; it takes that of its organization")
		}
	}
	if id := len(o.Overrides); id > 0 && len(o.Series) > 0 {
		for i := range o.Overrides {
			o.Overrides[i].Series = o.Series[min(number(o.Overrides[i].Series), len(o.Series)-1)].ID
		}
	}
}

// date adds what one dated event says to the series that has it: nothing if that
// says the same.
func (in *reader) date(d *event, o *directory.Offering, alone *schedule.Series) {
	zone := in.zone(in.Options.Zone)
	if len(o.Series) > 0 && o.Series[0].Zone != "" {
		zone = in.zone(o.Series[0].Zone)
	}
	start := in.onTheWall(d.start, zone)
	on := start
	if d.status == "EventRescheduled" && !d.previous.date.IsZero() {
		on = in.onTheWall(d.previous, zone)
	}
	i := seriesOf(o.Series, on)
	var s *schedule.Series
	switch {
	case i >= 0:
		s = &o.Series[i]
	default:
		s = in.single(d, on, alone, zone)
		i = 0
	}
	if d.status == "EventMovedOnline" {
		o.Overrides = append(o.Overrides, directory.Override{On: on.date, Series: strconv.Itoa(i), Mode: program.ModeOnline})
	}
	x := schedule.Exception{On: on.date, Reason: in.reason(d, o)}
	switch {
	case d.status == "EventCancelled" || d.status == "EventPostponed":
		x.Kind = schedule.Cancel
	case on.date != start.date || on.clock != start.clock || s != alone && start.clock != s.Start && has(*s, on.date):
		x.Kind = schedule.Reschedule
		if x.To = start.date; on.date == start.date {
			x.To = schedule.Date{}
		}
		if start.clock != s.Start {
			x.Start = start.clock
		}
	case s != alone && !has(*s, on.date):
		x.Kind = schedule.Add
		if start.clock != s.Start {
			x.Start = start.clock
		}
	case d.status == "EventRescheduled" && in.lengthOf(d) > 0 && in.lengthOf(d) != s.Length:
		x.Kind = schedule.Reschedule // as long as it now lasts
	case d.super != "" && x.Reason != "":
		x.Kind = schedule.Annotate
	}
	if x.Kind == schedule.Reschedule || x.Kind == schedule.Add {
		if n := in.lengthOf(d); n != s.Length {
			x.Length = n
		}
	}
	s.Exceptions = slices.DeleteFunc(s.Exceptions, func(e schedule.Exception) bool { return e.On == x.On })
	if x.Kind != 0 {
		s.Exceptions = append(s.Exceptions, x)
	}
}

// reason returns what an event says beyond its series.
func (in *reader) reason(d *event, o *directory.Offering) string {
	t, own := in.Public("description", d.description), o.Note.In(in.Options.Language)
	if strings.HasPrefix(own, t) { // the note may go on with the rule in words
		return ""
	}
	return strings.TrimSpace(strings.TrimSuffix(t, own))
}

// single adds a date to the series of single dates.
func (in *reader) single(d *event, on moment, alone *schedule.Series, zone *schedule.Zone) *schedule.Series {
	if len(alone.Dates) == 0 {
		alone.Start, alone.Length = on.clock, in.lengthOf(d)
		if zone != nil {
			alone.Zone = zone.Name()
		}
	}
	if !slices.Contains(alone.Dates, on.date) {
		alone.Dates = append(alone.Dates, on.date)
	}
	return alone
}

// lengthOf returns how long an event lasts, 0 if that is not known.
func (in *reader) lengthOf(d *event) time.Duration {
	n, days := length(d.start, d.end)
	switch {
	case n < 0 || days < 0:
		in.Find(program.Warning, "ends-before-start", "endDate", "", "it ends before it begins; how long it lasts is not known")
	case n > in.Options.Longest || days > 1:
		in.Find(program.Warning, "too-long", "endDate", "", "it lasts longer than meetings do; how long it lasts is not known")
	default:
		return n
	}
	return 0
}

// seriesOf returns the index of the series that a date belongs to: one that has
// it at its time of day, or else one at that time, or else one that has it, or
// else the first. It is -1 if there are none.
func seriesOf(list []schedule.Series, on moment) int {
	best, found := -1, 0
	for i, s := range list {
		rank := 1
		if s.Start == on.clock {
			rank += 2
		}
		if has(s, on.date) {
			rank++
		}
		if rank > found {
			best, found = i, rank
		}
	}
	return best
}

// has reports whether a date is one of a series, apart from exceptions.
func has(s schedule.Series, d schedule.Date) bool {
	if slices.Contains(s.Dates, d) {
		return true
	}
	s.Exceptions, s.Dates, s.Zone = nil, nil, ""
	table, err := schedule.Compile(s, schedule.CompileOptions{Zone: utc})
	if err != nil {
		return false
	}
	_, ok := table.Find(d)
	return ok
}

// utc stands for any zone where only days are asked for.
var utc = schedule.NewZone(time.UTC)
