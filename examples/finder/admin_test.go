package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

func TestLookingAfterTheList(t *testing.T) {
	folder := t.TempDir()
	f := start(t, folder, "-addr 127.0.0.1:0")
	lines := make([]string, 2)
	for i := range lines {
		line, err := f.out.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = strings.TrimSpace(line)
	}
	link := regexp.MustCompile(`http://\S+/admin/enter/(\S+)`).FindStringSubmatch(lines[1])
	if link == nil {
		t.Fatalf("no set-up link is printed: %q", lines)
	}
	enter := func(token string) int {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		client := http.Client{Jar: jar}
		response, err := client.PostForm(f.address+"/admin/enter", url.Values{"token": {token}})
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode
	}
	if got := enter(link[1]); got != http.StatusOK {
		t.Errorf("the set-up link: status %d", got)
	}
	if got := enter(link[1]); got != http.StatusUnauthorized {
		t.Errorf("the set-up link a second time: status %d, want 401", got)
	}
	t.Run("the operator makes a token, lists tokens, and takes one away", func(t *testing.T) {
		out, err := process(t, folder, "token -role editor -organizations clay -label coordinator").Output()
		text, _, _ := strings.Cut(string(out), "\n")
		if err != nil || !strings.HasPrefix(text, "wr_") {
			t.Fatalf("%v: %q", err, out)
		}
		f.shows(t, "/admin/enter", "Your key")
		list, err := process(t, folder, "token -list").Output()
		id := strings.Split(text, "_")[1]
		if err != nil || !strings.Contains(string(list), id+"  editor") || strings.Contains(string(list), text) {
			t.Errorf("%v:\n%s", err, list)
		}
		if err := process(t, folder, "token -revoke "+id).Run(); err != nil {
			t.Error(err)
		}
		if err := process(t, folder, "token -revoke "+id).Run(); err == nil {
			t.Error("it is taken away twice")
		}
		if err := process(t, folder, "token -role root").Run(); err == nil {
			t.Error("there is a role that nobody knows")
		}
	})
	f.ends(t, syscall.SIGTERM)
	t.Run("the next start prints no link", func(t *testing.T) {
		again := start(t, folder, "-addr 127.0.0.1:0 -db "+filepath.Join(folder, "withinreach.db"))
		again.ends(t, syscall.SIGTERM)
		if rest, _ := again.out.ReadString(0); strings.Contains(rest, "/admin/enter") {
			t.Errorf("it prints %q", rest)
		}
	})
}
