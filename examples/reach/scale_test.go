package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// child is the variable of the environment that makes the test be the program.
const child = "REACH_IS_A_CHILD_OF_ITS_TEST"

func TestMain(m *testing.M) {
	if os.Getenv(child) == "" {
		os.Exit(m.Run())
	}
	code := run(os.Args[1:], environment{os.Stdin, os.Stdout, os.Stderr, time.Now})
	status, _ := os.ReadFile("/proc/self/status") // there is none elsewhere
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	peak, _, _ := bytes.Cut(rest, []byte("kB"))
	fmt.Fprintf(os.Stderr, "peak %s", bytes.TrimSpace(peak))
	os.Exit(code)
}

// A cost is what a conversion took.
type cost struct {
	cpu  time.Duration
	peak int // KiB; 0 is not known here
}

// converted converts a file in a process of its own.
func converted(t testing.TB, from, to, in, out string) cost {
	t.Helper()
	file, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var stderr strings.Builder
	args := []string{"convert", "-from", from, "-to", to, "-source", "x", "-zone", "America/New_York", "-today", "2026-06-01", "-through", "2026-06-01", in}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), child+"=1"), file, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s to %s: %v\n%s", from, to, err, stderr.String())
	}
	c := cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	c.peak, _ = strconv.Atoi(strings.TrimPrefix(stderr.String(), "peak "))
	return c
}

// largeFile returns the name of a file of n offerings in a format.
func largeFile(t testing.TB, dir, format string, n int) string {
	t.Helper()
	name := func(format string) string { return filepath.Join(dir, fmt.Sprint(n, ".", format)) }
	if _, err := os.Stat(name("records")); err != nil {
		file, err := os.Create(name("records"))
		if err != nil {
			t.Fatal(err)
		}
		writeLarge(t, file, n)
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(name(format)); err != nil {
		converted(t, "records", format, name("records"), name(format))
	}
	return name(format)
}

// The goal is at most 3 s and 300 MB for 100,000 records. Each conversion is a
// process of its own:
//
//	go test ./examples/reach -run NONE -bench Convert -benchtime 1x
func BenchmarkConvert(b *testing.B) {
	const n = 100_000
	dir := b.TempDir()
	names := []string{"records", "csv", "meetingguide", "bmlt", "hsds", "schemaorg", "ics"}
	for _, from := range names {
		for _, to := range names {
			b.Run(fmt.Sprintf("records=1e5/from=%s/to=%s", from, to), func(b *testing.B) {
				in := largeFile(b, dir, from, n)
				var c cost
				for b.Loop() {
					c = converted(b, from, to, in, filepath.Join(dir, "out"))
				}
				b.ReportMetric(c.cpu.Seconds(), "processor-s")
				b.ReportMetric(float64(c.peak)/1024, "peak-MB")
			})
		}
	}
}

// Parts must not show: whatever is read in several of them is written as if it
// were one.
func TestConvertInParts(t *testing.T) {
	var records bytes.Buffer
	writeLarge(t, &records, 2*partSize+partSize/2)
	lines := strings.SplitAfter(records.String(), "\n")
	slices.Reverse(lines) // so that offerings come before what they refer to
	for _, to := range []string{"records", "csv", "meetingguide", "bmlt", "hsds", "schemaorg", "ics"} {
		t.Run("to "+to, func(t *testing.T) {
			args := []string{"convert", "-source", "x", "-to", to, "-today", "2026-06-01", "-through", "2026-06-01"}
			out, stderr, code := reach(t, records.String(), args...)
			if code != 0 {
				t.Fatal(stderr)
			}
			back, stderr, code := reach(t, out, "convert", "-from", to, "-source", "x", "-zone", "America/New_York", "-today", "2026-06-01")
			if n := strings.Count(back, `{"offering":`); n != 2*partSize+partSize/2 || code != 0 {
				t.Errorf("%d offerings are read back, want %d\n%s", n, 2*partSize+partSize/2, stderr)
			}
			mixed, _, _ := reach(t, strings.Join(lines, ""), args...)
			if a, b := sorted(out), sorted(mixed); to == "csv" && a != b {
				t.Error("the order of the records changes more than the order of the rows")
			}
		})
	}
}

// sorted returns a text with its lines in order.
func sorted(text string) string {
	return strings.Join(slices.Sorted(strings.SplitSeq(text, "\n")), "\n")
}

// writeLarge writes a directory of n offerings as records: the same for the
// same n. Every third meets in a place of its own, and there is an organization
// for each thousand.
func writeLarge(t testing.TB, w io.Writer, n int) {
	out := bufio.NewWriter(w)
	write := func(e directory.Entity) {
		if err := directory.WriteRecords(out, []directory.Entity{e}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		if i%1000 == 0 {
			write(directory.Organization{
				ID: fmt.Sprintf("x.office-%d", i/1000), Name: fmt.Sprintf("Office %d", i/1000), Zone: "America/New_York", State: "FL",
				Provenance: directory.Provenance{Origin: directory.Origin{Source: "x", SourceID: fmt.Sprintf("office-%d", i/1000)}},
			})
		}
		if i%3 == 0 {
			write(largeVenue(i))
		}
		write(largeOffering(i))
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
}

func largeVenue(i int) directory.Venue {
	return directory.Venue{
		ID: fmt.Sprintf("x.hall-%d", i/3), Name: fmt.Sprintf("Hall %d of Grace Church", i/3), Note: "Use the side door",
		Address: directory.Address{Street: fmt.Sprintf("%d Main St", 1+i/3), City: "Orange Park", State: "FL", ZIP: fmt.Sprintf("%05d", 32000+i%900)},
		Point:   earth.LatLng(26+float64(i%4000)/1000, -82+float64(i%1777)/1000),
		Access:  []directory.Access{directory.AccessStepFree},
	}
}

// notes are what groups say of themselves. Some of it is about the dates.
var notes = []string{
	"", "", "Bring a friend and a cup of coffee.", "Park behind the building and ring at the green door. All are welcome.",
	"We read from the book each week and talk about what it says to us. Newcomers meet 15 minutes before.",
	"Speaker meeting on the last week of the month; potluck after.", "", "Closed on holidays.", "",
	"Call the office when it rains.",
}

func largeOffering(i int) directory.Offering {
	o := directory.Offering{
		ID: fmt.Sprintf("x.group-%d", i), Name: fmt.Sprintf("%s Group %d", []string{"Hope", "Light", "Courage", "Friends"}[i%4], i),
		Organization: fmt.Sprintf("x.office-%d", i/1000), Venue: fmt.Sprintf("x.hall-%d", i/3),
		Audience: program.Audience{Relations: []program.Relation{program.RelationPublic}},
		Topics:   [][]string{nil, {"discussion"}, {"steps"}, {"newcomers", "speaker"}}[i%4],
		Series: []schedule.Series{{
			Rule: schedule.Weekly(time.Weekday(i % 7)), First: schedule.MustDate("2000-01-01"),
			Start: schedule.MustClock(fmt.Sprintf("%02d:%02d", 6+i%16, 15*(i%4))), Length: time.Duration(60+30*(i%2)) * time.Minute,
		}},
		Provenance: directory.Provenance{Origin: directory.Origin{Source: "x", SourceID: fmt.Sprintf("group-%d", i)}},
		Revised:    directory.Revised{Modified: time.Date(2026, 1, 1+i%300, 12, 0, 0, 0, time.UTC)},
	}
	if note := notes[i%len(notes)]; note != "" {
		o.Note = program.Text{"en": note}
	}
	if i%10 == 9 {
		o.Venue, o.Mode = "", program.ModeOnline
		o.JoinBy, o.Join = directory.Public, directory.Join{URL: fmt.Sprintf("https://example.org/j/%d", i)}
	}
	return o
}
