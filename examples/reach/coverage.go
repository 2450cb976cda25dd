package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"time"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
)

// covered is the answer of reach coverage, and the first part of that of reach suggest.
type covered struct {
	Area  string `json:"area"`
	Reach string `json:"reach"`
	// Estimated says that the reach is a way by road, taken from straight distances; the share
	// is then ShareLeast on slow roads and ShareMost on fast ones.
	Estimated  bool     `json:"estimated"`
	Radius     miles    `json:"radius_miles"` // straight
	Groups     int      `json:"groups"`
	Unplaced   int      `json:"unplaced"`
	ShareLeast *float64 `json:"share_least,omitempty"`
	ShareMost  *float64 `json:"share_most,omitempty"`
	shares
	By   []part `json:"by,omitempty"`
	Gaps []gap  `json:"gaps,omitempty"`
}

type shares struct {
	People    int64   `json:"people"`
	Reached   int64   `json:"reached"`
	Share     float64 `json:"share"`
	Mean      *miles  `json:"mean_miles,omitempty"` // of a person, straight, to the nearest group
	Median    *miles  `json:"median_miles,omitempty"`
	P90       *miles  `json:"p90_miles,omitempty"`
	PerPerson float64 `json:"meetings_per_week"` // within reach of the average person
}

type part struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	shares
}

type gap struct {
	Name     string   `json:"name"`
	People   int64    `json:"people"`
	Distance *miles   `json:"distance_miles,omitempty"`
	Towns    []string `json:"towns,omitempty"`
}

// coverageFlags are the flags of reach coverage and reach suggest.
type coverageFlags struct {
	nearFlags
	road, area, people, by, svg, chart string
	drive                              time.Duration
	gaps, weeks                        int

	// of reach suggest alone
	n                int
	venues, interest string
	weight           int64
	exact            bool
}

func (f *coverageFlags) register(fs *flag.FlagSet) {
	fs.StringVar(&f.records, "records", "", "`file` of records, one JSON object a line; - is standard input")
	fs.StringVar(&f.within, "within", "", "reach as a straight `distance`, such as 25mi or 40km")
	fs.StringVar(&f.road, "road", "", "reach as a `distance` by road, estimated")
	fs.DurationVar(&f.drive, "drive", 0, "reach as a `time` by car, such as 30m, estimated")
	fs.StringVar(&f.area, "area", "", "count the people of a `state` or county, such as FL or \"Clay County, FL\"; default is the country")
	fs.StringVar(&f.people, "people", "", "CSV `file` with the columns of the Census Bureau, such as its block groups; default is the 2020 tracts")
	fs.StringVar(&f.now, "now", "", "`time` from which on meetings count, such as 2022-06-01T12:00:00-04:00; default is now")
	fs.IntVar(&f.weeks, "weeks", 12, "`number` of weeks whose meetings count, 1 to 500")
	f.registerFilter(fs)
	fs.StringVar(&f.lang, "lang", "en", "`language` of the pictures: en or es")
	fs.StringVar(&f.svg, "svg", "", "write a map to `file`; - is standard output, without JSON")
}

func showCoverage(args []string, env environment) error {
	var f coverageFlags
	fs := flag.NewFlagSet("reach coverage", flag.ContinueOnError)
	f.register(fs)
	fs.StringVar(&f.by, "by", "", "also for each `part`: state, county or size of town")
	fs.IntVar(&f.gaps, "gaps", 10, "greatest `number` of places out of reach")
	fs.StringVar(&f.chart, "chart", "", "write a chart of the share within each distance to `file`")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c, answer, err := f.measure(ctx, env)
	if err != nil {
		return f.finish(env, nil, err)
	}
	groups, err := f.parts(c, env)
	if err != nil {
		return err
	}
	for _, g := range groups {
		answer.By = append(answer.By, part{g.Key, g.Name, sharesOf(g.Summary)})
	}
	for _, g := range c.Gaps(f.gaps) {
		answer.Gaps = append(answer.Gaps, gap{g.Name, g.People, milesOf(g.Distance), g.Towns[:min(len(g.Towns), 10)]})
	}
	if f.chart != "" {
		title := answer.Area
		if err := writeFile(f.chart, env, func(w io.Writer) error {
			return c.WriteChart(w, coverage.ChartOptions{Title: title, Language: f.lang})
		}); err != nil {
			return err
		}
	}
	return f.finish(env, answer, f.drawMap(c, nil, env))
}

// An unknownArea is an area that is not known, or is several. It is an answer and not a
// mistake in the flags.
type unknownArea struct {
	Text    string   `json:"error"`
	Choices []string `json:"choices,omitempty"`
}

func (e *unknownArea) Error() string { return e.Text }

// finish writes the answer, unless a map went to standard output.
func (f *coverageFlags) finish(env environment, answer any, err error) error {
	if unknown, ok := errors.AsType[*unknownArea](err); ok {
		answer, err = unknown, nil
	}
	if err != nil || f.svg == "-" {
		return err
	}
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(answer)
}

// measure does what both commands begin with. An area that is not known is an answer.
func (f *coverageFlags) measure(ctx context.Context, env environment) (*coverage.Coverage, covered, error) {
	reach, err := f.reach(env)
	if err != nil {
		return nil, covered{}, err
	}
	people := coverage.Tracts()
	if f.people != "" {
		if people, err = readPeople(f.people); err != nil {
			return nil, covered{}, err
		}
	}
	answer := covered{Area: "United States", Reach: reach.String(), Estimated: reach.Estimated(), Radius: toMiles(reach.Radius())}
	if f.area != "" {
		if f.area, answer.Area, err = findArea(f.area); err != nil {
			return nil, answer, err
		}
		people = people.In(f.area)
	}
	sites, err := f.sites(env)
	if err != nil {
		return nil, answer, err
	}
	c, err := coverage.Measure(ctx, people, sites, reach, coverage.Options{})
	if err != nil {
		return nil, answer, err
	}
	answer.Groups, answer.Unplaced, answer.shares = len(sites), c.Unplaced(), sharesOf(c.Summary())
	if reach.Estimated() {
		least, most := reach.Range()
		answer.ShareLeast, answer.ShareMost = shareWithin(c, least), shareWithin(c, most)
	}
	return c, answer, nil
}

func shareWithin(c *coverage.Coverage, r coverage.Reach) *float64 {
	share := 0.0
	if all := c.Population().People(); all > 0 {
		share = rounded(float64(c.Within(r.Radius())) / float64(all))
	}
	return &share
}

func (f *coverageFlags) reach(env environment) (r coverage.Reach, err error) {
	given := 0
	for _, is := range []bool{f.within != "", f.road != "", f.drive != 0} {
		if is {
			given++
		}
	}
	if given != 1 {
		return r, misused(env, "want exactly one of -within, -road and -drive")
	}
	r = coverage.Drive(f.drive)
	for _, d := range []struct {
		flag, text string
		reach      func(earth.Distance) coverage.Reach
	}{{"-within", f.within, coverage.Straight}, {"-road", f.road, coverage.Road}} {
		if d.text == "" {
			continue
		}
		distance, err := earth.ParseDistance(d.text)
		if err != nil {
			return r, misused(env, "%s: %v", d.flag, err)
		}
		r = d.reach(distance)
	}
	if !r.IsValid() {
		return r, misused(env, "%v", coverage.ErrReach)
	}
	return r, nil
}

// sites returns where the groups of the records meet.
func (f *coverageFlags) sites(env environment) ([]coverage.Site, error) {
	filter, err := f.filter()
	if err != nil {
		return nil, misused(env, "%v", err)
	}
	now := env.now()
	if f.now != "" {
		if now, err = time.Parse(time.RFC3339, f.now); err != nil {
			return nil, misused(env, "-now: want the form 2022-06-01T12:00:00-04:00")
		}
	}
	if f.weeks < 1 || f.weeks > 500 {
		return nil, misused(env, "-weeks %d, want 1 to 500", f.weeks)
	}
	snap, err := f.snapshot(env)
	if err != nil {
		return nil, err
	}
	today := schedule.DateOf(now)
	return coverage.Sites(snap, filter, today, today.AddDays(7*f.weeks))
}

// findArea returns the FIPS code and the name of a state or county.
func findArea(text string) (code, name string, err error) {
	if s, err := place.ParseState(text); err == nil {
		return s.FIPS, s.Name, nil
	}
	if c, err := place.CountyByFIPS(text); err == nil {
		return c.FIPS, c.String(), nil
	}
	p, err := place.Lookup(text)
	if err != nil {
		unknown := &unknownArea{Text: fmt.Sprintf("area: %v", err)}
		if many, ok := errors.AsType[*place.AmbiguousError](err); ok {
			for _, c := range many.Choices {
				unknown.Choices = append(unknown.Choices, c.String())
			}
		}
		return "", "", unknown
	}
	return p.County.FIPS, p.County.String(), nil
}

func (f *coverageFlags) parts(c *coverage.Coverage, env environment) ([]coverage.Group, error) {
	switch f.by {
	case "":
		return nil, nil
	case "state":
		return c.States(), nil
	case "county":
		return c.Counties(), nil
	case "size":
		return c.Sizes()
	}
	return nil, misused(env, "-by %q, want state, county or size", f.by)
}

func (f *coverageFlags) drawMap(c *coverage.Coverage, plan *coverage.Plan, env environment) error {
	if f.svg == "" {
		return nil
	}
	return writeFile(f.svg, env, func(w io.Writer) error {
		return c.WriteMap(w, coverage.MapOptions{Area: f.area, Plan: plan, Language: f.lang})
	})
}

func writeFile(name string, env environment, write func(io.Writer) error) error {
	if name == "-" {
		return write(env.out)
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

func readPeople(name string) (*coverage.Population, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return coverage.ReadPopulation(file)
}

func sharesOf(s coverage.Summary) shares {
	return shares{
		People: s.People, Reached: s.Reached, Share: rounded(s.Share()),
		Mean: milesOf(s.Mean), Median: milesOf(s.Median), P90: milesOf(s.P90),
		PerPerson: rounded(s.Meetings),
	}
}

// milesOf returns nil if there is nothing to be distant from.
func milesOf(d earth.Distance) *miles {
	if d == earth.Farthest {
		return nil
	}
	m := toMiles(d)
	return &m
}

// rounded returns a number with four digits after the point.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }
