package meetings

import (
	"cmp"
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

// A Teller tells the listings of snapshots, one after the other, in a format
// that knows only meetings of every week, and collects what that cannot say.
type Teller struct {
	Snapshot *directory.Snapshot // the one at hand
	Options  feed.WriteOptions
	// Holidays says that the format has a way to say that a meeting does not
	// take place on holidays.
	Holidays bool
	Findings []feed.Finding // unless the options say who takes them

	offices map[string]bool // organizations whose losses were reported
}

// Report passes on a finding as the options say.
func (t *Teller) Report(f feed.Finding) {
	if t.Options.EachFinding != nil {
		t.Options.EachFinding(f)
	} else {
		t.Findings = append(t.Findings, f)
	}
}

// A Slot is a meeting that a weekly format can say.
type Slot struct {
	Listing  directory.Listing
	Series   string         // ID of the series if the listing has several, or else ""
	Days     []time.Weekday // from Sunday on; none is by appointment
	Start    schedule.Clock // zero is not known
	Length   time.Duration  // 0 is not known
	Zone     string
	Holidays bool   // it does not meet on holidays
	Words    string // its dates in words, where the rest does not say them
}

// Slots returns the meetings of a listing. Those with dates that no weekly
// format can say are handled by the policy.
func (t *Teller) Slots(l directory.Listing) []Slot {
	if l.Status != directory.Active && l.Status != directory.Suspended {
		t.Find(l, program.Info, "not-active", "status", string(l.Status), "only what meets or is suspended is written")
		return nil
	}
	tables := t.Snapshot.Timetable(l.ID).Series()
	if len(tables) == 0 {
		return []Slot{{Listing: l, Zone: l.Zone}}
	}
	var slots []Slot
	for i, table := range tables {
		s := table.Series()
		slot := Slot{Listing: l, Start: s.Start, Length: s.Length, Zone: s.Zone, Holidays: t.Holidays && s.OnHoliday == schedule.Skip}
		if len(tables) > 1 {
			slot.Series = s.ID
		}
		if t.dates(&slot, s, "series["+strconv.Itoa(i)+"].") {
			slots = append(slots, slot)
		}
	}
	if len(slots) > 1 {
		t.Find(l, program.Info, "record-split", "series", "", fmt.Sprintf("written as %d meetings, since a meeting has one time", len(slots)))
	}
	return slots
}

// dates fills in the days of a slot and reports whether it is to be written.
func (t *Teller) dates(slot *Slot, s schedule.Series, at string) bool {
	l := slot.Listing
	for _, d := range s.Rule.Parts().Days {
		if !slices.Contains(slot.Days, d.Day) {
			slot.Days = append(slot.Days, d.Day)
		}
	}
	slices.Sort(slot.Days)
	field, value := t.inexact(s)
	odd := t.deviations(l, s)
	switch {
	case field == "" && len(odd) == 0:
		return true
	case field == "":
		at, field, value = "", odd[0].field(), odd[0].Date.String()
	}
	switch policy := t.Options.Inexact; {
	case policy == feed.Annotate && len(slot.Days) > 0 && within(s, t.Options.From):
		slot.Words = t.words(l, s, odd)
		t.Find(l, program.Warning, "annotated", at+field, value, "the format knows only every week; the dates are said in words beside it")
		return true
	case policy != feed.Withhold:
		t.Find(l, program.Warning, "policy-not-followed", at+field, value, fmt.Sprintf("every week and a note, or single dates, would not do here, so %q is not possible", policy))
	}
	t.Find(l, program.Error, "withheld", at+field, value, "the format knows only every week; left out, so that nobody comes on a wrong day")
	return false
}

// within reports whether a series has begun on a day and not ended, so that it
// may be written at all. A zero day is not known.
func within(s schedule.Series, day schedule.Date) bool {
	return day.IsZero() || !s.First.After(day) && (s.Last.IsZero() || !s.Last.Before(day))
}

// inexact returns the first field that makes a series other than one of every
// week without an end, and what is in it, or "".
func (t *Teller) inexact(s schedule.Series) (field, value string) {
	days := s.Rule.Parts().Days
	begun := s.First == feed.FirstDay() || !t.Options.From.IsZero() && !s.First.After(t.Options.From)
	switch {
	case len(s.Dates) > 0:
		return "dates", fmt.Sprintf("%d dates", len(s.Dates))
	case len(days) == 0 && s.Rule == schedule.Daily():
		return "rule", s.Rule.String()
	case !everyWeek(s.Rule, days):
		return "rule", s.Rule.String()
	case !begun:
		return "first", s.First.String()
	case !s.Last.IsZero():
		return "last", s.Last.String()
	case s.Count > 0:
		return "count", strconv.Itoa(s.Count)
	case s.OnHoliday != schedule.Keep && !(t.Holidays && s.OnHoliday == schedule.Skip):
		return "on_holiday", s.OnHoliday.String()
	}
	for _, e := range s.Exceptions {
		if day := cmp.Or(e.To, e.On); day.Before(t.Options.From) && e.On.Before(t.Options.From) {
			continue
		}
		return "exceptions", e.On.String()
	}
	return "", ""
}

// weekly are the rules of one weekday, from Sunday on. Making one takes longer
// than most of what else there is to do for a meeting.
var weekly = func() (rules [7]schedule.Rule) {
	for day := range rules {
		rules[day] = schedule.Weekly(time.Weekday(day))
	}
	return rules
}()

// Weekly returns the rule of every week on some days, as the function of that
// name in package schedule does.
func Weekly(days ...time.Weekday) schedule.Rule {
	if len(days) == 1 {
		return weekly[days[0]]
	}
	return schedule.Weekly(days...)
}

// everyWeek reports whether a rule is one of every week on its days.
func everyWeek(r schedule.Rule, days []schedule.NthDay) bool {
	weekdays := make([]time.Weekday, len(days))
	for i, d := range days {
		weekdays[i] = d.Day
	}
	return len(days) > 0 && r == Weekly(weekdays...)
}

// words says the dates of a series, unless the note of the listing says so
// already.
func (t *Teller) words(l directory.Listing, s schedule.Series, odd []deviation) string {
	if len(odd) > 0 {
		return t.oddWords(s, odd)
	}
	plain := s
	plain.OnHoliday = schedule.Keep
	if days := s.Rule.Parts().Days; len(days) > 0 {
		plain.Rule = Weekly(days[0].Day)
	}
	note := l.Note.In(t.Options.Language)
	place := ""
	if l.Place != nil {
		place = l.Place.Note
	}
	if told, derived, _ := feed.Derive(plain, "", note, place); derived && told.Rule == s.Rule && told.OnHoliday == s.OnHoliday {
		return ""
	}
	return t.onlyOn(s)
}

// onlyOn says the dates of a series and nothing else of it.
func (t *Teller) onlyOn(s schedule.Series) string {
	s.Zone, s.Start, s.Length = "", schedule.Clock{}, 0
	if s.First == feed.FirstDay() {
		s.First = schedule.Date{}
	}
	text, _ := phrase.Format(s, t.Options.Language, phrase.Long)
	if t.spanish() {
		return "Solo en estas fechas: " + text
	}
	return "Only on these dates: " + text
}

func (t *Teller) spanish() bool { return strings.HasPrefix(t.Options.Language, "es") }

// Find reports something about a listing.
func (t *Teller) Find(l directory.Listing, s program.Severity, code, field, value, message string) {
	t.Report(feed.Finding{
		Source: l.Source, SourceID: l.SourceID, Record: directory.KindOffering + "/" + l.ID,
		Finding: program.Finding{Code: code, Severity: s, Field: field, Value: value, Message: message},
	})
}

// Unsaid reports a field that the format has no words for.
func (t *Teller) Unsaid(l directory.Listing, field, value string) {
	t.Find(l, program.Info, "not-said", field, value, "the format has no place for it")
}

// HowToJoin says in words whom to ask for the way into an online meeting that
// is not public, or "".
func (t *Teller) HowToJoin(l directory.Listing) string {
	if l.Mode == program.ModeInPerson || l.Join.URL != "" || l.Join.Phone != "" {
		return ""
	}
	t.Find(l, program.Info, "not-said", "join_by", string(l.JoinBy), "the way in is not public, so it is not written; the note says whom to ask")
	if l.Join.Note != "" {
		t.Unsaid(l, "join.note", l.Join.Note)
	}
	how := l.Registration.URL
	for _, c := range l.Contacts {
		how = cmp.Or(how, c.Email, c.Phone, c.URL)
	}
	switch how = cmp.Or(how, l.Registration.Email, l.Registration.Phone); {
	case how == "":
		return ""
	case t.spanish():
		return "Para participar en línea: " + how
	}
	return "To join online: " + how
}
