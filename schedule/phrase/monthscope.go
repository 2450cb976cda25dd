package phrase

import "slices"

// A monthScope says which drafts of its sentence an item of months is said of.
type monthScope struct {
	whole    bool // all drafts of the text: its sentence has none
	from, to int  // where the months lead: drafts that begin between these items
	best     int  // else: drafts whose anchor this is
	times    bool // times count as anchors, as there are months for each
}

// monthsHere reports whether the months of item i are said of this draft: the
// one of the same sentence that is last before them, or those that follow if
// they lead, or all if there is none.
func (s *settler) monthsHere(i int) bool {
	sc, ok := s.monthScopes[i]
	if !ok {
		sc = s.monthScope(i)
		s.monthScopes[i] = sc
	}
	switch first := s.draft.first(); {
	case sc.whole:
		return true
	case s.draft.sentence(s.items) != s.items[i].sentence:
		return false
	case sc.to > 0:
		return first > sc.from && first < sc.to
	default:
		return s.anchor(s.draft, i, sc.times) == sc.best
	}
}

func (s *settler) monthScope(i int) monthScope {
	sentence := s.items[i].sentence
	at, _ := slices.BinarySearch(s.months, i)
	before := at > 0 && s.items[s.months[at-1]].sentence == sentence
	next := len(s.items)
	if at+1 < len(s.months) && s.items[s.months[at+1]].sentence == sentence {
		next = s.months[at+1]
	}
	sc := monthScope{whole: true, best: -1, times: before || next < len(s.items)}
	leads := true
	for _, d := range s.drafts {
		if d.sentence(s.items) == sentence {
			sc.whole = false
			leads = leads && d.first() > s.firstMonth[sentence]
			sc.best = max(sc.best, s.anchor(d, i, sc.times))
		}
	}
	if leads {
		sc.from, sc.to = i, next
	}
	return sc
}

// anchor returns the last item of a draft before item i; -1 if there is none.
func (s *settler) anchor(d draft, i int, times bool) int {
	at := d.first()
	if times && d.time > at && d.time < i {
		at = d.time
	}
	if at >= i {
		return -1
	}
	return at
}
