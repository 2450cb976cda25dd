package feed_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/schedule"
)

func TestDerive(t *testing.T) {
	weekly := func(day time.Weekday) schedule.Series {
		return schedule.Series{Rule: schedule.Weekly(day), First: feed.FirstDay(), Start: schedule.MustClock("19:00")}
	}
	for _, tt := range []struct {
		name string
		day  time.Weekday
		text string
		want string // rule, policy, codes of findings
	}{
		{"nth weekdays as the whole text", time.Wednesday, "1st and 3rd Wed", "FREQ=MONTHLY;BYDAY=1WE,3WE keep schedule-derived"},
		{"a statement among others", time.Sunday, "Ring the bell.\nThis meeting is held on the first Sunday of each month only.", "FREQ=MONTHLY;BYDAY=1SU keep schedule-derived"},
		{"only meets", time.Saturday, "Only meets 1st Saturday of the Month", "FREQ=MONTHLY;BYDAY=1SA keep schedule-derived"},
		{"nth weekdays except holidays", time.Wednesday, "2nd and 4th Wednesdays, except holidays", "FREQ=MONTHLY;BYDAY=2WE,4WE skip schedule-derived schedule-derived"},
		{"the same time said again", time.Wednesday, "Meets 2nd and 4th Wednesdays 7:00 pm", "FREQ=MONTHLY;BYDAY=2WE,4WE keep schedule-derived"},
		{"the last ones left out", time.Thursday, "No meeting last Thursday of the month", "FREQ=MONTHLY;BYDAY=-5TH,-4TH,-3TH,-2TH keep schedule-derived"},
		{"the second ones left out", time.Thursday, "No meeting 2nd Thursday of the month", "FREQ=MONTHLY;BYDAY=1TH,3TH,4TH,5TH keep schedule-derived"},
		{"closed on holidays", time.Tuesday, "Use the side door. Closed on holidays", "FREQ=WEEKLY;BYDAY=TU skip schedule-derived"},
		{"no meetings on holidays of a kind that lists hold", time.Tuesday, "***No Meetings on Statutory Holidays***", "FREQ=WEEKLY;BYDAY=TU skip schedule-derived"},
		{"holidays that no list holds", time.Tuesday, "Closed on Jewish holidays", "FREQ=WEEKLY;BYDAY=TU keep schedule-in-note"},
		{"holidays and more", time.Tuesday, "Mtg closed holidays and during public school breaks", "FREQ=WEEKLY;BYDAY=TU keep schedule-in-note"},
		{"every other week without a first date", time.Sunday, "This group meets every other Sunday", "FREQ=WEEKLY;BYDAY=SU keep schedule-in-note"},
		{"another weekday", time.Sunday, "Only meets 1st Saturday of the Month", "FREQ=WEEKLY;BYDAY=SU keep schedule-in-note"},
		{"two notes that do not agree", time.Saturday, "Only 1st Saturday. Only 2nd Saturday.", "FREQ=WEEKLY;BYDAY=SA keep schedule-in-note"},
		{"D26 speaker nights annotate", time.Saturday, "Last Saturday: speaker", "FREQ=WEEKLY;BYDAY=SA keep"},
		{"D26 a business meeting annotates", time.Sunday, "Business meeting: 2nd Sunday @ 1:15 pm", "FREQ=WEEKLY;BYDAY=SU keep"},
		{"D26 open nights annotate", time.Friday, "Basement.  Open meeting first Friday of month.\r\nDoors open at 7", "FREQ=WEEKLY;BYDAY=FR keep"},
		{"D26 open only on some days annotates", time.Thursday, "Open meeting is 1st Thursday of the month only", "FREQ=WEEKLY;BYDAY=TH keep"},
		{"D26 open nights of closed meetings annotate", time.Wednesday, "Closed meeting except on the last Wednesday of every month (Open) for birthdays.", "FREQ=WEEKLY;BYDAY=WE keep"},
		{"D26 topics beside holidays", time.Friday, "1st Fri of Month is GV / Closed on holidays", "FREQ=WEEKLY;BYDAY=FR skip schedule-derived"},
		{"one statement twice", time.Sunday, "Only 1st Sunday.\nThis meeting is held on the first Sunday of each month only.", "FREQ=MONTHLY;BYDAY=1SU keep schedule-derived"},
		{"D26 a line under a heading annotates", time.Sunday, "Speaker\n1st Sunday", "FREQ=WEEKLY;BYDAY=SU keep"},
		{"D26 another time is another meeting", time.Sunday, "Meets 1st Sunday 5 pm", "FREQ=WEEKLY;BYDAY=SU keep"},
		{"D26 topics by week annotate", time.Sunday, "1st wk Step/last wk Spkr/others Topic", "FREQ=WEEKLY;BYDAY=SU keep"},
		{"a floor is no ordinal of a week", time.Sunday, "2nd Floor", "FREQ=WEEKLY;BYDAY=SU keep"},
		{"Spanish", time.Wednesday, "Cerrado los días festivos", "FREQ=WEEKLY;BYDAY=WE skip schedule-derived"},
		{"nothing about dates", time.Wednesday, "Masks required indoors.", "FREQ=WEEKLY;BYDAY=WE keep"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, derived, findings := feed.Derive(weekly(tt.day), "", tt.text)
			got := s.Rule.String() + " " + s.OnHoliday.String()
			changed := false
			for _, f := range findings {
				got += " " + f.Code
				changed = changed || f.Code == feed.CodeDerived
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if derived != changed || derived != !cmp.Equal(s, weekly(tt.day)) {
				t.Errorf("derived %v, want as the series and its findings", derived)
			}
		})
	}
	t.Run("a series of several days is not made one of the month", func(t *testing.T) {
		s := weekly(time.Wednesday)
		s.Rule = schedule.Weekly(time.Monday, time.Wednesday)
		if got, derived, _ := feed.Derive(s, "", "1st Wed only"); derived || got.Rule != s.Rule {
			t.Errorf("rule %v, want %v", got.Rule, s.Rule)
		}
	})
}

func FuzzDerive(f *testing.F) {
	for _, s := range []string{"1st and 3rd Wed", "No meeting last Wednesday", "closed on holidays", "every other Wed only", "-1st wed", "only\x00 5th wed."} {
		f.Add(s)
	}
	s := schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: feed.FirstDay()}
	f.Fuzz(func(t *testing.T, text string) {
		got, derived, _ := feed.Derive(s, "", text)
		if derived == cmp.Equal(got, s) {
			t.Errorf("derived %v, but the series is %v", derived, got)
		}
		if err := got.Validate(); err != nil {
			t.Error(err)
		}
		again, _, _ := feed.Derive(s, "", text)
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("the second time (-first +second):\n%s", diff)
		}
	})
}
