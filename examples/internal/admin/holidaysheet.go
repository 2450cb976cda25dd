package admin

import (
	"errors"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// federalDays are how many of the keys of holidays are federal.
const federalDays = 11

// holidayFields are the days that the groups of an organization mean by
// "except holidays".
func holidayFields(v *visit) []field {
	type organization = directory.Organization
	var keys []string
	for key := range schedule.HolidayKeys() {
		keys = append(keys, key)
	}
	fields := []field{value("holidays.federal", func(o organization) string { return o.Holidays.Federal.String() },
		func(o *organization, s string) error { return o.Holidays.Federal.UnmarshalText([]byte(s)) }).
		choice(v.coded("federal", "", "actual", "observed", "both"))}
	fields = append(fields, checks("without", keys[:federalDays], func(o *organization) *[]string { return &o.Holidays.Without })...)
	fields = append(fields, checks("extra", keys[federalDays:], func(o *organization) *[]string { return &o.Holidays.Extra })...)
	own := value("holidays.own", func(o organization) string { return ownText(o.Holidays.Own, v.book) },
		func(o *organization, s string) (err error) {
			o.Holidays.Own, err = ownDays(s, o.Holidays.Own)
			return err
		})
	own.kind = "area"
	return group("holidays", append(fields, own)...)
}

// ownText returns the organization's own days as lines, such as
// "2026-12-24..2027-01-02 Winter break" and "yearly 2026-07-05 Founders' day".
func ownText(list []schedule.OwnHoliday, book *wordbook) string {
	var lines []string
	for _, h := range list {
		line := h.First.String()
		if !h.Last.IsZero() && h.Last != h.First {
			line += ".." + h.Last.String()
		}
		if h.Yearly {
			line = book.say("holidays.yearly") + " " + line
		}
		lines = append(lines, line+" "+h.Name)
	}
	return strings.Join(lines, "\n")
}

var errOwnDay = errors.New("want lines of a day, or two with .. between, and a name")

// ownDays reads what ownText writes, in either language. Days that are there
// already keep what forms do not know.
func ownDays(s string, before []schedule.OwnHoliday) (list []schedule.OwnHoliday, err error) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		h := schedule.OwnHoliday{}
		for _, b := range books {
			if rest, ok := strings.CutPrefix(line, b.say("holidays.yearly")+" "); ok {
				h.Yearly, line = true, rest
			}
		}
		days, name, _ := strings.Cut(line, " ")
		first, last, span := strings.Cut(days, "..")
		h.Name = strings.TrimSpace(name)
		if h.First, err = schedule.ParseDate(first); err != nil || h.Name == "" {
			return nil, errOwnDay
		}
		if span {
			if h.Last, err = schedule.ParseDate(last); err != nil {
				return nil, errOwnDay
			}
		}
		i := slices.IndexFunc(before, func(b schedule.OwnHoliday) bool {
			return b.Name == h.Name && b.First == h.First && b.Last == h.Last && b.Yearly == h.Yearly
		})
		if i >= 0 {
			h = before[i]
		}
		list = append(list, h)
	}
	return list, nil
}
