package roster

// A picker keeps what a round has picked, so as not to pick what a rule ties to
// it.
type picker struct {
	p       *problem
	turn    int32
	meeting []int32 // by meeting, day and week: the turn in which it was picked
	day     []int32
	week    []int32
	rest    int32 // days on each side of a picked one that are left alone
	row     int32 // likewise weeks
}

// maxRow is how many weeks in a row a round leaves alone at most. A limit above
// it binds so seldom that it is rather tried.
const maxRow = 8

func newPicker(p *problem) *picker {
	k := &picker{p: p, meeting: make([]int32, len(p.meetings))}
	for _, l := range p.limits {
		k.rest = max(k.rest, int32(l.RestDays))
		if l.WeeksInARow <= maxRow {
			k.row = max(k.row, int32(l.WeeksInARow))
		}
	}
	if n := len(p.meetings); n > 0 {
		days := p.meetings[n-1].day - p.meetings[0].day
		k.day, k.week = make([]int32, days+1), make([]int32, days/7+2)
	}
	return k
}

// at returns the places of a meeting in day and week.
func (k *picker) at(m *meeting) (day, week int32) {
	return m.day - k.p.meetings[0].day, m.week - k.p.meetings[0].week
}

// alone reports whether no picked meeting is tied to a meeting.
func (k *picker) alone(i int) bool {
	m := &k.p.meetings[i]
	if k.meeting[i] == k.turn {
		return false
	}
	day, week := k.at(m)
	picked := func(list []int32, at int32) bool {
		return at >= 0 && int(at) < len(list) && list[at] == k.turn
	}
	for d := int32(1); d <= k.rest; d++ {
		if picked(k.day, day-d) || picked(k.day, day+d) {
			return false
		}
	}
	for w := int32(1); w <= k.row; w++ {
		if picked(k.week, week-w) || picked(k.week, week+w) {
			return false
		}
	}
	return !m.astray || !k.overlaps(i)
}

// overlaps reports whether a picked meeting of another cluster overlaps one.
func (k *picker) overlaps(i int) bool {
	m := &k.p.meetings[i]
	clash := func(j int) bool {
		n := &k.p.meetings[j]
		return k.meeting[j] == k.turn && n.cluster != m.cluster && k.p.overlap(m, n)
	}
	for j := i - 1; j >= 0 && m.day-k.p.meetings[j].day <= 1; j-- {
		if clash(j) {
			return true
		}
	}
	for j := i + 1; j < len(k.p.meetings) && k.p.meetings[j].day-m.day <= 1; j++ {
		if clash(j) {
			return true
		}
	}
	return false
}

func (k *picker) add(i int) {
	day, week := k.at(&k.p.meetings[i])
	k.meeting[i], k.day[day], k.week[week] = k.turn, k.turn, k.turn
}
