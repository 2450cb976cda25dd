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
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// nearby is the answer of reach near.
type nearby struct {
	Error    string       `json:"error,omitempty"`
	Choices  []string     `json:"choices,omitempty"` // places that the text may mean
	Place    string       `json:"place,omitempty"`
	Radius   *miles       `json:"place_radius_miles,omitempty"` // how far from there the person may be
	InPerson []found      `json:"in_person"`
	Nearest  []found      `json:"nearest,omitempty"` // beyond the distance, if nothing is within
	Unplaced []found      `json:"unplaced,omitempty"`
	Remote   []found      `json:"remote"`
	Remotes  int          `json:"remote_total"`
	Contacts []contact    `json:"contacts"`
	Crisis   []crisisLine `json:"crisis_lines"`
}

type found struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Mode         program.Mode `json:"mode"`
	Organization string       `json:"organization"`
	Address      string       `json:"address,omitempty"`
	Distance     *miles       `json:"distance_miles,omitempty"` // straight line
	Approximate  bool         `json:"approximate,omitempty"`    // the distance is to about there
	Drive        *drive       `json:"drive,omitempty"`
	Next         []meeting    `json:"next"`
}

// A drive is an estimate from the distance, never a route.
type drive struct {
	Estimate bool  `json:"estimate"` // always true
	Minutes  int   `json:"minutes"`
	Least    int   `json:"least_minutes"`
	Most     int   `json:"most_minutes"`
	Miles    miles `json:"miles"`
}

type meeting struct {
	Start  string          `json:"start"`
	End    string          `json:"end,omitempty"`
	Status schedule.Status `json:"status"`
	Reason string          `json:"reason,omitempty"`
	Room   string          `json:"room,omitempty"`
}

type contact struct {
	Organization string `json:"organization"`
	Level        string `json:"level"`
	Role         string `json:"role,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Website      string `json:"website,omitempty"`
}

type crisisLine struct {
	Name  string `json:"name"`
	Reach string `json:"reach"`
}

// miles are rounded to a tenth, which is more than a ZIP code knows.
type miles float64

func toMiles(d earth.Distance) miles { return miles(math.Round(d.Miles()*10) / 10) }

// nearFlags are the flags of reach near.
type nearFlags struct {
	records, zip, city, at, within, now, lang string
	k                                         int
	day, from, to, programs, languages, kinds string
	topics, access                            string
}

// registerFilter declares the flags that choose meetings.
func (f *nearFlags) registerFilter(fs *flag.FlagSet) {
	fs.StringVar(&f.day, "day", "", "`days` of the week, such as tue,thu")
	fs.StringVar(&f.from, "from", "", "begins at this `time` of day or later, such as 18:00")
	fs.StringVar(&f.to, "to", "", "begins before this `time` of day")
	fs.StringVar(&f.programs, "program", "", "`keys` of programs, such as connection")
	fs.StringVar(&f.kinds, "kind", "", "`kinds`, such as \"support group\"")
	fs.StringVar(&f.languages, "language", "", "`languages` of the meetings, such as es")
	fs.StringVar(&f.topics, "topic", "", "`topics`, such as women")
	fs.StringVar(&f.access, "access", "", "what the place must `offer`, such as step-free")
}

func near(args []string, env environment) error {
	var f nearFlags
	fs := flag.NewFlagSet("reach near", flag.ContinueOnError)
	fs.StringVar(&f.records, "records", "", "`file` of records, one JSON object a line; - is standard input")
	fs.StringVar(&f.zip, "zip", "", "ZIP `code` of the place")
	fs.StringVar(&f.city, "city", "", "`name` of a city or county, such as \"Orange Park, FL\"")
	fs.StringVar(&f.at, "at", "", "the place as `latitude,longitude`")
	fs.StringVar(&f.within, "within", "25mi", "greatest `distance`, such as 25mi or 40km")
	fs.StringVar(&f.now, "now", "", "`time` to search from, such as 2022-06-01T12:00:00-04:00; default is now")
	fs.StringVar(&f.lang, "lang", "en", "`language` of the words: en or es")
	fs.IntVar(&f.k, "k", 10, "greatest `number` of answers in each list")
	f.registerFilter(fs)
	if err := parse(fs, args, env); err != nil {
		return err
	}
	q, here, err := f.query(env)
	if errors.Is(err, errUsage) {
		return err
	}
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	if err != nil {
		return enc.Encode(f.refusal(err))
	}
	snap, err := f.snapshot(env)
	if err != nil {
		return err
	}
	r, err := snap.Search(context.Background(), q)
	if err != nil {
		return err
	}
	return enc.Encode(answer(snap, q, here, r))
}

// query turns the flags into a query. A place that is not known, or is
// several, is an answer and not a mistake in the flags.
func (f nearFlags) query(env environment) (q directory.Query, here place.Place, err error) {
	given := 0
	for _, s := range []string{f.zip, f.city, f.at} {
		if s != "" {
			given++
		}
	}
	if given != 1 {
		return q, here, misused(env, "want exactly one of -zip, -city and -at")
	}
	if f.k < 1 {
		return q, here, misused(env, "-k %d, want 1 or more", f.k)
	}
	q = directory.Query{Limit: f.k, Language: f.lang, Now: env.now()}
	if q.Within, err = earth.ParseDistance(f.within); err != nil {
		return q, here, misused(env, "-within: %v", err)
	}
	if f.now != "" {
		if q.Now, err = time.Parse(time.RFC3339, f.now); err != nil {
			return q, here, misused(env, "-now: want the form 2022-06-01T12:00:00-04:00")
		}
	}
	if q.Filter, err = f.filter(); err != nil {
		return q, here, misused(env, "%v", err)
	}
	if f.at != "" {
		if q.Near, err = earth.ParsePoint(f.at); err != nil {
			return q, here, misused(env, "-at: %v", err)
		}
		return q, here, nil
	}
	if here, err = place.Lookup(f.zip + f.city); err != nil {
		return q, here, err
	}
	q.Near, q.County, q.State = here.Point, here.County.FIPS, here.State
	return q, here, nil
}

func (f nearFlags) filter() (directory.Filter, error) {
	r := directory.Filter{Programs: list(f.programs), Languages: list(f.languages), Topics: list(f.topics)}
	for _, k := range list(f.kinds) {
		r.Kinds = append(r.Kinds, program.Kind(k))
	}
	for _, a := range list(f.access) {
		r.Access = append(r.Access, directory.Access(a))
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

// refusal is the answer where the place cannot be told.
func (f nearFlags) refusal(err error) nearby {
	n := nearby{Error: err.Error()}
	if many, ok := errors.AsType[*place.AmbiguousError](err); ok {
		for _, c := range many.Choices {
			n.Choices = append(n.Choices, c.String())
		}
	}
	return n
}

func (f nearFlags) snapshot(env environment) (*directory.Snapshot, error) {
	if f.records == "" {
		return nil, misused(env, "want -records")
	}
	var in io.Reader = env.in
	if f.records != "-" {
		file, err := os.Open(f.records)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	entities, err := directory.ReadRecords(in)
	if err != nil {
		return nil, err
	}
	return directory.NewSnapshot(entities...)
}

// upcoming is how many dates of an offering are told.
const upcoming = 3

func answer(snap *directory.Snapshot, q directory.Query, here place.Place, r directory.Results) nearby {
	hits := func(list []directory.Hit) []found {
		all := []found{}
		for _, h := range list {
			all = append(all, describe(snap, q.Now, h))
		}
		return all
	}
	n := nearby{
		InPerson: hits(r.InPerson), Nearest: hits(r.Nearest), Unplaced: hits(r.Unplaced),
		Remote: hits(r.Remote), Remotes: r.Remotes, Contacts: []contact{}, Crisis: []crisisLine{},
	}
	if here.Name != "" || here.ZIP != "" {
		radius := toMiles(here.Radius)
		n.Place, n.Radius = here.String(), &radius
	}
	for _, o := range r.Contacts.All() {
		c := contact{Organization: o.Name, Level: string(o.Level), Website: o.Website}
		if o.Level == directory.Affiliate {
			c.Level = "affiliate"
		}
		if len(o.Contacts) > 0 {
			c.Role, c.Phone = o.Contacts[0].Role, o.Contacts[0].Phone
		}
		n.Contacts = append(n.Contacts, c)
	}
	for _, l := range r.CrisisLines {
		n.Crisis = append(n.Crisis, crisisLine{l.Name.In(q.Language), l.Instruction(q.Language)})
	}
	return n
}

func describe(snap *directory.Snapshot, now time.Time, h directory.Hit) found {
	l := h.Listing
	f := found{ID: l.ID, Name: l.Name, Mode: l.Mode, Organization: l.Organization, Next: []meeting{}}
	if l.Place != nil {
		f.Address, f.Approximate = l.Place.Address.String(), l.Place.Approximate
	}
	if h.Distance >= 0 {
		d := toMiles(h.Distance)
		f.Distance, f.Drive = &d, driveOf(h.Distance)
	}
	for m := range snap.Timetable(l.ID).From(now) {
		if len(f.Next) == upcoming {
			break
		}
		next := meeting{Start: m.Start().Format(time.RFC3339), Status: m.Status, Reason: m.Reason.String(), Room: m.Room}
		if m.Length > 0 {
			next.End = m.End().Format(time.RFC3339)
		}
		f.Next = append(f.Next, next)
	}
	return f
}

func driveOf(d earth.Distance) *drive {
	t := travel.Estimate(d)
	minutes := func(d time.Duration) int { return int(math.Ceil(d.Minutes())) }
	return &drive{
		Estimate: t.Estimated, Minutes: minutes(t.Time), Least: minutes(t.Least.Time), Most: minutes(t.Most.Time),
		Miles: toMiles(t.Road),
	}
}
