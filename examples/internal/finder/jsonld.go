package finder

import (
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/schemaorg"
)

// jsonLDSuffix follows the address of an offering in that of its data for
// search engines. They are a file beside the page and not a script in it, so
// that no page needs a policy that lets scripts in.
const jsonLDSuffix = ".jsonld"

// jsonLDOf returns the ID in the address of data for search engines.
func jsonLDOf(name string) (id string, ok bool) { return strings.CutSuffix(name, jsonLDSuffix) }

// offeringData answers with the next dates of an offering in the words of
// schema.org.
func (s *server) offeringData(w http.ResponseWriter, v *visit, id string) error {
	if v.demo {
		return errDemoFeed
	}
	text, _, err := schemaorg.Event(v.Snapshot, id, feed.WriteOptions{
		From: v.today, Through: v.today.AddDays(feedDays), URL: strings.TrimSuffix(s.Address, "/"),
	})
	if err != nil {
		return err
	}
	if text == nil {
		return errNotFound
	}
	w.Header().Set("Expires", v.real.Add(feedHours).UTC().Format(http.TimeFormat))
	return serveFeed(w, v.Request, "application/ld+json", v.AsOf, text)
}
