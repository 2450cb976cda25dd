package finder

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
	"weak"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
	"github.com/withinreach/withinreach/examples/internal/operate"
	"github.com/withinreach/withinreach/schedule"
)

// feedDays is how many days ahead dates are written to feeds that have dates.
const feedDays = 180

// feedHours is how long a feed may be shown as what holds now.
const feedHours = 24 * time.Hour

// A feedWriter is the Write of one of the packages of feeds.
type feedWriter func(io.Writer, *directory.Snapshot, feed.WriteOptions) ([]feed.Finding, error)

// published are the feeds that were written last, by path, so that each is
// written once for a version of the records and a day.
type published struct {
	mu     sync.Mutex
	byPath map[string]*publishedFeed
}

// A publishedFeed is a feed, ready to be sent.
type publishedFeed struct {
	of           weak.Pointer[directory.Snapshot] // an old one is not kept for this
	day          schedule.Date
	since        time.Time // when it became what it is
	text, packed []byte
	tag, zipTag  string // ETags of the two
}

// meetings answers with all that meets every week, as Meeting Guide JSON. What
// does not is left out, since the format cannot say it.
func (s *server) meetings(w http.ResponseWriter, v *visit) error {
	return s.publish(w, v, meetingguide.Write)
}

// services answers with everything as services of HSDS 3.
func (s *server) services(w http.ResponseWriter, v *visit) error {
	return s.publish(w, v, hsds.Write)
}

// publish answers with a feed of all listings. It says when it became what it
// is, and until when it may be shown. The demo has none: what others collect
// must hold.
func (s *server) publish(w http.ResponseWriter, v *visit, write feedWriter) error {
	if v.demo {
		return errDemoFeed
	}
	f, err := s.feeds.get(v, s.Address, write)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set("Expires", v.real.Add(feedHours).UTC().Format(http.TimeFormat))
	h.Set("Access-Control-Allow-Origin", "*") // finders on other sites read it
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Add("Vary", "Accept-Encoding")
	text := f.text
	h.Set("ETag", f.tag)
	if operate.AcceptsGzip(v.Header.Values("Accept-Encoding")) {
		text = f.packed
		h.Set("ETag", f.zipTag)
		h.Set("Content-Encoding", "gzip")
	}
	http.ServeContent(w, v.Request, "", f.since, bytes.NewReader(text))
	return nil
}

// get returns the feed at the path of a visit, written anew if the records or
// the day are others. While that is under way, others wait for it.
func (p *published) get(v *visit, address string, write feedWriter) (*publishedFeed, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	path := v.URL.Path
	old := p.byPath[path]
	if old != nil && old.of == weak.Make(v.Snapshot) && old.day == v.today {
		return old, nil
	}
	f := &publishedFeed{of: weak.Make(v.Snapshot), day: v.today, since: v.real}
	var text, packed bytes.Buffer
	o := feed.WriteOptions{From: v.today, Through: v.today.AddDays(feedDays), URL: strings.TrimSuffix(address, "/")}
	if _, err := write(&text, v.Snapshot, o); err != nil {
		return nil, err
	}
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(text.Bytes()); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	f.text, f.packed = text.Bytes(), packed.Bytes()
	f.tag, f.zipTag = etag(f.text), etag(f.packed)
	if old != nil && old.tag == f.tag {
		f.since = old.since // other records, but the same to readers of this format
	}
	if p.byPath == nil {
		p.byPath = map[string]*publishedFeed{}
	}
	p.byPath[path] = f
	return f, nil
}
