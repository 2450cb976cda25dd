package bmlt

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
)

// choose returns the meetings that a query asks for, in its order.
func (s Server) choose(list []meeting, q Query) []*meeting {
	take, leave := s.under(q.Services.Take, q.Recursive), s.under(q.Services.Leave, q.Recursive)
	var chosen []*meeting
	for i := range list {
		m := &list[i]
		body := m[fieldBody]
		if (len(take) == 0 || take[body]) && !leave[body] &&
			q.Weekdays.passes(m[fieldWeekday]) && q.VenueTypes.passes(m[fieldVenueType]) &&
			q.formats(m[fieldFormatIDs]) && q.times(m) && q.key(m) {
			chosen = append(chosen, m)
		}
	}
	if !q.Near.IsZero() {
		chosen = q.around(chosen)
	}
	q.sort(chosen)
	return q.page(chosen)
}

// passes reports whether a meeting with a value is taken.
func (c Choice) passes(value string) bool {
	return (len(c.Take) == 0 || slices.Contains(c.Take, value)) && !slices.Contains(c.Leave, value)
}

// formats reports whether a meeting with formats, IDs with commas, is taken.
func (q Query) formats(ids string) bool {
	if q.Formats.empty() {
		return true
	}
	has := strings.Split(ids, ",")
	if slices.ContainsFunc(q.Formats.Leave, func(id string) bool { return slices.Contains(has, id) }) {
		return false
	}
	n := 0
	for _, id := range q.Formats.Take {
		if slices.Contains(has, id) {
			n++
		}
	}
	if q.AnyFormat {
		return n > 0 || len(q.Formats.Take) == 0
	}
	return n == len(q.Formats.Take)
}

// times reports whether a meeting begins and ends when the query wants.
func (q Query) times(m *meeting) bool {
	start, length := seconds(m[fieldStart]), seconds(m[fieldDuration])
	return (q.StartsAfter == nil || start > *q.StartsAfter) &&
		(q.StartsBefore == nil || start < *q.StartsBefore) &&
		(q.EndsBefore == nil || start+length <= *q.EndsBefore) &&
		(q.MinLength == nil || length >= *q.MinLength) &&
		(q.MaxLength == nil || length <= *q.MaxLength)
}

// seconds reads what clockText writes; "" is 0.
func seconds(text string) time.Duration {
	c, next, _ := meetings.ParseClock(text)
	if next {
		return 24 * time.Hour
	}
	if c.IsZero() {
		return 0
	}
	return time.Duration(c.Seconds()) * time.Second
}

// key reports whether a meeting has one of the values in a field.
func (q Query) key(m *meeting) bool {
	if q.Key == "" {
		return true
	}
	f, ok := fieldOf(q.Key)
	return ok && slices.Contains(q.Values, m[f])
}

// around takes the meetings near a place and notes how far they are.
func (q Query) around(list []*meeting) []*meeting {
	var near []*meeting
	var far []earth.Distance
	for _, m := range list {
		if d := distance(m, q.Near); d < earth.Farthest && (q.Nearest > 0 || d <= q.Within) {
			m[fieldMiles] = strconv.FormatFloat(d.Miles(), 'f', -1, 64)
			m[fieldKilometres] = strconv.FormatFloat(d.Kilometres(), 'f', -1, 64)
			near, far = append(near, m), append(far, d)
		}
	}
	if q.Nearest == 0 || len(near) <= q.Nearest {
		return near
	}
	order := slices.Sorted(slices.Values(far))
	last := order[q.Nearest-1]
	i := -1
	return slices.DeleteFunc(near, func(*meeting) bool { i++; return far[i] > last })
}

// distance returns how far a meeting is, or earth.Farthest if it is not known.
func distance(m *meeting, from earth.Point) earth.Distance {
	if m[fieldLatitude] == "" {
		return earth.Farthest
	}
	p, err := earth.ParsePoint(m[fieldLatitude] + "," + m[fieldLongitude])
	if err != nil {
		return earth.Farthest
	}
	return p.Distance(from)
}

// sort puts meetings in the order that the query asks for, and those that are
// equal in that of their IDs.
func (q Query) sort(list []*meeting) {
	keys := fieldsOf(q.Sort)
	if keys == nil {
		keys = []field{fieldWeekday, fieldStart}
	}
	if q.ByDistance && !q.Near.IsZero() {
		keys = []field{fieldMiles}
	}
	keys = append(keys, fieldID)
	slices.SortStableFunc(list, func(a, b *meeting) int {
		for _, f := range keys {
			if d := compare(f, a[f], b[f]); d != 0 {
				return d
			}
		}
		return 0
	})
}

// compare orders the values of a field, numbers by size and empty ones last.
func compare(f field, a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	switch f {
	case fieldID, fieldBody, fieldMiles, fieldKilometres, fieldLatitude, fieldLongitude:
		return cmp.Compare(value(a), value(b))
	}
	return strings.Compare(a, b)
}

func value(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.Inf(1)
	}
	return v
}

// page cuts out the page that the query asks for.
func (q Query) page(list []*meeting) []*meeting {
	if q.PageSize == 0 {
		return list
	}
	from := len(list)
	if before := max(q.Page, 1) - 1; before <= len(list)/q.PageSize {
		from = min(before*q.PageSize, len(list))
	}
	return list[from:min(from+q.PageSize, len(list))]
}
