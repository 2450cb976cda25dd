package site

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

// Options say what a site is like. Made is required.
type Options struct {
	Made    schedule.Date // the day of which it shows what comes next
	Expires schedule.Date // the last day on which it is good; zero is two weeks after Made
	Through schedule.Date // the last day in calendars; zero is the end of the next year
	// Language is that of the pages in the folder itself, "en" or "es"; those
	// in the other one are in a folder of its name. "" is "en".
	Language string
	// URL is the address at which the site will be, such as
	// "https://groups.example.org". "" is not known.
	URL string
	// Shrunk replaces a site also by one with less than half of its offerings.
	Shrunk bool
}

// A Result counts what was written.
type Result struct {
	Offerings, Files int
	Bytes            int64
}

// ErrEmpty reports that there is nothing to show.
var ErrEmpty = errors.New("site: no offerings")

// Write writes the site of a snapshot into a folder, which it makes if it is
// not there. What it wrote there before is replaced at once when the new site is
// complete; if anything fails, the old one stays.
//
// Before it begins it refuses a folder with files of others ([ErrForeign]), a
// snapshot without offerings ([ErrEmpty]) or with IDs that no address can hold
// ([CheckID]), and one with less than half of the
// offerings of the site that is there ([feed.ShrunkError]).
func Write(ctx context.Context, dir string, s *directory.Snapshot, o Options) (Result, error) {
	o = o.filled()
	into, err := openFolder(dir)
	if err != nil {
		return Result{}, err
	}
	offerings, err := count(s)
	if err != nil {
		return Result{}, err
	}
	if err := feed.Guard(into.offerings, offerings); err != nil && !o.Shrunk {
		return Result{}, err
	}
	d, err := into.draft()
	if err != nil {
		return Result{}, err
	}
	err = write(ctx, d, s, o)
	if err == nil {
		err = d.close(offerings)
	}
	if err == nil {
		err = into.replace(d)
	}
	if err != nil {
		return Result{}, errors.Join(err, os.RemoveAll(d.path))
	}
	return Result{offerings, len(d.files), d.bytes}, nil
}

// count returns how many offerings there are.
func count(s *directory.Snapshot) (offerings int, err error) {
	var problems []error
	for l := range s.Listings("") {
		offerings++
		problems = append(problems, CheckID(l.ID))
	}
	for o := range s.Organizations() {
		problems = append(problems, CheckID(o.ID))
	}
	if offerings == 0 {
		problems = append(problems, ErrEmpty)
	}
	return offerings, errors.Join(problems...)
}

// goodFor is for how many days a site is good if nobody says so.
const goodFor = 14

func (o Options) filled() Options {
	if o.Expires.IsZero() {
		o.Expires = o.Made.AddDays(goodFor)
	}
	if o.Language == "" {
		o.Language = "en"
	}
	return o
}

// write writes all files of a site but the list of them.
func write(ctx context.Context, d *draft, s *directory.Snapshot, o Options) error {
	here, err := time.LoadLocation("America/New_York")
	if err != nil {
		return err
	}
	year, month, day := o.Made.Civil()
	moment := time.Date(year, month, day, 0, 0, 0, 0, here) // everything of that day is still to come
	n := names{o.Language, s}
	c := crawl{
		names: n, draft: d, url: o.URL,
		pages: finder.New(finder.Options{
			Source: finder.Fixed(s, moment), Clock: func() time.Time { return moment }, Address: o.URL,
			Static: &finder.Static{Made: o.Made, Expires: o.Expires, Through: o.Through, File: n.file},
		}),
	}
	for _, lang := range []string{"en", "es"} {
		c.add("/?lang=" + lang)
		c.add("/list.js?lang=" + lang)
	}
	if err := c.run(ctx); err != nil {
		return err
	}
	return writeBeside(d, s, o, n)
}
