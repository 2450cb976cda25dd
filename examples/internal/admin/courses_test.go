package admin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

const clayCourses, newCourse = "/admin/organizations/clay/courses", "/admin/organizations/clay/courses/new"

// withHolidays gives an organization the federal holidays.
func (s *site) withHolidays() {
	s.t.Helper()
	e, at, _ := s.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: "clay"})
	o, _ := e.(directory.Organization)
	o.Holidays = schedule.USFederal(schedule.Observed)
	if _, err := s.dir.Commit(s.t.Context(), "", directory.Change{Put: o, If: at}); err != nil {
		s.t.Fatal(err)
	}
}

// withEverything has all that pages can be about.
func (s *site) withEverything() {
	s.t.Helper()
	s.withRoster()
	dates := []schedule.Date{schedule.MustDate("2026-10-07"), schedule.MustDate("2026-10-14"), schedule.MustDate("2026-10-21")}
	o := directory.Offering{
		ID: "evenings", Program: "peer-to-peer", Organization: "clay", Venue: "library", Course: &course.Course{Sessions: 3},
		Series: []schedule.Series{{Dates: dates, Start: schedule.MustClock("18:00"), Length: 2 * time.Hour}},
	}
	if _, err := s.dir.Commit(s.t.Context(), "", directory.Change{Put: o}); err != nil {
		s.t.Fatal(err)
	}
	s.withPipeline()
}

// wednesdays is the form of a course on ten Wednesdays of the fall of 2026.
func wednesdays(p person) url.Values {
	p.t.Helper()
	form := formOf(p.t, p.get(newCourse).body, newCourse)
	for name, value := range map[string]string{
		"program": "peer-to-peer", "mode": "", "venue": "library", "first": "2026-10-07", "time": "18:00", "every": "1",
		"sessions": "10", "minutes": "120", "least": "8", "most": "15", "decide_days": "7", "close_days": "3", "do": "check",
	} {
		form.Set(name, value)
	}
	return form
}

// course makes that course by its form, and returns the path of its page.
func (p person) course() string {
	p.t.Helper()
	a := p.post(newCourse, wednesdays(p))
	form := formOf(p.t, a.body, newCourse)
	for name, values := range wednesdays(p) {
		form[name] = values
	}
	form.Set("do", "save")
	return p.done(newCourse, form).Header.Get("Location")
}

// courseDo posts the page of a course, as it is, with some values.
func (p person) courseDo(path, do string, more url.Values) answer {
	p.t.Helper()
	form := formOf(p.t, p.get(path).body, path)
	form.Set("do", do)
	for name, values := range more {
		form[name] = values
	}
	return p.post(path, form)
}

// numbersForm is what the form of numbers sends.
func numbersForm(enrolled int) url.Values {
	return url.Values{"enrolled": {strconv.Itoa(enrolled)}, "waiting": {"1"}, "interested": {"2"}, "least": {"8"}, "most": {"15"}, "decide_days": {"7"}, "register_by": {"2026-10-04"}}
}

func (s *site) theCourse() directory.Offering {
	s.t.Helper()
	for e := range s.dir.All() {
		if o, ok := e.(directory.Offering); ok && o.Course != nil {
			return o
		}
	}
	s.t.Fatal("no course")
	return directory.Offering{}
}

func TestACourseIsMade(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			s.withHolidays()
			p := s.editor()
			t.Run("C2 C4 first the dates are shown, without the holiday, and nothing is made", func(t *testing.T) {
				got := words(p.post(newCourse, wednesdays(p)).body)
				for _, want := range []string{"10 sessions 2026-10-07 to 2026-12-16", "no class 11/11", "Session 6 of 10: Wednesday, November 18, 2026", "Make this course"} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if got := words(p.get(clayCourses).body); !strings.Contains(got, "There are no courses.") {
					t.Error(got)
				}
			})
			path := p.course()
			t.Run("C7 C8 C17 it has its sessions and numbers, and no people", func(t *testing.T) {
				o := s.theCourse()
				want := &course.Course{Sessions: 10, Capacity: program.Capacity{Min: 8, Max: 15}, DecideDays: 7, RegisterBy: schedule.MustDate("2026-10-04")}
				if diff := cmp.Diff(want, o.Course); diff != "" {
					t.Errorf("course (-want +got):\n%s", diff)
				}
				if o.Organization != "clay" || o.Venue != "library" || o.Series[0].Length != 2*time.Hour || o.Series[0].Start.String() != "18:00" {
					t.Errorf("offering %+v", o)
				}
				got := words(p.get(path).body)
				for _, want := range []string{"planned · places open", "It is decided on", "Still missing: 8.", "Session 10 of 10 Wednesday, December 16, 2026, 6:00 pm to 8:00 pm"} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
			})
			t.Run("it is listed, and there in Spanish", func(t *testing.T) {
				if got := words(p.get(clayCourses + "?lang=es").body); !strings.Contains(got, "previsto · hay lugares Empieza el miércoles, 7 de octubre de 2026.") {
					t.Error(got)
				}
			})
		})
	}
}

func TestACourseThatCannotBeMade(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	before := s.dir.Head()
	for name, tt := range map[string]struct{ field, value, want string }{
		"no day":              {"first", "", "“First day” could not be read."},
		"no such hour":        {"time", "25:00", "“Time” could not be read."},
		"a number of letters": {"sessions", "ten", "“Number of sessions” could not be read."},
		"no place":            {"venue", "", "Place: empty, want a venue to meet in person"},
		"a long name":         {"name", strings.Repeat("x", 300), "“Name” could not be read."},
	} {
		form := wednesdays(p)
		form.Set(tt.field, tt.value)
		form.Set("do", "save")
		if a := p.post(newCourse, form); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(words(a.body), tt.want) {
			t.Errorf("%s: status %d\n%s", name, a.StatusCode, words(a.body))
		}
	}
	t.Run("one that was not looked over is not made", func(t *testing.T) {
		form := wednesdays(p)
		form.Set("do", "save")
		if a := p.post(newCourse, form); a.StatusCode != http.StatusOK || !strings.Contains(words(a.body), "Make this course") {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	if s.dir.Head() != before {
		t.Error("something was written")
	}
}

func TestACourseTakesItsSteps(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	path := p.course()
	state := func() course.State { return s.theCourse().Course.State }
	t.Run("C8 it goes from one state to the next", func(t *testing.T) {
		for _, step := range []struct {
			do   string
			want course.State
		}{{"open", course.Enrolling}, {"confirm", course.Confirmed}, {"begin", course.Running}} {
			if a := p.courseDo(path, step.do, nil); a.StatusCode != http.StatusSeeOther || state() != step.want {
				t.Errorf("%s: status %d, state %v", step.do, a.StatusCode, state())
			}
		}
		if a := p.courseDo(path, "open", nil); a.StatusCode != http.StatusConflict {
			t.Errorf("a step that is over: status %d", a.StatusCode)
		}
	})
	t.Run("history tells and takes it back", func(t *testing.T) {
		page := p.get("/admin/history").body
		if !strings.Contains(words(page), "Course changed") {
			t.Error(words(page))
		}
		p.done("/admin/history", formOf(t, page, "/admin/history"))
		if state() != course.Confirmed {
			t.Error(state())
		}
	})
}

func TestC8WhetherACourseRuns(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	path := p.course()
	p.courseDo(path, "open", nil)
	for _, tt := range []struct {
		enrolled int
		days     int
		want     string
	}{
		{3, 0, "Still missing: 5."},
		{8, 0, "Enough people have enrolled so far."},
		{3, 120, "too few have enrolled. Missing: 5. Nothing is cancelled by itself."},
		{8, 120, "enough people have enrolled."},
	} {
		if a := p.courseDo(path, "numbers", numbersForm(tt.enrolled)); a.StatusCode != http.StatusSeeOther {
			t.Fatal(words(a.body))
		}
		*s.now = now.AddDate(0, 0, tt.days)
		q := s.person(editorOf("clay", *s.now))
		if got := words(q.get(path).body); !strings.Contains(got, tt.want) {
			t.Errorf("%d enrolled after %d days: %q is not there:\n%s", tt.enrolled, tt.days, tt.want, got)
		}
		*s.now = now
	}
	t.Run("numbers that make no sense are refused", func(t *testing.T) {
		for field, value := range map[string]string{"enrolled": "-1", "waiting": "x", "most": "9999999", "register_by": "soon"} {
			form := numbersForm(3)
			form.Set(field, value)
			if a := p.courseDo(path, "numbers", form); a.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s %q: status %d", field, value, a.StatusCode)
			}
		}
	})
	t.Run("two who change the numbers in the same moment do not undo each other", func(t *testing.T) {
		form := numbersForm(4)
		form.Set("revision", "1")
		if a := p.courseDo(path, "numbers", form); a.StatusCode != http.StatusConflict {
			t.Errorf("status %d", a.StatusCode)
		}
	})
}

func TestACourseIsCancelled(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	path := p.course()
	p.courseDo(path, "open", nil)
	p.courseDo(path, "numbers", numbersForm(4))
	if a := p.courseDo(path, "cancel", nil); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(words(a.body), "Say what people read") {
		t.Errorf("without words: status %d", a.StatusCode)
	}
	if a := p.courseDo(path, "cancel", url.Values{"reason": {"Too few people enrolled."}}); a.StatusCode != http.StatusSeeOther {
		t.Fatal(words(a.body))
	}
	o := s.theCourse()
	t.Run("C11 those who were in it count as interested", func(t *testing.T) {
		if o.Course.State != course.Cancelled || o.Course.Reason != "Too few people enrolled." || o.Course.Interested != 5 {
			t.Errorf("%+v", o.Course)
		}
	})
	t.Run("people read it at each date", func(t *testing.T) {
		for m := range s.dir.Snapshot().Timetable(o.ID).All(schedule.Date{}, schedule.Date{}) {
			if m.Status != schedule.Cancelled || m.Reason.Text != "Too few people enrolled." {
				t.Errorf("%v: %v, %v", m.Date, m.Status, m.Reason)
			}
		}
	})
	t.Run("nothing more can be done, but for the numbers", func(t *testing.T) {
		page := p.get(path).body
		if strings.Contains(page, `value="cancel"`) || strings.Contains(page, `name="lost"`) || strings.Contains(page, `value="open"`) {
			t.Error(words(page))
		}
	})
}

func TestC6ASessionFallsOut(t *testing.T) {
	tests := []struct {
		way, button string
		dates       int
		want        map[string]schedule.Status
	}{
		{"append", "One more date at the end: Wednesday, December 16, 2026", 11, map[string]schedule.Status{"2026-10-21": schedule.Cancelled, "2026-12-16": schedule.On}},
		{"make up", "Another day instead: Thursday, October 22, 2026", 10, map[string]schedule.Status{"2026-10-21": schedule.Moved}},
		{"merge", "Two sessions on one day: Wednesday, October 28, 2026", 10, map[string]schedule.Status{"2026-10-21": schedule.Cancelled}},
	}
	for _, tt := range tests {
		t.Run(tt.way, func(t *testing.T) {
			s := inMemory(t)
			p := s.editor()
			path := p.course()
			asked := p.get(path + "?lost=%2F2026-10-21&reason=snow")
			if !strings.Contains(words(asked.body), tt.button) {
				t.Fatalf("%q is not there:\n%s", tt.button, words(asked.body))
			}
			form := url.Values{"lost": {"/2026-10-21"}, "reason": {"snow"}, "way": {tt.way}}
			if a := p.courseDo(path, "remedy", form); a.StatusCode != http.StatusSeeOther {
				t.Fatal(words(a.body))
			}
			n := 0
			for m := range s.dir.Snapshot().Timetable(s.theCourse().ID).All(schedule.Date{}, schedule.Date{}) {
				n++
				if want, ok := tt.want[m.Original.String()]; ok && m.Status != want {
					t.Errorf("%v: %v, want %v", m.Original, m.Status, want)
				}
			}
			if n != tt.dates {
				t.Errorf("%d dates, want %d", n, tt.dates)
			}
			if got := words(p.get(path).body); !strings.Contains(got, "Session 10 of 10") && !strings.Contains(got, "Sessions 3 and 4 of 10") {
				t.Error(got)
			}
		})
	}
	t.Run("no other session, way or day", func(t *testing.T) {
		s := inMemory(t)
		p := s.editor()
		path := p.course()
		for _, form := range []url.Values{
			{"lost": {"/2026-10-22"}, "way": {"append"}}, {"lost": {"x/2026-10-21"}, "way": {"append"}},
			{"lost": {"/2026-10-21"}, "way": {"dance"}}, {"lost": {"/soon"}, "way": {"append"}},
		} {
			if a := p.courseDo(path, "remedy", form); a.StatusCode != http.StatusBadRequest {
				t.Errorf("%v: status %d", form, a.StatusCode)
			}
		}
		if a := p.get(path + "?lost=nothing"); a.StatusCode != http.StatusBadRequest {
			t.Errorf("status %d", a.StatusCode)
		}
	})
}
