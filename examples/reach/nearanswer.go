package main

import (
	"errors"
	"math"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// nearby is the answer of reach near.
type nearby struct {
	Error    string       `json:"error,omitempty"`
	Choices  []string     `json:"choices,omitempty"` // places that the text may mean
	Place    string       `json:"place,omitempty"`
	Radius   *miles       `json:"place_radius_miles,omitempty"` // how far from there the person may be
	Blur     *miles       `json:"blur_miles,omitempty"`         // the same, because the place was made coarse
	Norm     *travelNorm  `json:"norm,omitempty"`               // whose distance or time was asked for
	ByRoad   *byRoad      `json:"by_road,omitempty"`
	InPerson []found      `json:"in_person"`
	Total    int          `json:"in_person_total"`
	Nearest  []found      `json:"nearest,omitempty"` // beyond the distance, if nothing is within
	Later    []found      `json:"later,omitempty"`   // after the time asked for, if nothing is before
	Unplaced []found      `json:"unplaced,omitempty"`
	Remote   []found      `json:"remote"`
	Remotes  int          `json:"remote_total"`
	Deferred []found      `json:"remote_later,omitempty"`
	More     string       `json:"more_in_person,omitempty"` // for -page
	MoreAfar string       `json:"more_remote,omitempty"`
	Contacts []contact    `json:"contacts"`
	Crisis   []crisisLine `json:"crisis_lines"`
}

type found struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Mode         program.Mode `json:"mode"`
	Organization string       `json:"organization"`
	Address      string       `json:"address,omitempty"`
	Distance     *miles       `json:"distance_miles,omitempty"` // straight line
	Approximate  bool         `json:"approximate,omitempty"`    // the distance is to about there
	Drive        *drive       `json:"drive,omitempty"`
	First        *meeting     `json:"first,omitempty"` // that passes the filters; none by appointment
	Next         []meeting    `json:"next"`
}

// A drive is an estimate from the distance, or a route if an engine was asked.
type drive struct {
	Estimate bool  `json:"estimate"`
	Minutes  int   `json:"minutes"`
	Least    int   `json:"least_minutes"`
	Most     int   `json:"most_minutes"`
	Miles    miles `json:"miles"`
}

// A travelNorm is what somebody holds to be a reasonable way to go.
type travelNorm struct {
	Key        string `json:"key"`
	Title      string `json:"title"`
	Source     string `json:"source"`
	Confidence string `json:"confidence"`
	Note       string `json:"note,omitempty"`
}

type meeting struct {
	Start  string          `json:"start"`
	End    string          `json:"end,omitempty"`
	Status schedule.Status `json:"status"`
	Reason string          `json:"reason,omitempty"`
	Room   string          `json:"room,omitempty"`
}

type contact struct {
	Organization string `json:"organization"`
	Level        string `json:"level"`
	Role         string `json:"role,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Website      string `json:"website,omitempty"`
}

type crisisLine struct {
	Name  string `json:"name"`
	Reach string `json:"reach"`
}

// miles are rounded to a tenth, which is more than a ZIP code knows.
type miles float64

func toMiles(d earth.Distance) miles { return miles(math.Round(d.Miles()*10) / 10) }

// refusal is the answer where the place cannot be told.
func (f nearFlags) refusal(err error) nearby {
	n := nearby{Error: err.Error()}
	if many, ok := errors.AsType[*place.AmbiguousError](err); ok {
		for _, c := range many.Choices {
			n.Choices = append(n.Choices, c.String())
		}
	}
	return n
}

// upcoming is how many dates of an offering are told.
const upcoming = 3

func answer(snap *directory.Snapshot, q directory.Query, here place.Place, r directory.Results) nearby {
	hits := func(list []directory.Hit) []found {
		all := []found{}
		for _, h := range list {
			all = append(all, describe(snap, q.Now, h))
		}
		return all
	}
	n := nearby{
		InPerson: hits(r.InPerson), Nearest: hits(r.Nearest), Unplaced: hits(r.Unplaced),
		Later: hits(r.Later), Deferred: hits(r.RemoteLater), Total: r.InPersons, More: string(r.MoreInPerson), MoreAfar: string(r.MoreRemote),
		Remote: hits(r.Remote), Remotes: r.Remotes, Contacts: []contact{}, Crisis: []crisisLine{},
	}
	if q.Coarse {
		blur := toMiles(r.Blur)
		n.Blur = &blur
	}
	if here.Name != "" || here.ZIP != "" {
		radius := toMiles(here.Radius)
		n.Place, n.Radius = here.String(), &radius
	}
	for _, o := range r.Contacts.All() {
		c := contact{Organization: o.Name, Level: string(o.Level), Website: o.Website}
		if o.Level == directory.Affiliate {
			c.Level = "affiliate"
		}
		if len(o.Contacts) > 0 {
			c.Role, c.Phone = o.Contacts[0].Role, o.Contacts[0].Phone
		}
		n.Contacts = append(n.Contacts, c)
	}
	for _, l := range r.CrisisLines {
		n.Crisis = append(n.Crisis, crisisLine{l.Name.In(q.Language), l.Instruction(q.Language)})
	}
	return n
}

func describe(snap *directory.Snapshot, now time.Time, h directory.Hit) found {
	l := h.Listing
	f := found{ID: l.ID, Name: l.Name, Mode: l.Mode, Organization: l.Organization, Next: []meeting{}}
	if l.Place != nil {
		f.Address, f.Approximate = l.Place.Address.String(), l.Place.Approximate
	}
	if h.Distance >= 0 {
		d := toMiles(h.Distance)
		f.Distance, f.Drive = &d, driveOf(travel.Estimate(h.Distance))
	}
	if h.Next.Status != 0 {
		first := meetingOf(h.Next)
		f.First = &first
	}
	for m := range snap.Timetable(l.ID).From(now) {
		if len(f.Next) == upcoming {
			break
		}
		f.Next = append(f.Next, meetingOf(m))
	}
	return f
}

func meetingOf(m directory.Meeting) meeting {
	v := meeting{Start: m.Start().Format(time.RFC3339), Status: m.Status, Reason: m.Reason.String(), Room: m.Room}
	if m.Length > 0 {
		v.End = m.End().Format(time.RFC3339)
	}
	return v
}
