package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// filterRecords are groups that differ from "plain" in what their ID says. It
// is for those who live with a condition, on Mondays at 18:00, and nothing more.
const filterRecords = `{"organization":{"id":"o","name":"O","state":"FL","zone":"America/New_York"}}
{"venue":{"id":"v","name":"V","point":"30.166,-81.706"}}
{"venue":{"id":"steps-away","name":"W","point":"30.166,-81.706","access":["step-free","child care"]}}
{"venue":{"id":"in-palatka","name":"P","point":"29.648,-81.638"}}
{"offering":{"id":"plain","program":"connection","organization":"o","venue":"v","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"thursday","program":"connection","organization":"o","venue":"v","series":[{"rule":"FREQ=WEEKLY;BYDAY=TH","first":"2026-01-01","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"morning","program":"connection","organization":"o","venue":"v","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"09:00","length":"PT1H"}]}}
{"offering":{"id":"late","program":"connection","organization":"o","venue":"v","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"21:00","length":"PT1H"}]}}
{"offering":{"id":"family","program":"family-support-group","organization":"o","venue":"v","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"spanish","program":"connection","organization":"o","venue":"v","languages":["es-MX"],"series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"women","program":"connection","organization":"o","venue":"v","audience":{"relations":["self"],"focus":["women"]},"series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"anxiety","program":"connection","organization":"o","venue":"v","topics":["anxiety"],"series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"step-free","program":"connection","organization":"o","venue":"steps-away","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"hybrid","program":"connection","organization":"o","venue":"v","mode":"hybrid","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"registered","program":"connection","organization":"o","venue":"v","entry":{"mode":"once per period"},"series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"palatka","program":"connection","organization":"o","venue":"in-palatka","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"full","program":"family-to-family","organization":"o","venue":"v","course":{"state":"enrolling","sessions":8,"capacity":{"max":12},"enrolled":12},"series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"zoom","program":"connection","organization":"o","mode":"online","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
{"offering":{"id":"phone","program":"connection","organization":"o","mode":"telephone","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"18:00","length":"PT1H"}]}}
`

func TestEachFilterOfNear(t *testing.T) {
	file := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(file, []byte(filterRecords), 0o600); err != nil {
		t.Fatal(err)
	}
	const mondays = "anxiety hybrid late morning plain registered spanish step-free women" // groups of the program connection
	tests := []struct {
		name string
		args []string
		want string // in person and remote, by ID
	}{
		{"no filter", nil, "anxiety family full hybrid late morning plain registered spanish step-free thursday women/hybrid phone zoom"},
		{"D1 a day of the week", []string{"-day", "thu"}, "thursday/"},
		{"several days", []string{"-day", "mon,thu", "-program", "connection", "-mode", "in person"}, "anxiety late morning plain registered spanish step-free thursday women/"},
		{"from a time of day on, itself included", []string{"-from", "21:00"}, "late/"},
		{"before a time of day, itself left out", []string{"-to", "18:00"}, "morning/"},
		{"past midnight", []string{"-from", "20:00", "-to", "10:00"}, "late morning/"},
		{"a program", []string{"-program", "family-support-group"}, "family/"},
		{"a kind", []string{"-kind", "course"}, "full/"},
		{"courses with places", []string{"-kind", "course", "-open-places"}, "/"},
		{"a language, whatever its country", []string{"-language", "es"}, "spanish/"},
		{"a topic", []string{"-topic", "anxiety"}, "anxiety/"},
		{"an identity that a group centres on", []string{"-topic", "women"}, "women/"},
		{"relatives", []string{"-for", "family", "-kind", "support group"}, "family/"},
		{"those who live with it", []string{"-for", "self", "-day", "mon"}, mondays + "/hybrid phone zoom"},
		{"a need", []string{"-access", "step-free"}, "step-free/"},
		{"child care", []string{"-access", "child care,step-free"}, "step-free/"},
		{"a need that nobody meets", []string{"-access", "step-free,meals"}, "/"},
		{"in person only", []string{"-mode", "in person", "-day", "thu"}, "thursday/"},
		{"online", []string{"-mode", "online"}, "/zoom"},
		{"by telephone", []string{"-mode", "telephone"}, "/phone"},
		{"hybrid", []string{"-mode", "hybrid"}, "hybrid/hybrid"},
		{"to register once", []string{"-entry", "once per period", "-program", "connection"}, "registered/"},
		{"as far as Palatka", []string{"-within", "60km", "-program", "connection", "-mode", "in person", "-from", "18:00", "-to", "18:01", "-topic", "none"}, "/"},
		{"within a distance", []string{"-within", "40mi", "-k", "40", "-mode", "in person", "-program", "connection", "-for", "self"}, "anxiety late morning palatka plain registered spanish step-free thursday women/"},
		{"within a drive", []string{"-drive", "2h", "-k", "40", "-mode", "in person", "-program", "connection", "-day", "mon", "-from", "21:00"}, "late/"},
		{"this evening", []string{"-starts-within", "4h", "-day", "mon", "-to", "20:00", "-topic", "women,anxiety"}, "anxiety women/"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := nearAnswer(t, append([]string{"-records", file, "-at", "30.166,-81.706", "-k", "40", "-now", "2026-06-01T17:00:00-04:00"}, tt.args...)...)
			if got := sortedIDs(n.InPerson) + "/" + sortedIDs(n.Remote); got != tt.want {
				t.Errorf("found %s\nwant  %s", got, tt.want)
			}
		})
	}
}

func sortedIDs(list []found) string {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b found) int { return strings.Compare(a.ID, b.ID) })
	return foundIDs(list)
}
