package people_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

// certifiedOn returns somebody certified on a day by rules without steps, with
// more events after it.
func certifiedOn(t *testing.T, r people.Rules, on string, more ...string) people.Facilitator {
	t.Helper()
	return after(t, r, append([]string{on + " interested", on + " decided yes"}, more...)...)
}

func TestStatus(t *testing.T) {
	upkeep := func(m program.Maintenance) people.Rules { return people.Rules{Program: "group", Maintenance: m} }
	first := upkeep(program.Maintenance{FirstLeadMonths: 6})
	twice := upkeep(program.Maintenance{Leads: 2, WindowMonths: 24})
	refresher := upkeep(program.Maintenance{RefresherMonths: 12})
	member := upkeep(program.Maintenance{Member: true})
	tests := []struct {
		name  string
		rules people.Rules
		more  []string // events after the certification on 2022-01-31
		on    string
		is    people.Validity
		code  string // of the first reason
	}{
		{"P10 without upkeep it is good for ever", upkeep(program.Maintenance{}), nil, "2040-01-01", people.Valid, ""},
		{"P10 before it was given there is none", upkeep(program.Maintenance{}), nil, "2022-01-30", people.NoCertificate, ""},
		{"P10 the first lead is far off", first, nil, "2022-05-31", people.Valid, ""},
		{"P10 the first lead is due soon, and that counts as certified", first, nil, "2022-06-01", people.DueSoon, people.CodeFirstLead},
		{"P10 on the last day it is due soon", first, nil, "2022-07-31", people.DueSoon, people.CodeFirstLead},
		{"P10 the day after it has lapsed", first, nil, "2022-08-01", people.Lapsed, people.CodeFirstLead},
		{"P10 who has led is good", first, []string{"2022-03-01 led"}, "2022-08-01", people.Valid, ""},
		{"P10 twice in 24 months, none yet, in the first window", twice, nil, "2023-06-01", people.Valid, ""},
		{"P10 twice in 24 months, one only", twice, []string{"2022-03-01 led"}, "2024-02-01", people.Lapsed, people.CodeLeads},
		{"P10 twice in 24 months, and good from the last but one", twice, []string{"2022-03-01 led", "2023-06-01 led", "2023-09-01 led"}, "2025-03-01", people.Valid, ""},
		{"P10 twice in 24 months, and soon the window has one only", twice, []string{"2022-03-01 led", "2023-06-01 led", "2023-09-01 led"}, "2025-05-01", people.DueSoon, people.CodeLeads},
		{"P10 a refresher every year", refresher, nil, "2023-02-01", people.Lapsed, people.CodeRefresher},
		{"P10 a first lead that is due after the last date there is", upkeep(program.Maintenance{FirstLeadMonths: 12_000}), nil, "2040-01-01", people.Valid, ""},
		{"P10 a refresher that was taken", refresher, []string{"2023-01-15 refreshed"}, "2023-11-01", people.Valid, ""},
		{"S33 P10 a membership that ends soon", member, []string{"2022-02-01 joined until 2022-12-31"}, "2022-12-01", people.DueSoon, people.CodeMembership},
		{"S33 P10 a membership that has ended", member, []string{"2022-02-01 joined until 2022-12-31"}, "2023-01-01", people.Lapsed, people.CodeMembership},
		{"S33 P10 no membership at all", member, nil, "2022-02-01", people.Lapsed, people.CodeMembership},
		{"S33 P10 a membership without end", member, []string{"2022-02-01 joined"}, "2040-01-01", people.Valid, ""},
		{"P10 whoever left has none", upkeep(program.Maintenance{}), []string{"2022-03-01 left"}, "2022-04-01", people.NoCertificate, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := certifiedOn(t, tt.rules, "2022-01-31", tt.more...)
			s := f.Status(tt.rules, day(tt.on))
			code := ""
			if len(s.Reasons) > 0 {
				code = s.Reasons[0].Code
			}
			if s.Is != tt.is || code != tt.code {
				t.Errorf("%q by %q, want %q by %q", s.Is, code, tt.is, tt.code)
			}
			if good := tt.is == people.Valid || tt.is == people.DueSoon; f.Leader(tt.rules, day(tt.on)).Certified != good {
				t.Errorf("as a leader it is certified: %v, want %v", !good, good)
			}
		})
	}
	t.Run("P10 the end of the certification itself", func(t *testing.T) {
		r := upkeep(program.Maintenance{})
		f := after(t, r, "2022-01-01 interested", "2022-01-31 decided yes until 2022-12-31")
		for on, want := range map[string]people.Validity{"2022-10-01": people.Valid, "2022-12-31": people.DueSoon, "2023-01-01": people.Lapsed} {
			if got := f.Status(r, day(on)).Is; got != want {
				t.Errorf("on %s it is %q, want %q", on, got, want)
			}
		}
		if got := refused(t, f, r, "2023-01-01 led"); got != people.CodeNotFit {
			t.Errorf("refused with %q", got)
		}
		f, err := f.Apply(events("group", "2023-01-05 decided yes until 2023-12-31")[0], r)
		if err != nil || f.Status(r, day("2023-02-01")).Is != people.Valid {
			t.Errorf("after a renewal: %v", err)
		}
	})
	t.Run("S32 a group cannot start with one certified person, and can with two", func(t *testing.T) {
		connection, err := program.BuiltIn().Resolve("connection", "en", "us/IL", day("2022-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		r := people.RulesOf(connection)
		on := day("2014-07-03")
		one, trainee := after(t, r, illinois...).Leader(r, on), after(t, r, illinois[:9]...).Leader(r, on)
		if connection.CanStart(program.ModeInPerson, []program.Leader{one, trainee}) {
			t.Error("it can start with one certified person and a trainee")
		}
		if !connection.CanStart(program.ModeInPerson, []program.Leader{one, one}) {
			t.Error("it cannot start with two")
		}
	})
	t.Run("R2 a roster gets the certifications with their ends", func(t *testing.T) {
		r := upkeep(program.Maintenance{})
		f := after(t, r, "2022-01-01 interested", "2022-01-31 decided yes until 2022-12-31", "2022-02-01 led")
		p := f.Person(day("2022-06-01"), r)
		if p.Inactive || p.Led != 1 || len(p.Certifications) != 1 || p.Certifications[0].To != day("2023-01-01") {
			t.Errorf("person %+v", p)
		}
		if p := f.Person(day("2023-06-01"), r); !p.Inactive {
			t.Errorf("person %+v after the certification has lapsed", p)
		}
	})
}

func TestCommitments(t *testing.T) {
	r := people.Rules{Program: "group"}
	year := people.Commitment{Program: "group", What: "service", Amount: 12, Unit: people.Months, Accepted: day("2022-02-01")}
	twice := people.Commitment{Program: "group", What: "teach twice", Amount: 2, Unit: people.Times, WindowMonths: 24, Accepted: day("2022-02-01")}
	tests := []struct {
		name       string
		commitment people.Commitment
		more       []string
		on         string
		want       people.CommitmentState
		through    string
	}{
		{"S38 one year is open during the year", year, nil, "2023-01-31", people.Open, "2023-02-01"},
		{"S38 one year is kept after it", year, nil, "2023-02-01", people.Kept, "2023-02-01"},
		{"S38 whoever left before has not kept it", year, []string{"2022-08-01 left"}, "2023-02-01", people.Over, "2023-02-01"},
		{"S38 whoever left after has", year, []string{"2023-03-01 left"}, "2023-04-01", people.Kept, "2023-02-01"},
		{"S38 twice in 24 months, once", twice, []string{"2022-08-01 led"}, "2024-02-01", people.Open, "2024-02-01"},
		{"S38 twice in 24 months, twice", twice, []string{"2022-08-01 led", "2023-08-01 led"}, "2023-08-01", people.Kept, "2024-02-01"},
		{"S38 twice in 24 months, too late", twice, []string{"2022-08-01 led", "2024-08-01 led"}, "2024-09-01", people.Over, "2024-02-01"},
		{"a time beyond the last date ends on that", people.Commitment{Program: "group", Amount: 1 << 40, Unit: people.Months, Accepted: day("2022-02-01")}, nil, "2199-12-31", people.Open, "2200-12-31"},
		{"a time below 0 is none", people.Commitment{Program: "group", Amount: -5, Unit: people.Months, Accepted: day("2022-02-01")}, nil, "2022-02-01", people.Kept, "2022-02-01"},
		{"S41 fidelity to the model is accepted on a day", people.Commitment{Program: "group", What: "fidelity to the model", Accepted: day("2022-02-01")}, nil, "2030-01-01", people.Open, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := certifiedOn(t, r, "2022-01-31", tt.more...)
			got, through := f.Kept(tt.commitment, day(tt.on))
			if got != tt.want || through.String() != tt.through {
				t.Errorf("%s through %s, want %s through %s", got, through, tt.want, tt.through)
			}
		})
	}
	t.Run("S38 it is reported and not enforced", func(t *testing.T) {
		f := certifiedOn(t, r, "2022-01-31", "2022-08-01 left", "2024-09-01 returned")
		if got := refused(t, f, r, "2024-09-02 led"); got != "" || !f.Status(r, day("2024-09-02")).Good() {
			t.Errorf("refused with %q", got)
		}
	})
}

func TestReport(t *testing.T) {
	r := rules(t, "connection", "us/IL")
	person := func(id string, lines ...string) people.Facilitator {
		f := after(t, r, lines...)
		f.ID = id
		return f
	}
	trainee := person("b", illinois[:8]...)
	trainee.Sites = []people.Site{{Program: "connection", Venue: "oph", Days: program.DaysOf(3), Start: schedule.MustClock("18:00")}}
	report := people.Report{Rules: r, On: day("2014-07-03"), People: []people.Facilitator{
		person("a", illinois[:5]...), person("c", illinois[:9]...), trainee, person("d", illinois...), person("e", append(illinois[:4:4], "2014-06-15 passed reference")...),
	}}
	t.Run("S44 who has waited longer than a month after applying", func(t *testing.T) {
		want := []people.Wait{{ID: "a", Stage: people.Applied, Since: day("2014-01-20"), Days: 164}}
		if diff := cmp.Diff(want, report.Waiting(people.Applied, 30), cmp.AllowUnexported(schedule.Date{})); diff != "" {
			t.Errorf("waiting (-want +got):\n%s", diff)
		}
		if got := report.Waiting(people.Applied, 10); len(got) != 2 || got[1].ID != "e" {
			t.Errorf("waiting %v", got)
		}
	})
	t.Run("S44 a step that leaves the stage as it is does not begin the wait anew", func(t *testing.T) {
		late := person("f", append(illinois[:2:2], "2014-05-01 passed member", "2014-06-20 passed application")...)
		got := people.Report{People: []people.Facilitator{late}, Rules: r, On: day("2014-07-03")}.Waiting(people.StageInterested, 100)
		if len(got) != 1 || got[0].Since != day("2014-01-05") {
			t.Errorf("waiting %v", got)
		}
	})
	t.Run("S39 who can start after the training, and who has nothing arranged", func(t *testing.T) {
		got := report.Starts()
		if len(got) != 2 || got[0].ID != "b" || got[0].Found != nil || got[1].ID != "c" || got[1].Found[0].Code != people.CodeSite || got[1].Found[0].Severity != program.Warning {
			t.Errorf("starts %+v", got)
		}
	})
	t.Run("R21 S32 groups that rest on two people or fewer", func(t *testing.T) {
		got := report.Risks(map[string][]string{"wed": {"d", "d", "a"}, "fri": {"a"}})
		if len(got) != 2 || got[0].Group != "fri" || got[0].Leaders != 0 || got[0].Found.Severity != program.Error || got[1].Leaders != 1 {
			t.Errorf("risks %+v", got)
		}
	})
	t.Run("P10 whose certification is due or has lapsed", func(t *testing.T) {
		first := people.Rules{Program: "group", Maintenance: program.Maintenance{FirstLeadMonths: 6}}
		early, late := certifiedOn(t, first, "2022-01-31"), certifiedOn(t, first, "2022-03-31")
		early.ID, late.ID = "early", "late"
		got := people.Report{People: []people.Facilitator{late, early}, Rules: first, On: day("2022-09-01")}.Due()
		if len(got) != 2 || got[0].ID != "early" || got[0].Is != people.Lapsed || got[1].Is != people.DueSoon {
			t.Errorf("due %+v", got)
		}
	})
	t.Run("how many are at each stage", func(t *testing.T) {
		want := map[people.Stage]int{people.Applied: 2, people.InTraining: 2, people.Active: 1}
		if diff := cmp.Diff(want, report.Counts()); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
	})
}
