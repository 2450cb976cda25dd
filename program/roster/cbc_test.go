package roster_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A model is a case as an integer program, in the format of LP files. Its
// variables are x (a person has a seat), u (a seat is empty) and y (a person
// leads at least so many meetings).
type model struct {
	req                        roster.Request
	unfilled, fairness, wishes bytes.Buffer // terms of the objectives
	rows                       []string
	names                      []string
}

// free tells what the people of the cases say, from the record itself.
func free(p roster.Person, on schedule.Date) bool {
	yes := false
	for _, t := range p.Availability.Patterns {
		yes = yes || t.Rule.Parts().Days[0].Day == on.Weekday()
	}
	for _, e := range p.Availability.Exceptions {
		yes = yes && (on.Before(e.First) || on.After(e.Last))
	}
	return yes
}

func newModel(req roster.Request) *model {
	m := &model{req: req}
	sums := map[string][]string{} // left sides of rows by what they limit
	for i, meet := range req.Meetings {
		for j, seat := range meet.Seats {
			fill := []string{m.binary(fmt.Sprintf("u_%d_%d", i, j))}
			fmt.Fprintf(&m.unfilled, " + %s", fill[0])
			for k, p := range req.People {
				if !free(p, meet.Date) || seat.Attribute != "" && len(p.Attributes) == 0 {
					continue
				}
				x := m.binary(fmt.Sprintf("x_%d_%d_%d", i, j, k))
				fill = append(fill, x)
				for _, w := range p.Wishes {
					if w.Days.Contains(meet.Date.Weekday()) {
						fmt.Fprintf(&m.wishes, " %+d %s", -w.Weight, x)
					}
				}
				week := weekOf(meet.Start)
				for _, row := range []string{
					fmt.Sprintf("<= 1 one%d.%d", i, k), fmt.Sprintf("<= %d week%d.%d", req.Limits.PerWeek, week, k),
					fmt.Sprintf("<= %d block%d.%d", req.Limits.PerFourWeeks, week/4, k), fmt.Sprintf("= 0 load.%d", k),
				} {
					sums[row] = append(sums[row], x)
				}
				for a, pair := range req.Apart {
					if pair.A == p.ID || pair.B == p.ID {
						row := fmt.Sprintf("<= 1 apart%d.%d", i, a)
						sums[row] = append(sums[row], x)
					}
				}
			}
			m.rows = append(m.rows, strings.Join(fill, " + ")+" = 1")
		}
	}
	for name, terms := range sums {
		fields := strings.Fields(name)
		left := strings.Join(terms, " + ")
		if person, ok := strings.CutPrefix(name, "= 0 load."); ok {
			k, _ := strconv.Atoi(person)
			for n := range len(terms) {
				y := m.binary(fmt.Sprintf("y_%d_%d", k, n))
				fmt.Fprintf(&m.fairness, " + %d %s", 2*(n+req.People[k].Led)+1, y)
				left += " - " + y
			}
		}
		m.rows = append(m.rows, left+" "+fields[0]+" "+fields[1])
	}
	slices.Sort(m.rows)
	return m
}

func (m *model) binary(name string) string {
	m.names = append(m.names, name)
	return name
}

// solve returns the least value of an objective.
func (m *model) solve(t *testing.T, cbc string, objective *bytes.Buffer) int {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.lp"), filepath.Join(dir, "out.txt")
	var lp bytes.Buffer
	fmt.Fprintf(&lp, "Minimize\n obj: %s\nSubject To\n", wrap(objective.String()))
	for i, row := range m.rows {
		fmt.Fprintf(&lp, " r%d: %s\n", i, wrap(row))
	}
	fmt.Fprintf(&lp, "Binary\n %s\nEnd\n", strings.Join(m.names, "\n "))
	if err := os.WriteFile(in, lp.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	log, err := exec.CommandContext(t.Context(), cbc, in, "sec", "60", "ratio", "0", "solve", "solution", out).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	answer, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(answer), "\n")
	value, ok := strings.CutPrefix(head, "Optimal - objective value ")
	f, err := strconv.ParseFloat(value, 64)
	if !ok || err != nil {
		t.Fatalf("cbc said %q\n%s", head, log)
	}
	return int(math.Round(f))
}

// wrap breaks long lines, which LP readers cut.
func wrap(s string) string {
	var b strings.Builder
	for i, word := range strings.Fields(s) {
		if i%16 == 15 {
			b.WriteString("\n ")
		}
		b.WriteString(word + " ")
	}
	return b.String()
}

// limit adds the row that keeps an objective at a value.
func (m *model) limit(objective *bytes.Buffer, value int) {
	m.rows = append(m.rows, fmt.Sprintf("%s <= %d", strings.TrimPrefix(objective.String(), " + "), value))
}

func TestAgainstCBC(t *testing.T) {
	cbc, err := exec.LookPath("cbc")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("cbc is not installed (Debian package coinor-cbc), and CI must have it")
		}
		t.Skip("SKIPPED: cbc is not installed (Debian package coinor-cbc), so the optima of the cases are not checked")
	}
	for _, c := range []benchCase{
		{"A 26 weeks", 26, 3, 12, 0.6},
		{"B 26 weeks, too few people", 26, 3, 9, 0.5},
		{"B with a whole year", 52, 3, 9, 0.5},
		{"B 12 weeks, far too few people", 12, 3, 6, 0.5},
		{"C 12 weeks", 12, 12, 48, 0.5},
	} {
		t.Run("R6 R11 "+c.name+" is optimal by an integer program too", func(t *testing.T) {
			req := c.build()
			r := solve(t, req, roster.Options{Seed: 1})
			m := newModel(req)
			want := roster.Objective{Unfilled: m.solve(t, cbc, &m.unfilled)}
			m.limit(&m.unfilled, want.Unfilled)
			want.Fairness = m.solve(t, cbc, &m.fairness)
			m.limit(&m.fairness, want.Fairness)
			want.Wishes = m.solve(t, cbc, &m.wishes)
			t.Logf("cbc %v, roster %v, bound %v, proved %v", want, r.Objective, r.Bound, r.Proved)
			if r.Objective.Unfilled != want.Unfilled || r.Bound.Compare(want) > 0 {
				t.Errorf("roster %+v, bound %+v, the optimum is %+v", r.Objective, r.Bound, want)
			}
			if got, best := cost(r.Objective), cost(want); got*2000 > best*2001 { // 0.05 %
				t.Errorf("cost %d, the optimum is %d", got, best)
			}
		})
	}
}

// cost is what the figures of the cases are about.
func cost(o roster.Objective) int { return o.Fairness + o.Wishes }
