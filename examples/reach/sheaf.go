package main

import (
	"io"

	"github.com/withinreach/withinreach/directory"
)

// A sheaf holds records as they will be written: their text alone, which
// takes little memory. It is written when all is known, for a later record may
// say more of a venue that an earlier one names.
type sheaf struct {
	lines  [][]byte
	venues map[string]int // index of their lines, by ID
	room   []byte         // that the next lines go to
}

// roomSize is how many bytes are taken at a time.
const roomSize = 1 << 20

// add adds an entity, or takes it in place of an earlier form of it.
func (h *sheaf) add(e directory.Entity) (err error) {
	if cap(h.room)-len(h.room) < roomSize/16 {
		h.room = make([]byte, 0, roomSize)
	}
	from := len(h.room)
	if h.room, err = directory.AppendRecord(h.room, e); err != nil {
		return err
	}
	line := h.room[from:len(h.room):len(h.room)]
	if k := e.Key(); k.Kind == directory.KindVenue {
		if i, ok := h.venues[k.ID]; ok {
			h.lines[i] = line
			return nil
		}
		h.venues[k.ID] = len(h.lines)
	}
	h.lines = append(h.lines, line)
	return nil
}

// writeRecords writes the parts of a source as records.
func writeRecords(w io.Writer, first portion, parts <-chan portion, to *report) error {
	h := sheaf{venues: map[string]int{}}
	whole := false
	for p, ok := first, true; ok; p, ok = <-parts {
		to.addAll(p.findings)
		for _, e := range p.entities {
			if err := h.add(e); err != nil {
				return err
			}
		}
		whole = p.last
	}
	if !whole { // whoever reads the source has the reason
		return nil
	}
	for _, line := range h.lines {
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
