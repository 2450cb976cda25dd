// Command calendar publishes a file of records as calendars to subscribe to:
// /all.ics, /organizations/ID.ics, /offerings/ID.ics. It reads the file again when
// that changes; while the file has mistakes, the last good calendars stay.
//
//	go run ./examples/calendar -records examples/demo/records.jsonl
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"sync"
	"time"
	_ "time/tzdata" // for machines without a database of time zones

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8081", "`address` to serve at")
	path := flag.String("records", "records.jsonl", "`file` of records, one JSON object a line")
	flag.Parse()
	s := &server{path: *path}
	if _, err := s.snapshot(); err != nil {
		log.Fatal(err)
	}
	log.Printf("serving http://%s/all.ics", *addr)
	log.Fatal((&http.Server{Addr: *addr, Handler: s.handler(), ReadTimeout: time.Minute, WriteTimeout: time.Minute}).ListenAndServe())
}

type server struct {
	path    string
	mu      sync.Mutex
	snap    *directory.Snapshot
	changed time.Time // of the file that snap is from
}

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{name}", s.serve(func(directory.Listing) string { return "all" }))
	mux.HandleFunc("GET /organizations/{name}", s.serve(func(l directory.Listing) string { return l.Organization }))
	mux.HandleFunc("GET /offerings/{name}", s.serve(func(l directory.Listing) string { return l.ID }))
	return mux
}

// serve answers with the calendar of the listings that have a name.
func (s *server) serve(name func(directory.Listing) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		snap, err := s.snapshot()
		if err != nil {
			log.Print(err) // the last good one goes on
		}
		var ids []string
		for l := range snap.Listings("") {
			if name(l)+".ics" == r.PathValue("name") {
				ids = append(ids, l.ID)
			}
		}
		if ids == nil {
			http.NotFound(w, r)
			return
		}
		var text bytes.Buffer
		endOfNextYear := schedule.MustDate(fmt.Sprintf("%d-12-31", time.Now().Year()+1))
		if err := ical.Write(&text, snap.Calendar(endOfNextYear, ids...)); err != nil {
			log.Panic(err) // records were checked when they were read
		}
		w.Header().Set("Content-Type", ical.ContentType)
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(text.Bytes())))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(text.Bytes()))
	}
}

// snapshot returns what the file says, or said before it had mistakes.
func (s *server) snapshot() (*directory.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info, err := os.Stat(s.path)
	if err != nil || info.ModTime().Equal(s.changed) {
		return s.snap, err
	}
	text, err := os.ReadFile(s.path)
	if err != nil {
		return s.snap, err
	}
	entities, err := directory.ReadRecords(bytes.NewReader(text))
	snap, problem := directory.NewSnapshot(entities...)
	if err = errors.Join(err, problem); err == nil {
		s.snap, s.changed = snap, info.ModTime()
	}
	return s.snap, err
}
