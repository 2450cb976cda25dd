package roster

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A meeting is a Meeting as the solver sees it, or a Past without seats.
type meeting struct {
	key        schedule.Key
	start, end int64 // Unix nanoseconds
	date       schedule.Date
	clock      int32 // seconds after midnight
	place      string
	source     int32 // index in Request.Meetings, or -1

	day, week, block, month int32 // numbers of the periods that limits speak of
	cluster                 int32 // meetings of one cluster all overlap each other; see setClusters

	first, seats int32 // its seats in problem.seats
	need         []need
	coupled      bool // who has one of its seats matters to who may have another
	astray       bool // it overlaps a meeting of another cluster
}

// need is a team rule: at most room people of the team may lack an attribute.
type need struct {
	has  []bool // by person
	room int
}

type seat struct {
	id      SeatID
	meeting int32
	program string
	open    bool // to be filled: not past, and the meeting takes place
}

// A problem is a Request turned into indices. It does not change once made.
type problem struct {
	req      *Request
	meetings []meeting // by start, then key
	seats    []seat    // in the order of meetings
	limits   []Limits  // by person
	answers  [][]byte  // by person, then meeting
	price    []int32   // by person*len(seats)+seat: cost in wishes, or never
	apart    []bool    // by person*people+person
	bond     []int32   // likewise: gain in wishes
	before   []int64   // by person: meetings led before, for fairness
	past     [][]int32 // by person: meetings of History, ascending
	seatOf   map[SeatID]int32
	personOf map[string]int32
	declined map[Pin]bool
	waived   map[Pin]rules // by override
	held     []int32       // by seat: who holds it in the book, or -1
	weights  levels
}

// never is the price of a seat that a person cannot have, whatever others do.
const never = math.MaxInt32

// Four-week periods and weeks are counted from a Monday.
var firstMonday = schedule.MustDate("1900-01-01")

const blockOffset = 36890 % 28 // 2001-01-01 is 36,890 days after firstMonday

// compile checks and indexes a request.
func compile(ctx context.Context, req *Request) (*problem, error) {
	if err := req.Validate(); err != nil {
		return nil, err
	}
	p := &problem{
		req: req, seatOf: map[SeatID]int32{}, personOf: map[string]int32{},
		declined: map[Pin]bool{}, waived: map[Pin]rules{},
	}
	for i, person := range req.People {
		p.personOf[person.ID] = int32(i)
		p.limits = append(p.limits, person.Limits.over(req.Limits))
	}
	p.setMeetings()
	p.setClusters()
	p.setSeats()
	p.setPairs()
	p.setBook()
	if err := p.setAnswers(); err != nil {
		return nil, err
	}
	p.setPrices(ctx)
	p.setCoupled()
	return p, p.setWeights()
}

func (p *problem) people() int { return len(p.req.People) }

func newMeeting(key schedule.Key, start, end time.Time, place string) meeting {
	if end.IsZero() {
		end = start.Add(2 * time.Hour)
	}
	d := schedule.DateOf(start)
	n := d.DaysSince(firstMonday)
	return meeting{
		key: key, start: start.UnixNano(), end: end.UnixNano(), place: place,
		date: d, clock: int32(schedule.ClockOf(start).Seconds()), source: -1,
		day: int32(n), week: int32(n / 7), block: int32((n + 28 - blockOffset) / 28),
		month: int32(d.Year()*12 + int(d.Month())),
	}
}

// setMeetings lists meetings and history by their start.
func (p *problem) setMeetings() {
	who := map[int32]int32{} // person of a Past by its index in the list
	var order []int32
	var list []meeting
	for i, m := range p.req.Meetings {
		n := newMeeting(m.Key, m.Start, m.End, m.Place)
		n.source = int32(i)
		order, list = append(order, int32(len(list))), append(list, n)
	}
	for _, h := range p.req.History {
		who[int32(len(list))] = p.personOf[h.Person]
		order, list = append(order, int32(len(list))), append(list, newMeeting(schedule.Key{}, h.Start, h.End, h.Place))
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		x, y := &list[a], &list[b]
		return cmp.Or(x.date.Compare(y.date), cmp.Compare(x.start, y.start),
			cmp.Compare(x.key.Series, y.key.Series), x.key.Date.Compare(y.key.Date))
	})
	p.past, p.before = make([][]int32, p.people()), make([]int64, p.people())
	for i, person := range p.req.People {
		p.before[i] = int64(person.Led)
	}
	for _, at := range order {
		if person, ok := who[at]; ok {
			p.past[person] = append(p.past[person], int32(len(p.meetings)))
			p.before[person]++
		}
		p.meetings = append(p.meetings, list[at])
	}
}

// setClusters puts successive meetings of a day that all overlap each other
// into one cluster, so that a person can have one of them.
func (p *problem) setClusters() {
	begin := 0
	for i := range p.meetings {
		m := &p.meetings[i]
		for j := begin; j < i && begin < i; j++ {
			if p.meetings[j].day != m.day || !p.overlap(&p.meetings[j], m) {
				begin = i
			}
		}
		m.cluster = int32(begin)
	}
	reach := int64(p.req.BufferMinutes) * int64(time.Minute)
	for _, m := range p.meetings {
		reach = max(reach, m.end-m.start+int64(p.req.BufferMinutes)*int64(time.Minute))
	}
	// Meetings are in order of their days, which begin elsewhere at other
	// instants, so one that is before another may start up to a day after it.
	for i := range p.meetings {
		m := &p.meetings[i]
		for j := i - 1; j >= 0 && p.meetings[j].start >= m.start-reach-daySeconds*int64(time.Second); j-- {
			if n := &p.meetings[j]; n.cluster != m.cluster && p.overlap(n, m) {
				m.astray, n.astray = true, true
			}
		}
	}
}

// overlap reports whether nobody can lead both meetings, because of their
// times and of the way between them.
func (p *problem) overlap(a, b *meeting) bool {
	var buffer int64
	if a.place == "" || a.place != b.place {
		buffer = int64(p.req.BufferMinutes) * int64(time.Minute)
	}
	return a.start < b.end+buffer && b.start < a.end+buffer
}

// setSeats lists the seats in the order of the meetings.
func (p *problem) setSeats() {
	for i := range p.meetings {
		m := &p.meetings[i]
		if m.source < 0 {
			continue
		}
		r := &p.req.Meetings[m.source]
		open := r.takesPlace() && (p.req.Now.IsZero() || !r.Start.Before(p.req.Now))
		m.first, m.seats = int32(len(p.seats)), int32(len(r.Seats))
		for _, s := range r.Seats {
			p.seatOf[r.ID(s)] = int32(len(p.seats))
			p.seats = append(p.seats, seat{r.ID(s), int32(i), cmp.Or(s.Program, r.Program), open})
		}
		for _, rule := range r.Team.AtLeast {
			n := need{make([]bool, p.people()), max(len(r.Seats)-rule.Count, 0)}
			for j, person := range p.req.People {
				n.has[j] = slices.Contains(person.Attributes, rule.Attribute)
			}
			m.need = append(m.need, n)
		}
	}
}

// takesPlace reports whether m needs anybody.
func (m *Meeting) takesPlace() bool {
	return !m.Inactive && m.Status != schedule.Skipped && m.Status != schedule.Cancelled
}
