package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRoster(t *testing.T) {
	const request = `{"meetings":[
		{"series":"wed","date":"2022-06-08","start":"2022-06-08T18:00:00-04:00","program":"connection","seats":[{"name":"lead"},{"name":"second"}]}],
		"people":[{"id":"a","certifications":[{"program":"connection"}],"availability":{"default":"yes"}},{"id":"b","availability":{"default":"yes"}}]}`
	const want = `{"seats":[{"series":"wed","date":"2022-06-08","seat":"lead","person":"a"}],` +
		`"empty":[{"series":"wed","date":"2022-06-08","seat":"second","blocked":[{"person":"a","rule":"one seat"},{"person":"b","rule":"certification"}],` +
		`"group":{"seats":[{"series":"wed","date":"2022-06-08","seat":"lead"},{"series":"wed","date":"2022-06-08","seat":"second"}],"people":[{"person":"a","left":1}]}}],` +
		`"objective":{"unfilled":1,"pins":0,"changes":0,"fairness":1,"wishes":0},"bound":{"unfilled":1,"pins":0,"changes":0,"fairness":1,"wishes":0},` +
		`"proved":true,"method":"flow","steps":0,"loads":[{"person":"a","now":1,"could":1},{"person":"b","now":0,"could":0}],` +
		`"reasons":[{"seat":"wed/2022-06-08/second","text":"these 2 seats can only be served by a, who has 1 left"}]}` + "\n"
	t.Run("R9 R11 a request is answered with assignments and reasons", func(t *testing.T) {
		out, _, code := reach(t, request, "roster")
		if diff := cmp.Diff(want, out); diff != "" || code != 0 {
			t.Errorf("exit %d (-want +got):\n%s", code, diff)
		}
	})
	t.Run("a request that makes no sense is answered", func(t *testing.T) {
		for in, want := range map[string]string{
			`nonsense`:           `{"id":null,"error":"roster: malformed request: `,
			`{"people":[{}]}`:    `{"id":null,"error":"roster: people[0].id \"\", want 1 to 200 bytes"}`,
			`{"limits":{"x":1}}`: `{"id":null,"error":"roster: malformed request: `,
		} {
			if out, _, code := reach(t, in, "roster"); !strings.HasPrefix(out, want) || code != 0 {
				t.Errorf("%s: exit %d, %s", in, code, out)
			}
		}
	})
	t.Run("a flag that is not", func(t *testing.T) {
		if _, _, code := reach(t, request, "roster", "-x"); code != 2 {
			t.Errorf("exit %d", code)
		}
	})
}

func TestRosterOfRecords(t *testing.T) {
	const people = `{"people":[{"id":"a","certifications":[{"program":"connection"}],"availability":{"default":"yes"}},{"id":"b","availability":{"default":"yes"}}]}`
	args := []string{"roster", "-records", demo, "-offering", "jax-wednesday", "-from", "2022-06-01", "-to", "2022-07-01"}
	t.Run("R9 the meetings come from the records", func(t *testing.T) {
		out, stderr, code := reach(t, people, args...)
		for _, want := range []string{`"date":"2022-06-08","seat":"lead","person":"a"`, `"date":"2022-06-22","seat":"lead","person":"a"`, `"date":"2022-06-22","seat":"second","blocked"`} {
			if !strings.Contains(out, want) || code != 0 {
				t.Errorf("exit %d, %s, no %s in\n%s", code, stderr, want, out)
			}
		}
		if strings.Contains(out, "2022-07") {
			t.Errorf("the last day is in it:\n%s", out)
		}
	})
	t.Run("with other seats", func(t *testing.T) {
		if out, _, _ := reach(t, people, append(args, "-seats", "host")...); !strings.Contains(out, `"seat":"host","person":"a"`) || strings.Contains(out, "second") {
			t.Errorf("%s", out)
		}
	})
	for name, bad := range map[string][]string{
		"no offering":               {"-records", demo, "-from", "2022-06-01", "-to", "2022-07-01"},
		"an offering that is not":   {"-records", demo, "-offering", "x", "-from", "2022-06-01", "-to", "2022-07-01"},
		"no dates":                  {"-records", demo, "-offering", "jax-wednesday"},
		"an end before the start":   {"-records", demo, "-offering", "jax-wednesday", "-from", "2022-06-01", "-to", "2022-06-01"},
		"an offering of no records": {"-offering", "jax-wednesday"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, stderr, code := reach(t, people, append([]string{"roster"}, bad...)...); code != 2 || stderr == "" {
				t.Errorf("exit %d, %q", code, stderr)
			}
		})
	}
}
