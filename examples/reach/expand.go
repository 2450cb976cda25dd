package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A recurrence is one line of input of reach expand.
type recurrence struct {
	ID      json.RawMessage `json:"id"`
	RRule   string          `json:"rrule"`
	DTStart string          `json:"dtstart"`
	TZ      string          `json:"tz"` // "" is no zone: the answer has no offsets
	ExDate  []string        `json:"exdate"`
	RDate   []string        `json:"rdate"`
	From    string          `json:"from"`
	To      string          `json:"to"`
	Limit   int             `json:"limit"`
}

// An expansion is the answer to it. More says that there are occurrences
// after the last one: the rule has no end, and neither had the question.
type expansion struct {
	ID          json.RawMessage `json:"id"`
	Occurrences []string        `json:"occurrences"`
	More        bool            `json:"more,omitempty"`
}

// endless is how many occurrences are given of a rule without end, if the
// question has no end either.
const endless = 1000

func expand(args []string, env environment) error {
	fs := flag.NewFlagSet("reach expand", flag.ContinueOnError)
	if err := parse(fs, args, env); err != nil {
		return err
	}
	in, err := input(fs, env)
	if err != nil {
		return err
	}
	defer in.Close()
	zones := map[string]*schedule.Zone{}
	return eachLine(in, env.out, func(line []byte) (any, json.RawMessage, error) {
		var r recurrence
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, r.ID, err
		}
		x, err := r.expand(zones)
		return x, r.ID, err
	})
}

// A local is a wall clock time.
type local struct {
	date  schedule.Date
	clock schedule.Clock
}

var midnight = schedule.MustClock("00:00")

// parseLocal reads 2022-06-08T18:00:00 or 2022-06-08. A Z at the end counts
// where the zone is not known: it is cut off.
func parseLocal(field, s string, zoned bool) (local, error) {
	text := s
	if !zoned {
		text = strings.TrimSuffix(s, "Z")
	}
	day, clock, timed := strings.Cut(text, "T")
	d, err := schedule.ParseDate(day)
	c := midnight
	if err == nil && timed {
		c, err = schedule.ParseClock(clock)
	}
	if err != nil {
		return local{}, fmt.Errorf("%s %.40q: %w", field, s, err)
	}
	return local{d, c}, nil
}

func (l local) before(m local) bool {
	return l.date.Before(m.date) || l.date == m.date && l.clock.Before(m.clock)
}

// expand answers one line. The zones that it loads are kept for the next.
func (r recurrence) expand(zones map[string]*schedule.Zone) (expansion, error) {
	if r.Limit < 0 {
		return expansion{}, fmt.Errorf("limit %d, want 0 or more", r.Limit)
	}
	z, err := r.zone(zones)
	if err != nil {
		return expansion{}, err
	}
	start, err := parseLocal("dtstart", r.DTStart, r.TZ != "")
	if err != nil {
		return expansion{}, err
	}
	tables, err := r.tables(start, z)
	if err != nil {
		return expansion{}, err
	}
	excluded := map[local]bool{}
	for _, s := range r.ExDate {
		l, err := parseLocal("exdate", s, r.TZ != "")
		if err != nil {
			return expansion{}, err
		}
		if !strings.Contains(s, "T") {
			l.clock = start.clock
		}
		excluded[l] = true
	}
	from, to := local{}, local{}
	if r.From != "" {
		if from, err = parseLocal("from", r.From, r.TZ != ""); err != nil {
			return expansion{}, err
		}
	}
	if r.To != "" {
		if to, err = parseLocal("to", r.To, r.TZ != ""); err != nil {
			return expansion{}, err
		}
	}
	return r.collect(tables, excluded, from, to), nil
}

func (r recurrence) zone(zones map[string]*schedule.Zone) (*schedule.Zone, error) {
	name := r.TZ
	if name == "" {
		name = "UTC" // where every wall clock time exists once
	}
	if zones[name] == nil {
		z, err := schedule.LoadZone(name)
		if err != nil {
			return nil, err
		}
		zones[name] = z
	}
	return zones[name], nil
}

// tables compiles the rule, and the further dates by their time of day.
func (r recurrence) tables(start local, z *schedule.Zone) (schedule.Agenda, error) {
	var all []schedule.Series
	if r.RRule != "" {
		s, err := schedule.ParseRecurrence(r.RRule, start.date, start.clock, z)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	} else {
		all = append(all, schedule.Series{Dates: []schedule.Date{start.date}, Start: start.clock})
	}
	at := map[schedule.Clock]int{}
	for _, s := range r.RDate {
		l, err := parseLocal("rdate", s, r.TZ != "")
		if err != nil {
			return nil, err
		}
		if !strings.Contains(s, "T") {
			l.clock = start.clock
		}
		if _, ok := at[l.clock]; !ok {
			at[l.clock] = len(all)
			all = append(all, schedule.Series{Start: l.clock})
		}
		dates := &all[at[l.clock]].Dates
		*dates = append(*dates, l.date)
	}
	var agenda schedule.Agenda
	for _, s := range all {
		t, err := schedule.Compile(s, schedule.CompileOptions{Zone: z})
		if err != nil {
			return nil, err
		}
		agenda = append(agenda, t)
	}
	return agenda, nil
}

// collect lists the occurrences asked for. A date that the rule and rdate both
// have counts once.
func (r recurrence) collect(tables schedule.Agenda, excluded map[local]bool, from, to local) expansion {
	x := expansion{ID: r.ID, Occurrences: []string{}}
	layout := "2006-01-02T15:04:05"
	if r.TZ != "" {
		layout = time.RFC3339
	}
	limit := r.Limit
	if limit == 0 && to.date.IsZero() && !strings.Contains(strings.ToUpper(r.RRule), "COUNT=") && !strings.Contains(strings.ToUpper(r.RRule), "UNTIL=") {
		limit = endless
	}
	var last local
	for o := range tables.Held(from.date, schedule.Date{}) {
		l := local{o.Date, o.Clock}
		if !to.date.IsZero() && !l.before(to) {
			break
		}
		if l == last || excluded[l] || l.before(from) {
			continue
		}
		last = l
		if limit > 0 && len(x.Occurrences) == limit {
			x.More = r.Limit == 0
			break
		}
		x.Occurrences = append(x.Occurrences, o.Start().Format(layout))
	}
	return x
}
