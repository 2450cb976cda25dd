package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// A courseRequest asks for plans of a course, for how many of them fit into a
// time, or for the ways to go on when a session falls out.
type courseRequest struct {
	ID json.RawMessage `json:"id"` // of the answer

	// Program, Language, Jurisdiction and Edition say whose rules to begin
	// with, on the day From; FormatName is one of its formats.
	Program      string               `json:"program"`
	Language     string               `json:"language"`
	Jurisdiction program.Jurisdiction `json:"jurisdiction"`
	FormatName   string               `json:"format_name"`

	Ask string `json:"ask"` // "plans", "capacity" or "remedies"; "" is plans

	// For remedies: the series of the course, the date that falls out and why.
	Series schedule.Series `json:"series"`
	On     schedule.Date   `json:"on"`
	Reason string          `json:"reason"`

	course.Request
}

// courseAnswer is the answer to one request.
type courseAnswer struct {
	ID       json.RawMessage        `json:"id"`
	Plans    []planAnswer           `json:"plans,omitempty"`
	Capacity *course.CapacityReport `json:"capacity,omitempty"`
	Remedies []remedyAnswer         `json:"remedies,omitempty"`
	Reasons  []program.Finding      `json:"reasons,omitempty"` // why there is no plan
}

// planAnswer is a plan with what goes on the page and into the records.
type planAnswer struct {
	course.Plan
	Texts   program.Text    `json:"texts"` // by language
	NoClass program.Text    `json:"no_class,omitempty"`
	Series  schedule.Series `json:"series"`
}

// remedyAnswer is a remedy with what people are told.
type remedyAnswer struct {
	course.Remedy
	Texts program.Text `json:"texts"` // by language
}

// planCourses answers requests, one JSON object after the other.
func planCourses(args []string, env environment) error {
	fs := flag.NewFlagSet("reach course", flag.ContinueOnError)
	if err := parse(fs, args, env); err != nil {
		return err
	}
	in, err := input(fs, env)
	if err != nil {
		return err
	}
	defer in.Close()
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	dec := json.NewDecoder(in)
	for {
		var text json.RawMessage
		switch err := dec.Decode(&text); {
		case err == io.EOF:
			return nil
		case err != nil:
			return enc.Encode(failure{Error: err.Error()})
		}
		if err := enc.Encode(answerCourse(text)); err != nil {
			return err
		}
	}
}

// answerCourse returns a courseAnswer or a failure.
func answerCourse(text []byte) any {
	var q courseRequest
	var id struct{ ID json.RawMessage }
	_ = json.Unmarshal(text, &id) // the answer to what has no id has none
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&q); err != nil {
		return failure{id.ID, err.Error()}
	}
	answer := courseAnswer{ID: q.ID}
	err := q.resolve()
	if err == nil {
		err = q.answer(&answer)
	}
	if none, ok := errors.AsType[*course.NoPlanError](err); ok {
		answer.Reasons = none.Reasons
		return answer
	}
	if err != nil {
		return failure{q.ID, err.Error()}
	}
	return answer
}

// resolve fills in what the program says where the request is silent.
func (q *courseRequest) resolve() error {
	if q.Program == "" {
		return nil
	}
	if q.Language == "" {
		q.Language = "en"
	}
	if q.Jurisdiction == "" {
		q.Jurisdiction = "us"
	}
	r, err := program.BuiltIn().Resolve(q.Program, q.Language, q.Jurisdiction, q.From)
	if err != nil {
		return err
	}
	known, err := course.NewRequest(r, q.FormatName)
	if err != nil {
		return err
	}
	if q.Format.Count == 0 {
		q.Format = known.Format
	}
	if q.Team.Min == 0 {
		q.Team = known.Team
	}
	if q.Entry == (program.Entry{}) {
		q.Entry = known.Entry
	}
	return nil
}

func (q *courseRequest) answer(a *courseAnswer) error {
	switch q.Ask {
	case "", "plans":
		plans, err := q.Plans()
		for _, p := range plans {
			answer := planAnswer{Plan: p, Series: p.Series(), Texts: program.Text{"en": p.In("en"), "es": p.In("es")}}
			if p.NoClass("en") != "" {
				answer.NoClass = program.Text{"en": p.NoClass("en"), "es": p.NoClass("es")}
			}
			a.Plans = append(a.Plans, answer)
		}
		return err
	case "capacity":
		report, err := q.Capacity()
		a.Capacity = &report
		return err
	case "remedies":
		remedies, err := q.Remedies(q.Series, q.On, q.Reason)
		for _, r := range remedies {
			a.Remedies = append(a.Remedies, remedyAnswer{r, program.Text{"en": r.In("en"), "es": r.In("es")}})
		}
		return err
	}
	return fmt.Errorf("ask %q, want plans, capacity or remedies", q.Ask)
}
