// Compare runs our packages and those that others would use instead, on the
// same tasks, in one run, and prints how many times longer the others take.
//
//	cd examples/compare
//	GOWORK=off go run .
//	GOWORK=off go run . -json -only nth-weekday
//	ZONEINFO=$(go env GOROOT)/lib/time/zoneinfo.zip GOWORK=off go run .
//
// The third form uses the time zones that come with Go, which store rules in
// place of transitions ("slim"), as programs in small containers do; without
// it those of the system count, which on Debian are "fat".
//
// Each round runs ours and every peer in turn, so what else the computer does
// strikes all alike. Times are medians of the rounds in nanoseconds for one
// unit of the task; the ratio is the median of the ratios of each round.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	asJSON := flag.Bool("json", false, "print one JSON line a task and peer")
	only := flag.String("only", "", "run only this `TASK`")
	rounds := flag.Int("rounds", 7, "how often each side runs")
	flag.Parse()
	if flag.NArg() > 0 || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *asJSON, *only, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// run measures the tasks and prints each result as soon as it is known.
func run(out io.Writer, asJSON bool, only string, rounds int) error {
	if only != "" && !slices.ContainsFunc(tasks, func(t task) bool { return t.name == only }) {
		var names []string
		for _, t := range tasks {
			names = append(names, t.name)
		}
		return fmt.Errorf("no task %q, want one of %s", only, strings.Join(names, ", "))
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	if !asJSON {
		header(out, time.Now())
		fmt.Fprintln(table, "task\tone\tours ns\tallocs\tpeer\tns\tratio\t")
	}
	lines := json.NewEncoder(out)
	for _, t := range tasks {
		if only != "" && t.name != only {
			continue
		}
		sides, err := t.prepare()
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		for _, r := range measure(t.name, sides, rounds) {
			if asJSON {
				if err := lines.Encode(r); err != nil {
					return err
				}
				continue
			}
			peer, times := fmt.Sprintf("%.1f", r.PeerNs), fmt.Sprintf("%.1fx", r.Ratio)
			if r.Peer == "" {
				peer, times = "", ""
			}
			fmt.Fprintf(table, "%s\t%s\t%.1f\t%.1f\t%s\t%s\t%s\t\n", r.Task, t.unit, r.OursNs, r.OursAllocs, r.Peer, peer, times)
		}
	}
	return table.Flush()
}
