package main

import (
	"errors"
	"flag"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
)

// partSize is how many offerings are converted at a time.
const partSize = 1000

// A portion is what was read of a source since the one before.
type portion struct {
	entities []directory.Entity // what an offering refers to may be in earlier parts
	findings []feed.Finding
	last     bool
}

// An intake is a source on its way. A goroutine of its own reads the next part
// while this one is written.
type intake struct {
	parts chan portion
	stop  chan struct{}
	seen  map[directory.Key]bool // nil if the format makes sure that no record comes twice
	own   also                   // was taken before
	next  portion
	size  int   // offerings in next
	err   error // once parts is closed
}

var errStopped = errors.New("stopped")

// startIntake begins to read a source. Whoever starts it ends it.
func startIntake(source *sourceFlags, fs *flag.FlagSet, env environment) *intake {
	r := &intake{parts: make(chan portion), stop: make(chan struct{})}
	if source.from == "records" {
		r.seen = map[directory.Key]bool{}
	}
	go func() {
		defer close(r.parts)
		if r.err = r.read(source, fs, env); r.err == nil {
			r.next.last = true
			r.err = r.send()
		}
	}()
	return r
}

// end ends the goroutine and returns why the source could not be read.
func (r *intake) end() error {
	close(r.stop)
	for range r.parts { // until it is closed
	}
	if errors.Is(r.err, errStopped) {
		return nil
	}
	return r.err
}

// read passes on what a source says. A table of which there was an earlier one
// is read as a whole first, for it may turn out to have lost most of its rows.
func (r *intake) read(source *sourceFlags, fs *flag.FlagSet, env environment) error {
	own, err := readAlso(source.also)
	if err != nil {
		return err
	}
	for _, e := range own.entities {
		if err := r.take(e); err != nil {
			return err
		}
	}
	r.own = own
	if source.previous == "" || source.shrunk {
		source.options.EachEntity, source.options.EachFinding = r.take, r.find
	}
	got, err := source.read(fs, env)
	if err != nil {
		return err
	}
	for _, f := range got.Findings {
		r.find(f)
	}
	for _, e := range got.Entities {
		if err := r.take(e); err != nil {
			return err
		}
	}
	return nil
}

// take adds an entity to the next part.
func (r *intake) take(e directory.Entity) error {
	k := e.Key()
	if r.own.had[k] {
		return nil
	}
	if r.seen != nil {
		if r.seen[k] {
			for _, f := range refused(k, &directory.RecordError{Key: k, Field: "id", Err: errors.New("twice, want one record for an id; the first one was taken")}) {
				r.find(f)
			}
			return nil
		}
		r.seen[k] = true
	}
	r.next.entities = append(r.next.entities, e)
	if k.Kind == directory.KindOffering {
		r.size++
	}
	if r.size == partSize || len(r.next.findings) > 10*partSize {
		return r.send()
	}
	return nil
}

func (r *intake) find(f feed.Finding) {
	r.next.findings = append(r.next.findings, f)
}

func (r *intake) send() error {
	select {
	case r.parts <- r.next:
		r.next, r.size = portion{}, 0
		return nil
	case <-r.stop:
		return errStopped
	}
}
