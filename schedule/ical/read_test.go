package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule/ical"
)

// vcalendar puts lines into a calendar, and those of an event into it.
func vcalendar(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20220601T120000Z\r\nSUMMARY:Group\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

// dates lists what a reading says of 2022 and 2023, a line each.
func dates(c ical.Calendar) []string {
	var list []string
	for _, e := range c.Events {
		for o := range e.Timetable.All(d("2022-01-01"), d("2024-01-01")) {
			list = append(list, strings.Join(strings.Fields(o.Date.String()+" "+o.Clock.String()+" "+o.Status.String()), " "))
		}
	}
	return list
}

func codes(findings []ical.Finding) []string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return list
}

func TestWhatCalendarsSay(t *testing.T) {
	const start, end = "DTSTART;TZID=America/New_York:20220608T180000", "DTEND;TZID=America/New_York:20220608T193000"
	four := []string{start, end, "RRULE:FREQ=WEEKLY;COUNT=4"}
	with := func(lines ...string) string { return vcalendar(vevent(append(four, lines...)...)) }
	change := func(lines ...string) string {
		return vcalendar(vevent(four...), vevent(append([]string{"RECURRENCE-ID;TZID=America/New_York:20220615T180000"}, lines...)...))
	}
	tests := []struct {
		name, calendar string
		want           []string
		findings       []string
	}{
		{"a rule with COUNT", with(), []string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"EXDATE in its zone", with("EXDATE;TZID=America/New_York:20220615T180000,20220622T180000"),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 cancelled", "2022-06-22 18:00 cancelled", "2022-06-29 18:00 on"}, nil},
		{"EXDATE in UTC, the same instant", with("EXDATE:20220615T220000Z"),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 cancelled", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"EXDATE that is a day only excludes nothing", with("EXDATE;VALUE=DATE:20220615"),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, []string{"exdate"}},
		{"EXDATE at another hour excludes nothing", with("EXDATE;TZID=America/New_York:20220615T170000"),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, []string{"exdate"}},
		{"RDATE at another hour", with("RDATE;TZID=America/New_York:20220610T100000"),
			[]string{"2022-06-08 18:00 on", "2022-06-10 10:00 added", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"RDATE as a period", with("RDATE;TZID=America/New_York;VALUE=PERIOD:20220610T180000/PT1H"),
			[]string{"2022-06-08 18:00 on", "2022-06-10 18:00 on", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"a date moved to another day", change("DTSTART;TZID=America/New_York:20220616T190000", "DTEND;TZID=America/New_York:20220616T203000"),
			[]string{"2022-06-08 18:00 on", "2022-06-16 19:00 moved", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"a date cancelled", change("DTSTART;TZID=America/New_York:20220615T180000", "DTEND;TZID=America/New_York:20220615T193000", "STATUS:CANCELLED"),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 cancelled", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"a date unconfirmed", change("DTSTART;TZID=America/New_York:20220615T180000", "DTEND;TZID=America/New_York:20220615T193000", "STATUS:TENTATIVE"),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 unconfirmed", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, nil},
		{"all of it cancelled", with("STATUS:CANCELLED"),
			[]string{"2022-06-08 18:00 cancelled", "2022-06-15 18:00 cancelled", "2022-06-22 18:00 cancelled", "2022-06-29 18:00 cancelled"}, nil},
		{"DTSTART that is no date of the rule is one more", vcalendar(vevent(start, "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2")),
			[]string{"2022-06-08 18:00 on", "2022-06-09 18:00 on", "2022-06-16 18:00 on"}, []string{"first"}},
		{"a rule by the hour is refused", vcalendar(vevent(start, "RRULE:FREQ=HOURLY;COUNT=2"), vevent2(start)), []string{"2022-06-08 18:00 on"}, []string{"rule"}},
		{"two rules are refused", vcalendar(vevent(append(four, "RRULE:FREQ=DAILY")...), vevent2(start)), []string{"2022-06-08 18:00 on"}, []string{"rule"}},
		{"EXRULE is refused", vcalendar(vevent(append(four, "EXRULE:FREQ=DAILY")...), vevent2(start)), []string{"2022-06-08 18:00 on"}, []string{"rule"}},
		{"a private event is nobody's", vcalendar(vevent(append(four, "CLASS:PRIVATE")...), vevent2(start)), []string{"2022-06-08 18:00 on"}, []string{"private"}},
		{"UTC of one date is the zone of the calendar", vcalendar("X-WR-TIMEZONE:America/New_York", vevent("DTSTART:20220608T220000Z")), []string{"2022-06-08 18:00 on"}, nil},
		{"UTC of a rule stays UTC", vcalendar("X-WR-TIMEZONE:America/New_York", vevent("DTSTART:20220608T220000Z", "RRULE:FREQ=WEEKLY;COUNT=1")), []string{"2022-06-08 22:00 on"}, nil},
		{"a time without zone in a calendar that has one", vcalendar("X-WR-TIMEZONE:America/New_York", vevent("DTSTART:20220608T180000")), []string{"2022-06-08 18:00 on"}, nil},
		{"a time without zone", vcalendar(vevent("DTSTART:20220608T180000"), vevent2(start)), []string{"2022-06-08 18:00 on"}, []string{"no-zone"}},
		{"a whole day needs no zone", vcalendar(vevent("DTSTART;VALUE=DATE:20220608")), []string{"2022-06-08 on"}, nil},
		{"names in lower case, BOM, folded within a letter", "\ufeff" + strings.ToLower(vcalendar(vevent("dtstart;value=date:202206", " 08"))), []string{"2022-06-08 on"}, nil},
		{"bare LF", strings.ReplaceAll(with(), "\r\n", "\n"), []string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, []string{"line-end"}},
		{"bare CR", strings.ReplaceAll(with(), "\r\n", "\r"), []string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 18:00 on", "2022-06-29 18:00 on"}, []string{"line-end"}},
		{"CR CR LF", strings.ReplaceAll(vcalendar(vevent("DTSTART;VALUE=DATE:202206", " 08")), "\r\n", "\r\r\n"), []string{"2022-06-08 on"}, []string{"line-end"}},
		{"DTEND before DTSTART", vcalendar(vevent(start, "DTEND;TZID=America/New_York:20220608T170000"), vevent2(start)), []string{"2022-06-08 18:00 on"}, []string{"length"}},
		{"an END too few within an event", vcalendar(vevent(start, "BEGIN:VALARM", "TRIGGER:-PT15M")), []string{"2022-06-08 18:00 on"}, []string{"end"}},
		{"dates with one UID but for the date are one event", vcalendar(dated("20220608", "Group"), dated("20220615", "Group")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on"}, nil},
		{"one UID twice: the newest", vcalendar(vevent(start), vevent("SEQUENCE:2", "DTSTART;VALUE=DATE:20220609")), []string{"2022-06-09 on"}, []string{"repeated"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, findings, err := ical.Read(strings.NewReader(tt.calendar), ical.ReadOptions{})
			if err != nil {
				t.Fatal(err, findings)
			}
			if diff := cmp.Diff(tt.want, dates(c)); diff != "" && tt.want != nil {
				t.Errorf("dates (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.findings, codes(findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s\n%v", diff, findings)
			}
			stable(t, c)
		})
	}
}

// vevent2 is an event with another identity.
func vevent2(lines ...string) string {
	return strings.Replace(vevent(lines...), "a@b", "c@d", 1)
}

func TestTextsOfCalendars(t *testing.T) {
	read := func(t *testing.T, lines ...string) (ical.Event, []ical.Finding) {
		c, findings, err := ical.Read(strings.NewReader(vcalendar(vevent(append(lines, "DTSTART;VALUE=DATE:20220608")...))), ical.ReadOptions{})
		if err != nil || len(c.Events) != 1 {
			t.Fatal(err, findings)
		}
		stable(t, c)
		return c.Events[0], findings
	}
	tests := []struct {
		name, line, want string
		codes            []string
	}{
		{"escapes", `DESCRIPTION:a\, b\; c\\d\ne\Nf\x`, "a, b; c\\d\ne\nf\\x", nil},
		{"folded", "DESCRIPTION:a\r\n b\r\n\tc", "abc", nil},
		{"folded within a character", "DESCRIPTION:caf\xc3\r\n \xa9", "café", nil},
		{"CP-1252", "DESCRIPTION:caf\xe9 \x93x\x94 \x80", "café “x” €", []string{"encoding"}},
		{"line ends of the text itself", "DESCRIPTION:one\r\ntwo, three\r\n\r\nfour", "one\ntwo, three\nfour", []string{"fold", "fold"}},
		{"NUL, bidi marks and controls go", "DESCRIPTION:a\x00b\u202ec\u2066d\x7fe", "abcde", nil},
		{"an escaped line end forges nothing", `DESCRIPTION:a\nEND:VEVENT\nBEGIN:VALARM`, "a\nEND:VEVENT\nBEGIN:VALARM", nil},
		{"a line separator is a line end", "DESCRIPTION:a\u2028END:VEVENT", "a\nEND:VEVENT", nil},
		{"a parameter with : and ; in quotes", `DESCRIPTION;ALTREP="cid:a;b,c";LANGUAGE=en:x`, "x", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, findings := read(t, tt.line)
			if diff := cmp.Diff(tt.want, e.Description); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.codes, codes(findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("an address that runs something is dropped", func(t *testing.T) {
		e, findings := read(t, "URL:javascript:alert(1)")
		if e.URL != "" || len(findings) != 1 || findings[0].Code != "link" || findings[0].Line != 8 {
			t.Errorf("%q, %v", e.URL, findings)
		}
	})
	t.Run("a point", func(t *testing.T) {
		if e, _ := read(t, "GEO:30.165;-81.74"); *e.Geo != (ical.Geo{Lat: 30.165, Lng: -81.74}) {
			t.Error(*e.Geo)
		}
		if e, findings := read(t, "GEO:91;0"); e.Geo != nil || findings[0].Code != "geo" {
			t.Error(e.Geo, findings)
		}
	})
	t.Run("an identity that Write refuses is replaced by one that stays the same", func(t *testing.T) {
		read := func() string {
			c, _, err := ical.Read(strings.NewReader(strings.Replace(vcalendar(vevent("DTSTART;VALUE=DATE:20220608")), "UID:a@b", "UID:ä b", 1)), ical.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			return c.Events[0].UID
		}
		if a, b := read(), read(); a != b || !strings.HasSuffix(a, "@invalid") {
			t.Error(a, b)
		}
	})
}

// dated is an event of one date, which is in its identity.
func dated(day, title string) string {
	event := vevent("DTSTART;TZID=America/New_York:" + day + "T180000")
	return strings.NewReplacer("a@b", "a-"+day+"@b", "Group", title).Replace(event)
}

func TestDatesOfAnotherTitleAreEventsOfTheirOwn(t *testing.T) {
	uids := func(calendar string) (list []string) {
		c, _, err := ical.Read(strings.NewReader(calendar), ical.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.Events {
			list = append(list, e.UID+" "+e.Summary)
		}
		stable(t, c)
		return list
	}
	if diff := cmp.Diff([]string{"a@b Group"}, uids(vcalendar(dated("20220608", "Group"), dated("20220615", "Group")))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a@b Group", "a-20220615@b Other"}, uids(vcalendar(dated("20220608", "Group"), dated("20220615", "Other")))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
