package ical_test

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// readZone returns the name of the zone in which an event with a TZID is
// read, or "" if it is not.
func readZone(t testing.TB, tzid string, lines ...string) string {
	t.Helper()
	lines = append(lines, vevent(fmt.Sprintf("DTSTART;TZID=\"%s\":20220608T180000", tzid)))
	c, _, err := ical.Read(strings.NewReader(vcalendar(lines...)), ical.ReadOptions{})
	if err != nil {
		return ""
	}
	return c.Events[0].Timetable.Zone().Name()
}

// vtimezone is what Outlook writes of a zone with US rules.
func vtimezone(id, standard, daylight string) string {
	return strings.Join([]string{
		"BEGIN:VTIMEZONE", "TZID:" + id,
		"BEGIN:STANDARD", "DTSTART:16011104T020000", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "TZOFFSETFROM:" + daylight, "TZOFFSETTO:" + standard, "END:STANDARD",
		"BEGIN:DAYLIGHT", "DTSTART:16010311T020000", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "TZOFFSETFROM:" + standard, "TZOFFSETTO:" + daylight, "END:DAYLIGHT",
		"END:VTIMEZONE",
	}, "\r\n")
}

func fixedZone(id, offset string) string {
	return "BEGIN:VTIMEZONE\r\nTZID:" + id + "\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:" + offset + "\r\nTZOFFSETTO:" + offset + "\r\nEND:STANDARD\r\nEND:VTIMEZONE"
}

func TestZonesOfCalendars(t *testing.T) {
	tests := []struct{ name, tzid, vtimezone, want string }{
		{"a name of the database", "America/Chicago", "", "America/Chicago"},
		{"one that is a link", "US/Eastern", "", "US/Eastern"},
		{"with a space", "America/New York", "", "America/New_York"},
		{"of libical", "/freeassociation.sourceforge.net/America/Denver", "", "America/Denver"},
		{"of Mozilla", "/mozilla.org/20050126_1/America/Indiana/Knox", "", "America/Indiana/Knox"},
		{"of Windows", "Central Standard Time", "", "America/Chicago"},
		{"of Windows, with a VTIMEZONE that lies", "Pacific Standard Time", fixedZone("Pacific Standard Time", "+0900"), "America/Los_Angeles"},
		{"made up, with the clocks of Chicago", "Our Zone", vtimezone("Our Zone", "-0600", "-0500"), "America/Chicago"},
		{"made up, with the clocks of Denver", "(UTC-07:00) Mountain Time", vtimezone("(UTC-07:00) Mountain Time", "-0700", "-0600"), "America/Denver"},
		{"made up, without summer time", "X", fixedZone("X", "-0700"), "America/Phoenix"},
		{"made up, UTC", "X", fixedZone("X", "+0000"), "Etc/UTC"},
		{"a short name with the clocks that are meant", "EST", vtimezone("EST", "-0500", "-0400"), "America/New_York"},
		{"made up, clocks of nowhere", "X", vtimezone("X", "-0630", "-0530"), ""},
		{"made up, rules that are none", "X", strings.ReplaceAll(vtimezone("X", "-0600", "-0500"), "FREQ=YEARLY", "FREQ=SECONDLY"), ""},
		{"made up, without rules", "X", "BEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE", ""},
		{"made up, named by X-LIC-LOCATION", "X", "BEGIN:VTIMEZONE\r\nTZID:X\r\nX-LIC-LOCATION:America/Boise\r\nEND:VTIMEZONE", "America/Boise"},
		{"unknown", "Mars/Olympus", "", ""},
		{"a path", "../../../etc/passwd", "", ""},
		{"a path after a prefix", "/x/../../etc/passwd", "", ""},
		{"the zone of the computer", "Local", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var lines []string
			if tt.vtimezone != "" {
				lines = []string{tt.vtimezone}
			}
			if got := readZone(t, tt.tzid, lines...); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestEveryZoneIsKnownByItsClocks renames the time zones that Write writes.
func TestEveryZoneIsKnownByItsClocks(t *testing.T) {
	for _, name := range zoneNames {
		s := schedule.Series{Dates: []schedule.Date{d("2022-06-08")}, Start: schedule.MustClock("18:00")}
		c := one(t, s, schedule.CompileOptions{Zone: zone(t, name)})
		renamed := strings.ReplaceAll(strings.ReplaceAll(string(write(t, c)), "TZID:"+name, "TZID:Other"), "TZID="+name, "TZID=Other")
		got, findings, err := ical.Read(strings.NewReader(renamed), ical.ReadOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff([]string{"zone-name"}, codes(findings)); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", name, diff)
		}
		like := got.Events[0].Timetable.Zone()
		for at := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2025; at = at.Add(12 * time.Hour) {
			_, want := at.In(zone(t, name).Location()).Zone()
			if _, offset := at.In(like.Location()).Zone(); offset != want {
				t.Errorf("%s read as %s differs on %s", name, like.Name(), at)
				break
			}
		}
	}
}

func TestAZoneThatTheCallerGives(t *testing.T) {
	calendar := vcalendar(vevent("DTSTART:20220608T180000"))
	c, findings, err := ical.Read(strings.NewReader(calendar), ical.ReadOptions{Zone: zone(t, "America/Chicago")})
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	if got := c.Events[0].Timetable.Zone().Name(); got != "America/Chicago" {
		t.Error(got)
	}
}

// TestWindowsZonesAreThoseOfCLDR compares our table with the copy of the same
// facts that the Go distribution has in its comments.
func TestWindowsZonesAreThoseOfCLDR(t *testing.T) {
	path := filepath.Join(build.Default.GOROOT, "src", "time", "zoneinfo_abbrs_windows.go")
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if os.IsNotExist(err) {
		t.Skip("the Go distribution is without its sources: the table is not compared")
	}
	if err != nil {
		t.Fatal(err)
	}
	comments := map[int]string{}
	for _, group := range file.Comments {
		for _, c := range group.List {
			comments[fset.Position(c.Pos()).Line] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
		}
	}
	count := 0
	ast.Inspect(file, func(n ast.Node) bool {
		pair, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		key, ok := pair.Key.(*ast.BasicLit)
		if !ok {
			return true
		}
		name, err := strconv.Unquote(key.Value)
		if err != nil {
			t.Fatal(err)
		}
		count++
		if got, want := readZone(t, name), comments[fset.Position(pair.Pos()).Line]; got != want && name != "UTC" {
			t.Errorf("%s is read as %q, want %q", name, got, want)
		}
		return false
	})
	if count < 100 {
		t.Errorf("%d zones compared, want at least 100", count)
	}
}
