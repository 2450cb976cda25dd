package hsds

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// rows writes when a listing meets; ok is false if that cannot be said and the
// policy is to leave it out.
func (w *writer) rows(l directory.Listing, service string) (rows []row, ok bool) {
	for i, table := range w.Snapshot.Timetable(l.ID).Series() {
		at := "series[" + strconv.Itoa(i) + "]."
		table = w.unsuspended(l, table)
		p := plan{writer: w, listing: l, table: table, series: table.Series(), service: service, at: at}
		if !p.fields() {
			switch w.Options.Inexact {
			case feed.Withhold:
				w.Find(l, program.Error, "withheld", at+"rule", p.series.Rule.String(), "the format has no such rule; left out")
				return nil, false
			case feed.Annotate:
				w.Find(l, program.Warning, "annotated", at+"rule", p.series.Rule.String(), "the format has no such rule; written as single dates, and in words")
			default:
				w.Find(l, program.Warning, "expanded", at+"rule", p.series.Rule.String(), "the format has no such rule; written as single dates")
			}
		}
		p.dates()
		p.losses()
		rows = append(rows, p.rows...)
	}
	w.overrides(l)
	return rows, true
}

// unsuspended returns the timetable of a series as it would be if the listing
// were active: the status of a service stands beside its schedules.
func (w *writer) unsuspended(l directory.Listing, table *schedule.Timetable) *schedule.Timetable {
	if l.Status == directory.Active {
		return table
	}
	org := w.organization(l.Organization)
	if active, err := schedule.Compile(table.Series(), schedule.CompileOptions{Zone: table.Zone(), Holidays: org.holidays}); err == nil {
		return active
	}
	return table
}

// A plan lays out one series in rows.
type plan struct {
	*writer
	listing directory.Listing
	table   *schedule.Timetable
	series  schedule.Series
	service string
	at      string // path of the series

	rule row // the fields of the rule; without a frequency it has none
	rows []row

	run        []schedule.Occurrence // first and last of dates of the rule without a gap
	exceptions []schedule.Exception  // what closures and the policy on holidays come to
}

// dates makes a row of each run of dates of the rule that has neither a gap nor
// a change of the clocks in it, and of each date that stands alone.
func (p *plan) dates() {
	explicit := map[schedule.Date]bool{}
	for _, d := range p.series.Dates {
		explicit[d] = true
	}
	through := p.Options.Through
	if since := p.listing.StatusSince; p.listing.Status != directory.Active && since.After(p.Options.From) && !since.After(through) {
		through = since.AddDays(-1)
	}
	for o := range p.table.All(p.Options.From, through.AddDays(1)) {
		switch {
		case o.Status == schedule.Cancelled && o.Reason.Code == schedule.ByClosure:
			p.exceptions = append(p.exceptions, schedule.Exception{On: o.Original, Kind: schedule.Cancel, Reason: o.Reason.String()})
			p.end(false)
		case o.Status == schedule.Cancelled || o.Status == schedule.Skipped:
			p.end(false)
		case o.Status != schedule.On:
			if o.Status == schedule.Moved && o.Reason.Code == schedule.OnAHoliday && p.listing.Status == directory.Active {
				p.exceptions = append(p.exceptions, schedule.Exception{On: o.Original, Kind: schedule.Reschedule, To: o.Date, Reason: o.Reason.Holiday})
			}
			p.end(false)
			p.single(o, p.rule.Frequency != "" || o.Status != schedule.Unconfirmed)
			if o.Status == schedule.Unconfirmed && o.Reason.Code == schedule.ByClosure {
				p.Unsaid(p.listing, p.at+"closures", o.Original.String())
			}
		case explicit[o.Original] || p.rule.Frequency == "":
			p.single(o, false)
		default:
			p.extend(o)
		}
	}
	p.end(p.open(through))
	if len(p.rows) == 0 {
		p.later(through)
	}
	p.mark()
}

// later writes the first date of a series that has none before.
func (p *plan) later(through schedule.Date) {
	o, ok := p.table.Nth(through.AddDays(1), 1)
	switch {
	case !ok:
		p.Find(p.listing, program.Warning, "no-dates", strings.TrimSuffix(p.at, "."), "", "it has no dates to write")
	case o.Status == schedule.On && p.rule.Frequency != "" && !slices.Contains(p.series.Dates, o.Original):
		p.extend(o)
		p.end(false)
	default:
		p.single(o, o.Status != schedule.On)
	}
}

// extend adds a date of the rule to the run.
func (p *plan) extend(o schedule.Occurrence) {
	if len(p.run) == 2 && !sameOffsets(p.run[1], o) {
		p.end(false)
	}
	if len(p.run) == 0 {
		p.run = []schedule.Occurrence{o, o}
	}
	p.run[1] = o
}

func sameOffsets(a, b schedule.Occurrence) bool {
	return offset(a.Start()) == offset(b.Start()) && offset(a.End()) == offset(b.End())
}

// offset returns the seconds that a clock is ahead of UTC.
func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// end writes the run as a row, without an end if it is open.
func (p *plan) end(open bool) {
	if len(p.run) == 0 {
		return
	}
	first, last := p.run[0], p.run[1]
	p.run = nil
	r := p.newRow(first)
	r.Frequency, r.Interval, r.ByDay, r.ByMonthDay, r.WeekStart = p.rule.Frequency, p.rule.Interval, p.rule.ByDay, p.rule.ByMonthDay, p.rule.WeekStart
	switch {
	case !open:
		r.Until = last.Original.String()
	case !p.series.Last.IsZero():
		r.Until = p.series.Last.String()
	}
	p.rows = append(p.rows, r)
}

// open reports whether the rule may be written to its own end or without one:
// clocks do not change in its zone, and nothing else is known to.
func (p *plan) open(through schedule.Date) bool {
	s := p.series
	later := slices.ContainsFunc(s.Exceptions, func(e schedule.Exception) bool { return e.On.After(through) })
	return through == p.Options.Through && !later && s.Count == 0 && s.OnHoliday == schedule.Keep && len(p.exceptions) == 0 && p.isSteady(through)
}

// isSteady reports whether the clocks of the zone stay as they are for the next
// year.
func (p *plan) isSteady(from schedule.Date) bool {
	zone := p.table.Zone()
	steady, ok := p.steady[zone.Name()]
	if !ok {
		noon := schedule.MustClock("12:00")
		steady = true
		for day := range 366 {
			steady = steady && offset(zone.At(from.AddDays(day), noon)) == offset(zone.At(from, noon))
		}
		p.steady[zone.Name()] = steady
	}
	return steady
}

// single writes one date by itself. One that an exception or the policy on
// holidays has made is told apart, for those that know the attributes.
func (p *plan) single(o schedule.Occurrence, made bool) {
	r := p.newRow(o)
	r.Start, r.Until, r.Count, r.Interval = o.Date.String(), o.Date.String(), 1, 1
	r.Frequency, r.ByDay = "WEEKLY", weekdays[o.Date.Weekday()]
	if o.Status == schedule.Unconfirmed {
		r.Notes = strings.TrimSuffix(words(p.Options.Language).callFirst+": "+o.Reason.String(), ": ")
	} else {
		r.Notes = o.Reason.Text
	}
	if made {
		m := marker{entity: "schedule", id: r.ID}
		m.add(attrSingle, o.Status.String())
		r.Attributes = m.list
	}
	p.rows = append(p.rows, r)
}

// newRow returns a row with all but the rule.
func (p *plan) newRow(o schedule.Occurrence) row {
	start := o.Start()
	r := row{
		ID: uuid("schedule", p.service, p.series.ID, strconv.Itoa(len(p.rows))), ServiceID: p.service,
		ValidFrom: p.Options.From.String(), ValidTo: p.Options.Through.String(),
		Start: o.Original.String(), Timezone: float64(offset(start)) / 3600, Attending: string(p.listing.Mode),
	}
	if o.Clock.IsZero() {
		return r
	}
	r.OpensAt = clockText(start)
	if o.Length > 0 && o.Length < 24*time.Hour {
		r.ClosesAt = clockText(o.End())
	}
	return r
}

// clockText writes a time of day with its offset, "18:00-04:00".
func clockText(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("15:04:05-07:00")
	}
	return t.Format("15:04-07:00")
}

// mark adds to the rows what only attributes say.
func (p *plan) mark() {
	for i := range p.rows {
		r := &p.rows[i]
		m := marker{entity: "schedule", id: r.ID, list: r.Attributes}
		m.mark(attrSeries, p.series.ID)
		if i == 0 {
			p.head(&m)
		}
		r.Attributes = m.list
	}
}

// head says what holds for all rows of a series, in the first one.
func (p *plan) head(m *marker) {
	s := p.series
	m.add(attrZone, p.table.Zone().Name())
	if p.rule.Frequency != "" {
		if !slices.ContainsFunc(p.rows, func(r row) bool { return r.Count == 0 }) {
			m.add(attrRule, s.Rule.String())
		}
		m.mark(attrFirst, s.First.String())
		m.mark(attrLast, s.Last.String())
		if s.Count > 0 {
			m.add(attrCount, strconv.Itoa(s.Count))
		}
	}
	if s.OnHoliday != schedule.Keep {
		m.add(attrOnHoliday, s.OnHoliday.String())
	}
	for _, e := range s.Exceptions {
		if !slices.ContainsFunc(p.exceptions, func(x schedule.Exception) bool { return x.On == e.On }) {
			m.addJSON(attrException, e)
		}
	}
	for _, e := range p.exceptions {
		m.addJSON(attrException, e)
	}
	if r := &p.rows[0]; s.OnHoliday != schedule.Keep || len(s.Exceptions) > 0 || p.rule.Frequency == "MONTHLY" {
		s.Zone, s.Start, s.Length = "", schedule.Clock{}, 0
		if s.First == feed.FirstDay() {
			s.First = schedule.Date{}
		}
		r.Description, _ = phrase.Format(s, p.Options.Language, phrase.Long)
	}
}

// losses reports what the rows do not say.
func (p *plan) losses() {
	s, l := p.series, p.listing
	attributed := func(field, value string) { p.attributed(l, p.at+field, value) }
	attributed("zone", p.table.Zone().Name())
	if s.OnHoliday != schedule.Keep {
		attributed("on_holiday", s.OnHoliday.String())
	}
	for i, e := range s.Exceptions {
		attributed(fmt.Sprintf("exceptions[%d]", i), e.On.String())
	}
	if len(p.exceptions) > 0 {
		p.Find(l, program.Info, "closure-as-exception", p.at+"exceptions", p.exceptions[0].On.String(), "days on which the place is shut, and dates that move off a holiday, are written as exceptions")
	}
	outside := 0
	for _, d := range s.Dates {
		if d.Before(p.Options.From) || d.After(p.Options.Through) {
			outside++
		}
	}
	if outside > 0 {
		p.Find(l, program.Info, "dates-outside", p.at+"dates", strconv.Itoa(outside), "single dates before or after those asked for are left out")
	}
	if s.Length >= 24*time.Hour {
		p.Unsaid(l, p.at+"length", s.Length.String())
	}
	if n := len(p.rows); n > 1 {
		p.Find(l, program.Info, "row-split", strings.TrimSuffix(p.at, "."), strconv.Itoa(n), "written as several rows, since one has neither gaps nor a change of the clocks")
	}
	if parts := s.Rule.Parts(); p.rule.Frequency == "WEEKLY" && parts.Frequency == schedule.PerDay {
		p.Find(l, program.Info, "rule-form", p.at+"rule", s.Rule.String(), "written as every week on all seven days")
	}
}

// overrides reports dates that take place elsewhere or otherwise.
func (w *writer) overrides(l directory.Listing) {
	for m := range w.Snapshot.Timetable(l.ID).Deviations(w.Options.From, w.Options.Through.AddDays(1)) {
		if m.Reason.Code != schedule.ByClosure {
			w.Unsaid(l, "overrides", m.Original.String())
		}
	}
}
