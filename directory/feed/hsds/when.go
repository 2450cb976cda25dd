package hsds

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A rowIn is a row of the table of schedules as it was read.
type rowIn struct {
	series schedule.Series // of this row alone
	marks  marking
	key    string // of the rows that are one series; "" stands alone
}

// series reads when a service meets: its own rows and those that stand with its
// locations.
func (in *reader) series(x record, more []jsonin.Value, org owner, o *directory.Offering) []schedule.Series {
	var rows []rowIn
	zone := org.zone
	seen := map[string]bool{}
	for _, v := range slices.Concat(x.value.Member("schedules").List(), more) {
		id := text(v, "id")
		if id != "" && seen[id] {
			continue // once with the service and once with its location
		}
		seen[id] = true
		if r, ok := in.row(v, zone, len(rows), o); ok {
			zone = cmp.Or(r.marks.get(attrZone), zone) // stands in the first row of a series
			rows = append(rows, r)
		}
	}
	if rows == nil {
		in.Find(program.Info, "by-appointment", "schedules", "", "no schedule, so it meets by appointment")
		return nil
	}
	var list []schedule.Series
	for i, r := range rows {
		if r.key == "" {
			list = append(list, r.series)
			continue
		}
		if i > 0 && slices.ContainsFunc(rows[:i], func(other rowIn) bool { return other.key == r.key }) {
			continue
		}
		var together []rowIn
		for _, other := range rows[i:] {
			if other.key == r.key {
				together = append(together, other)
			}
		}
		list = append(list, in.joined(together))
	}
	list = singles(list)
	if len(list) == 1 && rows[0].key == "" {
		list[0].ID = ""
	}
	return list
}

// row reads one row; ok is false if it does not say when.
func (in *reader) row(v jsonin.Value, zone string, n int, o *directory.Offering) (r rowIn, ok bool) {
	r.marks = marksOf(v)
	id, ours := r.marks.has(attrSeries)
	if zone = cmp.Or(in.zone(r.marks.get(attrZone)), in.zone(zone)); zone == "" {
		in.Find(program.Warning, "zone-missing", "schedules.timezone", text(v, "timezone"), "a number of hours is no time zone; it takes that of its organization")
	}
	s := schedule.Series{ID: cmp.Or(text(v, "id"), "row-"+strconv.Itoa(n+1)), Zone: zone}
	if ours {
		s.ID, r.key = id, "series "+id
	}
	from, until := in.date(v, "dtstart"), in.date(v, "until")
	if from.IsZero() {
		from = in.date(v, "valid_from")
		if until.IsZero() {
			until = in.date(v, "valid_to")
		}
	}
	interval, _ := v.Member("interval").Int()
	count, _ := v.Member("count").Int()
	rule := pattern{text(v, "freq"), text(v, "byday"), text(v, "bymonthday"), text(v, "wkst"), interval}.rule()
	for _, field := range []string{"byweekno", "byyearday"} {
		if text(v, field) != "" {
			rule = schedule.Rule{}
		}
	}
	switch {
	case !from.IsZero() && (count == 1 || from == until || text(v, "freq") == "" && text(v, "byday") == "" && text(v, "bymonthday") == "" && until.IsZero()) && (!ours || count == 1):
		s.Dates = []schedule.Date{from}
	case !rule.IsValid():
		value := strings.Trim(text(v, "freq")+" "+text(v, "byday")+" "+text(v, "bymonthday"), " ")
		in.Find(program.Warning, "schedule-unread", "schedules", value, "want freq and byday; it is listed without this")
		in.inWords(v, o)
		return r, false
	default:
		s.Rule, s.First, s.Last = rule, from, until
		if s.First.IsZero() {
			s.First = feed.FirstDay()
		}
		if count > 0 && count <= 10_000 {
			s.Count = count
		}
	}
	in.times(v, &s)
	if !ours && s.Rule.IsValid() {
		in.derive(v, &s, o)
	}
	r.series = s
	return r, true
}

// inWords keeps what a row says in words, where the rest could not be read.
func (in *reader) inWords(v jsonin.Value, o *directory.Offering) {
	if t := paragraphs(in.public(v, "description"), in.public(v, "notes")); t != "" {
		o.Note = appendText(o.Note, in.Options.Language, t)
	}
}

// derive reads what a row says in words besides its rule.
func (in *reader) derive(v jsonin.Value, s *schedule.Series, o *directory.Offering) {
	description, notes := in.public(v, "description"), in.public(v, "notes")
	if description == "" && notes == "" {
		return
	}
	got, derived, findings := feed.Derive(*s, "", description, notes)
	for _, f := range findings {
		in.Find(f.Severity, f.Code, "schedules."+f.Field, f.Value, f.Message)
	}
	if *s = got; derived && !slices.Contains(o.Derived, "series") {
		o.Derived = append(o.Derived, "series")
	}
	in.inWords(v, o)
}

// date reads a day, or the day of an instant.
func (in *reader) date(v jsonin.Value, field string) schedule.Date {
	t := text(v, field)
	if t == "" {
		return schedule.Date{}
	}
	d, err := schedule.ParseDate(t[:min(len(t), len("2006-01-02"))])
	if err != nil {
		in.Find(program.Warning, "date-unread", "schedules."+field, t, "want YYYY-MM-DD")
	}
	return d
}

// times reads the time of day at which a row begins and how long it lasts.
func (in *reader) times(v jsonin.Value, s *schedule.Series) {
	start, ok := in.clock(v, "opens_at", s)
	if !ok {
		return
	}
	s.Start = start
	if end, ok := in.clock(v, "closes_at", s); ok {
		s.Length = in.Length(start, end)
	}
}

// zoned finds the zone at the end of a time of day.
var zoned = regexp.MustCompile(`^(.*\d)(Z|z|[+-]\d\d:?\d\d|[+-]\d\d)$`)

// clock reads a time of day on the wall of the zone. An offset that the zone has
// at some time of the year only confirms it; any other one is taken for that of
// another clock, which is turned into this one.
func (in *reader) clock(v jsonin.Value, field string, s *schedule.Series) (schedule.Clock, bool) {
	t := strings.ReplaceAll(text(v, field), " ", "")
	if t == "" {
		return schedule.Clock{}, false
	}
	plain, suffix := t, ""
	if m := zoned.FindStringSubmatch(t); m != nil {
		plain, suffix = m[1], m[2]
	}
	c, _, ok := meetings.ParseClock(plain)
	if !ok {
		in.Find(program.Warning, "time-unread", "schedules."+field, t, "want HH:MM; its time is not known")
		return schedule.Clock{}, false
	}
	ahead, given := seconds(suffix)
	if hours, ok := v.Member("timezone").Float(); ok && !given && hours >= -24 && hours <= 24 {
		ahead, given = int(hours*3600), true
	}
	if !given || s.Zone == "" {
		return c, true
	}
	return in.onTheWall(c, ahead, field, s), true
}

// onTheWall returns a time of day at an offset as the clock of the zone of a
// series shows it.
func (in *reader) onTheWall(c schedule.Clock, ahead int, field string, s *schedule.Series) schedule.Clock {
	zone := in.Zones.Find(s.Zone)
	if zone == nil {
		return c
	}
	day := s.First
	if len(s.Dates) > 0 {
		day = s.Dates[0]
	}
	year := day.Year()
	if day == feed.FirstDay() && !in.Options.Today.IsZero() {
		year = in.Options.Today.Year()
	}
	for month := time.January; month <= time.December; month++ {
		if d, err := schedule.NewDate(year, month, 15); err == nil && offset(zone.At(d, c)) == ahead {
			return c
		}
	}
	if offset(zone.At(day, c)) == ahead {
		return c
	}
	wall := c.Seconds() - ahead + offset(zone.At(day, c))
	wall = (wall%86400 + 86400) % 86400
	moved, err := schedule.NewClock(wall/3600, wall/60%60, wall%60)
	if err != nil {
		return c
	}
	in.Find(program.Warning, "offset-differs", "schedules."+field, c.String(), fmt.Sprintf("the offset is none of %s; it is %s there, where clocks may change", s.Zone, moved))
	return moved
}

// seconds returns an offset such as "-05:00" in seconds, and whether there is
// one.
func seconds(suffix string) (n int, ok bool) {
	if suffix == "" {
		return 0, false
	}
	if suffix == "Z" || suffix == "z" {
		return 0, true
	}
	digits := strings.ReplaceAll(suffix[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:2])
	minutes := 0
	if len(digits) == 4 {
		minutes, _ = strconv.Atoi(digits[2:])
	}
	if n = hours*3600 + minutes*60; suffix[0] == '-' {
		n = -n
	}
	return n, hours <= 24 && minutes < 60
}

// joined makes one series of the rows that Write made of it: those of its rule,
// and single dates. What attributes say of the whole, the rows do not.
func (in *reader) joined(rows []rowIn) schedule.Series {
	s := rows[0].series
	s.Dates = nil
	head := rows[0].marks
	for _, r := range rows {
		switch {
		case len(r.series.Dates) > 0 && r.marks.get(attrSingle) == "":
			s.Dates = append(s.Dates, r.series.Dates...)
			s.Start, s.Length = r.series.Start, r.series.Length
		case r.series.Rule.IsValid():
			s.Rule, s.Start, s.Length = r.series.Rule, r.series.Start, r.series.Length
			s.First, s.Last, s.Count = rows[0].first(r.series.First), head.date(attrLast), 0
		}
	}
	if n, err := strconv.Atoi(head.get(attrCount)); err == nil && n > 0 && n <= 10_000 {
		s.Count = n
	}
	var policy schedule.HolidayPolicy
	if policy.UnmarshalText([]byte(head.get(attrOnHoliday))) == nil {
		s.OnHoliday = policy
	}
	for _, text := range head.all(attrException) {
		var e schedule.Exception
		if json.Unmarshal([]byte(text), &e) == nil && !e.On.IsZero() {
			s.Exceptions = append(s.Exceptions, e)
		}
	}
	if rule, err := schedule.ParseRule(head.get(attrRule)); err == nil && !s.Rule.IsValid() {
		s.Rule, s.First, s.Last = rule, rows[0].first(feed.FirstDay()), head.date(attrLast)
	}
	for _, e := range s.Exceptions { // they have no rows
		if !s.Rule.IsValid() && (e.Kind == schedule.Cancel || e.Kind == schedule.Reschedule) && !slices.Contains(s.Dates, e.On) {
			s.Dates = append(s.Dates, e.On)
		}
	}
	slices.SortFunc(s.Dates, schedule.Date.Compare)
	if s.Validate() != nil {
		in.Find(program.Warning, "attributes-odd", "schedules.attributes", "", "exceptions or limits make no sense; left out")
		s.Exceptions, s.Last, s.Count = nil, schedule.Date{}, 0
	}
	return s
}

// first returns the first day that the attributes say, or else d.
func (r rowIn) first(d schedule.Date) schedule.Date { return cmp.Or(r.marks.date(attrFirst), d) }

// date returns the day that an attribute says, or zero.
func (m marking) date(name string) schedule.Date {
	d, err := schedule.ParseDate(m.get(name))
	if err != nil {
		return schedule.Date{}
	}
	return d
}

// singles puts single dates at one time into one series, which is the first of
// them.
func singles(list []schedule.Series) []schedule.Series {
	var out []schedule.Series
	for _, s := range list {
		i := slices.IndexFunc(out, func(t schedule.Series) bool {
			return !s.Rule.IsValid() && !t.Rule.IsValid() && s.Start == t.Start && s.Length == t.Length && s.Zone == t.Zone && t.OnHoliday == s.OnHoliday &&
				len(s.Exceptions)+len(t.Exceptions) == 0
		})
		if i < 0 {
			out = append(out, s)
			continue
		}
		out[i].Dates = append(slices.Clip(out[i].Dates), s.Dates...)
	}
	return out
}
