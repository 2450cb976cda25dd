package coverage_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

// TestBoundAgainstCBC compares plans for whole states with the true optimum, which the
// solver of the COIN-OR project finds (Debian package coinor-cbc).
func TestBoundAgainstCBC(t *testing.T) {
	cbc, err := exec.LookPath("cbc")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("cbc is not installed: apt-get install coinor-cbc")
		}
		t.Skip("NOT PROVEN HERE, cbc is not installed: apt-get install coinor-cbc")
	}
	tests := []struct {
		state string
		n     int
		miles float64
	}{
		{"10", 3, 8},  // Delaware
		{"44", 4, 6},  // Rhode Island
		{"50", 6, 15}, // Vermont
		{"56", 8, 25}, // Wyoming
		{"38", 5, 30}, // North Dakota
		{"02", 5, 40}, // Alaska
		{"11", 3, 2},  // District of Columbia
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("D5 %d places at %v miles in state %s", tt.n, tt.miles, tt.state), func(t *testing.T) {
			t.Parallel()
			p := coverage.Tracts().In(tt.state)
			sites := scattered(p, 2, 8)
			radius := earth.Distance(tt.miles) * earth.Mile
			c := measure(t, p, sites, coverage.Straight(radius))
			best := solve(t, cbc, c, areasOf(p), sites, radius, tt.n)
			plan := suggest(t, c, tt.n, coverage.SuggestOptions{})
			exact := suggest(t, c, tt.n, coverage.SuggestOptions{Exact: true})
			t.Logf("best gain %d, greedy %d, certainly %.2f %%, exact %d, certainly %.2f %%",
				best, plan.Gain, 100*plan.Certain(), exact.Gain, 100*exact.Certain())
			if plan.Bound < best || plan.Gain > best || float64(plan.Gain) < coverage.Guarantee*float64(best) {
				t.Errorf("greedy: gain %d, bound %d, want %d in between", plan.Gain, plan.Bound, best)
			}
			if exact.Bound < best || exact.Gain > best || exact.Optimal() && exact.Gain != best {
				t.Errorf("exact: gain %d, bound %d, want %d in between", exact.Gain, exact.Bound, best)
			}
		})
	}
}

// solve states the problem as an integer program and returns the greatest gain.
func solve(t *testing.T, cbc string, c *coverage.Coverage, areas []coverage.Area, sites []coverage.Site, radius earth.Distance, n int) int64 {
	t.Helper()
	var goal, rows, binary, choice bytes.Buffer
	for i, a := range areas {
		fmt.Fprintf(&binary, " x%d\n", i)
		fmt.Fprintf(&choice, " + x%d\n", i)
		near := earth.Farthest
		for _, s := range sites {
			near = min(near, a.Point.Distance(s.Point))
		}
		if near <= radius {
			continue // reached already
		}
		fmt.Fprintf(&goal, " + %d z%d\n", a.People, i)
		fmt.Fprintf(&rows, " z%d", i)
		for j, b := range areas {
			if a.Point.Distance(b.Point) <= radius {
				fmt.Fprintf(&rows, " - x%d\n", j)
			}
		}
		fmt.Fprintf(&rows, " <= 0\n z%d <= 1\n", i)
	}
	dir := t.TempDir()
	problem, answer := filepath.Join(dir, "problem.lp"), filepath.Join(dir, "answer.txt")
	text := fmt.Sprintf("Maximize\n%sSubject To\n%s%s <= %d\nBinary\n%sEnd\n", &goal, &rows, &choice, n, &binary)
	if err := os.WriteFile(problem, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), cbc, problem, "solve", "solution", answer).CombinedOutput(); err != nil {
		t.Fatalf("cbc: %v\n%s", err, out)
	}
	b, err := os.ReadFile(answer)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	if !strings.HasPrefix(first, "Optimal - objective value ") {
		t.Fatalf("cbc says %q, want an optimum", first)
	}
	v, err := strconv.ParseFloat(strings.TrimPrefix(first, "Optimal - objective value "), 64)
	if err != nil {
		t.Fatal(err)
	}
	if v < 0 { // of a maximum cbc prints the negative
		v = -v
	}
	return int64(v + 0.5)
}
