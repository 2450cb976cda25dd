package directory_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A slowHit is a hit of the obvious search, which looks at every date of every
// offering.
type slowHit struct {
	id       string
	distance earth.Distance
	start    time.Time // zero is by appointment
}

func (h slowHit) String() string {
	return fmt.Sprintf("%s %.3f %s", h.id, h.distance.Metres(), h.start.Format(time.RFC3339))
}

// slowSearch returns all in person, not on the map, and online.
func slowSearch(s *directory.Snapshot, q directory.Query) (near, unplaced, remote []slowHit) {
	for l := range s.Listings("") {
		if !slowPasses(s, q, l) {
			continue
		}
		table := s.Timetable(l.ID)
		if l.Mode == program.ModeInPerson || l.Mode == program.ModeHybrid {
			distance, known := earth.Distance(-1), !l.Place.Point.IsZero()
			from := q.Now
			if known {
				distance = q.Near.Distance(l.Place.Point)
				if q.Drive != nil {
					from = from.Add(q.Drive(distance) - q.Late)
				}
			}
			if h, ok := slowNext(table, q, l, from, true); ok {
				h.distance = distance
				switch org, _ := s.Organization(l.Organization); {
				case !known && l.Mode != program.ModeHybrid && (l.Place.County == q.County || l.Place.County == "" && slices.Contains(org.Counties, q.County)):
					unplaced = append(unplaced, h)
				case known && (q.Within == 0 || distance <= q.Within) && (q.DriveWithin == 0 || q.Drive(distance) <= q.DriveWithin):
					near = append(near, h)
				}
			}
		}
		if l.Mode != program.ModeInPerson {
			if h, ok := slowNext(table, q, l, q.Now, false); ok {
				h.distance = -1
				remote = append(remote, h)
			}
		}
	}
	slowSort(near, q)
	slowSort(unplaced, directory.Query{Order: directory.ByStart})
	slowSort(remote, directory.Query{Order: directory.ByStart})
	return near, unplaced, remote
}

func slowSort(hits []slowHit, q directory.Query) {
	start := func(a, b slowHit) int {
		if a.start.IsZero() != b.start.IsZero() { // by appointment is last
			return b.start.Compare(a.start)
		}
		return a.start.Compare(b.start)
	}
	distance := func(a, b slowHit) int { return cmp.Compare(a.distance, b.distance) }
	id := func(a, b slowHit) int { return strings.Compare(a.id, b.id) }
	by := []func(a, b slowHit) int{distance, start, id}
	switch q.Order {
	case directory.ByStart:
		by = []func(a, b slowHit) int{start, distance, id}
	case directory.ByDrive:
		drive := func(a, b slowHit) int { return cmp.Compare(q.Drive(a.distance), q.Drive(b.distance)) }
		by = []func(a, b slowHit) int{drive, start, distance, id}
	}
	slices.SortFunc(hits, func(a, b slowHit) int {
		for _, c := range by {
			if n := c(a, b); n != 0 {
				return n
			}
		}
		return 0
	})
}

func slowNext(table *directory.Timetable, q directory.Query, l directory.Listing, from time.Time, there bool) (slowHit, bool) {
	timed := len(q.Days) > 0 || !q.From.IsZero() || !q.To.IsZero()
	if len(table.Series()) == 0 {
		return slowHit{id: l.ID}, l.Status == directory.Active && !timed && q.StartsWithin == 0
	}
	end := q.Now.Add(366 * 24 * time.Hour)
	if q.StartsWithin > 0 {
		end = q.Now.Add(q.StartsWithin)
	}
	var first time.Time
	today := schedule.DateOf(q.Now.UTC())
	for m := range table.All(today.AddDays(-3), today.AddDays(370)) {
		start, day, clock := m.Start(), m.Date.Weekday(), m.Clock.String()
		if q.Zone != nil && !there {
			day = start.In(q.Zone).Weekday()
			if clock != "" {
				clock = start.In(q.Zone).Format("15:04")
			}
		}
		from2, to := q.From.String(), q.To.String() // as text they sort alike
		inHours := (from2 == "" || clock >= from2) && (to == "" || clock < to)
		if from2 != "" && to != "" && from2 > to {
			inHours = clock >= from2 || clock < to
		}
		isRemote := m.Mode != program.ModeInPerson && m.Mode != ""
		isThere := m.Mode != program.ModeOnline && m.Mode != program.ModeTelephone
		if start.Before(from) || start.After(end) || m.Status == schedule.Cancelled || m.Status == schedule.Skipped ||
			!inHours || len(q.Days) > 0 && !slices.Contains(q.Days, day) || there && !isThere || !there && !isRemote {
			continue
		}
		if first.IsZero() || start.Before(first) {
			first = start
		}
	}
	return slowHit{id: l.ID, start: first}, !first.IsZero()
}

func slowPasses(s *directory.Snapshot, q directory.Query, l directory.Listing) bool {
	f := q.Filter
	terms, _ := s.Terms(l.ID, l.Languages[0], schedule.DateOf(q.Now.UTC()))
	if terms.Program.Key == "" {
		terms, _ = s.Terms(l.ID, "en", schedule.DateOf(q.Now.UTC()))
	}
	if l.Entry != (program.Entry{}) {
		terms.Entry = l.Entry
	}
	if len(l.Audience.Relations) > 0 {
		terms.Audience.Relations = l.Audience.Relations
	}
	any := func(n int, has func(i int) bool) bool {
		for i := range n {
			if has(i) {
				return true
			}
		}
		return n == 0
	}
	for _, a := range f.Access {
		if l.Place == nil || !slices.Contains(l.Place.Access, a) {
			return false
		}
	}
	return any(len(f.Programs), func(i int) bool { return f.Programs[i] == l.Program }) &&
		any(len(f.Kinds), func(i int) bool { return f.Kinds[i] == l.Kind }) &&
		any(len(f.Modes), func(i int) bool { return f.Modes[i] == l.Mode }) &&
		any(len(f.Entries), func(i int) bool { return f.Entries[i] == terms.Entry.Mode }) &&
		any(len(f.Topics), func(i int) bool {
			return slices.Contains(l.Topics, f.Topics[i]) || slices.Contains(l.Audience.Focus, f.Topics[i])
		}) &&
		any(len(f.Relations), func(i int) bool {
			return slices.Contains(terms.Audience.Relations, f.Relations[i]) || slices.Contains(terms.Audience.Relations, program.RelationPublic)
		}) &&
		any(len(f.Languages), func(i int) bool {
			return slices.ContainsFunc(l.Languages, func(tag string) bool {
				return tag == f.Languages[i] || strings.HasPrefix(tag, f.Languages[i]+"-")
			})
		})
}

// A world makes random directories and queries.
type world struct{ *rand.Rand }

func pick[T any](w world, list ...T) T { return list[w.IntN(len(list))] }

// some returns a few of a list, mostly none.
func some[T any](w world, list ...T) (chosen []T) {
	if w.IntN(4) == 0 {
		for range 1 + w.IntN(2) {
			chosen = append(chosen, pick(w, list...))
		}
	}
	return chosen
}

var (
	worldPrograms  = []string{"connection", "family-support-group", "wrap", "peer-to-peer", "griefshare", "closed-grief-group"}
	worldRelations = []program.Relation{program.RelationSelf, program.RelationFamily, program.RelationPublic, "W"}
	worldTopics    = []string{"women", "anxiety", "W", "WC", "O", "OE"}
	worldAccess    = []directory.Access{directory.AccessStepFree, directory.AccessParking, directory.AccessChildCare}
	worldModes     = []program.Mode{program.ModeInPerson, program.ModeOnline, program.ModeTelephone, program.ModeHybrid}
	worldEntries   = []program.EntryMode{program.EntryDropIn, program.EntryOnce, program.EntryClosed, program.EntryCyclic}
	worldZones     = []string{"America/New_York", "America/Los_Angeles", "Asia/Tokyo", "America/Phoenix"}
)

func (w world) point() earth.Point {
	return earth.LatLng(30+float64(w.IntN(5))/8, -81-float64(w.IntN(5))/8)
}

func (w world) directory(n int) []directory.Entity {
	entities := []directory.Entity{
		directory.Organization{ID: "a", Name: "A", State: "FL", Zone: pick(w, worldZones...), Counties: []string{"12019"}, Holidays: schedule.USFederal(schedule.Observed)},
		directory.Organization{ID: "b", Name: "B", State: "FL", Zone: pick(w, worldZones...), Counties: []string{"12031", "12019"}, Holidays: schedule.USFederal(schedule.Actual)},
	}
	for i := range 8 {
		v := directory.Venue{ID: fmt.Sprint("v", i), Name: "V", Point: w.point(), Access: some(w, worldAccess...), Confidential: w.IntN(6) == 0}
		if w.IntN(5) == 0 {
			v.Point, v.County = earth.Point{}, pick(w, "", "12019")
		}
		if w.IntN(4) == 0 {
			v.Closures = []schedule.Closure{{First: d("2022-07-01"), Last: d("2022-07-20")}}
		}
		entities = append(entities, v)
	}
	for i := range n {
		entities = append(entities, w.offering(fmt.Sprintf("x%03d", i)))
	}
	return entities
}

func (w world) offering(id string) directory.Offering {
	o := directory.Offering{ID: id, Program: pick(w, worldPrograms...), Organization: pick(w, "a", "b"), Venue: fmt.Sprint("v", w.IntN(8)),
		Mode: pick(w, worldModes...), Languages: some(w, "es", "es-MX", "en"), Topics: some(w, worldTopics...)}
	o.Audience.Focus, o.Audience.Relations = some(w, worldTopics...), some(w, worldRelations...)
	o.Entry.Mode = pick(w, append(worldEntries, "")...)
	if w.IntN(9) == 0 {
		o.Status, o.StatusSince = directory.Ended, pick(w, schedule.Date{}, d("2022-07-05"))
	}
	for i := range w.IntN(3) {
		o.Series = append(o.Series, w.series(fmt.Sprint("s", i)))
	}
	if len(o.Series) > 0 && w.IntN(3) == 0 {
		for _, day := range []string{"2022-06-08", "2022-06-15", "2022-06-22"} {
			o.Overrides = append(o.Overrides, directory.Override{Series: "s0", On: d(day), Mode: pick(w, worldModes...), Venue: "v1"})
		}
	}
	return o
}

func (w world) series(id string) schedule.Series {
	clock := func() schedule.Clock {
		return pick(w, schedule.Clock{}, schedule.MustClock("00:00"), schedule.MustClock("12:00"), schedule.MustClock("18:00"), schedule.MustClock("23:30"))
	}
	day := time.Weekday(w.IntN(7))
	s := schedule.Series{ID: id, First: d("2022-01-03"), Start: clock(), Length: time.Hour, OnHoliday: schedule.HolidayPolicy(w.IntN(4)), Zone: pick(w, "", worldZones[0])}
	s.Rule = pick(w, schedule.Weekly(day), schedule.Weekly(day, time.Wednesday), schedule.NthWeekdays(day, 2, 4), schedule.Daily(), schedule.Monthly(15))
	if w.IntN(4) == 0 {
		s.Last = d("2022-06-30")
	}
	if w.IntN(4) == 0 {
		s.Dates = []schedule.Date{d("2022-06-14"), d("2022-07-09")}
	}
	if w.IntN(3) == 0 {
		s.Exceptions = []schedule.Exception{
			{On: d("2022-06-08"), Kind: schedule.Reschedule, To: d("2022-06-09"), Start: clock()},
			{On: d("2022-06-10"), Kind: schedule.Cancel},
			{On: d("2022-06-12"), Kind: schedule.Add, Start: clock()},
		}
	}
	return s
}

func (w world) query() directory.Query {
	clock := func() schedule.Clock {
		return pick(w, schedule.Clock{}, schedule.Clock{}, schedule.Clock{}, schedule.MustClock("00:00"), schedule.MustClock("12:00"), schedule.MustClock("18:00"), schedule.MustClock("18:01"))
	}
	q := directory.Query{
		Near: pick(w, w.point(), earth.LatLng(30.1, -81.3)), Within: pick(w, 0, 20*earth.Mile, 60*earth.Kilometre), County: "12019", State: "FL",
		Now:          time.Date(2022, 6, 1+w.IntN(40), w.IntN(24), w.IntN(3)*30, w.IntN(2), w.IntN(2), time.UTC),
		StartsWithin: pick(w, 0, 0, 3*time.Hour, 60*time.Hour), Limit: 1 + w.IntN(12), Count: true, Coarse: w.IntN(5) == 0,
		Filter: directory.Filter{
			Programs: some(w, worldPrograms...), Kinds: some(w, program.KindSupportGroup, program.KindCourse), Modes: some(w, worldModes...),
			Entries: some(w, worldEntries...), Languages: some(w, "es", "en", "es-MX"), Topics: some(w, worldTopics...), Relations: some(w, worldRelations...), Access: some(w, worldAccess...),
			Days: some(w, time.Sunday, time.Tuesday, time.Wednesday, time.Saturday), From: clock(), To: clock(),
		},
	}
	if w.IntN(4) == 0 {
		q.Filter = directory.Filter{}
	}
	if w.IntN(4) == 0 {
		q.Zone = mustLocation(pick(w, worldZones...))
	}
	if w.IntN(2) == 0 {
		pace := time.Duration(1+w.IntN(20)) * time.Minute
		q.Drive = func(d earth.Distance) time.Duration { return time.Duration(d.Miles()/2) * pace }
		q.Late = pick(w, 0, 10*time.Minute)
		q.DriveWithin = pick(w, 0, 30*time.Minute)
		q.Order = directory.Order(w.IntN(3))
	} else {
		q.Order = pick(w, directory.ByDistance, directory.ByStart)
	}
	return q
}

func mustLocation(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

func slowHits(hits []directory.Hit) []slowHit {
	var list []slowHit
	for _, h := range hits {
		x := slowHit{id: h.Listing.ID, distance: h.Distance}
		if h.Next.Status != 0 {
			x.start = h.Next.Start()
		}
		list = append(list, x)
	}
	return list
}

// lines compares lists as text.
func lines(hits []slowHit) []string {
	var list []string
	for _, h := range hits {
		list = append(list, h.String())
	}
	return list
}

func checkSearch(t *testing.T, s *directory.Snapshot, q directory.Query) {
	t.Helper()
	same := func(name string, want []slowHit, got []directory.Hit) {
		t.Helper()
		if diff := gocmp.Diff(lines(inUTC(want)), lines(inUTC(slowHits(got)))); diff != "" {
			t.Fatalf("%s of %+v (-want +got):\n%s", name, q, diff)
		}
	}
	reference := q
	if q.Coarse {
		reference.Near = q.Near.Cell(earth.PrivateLevel).Center()
	}
	near, unplaced, remote := slowSearch(s, reference)
	r := search(t, s, q)
	page := func(hits []slowHit) []slowHit { return hits[:min(len(hits), q.Limit)] }
	same("in person", page(near), r.InPerson)
	same("unplaced", page(unplaced), r.Unplaced)
	same("remote", page(remote), r.Remote)
	if r.InPersons != len(near) || r.Remotes != len(remote) {
		t.Fatalf("%+v: %d and %d, want %d and %d", q, r.InPersons, r.Remotes, len(near), len(remote))
	}
	if len(near) == 0 && (q.Within > 0 || q.DriveWithin > 0) {
		anywhere := reference
		anywhere.Within, anywhere.DriveWithin, anywhere.Order = 0, 0, directory.ByDistance
		far, _, _ := slowSearch(s, anywhere)
		same("nearest", page(far), r.Nearest)
	}
	if q.StartsWithin > 0 {
		later := reference
		later.StartsWithin, later.Order = 0, directory.ByStart
		near2, _, remote2 := slowSearch(s, later)
		if len(near) == 0 {
			same("later", page(near2), r.Later)
		}
		if len(remote) == 0 {
			same("remote later", page(remote2), r.RemoteLater)
		}
	}
	checkPages(t, s, q, r, func(r directory.Results) ([]directory.Hit, directory.Cursor) { return r.InPerson, r.MoreInPerson }, func(hits []directory.Hit) { same("pages in person", near, hits) })
	checkPages(t, s, q, r, func(r directory.Results) ([]directory.Hit, directory.Cursor) { return r.Remote, r.MoreRemote }, func(hits []directory.Hit) { same("pages online", remote, hits) })
}

// checkPages turns the pages of one list, each some minutes after the other.
func checkPages(t *testing.T, s *directory.Snapshot, q directory.Query, r directory.Results, list func(directory.Results) ([]directory.Hit, directory.Cursor), check func([]directory.Hit)) {
	t.Helper()
	hits, more := list(r)
	all := slices.Clone(hits)
	for more != "" {
		q.Page, q.Now = more, q.Now.Add(7*time.Minute)
		r := search(t, s, q)
		if len(r.Unplaced)+len(r.Nearest)+len(r.Later) > 0 || len(r.InPerson) > 0 && len(r.Remote) > 0 {
			t.Fatalf("a page holds more than one list: %+v", r)
		}
		hits, more = list(r)
		if len(hits) == 0 {
			t.Fatal("an empty page after a cursor")
		}
		all = append(all, hits...)
	}
	check(all)
}

func inUTC(hits []slowHit) []slowHit {
	for i := range hits {
		hits[i].start = hits[i].start.UTC()
	}
	return hits
}

func TestSearchFindsWhatTheObviousSearchFinds(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	w := world{rand.New(rand.NewPCG(seed, 0))}
	for range 15 {
		s := snapshot(t, w.directory(60)...)
		for range 60 {
			checkSearch(t, s, w.query())
		}
	}
}

func FuzzSearch(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		w := world{rand.New(rand.NewPCG(seed, 1))}
		s := snapshot(t, w.directory(20)...)
		for range 5 {
			checkSearch(t, s, w.query())
		}
	})
}
