package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/program"
)

// A nearQuery is a query and what the answer tells of it.
type nearQuery struct {
	directory.Query
	here place.Place // zero if a point was given
	norm *travelNorm
}

// usualWithin is the greatest distance if none is asked for.
const usualWithin = "25mi"

// query turns the flags into a query. A place that is not known, or is
// several, is an answer and not a mistake in the flags.
func (f nearFlags) query(env environment) (q nearQuery, err error) {
	given := 0
	for _, s := range []string{f.zip, f.city, f.at} {
		if s != "" {
			given++
		}
	}
	if given != 1 {
		return q, misused(env, "want exactly one of -zip, -city and -at")
	}
	if f.k < 1 {
		return q, misused(env, "-k %d, want 1 or more", f.k)
	}
	if f.lang != "en" && f.lang != "es" {
		return q, misused(env, "-lang %q, want en or es", f.lang)
	}
	q.Query = directory.Query{
		Limit: f.k, Count: true, Language: f.lang, Now: env.now(), StartsWithin: f.startsWithin, Coarse: f.coarse,
		Late: f.late, Page: directory.Cursor(f.page),
	}
	if f.engine != "" {
		if _, err := f.matrix(); err != nil {
			return q, misused(env, "%v", err)
		}
	}
	for _, read := range []func(*nearQuery) error{f.readDistance, f.readOrder, f.readTime} {
		if err := read(&q); err != nil {
			return q, misused(env, "%v", err)
		}
	}
	if q.Filter, err = f.filter(); err != nil {
		return q, misused(env, "%v", err)
	}
	if f.at != "" {
		if q.Near, err = earth.ParsePoint(f.at); err != nil {
			return q, misused(env, "-at: %v", err)
		}
		return q, nil
	}
	if q.here, err = place.Lookup(f.zip + f.city); err != nil {
		return q, err
	}
	q.Near, q.County, q.State = q.here.Point, q.here.County.FIPS, q.here.State
	return q, nil
}

// readDistance reads how far and how long people are ready to drive.
func (f nearFlags) readDistance(q *nearQuery) (err error) {
	if f.drive < 0 || f.late < 0 || f.startsWithin < 0 {
		return fmt.Errorf("-drive %v, -late %v, -starts-within %v, want none below 0", f.drive, f.late, f.startsWithin)
	}
	if q.DriveWithin = f.drive; f.drive > 0 || f.reachable {
		q.Drive = estimatedDrive
	}
	if f.late > 0 && q.Drive == nil {
		return fmt.Errorf("-late %v without -reachable or -drive", f.late)
	}
	within := f.within
	if key, ok := strings.CutPrefix(within, "norm:"); ok {
		return q.follow(key)
	}
	if within == "" && f.drive > 0 {
		return nil
	}
	if within == "" {
		within = usualWithin
	}
	if q.Within, err = earth.ParseDistance(within); err != nil {
		return fmt.Errorf("-within: %w", err)
	}
	return nil
}

func estimatedDrive(d earth.Distance) time.Duration { return travel.Estimate(d).Time }

// follow takes the limits from the first norm whose key begins with a text.
func (q *nearQuery) follow(key string) error {
	var keys []string
	for _, n := range travel.Norms() {
		if n.Time == 0 && n.Road == 0 {
			continue // a rule that leaves the figures to others
		}
		keys = append(keys, n.Key)
		if key == "" || !strings.HasPrefix(n.Key, key) || q.norm != nil {
			continue
		}
		q.norm = &travelNorm{n.Key, n.Title, n.Source, string(n.Confidence), n.Note}
		if n.Time > 0 {
			q.DriveWithin, q.Drive = n.Time, estimatedDrive
		}
		if n.Road > 0 {
			q.Within = travel.WithinRoad(n.Road).Likely
		}
	}
	if q.norm == nil {
		return fmt.Errorf("-within norm:%s, want one of %s", key, strings.Join(keys, ", "))
	}
	return nil
}

func (f nearFlags) readOrder(q *nearQuery) error {
	names := []string{"distance", "start", "drive"} // in the order of directory.Order
	i := slices.Index(names, f.sort)
	if i < 0 {
		return fmt.Errorf("-sort %q, want %s", f.sort, strings.Join(names, ", "))
	}
	if q.Order = directory.Order(i); q.Order == directory.ByDrive {
		q.Drive = estimatedDrive
	}
	return nil
}

func (f nearFlags) readTime(q *nearQuery) (err error) {
	if f.now != "" {
		if q.Now, err = time.Parse(time.RFC3339, f.now); err != nil {
			return fmt.Errorf("-now: want the form 2022-06-01T12:00:00-04:00")
		}
	}
	if f.zone != "" {
		if q.Zone, err = time.LoadLocation(f.zone); err != nil {
			return fmt.Errorf("-zone %q, want one such as America/Chicago", f.zone)
		}
	}
	return nil
}

func (f nearFlags) filter() (r directory.Filter, err error) {
	r = directory.Filter{Programs: list(f.programs), Languages: list(f.languages), Topics: list(f.topics), OpenPlaces: f.openPlaces}
	for _, v := range list(f.relations) {
		r.Relations = append(r.Relations, program.Relation(v))
	}
	for _, a := range list(f.access) {
		r.Access = append(r.Access, directory.Access(a))
	}
	if r.Kinds, err = oneOf("-kind", f.kinds, program.KindSupportGroup, program.KindCourse, program.KindTraining,
		program.KindPresentation, program.KindEvent); err != nil {
		return r, err
	}
	if r.Modes, err = oneOf("-mode", f.modes, program.ModeInPerson, program.ModeOnline, program.ModeTelephone, program.ModeHybrid); err != nil {
		return r, err
	}
	if r.Entries, err = oneOf("-entry", f.entries, program.EntryDropIn, program.EntryOnce, program.EntryPerDate, program.EntryClosed,
		program.EntryClosedAfter, program.EntryCyclic); err != nil {
		return r, err
	}
	for _, name := range list(f.day) {
		day, ok := weekday(name)
		if !ok {
			return r, fmt.Errorf("-day %q, want days such as tue,thu", name)
		}
		r.Days = append(r.Days, day)
	}
	if err := r.From.UnmarshalText([]byte(f.from)); err != nil {
		return r, fmt.Errorf("-from: %w", err)
	}
	if err := r.To.UnmarshalText([]byte(f.to)); err != nil {
		return r, fmt.Errorf("-to: %w", err)
	}
	return r, nil
}

// oneOf reads a list of words that are known.
func oneOf[T ~string](name, text string, known ...T) (chosen []T, err error) {
	for _, word := range list(text) {
		if !slices.Contains(known, T(word)) {
			return nil, fmt.Errorf("%s %q, want some of %q", name, word, known)
		}
		chosen = append(chosen, T(word))
	}
	return chosen, nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func weekday(name string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if len(name) >= 3 && strings.HasPrefix(strings.ToLower(day.String()), strings.ToLower(name)) {
			return day, true
		}
	}
	return 0, false
}
