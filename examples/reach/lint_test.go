package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLint(t *testing.T) {
	const records = `{"organization":{"id":"jax","name":"Jacksonville","state":"FL","zone":"America/New_York","holidays":{"federal":"actual"},"contacts":[{"role":"office","name":"Ana Lopez","phone":"555-0100"}]}}
{"venue":{"id":"oph","name":"Orange Park Hospital","point":"30.165,-81.74"}}
{"offering":{"id":"thu","program":"connection","organization":"jax","venue":"oph","guidlines":"https://example.org","verified":{"on":"2022-06-01","by":"office"},"series":[{"id":"thu","rule":"FREQ=MONTHLY;BYDAY=4TH","first":"2022-06-23","start":"18:00","length":"PT1H15M"}]}}
{"offering":{"id":"bad","name":"Bad"}}
nonsense
`
	t.Run("D2 V10 S3 one line a finding", func(t *testing.T) {
		out, _, code := reach(t, records, "lint", "-from", "records", "-today", "2022-06-15")
		want := []string{
			`{"record":"offering/bad","code":"invalid","severity":"error","field":"organization",`,
			`{"record":"offering/bad","code":"invalid","severity":"error","field":"venue",`,
			`{"code":"unreadable","severity":"error","message":"directory: line 5: `,
			`{"record":"offering/thu","code":"unknown-field","severity":"warning","field":"guidlines","message":"no field has this name: did you mean \"guidelines\"?"}`,
			`{"record":"offering/thu","code":"holiday-kept","severity":"warning","field":"series[0].on_holiday","value":"2022-11-24","message":"2022-11-24 Thanksgiving Day, policy: keep"}`,
			`{"record":"offering/thu","code":"length-differs","severity":"warning","field":"series[0].length","value":"75 minutes","message":"it takes 75 minutes, the program says 90 minutes"}`,
			`{"record":"organization/jax","code":"last-name","severity":"warning","field":"contacts[0].name","message":"a contact has a last name: a first name or a role is enough"}`,
		}
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		for i, line := range lines {
			if i < len(want) && strings.HasPrefix(line, want[i]) {
				lines[i] = want[i]
			}
		}
		if diff := cmp.Diff(want, lines); diff != "" || code != 0 {
			t.Errorf("exit %d (-want +got):\n%s", code, diff)
		}
	})
	t.Run("D10 how long a confirmation is good is an option", func(t *testing.T) {
		out, _, _ := reach(t, records, "lint", "-today", "2022-06-15", "-stale", "7")
		if !slices.ContainsFunc(strings.Split(out, "\n"), func(l string) bool { return strings.Contains(l, `"not-verified","severity":"warning"`) }) {
			t.Errorf("findings %s", out)
		}
	})
	t.Run("records of one's own go with those of the source", func(t *testing.T) {
		const sheet = "Name,Schedule,Mode\nLamp,Mondays 6-7:30 pm,online\n"
		own := write(t, "own.jsonl", `{"organization":{"id":"north","name":"North","zone":"EST","contacts":[{"role":"office","phone":"555-0100"}]}}`+"\n")
		args := []string{"lint", "-from", "csv", "-source", "north", "-today", "2022-06-15"}
		if out, _, code := reach(t, sheet, args...); code != 0 || !strings.Contains(out, `"code":"contact-missing"`) {
			t.Errorf("exit %d: %s", code, out)
		}
		out, _, code := reach(t, sheet, append(args, "-also", own)...)
		if code != 0 || strings.Contains(out, `"code":"contact-missing"`) || !strings.Contains(out, "this zone has no daylight saving time: did you mean America/New_York?") {
			t.Errorf("exit %d: %s", code, out)
		}
	})
	t.Run("T8 a zone without a summer is asked about", func(t *testing.T) {
		if _, said, code := reach(t, "", "lint", "-from", "csv", "-zone", "EST"); code != 2 || !strings.Contains(said, "did you mean America/New_York?") {
			t.Errorf("exit %d, said %q", code, said)
		}
	})
	t.Run("a format that is not", func(t *testing.T) {
		if _, _, code := reach(t, records, "lint", "-from", "paper"); code != 2 {
			t.Errorf("exit %d", code)
		}
	})
}
