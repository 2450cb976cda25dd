package csv_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
)

// large returns a table of n groups, in words or in columns.
func large(n int, words bool) string {
	days := strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
	var b bytes.Buffer
	if words {
		b.WriteString("Name,Schedule,Place,Street,City,State,ZIP,Phone,Notes\n")
	} else {
		b.WriteString("Name,Day,Start Time,End Time,Place,Street,City,State,ZIP,Phone,Notes\n")
	}
	for i := range n {
		fmt.Fprintf(&b, "Group %d,", i)
		day, hour := days[i%7], 1+i%9
		if words {
			fmt.Fprintf(&b, "\"%d%s %ss, %d:%02d-%d:30 pm\",", 1+i%3, []string{"st", "nd", "rd"}[i%3], day, hour, 5*(i%6), hour+1)
		} else {
			fmt.Fprintf(&b, "%s,%d:%02d PM,%d:30 PM,", day, hour, 5*(i%6), hour+1)
		}
		fmt.Fprintf(&b, "Hall %d,%d Main St,Orange Park,FL,32073,904-555-%04d,Bring a friend and a cup\n", i%30_000, i%30_000, i%10_000)
	}
	return b.String()
}

// The goal is at most 3 s and 300 MB for 100,000 rows.
func BenchmarkRead(b *testing.B) {
	for _, words := range []bool{false, true} {
		text := large(100_000, words)
		b.Run(fmt.Sprintf("rows=100000/words=%t", words), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				got, err := csv.Read(strings.NewReader(text), options())
				if err != nil || got.Records != 100_000 {
					b.Fatal(got.Records, err)
				}
			}
		})
	}
	b.Run("rows=100000/again", func(b *testing.B) {
		text := large(100_000, false)
		first, err := csv.Read(strings.NewReader(text), options())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := (csv.Sheet{Previous: first.Entities}).Read(strings.NewReader(text), options()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	got, err := csv.Read(strings.NewReader(large(10_000, false)), options())
	if err != nil {
		b.Fatal(err)
	}
	s, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := csv.Write(io.Discard, s, feed.WriteOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
