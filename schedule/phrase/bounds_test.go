package phrase_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule/phrase"
)

func TestLineLimit(t *testing.T) {
	line := "Mondays 6 pm " + strings.Repeat("x", phrase.MaxLine-13)
	if r := phrase.Parse(line, phrase.Context{}); len(r.Schedules) != 1 {
		t.Errorf("a line of %d bytes gives %d schedules, want 1", len(line), len(r.Schedules))
	}
	r := phrase.Parse(line+"x\nTuesdays 7 pm", phrase.Context{})
	if len(r.Schedules) != 1 || r.Schedules[0].Series.Start.Hour() != 19 {
		t.Errorf("%+v, want only the second line", r.Schedules)
	}
	if len(r.Rest) != 1 || r.Rest[0].Code != phrase.TooMuch || r.Rest[0].Span != (phrase.Span{From: 0, To: len(line) + 2}) {
		t.Errorf("rest %+v, want the first line", r.Rest)
	}
}

func TestScheduleLimit(t *testing.T) {
	var b strings.Builder
	for i := range phrase.MaxSchedules + 1 {
		fmt.Fprintf(&b, "Mondays %d:%02d pm\n", i%11+1, i%60)
	}
	r := phrase.Parse(b.String(), phrase.Context{})
	if len(r.Schedules) != phrase.MaxSchedules {
		t.Errorf("%d schedules, want %d", len(r.Schedules), phrase.MaxSchedules)
	}
	codes := map[phrase.Code]int{}
	for _, n := range r.Rest {
		codes[n.Code]++
	}
	if codes[phrase.TooMuch] == 0 {
		t.Errorf("codes %v, want one for too much", codes)
	}
}

// bait are pieces of text that would make a careless reader go back and forth.
var bait = []string{
	"2nd and ", "1st1st", "every ", "every other\n", "the\n", "(", "Mondays, ", "6-", "6 pm ", "6 pm\n", "Mondays\n",
	"except ", "except 6/8/2022\n", "March 5, ", "5, ", "5\nand ", "next meeting March 5\n", "starting ", "Mondays 6 pm optional ",
	"2nd Monday\n", "a. ", "6/8/2022\n", "12-week\n", "no class 6/8/2022 and ", "Mondays 6 pm, starting 6/8/2022\n", "x", "é", "\xff",
}

func TestLinearTime(t *testing.T) {
	cost := func(text string) time.Duration {
		best := time.Hour
		for range 2 {
			start := time.Now()
			phrase.Parse(text, phrase.Context{Year: 2022})
			best = min(best, time.Since(start))
		}
		return best
	}
	lines := func(piece string, size int) string {
		line := strings.Repeat(piece, phrase.MaxLine/len(piece)-1) + "\n"
		return strings.Repeat(line, size/len(line)+1)
	}
	// A machine that does other work makes one measurement slow, not all.
	for _, b := range bait {
		ratio := math.Inf(1)
		for tries := 0; ratio > 32 && tries < 5; tries++ {
			ratio = min(ratio, float64(cost(lines(b, 96<<10)))/float64(cost(lines(b, 12<<10))))
		}
		if ratio > 32 {
			t.Errorf("%q: 8 times the text costs %.0f times the time", b, ratio)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, b := range bait {
		f.Add(strings.Repeat(b, 3), "en", uint16(2022))
	}
	f.Add("2nd and 4th Wednesdays - STARTING 6/8/2022 - 6:00-7:30 pm", "", uint16(0))
	f.Add("Los martes del 9 de enero al 26 de marzo, de 18:00 a 20:00 (excepto festivos)", "es", uint16(2024))
	f.Add("Mondays (except holidays, and the 2nd Monday in Oct., and…)", "en-GB", uint16(2200))
	f.Fuzz(func(t *testing.T, text, lang string, year uint16) {
		r := phrase.Parse(text, phrase.Context{Language: lang, Year: int(year)})
		checkSpans(t, text, r)
		for _, s := range r.Schedules {
			if s.Status == phrase.None {
				t.Errorf("%q: a schedule with the status none", text)
			}
			if !s.Series.Rule.IsValid() && len(s.Series.Dates) == 0 && s.Status == phrase.Resolved {
				t.Errorf("%q: resolved, but no days", text)
			}
			for _, style := range styles {
				phrase.Format(s.Series, r.Language, style)
			}
		}
	})
}

func TestEndOfTheCalendar(t *testing.T) {
	for _, text := range []string{
		"Ten Mondays, Nov 3 - Dec 31, 2200, 6 pm", "Mondays until December 2200", "Mondays except Dec 1 - Dec 31, 2200",
		"Wednesdays: Dec 24, Dec 31, 2200", "Last Wednesdays, next meeting Dec 31, 2200",
	} {
		r := phrase.Parse(text, phrase.Context{})
		if len(r.Schedules) != 1 || r.Schedules[0].Status != phrase.Resolved {
			t.Errorf("%q gives %+v, want one resolved schedule", text, r.Schedules)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for name, text := range map[string]string{
		"line": "2nd and 4th Wednesdays - STARTING 6/8/2022 - 6:00-7:30 pm",
		"4KiB": strings.Repeat("Mondays 6-7:30 pm, 1st and 3rd Tuesdays at noon (except holidays). ", 60),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				phrase.Parse(text, phrase.Context{Language: "en"})
			}
		})
	}
}
