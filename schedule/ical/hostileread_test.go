package ical_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/schedule/ical"
)

// hostileInput is one line of the shared list of hostile inputs.
type hostileInput struct {
	ID, Kind, Input, Hex, Want string
	Parts                      []struct {
		S string
		N int
	}
}

func (h hostileInput) bytes(t testing.TB) []byte {
	if h.Hex != "" {
		b, err := hex.DecodeString(h.Hex)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := []byte(h.Input)
	for _, p := range h.Parts {
		b = append(b, strings.Repeat(p.S, max(p.N, 1))...)
	}
	return b
}

// hostile returns the inputs of a kind. They are not part of this repository.
func hostile(t testing.TB, kind string) (list []hostileInput) {
	file, err := os.Open("../../../shared/data/hostile/hostile.jsonl")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the shared list of hostile inputs is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var h hostileInput
		if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
			t.Fatal(err)
		}
		if h.Kind == kind {
			list = append(list, h)
		}
	}
	return list
}

func TestHostileCalendars(t *testing.T) {
	list := hostile(t, "ics")
	if len(list) < 30 {
		t.Errorf("%d calendars, want 30", len(list))
	}
	for _, h := range list {
		t.Run(h.ID, func(t *testing.T) {
			c, findings, err := ical.Read(bytes.NewReader(h.bytes(t)), ical.ReadOptions{})
			t.Log(err, findings, len(c.Events))
			if h.Want == "reject" {
				if err == nil {
					t.Errorf("accepted, want an error; findings %v", findings)
				}
				return
			}
			if err != nil && !errors.Is(err, ical.ErrUnreadable) {
				t.Error(err)
			}
			if err == nil {
				stable(t, c)
			}
		})
	}
}

// stable fails unless what was read is the same when it is written and read
// again, up to the order of bytes.
func stable(t testing.TB, c ical.Calendar) {
	t.Helper()
	if c.Through.IsZero() {
		c.Through = d("2026-12-31")
	}
	first := write(t, c)
	if !bytes.Contains(first, []byte("\r\nBEGIN:VEVENT\r\n")) {
		return
	}
	again, findings, err := ical.Read(bytes.NewReader(first), ical.ReadOptions{})
	if err != nil || len(findings) > 0 {
		t.Fatalf("what was written is not understood: %v %v\n%s", err, findings, first)
	}
	if second := write(t, again); !bytes.Equal(first, second) {
		t.Errorf("not the same when read again:\n%s\n%s", first, second)
	}
}
