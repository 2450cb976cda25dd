package ical_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// A reader is an independent program that lists the dates of a calendar.
type reader struct {
	name    string
	install string // what it takes, for people
	// needs is a shell command that succeeds where the reader is installed.
	needs string
	// list is a shell command, run in a copy of testdata/readers with the
	// calendar F. It prints rows.
	list string
	// fault reports whether the reader is known to get an event wrong; see
	// testdata/readers/README.md.
	fault func(ical.Event) bool
}

var readers = []reader{
	{
		name:    "recurring_ical_events",
		install: "apt: python3-recurring-ical-events",
		needs:   "/usr/bin/python3 -c 'import recurring_ical_events'",
		list:    "/usr/bin/python3 recurring.py F FROM TO",
	},
	{
		name:    "khal",
		install: "apt: khal",
		needs:   "command -v khal",
		// It lists an event of several days on each of them, again with its start.
		list: `export LC_ALL=C.UTF-8; mkdir feed; khal -c khal.conf import --batch -a feed F >&2
			khal -c khal.conf list --format '{start-date-long}T{start-time}Z	{title}	{status}' FROM TO | sed 's/TZ	/	/; s/ *$//' | grep '	'`,
	},
	{
		name:    "libical",
		install: "apt: gcc libc6-dev libical-dev",
		needs:   `printf '#include <libical/ical.h>\n' | gcc -fsyntax-only -x c -`,
		list:    "gcc -Wall -o libical libical.c -lical && ./libical F FROM TO",
	},
	{
		name:    "sabre-vobject",
		install: "apt: php-cli php-xml php-mbstring php-sabre-vobject",
		needs:   "command -v php && test -e /usr/share/php/Sabre/VObject/autoload.php",
		list:    "php sabre.php F FROM TO",
		fault:   movesFar,
	},
	{
		name:    "ical.js",
		install: "npm: ical.js@2.2.1, in the folder that $ICAL_NODE_MODULES names",
		needs:   `test -d "$ICAL_NODE_MODULES/ical.js"`,
		list:    `ln -s "$ICAL_NODE_MODULES" node_modules; node icaljs.mjs F FROM TO`,
	},
	{
		name:    "node-ical",
		install: "npm: node-ical@0.26.1, in the folder that $ICAL_NODE_MODULES names",
		needs:   `test -d "$ICAL_NODE_MODULES/node-ical"`,
		list:    `ln -s "$ICAL_NODE_MODULES" node_modules; TZ=UTC node nodeical.cjs F FROM TO`,
	},
}

// movesFar reports whether a date is moved by more than a week.
func movesFar(e ical.Event) bool {
	return slices.ContainsFunc(e.Timetable.Series().Exceptions, func(x schedule.Exception) bool {
		return x.Kind == schedule.Reschedule && (x.To.DaysSince(x.On) > 7 || x.To.DaysSince(x.On) < -7)
	})
}

// TestReadersAgree takes a minute or two where all readers are installed;
// -short leaves it out. Readers that are not installed are skipped, except
// where the environment has CI=true.
func TestReadersAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT TESTED: readers, in short mode")
	}
	c := corpusCalendar(t)
	calendar := write(t, c)
	t.Logf("D7 %d series, %d rows, %d bytes", len(c.Events), len(inCorpus(rows(c.Events))), len(calendar))
	for _, r := range readers {
		t.Run("D7 "+r.name+" lists the dates of the timetables", func(t *testing.T) {
			t.Parallel()
			if out, err := exec.Command("bash", "-c", r.needs).CombinedOutput(); err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is not installed (%s): %s", r.name, r.install, out)
				}
				t.Skipf("NOT TESTED: %s is not installed (%s)", r.name, r.install)
			}
			events, faulty := c.Events, map[string]bool{}
			if r.fault != nil {
				events = slices.DeleteFunc(slices.Clone(events), r.fault)
				for _, e := range c.Events {
					faulty[e.Summary] = r.fault(e)
				}
			}
			got := slices.DeleteFunc(r.read(t, calendar), func(row string) bool {
				title := strings.Split(row, "\t")[1]
				return faulty[title[strings.LastIndexByte(title, ' ')+1:]]
			})
			if diff := cmp.Diff(inCorpus(rows(events)), inCorpus(got)); diff != "" {
				t.Errorf("%s lists other dates (-want +got):\n%.4000s", r.name, diff)
			}
		})
	}
}

// inCorpus sorts rows and leaves out those near the ends, where a zone makes
// the difference. Two meetings of a group at one time, because one was moved
// there, are one row, as some readers have it.
func inCorpus(list []string) []string {
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(row string) bool { return row < "2022-01-02" || row >= "2024-12-31" })
}

// read returns the rows that the reader lists.
func (r reader) read(t *testing.T, calendar []byte) []string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/readers")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "F"), calendar, 0o600); err != nil {
		t.Fatal(err)
	}
	list := strings.NewReplacer("FROM", "2021-12-25", "TO", "2025-01-08").Replace(r.list)
	cmd := exec.CommandContext(t.Context(), "bash", "-c", "set -eo pipefail; "+list)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, t.Output()
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v", r.name, err)
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}
