package main

import (
	"flag"
	"fmt"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// meetingFlags say which meetings of records are to be led.
type meetingFlags struct {
	records, also, offerings, seats string
	from, to                        string
}

func (f *meetingFlags) register(fs *flag.FlagSet) {
	fs.StringVar(&f.records, "records", "", "`file` of records, whose meetings come to those of the request")
	fs.StringVar(&f.also, "also", "", alsoUsage)
	fs.StringVar(&f.offerings, "offering", "", "`IDs` of the offerings that meet, with commas")
	fs.StringVar(&f.from, "from", "", "first `date` of a meeting, such as 2026-06-01")
	fs.StringVar(&f.to, "to", "", "`date` before which the last one is, such as 2026-09-01")
	fs.StringVar(&f.seats, "seats", "lead,second", "`names` of the seats at each meeting, with commas")
}

// meetings returns the meetings that the flags choose, none without -records.
func (f meetingFlags) meetings(env environment) (meetings []roster.Meeting, err error) {
	if f.records == "" {
		if f.offerings+f.from+f.to+f.also != "" {
			return nil, misused(env, "-offering, -from, -to and -also go with -records")
		}
		return nil, nil
	}
	from, to, err := f.window()
	if err != nil {
		return nil, misused(env, "%v", err)
	}
	ids := list(f.offerings)
	if len(ids) == 0 {
		return nil, misused(env, "want -offering, the IDs of those that are to be led")
	}
	own, err := readAlso(f.also)
	if err != nil {
		return nil, err
	}
	entities, err := fromFile(f.records, directory.ReadRecords)
	if err != nil {
		return nil, err
	}
	snap, problems := directory.SnapshotOf(own.with(entities)...)
	for _, problem := range problems {
		_, _ = fmt.Fprintln(env.err, "reach:", problem)
	}
	var seats []roster.Seat
	for _, name := range list(f.seats) {
		seats = append(seats, roster.Seat{Name: name})
	}
	for _, id := range ids {
		if snap.Timetable(id) == nil {
			return nil, misused(env, "-offering %q, want one of the records", id)
		}
		meetings = append(meetings, snap.RosterMeetings(id, from, to, seats...)...)
	}
	return meetings, nil
}

// window returns the dates between which meetings are.
func (f meetingFlags) window() (from, to schedule.Date, err error) {
	if from, err = schedule.ParseDate(f.from); err != nil {
		return from, to, fmt.Errorf("-from: %w", err)
	}
	if to, err = schedule.ParseDate(f.to); err != nil {
		return from, to, fmt.Errorf("-to: %w", err)
	}
	if !from.Before(to) {
		return from, to, fmt.Errorf("-to %s, want a date after %s", to, from)
	}
	return from, to, nil
}
