package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

func foundIDs(list []found) string {
	var s []string
	for _, f := range list {
		s = append(s, f.ID)
	}
	return strings.Join(s, " ")
}

func TestNearOptions(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string // in person, later, remote
	}{
		{"all", nil, "jax-friday jax-wednesday jax-thursday//jax-tuesday"},
		{"V11 a norm as the limit", []string{"-within", "norm:va"}, "jax-friday jax-wednesday jax-thursday//jax-tuesday"},
		{"a drive of some minutes", []string{"-drive", "10m"}, "jax-friday jax-wednesday//jax-tuesday"},
		{"by start", []string{"-sort", "start"}, "jax-friday jax-wednesday jax-thursday//jax-tuesday"},
		{"by drive", []string{"-sort", "drive", "-k", "1"}, "jax-friday//jax-tuesday"},
		{"D3 what cannot be reached in time is left to the next week", []string{"-at", "30.21,-81.706", "-reachable", "-now", "2022-06-03T17:58:00-04:00"}, "jax-wednesday jax-thursday//jax-tuesday"},
		{"D3 some minutes late", []string{"-at", "30.21,-81.706", "-reachable", "-late", "30m", "-now", "2022-06-03T17:58:00-04:00"}, "jax-friday jax-wednesday jax-thursday//jax-tuesday"},
		{"D25 nothing left today", []string{"-starts-within", "8h"}, "/jax-friday jax-wednesday jax-thursday/"},
		{"a mode", []string{"-mode", "online,telephone"}, "//jax-tuesday"},
		{"a way to join", []string{"-entry", "drop-in"}, "jax-friday jax-wednesday jax-thursday//"},
		{"a way to join online", []string{"-entry", "once per period"}, "//jax-tuesday"},
		{"D36 by the reader's clock", []string{"-day", "wed", "-zone", "Asia/Tokyo", "-mode", "online"}, "//jax-tuesday"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := nearAnswer(t, append([]string{"-records", demo, "-at", "30.166,-81.706"}, tt.args...)...)
			if got := foundIDs(n.InPerson) + "/" + foundIDs(n.Later) + "/" + foundIDs(n.Remote); got != tt.want {
				t.Errorf("found %s, want %s", got, tt.want)
			}
		})
	}
	t.Run("V11 the norm is named with its source", func(t *testing.T) {
		n := nearAnswer(t, "-records", demo, "-zip", "32073", "-within", "norm:va")
		if n.Norm == nil || n.Norm.Key != "va-mental-health" || !strings.Contains(n.Norm.Source, "38 CFR") {
			t.Errorf("%+v", n.Norm)
		}
	})
	t.Run("V8 a coarse search says how far off it may be", func(t *testing.T) {
		n := nearAnswer(t, "-records", demo, "-at", "30.166,-81.706", "-coarse")
		if n.Blur == nil || *n.Blur < 1 || *n.Blur > 2.4 {
			t.Errorf("%v", n.Blur)
		}
	})
	t.Run("pages of one, by cursor", func(t *testing.T) {
		args := []string{"-records", demo, "-at", "30.166,-81.706", "-k", "1"}
		n := nearAnswer(t, args...)
		got := foundIDs(n.InPerson)
		for n.More != "" {
			n = nearAnswer(t, append(args, "-page", n.More)...)
			if got += " " + foundIDs(n.InPerson); n.Total != 3 || len(n.Remote) > 0 {
				t.Errorf("a page of %d with %s online", n.Total, foundIDs(n.Remote))
			}
		}
		if got != "jax-friday jax-wednesday jax-thursday" {
			t.Errorf("pages are %s", got)
		}
	})
}

func TestNearFromDatabase(t *testing.T) {
	file, err := os.Open(demo)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	entities, err := directory.ReadRecords(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "reach.db")
	store, closeStore, err := storage.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var changes []directory.Change
	for _, e := range entities {
		changes = append(changes, directory.Change{Put: e})
	}
	if _, err := dir.Commit(ctx, "", changes...); err != nil {
		t.Fatal(err)
	}
	dir.Close()
	if err := closeStore(); err != nil {
		t.Fatal(err)
	}
	args := []string{"near", "-zip", "32073", "-k", "5"}
	fromFile, _, _ := reach(t, "", append(args, "-records", demo)...)
	fromDatabase, stderr, code := reach(t, "", append(args, "-db", path)...)
	if fromDatabase != fromFile || code != 0 {
		t.Errorf("exit %d, %s, answers\n%s\nwant\n%s", code, stderr, fromDatabase, fromFile)
	}
}

// crookedRoads is an OSRM server on whose roads the place named first in a
// search, the nearest in a straight line, takes an hour and all others minutes.
func crookedRoads(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		places := strings.Split(strings.TrimPrefix(r.URL.Path, "/table/v1/driving/"), ";")
		row := func(near, other float64) []float64 {
			list := make([]float64, len(places)-1)
			for i := range list {
				list[i] = other
				if strings.HasPrefix(places[i+1], "-81.705") { // the church
					list[i] = near
				}
			}
			return list
		}
		_ = json.NewEncoder(w).Encode(map[string]any{
			"code": "Ok", "durations": [][]float64{row(3600, 900)}, "distances": [][]float64{row(60_000, 50_000)},
		})
	}))
	t.Cleanup(server.Close)
	return "osrm=" + server.URL
}

func TestNearByRoad(t *testing.T) {
	engine := crookedRoads(t)
	friday := nearAnswer(t, "-records", demo, "-at", "30.166,-81.706", "-k", "1")
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"the nearest by road is another than in a straight line", []string{"-k", "2"}, "jax-wednesday jax-thursday"},
		{"all, the slowest last", nil, "jax-wednesday jax-thursday jax-friday"},
		{"a limit of the drive counts minutes of the road", []string{"-drive", "30m"}, "jax-wednesday jax-thursday"},
		{"D3 by road", []string{"-reachable", "-starts-within", "200h", "-now", "2022-06-03T17:20:00-04:00"}, "jax-wednesday jax-thursday"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := nearAnswer(t, append([]string{"-records", demo, "-at", "30.166,-81.706", "-engine", engine}, tt.args...)...)
			if got := foundIDs(n.InPerson); got != tt.want || n.ByRoad == nil || !n.ByRoad.Proven {
				t.Errorf("found %s (in a straight line %s first), %+v; want %s", got, foundIDs(friday.InPerson), n.ByRoad, tt.want)
			}
			for _, f := range n.InPerson {
				if f.Drive.Estimate || f.Drive.Minutes < 15 {
					t.Errorf("%s: %+v", f.ID, f.Drive)
				}
			}
		})
	}
	t.Run("V17 without an answer of the engine there are estimates that say so", func(t *testing.T) {
		n := nearAnswer(t, "-records", demo, "-at", "30.166,-81.706", "-engine", "osrm=http://127.0.0.1:1")
		if n.ByRoad == nil || n.ByRoad.Proven || n.ByRoad.Cause == "" || len(n.InPerson) != 3 || !n.InPerson[0].Drive.Estimate {
			t.Errorf("%+v, %s", n.ByRoad, foundIDs(n.InPerson))
		}
	})
}
