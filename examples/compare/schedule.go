package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
	"github.com/teambition/rrule-go"
	"github.com/withinreach/withinreach/schedule"
)

// scheduleTasks are those of package schedule. Groups meet at 18:00 in New
// York unless something else is said.
var scheduleTasks = []task{
	{"next-2040", "call", prepareNext},
	{"nth-weekday", "occurrence", prepareNthWeekday},
	{"weekly-holidays", "candidate", prepareWeeklyHolidays},
	{"is-holiday", "day", prepareIsHoliday},
	{"daily-100y", "occurrence", prepareDaily},
	{"agenda-10k", "agenda", prepareAgenda},
}

const newYork = "America/New_York"

// A pair is one series in our form and in rrule-go's.
type pair struct {
	ours *schedule.Timetable
	peer *rrule.RRule
}

func newPair(s schedule.Series, o schedule.CompileOptions, zone string) (p pair, err error) {
	if o.Zone, err = schedule.LoadZone(zone); err != nil {
		return p, err
	}
	if p.ours, err = schedule.Compile(s, o); err != nil {
		return p, err
	}
	options, err := rrule.StrToROption(s.Rule.String())
	if err != nil {
		return p, err
	}
	year, month, day := s.First.Civil()
	options.Dtstart = time.Date(year, month, day, s.Start.Hour(), s.Start.Minute(), 0, 0, o.Zone.Location())
	p.peer, err = rrule.NewRRule(*options)
	return p, err
}

func evening(rule schedule.Rule, first string) schedule.Series {
	return schedule.Series{Rule: rule, First: schedule.MustDate(first), Start: schedule.MustClock("18:00")}
}

// prepareNext asks in 2040 for the next occurrence of a group that began in
// 2000.
func prepareNext() ([]side, error) {
	p, err := newPair(evening(schedule.NthWeekdays(time.Wednesday, 2, 4), "2000-01-01"), schedule.CompileOptions{}, newYork)
	at := time.Date(2040, time.March, 1, 12, 0, 0, 0, time.UTC)
	ours := func() (sum outcome) {
		for range 1_000 {
			o, _ := p.ours.Next(at)
			sum = outcome{sum.units + 1, o.Start().Unix()}
		}
		return sum
	}
	peer := func() outcome { return outcome{1, p.peer.After(at, true).Unix()} }
	return []side{{"", ours}, {"rrule-go", peer}}, err
}

// expand returns both sides of listing the instants of a series from its first
// date until a day.
func expand(s schedule.Series, until schedule.Date) ([]side, error) {
	p, err := newPair(s, schedule.CompileOptions{}, newYork)
	ours := func() (sum outcome) {
		for o := range p.ours.Held(s.First, until) {
			sum.add(o.Start())
		}
		return sum
	}
	year, month, day := until.Civil()
	end := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	peer := func() (sum outcome) {
		next := p.peer.Iterator()
		for at, ok := next(); ok && at.Before(end); at, ok = next() {
			sum.add(at)
		}
		return sum
	}
	return []side{{"", ours}, {"rrule-go", peer}}, err
}

func (o *outcome) add(at time.Time) {
	o.units++
	o.answer += at.Unix()
}

// prepareNthWeekday lists ten years of second and fourth Wednesdays.
func prepareNthWeekday() ([]side, error) {
	return expand(evening(schedule.NthWeekdays(time.Wednesday, 2, 4), "2020-01-01"), schedule.MustDate("2030-01-01"))
}

// prepareDaily lists every day of a hundred years.
func prepareDaily() ([]side, error) {
	return expand(evening(schedule.Daily(), "2000-01-01"), schedule.MustDate("2100-01-01"))
}

// prepareWeeklyHolidays lists ten years of Tuesdays without federal holidays
// as offices observe them. A candidate is a Tuesday, holiday or not.
func prepareWeeklyHolidays() ([]side, error) {
	holidays, err := schedule.USFederal(schedule.Observed).Compile()
	if err != nil {
		return nil, err
	}
	s := evening(schedule.Weekly(time.Tuesday), "2022-01-04")
	s.OnHoliday = schedule.Skip
	p, err := newPair(s, schedule.CompileOptions{Holidays: holidays}, newYork)
	until := schedule.MustDate("2032-01-01")
	ours := func() (sum outcome) {
		for o := range p.ours.All(s.First, until) {
			if sum.units++; o.Status.Held() {
				sum.answer += o.Start().Unix()
			}
		}
		return sum
	}
	end := time.Date(2032, time.January, 1, 0, 0, 0, 0, time.UTC)
	with := func(calendar *cal.Calendar) func() outcome {
		return func() (sum outcome) {
			next := p.peer.Iterator()
			for at, ok := next(); ok && at.Before(end); at, ok = next() {
				if _, observed, _ := calendar.IsHoliday(at); !observed {
					sum.answer += at.Unix()
				}
				sum.units++
			}
			return sum
		}
	}
	return []side{{"", ours}, {"rrule-go + cal uncached", with(federal(false))}, {"rrule-go + cal cached", with(federal(true))}}, err
}

func federal(cached bool) *cal.Calendar {
	c := &cal.Calendar{Cacheable: cached}
	c.AddHoliday(us.Holidays...)
	return c
}

// prepareIsHoliday asks of every day of 2026 whether it is an observed federal
// holiday.
func prepareIsHoliday() ([]side, error) {
	holidays, err := schedule.USFederal(schedule.Observed).Compile()
	var days []schedule.Date
	var times []time.Time
	for day := schedule.MustDate("2026-01-01"); day.Year() == 2026; day = day.AddDays(1) {
		days = append(days, day)
		times = append(times, time.Date(2026, day.Month(), day.Day(), 12, 0, 0, 0, time.UTC))
	}
	ours := func() (sum outcome) {
		for range 100 {
			sum.answer = 0
			for _, day := range days {
				if holidays.Contains(day) {
					sum.answer++
				}
			}
			sum.units += len(days)
		}
		return sum
	}
	with := func(calendar *cal.Calendar) func() outcome {
		return func() (sum outcome) {
			for _, at := range times {
				if _, observed, _ := calendar.IsHoliday(at); observed {
					sum.answer++
				}
			}
			sum.units = len(times)
			return sum
		}
	}
	return []side{{"", ours}, {"cal uncached", with(federal(false))}, {"cal cached", with(federal(true))}}, err
}

// prepareAgenda lists a week of 10,000 groups in five zones, in the order of
// their start. The groups began within the year before.
func prepareAgenda() ([]side, error) {
	zones := []string{newYork, "America/Chicago", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu"}
	from, to := schedule.MustDate("2026-06-01"), schedule.MustDate("2026-06-08")
	var agenda schedule.Agenda
	var peers []pair
	for i := range 10_000 {
		day := time.Weekday(i % 7)
		rule := []schedule.Rule{schedule.Weekly(day), schedule.NthWeekdays(day, 2, 4), schedule.Weekly(day).Every(2), schedule.NthWeekdays(day, -1)}[i%4]
		s := evening(rule, "2025-06-01")
		s.ID, s.First = fmt.Sprint(i), s.First.AddDays(i%365)
		p, err := newPair(s, schedule.CompileOptions{}, zones[i%len(zones)])
		if err != nil {
			return nil, err
		}
		agenda = append(agenda, p.ours)
		peers = append(peers, p)
	}
	ours := func() outcome {
		sum := outcome{units: 1}
		place := int64(0)
		for o := range agenda.Held(from, to) {
			place++
			sum.answer += o.Start().Unix() * place
		}
		return sum
	}
	peer := func() outcome {
		var all []time.Time
		for _, p := range peers {
			location := p.ours.Zone().Location()
			low, high := time.Date(2026, time.June, 1, 0, 0, 0, 0, location), time.Date(2026, time.June, 8, 0, 0, 0, 0, location)
			all = append(all, p.peer.Between(low, high.Add(-time.Second), true)...)
		}
		slices.SortFunc(all, func(a, b time.Time) int { return cmp.Compare(a.Unix(), b.Unix()) })
		sum := outcome{units: 1}
		for i, at := range all {
			sum.answer += at.Unix() * int64(i+1)
		}
		return sum
	}
	return []side{{"", ours}, {"rrule-go + sort", peer}}, nil
}
