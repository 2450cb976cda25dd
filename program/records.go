package program

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Records is everything that a catalogue is made of, and the form of a data
// file: one JSON object with these lists.
type Records struct {
	Programs    []Program    `json:"programs,omitzero"`
	Editions    []Edition    `json:"editions,omitzero"`
	Defaults    []Default    `json:"defaults,omitzero"`
	CrisisLines []CrisisLine `json:"crisis_lines,omitzero"`
	Helplines   []Helpline   `json:"helplines,omitzero"`
}

// maxFile bounds a data file. The one that comes with the package has some
// 50 KB.
const maxFile = 16 << 20

// Read reads one data file of at most 16 MiB. A field that is not known is an
// error that names it, so that a misspelt one is not lost. Read does not check
// the values: [New] does.
func Read(r io.Reader) (Records, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Records{}, fmt.Errorf("program: read catalogue: %w", err)
	}
	if len(data) > maxFile {
		return Records{}, fmt.Errorf("program: read catalogue: more than %d bytes", maxFile)
	}
	var records Records
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&records); err != nil {
		return Records{}, fmt.Errorf("program: read catalogue: near byte %d: %w", d.InputOffset(), err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Records{}, fmt.Errorf("program: read catalogue: more after the first JSON value, at byte %d", d.InputOffset())
	}
	return records, nil
}

// join puts several lots of records together. A record takes the place of an
// earlier lot's record with the same key.
func join(lots []Records) Records {
	var all Records
	for _, lot := range lots {
		all.Programs = over(all.Programs, lot.Programs, func(p Program) string { return p.Key })
		all.Editions = over(all.Editions, lot.Editions, func(e Edition) string { return e.Key })
		all.Defaults = over(all.Defaults, lot.Defaults, func(d Default) string { return string(d.Kind) })
		all.CrisisLines = over(all.CrisisLines, lot.CrisisLines, func(l CrisisLine) string { return l.Key })
		all.Helplines = over(all.Helplines, lot.Helplines, func(l Helpline) string { return l.Key })
	}
	return clone(all)
}

// over returns base with the records of lot put in their places or added. A
// key that lot has twice stays twice, for the check to find.
func over[T any](base, lot []T, key func(T) string) []T {
	place := make(map[string]int, len(base))
	for i, v := range base {
		place[key(v)] = i
	}
	all := slices.Clone(base)
	for _, v := range lot {
		if i, ok := place[key(v)]; ok {
			all[i] = v
			delete(place, key(v))
		} else {
			all = append(all, v)
		}
	}
	return all
}

// check reports everything that is wrong with r.
func (r Records) check() error {
	c := &checker{}
	keys := uniqueKeys{c, map[string]bool{}}
	programs := r.checkPrograms(c, keys)
	for _, e := range r.Editions {
		keys.begin("edition", e.Key)
		c.require("program", e.Program)
		c.known("program", e.Program, programs)
		e.check(c, programs[e.Program])
		for i, s := range e.Steps {
			c.known(fmt.Sprintf("steps[%d].program", i), s.Program, programs)
		}
	}
	for _, d := range r.Defaults {
		keys.begin("default", string(d.Kind))
		d.check(c)
	}
	for _, l := range r.CrisisLines {
		keys.begin("crisis line", l.Key)
		l.check(c)
	}
	for _, l := range r.Helplines {
		keys.begin("helpline", l.Key)
		l.check(c)
	}
	return errors.Join(c.err(), checkOverlaps(r.Editions))
}

// checkPrograms returns the programs by key.
func (r Records) checkPrograms(c *checker, keys uniqueKeys) map[string]Program {
	programs, promised := map[string]Program{}, map[Kind]bool{}
	for _, p := range r.Programs {
		programs[p.Key] = p
	}
	for _, d := range r.Defaults {
		promised[d.Kind] = len(d.Notices[NoticeConfidentiality]) > 0 && len(d.Notices[NoticeLimits]) > 0
	}
	for _, p := range r.Programs {
		keys.begin("program", p.Key)
		p.check(c)
		c.known("for", p.For, programs)
		if p.Kind.confidential() && !promised[p.Kind] {
			c.refuse("kind", "%q, want a default for it with the notices %q and %q", p.Kind, NoticeConfidentiality, NoticeLimits)
		}
	}
	return programs
}

// uniqueKeys refuses a second record of one sort with the same key.
type uniqueKeys struct {
	c    *checker
	seen map[string]bool
}

func (u uniqueKeys) begin(sort, key string) {
	u.c.begin(sort, key)
	if u.seen[sort+" "+key] {
		u.c.refuse("key", "%.80q a second time, want each key once", key)
	}
	u.seen[sort+" "+key] = true
}

// known refuses the key of a program that the catalogue does not have.
func (c *checker) known(field, key string, programs map[string]Program) {
	if _, ok := programs[key]; !ok && key != "" {
		c.refuse(field, "%.80q, want the key of a program in the catalogue", key)
	}
}
