package finder_test

import (
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestFilters(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	tests := []struct {
		name, query string
		phrases     []string
		lacks       []string
	}{
		{"a day", "day=sat", []string{"Women's circle", "June 6, 2026", "Moved from Friday", "1 online or telephone group."}, []string{"NAMI Family"}},
		{"D32 the evening begins at five, included", "time=evening", []string{"NAMI Family", "NAMI Connection", "Green Cove"}, []string{"Women's circle"}},
		{"the morning ends at noon", "time=morning", []string{"Women's circle"}, []string{"NAMI Family", "Night line", "Lunch group"}},
		{"the afternoon begins at noon and ends at five", "time=afternoon", []string{"Lunch group"}, []string{"Green Cove evening", "Women's circle"}},
		{"a program", "program=connection", []string{"NAMI Connection"}, []string{"Women's circle", "NAMI Family"}},
		{"a language", "language=es", []string{"NAMI Family"}, []string{"Women's circle", "NAMI Connection Recovery"}},
		{"D54 a topic", "topic=women", []string{"Women's circle"}, []string{"NAMI Family"}},
		{"whom a program is for", "for=family", []string{"NAMI Family"}, []string{"NAMI Connection Recovery"}},
		{"D57 what the place offers", "access=child+care", []string{"NAMI Family"}, []string{"Women's circle"}},
		{"only in person", "mode=in-person", []string{"Women's circle"}, []string{"Night line"}},
		{"only online or by phone", "mode=remote", []string{"Night line", "NAMI Family"}, []string{"Women's circle"}},
		{"a distance", "within=10", []string{"within 10 miles"}, nil},
		{"any distance", "within=any", []string{"groups in person."}, nil},
		{"what no group has", "program=unheard-of", []string{"No group meets in person"}, []string{"Women's circle"}},
		{"D33 filters hold for the nearest farther away", "within=1&program=connection", []string{"The nearest, farther away", "NAMI Connection"}, []string{"Women's circle"}},
		{"unknown parameters are passed over", "lat=30.16&day=sat&utm=x", []string{"Women's circle"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.get("/near/88e5c5c?" + tt.query)
			if a.StatusCode != 200 {
				t.Fatalf("status %d", a.StatusCode)
			}
			wants(t, a.main(), tt.phrases...)
			lacks(t, a.main(), tt.lacks...)
		})
	}
}

func TestBadFilters(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	for _, tt := range []struct{ name, query, want string }{
		{"a day", "day=someday32099", "“day” was not understood. It takes one of: mon, tue, wed, thu, fri, sat, sun."},
		{"a time", "time=18:00", "“time” was not understood. It takes one of: morning, afternoon, evening."},
		{"a mode", "mode=boat", "“mode” was not understood. It takes one of: in-person, remote."},
		{"a distance below", "within=0", "“within” was not understood. It takes one of: 1–3000, any."},
		{"a distance above", "within=3001", "1–3000"},
		{"a distance that is no number", "within=NaN", "1–3000"},
		{"two days", "day=mon&day=tue", "“day” was not understood"},
		{"a long program", "program=" + strings.Repeat("p", 65), "“program” was not understood. It takes one of: 1–64 bytes."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := s.get("/near/88e5c5c?" + tt.query)
			if a.StatusCode != 400 {
				t.Errorf("status %d, want 400", a.StatusCode)
			}
			wants(t, a.main(), tt.want)
			lacks(t, a.body, "someday32099", "18:00")
		})
	}
}

func FuzzFilter(f *testing.F) {
	f.Add("day=mon&time=evening&mode=remote&within=any&program=connection")
	f.Add("within=0010&topic=%00&language=es&access=step-free")
	f.Add("day=mon&day=&day=tue;x=%zz")
	f.Fuzz(func(t *testing.T, query string) {
		once, err := finder.Reread(query)
		if err != nil {
			return
		}
		var again string
		if once != "" {
			again, err = finder.Reread(once[1:])
		}
		if err != nil || again != once {
			t.Errorf("%q became %q and then %q, %v", query, once, again, err)
		}
	})
}
