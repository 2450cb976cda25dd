package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/examples/internal/site"
	"github.com/withinreach/withinreach/schedule"
)

// siteFlags are the flags of reach site besides those of the source.
type siteFlags struct {
	source           sourceFlags
	out, also        string
	through, expires string
	office           directory.Contact
	name, state      string
	options          site.Options
}

// writeSite reads records in any format and writes them as a site of files. It
// says what it wrote in one line, and what could not be read on standard error.
func writeSite(args []string, env environment) error {
	var f siteFlags
	fs := flag.NewFlagSet("reach site", flag.ContinueOnError)
	f.register(fs)
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if f.out == "" {
		return misused(env, "want -out, the folder of the site")
	}
	got, err := f.source.read(fs, env)
	if err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return misused(env, "%v", err)
	}
	entities, err := f.besides(got.Entities)
	if err != nil {
		return err
	}
	entities, without := withAddresses(entities)
	snap, problems := snapshotOf(entities)
	problems = append(without, problems...)
	for _, finding := range slices.Concat(got.Findings, problems) {
		_, _ = fmt.Fprintf(env.err, "reach: %s, %s, %s: %s\n", finding.Severity, cmp.Or(finding.Place, finding.Record, f.source.from), finding.Code, finding.Message)
	}
	if lost := missingZone(problems); lost != nil && !listsAny(snap) {
		return fmt.Errorf("no group is left: %s", lost.Message)
	}
	written, err := site.Write(context.Background(), f.out, snap, f.options)
	if _, shrunk := errors.AsType[*feed.ShrunkError](err); shrunk {
		return fmt.Errorf("%w; the old site stays; -shrunk goes on", err)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(env.out).Encode(struct {
		Out       string `json:"out"`
		Offerings int    `json:"offerings"`
		Refused   int    `json:"refused"`
		Files     int    `json:"files"`
		Bytes     int64  `json:"bytes"`
	}{f.out, written.Offerings, got.Refused + len(problems), written.Files, written.Bytes})
}

func (f *siteFlags) register(fs *flag.FlagSet) {
	f.source.register(fs)
	fs.StringVar(&f.out, "out", "", "`folder` of the site; one with files of others is refused")
	fs.StringVar(&f.also, "also", "", alsoUsage)
	fs.StringVar(&f.name, "name", "", "`name` of an organization that no record describes")
	fs.StringVar(&f.state, "state", "", "two `letters` of its state")
	fs.StringVar(&f.office.Phone, "phone", "", "its `number`")
	fs.StringVar(&f.office.Email, "email", "", "its `address`")
	fs.StringVar(&f.options.Language, "lang", "en", "`language` of the front page: en or es; the other one has a folder")
	fs.StringVar(&f.through, "through", "", "last `date` in calendars; default is the end of next year")
	fs.StringVar(&f.expires, "expires", "", "last `date` on which the site is good; default is two weeks after -today")
	fs.StringVar(&f.options.URL, "url", "", "`address` at which the site will be, for flyers and calendars")
}

// check reads the flags that are more than a text.
func (f *siteFlags) check() error {
	f.options.Made, f.options.Shrunk = f.source.options.Today, f.source.shrunk
	if l := f.options.Language; l != "en" && l != "es" {
		return fmt.Errorf("-lang %q, want en or es", l)
	}
	if u, err := url.Parse(f.options.URL); f.options.URL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("-url %q, want an address such as https://groups.example.org", f.options.URL)
	}
	for _, date := range []struct {
		name, text string
		to         *schedule.Date
	}{{"-through", f.through, &f.options.Through}, {"-expires", f.expires, &f.options.Expires}} {
		if date.text == "" {
			continue
		}
		d, err := schedule.ParseDate(date.text)
		if err == nil && d.Before(f.options.Made) {
			err = fmt.Errorf("%s is before %s", d, f.options.Made)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", date.name, err)
		}
		*date.to = d
	}
	return nil
}

// besides returns the entities with the records of -also, which come before
// those of the source, and with an organization for each offering: that of a
// table has no more than an ID, so the flags describe it.
func (f *siteFlags) besides(entities []directory.Entity) ([]directory.Entity, error) {
	own, err := readAlso(f.also)
	if err != nil {
		return nil, err
	}
	all := own.with(entities)
	had := map[directory.Key]bool{}
	for i, e := range all {
		if o, ok := e.(directory.Organization); ok && o.Name == o.ID && !own.had[o.Key()] {
			all[i] = f.described(o)
		}
		had[e.Key()] = true
	}
	for _, e := range entities {
		o, ok := e.(directory.Offering)
		if office := (directory.Organization{ID: o.Organization, Name: o.Organization, Zone: f.source.options.Zone}); ok && !had[office.Key()] {
			had[office.Key()] = true
			all = append(all, f.described(office))
		}
	}
	return all, nil
}

// described returns an organization with what the flags say of it.
func (f *siteFlags) described(o directory.Organization) directory.Organization {
	o.Name, o.State = cmp.Or(f.name, o.Name), cmp.Or(o.State, f.state)
	if f.office.Phone != "" || f.office.Email != "" {
		f.office.Role = "office"
		o.Contacts = append(o.Contacts, f.office)
	}
	return o
}

// missingZone returns the first finding about a time zone that is nowhere, or nil.
func missingZone(findings []feed.Finding) *feed.Finding {
	for i, f := range findings {
		if f.Code == "zone-missing" {
			return &findings[i]
		}
	}
	return nil
}

func listsAny(snap *directory.Snapshot) bool {
	for range snap.Listings("") {
		return true
	}
	return false
}

// withAddresses returns the entities that can have a page, and what is wrong
// with the others.
func withAddresses(entities []directory.Entity) (kept []directory.Entity, findings []feed.Finding) {
	for _, e := range entities {
		if err := site.CheckID(e.Key().ID); err != nil {
			findings = append(findings, refused(e.Key(), err)...)
			continue
		}
		kept = append(kept, e)
	}
	return kept, findings
}
