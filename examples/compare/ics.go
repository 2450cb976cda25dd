package main

import (
	"fmt"
	"io"
	"time"

	golangical "github.com/arran4/golang-ical"
	goical "github.com/emersion/go-ical"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// icsTasks are those of package schedule/ical.
var icsTasks = []task{{"ics-write", "event", prepareICS}}

const (
	icsEvents   = 1000
	icsTitle    = "Connection Recovery Support Group"
	icsAbout    = "Free, peer-led and confidential. Anyone over 18 who lives with a mental illness is welcome."
	icsLocation = "Orange Park Hospital, Classroom C, 2001 Kingsley Ave., Orange Park, FL 32073"
)

// prepareICS writes a calendar of groups that meet on the 2nd and 4th of a
// weekday, each event with the same properties on all sides. Ours plans the
// dates of each series and writes it. A peer builds its values and writes them,
// as a server does that answers a request; "built before" is the writing alone
// of values that are texts already. The answer is the number of events.
func prepareICS() ([]side, error) {
	ours := ical.Calendar{Name: "Groups", Through: schedule.MustDate("2023-12-31")}
	zone, err := schedule.LoadZone(newYork)
	if err != nil {
		return nil, err
	}
	for i := range icsEvents {
		s := evening(schedule.NthWeekdays(time.Weekday(i%7), 2, 4), "2022-06-08")
		s.Length = 90 * time.Minute
		table, err := schedule.Compile(s, schedule.CompileOptions{Zone: zone})
		if err != nil {
			return nil, err
		}
		ours.Events = append(ours.Events, ical.Event{
			UID: icsUID(i), Timetable: table, Summary: icsTitle, Description: icsAbout, Location: icsLocation,
			Geo: &ical.Geo{Lat: 30.165, Lng: -81.74}, URL: icsURL(i), Modified: icsModified,
		})
	}
	written := func(err error) outcome {
		if err != nil {
			return outcome{units: 1, answer: -1}
		}
		return outcome{units: icsEvents, answer: icsEvents}
	}
	golang, emersion := golangCalendar(ours), goCalendar(ours)
	return []side{
		{"", func() outcome { return written(ical.Write(io.Discard, ours)) }},
		{"golang-ical", func() outcome { return written(golangCalendar(ours).SerializeTo(io.Discard)) }},
		{"go-ical", func() outcome { return written(goical.NewEncoder(io.Discard).Encode(goCalendar(ours))) }},
		{"golang-ical built before", func() outcome { return written(golang.SerializeTo(io.Discard)) }},
		{"go-ical built before", func() outcome { return written(goical.NewEncoder(io.Discard).Encode(emersion)) }},
	}, nil
}

var icsModified = time.Date(2022, time.June, 1, 12, 0, 0, 0, time.UTC)

func icsUID(i int) string { return fmt.Sprintf("%05d@jax.example.org", i) }
func icsURL(i int) string { return fmt.Sprintf("https://jax.example.org/groups/%05d", i) }

// icsStarts returns the first start and end of an event, and its rule.
func icsStarts(e *ical.Event) (start, end time.Time, rule string) {
	o, _ := e.Timetable.Nth(schedule.Date{}, 1)
	return o.Start(), o.End(), e.Timetable.Series().Rule.String()
}

func golangCalendar(c ical.Calendar) *golangical.Calendar {
	calendar := golangical.NewCalendar()
	calendar.SetName(c.Name)
	for i := range c.Events {
		e := &c.Events[i]
		start, end, rule := icsStarts(e)
		event := calendar.AddEvent(e.UID)
		event.SetDtStampTime(e.Modified)
		event.SetModifiedAt(e.Modified)
		event.SetSequence(e.Sequence)
		event.SetProperty(golangical.ComponentPropertyDtStart, start.Format(icsLocal), golangical.WithTZID(newYork))
		event.SetProperty(golangical.ComponentPropertyDtEnd, end.Format(icsLocal), golangical.WithTZID(newYork))
		event.AddRrule(rule)
		event.SetSummary(e.Summary)
		event.SetDescription(e.Description)
		event.SetLocation(e.Location)
		event.SetGeo(e.Geo.Lat, e.Geo.Lng)
		event.SetURL(e.URL)
		event.SetStatus(golangical.ObjectStatusConfirmed)
	}
	return calendar
}

const icsLocal = "20060102T150405"

func goCalendar(c ical.Calendar) *goical.Calendar {
	calendar := goical.NewCalendar()
	calendar.Props.SetText(goical.PropVersion, "2.0")
	calendar.Props.SetText(goical.PropProductID, "-//compare//EN")
	for i := range c.Events {
		e := &c.Events[i]
		start, end, rule := icsStarts(e)
		event := goical.NewEvent()
		event.Props.SetText(goical.PropUID, e.UID)
		event.Props.SetDateTime(goical.PropDateTimeStamp, e.Modified)
		event.Props.SetDateTime(goical.PropLastModified, e.Modified)
		event.Props.Set(&goical.Prop{Name: goical.PropSequence, Params: goical.Params{}, Value: "0"})
		event.Props.SetDateTime(goical.PropDateTimeStart, start)
		event.Props.SetDateTime(goical.PropDateTimeEnd, end)
		event.Props.Set(&goical.Prop{Name: goical.PropRecurrenceRule, Params: goical.Params{}, Value: rule})
		event.Props.SetText(goical.PropSummary, e.Summary)
		event.Props.SetText(goical.PropDescription, e.Description)
		event.Props.SetText(goical.PropLocation, e.Location)
		event.Props.Set(&goical.Prop{Name: goical.PropGeo, Params: goical.Params{}, Value: fmt.Sprintf("%g;%g", e.Geo.Lat, e.Geo.Lng)})
		event.Props.Set(&goical.Prop{Name: goical.PropURL, Params: goical.Params{}, Value: e.URL})
		event.SetStatus(goical.EventConfirmed)
		calendar.Children = append(calendar.Children, event.Component)
	}
	return calendar
}
