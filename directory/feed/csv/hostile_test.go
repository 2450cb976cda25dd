package csv_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/schedule"
)

const head = "Name,Day,Time,Place\n"

func TestHostile(t *testing.T) {
	const size = 4 << 20
	for _, tt := range []struct{ name, text string }{
		{"a line of megabytes", head + strings.Repeat("x", size) + ",Monday,6 PM,Hall\n"},
		{"a quoted cell of megabytes", head + `"` + strings.Repeat("x\n", size/2) + "\",Monday,6 PM,Hall\n"},
		{"one mark that is never closed", head + `A,"` + strings.Repeat(strings.Repeat("x", 200)+",y\n", size/203)},
		{"a mark at the beginning of each cell", head + strings.Repeat(`,"a`, size/3)},
		{"marks within marks", head + strings.Repeat(`"a"b,`, size/5)},
		{"doubled marks only", head + strings.Repeat(`""`, size/2)},
		{"three marks in each cell", head + strings.Repeat(`""",`, size/4)},
		{"an odd mark in each line", head + strings.Repeat("\"a"+strings.Repeat("x", 200)+",b\n", size/205)},
		{"commas only", head + strings.Repeat(",", size)},
		{"line ends only", head + strings.Repeat("\n", size)},
		{"carriage returns only", head + strings.Repeat("\r", size)},
		{"zero bytes", head + strings.Repeat("\x00", size)},
		{"zero bytes in cells", head + "A\x00B,Monday,6 PM,Hall\x00\n"},
		{"ten thousand columns", strings.Repeat("Name,Day,Time,Place,", 2500) + "\n" + strings.Repeat("A,Monday,6 PM,Hall,", 2500) + "\n"},
		{"ten thousand cells in each row", head + strings.Repeat(strings.Repeat("A,", 10_000)+"\n", 50)},
		{"bytes that are no text", head + strings.Repeat("\xff\xfe\x80,", size/4)},
		{"a date as long as the row", "Name,Start Date,Day\n" + strings.Repeat("A,"+strings.Repeat("1/", 4000)+",Monday\n", 100)},
		{"a schedule as long as the row", "Name,Schedule\n" + strings.Repeat("A,"+strings.Repeat("1st Monday and ", 1000)+"\n", 100)},
		{"a time as long as the row", "Name,Day,Time\n" + strings.Repeat("A,Monday,"+strings.Repeat("6 pm - ", 1000)+"\n", 100)},
		{"a length as long as the row", "Name,Day,Length\n" + strings.Repeat("A,Monday,"+strings.Repeat("1h ", 3000)+"\n", 100)},
		{"changes as long as the row", "Name,Day,Changes\n" + strings.Repeat("A,Monday,"+strings.Repeat("2022-01-01 moved to ;", 500)+"\n", 100)},
		{"one name again and again", head + strings.Repeat("A,Monday,6 PM,Hall,x\n", 20_000)},
		{"rows that differ in nothing that is read", head + many(20_000, "A,Monday,6 PM,Hall,%d\n")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			got, err := csv.Read(strings.NewReader(tt.text), options())
			runtime.ReadMemStats(&after)
			if err != nil && !errors.Is(err, feed.ErrLimit) && !errors.Is(err, csv.ErrNoHeader) {
				t.Errorf("error %v, want none, or one of a limit", err)
			}
			checkResult(t, got)
			// Work is in proportion to the length: a second loop over a row
			// of megabytes would show.
			if used, most := after.TotalAlloc-before.TotalAlloc, uint64(64<<20+600*len(tt.text)); used > most {
				t.Errorf("%d MiB allocated for %d bytes, want at most %d", used>>20, len(tt.text), most>>20)
			}
		})
	}
}

func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		name   string
		text   string
		limits feed.Limits
		want   error
	}{
		{"as many records as the limit", head + "A,Monday,,\nB,Monday,,\n", feed.Limits{Records: 2}, nil},
		{"a record more", head + "A,Monday,,\nB,Monday,,\nC,Monday,,\n", feed.Limits{Records: 2}, feed.ErrLimit},
		{"more bytes", head + "A,Monday,,\n", feed.Limits{Bytes: 20}, feed.ErrLimit},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := options()
			o.Limits = tt.limits
			if _, err := csv.Read(strings.NewReader(tt.text), o); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	t.Run("a text longer than the limit is cut and reported", func(t *testing.T) {
		o := options()
		o.Limits.Text = 100
		got, err := csv.Read(strings.NewReader("Name,Day,Place,Notes\nA,Monday,Hall,"+strings.Repeat("é", 80)+"\n"), o)
		if err != nil {
			t.Fatal(err)
		}
		offering, codes := one(t, got)
		if len(offering.Note["en"]) != 100 || codes[0] != "text-cut" {
			t.Errorf("note of %d bytes, warnings %v; want 100 bytes and text-cut", len(offering.Note["en"]), codes)
		}
	})
	for _, tt := range []struct{ name, text, want string }{
		{"an empty source", "", "csv: empty, want a table"},
		{"blanks only", " \n\n", "csv: empty, want a table"},
		{"no titles", "a,b\nc,d\n", "csv: no row with titles that are known"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := csv.Read(strings.NewReader(tt.text), options()); err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
	t.Run("no name of the source", func(t *testing.T) {
		if _, err := csv.Read(strings.NewReader(head), feed.Options{}); err == nil {
			t.Error("no error, want one")
		}
	})
	t.Run("a source that fails", func(t *testing.T) {
		if _, err := csv.Read(iotest.ErrReader(errBroken), options()); !errors.Is(err, errBroken) {
			t.Errorf("error %v, want %v", err, errBroken)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		weekly, head + "\"A,Monday,6 PM,Hall\nB,Tuesday,7,Hall\n", "Nombre;Horario\nA;martes 18:00\n", "Date,Time,Name\n2022-06-08,18:00,A\n2022-06-15,18:00,A\n2022-06-22,18:00,A\n",
		"Name,Mon,Tue\nA,6 pm,x\n", "ID,Series,Name,Schedule\n1,a,A,Mondays 6 pm\n1,b,A,Tuesdays 6 pm\n", "\xff\xfeN\x00a\x00m\x00e\x00", "Name,Changes,Day\nA,2022-01-03 moved to 2022-01-04 18:00 for 1h: x,Monday\n",
		"Name,Start Date,Start Time,End Date,End Time\nA,20220608T180000Z,,44720.75,\n", "sep=|\nName|Day|Lat|Lng|Zip\nA|M/W/F|1|2|2108\n",
		"Name,Day,x\nA,Monday,1\nA,Monday,2\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			return
		}
		got, err := csv.Read(strings.NewReader(text), options())
		if err != nil {
			return
		}
		checkResult(t, got)
		again, err := csv.Sheet{Previous: got.Entities}.Read(strings.NewReader(text), options())
		if err != nil {
			t.Fatal(err)
		}
		if a, b := encoded(t, got.Entities), encoded(t, again.Entities); a != b {
			t.Errorf("D19 imported again:\n%s\nbefore:\n%s", b, a)
		}
		s, err := directory.NewSnapshot(got.Entities...)
		if err != nil {
			return // a zone of the text that is not there
		}
		var out bytes.Buffer
		if _, err := csv.Write(&out, s, feed.WriteOptions{From: schedule.MustDate("2022-06-01"), Through: schedule.MustDate("2022-06-30")}); err != nil {
			t.Fatal(err)
		}
		if _, err := csv.Read(&out, options()); err != nil {
			t.Errorf("what was written is not read: %v", err)
		}
	})
}

func encoded(t *testing.T, entities []directory.Entity) string {
	t.Helper()
	var b bytes.Buffer
	if err := directory.WriteRecords(&b, entities); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
