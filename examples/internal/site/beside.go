package site

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
)

// writeBeside writes what no page leads to.
func writeBeside(d *draft, s *directory.Snapshot, o Options, n names) error {
	known, err := places(s)
	if err != nil {
		return err
	}
	meetings, err := meetingsOf(s, o, n)
	if err != nil {
		return err
	}
	for _, file := range []struct {
		name    string
		content []byte
	}{
		{"places.js", known},
		{"meetings.json", meetings},
		{"robots.txt", []byte("User-agent: *\nDisallow:\n")},
		{".nojekyll", nil}, // or GitHub would leave out files
	} {
		if err := d.write(file.name, file.content); err != nil {
			return err
		}
	}
	return nil
}

// meetingsOf returns the offerings in the format of the Meeting Guide, with the
// addresses of their pages in this site.
func meetingsOf(s *directory.Snapshot, o Options, n names) ([]byte, error) {
	base := strings.TrimSuffix(o.URL, "/")
	through := o.Through
	if through.IsZero() {
		through = o.Made.AddDays(365)
	}
	var text bytes.Buffer
	_, err := meetingguide.Write(&text, s, feed.WriteOptions{
		From: o.Made, Through: through, Inexact: feed.Annotate, URL: base, Language: o.Language,
	})
	if err != nil || base == "" {
		return text.Bytes(), err
	}
	var pairs []string
	for l := range s.Listings("") {
		page := n.file("/offerings/" + url.PathEscape(l.ID))
		for _, address := range []string{base + "/offerings/" + l.ID, base + "/" + strings.TrimSuffix(page, "index.html")} {
			quoted, err := json.Marshal(address)
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, string(quoted))
		}
	}
	return []byte(strings.NewReplacer(pairs...).Replace(text.String())), nil
}
