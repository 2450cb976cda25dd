package merge

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// Join makes one result of those of several sources, in the order in which
// they are believed. Of an offering that more than one lists, the first gives
// every value that it has, later ones fill in what is missing, and the others
// are remembered in Also. A finding says why two were taken for one, and one
// more for each value that differs. What only shares place, day and time is
// reported as a possible duplicate and left alone.
//
// Records of one source are not compared with each other. An ID that two
// sources use is refused the second time. The cost is in proportion to the
// number of offerings, but for those that share a day, a time and a town.
func Join(sources ...feed.Result) feed.Result {
	j := joiner{
		venues:    map[string]directory.Venue{},
		place:     map[directory.Key]int{},
		offerings: map[meetingTime][]int{},
		moved:     renaming{},
	}
	for _, s := range sources {
		j.result.Records += s.Records
		j.result.Refused += s.Refused
		j.result.Findings = append(j.result.Findings, s.Findings...)
		j.source(s.Entities)
	}
	j.finish()
	return j.result
}

// A joiner joins one source after the other to those before.
type joiner struct {
	result    feed.Result
	place     map[directory.Key]int // in result.Entities
	venues    map[string]directory.Venue
	offerings map[meetingTime][]int // indices of those of earlier sources
	moved     renaming              // venues and offerings that became part of others
}

// A meetingTime is a day and time at which two listings of one meeting agree.
type meetingTime struct {
	day   time.Weekday
	start schedule.Clock
}

func (j *joiner) source(entities []directory.Entity) {
	for _, e := range entities {
		if v, ok := e.(directory.Venue); ok && j.venues[v.ID].ID == "" {
			j.venues[v.ID] = v
		}
	}
	var fresh []directory.Offering
	for _, e := range entities {
		k := e.Key()
		o, isOffering := e.(directory.Offering)
		if isOffering && j.duplicate(o) {
			continue
		}
		if _, taken := j.place[k]; taken {
			j.report(e, "id-taken", program.Error, "id", k.ID, "Another source has a record with this ID. This one is left out.")
			j.result.Refused++
			continue
		}
		j.place[k] = len(j.result.Entities)
		j.result.Entities = append(j.result.Entities, e)
		if isOffering {
			fresh = append(fresh, o)
		}
	}
	for _, o := range fresh {
		for _, at := range times(o) {
			j.offerings[at] = append(j.offerings[at], j.place[o.Key()])
		}
	}
}

// duplicate joins an offering to one of an earlier source that is the same
// meeting, and reports whether there was one.
func (j *joiner) duplicate(o directory.Offering) bool {
	seen := map[int]bool{}
	for _, at := range times(o) {
		for _, i := range j.offerings[at] {
			if seen[i] {
				continue
			}
			seen[i] = true
			first := j.result.Entities[i].(directory.Offering)
			why, same := j.sameMeeting(first, o)
			if same {
				j.fold(i, first, o, why)
				return true
			}
			if why != "" {
				j.report(o, "possible-duplicate", program.Warning, "name", o.Name, fmt.Sprintf(
					"%q of another source has %s, day and time. Is it the same group?", first.Name, why))
			}
		}
	}
	return false
}

// sameMeeting reports whether two offerings that share a day and a time are
// one meeting, and what else they share: a place without the same name is a
// doubt.
func (j *joiner) sameMeeting(a, b directory.Offering) (why string, same bool) {
	if a.From(b.Source) || differ(a.Languages, b.Languages) || differ(a.Audience.Focus, b.Audience.Focus) {
		return "", false
	}
	if a.Venue == "" || b.Venue == "" {
		if a.Venue == b.Venue && sameName(a.Name, b.Name) && len(telling(a.Name)) > 0 {
			return "no place, the same name", true
		}
		return "", false
	}
	why, here := samePlace(j.venues[a.Venue], j.venues[b.Venue])
	if !here {
		return "", false
	}
	return why, sameName(a.Name, b.Name)
}

// differ reports whether two lists, where both say something, have nothing in
// common.
func differ(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// fold makes o part of the offering at index i.
func (j *joiner) fold(i int, first, o directory.Offering, why string) {
	j.moved[o.Key()] = first.ID
	if first.Venue != "" && o.Venue != "" && first.Venue != o.Venue {
		j.fillVenue(first.Venue, o.Venue)
		j.moved[directory.Key{Kind: directory.KindVenue, ID: o.Venue}] = first.Venue
	}
	j.report(o, "same-meeting", program.Info, "", "", fmt.Sprintf(
		"Taken for %q of another source: %s, day and time, and a name that says the same.", first.ID, why))
	merged, differences := fill(first, o)
	slices.SortFunc(differences, func(a, b conflict) int { return strings.Compare(a.path, b.path) })
	for _, d := range differences {
		j.report(o, "sources-differ", program.Warning, d.path, show(d.theirs),
			"Another source that is believed first has another value.")
	}
	merged.Also = slices.Concat(merged.Also, []directory.Origin{o.Origin}, o.Also)
	j.result.Entities[i] = merged
}

// fillVenue fills in what is missing in one venue from another that is the same
// place.
func (j *joiner) fillVenue(first, other string) {
	k := directory.Key{Kind: directory.KindVenue, ID: first}
	i, here := j.place[k]
	a, errA := tree(j.venues[first])
	b, errB := tree(j.venues[other])
	if !here || errA != nil || errB != nil {
		return
	}
	for _, name := range identity {
		delete(object(b), name)
	}
	for name, theirs := range object(b) {
		if _, has := object(a)[name]; !has {
			object(a)[name] = theirs
		}
	}
	e, err := entity(k, a)
	v, ok := e.(directory.Venue)
	if err != nil || !ok || v.Validate() != nil {
		return
	}
	v.Revised = j.venues[first].Revised
	j.venues[first], j.result.Entities[i] = v, v
}

// identity are the fields in which two records of one meeting differ without
// contradicting each other.
var identity = []string{"id", "organization", "venue", "source", "source_id", "also", "derived", "modified", "sequence"}

// fill returns an offering with the fields of another where it has none, and
// the values of the other that it does not take.
func fill(first, o directory.Offering) (directory.Offering, []conflict) {
	a, errA := tree(first)
	b, errB := tree(o)
	if errA != nil || errB != nil {
		return first, nil
	}
	for _, name := range identity {
		delete(object(b), name)
	}
	var m threeWay
	for name, theirs := range object(b) {
		if ours := field(object(a), name); mixes(ours, theirs) {
			m.conflicts = append(m.conflicts, conflict{name, theirs})
			delete(object(b), name)
		}
	}
	e, err := entity(first.Key(), m.merge("", map[string]any{}, a, b))
	filled, ok := e.(directory.Offering)
	if err != nil || !ok || filled.Validate() != nil {
		return first, m.conflicts
	}
	filled.Revised = first.Revised
	return filled, m.conflicts
}

// mixes reports whether filling one list from another would make a list that
// neither source has. Only series with the same keys are filled one by one.
func mixes(ours, theirs any) bool {
	a, isList := ours.([]any)
	b, _ := theirs.([]any)
	if !isList || same(a, b) {
		return false
	}
	x, y := keyed(ours), keyed(theirs)
	return x == nil || y == nil || len(a) == 0 || !series(object(a[0])) || !slices.Equal(x.keys, y.keys)
}

func (j *joiner) report(e directory.Entity, code string, severity program.Severity, field, value, message string) {
	k, o := e.Key(), origin(e)
	j.result.Findings = append(j.result.Findings, feed.Finding{
		Source: o.Source, SourceID: o.SourceID, Record: k.Kind + "/" + k.ID,
		Finding: program.Finding{Code: code, Severity: severity, Field: field, Value: value, Message: message}})
}

// finish lets records refer to what others became part of, and leaves out the
// venues that are no longer used.
func (j *joiner) finish() {
	if len(j.moved) == 0 {
		return
	}
	kept := j.result.Entities[:0]
	for _, e := range j.result.Entities {
		if k := e.Key(); k.Kind == directory.KindVenue && j.moved[k] != "" {
			continue
		}
		kept = append(kept, j.moved.apply(e))
	}
	j.result.Entities = kept
}

// times returns the days of the week and times of an offering.
func times(o directory.Offering) (list []meetingTime) {
	add := func(day time.Weekday, start schedule.Clock) {
		if at := (meetingTime{day, start}); !slices.Contains(list, at) {
			list = append(list, at)
		}
	}
	for _, s := range o.Series {
		if s.Start == (schedule.Clock{}) {
			continue
		}
		for _, d := range s.Dates {
			add(d.Weekday(), s.Start)
		}
		if !s.Rule.IsValid() {
			continue
		}
		days := s.Rule.Parts().Days
		for _, d := range days {
			add(d.Day, s.Start)
		}
		if len(days) == 0 { // by the day of the month: any
			for day := time.Sunday; day <= time.Saturday; day++ {
				add(day, s.Start)
			}
		}
	}
	return list
}
