package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// searchTasks are those of package directory: 100,000 groups where people
// live, a tenth of them online.
var searchTasks = []task{{"search-100k", "search", prepareSearch}}

const (
	searchGroups = 100_000
	groupsOfOne  = 20 // groups of an organization
	searchPlaces = 500
)

// searched asks for one program on Tuesday evenings within 50 miles.
func searched(near earth.Point) directory.Query {
	return directory.Query{
		Near: near, Within: 50 * earth.Mile, Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), Limit: 10,
		Filter: directory.Filter{Programs: []string{"connection"}, Days: []time.Weekday{time.Tuesday}, From: schedule.MustClock("17:00")},
	}
}

// groups returns a directory of weekly and twice monthly groups with the
// holidays of their organizations.
func groups(n int) []directory.Entity {
	random := rand.New(rand.NewPCG(3, 0))
	points := scatter(n, 4)
	zones := []string{"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"}
	programs := []string{"connection", "family-support-group", "dbsa", "wrap", "smart-recovery"}
	var entities []directory.Entity
	for i := range n {
		organization := fmt.Sprintf("org%06d", i/groupsOfOne)
		if i%groupsOfOne == 0 {
			entities = append(entities, directory.Organization{ID: organization, Name: "Affiliate", State: "FL",
				Zone: zones[i/groupsOfOne%len(zones)], Holidays: schedule.USFederal(schedule.Observed)})
		}
		day := time.Weekday(random.IntN(7))
		rule := schedule.Weekly(day)
		if random.IntN(3) == 0 {
			rule = schedule.NthWeekdays(day, 1+random.IntN(2), 3+random.IntN(2))
		}
		o := directory.Offering{ID: fmt.Sprintf("o%07d", i), Program: programs[random.IntN(len(programs))], Organization: organization,
			Series: []schedule.Series{{Rule: rule, First: schedule.MustDate("2022-01-01"), Start: schedule.MustClock(fmt.Sprintf("%02d:00", 9+random.IntN(11))),
				Length: 90 * time.Minute, OnHoliday: schedule.Skip}}}
		if i%10 == 0 {
			o.Mode = program.ModeOnline
		} else {
			o.Venue = "v" + o.ID
			entities = append(entities, directory.Venue{ID: o.Venue, Name: "Venue", Point: points[i]})
		}
		entities = append(entities, o)
	}
	return entities
}

func prepareSearch() ([]side, error) {
	snap, err := directory.NewSnapshot(groups(searchGroups)...)
	if err != nil {
		return nil, err
	}
	places := scatter(searchPlaces, 5)
	at := 0
	ours := func() (o outcome) {
		for i := range 200 {
			place := i
			if i > 0 { // the answer is about the first
				at++
				place = at % len(places)
			}
			r, err := snap.Search(context.Background(), searched(places[place]))
			if err == nil && i == 0 {
				o.answer = answerOf(r.InPerson, r.Remotes)
			}
			o.units++
		}
		return o
	}
	plain := func() outcome { return outcome{1, searchPlainly(snap, searched(places[0]))} }
	return []side{{"", ours}, {"brute force", plain}}, nil
}

// answerOf sums up a list and the number of those online.
func answerOf(hits []directory.Hit, remotes int) int64 {
	sum := int64(remotes)
	for _, h := range hits {
		sum = sum*31 + h.Next.Start().Unix()%1_000_003 + int64(h.Distance)
	}
	return sum
}

// searchPlainly looks at every group: what passes, when it meets next, how far
// that is.
func searchPlainly(s *directory.Snapshot, q directory.Query) int64 {
	var near []directory.Hit
	remotes := 0
	for l := range s.Listings("") {
		if !s.Passes(&q.Filter, l.ID, schedule.DateOf(q.Now.UTC())) {
			continue
		}
		for m := range s.Timetable(l.ID).From(q.Now) {
			if m.Start().After(q.Now.AddDate(1, 0, 0)) {
				break
			}
			if !m.Status.Held() || !q.Takes(m) {
				continue
			}
			if l.Place == nil {
				remotes++
			} else if d := q.Near.Distance(l.Place.Point); d <= q.Within {
				near = append(near, directory.Hit{Listing: &l, Distance: d, Next: m})
			}
			break
		}
	}
	slices.SortFunc(near, func(a, b directory.Hit) int { return cmp.Compare(a.Distance, b.Distance) })
	return answerOf(near[:min(len(near), q.Limit)], remotes)
}
