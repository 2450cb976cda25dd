package schedule_test

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// slowDates is the obvious reading of a rule, for comparison: it walks day by
// day through whole periods, asks each part of the rule one question about
// each day, and counts positions last.
func slowDates(r schedule.Rule, first, from, to schedule.Date) []schedule.Date {
	p := slowDefaults(r.Parts(), first)
	var dates, period []time.Time
	day := slowPeriodStart(p, utc(first))
	for n := 0; day.Before(utc(to)); n++ {
		period = period[:0]
		start := day
		for next := slowNextPeriod(p, start); day.Before(next); day = day.AddDate(0, 0, 1) {
			if n%p.Interval == 0 && slowHas(p, day) {
				period = append(period, day)
			}
		}
		for i, d := range period {
			if len(p.Positions) == 0 || slices.Contains(p.Positions, i+1) || slices.Contains(p.Positions, i-len(period)) {
				dates = append(dates, d)
			}
		}
	}
	var got []schedule.Date
	for _, t := range dates {
		d := schedule.DateOf(t)
		if !d.IsZero() && !d.Before(first) && !d.Before(from) && d.Before(to) {
			got = append(got, d)
		}
	}
	return got
}

func utc(d schedule.Date) time.Time {
	year, month, day := d.Civil()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// slowDefaults takes what a rule leaves open from the first date.
func slowDefaults(p schedule.Parts, first schedule.Date) schedule.Parts {
	if len(p.Days)+len(p.MonthDays)+len(p.YearDays) > 0 {
		return p
	}
	switch {
	case p.Frequency == schedule.PerWeek || len(p.WeekNumbers) > 0:
		p.Days = []schedule.NthDay{{Day: first.Weekday()}}
	case p.Frequency == schedule.PerYear && len(p.Months) == 0:
		p.Months, p.MonthDays = []time.Month{first.Month()}, []int{first.Day()}
	case p.Frequency >= schedule.PerMonth:
		p.MonthDays = []int{first.Day()}
	}
	return p
}

func slowPeriodStart(p schedule.Parts, first time.Time) time.Time {
	switch p.Frequency {
	case schedule.PerWeek:
		for int(first.Weekday()) != p.WeekStart%7 {
			first = first.AddDate(0, 0, -1)
		}
	case schedule.PerMonth:
		first = first.AddDate(0, 0, 1-first.Day())
	case schedule.PerYear:
		first = first.AddDate(0, 0, 1-first.YearDay())
	}
	return first
}

func slowNextPeriod(p schedule.Parts, start time.Time) time.Time {
	switch p.Frequency {
	case schedule.PerWeek:
		return start.AddDate(0, 0, 7)
	case schedule.PerMonth:
		return start.AddDate(0, 1, 0)
	case schedule.PerYear:
		return start.AddDate(1, 0, 0)
	}
	return start.AddDate(0, 0, 1)
}

func slowHas(p schedule.Parts, d time.Time) bool {
	yearLength := time.Date(d.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	monthLength := time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return (len(p.Months) == 0 || slices.Contains(p.Months, d.Month())) &&
		slowEitherEnd(p.MonthDays, d.Day(), monthLength) &&
		slowEitherEnd(p.YearDays, d.YearDay(), yearLength) &&
		(len(p.WeekNumbers) == 0 || slowWeek(p, d)) &&
		(len(p.Days) == 0 || slices.ContainsFunc(p.Days, func(n schedule.NthDay) bool {
			at, length := d.YearDay(), yearLength
			if p.Frequency == schedule.PerMonth || len(p.Months) > 0 {
				at, length = d.Day(), monthLength
			}
			return n.Day == d.Weekday() && (n.N == 0 || n.N == (at+6)/7 || n.N == -(length-at+7)/7)
		}))
}

func slowEitherEnd(list []int, at, length int) bool {
	return len(list) == 0 || slices.Contains(list, at) || slices.Contains(list, at-length-1)
}

// slowWeek finds the number of d's week by its fourth day, whose year the
// week belongs to.
func slowWeek(p schedule.Parts, d time.Time) bool {
	for int(d.Weekday()) != p.WeekStart%7 {
		d = d.AddDate(0, 0, -1)
	}
	fourth := d.AddDate(0, 0, 3)
	number := (fourth.YearDay() + 6) / 7
	weeks := 0
	for end := time.Date(fourth.Year(), 12, 31, 0, 0, 0, 0, time.UTC); weeks == 0; end = end.AddDate(0, 0, -1) {
		if end.Weekday() == fourth.Weekday() {
			weeks = (end.YearDay() + 6) / 7
		}
	}
	return slowEitherEnd(p.WeekNumbers, number, weeks)
}

// randomRule returns any valid rule, common and odd ones alike.
func randomRule(rng *rand.Rand) schedule.Rule {
	for {
		p := schedule.Parts{Frequency: schedule.Frequency(1 + rng.IntN(4)), Interval: 1}
		if rng.IntN(2) == 0 {
			p.Interval = 1 + rng.IntN([]int{3, 13, 1000}[rng.IntN(3)])
		}
		if rng.IntN(4) == 0 {
			p.WeekStart = rng.IntN(8)
		}
		list := func(chance, low, high int, signed bool) (list []int) {
			if rng.IntN(chance) > 0 {
				return nil
			}
			for range 1 + rng.IntN(4) {
				n := low + rng.IntN(high-low+1)
				if signed && rng.IntN(3) == 0 {
					n = -n
				}
				list = append(list, n)
			}
			return list
		}
		for _, n := range list(2, 0, 5, true) {
			if rng.IntN(2) == 0 || p.Frequency < schedule.PerMonth {
				n = 0
			} else if p.Frequency == schedule.PerYear && rng.IntN(3) == 0 {
				n *= 10
			}
			p.Days = append(p.Days, schedule.NthDay{N: n, Day: time.Weekday(rng.IntN(7))})
		}
		for _, m := range list(4, 1, 12, false) {
			p.Months = append(p.Months, time.Month(m))
		}
		p.MonthDays = list(4, 1, 31, true)
		p.YearDays = list(8, 1, 366, true)
		p.WeekNumbers = list(8, 1, 53, true)
		p.Positions = list(5, 1, []int{3, 30, 366}[rng.IntN(3)], true)
		if r, err := schedule.NewRule(p); err == nil {
			return r
		}
	}
}

// randomDate returns a date within days of a date.
func randomDate(rng *rand.Rand, from schedule.Date, days int) schedule.Date {
	return from.AddDays(rng.IntN(days))
}
