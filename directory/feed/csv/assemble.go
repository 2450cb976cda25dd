package csv

import (
	"cmp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// assemble gives records their keys and makes entities of them.
func (g *reading) assemble() {
	var live []*record
	for _, x := range g.records {
		if !x.refused {
			live = append(live, x)
		}
	}
	g.venues(live)
	for _, x := range live {
		x.o.Organization = g.organization(x.org).ID
	}
	g.identify(live, g.before)
	made := map[directory.Key]bool{}
	all := g.records
	g.records = nil
	for i, x := range all {
		if g.emit(x, made); g.err != nil {
			return
		}
		if !x.refused && len(g.records) < samples {
			g.records = append(g.records, x)
		}
		all[i] = nil // a record and its entities need not be held both
	}
	g.tableFindings()
	slices.SortStableFunc(g.found, func(a, b tagged) int { return cmp.Compare(a.row, b.row) })
	for _, f := range g.found {
		if g.o.EachFinding != nil {
			g.o.EachFinding(f.Finding)
		} else {
			g.result.Findings = append(g.result.Findings, f.Finding)
		}
	}
}

// emit makes the entities of a record and its findings. Those that an earlier
// record made are not made again.
func (g *reading) emit(x *record, made map[directory.Key]bool) {
	var fresh []directory.Entity
	if !x.refused {
		g.origin(x)
		if org := g.organization(x.org); !org.given && !made[org.Key()] {
			fresh = append(fresh, org.Organization)
		}
		if x.venue != nil && !made[x.venue.Key()] {
			fresh = append(fresh, *x.venue)
		}
		fresh = append(fresh, x.o)
	}
	for _, e := range fresh {
		if err := e.Validate(); err != nil && !x.refused {
			x.refuse("record-invalid", "", "the record is not accepted: "+err.Error())
		}
	}
	if x.refused {
		g.result.Refused++
	} else {
		g.offerings++
		for _, e := range fresh {
			made[e.Key()] = true
			g.pass(e)
		}
	}
	for _, f := range x.found {
		tag := tagged{x.row, g.finding(x.row, f)}
		tag.SourceID = x.key
		if !x.refused {
			tag.Record = "offering/" + x.o.ID
		}
		g.found = append(g.found, tag)
	}
}

// pass passes on an entity as the options say.
func (g *reading) pass(e directory.Entity) {
	switch {
	case g.o.EachEntity == nil:
		g.result.Entities = append(g.result.Entities, e)
	case g.err == nil:
		g.err = g.o.EachEntity(e)
	}
}

// origin sets where the offering of a record comes from, and its ID.
func (g *reading) origin(x *record) {
	x.o.Source, x.o.SourceID = g.o.Source, x.key
	x.o.ID = feed.ID(g.o.Source, x.key)
	if g.isOurs(x.key) {
		x.o.ID, x.o.SourceID = x.key, strings.TrimPrefix(x.key, g.o.Source+".")
		if id, ok := g.before.sourceIDs[x.key]; ok {
			x.o.SourceID = id
		}
	}
	if len(x.o.Series) > 0 && x.o.Series[0].Zone == "" {
		x.note(program.Warning, "zone-missing", "series", "", "no time zone; it takes that of the organization")
	}
}

// isOurs reports whether a key is an ID that an earlier import made, as Write
// writes it.
func (g *reading) isOurs(key string) bool {
	rest, ok := strings.CutPrefix(key, g.o.Source+".")
	return ok && rest != "" && len(key) <= 200 && strings.Trim(strings.ToLower(rest), "abcdefghijklmnopqrstuvwxyz0123456789-_.~") == ""
}

// An offeringOrg is who offers groups; given says that the options name it, so
// that it is not made.
type offeringOrg struct {
	directory.Organization
	given bool
}

// organization returns who offers the groups of a row, by the name in it.
func (g *reading) organization(name string) *offeringOrg {
	if o := g.orgs[name]; o != nil {
		return o
	}
	o := &offeringOrg{Organization: directory.Organization{ID: g.o.Source, Name: g.o.Source, Zone: g.o.Zone, Language: g.o.Language}}
	o.Source = g.o.Source
	switch {
	case name != "":
		o.Name, o.SourceID = name, slug(name)
		o.ID = feed.ID(g.o.Source, o.SourceID)
	case g.o.Organization != "":
		o.ID, o.given = g.o.Organization, true
	}
	g.orgs[name] = o
	return o
}
