package guides_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"time"

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

func Example_embed() {
	records, err := os.Open("../demo/records.jsonl")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer records.Close()
	f := &finder{now: func() time.Time { return time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC) }}
	if err := f.load(records); err != nil {
		fmt.Println(err)
		return
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /near", f.near)

	form := url.Values{"near": {"32073"}}
	request := httptest.NewRequest("POST", "/near", strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	mux.ServeHTTP(answer, request)
	fmt.Println(strings.ReplaceAll(answer.Body.String(), "},", "},\n "))
	// Output:
	// [{"name":"NAMI Connection Recovery Support Group","where":"245 Kingsley Ave., Orange Park, FL 32073","miles":1,"next":"2022-06-03T18:00:00-04:00","call_first":false},
	//  {"name":"NAMI Connection Recovery Support Group","where":"2001 Kingsley Ave., Orange Park, FL 32073","miles":2,"next":"2022-06-08T18:00:00-04:00","call_first":false},
	//  {"name":"NAMI Connection Recovery Support Group","where":"221 Rierside Ave., Jacksonville, FL 32202","miles":12,"next":"2022-06-09T18:00:00-04:00","call_first":false}]
}
