package directory

import (
	"fmt"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// The codes of findings about courses.
const (
	CodeCourseState    = "course-state"        // behind what the calendar says
	CodeCourseDecision = "course-decision"     // it is time to decide
	CodeCourseFull     = "course-over-full"    // more people than places
	CodeCourseSessions = "course-sessions"     // other than the series has
	CodeNotACourse     = "course-not-expected" // of a program that is none
)

// course looks at how far a course has come against its dates.
func (l *linter) course(x *entry) {
	c := x.offering.Course
	if c == nil {
		return
	}
	if k := x.listing.Kind; k == program.KindSupportGroup || k == program.KindSupportCall {
		l.add(program.Warning, CodeNotACourse, "course", x.offering.Program, "a %s is no course: leave this out", k)
	}
	if c.Capacity.Max > 0 && c.Enrolled > int(c.Capacity.Max) {
		l.add(program.Warning, CodeCourseFull, "course.enrolled", "", "more people are enrolled than there are places")
	}
	dates := heldDates(x.table)
	if len(dates) == 0 || c.State.Over() {
		return
	}
	if c.Sessions != 0 && c.Sessions != len(dates) {
		l.add(program.Info, CodeCourseSessions, "course.sessions", fmt.Sprint(c.Sessions), "it has %d sessions, its series %d dates", c.Sessions, len(dates))
	}
	first, last := dates[0], dates[len(dates)-1]
	switch begun := c.State == course.Running; {
	case last.Before(l.today):
		l.add(program.Warning, CodeCourseState, "course.state", c.State.String(), "the last session was on %v: it is completed or was cancelled", last)
	case first.Before(l.today) && !begun:
		l.add(program.Warning, CodeCourseState, "course.state", c.State.String(), "the first session was on %v: it is running or was cancelled", first)
	case l.today.Before(first) && begun:
		l.add(program.Warning, CodeCourseState, "course.state", c.State.String(), "the first session is on %v: it is not running", first)
	case c.State == course.Enrolling && !l.today.Before(first.AddDays(-c.DecideDays)):
		l.decision(c, first)
	}
}

// decision says what the numbers are for. Nothing is decided by it.
func (l *linter) decision(c *course.Course, first schedule.Date) {
	if c.Enrolled >= int(c.Capacity.Min) {
		l.add(program.Info, CodeCourseDecision, "course.state", c.State.String(), "enough people are enrolled for it to run from %v: confirm it", first)
		return
	}
	l.add(program.Warning, CodeCourseDecision, "course.state", c.State.String(), "too few people are enrolled for it to run from %v: confirm it all the same, or cancel it and tell them", first)
}
