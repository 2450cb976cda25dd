package program_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// codes returns what was found, as "severity code field".
func codes(findings []program.Finding) []string {
	var list []string
	for _, f := range findings {
		list = append(list, string(f.Severity)+" "+f.Code+" "+f.Field)
	}
	return list
}

func dates(first string, gaps ...int) []schedule.Date {
	list := []schedule.Date{schedule.MustDate(first)}
	for _, gap := range gaps {
		list = append(list, list[len(list)-1].AddDays(gap))
	}
	return list
}

func leaders(n int, attributes ...program.Attribute) []program.Leader {
	list := []program.Leader{}
	for i := range n {
		list = append(list, program.Leader{ID: string('a' + rune(i)), Certified: true, Member: true, Attributes: attributes})
	}
	return list
}

func TestCheck(t *testing.T) {
	tuesdays := schedule.Series{Rule: schedule.Weekly(time.Tuesday), First: schedule.MustDate("2022-01-04"), Length: 75 * time.Minute}
	usual := tuesdays
	usual.Length = 90 * time.Minute
	fridays := usual
	fridays.Rule = schedule.Weekly(time.Friday, time.Monday)
	tests := []struct {
		name, program, where, on string
		facts                    program.Facts
		want                     []string
	}{
		{"S3 75 minutes instead of 90 are a warning", "connection", "us", "2022-06-01", program.Facts{Series: []schedule.Series{tuesdays}}, []string{"warning length-differs series[0].length"}},
		{"S3 90 minutes are as the program says", "connection", "us", "2022-06-01", program.Facts{Series: []schedule.Series{usual}}, nil},
		{"an unknown length is not an odd one", "connection", "us", "2022-06-01", program.Facts{Series: []schedule.Series{{}}}, nil},
		{"P3 any length between the least and the greatest", "family-support-group", "us/PA/bucks", "2022-06-01", program.Facts{Series: []schedule.Series{tuesdays}}, nil},
		{"S2 twice a week where the program says weekly", "connection", "us/IL", "2022-06-01", program.Facts{Series: []schedule.Series{fridays}}, []string{"warning cadence-differs series[0].rule"}},
		{"S12 a mode that is not listed", "homefront", "us", "2022-06-01", program.Facts{Mode: program.ModeTelephone}, []string{"warning mode-not-allowed mode"}},
		{"S9 an entry mode of its own", "closed-grief-group", "us", "2022-06-01", program.Facts{Entry: program.Entry{Mode: program.EntryDropIn}}, []string{"warning entry-differs entry.mode"}},
		{"S7 younger people than the program takes", "peer-to-peer", "us", "2015-06-01", program.Facts{Audience: program.Audience{MinAge: 16}}, []string{"warning age-differs audience.min_age"}},
		{"S1 a price on a free program is always an error", "connection", "us", "2022-06-01", program.Facts{Price: program.Price{Amount: 500, Currency: "USD"}}, []string{"error price-on-free-program price.amount"}},
		{"P6 more places than the program takes", "family-to-family", "us/TX/el-paso", "2022-06-01", program.Facts{Places: 30}, []string{"warning places-out-of-range places"}},
		{"S47 ten sessions of the edition of 2014", "peer-to-peer", "us", "2014-06-04", program.Facts{Dates: dates("2014-06-04", 7, 7, 7, 7, 7, 7, 7, 7, 7)}, nil},
		{"S47 ten sessions where the program says eight", "peer-to-peer", "us", "2022-06-01", program.Facts{Dates: dates("2022-06-01", 7, 7, 7, 7, 7, 7, 7, 7, 7)}, []string{"warning session-count-differs series"}},
		{"P4 the nearest of several formats is compared", "hearing-voices-training", "us", "2022-06-01", program.Facts{Dates: dates("2022-06-01", 1, 1)}, nil},
		{"P4 more days than the format allows", "connection-training", "us/OR", "2022-06-01", program.Facts{Dates: dates("2022-06-03", 1, 1, 7)}, []string{"warning span-too-long series"}},
		{"S32 one certified person is too few", "connection", "us", "2022-06-01", program.Facts{Team: leaders(1)}, []string{"warning team-too-small ", "warning single-leader "}},
		{"S32 nobody at all", "connection", "us", "2022-06-01", program.Facts{Team: leaders(0)}, []string{"warning team-too-small "}},
		{"S32 a team that is not known is not too small", "connection", "us", "2022-06-01", program.Facts{}, nil},
		{"a single leader is a risk also where one is enough", "smart-recovery", "us", "2022-06-01", program.Facts{Team: leaders(1)}, []string{"warning single-leader "}},
		{"P5 three where the program says a pair", "connection", "us/IL", "2022-06-01", program.Facts{Team: leaders(3)}, []string{"warning team-too-large "}},
		{"P12 a training without trainers", "wrap-training", "us", "2022-06-01", program.Facts{Team: leaders(2)}, []string{"warning team-lacks-attribute "}},
		{"P12 a training with two trainers", "wrap-training", "us", "2022-06-01", program.Facts{Team: leaders(2, "trainer")}, nil},
		{"S33 leaders who are not members", "connection", "us/IL", "2022-06-01", program.Facts{Team: []program.Leader{{ID: "a", Certified: true, Member: true}, {ID: "b", Certified: true}}},
			[]string{"warning leader-not-a-member "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := resolve(t, program.BuiltIn(), tt.program, "en", program.Jurisdiction(tt.where), tt.on)
			got := program.Check(r, tt.facts)
			if diff := cmp.Diff(tt.want, codes(got)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, f := range got {
				if f.Message == "" {
					t.Errorf("%s says nothing", f.Code)
				}
			}
		})
	}
}

func TestBindingRules(t *testing.T) {
	terms := program.Terms{
		Availability: program.NotOffered,
		Sessions:     program.Sessions{Count: 5, Minutes: 180, TotalMinutes: 900},
		Teams:        []program.Team{{Min: 2}, {Mode: program.ModeOnline, Min: 3, AtLeast: []program.AtLeast{{Count: 1, Attribute: "host"}}}},
	}
	e := edition("it", terms)
	e.Binding = []string{"teams"}
	all := withOne(support("group"), e)
	local := edition("local", program.Terms{Sessions: program.Sessions{Count: 5, Minutes: 120}})
	local.Jurisdiction, local.Binding = "us/FL", []string{"sessions"}
	c, err := program.New(with(all, local))
	if err != nil {
		t.Fatal(err)
	}
	facts := program.Facts{
		Mode: program.ModeOnline, Team: leaders(1), Dates: dates("2022-06-01", 7, 7, 7, 7),
		Series: []schedule.Series{{Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-01"), Length: 2 * time.Hour}},
	}
	t.Run("a departure from a binding rule is an error", func(t *testing.T) {
		got := codes(program.Check(resolve(t, c, "group", "en", "us", "2022-06-01"), facts))
		want := []string{
			"warning not-offered program", "warning length-differs series[0].length", "warning total-hours-differ series",
			"error team-too-small ", "error team-lacks-attribute ", "warning single-leader ",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
	t.Run("P17 the team rule of another mode", func(t *testing.T) {
		inPerson := program.Facts{Mode: program.ModeInPerson, Team: leaders(2)}
		if got := codes(program.Check(resolve(t, c, "group", "en", "us/FL", "2022-06-01"), inPerson)); !slices.Equal(got, []string{"warning not-offered program"}) {
			t.Errorf("findings %q", got)
		}
	})
	t.Run("S53 each part keeps whether its own edition binds", func(t *testing.T) {
		r := resolve(t, c, "group", "en", "us/FL", "2022-06-01")
		equal(t, "sessions of the state", r.Origins["sessions"].Binding, true)
		equal(t, "teams of the country", r.Origins["teams"].Binding, true)
		equal(t, "availability", r.Origins["availability"].Binding, false)
	})
	t.Run("only a part that the edition states can bind", func(t *testing.T) {
		for _, part := range []string{"cadences", "program", "attendance"} {
			e.Binding = []string{part}
			if _, err := program.New(withOne(support("group"), e)); err == nil {
				t.Errorf("binding %q was accepted", part)
			}
		}
	})
}

func TestAges(t *testing.T) {
	e := edition("it", program.Terms{Audience: program.Audience{MinAge: 13, MaxAge: 17}})
	c, err := program.New(withOne(support("group"), e))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name             string
		minAge, maxAge   int
		fields, messages []string
	}{
		{"S7 the ages of the program", 13, 17, nil, nil},
		{"S7 ages that are not known", 0, 0, nil, nil},
		{"S7 younger people", 12, 17, []string{"audience.min_age 12"}, []string{"it takes other ages than the program, which says 13 to 17"}},
		{"S7 older people", 13, 18, []string{"audience.max_age 18"}, []string{"it takes other ages than the program, which says 13 to 17"}},
		{"S7 both", 12, 18, []string{"audience.min_age 12", "audience.max_age 18"},
			[]string{"it takes other ages than the program, which says 13 to 17", "it takes other ages than the program, which says 13 to 17"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			facts := program.Facts{Audience: program.Audience{MinAge: tt.minAge, MaxAge: tt.maxAge}}
			var fields, messages []string
			for _, f := range program.Check(resolve(t, c, "group", "en", "us", "2022-06-01"), facts) {
				fields, messages = append(fields, f.Field+" "+f.Value), append(messages, f.Message)
			}
			if diff := cmp.Diff(tt.fields, fields); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.messages, messages); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	e := edition("it", program.Terms{Formats: []program.Format{{Name: "a", MinGapDays: 5, MaxGapDays: 14, SpanDays: 30}}})
	c, err := program.New(withOne(support("group"), e))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		dates []schedule.Date
		want  []string
	}{
		{"P4 gaps at their limits", dates("2022-06-01", 5, 14), nil},
		{"P4 a day too soon", dates("2022-06-01", 7, 4), []string{"it is 4 days from session 2 to the next, the program says 5 to 14"}},
		{"P4 a day too late", dates("2022-06-01", 7, 15), []string{"it is 15 days from session 2 to the next, the program says 5 to 14"}},
		{"P4 a day too long in all", dates("2022-06-01", 14, 8, 8), []string{"31 days from the first session to the last, the program says at most 30"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range program.Check(resolve(t, c, "group", "en", "us", "2022-06-01"), program.Facts{Dates: tt.dates}) {
				got = append(got, f.Message)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCanStart(t *testing.T) {
	connection := resolve(t, program.BuiltIn(), "connection", "en", "us", "2022-06-01")
	t.Run("S32 false with one certified person, true with two", func(t *testing.T) {
		equal(t, "with one", connection.CanStart(program.ModeInPerson, leaders(1)), false)
		equal(t, "with two", connection.CanStart(program.ModeInPerson, leaders(2)), true)
		two := append(leaders(1), program.Leader{ID: "new", Member: true})
		equal(t, "with one and a trainee", connection.CanStart(program.ModeInPerson, two), false)
	})
	t.Run("P5 one person may count for two attributes", func(t *testing.T) {
		rule := program.Team{Min: 2, AtLeast: []program.AtLeast{{Count: 1, Attribute: "family"}, {Count: 1, Attribute: "professional"}}}
		both := []program.Leader{{ID: "a", Certified: true, Attributes: []program.Attribute{"family", "professional"}}, {ID: "b", Certified: true}}
		equal(t, "one with both", rule.Met(both), true)
		equal(t, "two with one", rule.Met(leaders(2, "family")), false)
	})
}

func TestCadenceOf(t *testing.T) {
	d := schedule.MustDate
	tests := []struct {
		name   string
		series schedule.Series
		want   program.Cadence
	}{
		{"S2 weekly", schedule.Series{Rule: schedule.Weekly(time.Monday)}, program.CadenceWeekly},
		{"S2 every other week is not twice a month", schedule.Series{Rule: schedule.Weekly(time.Monday).Every(2)}, program.CadenceEveryOtherWeek},
		{"S2 two days of the week", schedule.Series{Rule: schedule.Weekly(time.Monday, time.Friday)}, program.CadenceTwiceWeekly},
		{"S2 2nd and 4th Wednesdays", schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4)}, program.CadenceNthWeekdays},
		{"S2 the last Saturday", schedule.Series{Rule: schedule.NthWeekdays(time.Saturday, -1)}, program.CadenceMonthly},
		{"S2 the 1st and the 15th", schedule.Series{Rule: schedule.Monthly(1, 15)}, program.CadenceTwiceMonthly},
		{"S2 the 1st", schedule.Series{Rule: schedule.Monthly(1)}, program.CadenceMonthly},
		{"every day", schedule.Series{Rule: schedule.Daily()}, program.CadenceConsecutiveDays},
		{"every fortnight in days", schedule.Series{Rule: schedule.Daily().Every(14)}, program.CadenceEveryOtherWeek},
		{"every third week", schedule.Series{Rule: schedule.Weekly(time.Monday).Every(3)}, ""},
		{"once a year", schedule.Series{Rule: schedule.Yearly(time.May, 1)}, ""},
		{"weekly dates with a gap", schedule.Series{Dates: dates("2022-11-09", 7, 14, 7)}, program.CadenceWeekly},
		{"a weekend", schedule.Series{Dates: dates("2022-11-12", 1)}, program.CadenceConsecutiveDays},
		{"one date", schedule.Series{Dates: []schedule.Date{d("2022-11-12")}}, ""},
		{"nothing", schedule.Series{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { equal(t, "cadence", program.CadenceOf(tt.series), tt.want) })
	}
}
