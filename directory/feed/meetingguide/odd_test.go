package meetingguide_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// oddValues are what the fields of odd feeds hold, beside any of oddTexts.
var oddValues = map[string][]string{
	"slug":                 {"a", "b", "c d", "", "a-slug-that-is-longer-than-the-format-has-room-for-as-some-are-in-real-feeds"},
	"day":                  {"0", "1", "6", "Sunday", "Mon", "", "9", "1,3", "[2]"},
	"time":                 {"19:00", "7 PM", "24:00", "", "x", "00:00", "23:59", "7:5"},
	"end_time":             {"20:00", "", "01:00", "19:00", "23:59", "8:15 pm"},
	"formatted_address":    {"1 Main St, Town, FL 32073, USA", "Town, FL, USA", "Town, FL 32073", "A, B, C, D", "1 Rue, 75001, Paris", ",,,", "FL, FL, FL", "AB 12, CD 34, EF 56"},
	"types":                {"O", "ONL", "TC", "ONL,TC", "X,EN", "EN", "S,EN", "zz", ""},
	"approximate":          {"", "yes", "no"},
	"latitude":             {"", "0", "30.5", "91", "1e-9", "-0"},
	"longitude":            {"", "0", "-81.5", "180", "-180"},
	"conference_url":       {"", "https://zoom.us/j/1", "https://zoom.us/j/1?pwd=2&a=b", "https://z.example/?a=1&pwd=3#x", "ftp://x"},
	"conference_phone":     {"", "+1555,,*12#", "(555) 100"},
	"timezone":             {"", "America/Chicago", "x"},
	"updated":              {"", "2022-01-01 00:00:00", "1/2/2022", "x"},
	"notes":                {"1st Mon", "closed on holidays", "no meeting last Sunday of the month"},
	"name":                 nil,
	"location":             nil,
	"location_notes":       nil,
	"group_notes":          nil,
	"entity":               {"", "E"},
	"conference_url_notes": nil,
	"address":              nil,
	"city":                 {"", "", "Town"},
}

var oddTexts = []string{
	"Hope", "A & B", "&amp;amp;", "<br>x", "  two  blanks ", "é ü", "a\r\nb\n\n\nc", "", "x, y, z", "7pm Eastern", "Mary's", "\u00a0", "1", "FL",
	"12, FL 32073", "?", "-", "~", "https://x.example/?pwd=1", "Passcode: 12 a", "\x00", "#1, Town", "a/b c", "Open", "ask for the passcode",
}

// TestOddFeeds writes and reads feeds made of odd values at random.
func TestOddFeeds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	for range 800 {
		var records []map[string]string
		for range 1 + r.IntN(3) {
			m := map[string]string{}
			for field, values := range oddValues {
				if m[field] = pick(oddTexts); values != nil && r.IntN(6) > 0 {
					m[field] = pick(values)
				}
			}
			records = append(records, m)
		}
		text, err := json.Marshal(records)
		if err != nil {
			t.Fatal(err)
		}
		if checkRead(t, string(text)); t.Failed() {
			return
		}
	}
}
