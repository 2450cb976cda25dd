// Command embed is the program of the guide: groups near a ZIP code, as JSON.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"sync/atomic"
	"time"
	_ "time/tzdata" // for machines without a database of time zones

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
)

// A finder is the part of a tool that knows groups.
type finder struct {
	groups atomic.Pointer[directory.Snapshot]
	now    func() time.Time // time.Now
}

// load takes a new list. If something is wrong with it, the last good one stays.
func (f *finder) load(records io.Reader) error {
	entities, err := directory.ReadRecords(records)
	if err != nil {
		return err
	}
	snapshot, err := directory.NewSnapshot(entities...)
	if err != nil {
		return err
	}
	f.groups.Store(snapshot)
	return nil
}

// A group is what the tool shows of one.
type group struct {
	Name      string    `json:"name"`
	Where     string    `json:"where"`
	Miles     float64   `json:"miles"`         // about
	Next      time.Time `json:"next,omitzero"` // not there: by appointment
	CallFirst bool      `json:"call_first"`    // nobody has said yet whether it meets that day
}

// near answers a form with a field "near": a ZIP code, a city or a county.
func (f *finder) near(w http.ResponseWriter, r *http.Request) {
	here, err := place.Lookup(r.PostFormValue("near"))
	if many, ok := errors.AsType[*place.AmbiguousError](err); ok {
		http.Error(w, fmt.Sprint("which one: ", many.Choices), http.StatusUnprocessableEntity)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	found, err := f.groups.Load().Search(r.Context(), directory.Query{
		Near: here.Point, Coarse: true, Within: 25 * earth.Mile, Now: f.now(), Limit: 3,
	})
	if err != nil {
		http.Error(w, "try again", http.StatusInternalServerError)
		return
	}
	list := []group{}
	for _, hit := range found.InPerson {
		list = append(list, group{
			Name: hit.Listing.Name, Where: hit.Listing.Place.Address.String(), Miles: math.Round(hit.Distance.Miles()),
			Next: hit.Next.Start(), CallFirst: hit.Next.Status == schedule.Unconfirmed,
		})
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(list) // whoever asked may have gone
}

func main() {
	f := &finder{now: time.Now}
	records, err := os.Open("demo.jsonl")
	if err != nil {
		log.Fatal(err)
	}
	err = f.load(records)
	_ = records.Close()
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /near", f.near)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}
