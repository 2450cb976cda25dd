package meetings_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"plain", "Masks required.", "Masks required."},
		{"entities", "Fish &amp; Chips &#8211; 5&nbsp;pm", "Fish & Chips – 5 pm"},
		{"entities encoded twice", "Mary&amp;#39;s", "Mary's"},
		{"breaks", "one<br />two<BR>three", "one\ntwo\nthree"},
		{"line ends and empty lines", "a\r\n\r\n\r\nb\rc\t d ", "a\n\nb\nc d"},
		{"control characters", "a\x00b\u200bc", "a b\u200bc"},
		{"only blanks", "\t \r\n", ""},
		{"a sign that is no entity", "a < b & c", "a < b & c"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := meetings.Text(tt.text); got != tt.want {
				t.Errorf("Text(%q) is %q, want %q", tt.text, got, tt.want)
			}
			if got := meetings.Text(tt.want); got != tt.want {
				t.Errorf("the second time it is %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseClock(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"19:00", "19:00"}, {"7:00 PM", "19:00"}, {"7pm", "19:00"}, {"12 a.m.", "00:00"}, {"12:30 PM", "12:30"}, {"9:05", "09:05"},
		{"19:00:30", "19:00:30"}, {"noon", "12:00"}, {"Midnight", "00:00"}, {"24:00", "00:00 next"}, {"24:00:00", "00:00 next"},
		{"24:01", "none"}, {"25:00", "none"}, {"13 pm", "none"}, {"0 am", "none"}, {"7", "none"}, {"", "none"}, {"19:60", "none"}, {"7:5", "none"},
	} {
		c, next, ok := meetings.ParseClock(tt.text)
		got := c.String()
		if next {
			got += " next"
		}
		if !ok {
			got = "none"
		}
		if got != tt.want {
			t.Errorf("ParseClock(%q) is %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestJoinOf(t *testing.T) {
	for _, tt := range []struct {
		name, link, phone, note string
		want                    directory.Join
		by                      directory.JoinBy
	}{
		{"a link", "https://zoom.us/j/1", "", "Doors at 6", directory.Join{URL: "https://zoom.us/j/1", Note: "Doors at 6"}, directory.Public},
		{"a passcode alone in a link", "https://zoom.us/j/1?pwd=x", "", "", directory.Join{URL: "https://zoom.us/j/1"}, directory.WithoutPasscode},
		{"a passcode first", "https://zoom.us/j/1?pwd=x&uname=a", "", "", directory.Join{URL: "https://zoom.us/j/1?uname=a"}, directory.WithoutPasscode},
		{"a passcode last", "https://zoom.us/j/1?uname=a&PWD=x", "", "", directory.Join{URL: "https://zoom.us/j/1?uname=a"}, directory.WithoutPasscode},
		{"a passcode to dial", "", "+1 646 555 0100,,123#,,,,*9876#", "", directory.Join{Phone: "+16465550100,,123#"}, directory.WithoutPasscode},
		{"a passcode in a paragraph", "https://zoom.us/j/1", "", "Doors at 6\n\nPW: abc", directory.Join{URL: "https://zoom.us/j/1", Note: "Doors at 6"}, directory.WithoutPasscode},
		{"no address", "javascript:alert(1)", "", "", directory.Join{}, directory.OnRequest},
		{"nothing", "", "", "Write to us", directory.Join{Note: "Write to us"}, directory.OnRequest},
	} {
		t.Run("V5 "+tt.name, func(t *testing.T) {
			c, err := meetings.NewCollector(feed.Options{Source: "s"})
			if err != nil {
				t.Fatal(err)
			}
			got, by := c.JoinOf(tt.link, tt.phone, tt.note)
			if got != tt.want || by != tt.by {
				t.Errorf("%+v by %q, want %+v by %q", got, by, tt.want, tt.by)
			}
			if found := len(c.Result().Findings) > 0; found != (tt.by == directory.WithoutPasscode || strings.HasPrefix(tt.link, "java")) {
				t.Errorf("reported %v, want what is left out reported", found)
			}
		})
	}
}

func TestPublic(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Password: Abc123, see you", "Password: [removed], see you"},
		{"ID 123 passcode is 4567.", "ID 123 passcode is [removed]"},
		{"pw 99", "pw [removed]"},
		{"contraseña: 12ab", "contraseña: [removed]"},
		{"Pass the book at 7:30", "Pass the book at 7:30"},
		{"Ask for the passcode.\n7 pm", "Ask for the passcode.\n7 pm"},
		{"Keypad code on request, room 7", "Keypad code on request, room 7"},
	} {
		c, err := meetings.NewCollector(feed.Options{Source: "s"})
		if err != nil {
			t.Fatal(err)
		}
		got := c.Public("notes", tt.text)
		if got != tt.want || (len(c.Result().Findings) > 0) != (got != tt.text) {
			t.Errorf("V5 Public(%q) is %q, want %q, with a finding if they differ", tt.text, got, tt.want)
		}
		if again := c.Public("notes", got); again != got {
			t.Errorf("the second time it is %q, want %q", again, got)
		}
	}
}

func TestCodes(t *testing.T) {
	t.Run("D34 codes match whole, and words are those of a sheet", func(t *testing.T) {
		for word, want := range map[string]string{"W": "W", "w": "W", "WC": "", "O": "O", "OE": "", "Women": "W", " wheelchair access ": "X", "SL": "SL", "Open": "O", "": ""} {
			c, ok := meetings.FindCode(word)
			if c.Code != want || ok != (want != "") {
				t.Errorf("FindCode(%q) is %q, want %q", word, c.Code, want)
			}
		}
	})
	t.Run("every code with a meaning is written as itself", func(t *testing.T) {
		for _, word := range strings.Fields("11 12x12 A ABSI AL AL-AN B BA BE BI BRK C CAN CF D DB DD DR FF G GR H L LGBTQ LIT LS M MED N NB NDG O OUT P POC SEN SM SP ST T TR W X XB XT Y " +
			"AF AM AR BG DA DE EL EN FA FI FR HE HI HR HU IS JA KA LT ML MT NE NL NO SK SL SV TH TL UK ITA KOR POL POR PUN RUS S TUR ASL BV-I D-HOH LO-I QSL RSL") {
			c, ok := meetings.FindCode(word)
			if !ok {
				t.Errorf("%s is no code", word)
				continue
			}
			var f meetings.Facts
			f.Add(c.Meaning)
			if said, unsaid := meetings.CodesOf(f); !slices.Equal(said, []string{word}) || unsaid != nil {
				t.Errorf("%s is written as %q, with %q unsaid", word, said, unsaid)
			}
		}
	})
	t.Run("what no code says is named", func(t *testing.T) {
		f := meetings.Facts{Topics: []string{"anxiety", "speaker"}, Focus: []string{"veterans"}}
		said, unsaid := meetings.CodesOf(f)
		if diff := cmp.Diff([][2]string{{"audience.focus", "veterans"}, {"topics", "anxiety"}}, unsaid); diff != "" || !slices.Equal(said, []string{"SP"}) {
			t.Errorf("%q (-want +got):\n%s", said, diff)
		}
	})
}

func TestCollector(t *testing.T) {
	for _, source := range []string{"", "a b", "é", strings.Repeat("x", 65)} {
		if _, err := meetings.NewCollector(feed.Options{Source: source}); err == nil {
			t.Errorf("source %q is accepted, want an error", source)
		}
	}
	c, err := meetings.NewCollector(feed.Options{Source: "s"})
	if err != nil {
		t.Fatal(err)
	}
	c.Begin("record 1", "a")
	c.Find(program.Info, "x", "", "", "before the offering is there")
	c.Venue(directory.Venue{Name: "nobody meets here"})
	c.Add(directory.Offering{ID: "s.a", Name: "A", Organization: c.Home(), Mode: program.ModeOnline})
	c.Begin("record 2", "b")
	c.Add(directory.Offering{ID: "s.b", Organization: c.Home(), Mode: program.ModeOnline})
	c.Unread("region")
	c.Unread("region")
	got := c.Result()
	var lines []string
	for _, e := range got.Entities {
		lines = append(lines, e.Key().Kind+"/"+e.Key().ID)
	}
	for _, f := range got.Findings {
		lines = append(lines, strings.Join([]string{f.Place, f.SourceID, f.Record, f.Code, f.Field, f.Message}, "|"))
	}
	want := []string{
		"organization/s", "offering/s.a",
		"record 1|a|offering/s.a|x||before the offering is there",
		"record 2|b||invalid||name: empty, want a name or a program",
		"document|||field-not-carried|region|2 records have it, and nothing here holds it",
	}
	if diff := cmp.Diff(want, lines); diff != "" || got.Records != 2 || got.Refused != 1 {
		t.Errorf("%d records, %d refused (-want +got):\n%s", got.Records, got.Refused, diff)
	}
}

func TestCheckZone(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "America/New_York": "", "UTC": "", "EST5EDT": "",
		"America/New-York": `feed: zone "America/New-York", want one such as America/New_York`, "Local": `feed: zone "Local", want`,
		"EST": `feed: zone "EST" has no daylight saving time`, "MST": `feed: zone "MST" has no`, "HST": `feed: zone "HST" has no`,
	} {
		said := ""
		if err := meetings.CheckZone(name); err != nil {
			said = err.Error()
		}
		if !strings.HasPrefix(said, want) || (want == "") != (said == "") {
			t.Errorf("zone %q: %q, want %q", name, said, want)
		}
		if _, err := meetings.NewCollector(feed.Options{Source: "s", Zone: name}); (err == nil) != (want == "") {
			t.Errorf("a collector with zone %q: %v", name, err)
		}
		if found := new(meetings.Zones).Find(name); (found != nil) != (want == "" && name != "") {
			t.Errorf("zone %q found: %v", name, found)
		}
	}
}
