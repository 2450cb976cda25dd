package csv_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/schedule"
)

// one returns the only offering of a result, and the codes of its warnings.
func one(t *testing.T, got feed.Result) (directory.Offering, []string) {
	t.Helper()
	var found []directory.Offering
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d offerings, want 1; findings %v", len(found), got.Findings)
	}
	var codes []string
	for _, f := range got.Findings {
		if f.Severity != "info" {
			codes = append(codes, f.Code)
		}
	}
	return found[0], codes
}

func quote(cell string) string { return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"` }

func TestTimeForms(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"6:00 PM", "", "18:00"}, {"6pm", "", "18:00"}, {"6 p.m.", "", "18:00"}, {"6:00PM", "7:30PM", "18:00 1h30m0s"}, {"6:00\u202fPM", "", "18:00"},
		{"18:00", "", "18:00"}, {"1800", "", "18:00"}, {"0900", "", "09:00"}, {"18:00:00", "", "18:00"}, {"6:00:00 PM", "", "18:00"},
		{"0.75", "", "18:00"}, {"0,75", "", "18:00"}, {"0.791666666666667", "0.854166666666667", "19:00 1h30m0s"},
		{"12/30/1899 18:00:00", "", "18:00"}, {"1899-12-30T18:00:00", "", "18:00"},
		{"noon", "1 PM", "12:00 1h0m0s"}, {"12:00 AM", "", "00:00"}, {"midnight", "", "00:00"}, {"mediodía", "", "12:00"},
		{"6-7:30pm", "", "18:00 1h30m0s"}, {"6:00 PM - 7:30 PM", "", "18:00 1h30m0s"}, {"18:00–19:30", "", "18:00 1h30m0s"}, {"6 pm to 8 pm", "", "18:00 2h0m0s"},
		{"11:30-1 pm", "", "11:30 1h30m0s"}, {"6:00 p. m.", "7:30 p. m.", "18:00 1h30m0s"}, {"18h", "", "18:00"},
		{"6:00", "", "ampm-missing"}, {"6:00", "7:30", "ampm-missing"}, {"6:00", "7:30 PM", "18:00 1h30m0s"},
		{"evening", "", "time-unread"}, {"25:00", "", "time-unread"}, {"18:75", "", "time-unread"}, {"TBD", "", "time-unread"},
		{"10:00 PM", "12:30 AM", "22:00 2h30m0s"}, {"23:59", "01:00", "23:59 1h1m0s"},
		{"7:15 PM", "8:15 AM", "19:15 end-odd"}, {"00:00", "23:59", "00:00 end-odd"}, {"10:00 AM", "10:00 AM", "10:00 end-odd"},
	} {
		t.Run(fmt.Sprintf("D28 D37 from %s to %s", tt.from, tt.to), func(t *testing.T) {
			text := fmt.Sprintf("Name,Day,Start Time,End Time,Place\nA,Tuesday,%s,%s,Hall\n", quote(tt.from), quote(tt.to))
			o, codes := one(t, read(t, csv.Sheet{}, text))
			got := o.Series[0].Start.String()
			if o.Series[0].Length > 0 {
				got += " " + o.Series[0].Length.String()
			}
			got = strings.TrimSpace(got + " " + strings.Join(codes, " "))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDateForms(t *testing.T) {
	yes, no := true, false
	for _, tt := range []struct {
		cell     string
		dayFirst *bool
		want     string // of the 8th of June, "" is that
	}{
		{cell: "6/8/2022"}, {cell: "06/08/2022"}, {cell: "6/8/22"}, {cell: "2022-06-08"}, {cell: "2022/6/8"}, {cell: "8-Jun-22"}, {cell: "8-Jun-2022"},
		{cell: "8 Jun 2022"}, {cell: "June 8, 2022"}, {cell: "Jun. 8th, 2022"}, {cell: "Wed, June 8, 2022"}, {cell: "Wednesday 6/8/2022"}, {cell: "2022-06-08T18:00:00"},
		{cell: "2022-06-08 18:00:00"}, {cell: "6/8/2022 6:00 PM"}, {cell: "6/8/2022 18:00:00"}, {cell: "2022-06-08T18:00:00-04:00"}, {cell: "20220608"}, {cell: "44720"}, {cell: "44720.75"}, {cell: "44720.0"},
		{cell: "8 de junio de 2022"}, {cell: "miércoles 8 de junio de 2022"}, {cell: "8-jun.-2022"}, {cell: "8.6.2022", dayFirst: &yes}, {cell: "8/6/2022", dayFirst: &yes}, {cell: "6/8/2022", dayFirst: &no},
		{cell: "18/6/2022", want: "2022-06-18"}, {cell: "6/18/2022", want: "2022-06-18"},
		{cell: "soon", want: "date-unread"}, {cell: "6/8", want: "date-unread"}, {cell: "13/13/2022", want: "date-unread"}, {cell: "2/30/2022", want: "date-unread"}, {cell: "12345", want: "date-unread"}, {cell: "6/8/202", want: "date-unread"},
	} {
		t.Run("D45 "+tt.cell, func(t *testing.T) {
			text := "Name,Day,Time,Start Date,Place\nA,Wednesday,6 PM," + quote(tt.cell) + ",Hall\n"
			o, codes := one(t, read(t, csv.Sheet{Mapping: csv.Mapping{DayFirst: tt.dayFirst}}, text))
			got := strings.Join(codes, " ")
			if len(o.Series) > 0 {
				got = o.Series[0].First.String() + got
			}
			want := tt.want
			if want == "" {
				want = "2022-06-08"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for _, tt := range []struct {
		name, language, dates, want string
	}{
		{"one date above 12 tells for all", "en", "8/6/2022,28/6/2022", "2022-06-08 2022-06-28"},
		{"dates that show both orders are a question", "en", "8/6/2022,28/6/2022,6/28/2022", "2022-06-28 2022-06-28 date-order"},
		{"Spanish dates that do not tell are a question", "es", "8/6/2022,9/6/2022", "date-order"},
		{"English dates that do not tell have the month first", "en", "8/6/2022,9/6/2022", "2022-08-06 2022-09-06"},
	} {
		t.Run("D45 "+tt.name, func(t *testing.T) {
			o := options()
			o.Language = tt.language
			text := "Name,Day,Time,Start Date,Place\n"
			for i, d := range strings.Split(tt.dates, ",") {
				text += fmt.Sprintf("G%d,Monday,6 PM,%s,Hall\n", i, d)
			}
			got, err := csv.Read(strings.NewReader(text), o)
			if err != nil {
				t.Fatal(err)
			}
			var firsts []string
			for _, e := range got.Entities {
				if o, ok := e.(directory.Offering); ok && len(o.Series) > 0 {
					firsts = append(firsts, o.Series[0].First.String())
				}
			}
			for _, f := range got.Findings {
				if f.Code == "date-order" {
					firsts = append(firsts, f.Code)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(firsts, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const text = "Grupo,Día,Hora,Lugar\r\nCírculo “Año”,Sábado,10:00 AM,Salón €3\r\n"
	utf16Of := func(bom bool, low, high int) string {
		var b strings.Builder
		units := utf16.Encode([]rune(text))
		if bom {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			pair := [2]byte{}
			pair[low], pair[high] = byte(u), byte(u>>8)
			b.Write(pair[:])
		}
		return b.String()
	}
	cp1252 := strings.NewReplacer("í", "\xed", "“", "\x93", "”", "\x94", "ñ", "\xf1", "á", "\xe1", "ó", "\xf3", "€", "\x80").Replace(text)
	for _, tt := range []struct{ name, source, want string }{
		{"UTF-8", text, "utf-8"},
		{"UTF-8 with a mark", "\ufeff" + text, "utf-8"},
		{"UTF-16, low byte first, with a mark", utf16Of(true, 0, 1), "utf-16le"},
		{"UTF-16, high byte first, with a mark", utf16Of(true, 1, 0), "utf-16be"},
		{"Windows-1252", cp1252, "windows-1252"},
	} {
		t.Run("D45 "+tt.name, func(t *testing.T) {
			p, err := csv.Sheet{}.Preview(strings.NewReader(tt.source), options())
			if err != nil {
				t.Fatal(err)
			}
			want := csv.Sample{Row: "row 2", ID: "sheet.circulo-ano_salon-3", Name: "Círculo “Año”", When: []string{"Sábados, 10 am ET"}, Where: "Salón €3", Mode: "in person"}
			if diff := cmp.Diff([]csv.Sample{want}, p.First); diff != "" || p.Encoding != tt.want {
				t.Errorf("encoding %q, want %q; (-want +got):\n%s", p.Encoding, tt.want, diff)
			}
		})
	}
}

func TestPlacesAndZones(t *testing.T) {
	for _, tt := range []struct {
		name, titles, row string
		zone              string // of the options
		want              string // zone of the series, point, and warnings
	}{
		{"D15 a record has its own zone", "Time Zone", "America/Denver", "America/New_York", "America/Denver"},
		{"D15 a zone in words", "Time Zone", "Central Time", "America/New_York", "America/Chicago"},
		{"D15 a missing zone is that of the options", "Time Zone", "", "America/New_York", "America/New_York"},
		{"D15 without any the listing stays and is reported", "Time Zone", "", "", " zone-missing"},
		{"T8 EST is the zone with a summer", "Time Zone", "EST", "America/Chicago", "America/New_York"},
		{"T8 MST is the zone with a summer", "Time Zone", "MST", "America/Chicago", "America/Denver"},
		{"T8 HST is the zone of Hawaii", "Time Zone", "HST", "America/Chicago", "Pacific/Honolulu"},
		{"an unknown zone is a question", "Time Zone", "Mars", "America/New_York", "America/New_York zone-unknown"},
		{"a ZIP code is no point", "Zip", "32073", "America/New_York", "America/New_York"},
		{"a point of the table is taken", "Lat/Lng", "30.165,-81.74", "America/New_York", "America/New_York 30.165,-81.74"},
		{"0/0 is no point", "Lat/Lng", "0,0", "America/New_York", "America/New_York point-zero"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := options()
			o.Zone = tt.zone
			text := "Name,Day,Time,Place," + tt.titles + "\nA,Tuesday,6 PM,Hall," + quote(tt.row) + "\n"
			got, err := csv.Read(strings.NewReader(text), o)
			if err != nil {
				t.Fatal(err)
			}
			offering, codes := one(t, got)
			shown := offering.Series[0].Zone
			for _, e := range got.Entities {
				if v, ok := e.(directory.Venue); ok && !v.Point.IsZero() {
					shown += " " + v.Point.String()
				}
			}
			if len(codes) > 0 {
				shown += " " + strings.Join(codes, " ")
			}
			if diff := cmp.Diff(tt.want, shown); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("D15 options with a zone that is none are an error at once", func(t *testing.T) {
		o := options()
		o.Zone = "America/New-York"
		if _, err := csv.Read(strings.NewReader("Name,Day,Time,Mode\nA,Tuesday,6 PM,online\n"), o); !errors.Is(err, schedule.ErrNoZone) {
			t.Errorf("error %v, want %v", err, schedule.ErrNoZone)
		}
	})
	t.Run("D22 an online group needs no address and makes no venue", func(t *testing.T) {
		o, codes := one(t, read(t, csv.Sheet{}, "Name,Day,Time,Mode\nA,Tuesday,6 PM,online\n"))
		if o.Venue != "" || o.Mode != "online" || codes != nil {
			t.Errorf("venue %q, mode %q, warnings %v; want none, online, none", o.Venue, o.Mode, codes)
		}
	})
	t.Run("D16 several days in one record are one group", func(t *testing.T) {
		o, _ := one(t, read(t, csv.Sheet{}, "Name,Day,Time,Mode\nA,\"Mon, Wed & Fri\",6 PM,online\n"))
		if want := schedule.Weekly(1, 3, 5); len(o.Series) != 1 || o.Series[0].Rule != want {
			t.Errorf("series %v, want one of %v", o.Series, want)
		}
	})
	t.Run("D38 a record without a day meets by appointment, and a bad one fails no other", func(t *testing.T) {
		got := read(t, csv.Sheet{}, "Name,Day,Time,City\n,Monday,6 PM,Lima\nA,,,Lima\nB,Tuesday,6 PM,Lima\n")
		if len(ids(got.Entities)) != 3 || got.Refused != 1 || got.Records != 3 {
			t.Errorf("%v, %d of %d refused; want A, B and a place, 1 of 3", ids(got.Entities), got.Refused, got.Records)
		}
		for _, f := range got.Findings {
			if f.Severity == "error" && (f.Place != "row 2" || f.Field != "name") {
				t.Errorf("finding %+v, want it to name row 2 and the name", f)
			}
		}
	})
}
